// TLSA records against certificates: every usage, selector and matching type.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUsableTlsa, matchTlsa } from '../../../src/model/dane.ts';
import type { CertificateObservation, TlsaRecord } from '../../../src/model/observation.ts';

/** Digests told apart by their first letter. */
function certificate(letter: string, selfSigned = false): CertificateObservation {
  return {
    subject: `CN=${letter}`,
    issuer: 'CN=issuer',
    names: [],
    commonName: letter,
    validFrom: '2026-01-01T00:00:00.000Z',
    validTo: '2027-01-01T00:00:00.000Z',
    daysLeft: 100,
    keyType: 'rsa',
    keyBits: 2048,
    signatureAlgorithm: 'sha256WithRSAEncryption',
    sha256: '',
    selfSigned,
    isCa: false,
    extendedKeyUsage: null,
    issuerUrl: null,
    mustStaple: false,
    digests: {
      cert256: letter.repeat(64),
      cert384: letter.repeat(96),
      cert512: letter.repeat(128),
      spki256: `${letter}1`.repeat(32),
      spki512: `${letter}1`.repeat(64),
      certHex: `${letter}2`,
      spkiHex: `${letter}3`,
    },
  };
}

const leaf = certificate('a');
const chain = [certificate('b'), certificate('c')];

const matches: [usage: number, selector: number, matching: number, data: string, expected: boolean][] = [
  [3, 0, 0, 'a2', true],
  [3, 0, 1, 'a'.repeat(64), true],
  [3, 0, 2, 'a'.repeat(128), true],
  [3, 1, 0, 'a3', true],
  [3, 1, 1, 'a1'.repeat(32), true],
  [3, 1, 1, 'A1'.repeat(32), true],
  [3, 1, 2, 'a1'.repeat(64), true],
  [1, 1, 1, 'a1'.repeat(32), true],
  [3, 1, 1, 'a'.repeat(64), false],
  [3, 0, 1, 'b'.repeat(64), false],
  [2, 0, 1, 'b'.repeat(64), true],
  [2, 1, 1, 'c1'.repeat(32), true],
  [0, 0, 2, 'c'.repeat(128), true],
  [2, 0, 1, 'a'.repeat(64), false],
  [3, 2, 1, 'a1'.repeat(32), false],
  [3, 1, 3, 'a1'.repeat(32), false],
  [4, 1, 1, 'a1'.repeat(32), false],
  [3, 0, 1, '', false],
];
for (const [usage, selector, matching, data, expected] of matches) {
  test(`${usage} ${selector} ${matching} ${data.slice(0, 6)}: ${expected}`, () => {
    assert.equal(matchTlsa({ usage, selector, matching, data }, leaf, chain), expected);
  });
}

test('a self-signed leaf may be its own trust anchor', () => {
  const record: TlsaRecord = { usage: 2, selector: 0, matching: 1, data: 'd'.repeat(64) };
  assert.equal(matchTlsa(record, certificate('d', true), []), true);
  assert.equal(matchTlsa(record, certificate('d'), []), false);
});

const usable: [record: TlsaRecord, expected: boolean][] = [
  [{ usage: 3, selector: 1, matching: 1, data: 'a'.repeat(64) }, true],
  [{ usage: 2, selector: 0, matching: 2, data: 'a'.repeat(128) }, true],
  [{ usage: 3, selector: 0, matching: 0, data: 'a2' }, true],
  [{ usage: 0, selector: 1, matching: 1, data: 'a'.repeat(64) }, false],
  [{ usage: 1, selector: 1, matching: 1, data: 'a'.repeat(64) }, false],
  [{ usage: 3, selector: 2, matching: 1, data: 'a'.repeat(64) }, false],
  [{ usage: 3, selector: 1, matching: 1, data: 'a'.repeat(62) }, false],
  [{ usage: 3, selector: 1, matching: 0, data: '' }, false],
  [{ usage: 3, selector: 1, matching: 9, data: 'a'.repeat(64) }, false],
];
for (const [record, expected] of usable) {
  test(`usable ${record.usage} ${record.selector} ${record.matching} of ${record.data.length}: ${expected}`, () =>
    assert.equal(isUsableTlsa(record), expected));
}
