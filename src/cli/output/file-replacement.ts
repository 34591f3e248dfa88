// Writes a file anew so that there is always a whole one: the new one grows beside the old one and takes its place in one
// step, with its mode and owner, at the end of its symbolic links. Must not know what is written.
import { randomBytes } from 'node:crypto';
import { constants, createReadStream, type Stats } from 'node:fs';
import { type FileHandle, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';

/** As many as Linux follows. */
const MAX_LINKS = 40;

/** Where a name leads in the end, also to a file that is not there yet. Throws what the system says. */
export async function followLinks(path: string): Promise<string> {
  let name = path;
  for (let hop = 0; hop <= MAX_LINKS; hop += 1) {
    // The system's own way through the folders: `link/..` is not where the text of the path says.
    const at = join(await realpath(dirname(name)), basename(name));
    const link = await readlink(at).catch(() => null); // Not a link, or nothing there.
    if (link === null) return at;
    name = isAbsolute(link) ? link : `${dirname(at)}/${link}`;
  }
  throw Object.assign(new Error('too many symbolic links'), { code: 'ELOOP' });
}

/** What is there; null: nothing. Throws what the system says otherwise. */
export const statIfAny = (path: string): Promise<Stats | null> =>
  stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });

/** Puts what `write` writes in the place of the file. Where that fails the old one stays as it is. Throws what the system says. */
export async function replaceFile(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const target = await followLinks(path);
  const before = await statIfAny(target);
  const temporary = join(dirname(target), `.mailprobe-${randomBytes(6).toString('hex')}.tmp`);
  const file = await open(temporary, 'wx', before === null ? 0o644 : 0o600);
  try {
    let isAlike = true;
    try {
      if (before !== null) isAlike = await makeAlike(file, before);
      await write(file);
      await file.sync();
    } finally {
      await file.close();
    }
    if (isAlike) await rename(temporary, target);
    else await copyOver(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Gives it owner, group and mode of the other; false: the system does not let us. */
async function makeAlike(file: FileHandle, { uid, gid, mode }: Stats): Promise<boolean> {
  if (process.platform === 'win32') return true;
  const own = await file.stat();
  try {
    if (own.uid !== uid || own.gid !== gid) await file.chown(uid, gid);
    await file.chmod(mode & 0o777); // Afterwards: chown takes bits off.
    return true;
  } catch {
    return false;
  }
}

/** Somebody else's file that we may write: only its content can be ours. The new one is whole on the disk meanwhile. */
async function copyOver(temporary: string, target: string): Promise<void> {
  const file = await open(target, constants.O_WRONLY);
  try {
    let length = 0;
    for await (const piece of createReadStream(temporary)) {
      await file.write(piece as Buffer, 0, (piece as Buffer).length, length);
      length += (piece as Buffer).length;
    }
    await file.truncate(length);
    await file.sync();
  } finally {
    await file.close();
  }
  await rm(temporary, { force: true });
}
