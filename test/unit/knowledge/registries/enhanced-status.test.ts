import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ENHANCED_STATUS, tellingStatus } from '../../../../src/knowledge/registries/enhanced-status.ts';
import { isFindingId } from '../../../../src/model/finding.ts';

/** The highest detail that IANA lists under each subject; all below it are taken. */
const LAST_DETAIL = [0, 10, 4, 6, 7, 6, 10, 30];

describe('the enhanced status codes', () => {
  it('are all that IANA lists, and no other', () => {
    const listed = LAST_DETAIL.flatMap((last, subject) =>
      Array.from({ length: last + 1 }, (_, detail) => `${subject}.${detail}`),
    );
    assert.deepEqual(Object.keys(ENHANCED_STATUS).sort(), listed.sort());
    assert.equal(listed.length, 81);
  });

  it('each have their name, where they are defined, and an answer', () => {
    for (const [detail, { name, id, meaning, reference }] of Object.entries(ENHANCED_STATUS)) {
      assert.ok(name.length > 0, detail);
      assert.match(reference, /^(RFC \d{4}( §[\d.]+)?$|IANA )/, detail);
      if (id === null) assert.ok((meaning ?? '').length > 0, `${detail} says nothing, and not why`);
      else assert.ok(isFindingId(id), detail);
    }
  });

  const expected: readonly (readonly [string, string])[] = [
    ['1.1', 'recipient-unknown'],
    ['1.8', 'sender-not-allowed'],
    ['1.10', 'recipient-unknown'],
    ['2.2', 'mailbox-full'],
    ['2.3', 'message-too-large'],
    ['3.4', 'message-too-large'],
    ['4.6', 'mail-loop'],
    ['5.1', 'auth-required'],
    ['6.1', 'content-rejected'],
    ['7.1', 'content-rejected'],
    ['7.8', 'auth-rejected'],
    ['7.13', 'auth-account-locked'],
    ['7.23', 'sender-unauthenticated'],
    ['7.25', 'client-no-rdns'],
    ['7.26', 'sender-unauthenticated'],
    ['7.30', 'delivery-tls-failed'],
  ];
  for (const [detail, id] of expected)
    it(`x.${detail} tells of ${id}`, () => {
      assert.equal(tellingStatus(detail)?.id, id);
    });

  it('tell nothing where only the words do, or where there is no such code', () => {
    for (const detail of ['0.0', '1.5', '5.0', '7.0', '7.31', '9.1', '', 'constructor', '__proto__'])
      assert.equal(tellingStatus(detail), undefined, detail);
  });
});
