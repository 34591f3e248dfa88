// The list of targets as bytes: every way to write the same lines gives the same lines, however the bytes are cut.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_LINE_BYTES, type TargetLine, targetLines } from '../../../src/batch/target-lines.ts';

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string | Buffer, size = 1_000_000): Promise<TargetLine[]> {
  const lines: TargetLine[] = [];
  for await (const line of targetLines(pieces(Buffer.from(text), size))) lines.push(line);
  return lines;
}

const brief = (lines: readonly TargetLine[]) => lines.map(({ number, text }) => `${number} ${text}`);

const LISTS: readonly (readonly [string, string, readonly string[]])[] = [
  ['nothing', '', []],
  ['blank lines alone', '\n \r\n\t\n', []],
  ['a last line without its end', 'a\nb', ['1 a', '2 b']],
  ['CRLF', 'a\r\nb\r\n', ['1 a', '2 b']],
  ['a byte order mark', '\ufeffa\nb\n', ['1 a', '2 b']],
  ['comments', '# all\na # this\n  #\nb#c\n', ['2 a', '4 b#c']],
  ['tabs and spaces around', '\t a\tport=1 \n', ['1 a port=1']],
  ['other scripts', 'пошта.укр\n', ['1 пошта.укр']],
  ['control characters', 'a\u001b[2Jb\n', ['1 a\\x1b[2Jb']],
];

describe('lines of a list', () => {
  for (const [what, text, expected] of LISTS) {
    it(what, async () => {
      assert.deepEqual(brief(await read(text)), expected);
      for (const size of [1, 2, 3]) assert.deepEqual(brief(await read(text, size)), expected, `in pieces of ${size}`);
    });
  }

  it('says where each ends', async () => {
    const text = '\ufeffa\r\n\nпошта.укр\nb';
    const lines = await read(text);
    assert.equal(lines.at(-1)?.endsAt, Buffer.byteLength(text));
    assert.deepEqual(
      lines.map(({ endsAt }) => endsAt),
      (await read(text, 1)).map(({ endsAt }) => endsAt),
    );
  });

  it('bounds a line, and goes on after it', async () => {
    for (const size of [7, 1_000_000]) {
      const lines = await read(`a\n${'x'.repeat(MAX_LINE_BYTES * 3)}\nb\n`, size);
      assert.deepEqual(
        lines.map(({ number, isTooLong }) => [number, isTooLong]),
        [
          [1, false],
          [2, true],
          [3, false],
        ],
      );
      assert.ok((lines[1]?.text.length ?? 0) < 100);
    }
  });

  it('takes a line of just the greatest length', async () => {
    const [line] = await read(`${'x'.repeat(MAX_LINE_BYTES)}\n`);
    assert.equal(line?.isTooLong, false);
  });

  it('refuses UTF-16 as a whole', async () => {
    await assert.rejects(read(Buffer.from('\ufeffa\n', 'utf16le')), /UTF-16/);
  });

  it('reads no faster than its lines are taken', async () => {
    let taken = 0;
    async function* source(): AsyncGenerator<Buffer> {
      for (;;) {
        taken += 1;
        yield Buffer.from('a\nb\n');
      }
    }
    const lines = targetLines(source());
    for (let count = 0; count < 4; count += 1) await lines.next();
    await lines.return(undefined);
    assert.equal(taken, 2);
  });
});
