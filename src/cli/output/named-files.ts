// Files by what they are and not by what they are called: one that is read must not be written, be it named by a hard
// link, a symbolic link, another spelling or a redirection. Must not know what is in them.
import { fstat, stat } from 'node:fs';
import { promisify } from 'node:util';
import type { Io } from '../terminal/io.ts';

const statPath = promisify(stat);
const statDescriptor = promisify(fstat);

/** A file that the command line names to be read; a number is a descriptor. */
export interface NamedFile {
  /** `--ca`, `the list`: for complaints. */
  readonly what: string;
  readonly at: string | number;
}

/** Device and number of a file; null: there is none, or it is no plain file. Numbers of Windows need all 64 bits. */
async function identify(at: string | number): Promise<string | null> {
  try {
    const found = typeof at === 'number' ? await statDescriptor(at, { bigint: true }) : await statPath(at, { bigint: true });
    return found.isFile() ? `${found.dev}:${found.ino}` : null;
  } catch {
    return null;
  }
}

export async function isSameFile(one: string | number, other: string | number): Promise<boolean> {
  if (one === other) return true;
  const [left, right] = await Promise.all([identify(one), identify(other)]);
  return left !== null && left === right;
}

/** Which of these files that one is. */
export async function findSameFile(path: string, files: readonly NamedFile[]): Promise<NamedFile | undefined> {
  const own = await identify(path);
  if (own === null) return undefined;
  for (const file of files) if ((await identify(file.at)) === own) return file;
  return undefined;
}

/** By the name of the option in the program: what it is to users. */
const READ_BY_OPTION: Readonly<Record<string, string>> = {
  passwordFile: '--password-file',
  tokenFile: '--token-file',
  ca: '--ca',
  clientCert: '--client-cert',
  clientKey: '--client-key',
  pfx: '--pfx',
};

const STDIN = 0;
const STDOUT = 1;

/** Every file that the options name to be read, and the one that stdin is redirected from. */
export function filesRead(options: object, io: Io): readonly NamedFile[] {
  const named = Object.entries(options).flatMap(([option, value]): NamedFile[] => {
    const what = READ_BY_OPTION[option];
    return what === undefined || typeof value !== 'string' ? [] : [{ what, at: value }];
  });
  const config = 'config' in options && typeof options.config === 'string' ? options.config : null;
  const trust = 'trust' in options && typeof options.trust === 'string' ? options.trust : 'node';
  if (trust !== 'node' && trust !== 'system') named.push({ what: '--trust', at: trust.replace(/^java:/, '') });
  // With and without what may be the name of a part.
  if (config !== null) named.push(...[config, config.replace(/#[^#/\\]*$/, '')].map((at) => ({ what: '--config', at })));
  return io.stdin === process.stdin ? [...named, { what: 'stdin', at: STDIN }] : named;
}

/** What stdout is redirected to, where that is a file; null: nothing is known of it. */
export const stdoutFile = async (io: Io): Promise<number | null> =>
  io.stdout === process.stdout && (await identify(STDOUT)) !== null ? STDOUT : null;
