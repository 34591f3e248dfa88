// Where a result goes: stdout, a device or pipe, or a file that appears whole or not at all. Refuses to write over what
// is not its own. Must not know what the text says.
import { fstat, writeFile } from 'node:fs';
import { access, constants, open } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { promisify } from 'node:util';
import { shownPath, UsageError } from '../../model/usage-error.ts';
import { formatOfFile } from '../../report/formats/index.ts';
import { describeSystemError } from '../terminal/input.ts';
import type { Io } from '../terminal/io.ts';
import { isNullDevice, refusedDevice } from './device-names.ts';
import { followLinks, replaceFile, statIfAny } from './file-replacement.ts';
import { findSameFile, type NamedFile } from './named-files.ts';

/** The result could not be put where it should go, though the check was done (disk full): exit 3. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  /** The message without the option that it is about. */
  readonly problem: string;

  constructor(problem: string, about: string | null = null) {
    super(about === null ? problem : `${about}: ${problem}`);
    this.problem = problem;
  }
}

/** A file that is not written to. Throwing it costs no check: nothing has been done yet. */
export class RefusedFile extends UsageError {
  readonly reason: string;
  /** `--force` would write over it all the same. */
  readonly yieldsToForce: boolean;

  constructor(path: string, reason: string, yieldsToForce: boolean) {
    super(`cannot write ${shownPath(path)}: ${reason}${yieldsToForce ? '; --force overwrites it' : ''}`, '--output');
    this.reason = reason;
    this.yieldsToForce = yieldsToForce;
  }
}

/**
 * `/dev/stdout` and its kind are the descriptor itself: opened anew by name, a file behind it would be cut to nothing, and
 * a socket could not be opened at all. null: a name like any other.
 */
export function descriptorOf(path: string): number | null {
  if (path === '/dev/stdout') return 1;
  if (path === '/dev/stderr') return 2;
  const [, number] = /^\/(?:dev|proc\/self)\/fd\/(\d{1,6})$/.exec(path) ?? [];
  return number === undefined ? null : Number(number);
}

/** Whether the text goes where nobody looks at once: into a file of its own, not to one of the process's streams. */
export const isNamedFile = (path: string | undefined): path is string =>
  path !== undefined && path !== '-' && descriptorOf(path) === null;

/** JSON by its option, or by the ending of the file. */
export const wantsJson = ({ json, output }: { readonly json?: true; readonly output?: string }): boolean =>
  json === true || (output !== undefined && formatOfFile(output) === 'json');

/** Enough of a file to tell by whose it is: the longest summary of a report, and what follows it. */
export const BEGINNING_BYTES = 8_192;

/** The first bytes of a file, as text. */
export async function readBeginning(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

const refusal = (path: string, reason: string, yieldsToForce = false): RefusedFile =>
  new RefusedFile(path, reason, yieldsToForce);

/**
 * Looks, before any work is done, whether the file can be written: the folder is there and writable, and what stands in
 * the way is a report of ours (or `--force`). What the command reads is never written over, also by force. Throws UsageError.
 */
export async function checkOutputFile(path: string, force: boolean, read: readonly NamedFile[] = []): Promise<void> {
  if (path === '' || path.includes('\0')) throw refusal(path, 'it is no file name');
  if (path.endsWith('/') || path.endsWith(sep)) throw refusal(path, 'it is the name of a directory');
  if (isNullDevice(path)) return;
  const device = refusedDevice(path);
  if (device !== null) throw refusal(path, device);
  const descriptor = descriptorOf(path);
  try {
    if (descriptor !== null) return void (await promisify(fstat)(descriptor));
    const target = await followLinks(path).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? refusal(path, `there is no folder ${dirname(path)}`) : error;
    });
    const present = await statIfAny(target);
    if (present !== null) {
      if (present.isDirectory()) throw refusal(path, 'it is a directory');
      if (present.isSocket()) throw refusal(path, 'it is a socket');
      await access(target, constants.W_OK);
      // /dev/null, a pipe: written to directly, nothing to protect. A disk has something to protect.
      if (!present.isFile() && !present.isBlockDevice()) return;
      if (present.isBlockDevice() && !force) throw refusal(path, 'it is a disk', true);
    }
    if (present !== null) await protect(path, target, force, read);
    // Windows says of `file\r.json` that there is no such file, and lets anybody write to `file`.
    else if (!(await statIfAny(dirname(target)))?.isDirectory()) throw refusal(path, `${dirname(path)} is no folder`);
    await access(dirname(target), constants.W_OK).catch((error) => {
      throw refusal(path, `folder ${dirname(path)}: ${describeSystemError(error)}`);
    });
  } catch (error) {
    throw error instanceof RefusedFile ? error : refusal(path, describeSystemError(error));
  }
}

/** In English, or by the words of another language; all of that loads where there is something to protect. */
async function isOurs(beginning: string): Promise<boolean> {
  const { beginsAsOurs } = await import('./own-beginnings.ts');
  return beginsAsOurs(beginning) || (await import('../../report/languages/beginnings.ts')).beginsInALanguage(beginning);
}

async function protect(path: string, target: string, force: boolean, read: readonly NamedFile[]): Promise<void> {
  const same = await findSameFile(target, read);
  if (same) throw refusal(path, `it is the file that ${same.what} ${same.what.startsWith('--') ? 'names' : 'is read from'}`);
  if (!force && !(await isOurs(await readBeginning(target))))
    throw refusal(path, 'there is a file that is no mailprobe report', true);
}

async function writeThrough(path: string, text: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

async function isSpecial(path: string): Promise<boolean> {
  const present = await statIfAny(path);
  return present !== null && !present.isFile();
}

/** A reader that has gone away is told of by the stream's error, which start.ts lets pass. */
const say = (stream: Io['stdout'], text: string): Promise<void> =>
  new Promise((resolve) => {
    stream.write(text, () => resolve());
  });

/** Puts the text where `--output` says, or on stdout (`-` as well). Throws OutputError. */
export async function deliver(text: string, path: string | undefined, io: Io): Promise<void> {
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  if (path === undefined || path === '-') return say(io.stdout, whole);
  if (isNullDevice(path)) return;
  const descriptor = descriptorOf(path);
  if (descriptor === 1) return say(io.stdout, whole);
  if (descriptor === 2) return say(io.stderr, whole);
  try {
    if (descriptor !== null) await promisify(writeFile)(descriptor, whole);
    else if (await isSpecial(path)) await writeThrough(path, whole);
    else await replaceFile(path, (file) => file.writeFile(whole));
  } catch (error) {
    throw new OutputError(`cannot write ${shownPath(path)}: ${describeSystemError(error)}`, '--output');
  }
}
