// The folder of saved reports: the user's own state folder, or one that is named. Only the user gets to read what is in it, a
// report appears whole or not at all, nothing that is there is ever written over, and nothing is taken away: how long they are
// kept is the user's to say. Must not know what a report says.
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { link, lstat, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join, posix, win32 } from 'node:path';
import { shownPath, UsageError } from '../model/usage-error.ts';
import { describeSystemError } from '../request/input-file.ts';
import { isSavedFileOf } from './file-name.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** XDG Base Directory Specification: a relative path is not heeded. Null: there is no home to keep anything in. */
export function stateFolder(env: Environment, platform: NodeJS.Platform = process.platform): string | null {
  const { XDG_STATE_HOME, HOME, LOCALAPPDATA } = env;
  if (platform === 'win32')
    return LOCALAPPDATA && win32.isAbsolute(LOCALAPPDATA) ? win32.join(LOCALAPPDATA, 'mailprobe', 'reports') : null;
  const { isAbsolute, join } = posix;
  if (XDG_STATE_HOME && isAbsolute(XDG_STATE_HOME)) return join(XDG_STATE_HOME, 'mailprobe', 'reports');
  if (!HOME || !isAbsolute(HOME)) return null;
  const base = platform === 'darwin' ? join(HOME, 'Library', 'Application Support') : join(HOME, '.local', 'state');
  return join(base, 'mailprobe', 'reports');
}

/** `named`: by the user; null: the state folder. Throws UsageError. */
export function folderOf(named: string | null, env: Environment, what: string): string {
  if (named !== null && (named === '' || named.includes('\0'))) throw new UsageError('it is no name of a directory', what);
  const folder = named ?? stateFolder(env);
  if (folder === null) throw new UsageError('there is no home directory to keep reports in: name a directory', what);
  return folder;
}

const isSystemError = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;

/**
 * A link that somebody else put there would lead our files to where he wants them. The state folder is ours alone: where
 * others can write, they could put anything in place of a report.
 */
async function refuseForeign(folder: string, isNamed: boolean, refuse: (reason: string) => UsageError): Promise<void> {
  const own = process.geteuid?.();
  if (own === undefined) return;
  const entry = await lstat(folder);
  if (entry.isSymbolicLink() && entry.uid !== own && entry.uid !== 0) throw refuse("it is somebody else's symbolic link");
  const { uid, mode } = await stat(folder);
  if (!isNamed && uid !== own) throw refuse('it belongs to somebody else');
  if (!isNamed && (mode & 0o022) !== 0) throw refuse('others may write to it: `chmod 700` it first');
}

/** Makes the folder where it is missing, for the user alone, and sees that a file can be made in it. Throws UsageError. */
export async function openFolder(folder: string, isNamed: boolean): Promise<void> {
  const refuse = (reason: string): UsageError => new UsageError(`cannot save in ${shownPath(folder)}: ${reason}`, '--save');
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await refuseForeign(folder, isNamed, refuse);
    const probe = temporaryIn(folder);
    await (await openNew(probe)).close();
    await rm(probe, { force: true });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw refuse(isSystemError(error, 'EEXIST') ? 'it is no directory' : describeSystemError(error));
  }
}

const temporaryIn = (folder: string): string => join(folder, `.mailprobe-${randomBytes(6).toString('hex')}.tmp`);

/** Never through a link, never over a file. */
const openNew = (path: string) =>
  open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0), 0o600);

/** As many reports of one second as anybody makes. */
const MOST_OF_A_SECOND = 1_000;

/** Writes the text under the first of these names that is free, and says which. Throws what the system says. */
export async function saveIn(folder: string, nameOf: (again: number) => string, text: string): Promise<string> {
  const temporary = temporaryIn(folder);
  const file = await openNew(temporary);
  try {
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    return await giveName(folder, temporary, nameOf, text);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function giveName(folder: string, temporary: string, nameOf: (again: number) => string, text: string): Promise<string> {
  for (let again = 0; again < MOST_OF_A_SECOND; again += 1) {
    const path = join(folder, nameOf(again));
    try {
      // Unlike rename(), link() writes over nothing.
      await link(temporary, path);
      return path;
    } catch (error) {
      if (isSystemError(error, 'EEXIST')) continue;
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].some((code) => isSystemError(error, code))) throw error;
    }
    // A file system without hard links (FAT, some shares): new or not at all, if not in one step.
    try {
      const file = await openNew(path);
      try {
        await file.writeFile(text);
      } finally {
        await file.close();
      }
      return path;
    } catch (error) {
      if (!isSystemError(error, 'EEXIST')) throw error;
    }
  }
  throw Object.assign(new Error('too many reports of one second'), { code: 'EEXIST' });
}

/** The paths of the target's reports, the newest first; none where there is no folder. Throws UsageError. */
export async function listSaved(folder: string, name: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    // A link or a pipe of that name is none that was saved here.
    const files = entries.filter((entry) => entry.isFile() && isSavedFileOf(entry.name, name)).map((entry) => entry.name);
    return files.sort(newestFirst(name)).map((file) => join(folder, file));
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return [];
    throw new UsageError(`cannot read ${shownPath(folder)}: ${describeSystemError(error)}`);
  }
}

/** By time, and by number within a second; the protocol counts least. */
function newestFirst(name: string): (one: string, other: string) => number {
  const keyOf = (file: string): readonly [string, number] => {
    const [, stamp = '', again = '1'] = /-(\d{8}T\d{6}Z)(?:-(\d+))?\.json$/.exec(file.slice(name.length)) ?? [];
    return [stamp, Number(again)];
  };
  return (one, other) => {
    const [ofOne, ofOther] = [keyOf(one), keyOf(other)];
    if (ofOne[0] !== ofOther[0]) return ofOne[0] < ofOther[0] ? 1 : -1;
    return ofOther[1] - ofOne[1] || (one < other ? -1 : 1);
  };
}
