// What an earlier run left behind, in whatever state: what counts as done, and how the file is put right.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readEarlierResults, repairResults } from '../../../src/batch/earlier-results.ts';
import { hashOf } from '../../../src/batch/entry.ts';
import { EntrySet } from '../../../src/batch/entry-set.ts';
import { replaceFile } from '../../../src/cli/output/file-replacement.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-earlier-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const result = (entry: string, more: object = {}): string =>
  JSON.stringify({ verdict: 'ok', target: { input: 'x' }, ...more, batch: { line: 1, entry } });

interface Left {
  readonly what: string;
  readonly text: string;
  readonly done: readonly string[];
  readonly repaired: string;
}
const [a, b] = [result('a'), result('b')];
const LEFT: readonly Left[] = [
  { what: 'whole lines', text: `${a}\n${b}\n`, done: ['a', 'b'], repaired: `${a}\n${b}\n` },
  { what: 'half a line', text: `${a}\n${b.slice(0, 20)}`, done: ['a'], repaired: `${a}\n` },
  { what: 'a whole line but for its end', text: `${a}\n${b}`, done: ['a'], repaired: `${a}\n` },
  { what: 'half a line alone', text: b.slice(0, 20), done: [], repaired: '' },
  { what: 'nothing', text: '', done: [], repaired: '' },
  { what: 'an interrupted check', text: `${result('a', { interrupted: true })}\n${b}\n`, done: ['b'], repaired: `${b}\n` },
  { what: 'junk and half a line', text: `junk\n${a}\n{"ver`, done: ['a'], repaired: `${a}\n` },
  {
    what: 'a report of check',
    text: '{"verdict":"ok","target":{"input":"c"}}\n',
    done: ['c'],
    repaired: '{"verdict":"ok","target":{"input":"c"}}\n',
  },
  { what: 'other JSON', text: 'null\n[]\n{"verdict":"ok"}\n3\n', done: [], repaired: '' },
];

describe('earlier results', () => {
  for (const [at, { what, text, done, repaired }] of LEFT.entries()) {
    it(what, async () => {
      const path = join(folder, `${at}.jsonl`);
      writeFileSync(path, text);
      const earlier = await readEarlierResults(path);
      assert.equal(earlier.doneCount, done.length);
      for (const entry of done) assert.ok(earlier.done.take(hashOf(entry)), entry);
      for (const entry of ['a', 'b', 'c', 'x']) assert.equal(earlier.done.take(hashOf(entry)), false, entry);
      await repairResults(path, earlier, replaceFile);
      assert.equal(readFileSync(path, 'utf8'), repaired);
    });
  }
  it('takes a missing file for an empty one', async () => {
    assert.equal((await readEarlierResults(join(folder, 'none'))).doneCount, 0);
  });
  it('says what is wrong with the file otherwise', async () => {
    await assert.rejects(readEarlierResults(folder), { code: 'EISDIR' });
  });
});

describe('set of entries', () => {
  it('gives back each as often as it was added, however many there are', () => {
    const set = new EntrySet();
    const hashes = Array.from({ length: 5_000 }, (_, at) => hashOf(`host${at}`));
    for (const hash of hashes) set.add(hash);
    for (const hash of hashes.slice(0, 100)) set.add(hash);
    for (const hash of hashes) assert.equal(set.take(hash), true);
    assert.deepEqual([set.take(hashes[0] ?? 0), set.take(hashes[0] ?? 0)], [true, false]);
    assert.equal(set.take(hashes[200] ?? 0), false);
    assert.equal(set.take(hashOf('other')), false);
    set.add(hashes[200] ?? 0);
    assert.equal(set.take(hashes[200] ?? 0), true);
  });
  it('tells hashes apart that share a half', () => {
    const set = new EntrySet();
    set.add(2 ** 32 + 5);
    assert.deepEqual([set.take(5), set.take(2 * 2 ** 32 + 5), set.take(0), set.take(2 ** 32 + 5)], [false, false, false, true]);
  });
});
