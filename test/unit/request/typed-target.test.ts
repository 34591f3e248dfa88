// What people type and paste in the place of a target: taken for the host, port or address that it holds, and said.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsageError } from '../../../src/model/usage-error.ts';
import { parseTarget } from '../../../src/request/target.ts';
import { readTypedTarget } from '../../../src/request/typed-target.ts';

/** What is typed, and the target that it is the same as. */
const taken: readonly (readonly [typed: string, same: string])[] = [
  ['"smtp.example.com"', 'smtp.example.com'],
  ["'smtp.example.com'", 'smtp.example.com'],
  ['`smtp.example.com`', 'smtp.example.com'],
  ['“smtp.example.com”', 'smtp.example.com'],
  ['„smtp.example.com“', 'smtp.example.com'],
  ['»smtp.example.com«', 'smtp.example.com'],
  ['‘smtp.example.com’', 'smtp.example.com'],
  ['“smtp.example.com:587”,', 'smtp.example.com:587'],
  ['<smtp.example.com>', 'smtp.example.com'],
  ['smtp.example.com,', 'smtp.example.com'],
  ['smtp.example.com;', 'smtp.example.com'],
  ['smtp.example.com..', 'smtp.example.com'],
  ['smtp.example.com ', 'smtp.example.com'],
  ['  smtp.example.com\t', 'smtp.example.com'],
  ['\u00a0smtp.example.com\u00a0', 'smtp.example.com'],
  ['smtp.example.com\r\n', 'smtp.example.com'],
  ['smtp.example.com:587.', 'smtp.example.com:587'],
  ['smtp.example.com:587/', 'smtp.example.com:587'],
  ['smtp.example.com/', 'smtp.example.com'],
  ['"[2001:db8::1]:465"', '[2001:db8::1]:465'],
  ['192.0.2.1,', '192.0.2.1'],
  ['alice@example.com,', 'alice@example.com'],
  ['<alice@example.com>', 'alice@example.com'],
  ['<alice@example.com>,', 'alice@example.com'],
  ['Alice <alice@example.com>', 'alice@example.com'],
  ['Alice O’Hara (Sales) <alice@example.com>;', 'alice@example.com'],
  ['"Hara, Alice" <alice@example.com>', 'alice@example.com'],
  ['Älice <alice@example.com>', 'alice@example.com'],
  ['mailto:alice@example.com', 'alice@example.com'],
  ['<mailto:alice@example.com>', 'alice@example.com'],
  ['https://mail.example.com/owa', 'mail.example.com'],
  ['https://mail.example.com', 'mail.example.com'],
  ['http://mail.example.com:8080/roundcube/', 'mail.example.com'],
  ['“https://mail.example.com/owa/”', 'mail.example.com'],
  ['"smtps://mail.example.com"', 'smtps://mail.example.com'],
];

/** A form of its own, as good as any other. */
const withPort: readonly (readonly [typed: string, same: string])[] = [
  ['smtp.example.com 587', 'smtp.example.com:587'],
  ['smtp.example.com  993', 'smtp.example.com:993'],
  ['192.0.2.1 25', '192.0.2.1:25'],
  ['2001:db8::1 465', '[2001:db8::1]:465'],
  ['[2001:db8::1] 465', '[2001:db8::1]:465'],
  ['localhost 25', 'localhost:25'],
];

const untouched = [
  'smtp.example.com',
  'smtp.example.com.',
  'alice@example.com.',
  'smtp://mail.example.com/',
  "o'hara@example.com",
  '2001:db8::1',
];

const refused: readonly (readonly [typed: string, complaint: RegExp])[] = [
  ['', /empty/],
  ['""', /quotes/],
  ['mail example.com', /space/],
  ['mail.example.com alice', /space/],
  ['mail.example.com 123456', /space/],
  ['mail.example.com:587 465', /a port already/],
  ['smtps://mail.example.com 465', /a port already/],
  ['alice@example.com 587', /--port/],
  ['mail.example.com 70000', /70000/],
  ['https://mail.example.com/?password=W1nter', /unknown scheme/],
  ['https://alice:W1nter@mail.example.com/owa', /unknown scheme/],
  ['ftp://mail.example.com/', /unknown scheme/],
  ['smtp://', /^'smtp:..' names no host$/],
  ['"imaps://"', /^'imaps:..' names no host$/],
  ['mail.example.com/owa', /path/],
  ['alice:W1nter <alice@example.com>', /quotes or angle brackets|space/],
  ['alice=W1nter <alice@example.com>', /quotes or angle brackets|space/],
  ['"alice:W1nter"@mail.example.com', /quotes/],
  ['"alice:W1nter@mail.example.com"', /no password/],
  ['mailto:alice:W1nter@example.com', /no password/],
  ['<alice@example.com:W1nter>', /port/],
  ['"mail..example.com"', /empty label/],
  ['mail\u200b.example.com', /invisible/],
];

describe('a target as it is typed', () => {
  for (const [typed, same] of taken) {
    it(`${JSON.stringify(typed)} is ${same}, and it is said`, () => {
      const { target, bare, notice } = readTypedTarget(typed);
      assert.deepEqual({ ...target, input: '' }, { ...parseTarget(same), input: '' });
      assert.equal(target.input, typed.trim());
      assert.deepEqual(parseTarget(bare).host, target.host);
      assert.match(notice ?? '', new RegExp(target.mailbox === null ? target.host : target.mailbox.user));
    });
  }
  for (const [typed, same] of withPort) {
    it(`${JSON.stringify(typed)} is ${same}`, () => {
      const { target, notice } = readTypedTarget(typed);
      assert.deepEqual({ ...target, input: '' }, { ...parseTarget(same), input: '' });
      assert.deepEqual([target.input, notice], [typed, null]);
    });
  }
  for (const typed of untouched) {
    it(`${typed} stays as it is`, () => {
      assert.deepEqual(readTypedTarget(typed), { target: parseTarget(typed), bare: typed, notice: null });
    });
  }
  for (const [typed, complaint] of refused) {
    it(`refuses ${JSON.stringify(typed)}`, () => {
      assert.throws(
        () => readTypedTarget(typed),
        (error: unknown) => error instanceof UsageError && complaint.test(error.message) && !/W1nter|123456/.test(error.message),
      );
    });
  }
  it('is quick with a megabyte of quotes', () => {
    assert.throws(() => readTypedTarget('"'.repeat(1_000_000)), /long/);
  });
});
