// Secrets from a file or a variable: what may be one, and what was odd about the reading. Must not know how they are used,
// and repeats none of what it read.
import { Secret } from '../model/secret.ts';
import { quoteInput, shownPath, UsageError } from '../model/usage-error.ts';
import { readInputFile } from './input-file.ts';
import { LIMITS } from './limits.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface SecretText {
  /** `--password-file`, `password_file`: for complaints. */
  readonly what: string;
  readonly text: string;
  readonly notices: readonly string[];
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Throws UsageError where it is not UTF-8. */
export function decodeText(bytes: Buffer, what: string): string {
  // PowerShell's > writes UTF-16 with a byte order mark.
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new UsageError(`it is UTF-16, as PowerShell writes it; save it as UTF-8`, what);
  }
  try {
    return utf8.decode(bytes);
  } catch {
    throw new UsageError(`it is not UTF-8 text`, what);
  }
}

export async function readSecretFile(path: string, what: string, limitMs?: number): Promise<SecretText> {
  // A word without a folder may be the secret itself, put where the name of its file belongs.
  const shown = /[\\/]/.test(path) ? shownPath(path) : 'the file named there';
  const { bytes, isShared } = await readInputFile(path, what, LIMITS.maxSecretBytes, { shown, limitMs });
  const notices = isShared ? [`${what}: others on this machine can read ${path}; chmod 600 it`] : [];
  return { what, text: decodeText(bytes, `${what} ${path}`), notices };
}

/** Takes the newline off that echo and editors add, and refuses what no mechanism could carry. */
export function toSecret({ what, text, notices }: SecretText): { readonly secret: Secret; readonly notices: readonly string[] } {
  const stripped = text.replace(/\r?\n$/, '');
  if (stripped === '') throw new UsageError(`what was read is empty`, what);
  // RFC 4616 §2: PLAIN separates its fields by NUL.
  if (stripped.includes('\0')) throw new UsageError(`there is a NUL character in it, which no login can carry`, what);
  const said = stripped === text ? notices : [...notices, `${what}: the newline at its end was taken off`];
  return { secret: new Secret(stripped), notices: said };
}

/** A variable of the environment that an option or setting names. The name is repeated only where it cannot be a secret put there by mistake. */
export function readVariable(env: Environment, name: string, what: string): string {
  const isPlainName = /^[A-Z_][A-Z0-9_]*$/.test(name);
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    throw new UsageError('it wants the name of an environment variable, not its value', what);
  const shown = isPlainName ? `the environment variable ${quoteInput(name)}` : 'the environment variable named there';
  const value = env[name];
  if (value === undefined)
    throw new UsageError(`${shown} is not set${isPlainName ? '' : ' (give the name, not the secret)'}`, what);
  if (value === '') throw new UsageError(`${shown} is empty`, what);
  return value;
}
