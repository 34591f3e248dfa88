// Where the user's secrets come from, in one place: stdin, a file, the environment, a hidden prompt. Hands them on as
// `Secret`, and says what was odd about the reading. Must not know how they are used.
import type { Credentials, OauthOptions } from '../../model/plan.ts';
import type { Protocol } from '../../model/protocol.ts';
import { Secret } from '../../model/secret.ts';
import { UsageError } from '../../model/usage-error.ts';
import { LIMITS } from '../../request/limits.ts';
import { decodeText, readSecretFile, readVariable, type SecretText, toSecret } from '../../request/secret-source.ts';
import type { CheckOptions } from '../options/options.ts';
import { readStdin } from '../terminal/input.ts';
import type { Io } from '../terminal/io.ts';
import { registerSecret } from './redaction.ts';

async function readFromStdin(io: Io, what: string, label: string, timeoutMs: number): Promise<SecretText> {
  if (io.stdin.isTTY) return { what, text: await prompt(label), notices: [] };
  return { what, text: decodeText(await readStdin(io, what, LIMITS.maxSecretBytes, timeoutMs), what), notices: [] };
}

async function prompt(label: string): Promise<string> {
  const { promptSecret } = await import('../terminal/prompt.ts');
  return promptSecret(label);
}

/** From here on nothing is printed that bears it. */
function guarded(source: SecretText, user: string): ReturnType<typeof toSecret> {
  registerSecret(new Secret(source.text.replace(/\r?\n$/, '')), user);
  return toSecret(source);
}

async function readPassword(options: CheckOptions, user: string, io: Io, timeoutMs: number): Promise<SecretText> {
  if (options.passwordStdin) return readFromStdin(io, '--password-stdin', `Password of ${user}`, timeoutMs);
  if (options.passwordFile !== undefined) return readSecretFile(options.passwordFile, '--password-file', timeoutMs);
  if (options.passwordEnv !== undefined) {
    return { what: '--password-env', text: readVariable(io.env, options.passwordEnv, '--password-env'), notices: [] };
  }
  if (io.env.MAILPROBE_PASSWORD) return { what: 'MAILPROBE_PASSWORD', text: io.env.MAILPROBE_PASSWORD, notices: [] };
  if (io.stdin.isTTY && io.stderr.isTTY) return { what: 'the prompt', text: await prompt(`Password of ${user}`), notices: [] };
  const isEmpty = io.env.MAILPROBE_PASSWORD === '' ? ' (MAILPROBE_PASSWORD is empty)' : '';
  throw new UsageError(
    `--user without a password${isEmpty}: give one with --password-stdin, --password-file, --password-env or MAILPROBE_PASSWORD, or a token with --token-env`,
  );
}

async function readToken(options: CheckOptions, user: string, io: Io, timeoutMs: number): Promise<SecretText | null> {
  if (options.tokenStdin) return readFromStdin(io, '--token-stdin', `Access token of ${user}`, timeoutMs);
  if (options.tokenFile !== undefined) return readSecretFile(options.tokenFile, '--token-file', timeoutMs);
  if (options.tokenEnv !== undefined)
    return { what: '--token-env', text: readVariable(io.env, options.tokenEnv, '--token-env'), notices: [] };
  return null;
}

/** The options that name a secret, as typed. */
const secretOptions = (options: CheckOptions): string[] =>
  [
    options.passwordStdin && '--password-stdin',
    options.passwordFile !== undefined && '--password-file',
    options.passwordEnv !== undefined && '--password-env',
    options.tokenStdin && '--token-stdin',
    options.tokenFile !== undefined && '--token-file',
    options.tokenEnv !== undefined && '--token-env',
    options.oauth !== undefined && '--oauth',
  ].filter((name) => typeof name === 'string');

/** Everything about a secret that can be refused without reading it. Throws UsageError. */
export function checkCredentialOptions(options: CheckOptions): void {
  const { user } = options;
  const named = secretOptions(options);
  if (user === undefined && named.length > 0) throw new UsageError(`${named[0]} without --user: whose is it?`);
  // curl's -u name:password. The value is not repeated.
  if (named.length === 0 && user?.includes(':')) {
    throw new UsageError(
      '--user takes the name alone, no colon: a password on the command line is seen by others; use --password-stdin or --password-env',
    );
  }
}

const IS_OF_OAUTH = /^(?:oauth|tenant$|client(?:Id|SecretEnv)$|refreshTokenEnv$|scope$)/;

/** Loaded where an option speaks of it. */
async function readOauth(options: CheckOptions, protocol: Protocol, io: Io, limitMs: number): Promise<OauthOptions | null> {
  if (!Object.keys(options).some((name) => IS_OF_OAUTH.test(name))) return null;
  const oauth = (await import('./oauth-options.ts')).readOauthOptions(options, protocol, io);
  if (oauth === null || options.oauthCert === undefined) return oauth;
  const { readOauthCertificate } = await import('./oauth-certificate.ts');
  const clientCertificate = await readOauthCertificate(options, io, limitMs);
  return clientCertificate === null ? oauth : { ...oauth, clientCertificate };
}

/**
 * The credentials that the options ask for; null where there is no `--user`, unless what `--auth` names needs none. Reads stdin, files, the environment, or
 * prompts on a terminal. Throws UsageError, and PromptAborted at Ctrl-C.
 */
export async function readCredentials(
  options: CheckOptions,
  protocol: Protocol,
  io: Io,
  timeoutMs: number,
): Promise<Credentials | null> {
  checkCredentialOptions(options);
  const { user, auth = [] } = options;
  if (auth.length > 0 && secretOptions(options).length === 0) {
    const { needNoSecret } = await import('../options/named-mechanisms.ts');
    if (needNoSecret(auth)) return { user: user ?? '', password: null, token: null, oauth: null, notices: [] };
  }
  if (user === undefined) return null;
  const oauth = await readOauth(options, protocol, io, timeoutMs);
  if (oauth !== null) {
    registerSecret(oauth.clientSecret);
    registerSecret(oauth.refreshToken);
    return { user, password: null, token: null, oauth, notices: [] };
  }
  const token = await readToken(options, user, io, timeoutMs);
  if (token !== null) {
    const { secret, notices } = guarded(token, user);
    return { user, password: null, token: secret, oauth: null, notices };
  }
  const { secret, notices } = guarded(await readPassword(options, user, io, timeoutMs), user);
  return { user, password: secret, token: null, oauth: null, notices };
}
