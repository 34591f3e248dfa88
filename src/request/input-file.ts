// Reads a file that the user names, bounded in size and time, with complaints that name the path. What is no plain file (a
// pipe by name, `<(…)`, a device) is read as it comes, and nobody waits for ever. Must not know what the bytes mean.
import { constants, createReadStream, fstat, open as openDescriptor } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { isatty, ReadStream as TerminalStream } from 'node:tty';
import { promisify } from 'node:util';
import { shownPath, UsageError } from '../model/usage-error.ts';
import { LIMITS } from './limits.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is no directory',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the path is too long',
  ETIMEDOUT: 'nobody wrote to it',
  ENXIO: 'it is a socket, or a device that is not there',
  EAGAIN: 'there is nothing to read in it',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many open files',
};

/** A system error in words: "no such file". */
export function describeSystemError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (code === '' ? 'unknown error' : code);
}

/** `4 MiB`. */
export const sizeOf = (bytes: number): string => (bytes >= 1_048_576 ? `${bytes / 1_048_576} MiB` : `${bytes / 1_024} KiB`);

export interface FileContent {
  readonly bytes: Buffer;
  /** Others may read it, or the group where it is not root's (POSIX; never on Windows). */
  readonly isShared: boolean;
}

// A pipe opened so is open at once, with or without a writer, and reading it blocks no thread. Plain files do not mind.
const { O_RDONLY, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants;
const READING = O_RDONLY | O_NONBLOCK | O_NOCTTY;

const PIECE_BYTES = 1_048_576;

export interface InputFile {
  readonly stream: Readable;
  /** Null: not known, as of a pipe. */
  readonly size: number | null;
  /** Others may read it, or the group where it is not root's (POSIX; never on Windows). */
  readonly isShared: boolean;
}

/** Opens what is there, whatever it is; a pipe that nobody writes to gives a stream without data. Throws system errors. */
export async function openInputFile(path: string): Promise<InputFile> {
  const descriptor = await promisify(openDescriptor)(path, READING);
  const present = await promisify(fstat)(descriptor);
  // What root owns it gives to one service by its group: Kubernetes a secret to a pod (fsGroup), a package its key to its user.
  const byOthers = present.uid === 0 ? 0o004 : 0o044;
  const isShared = process.platform !== 'win32' && (present.mode & byOthers) !== 0;
  // These two wait for data by the event loop. A thread that waits for it would hold up the end of the process.
  if (present.isFIFO()) return { stream: new Socket({ fd: descriptor, readable: true, writable: false }), size: null, isShared };
  if (isatty(descriptor)) return { stream: new TerminalStream(descriptor), size: null, isShared };
  return {
    stream: createReadStream('', { fd: descriptor, highWaterMark: PIECE_BYTES }),
    size: present.isFile() ? present.size : null,
    isShared,
  };
}

/** The whole of a file of at most `maxBytes`, which may take its time where it is a pipe. `what`: the option that names it; `shown`: what complaints call it. Throws UsageError. */
export async function readInputFile(
  path: string,
  what: string,
  maxBytes: number,
  { limitMs = LIMITS.totalMs, shown = shownPath(path) }: { readonly limitMs?: number | undefined; readonly shown?: string } = {},
): Promise<FileContent> {
  const refuse = (reason: string): UsageError => new UsageError(`cannot read ${path === '' ? "''" : shown}: ${reason}`, what);
  if (path === '' || path.includes('\0')) throw refuse('it is no file name');
  try {
    const { stream, size, isShared } = await openInputFile(path);
    const bytes = await readWhole(stream, size, maxBytes, limitMs, refuse);
    return { bytes, isShared };
  } catch (error) {
    throw error instanceof UsageError ? error : refuse(describeSystemError(error));
  }
}

async function readWhole(
  stream: Readable,
  size: number | null,
  maxBytes: number,
  limitMs: number,
  refuse: (reason: string) => UsageError,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let total = 0;
  const onTime = (): void => {
    const what = total === 0 ? 'nobody wrote to it' : 'it was not closed';
    stream.destroy(refuse(`${what} within ${limitMs / 1_000} s`));
  };
  const timer = setTimeout(onTime, limitMs);
  try {
    if (size !== null && size > maxBytes) throw refuse(`it is larger than ${sizeOf(maxBytes)}`);
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer);
      total += (chunk as Buffer).length;
      // A device or pipe tells no size.
      if (total > maxBytes) throw refuse(`it is larger than ${sizeOf(maxBytes)}`);
    }
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
    stream.destroy();
  }
}
