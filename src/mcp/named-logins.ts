// The logins that an assistant may use by their names: each a user and a reference to a variable or a file, given when the
// server starts. Reads the secret when it is wanted; must not know who asks, and repeats nothing of what it read.
import type { Credentials } from '../model/plan.ts';
import type { Secret } from '../model/secret.ts';
import { UsageError } from '../model/usage-error.ts';
import { type Environment, readSecretFile, readVariable, toSecret } from '../request/secret-source.ts';
import { parseUser } from '../request/values.ts';

const SOURCE_KINDS = ['env', 'file', 'token-env', 'token-file'] as const;

export interface LoginReference {
  readonly name: string;
  readonly user: string;
  readonly kind: (typeof SOURCE_KINDS)[number];
  /** The name of a variable, or of a file. */
  readonly source: string;
}

export interface NamedLogin {
  readonly user: string;
  /** Throws UsageError where the secret can't be read just now. */
  readonly credentials: () => Promise<Credentials>;
}

const FORM = /^([a-z0-9][a-z0-9_-]{0,39})=(.+?):(env|file|token-env|token-file):(.+)$/i;

/** `work=alice@example.com:env:MAIL_PASSWORD`. Throws UsageError, which repeats nothing: what stands there may be a password. */
export function parseLoginReference(text: string): LoginReference {
  const [, name = '', user = '', word = '', source = ''] = FORM.exec(text) ?? [];
  const kind = SOURCE_KINDS.find((one) => one === word.toLowerCase());
  if (kind === undefined)
    throw new UsageError(
      'it wants name=user:env:VARIABLE, name=user:file:PATH, or token-env and token-file in their place; never the secret itself',
    );
  return { name, user: parseUser(user), kind, source };
}

/** By name. Reads each secret once, so that a server which cannot log in does not start. Throws UsageError. */
export async function openLogins(
  references: readonly LoginReference[],
  env: Environment,
  onSecret: (secret: Secret, user: string) => void,
): Promise<ReadonlyMap<string, NamedLogin>> {
  const logins = new Map<string, NamedLogin>();
  for (const { name, user, kind, source } of references) {
    if (logins.has(name)) throw new UsageError(`two logins are called ${name}`, '--login');
    const read = async (): Promise<Secret> => {
      const what = `--login ${name}`;
      const text = kind.endsWith('file')
        ? await readSecretFile(source, what)
        : { what, text: readVariable(env, source, what), notices: [] };
      const { secret } = toSecret(text);
      onSecret(secret, user);
      return secret;
    };
    await read();
    const isToken = kind.startsWith('token');
    const credentials = async (): Promise<Credentials> => {
      const secret = await read();
      return { user, password: isToken ? null : secret, token: isToken ? secret : null, oauth: null, notices: [] };
    };
    logins.set(name, { user, credentials });
  }
  return logins;
}
