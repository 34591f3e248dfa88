// A name that is none, and the names that are near it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOneEditAway, namesNear } from '../../../src/knowledge/near-names.ts';

const NAMES = [
  'cert-expired',
  'cert-not-yet-valid',
  'client-certificate-expired',
  'tls-alert',
  'greeting-timeout',
  'tcp-refused',
];

describe('names that are near', () => {
  it('are one slip away, a part, or share the most words', () => {
    for (const [word, near] of [
      ['cert-expird', ['cert-expired']],
      ['tsl-alert', ['tls-alert']],
      ['timeout', ['greeting-timeout']],
      ['certificate-expired', ['client-certificate-expired']],
      ['expired-root', ['cert-expired', 'client-certificate-expired']],
      ['no-greeting', ['greeting-timeout']],
      ['econnrefused', []],
      ['zz', []],
      ['', []],
    ] as const)
      assert.deepEqual(namesNear(word, NAMES), near, word);
  });

  it('know a slip from two', () => {
    assert.ok(isOneEditAway('abcd', 'abdc'));
    assert.ok(!isOneEditAway('abcd', 'abcd'));
    assert.ok(!isOneEditAway('abcd', 'badc'));
  });
});
