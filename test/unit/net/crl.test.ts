// A list of revoked certificates: what OpenSSL and the lab write is read alike, and bytes cut anywhere or changed are no list, and
// never a revocation that nobody signed.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import { labIssuer, makeCertificate } from '../../../src/lab/certificates.ts';
import { buildRevocationList } from '../../../src/lab/revocation-list.ts';
import { readCrl } from '../../../src/net/crl.ts';

const NOW = Date.now();
const URL_OF_LIST = 'http://c.lab.test/1.crl';
const leaf = new X509Certificate(makeCertificate({}).certPem);
const { pem, key } = labIssuer('intermediate');
const issuer = new X509Certificate(pem);
const listOf = (serials: readonly string[]): Buffer =>
  buildRevocationList({
    issuerPem: pem,
    signingKey: key,
    revoked: serials.map((serialNumber) => ({ serialNumber })),
    thisUpdate: new Date(NOW - 60_000),
    nextUpdate: new Date(NOW + 86_400_000),
  });
const read = (list: Buffer) => readCrl(list, leaf.raw, issuer.raw, URL_OF_LIST, NOW);

describe('a list of revoked certificates', () => {
  it('is searched to its end', () => {
    const others = Array.from({ length: 5000 }, (_, at) => (0x10000 + at).toString(16).padStart(6, '0'));
    assert.equal(read(listOf(others)).status, 'good');
    assert.equal(read(listOf([...others, leaf.serialNumber])).status, 'revoked');
  });

  it('cut anywhere, or with any byte changed, is never believed', () => {
    const list = listOf([leaf.serialNumber]);
    assert.equal(read(list).status, 'revoked');
    for (let at = 0; at < list.length; at++) assert.equal(read(list.subarray(0, at)).status, 'unknown', `cut at ${at}`);
    for (let at = 0; at < list.length; at++) {
      const changed = Buffer.from(list);
      changed[at] = (changed[at] ?? 0) ^ 0x41;
      assert.equal(read(changed).status, 'unknown', `byte ${at}`);
    }
  });
});
