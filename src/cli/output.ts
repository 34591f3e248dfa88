// Where a result goes: stdout, or a file that appears whole or not at all. Refuses to overwrite what is not its own.
// Must not know what the text says.
import { access, constants, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../model/usage-error.ts';
import { describeSystemError } from './input.ts';
import type { Io } from './io.ts';

/** The result could not be put where it should go, though the check was done (disk full): exit 3. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

// What a report of each format has near its beginning.
const OWN_MARKS = /"name": ?"mailprobe"|mailprobe|probe_success/i;
const MARK_BYTES = 4_096;

async function bearsOurMark(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MARK_BYTES), 0, MARK_BYTES, 0);
    return bytesRead === 0 || OWN_MARKS.test(buffer.subarray(0, bytesRead).toString('utf8'));
  } finally {
    await file.close();
  }
}

/**
 * Looks, before any work is done, whether the file can be written: the folder is there and writable, and what stands in
 * the way is a report of ours (or `--force`). Throws UsageError.
 */
export async function checkOutputFile(path: string, force: boolean): Promise<void> {
  const refuse = (reason: string): UsageError => new UsageError(`--output: cannot write ${path}: ${reason}`);
  if (path === '' || path.includes('\0')) throw refuse('it is no file name');
  try {
    const present = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (present?.isDirectory()) throw refuse('it is a directory');
    // /dev/stdout, a pipe: written to directly, nothing to protect.
    if (present !== null && !present.isFile()) return;
    if (present !== null) {
      await access(path, constants.W_OK);
      if (!force && !(await bearsOurMark(path)))
        throw refuse('there is a file that is no mailprobe report; --force overwrites it');
    }
    const folder = dirname(path);
    await access(folder, constants.W_OK).catch((error: NodeJS.ErrnoException) => {
      throw refuse(error.code === 'ENOENT' ? `there is no folder ${folder}` : `folder ${folder}: ${describeSystemError(error)}`);
    });
  } catch (error) {
    throw error instanceof UsageError ? error : refuse(describeSystemError(error));
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.${Date.now().toString(36)}.tmp`);
  try {
    const file = await open(temporary, 'wx', 0o644);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeThrough(path: string, text: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

const isSpecial = async (path: string): Promise<boolean> =>
  stat(path).then(
    (present) => !present.isFile(),
    () => false,
  );

/** Puts the text where `--output` says, or on stdout (`-` as well). Throws OutputError. */
export async function deliver(text: string, path: string | undefined, io: Io): Promise<void> {
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  if (path === undefined || path === '-') {
    await new Promise<void>((resolve) => {
      // A reader that has gone away is told of by the stream's error, which start.ts lets pass.
      io.stdout.write(whole, () => resolve());
    });
    return;
  }
  try {
    await ((await isSpecial(path)) ? writeThrough(path, whole) : replaceFile(path, whole));
  } catch (error) {
    throw new OutputError(`--output: cannot write ${path}: ${describeSystemError(error)}`);
  }
}
