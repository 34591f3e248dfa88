// The `credentials` of a module: by reference to a variable or a file, never in the configuration itself. Reads them once
// to know that they can be read; a file again for each probe.
import { resolve } from 'node:path';
import type { AuthOptions, Credentials } from '../model/plan.ts';
import type { Secret } from '../model/secret.ts';
import { UsageError } from '../model/usage-error.ts';
import { readSecretFile, readVariable, type SecretText, toSecret } from '../request/secret-source.ts';
import { parseMechanisms, parseUser } from '../request/values.ts';
import type { ModuleLogin } from './module.ts';
import type { SettingsContext } from './settings-context.ts';
import type { SettingsReader } from './settings-reader.ts';

const SOURCES = ['password_env', 'password_file', 'token_env', 'token_file'] as const;
type SourceName = (typeof SOURCES)[number];

export const SECRET_LITERALS = ['password', 'pass', 'passwd', 'token', 'secret', 'client_secret', 'refresh_token'];
export const NO_SECRET_LITERALS =
  'a secret has no place in this file: name a variable with password_env or token_env, or a file with password_file or token_file';

type ReadSource = () => Promise<SecretText>;

const asWritten = (text: string): string => text;

function sourceReader(name: SourceName, value: string, { env, folder }: SettingsContext): ReadSource {
  if (name.endsWith('_file')) return () => readSecretFile(resolve(folder, value), name);
  return async () => ({ what: name, text: readVariable(env, value, name), notices: [] });
}

/** Reads the secret anew each time; where that fails, the last one stands. */
function makeLogin(user: string, name: SourceName, first: Secret, read: ReadSource): ModuleLogin {
  const isToken = name.startsWith('token');
  let last = first;
  const current = async (): Promise<Secret> => {
    try {
      // Not told to `onSecret`: it would remember every token there ever was. The probe's own redactor knows it.
      last = toSecret(await read()).secret;
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
    }
    return last;
  };
  return {
    user,
    credentials: async (): Promise<Credentials> => {
      const secret = await current();
      return { user, password: isToken ? null : secret, token: isToken ? secret : null, oauth: null, notices: [] };
    },
  };
}

/** Throws nothing: complains through the reader. `auth`: null where nothing is said of mechanisms. */
export async function readLogin(
  settings: SettingsReader,
  context: SettingsContext,
): Promise<{ readonly login: ModuleLogin | null; readonly auth: AuthOptions | null }> {
  settings.refuse(SECRET_LITERALS, NO_SECRET_LITERALS);
  const own = settings.mapping('credentials');
  if (own === undefined) return { login: null, auth: null };
  own.refuse(SECRET_LITERALS, NO_SECRET_LITERALS);
  const user = own.value('user', parseUser);
  const only = own.values('mechanisms', parseMechanisms);
  const exclude = own.values('exclude_mechanisms', parseMechanisms);
  const auth: AuthOptions = {
    only: only?.flat() ?? context.base.auth.only,
    exclude: exclude?.flat() ?? context.base.auth.exclude,
    // One guess for each scrape is one too many already.
    all: false,
    allowInsecure: own.flag('allow_insecure') ?? false,
  };
  const sources = SOURCES.map((name) => [name, own.value(name, asWritten)] as const).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
  own.close();
  if (!own.has('user')) own.complain('the user is missing');
  const [source, ...more] = sources;
  if (more.length > 0) own.complain(`give one of ${SOURCES.join(', ')}`, more[0]?.name);
  if (!source) {
    if (![...SOURCES, ...SECRET_LITERALS].some((name) => own.has(name)))
      own.complain(`the secret is missing: give one of ${SOURCES.join(', ')}`);
    return { login: null, auth };
  }
  const read = sourceReader(source.name, source.value, context);
  try {
    const { secret, notices } = toSecret(await read());
    context.onSecret(secret);
    // A newline at the end is what every editor leaves: no news in a service.
    context.notices.push(...notices.filter((notice) => notice.includes('chmod')));
    return { login: user === undefined ? null : makeLogin(user, source.name, secret, read), auth };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    own.complain(error.problem, source.name);
    return { login: null, auth };
  }
}
