// Extensions are read by where they stand: the same bytes elsewhere, or text that looks like Node's, say nothing.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import { type CertificateSpec, makeCertificate } from '../../../src/lab/certificates.ts';
import { distributionPoint } from '../../../src/lab/revocation-list.ts';
import type { ExtraExtension } from '../../../src/lab/x509.ts';
import { observeCertificate } from '../../../src/net/certificate.ts';
import { readExtensions } from '../../../src/net/certificate-extensions.ts';
import { derOid } from '../../../src/net/der.ts';

const TLS_FEATURE = '1.3.6.1.5.5.7.1.24';
const AUTHORITY_INFORMATION = '1.3.6.1.5.5.7.1.1';
const OWN = '1.3.6.1.4.1.32473.1';
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const derOf = (spec: CertificateSpec): Buffer => new X509Certificate(makeCertificate(spec).certPem).raw;
const withExtension = (id: string, value: Buffer): Buffer => derOf({ extensions: [{ id, value }] });

describe('must-staple', () => {
  const cases: readonly (readonly [string, Buffer, boolean])[] = [
    ['status_request', withExtension(TLS_FEATURE, hex('3003 020105')), true],
    ['status_request_v2', withExtension(TLS_FEATURE, hex('3003 020111')), true],
    ['beside another feature', withExtension(TLS_FEATURE, hex('3006 020117 020105')), true],
    ['another feature', withExtension(TLS_FEATURE, hex('3003 020117')), false],
    ['no feature', withExtension(TLS_FEATURE, hex('3000')), false],
    ['not a list', withExtension(TLS_FEATURE, hex('020105')), false],
    ['its OID inside another extension', withExtension(OWN, hex('06082b06010505070118 0405 3003020105')), false],
    ['its OID in a name', derOf({ names: [`ada@${hex('06082b06010505070118').toString('latin1')}`] }), false],
    ['none', derOf({}), false],
  ];
  for (const [title, der, expected] of cases)
    it(`${title}: ${expected}`, () => assert.equal(observeCertificate(der, 0).mustStaple, expected));
});

describe('names', () => {
  const cases: readonly (readonly [string, readonly string[] | null, readonly string[]])[] = [
    [
      'DNS names and addresses, in their order',
      ['a.example', '192.0.2.1', '*.b.example'],
      ['a.example', '192.0.2.1', '*.b.example'],
    ],
    ['none', null, []],
    ['a mail address', ['ada@a.example'], []],
    ['a mail address that looks like more', ['ada@a.example, DNS:mail.lab.test'], []],
    ['a name that looks like two', ['a.example, DNS:mail.lab.test'], ['a.example, DNS:mail.lab.test']],
    ['a name with a zero byte', ['mail.lab.test\0.evil.test'], ['mail.lab.test\\x00.evil.test']],
  ];
  for (const [title, names, expected] of cases)
    it(title, () => assert.deepEqual(observeCertificate(derOf({ names }), 0).names, expected));

  it('of ten thousand some are kept', () => {
    const names = Array.from({ length: 2500 }, (_, index) => `n${index}.example`);
    assert.deepEqual(observeCertificate(derOf({ names }), 0).names, names.slice(0, 200));
  });

  it('IPv6 addresses', () => {
    const value = hex('3012 8710 20010db8000000000000000000000001');
    assert.deepEqual(readExtensions(derOf({ names: null, extensions: [{ id: '2.5.29.17', value }] })).names, ['2001:db8::1']);
  });
});

describe('where the issuer is to be had', () => {
  const uri = (text: string): Buffer => Buffer.concat([Buffer.from([0x86, text.length]), Buffer.from(text, 'latin1')]);
  /** `method`: the last part of 1.3.6.1.5.5.7.48. */
  const access = (method: number, location: Buffer): Buffer => {
    const body = Buffer.concat([hex('06082b060105050730'), Buffer.from([method]), location]);
    return Buffer.concat([Buffer.from([0x30, body.length]), body]);
  };
  const listOf = (...parts: readonly Buffer[]): Buffer => {
    const body = Buffer.concat(parts);
    return Buffer.concat([Buffer.from([0x30, 0x81, body.length]), body]);
  };
  const read = (value: Buffer): string | null =>
    readExtensions(derOf({ issuer: 'self', extensions: [{ id: AUTHORITY_INFORMATION, value }] })).issuerUrl;

  it('caIssuers, and nothing that an OCSP address says', () => {
    assert.equal(read(listOf(access(2, uri('http://ca.example/issuer.crt')))), 'http://ca.example/issuer.crt');
    const ocsp = access(1, uri('http://ocsp.example/\nCA Issuers - URI:http://evil.example/'));
    assert.equal(read(listOf(ocsp)), null);
    assert.equal(read(listOf(ocsp, access(2, uri('http://ca.example/')))), 'http://ca.example/');
    assert.equal(readExtensions(derOf({})).issuerUrl, 'http://ca.lab.test/issuer.crt');
  });
});

const NOTHING = {
  names: [],
  issuerUrl: null,
  mustStaple: false,
  crlUrls: [],
  keyUsage: null,
  pathLength: null,
  nameConstraints: null,
  unhandled: [],
};

it('cut anywhere or changed anywhere, there are facts or none: never an exception', () => {
  const whole = derOf({ names: ['a.example', '192.0.2.1'], extensions: [{ id: TLS_FEATURE, value: hex('3003020105') }] });
  for (let at = 0; at < whole.length; at++) {
    assert.deepEqual(readExtensions(whole.subarray(0, at)), NOTHING);
    for (const byte of [0x00, 0x30, 0x80, 0x83, 0xff]) {
      const changed = Buffer.from(whole);
      changed[at] = byte;
      readExtensions(changed);
    }
  }
});

it('object identifiers', () => {
  assert.equal(derOid(hex('2b06010505070118')), TLS_FEATURE);
  assert.equal(derOid(hex('550411')), '2.5.4.17');
  assert.equal(derOid(hex('2a864886f70d01010b')), '1.2.840.113549.1.1.11');
});

describe('where the list of revoked certificates is', () => {
  const urlsOf = (extensions: readonly ExtraExtension[]): readonly string[] =>
    readExtensions(derOf({ names: null, extensions })).crlUrls;
  it('is read off the distribution point', () =>
    assert.deepEqual(urlsOf([distributionPoint('http://c.lab.test/1.crl')]), ['http://c.lab.test/1.crl']));
  it('is nowhere without one, nor in what only looks like one', () => {
    assert.deepEqual(urlsOf([]), []);
    assert.deepEqual(urlsOf([{ id: '2.5.29.31', value: Buffer.from('http://c.lab.test/1.crl') }]), []);
    // By another issuer ([2] cRLIssuer) or for some reasons alone ([1]): no list that tells all.
    const whole = distributionPoint('http://c.lab.test/1.crl').value;
    const point = whole.subarray(2);
    for (const tag of [0x81, 0xa2]) {
      const inner = Buffer.concat([point.subarray(2), Buffer.from([tag, 0])]);
      const value = Buffer.concat([Buffer.from([0x30, inner.length + 2, 0x30, inner.length]), inner]);
      assert.deepEqual(urlsOf([{ id: '2.5.29.31', value }]), []);
    }
  });
});
