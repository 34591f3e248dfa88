// Reads a file that the user names, bounded in size, with complaints that name the path. Must not know what the bytes mean.
import { open, stat } from 'node:fs/promises';
import { shownPath, UsageError } from '../model/usage-error.ts';

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

/** `4 MiB`. */
export const sizeOf = (bytes: number): string => (bytes >= 1_048_576 ? `${bytes / 1_048_576} MiB` : `${bytes / 1_024} KiB`);

export interface FileContent {
  readonly bytes: Buffer;
  /** Group or others may read it (POSIX; never on Windows). */
  readonly isShared: boolean;
}

/** The whole of a file of at most `maxBytes`. `what`: the option that names it; `shown`: what complaints call it. Throws UsageError. */
export async function readInputFile(path: string, what: string, maxBytes: number, shown = shownPath(path)): Promise<FileContent> {
  const refuse = (reason: string): UsageError => new UsageError(`${what}: cannot read ${path === '' ? "''" : shown}: ${reason}`);
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
