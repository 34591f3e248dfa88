// Promise 4, and no crash: `explain` takes eight megabytes of anything. A pattern that repeats a group without bound runs out of
// stack on lines that all look like one thing; each text here is made of one such thing alone.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainText } from '../../src/explain/explain.ts';
import { sized } from '../support/test-size.ts';

/** With less a group of one character in a pattern has stack enough: only so much finds it. */
const EIGHT_MEGABYTES = 8 * 1024 * 1024;
/** The text of which one such group makes most turns is always as long. */
const isWhole = (name: string): boolean => sized(name === 'one line of Base64', true);

const PIECES: Readonly<Record<string, string>> = {
  'Base64 in lines': `${'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo'.repeat(2)}\n`,
  'one line of Base64': 'QUJDREVGR0hJSktM',
  'blanks before a word': `${' '.repeat(4000)}Error\n`,
  'codes of replies': `${'550 550-550 '.repeat(600)}\n`,
  'names of classes': 'a.b.c.d.e.f.Error.',
  'nested exceptions': 'javax.mail.MessagingException: nested exception is: ',
  'turns of a dialogue': 'SERVER -> CLIENT: 250-x CLIENT -> SERVER: EHLO ',
  'open brackets': 'status=bounced (host x[1.2.3.4] said: (',
};

describe('megabytes of one thing', () => {
  for (const [name, piece] of Object.entries(PIECES)) {
    it(name, () => {
      const length = isWhole(name) ? EIGHT_MEGABYTES : EIGHT_MEGABYTES / 16;
      const text = piece.repeat(Math.ceil(length / piece.length));
      assert.ok(explainText(text).input.length <= 2001);
    });
  }
});
