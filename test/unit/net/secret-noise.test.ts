// What may stand between two characters of a secret: each kind is passed over, whatever it begins with.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Noise, NoiseReader } from '../../../src/net/secret-noise.ts';

// biome-ignore format: a table
const UNSEEN = [
  '\0', '\u00ad', '\u034f', '\u200b', '\ufeff', '\u{e0001}', '%00', '%2500', '=00', '\\x00', '\\\\x00', '\\000', '\\xad', '\\u200b', '\\u{e0041}',
  '%c2%ad', '=E2=80=8B', '\\xef\\xbb\\xbf', '%E2%81%A0', '=cd=8f', '%d8%9c', '%e1%85%9f', '%ef%b8%8f', '&shy;', '&amp;zwj;', '&ZeroWidthSpace;',
  '&#8203;', '&#x200b;', '&amp;#0;', '=\n', '=\r\n', '=\\n', '=\\r\\n', '=\\x0d\\x0a',
];
const WHITE = [' ', '\t', '\r\n', '\\r\\n', '\\t', '\\x0a', '\\\\n'];
const PASSED: Readonly<Record<Noise, readonly string[]>> = {
  none: [],
  escapes: UNSEEN,
  backslashes: [
    ...UNSEEN,
    '\\',
    '\\\\',
    '%5c',
    '=5C',
    '%255c',
    '\\x5c',
    '\\u005c',
    '\\134',
    '%u005c',
    '&bsol;',
    '&#92;',
    '&#x5c;',
  ],
  wrapping: [...UNSEEN, ...WHITE],
  separators: [...WHITE, ':', ',', ';', '.', '%', '-', '0x', '0X', '\\x', ', 0x'],
};
const ALL = [...new Set(Object.values(PASSED).flat())];

describe('between the characters of a secret', () => {
  for (const [noise, passed] of Object.entries(PASSED) as [Noise, readonly string[]][]) {
    it(`${noise}: is passed over`, () => {
      for (const one of passed) {
        assert.ok(new NoiseReader(`a${one}b`).placesAfter(1, noise).includes(1 + one.length), JSON.stringify(one));
      }
    });

    it(`${noise}: anything else is not`, () => {
      const others = ['a', '1', '"', '<', '@', '&amp;', '&', '=', '=4', '%', ...ALL].filter((one) => !passed.includes(one));
      const isPassed = (one: string): boolean => new NoiseReader(`a${one}b`).placesAfter(1, noise).includes(1 + one.length);
      // A row of backslashes may be anything's beginning, and what is noise in two ways at once is so.
      assert.deepEqual(
        others.filter((one) => !one.includes('\\') && isPassed(one) && !passed.some((known) => one.startsWith(known))),
        [],
      );
    });
  }
});
