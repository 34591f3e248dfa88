// Texts made to be slow for the redactor: nearly the secret, again and again, to 64 KiB, at full size to 1 MiB. Eight times the
// text may take about eight times the time; a hang is the test's timeout.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Redactor } from '../../src/net/redactor.ts';
import { cpuMsOf } from '../support/growth.ts';
import { sized } from '../support/test-size.ts';

const LARGE = sized(1 << 16, 1 << 20);
/** Of less than this nobody can tell how it grows. */
const LEAST_MS = sized(0.5, 4);
/** Linear is 8, quadratic 64. */
const MAX_RATIO = 24;
const fill = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

const quotes = fill('"\\', 400);
const CASES: Readonly<Record<string, [secret: string, text: (length: number) => string]>> = {
  'all but the last character': ['Winter-2024-is-cold', (n) => fill('Winter-2024-is-col ', n)],
  'one letter': ['aaaaaaaaaaaaaaaaaaaaaaab', (n) => fill('a', n)],
  'one letter, a long secret of it': [`${'a'.repeat(2_000)}b`, (n) => fill('a', n)],
  'one letter in both cases': [`${'a'.repeat(200)}b`, (n) => fill('aA', n)],
  'a token but its end': [fill('eyJ0eXAiOiJKV1Qi', 2_000), (n) => fill(`${fill('eyJ0eXAiOiJKV1Qi', 1_999)}! `, n)],
  blanks: ['abcd efgh ijkl mnop', (n) => `abcd${fill(' ', n)}`],
  'letters and rows of blanks': ['a b c d e f g h', (n) => fill(`a b c d e f g${' '.repeat(500)}`, n)],
  'a secret of blanks': [' '.repeat(200), (n) => fill(`${' '.repeat(199)}.`, n)],
  'quotes and backslashes': [quotes, (n) => fill(`${quotes.slice(0, -2)}.`, n)],
  'quotes and rows of backslashes': [quotes, (n) => fill(`"${'\\'.repeat(300)}`, n)],
  backslashes: [`a${'\\'.repeat(300)}b`, (n) => `a${fill('\\', n)}`],
  'a secret of backslashes': ['\\'.repeat(400), (n) => fill(`${'\\'.repeat(399)}.`, n)],
  'zero-width spaces': ['Winter-2024-is-cold', (n) => fill(`W${'\u200b'.repeat(400)}i${'\u200b'.repeat(400)}`, n)],
  'a row of zero-width spaces': ['Winter-2024-is-cold', (n) => `W${fill('\u200b', n)}`],
  'entities without end': ['Winter-2024-is-cold', (n) => `W&#${fill('0', n)}`],
  ampersands: ['&&&&&&&&&&&&', (n) => fill('&amp;', n)],
  'its Base64 but the end': ['Winter-2024-is-cold', (n) => fill(Buffer.from('Winter-2024-is-col').toString('base64'), n)],
  'Base64 of one letter': ['aaaaaaaaaaaaaaaaaaaaaaaaaaaa', (n) => fill('YWFh', n)],
  decimals: ['aaaaaaaaaaaaaaaa', (n) => fill('97, ', n)],
  hex: ['aaaaaaaaaaaaaaab', (n) => fill('61 ', n)],
  percents: ['%%%%%%%%%%%%%%', (n) => fill('%25', n)],
  'cut again and again': ['Winter-2024-is-cold', (n) => fill('Wint...', n)],
};

/** The best of several runs. */
function bestMs(redactor: Redactor, text: string, runs: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1)
    best = Math.min(
      best,
      cpuMsOf((said) => redactor.scrub(said), text),
    );
  return best;
}

describe('the redactor grows with the text, and no faster', () => {
  for (const [name, [secret, text]] of Object.entries(CASES))
    it(name, { timeout: 300_000 }, () => {
      const redactor = new Redactor();
      redactor.add(secret, 'ada@lab.test');
      const [small, large] = [text(LARGE / 8), text(LARGE)];
      redactor.scrub(small);
      // So long it may take whatever an eighth of it takes.
      if (bestMs(redactor, large, 1) < MAX_RATIO * LEAST_MS) return;
      // Measured again before it is believed.
      const ratios: number[] = [];
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const base = Math.max(bestMs(redactor, small, 3), LEAST_MS);
        ratios.push(bestMs(redactor, large, 1) / base);
        if ((ratios.at(-1) ?? 0) < MAX_RATIO) return;
      }
      assert.fail(`eight times the text took ${ratios.map((ratio) => ratio.toFixed(1)).join(', ')} times as long`);
    });

  it('lines that belong together', { timeout: 300_000 }, () => {
    const redactor = new Redactor();
    redactor.add('Winter-2024-is-cold', 'ada@lab.test');
    const lines = Array.from({ length: sized(20, 200) }, () => fill('535-5.7.8 Winter-2024-is-col=', 16_000));
    redactor.scrubLines(lines);
  });

  it('a password of 400 quotes and backslashes', { timeout: 300_000 }, () => {
    const redactor = new Redactor();
    redactor.add(quotes, 'ada@lab.test');
    assert.equal(redactor.scrub(`no ${quotes} and ${quotes.replaceAll('\\', '\\\\')}, sorry`), 'no *** and ***, sorry');
  });
});
