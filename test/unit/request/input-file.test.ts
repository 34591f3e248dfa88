// Of which files it is said that others can read them: a user's own by its group or all, root's by all alone.
import assert from 'node:assert/strict';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readInputFile } from '../../../src/request/input-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-input-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** No user of any machine: the test only needs another than root. */
const SOMEBODY = 65_532;

async function isShared(mode: number, owner: number | null): Promise<boolean> {
  const path = join(folder, 'secret');
  rmSync(path, { force: true });
  writeFileSync(path, 'hunter2');
  if (owner !== null) chownSync(path, owner, SOMEBODY);
  chmodSync(path, mode);
  return (await readInputFile(path, '--password-file', 100)).isShared;
}

describe('a file that others can read', { skip: process.platform === 'win32' && 'modes are of POSIX' }, () => {
  it('is one that all can read', async () => {
    assert.equal(await isShared(0o600, null), false);
    assert.equal(await isShared(0o644, null), true);
  });

  const skip = process.getuid?.() !== 0 && 'only root gives files away';
  it('is one of a user that the group can read', { skip }, async () => {
    assert.equal(await isShared(0o640, SOMEBODY), true);
    assert.equal(await isShared(0o400, SOMEBODY), false);
  });

  it('is none that root gives to one group, as Kubernetes gives a secret to a pod', { skip }, async () => {
    assert.equal(await isShared(0o440, 0), false);
    assert.equal(await isShared(0o444, 0), true);
  });
});
