// Where the user's secrets come from, in one place: stdin, a file, the environment, a hidden prompt. Hands them on as
// `Secret`, and says what was odd about the reading. Must not know how they are used.
import type { Credentials, OauthOptions } from '../model/plan.ts';
import type { Protocol } from '../model/protocol.ts';
import { Secret } from '../model/secret.ts';
import { UsageError } from '../model/usage-error.ts';
import { LIMITS } from '../probe/limits.ts';
import { readInputFile, readStdin, readVariable } from './input.ts';
import type { Io } from './io.ts';
import { readOauthOptions } from './oauth-options.ts';
import type { CheckOptions } from './options.ts';
import { guardSecret } from './secrecy.ts';

interface Source {
  /** `--password-file`: for complaints. */
  readonly what: string;
  readonly text: string;
  readonly notices: readonly string[];
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer, what: string): string {
  // PowerShell's > writes UTF-16 with a byte order mark.
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new UsageError(`${what}: it is UTF-16, as PowerShell writes it; save it as UTF-8`);
  }
  try {
    return utf8.decode(bytes);
  } catch {
    throw new UsageError(`${what}: it is not UTF-8 text`);
  }
}

async function readFromFile(path: string, what: string): Promise<Source> {
  const { bytes, isShared } = await readInputFile(path, what, LIMITS.maxSecretBytes);
  const notices = isShared ? [`${what}: others on this machine can read ${path}; chmod 600 it`] : [];
  return { what, text: decode(bytes, `${what} ${path}`), notices };
}

async function readFromStdin(io: Io, what: string, label: string, timeoutMs: number): Promise<Source> {
  if (io.stdin.isTTY) return { what, text: await prompt(label), notices: [] };
  return { what, text: decode(await readStdin(io, what, LIMITS.maxSecretBytes, timeoutMs), what), notices: [] };
}

async function prompt(label: string): Promise<string> {
  const { promptSecret } = await import('./prompt.ts');
  return promptSecret(label);
}

/** Takes the newline off that echo and editors add, and refuses what no mechanism could carry. */
function toSecret(
  { what, text, notices }: Source,
  user: string,
): { readonly secret: Secret; readonly notices: readonly string[] } {
  const stripped = text.replace(/\r?\n$/, '');
  const secret = new Secret(stripped);
  guardSecret(secret, user);
  if (stripped === '') throw new UsageError(`${what}: what was read is empty`);
  // RFC 4616 §2: PLAIN separates its fields by NUL.
  if (stripped.includes('\0')) throw new UsageError(`${what}: there is a NUL character in it, which no login can carry`);
  const said = stripped === text ? notices : [...notices, `${what}: the newline at its end was taken off`];
  return { secret, notices: said };
}

async function readPassword(options: CheckOptions, user: string, io: Io, timeoutMs: number): Promise<Source> {
  if (options.passwordStdin) return readFromStdin(io, '--password-stdin', `Password of ${user}`, timeoutMs);
  if (options.passwordFile !== undefined) return readFromFile(options.passwordFile, '--password-file');
  if (options.passwordEnv !== undefined) {
    return { what: '--password-env', text: readVariable(io, options.passwordEnv, '--password-env'), notices: [] };
  }
  if (io.env.MAILPROBE_PASSWORD) return { what: 'MAILPROBE_PASSWORD', text: io.env.MAILPROBE_PASSWORD, notices: [] };
  if (io.stdin.isTTY && io.stderr.isTTY) return { what: 'the prompt', text: await prompt(`Password of ${user}`), notices: [] };
  const isEmpty = io.env.MAILPROBE_PASSWORD === '' ? ' (MAILPROBE_PASSWORD is empty)' : '';
  throw new UsageError(
    `--user without a password${isEmpty}: give one with --password-stdin, --password-file, --password-env or MAILPROBE_PASSWORD, or a token with --token-env`,
  );
}

async function readToken(options: CheckOptions, user: string, io: Io, timeoutMs: number): Promise<Source | null> {
  if (options.tokenStdin) return readFromStdin(io, '--token-stdin', `Access token of ${user}`, timeoutMs);
  if (options.tokenFile !== undefined) return readFromFile(options.tokenFile, '--token-file');
  if (options.tokenEnv !== undefined)
    return { what: '--token-env', text: readVariable(io, options.tokenEnv, '--token-env'), notices: [] };
  return null;
}

/** Everything about a secret that can be refused without reading it. Throws UsageError. */
export function checkCredentialOptions(options: CheckOptions): void {
  const { user } = options;
  const named = [
    options.passwordStdin && '--password-stdin',
    options.passwordFile !== undefined && '--password-file',
    options.passwordEnv !== undefined && '--password-env',
    options.tokenStdin && '--token-stdin',
    options.tokenFile !== undefined && '--token-file',
    options.tokenEnv !== undefined && '--token-env',
    options.oauth !== undefined && '--oauth',
  ].filter((name) => typeof name === 'string');
  if (user === undefined && named.length > 0) throw new UsageError(`${named[0]} without --user: whose is it?`);
  // curl's -u name:password. The value is not repeated.
  if (named.length === 0 && user?.includes(':')) {
    throw new UsageError(
      '--user takes the name alone, no colon: a password on the command line is seen by others; use --password-stdin or --password-env',
    );
  }
}

/**
 * The credentials that the options ask for; null where there is no `--user`. Reads stdin, files, the environment, or
 * prompts on a terminal. Throws UsageError, and PromptAborted at Ctrl-C.
 */
export async function readCredentials(
  options: CheckOptions,
  protocol: Protocol,
  io: Io,
  timeoutMs: number,
): Promise<Credentials | null> {
  checkCredentialOptions(options);
  const { user } = options;
  if (user === undefined) return null;
  const oauth: OauthOptions | null = readOauthOptions(options, protocol, io);
  if (oauth !== null) {
    guardSecret(oauth.clientSecret);
    guardSecret(oauth.refreshToken);
    return { user, password: null, token: null, oauth, notices: [] };
  }
  const token = await readToken(options, user, io, timeoutMs);
  if (token !== null) {
    const { secret, notices } = toSecret(token, user);
    return { user, password: null, token: secret, oauth: null, notices };
  }
  const { secret, notices } = toSecret(await readPassword(options, user, io, timeoutMs), user);
  return { user, password: secret, token: null, oauth: null, notices };
}
