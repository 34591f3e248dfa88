// Reads what the user names: files and stdin, bounded in size and time, with complaints that name the path.
// Must not know what the bytes mean.
import { open, stat } from 'node:fs/promises';
import { quoteInput, UsageError } from '../model/usage-error.ts';
import type { Io } from './io.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is no directory',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the path is too long',
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

const sizeOf = (bytes: number): string => (bytes >= 1_048_576 ? `${bytes / 1_048_576} MiB` : `${bytes / 1_024} KiB`);

export interface FileContent {
  readonly bytes: Buffer;
  /** Group or others may read it (POSIX; never on Windows). */
  readonly isShared: boolean;
}

/** The whole of a file of at most `maxBytes`. `what`: the option that names it. Throws UsageError. */
export async function readInputFile(path: string, what: string, maxBytes: number): Promise<FileContent> {
  const refuse = (reason: string): UsageError => new UsageError(`${what}: cannot read ${path === '' ? "''" : path}: ${reason}`);
  if (path === '' || path.includes('\0')) throw refuse('it is no file name');
  try {
    const { mode, size } = await stat(path);
    if (size > maxBytes) throw refuse(`it is larger than ${sizeOf(maxBytes)}`);
    const file = await open(path, 'r');
    try {
      // One byte more than allowed: a device or pipe tells no size.
      const chunks: Buffer[] = [];
      let total = 0;
      for await (const chunk of file.createReadStream({ autoClose: false, end: maxBytes })) {
        chunks.push(chunk as Buffer);
        total += (chunk as Buffer).length;
      }
      if (total > maxBytes) throw refuse(`it is larger than ${sizeOf(maxBytes)}`);
      return { bytes: Buffer.concat(chunks), isShared: process.platform !== 'win32' && (mode & 0o044) !== 0 };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof UsageError ? error : refuse(describeSystemError(error));
  }
}

/** All of stdin, at most `maxBytes`, within `timeoutMs`: a pipe that nobody closes must not hold the check up for ever. */
export function readStdin(io: Io, what: string, maxBytes: number, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let total = 0;
    const stop = (): void => {
      clearTimeout(timer);
      io.stdin.off('data', take).off('end', finish).off('error', fail);
      io.stdin.pause();
      // An unread pipe would keep the process alive.
      if ('unref' in io.stdin && typeof io.stdin.unref === 'function') io.stdin.unref();
    };
    const refuse = (reason: string): void => {
      stop();
      reject(new UsageError(`${what}: ${reason}`));
    };
    const take = (chunk: Buffer | string): void => {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      total += bytes.length;
      if (total > maxBytes) refuse(`more than ${sizeOf(maxBytes)} came on stdin`);
      else chunks.push(bytes);
    };
    const finish = (): void => {
      stop();
      resolve(Buffer.concat(chunks));
    };
    const fail = (error: unknown): void => refuse(`cannot read stdin: ${describeSystemError(error)}`);
    const timer = setTimeout(() => refuse(`stdin was not closed within ${timeoutMs / 1_000} s`), timeoutMs);
    io.stdin.on('data', take).on('end', finish).on('error', fail);
    io.stdin.resume();
  });
}

/** A variable of the environment that an option names. The name is repeated only where it cannot be a secret put there by mistake. */
export function readVariable(io: Io, name: string, what: string): string {
  const isPlainName = /^[A-Z_][A-Z0-9_]*$/.test(name);
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    throw new UsageError(`${what} wants the name of an environment variable, not its value`);
  const shown = isPlainName ? `the environment variable ${quoteInput(name)}` : 'the environment variable named there';
  const value = io.env[name];
  if (value === undefined)
    throw new UsageError(`${what}: ${shown} is not set${isPlainName ? '' : ' (give the name, not the secret)'}`);
  if (value === '') throw new UsageError(`${what}: ${shown} is empty`);
  return value;
}
