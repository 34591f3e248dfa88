// Puts the corrected settings in the place of the file (--write): the old one is kept beside it, with its mode and owner, and the
// new one takes its place whole. Only where the file is still what was read.
import { constants } from 'node:fs';
import { access, chown, copyFile, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { shownPath, UsageError } from '../../model/usage-error.ts';
import { describeSystemError } from '../../request/input-file.ts';
import type { Correction } from '../../settings/correct.ts';
import { encodeFile } from '../../settings/file-text.ts';
import { followLinks, replaceFile } from '../output/file-replacement.ts';
import type { ApplicationFile } from './application-file.ts';

/** A file that is there to be written to. */
export type WritableFile = ApplicationFile & { readonly path: string };

export const hasPath = (file: ApplicationFile): file is WritableFile => file.path !== null;

const MAX_BACKUPS = 100;

/** Before a packet is sent: may it be written, and something put beside it? Throws UsageError. */
export async function checkWritable(file: ApplicationFile): Promise<void> {
  if (!hasPath(file)) throw new UsageError('what comes on stdin cannot be written back: name the file', '--write');
  const { path } = file;
  try {
    const target = await followLinks(path);
    await access(target, constants.W_OK);
    await access(dirname(target), constants.W_OK);
  } catch (error) {
    throw new UsageError(`cannot write ${shownPath(path)}: ${describeSystemError(error)}`, '--write');
  }
}

/** The name of the backup. Throws UsageError. */
export async function writeBack({ path, encoding, reading }: WritableFile, { text }: Correction): Promise<string> {
  try {
    const target = await followLinks(path);
    const before = await readFile(target);
    if (!before.equals(encodeFile({ text: reading.text, encoding })))
      throw new UsageError(`${shownPath(path)} has changed since it was read; nothing was written`, '--write');
    const backup = await keepOld(target);
    await replaceFile(target, async (file) => {
      await file.writeFile(encodeFile({ text, encoding }));
    });
    return backup;
  } catch (error) {
    throw error instanceof UsageError
      ? error
      : new UsageError(`cannot write ${shownPath(path)}: ${describeSystemError(error)}`, '--write');
  }
}

/** A copy that nobody may read who may not read the file itself. */
async function keepOld(path: string): Promise<string> {
  const { uid, gid } = await stat(path);
  for (let at = 0; at < MAX_BACKUPS; at += 1) {
    const backup = `${path}.bak${at === 0 ? '' : at}`;
    try {
      await copyFile(path, backup, constants.COPYFILE_EXCL);
      await chown(backup, uid, gid).catch(() => {}); // Not ours to give away: then it stays ours.
      return backup;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  throw new UsageError(`there are ${MAX_BACKUPS} backups beside ${shownPath(path)} already`, '--write');
}
