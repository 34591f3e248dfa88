// What a certificate bears on the left, the name asked for in the middle, and whether it counts on the right.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import tls from 'node:tls';
import { makeCertificate } from '../../../src/lab/certificates.ts';
import { checkServerIdentity, matchName, type NameMatch } from '../../../src/net/server-identity.ts';

const COMMON_NAME: NameMatch = { outdated: 'common-name' };
const PARTIAL: NameMatch = { outdated: 'partial-wildcard' };

/** `names`: subjectAltName, null: none. */
const TABLE: readonly (readonly [commonName: string, names: readonly string[] | null, asked: string, match: NameMatch])[] = [
  ['x', ['mail.example.com'], 'mail.example.com', 'borne'],
  ['x', ['mail.example.com'], 'MAIL.example.COM', 'borne'],
  ['x', ['MAIL.Example.com'], 'mail.example.com', 'borne'],
  ['x', ['mail.example.com'], 'mail.example.com.', 'borne'],
  ['x', ['other.example.com', 'mail.example.com'], 'mail.example.com', 'borne'],
  ['x', ['mail.example.com'], 'smtp.example.com', 'missing'],
  ['x', ['mail.example.com'], 'example.com', 'missing'],
  ['x', ['example.com'], 'mail.example.com', 'missing'],
  // RFC 9525 §6.3: one whole label, the leftmost.
  ['x', ['*.example.com'], 'mail.example.com', 'borne'],
  ['x', ['*.example.com'], 'xn--bcher-kva.example.com', 'borne'],
  ['x', ['*.example.com'], 'example.com', 'missing'],
  ['x', ['*.example.com'], 'a.mail.example.com', 'missing'],
  ['x', ['*.com'], 'example.com', 'missing'],
  ['x', ['*'], 'localhost', 'missing'],
  ['x', ['mail.*.com'], 'mail.example.com', 'missing'],
  ['x', ['*.*.example.com'], 'a.mail.example.com', 'missing'],
  ['x', ['m*.example.com'], 'mail.example.com', PARTIAL],
  ['x', ['*l.example.com'], 'mail.example.com', PARTIAL],
  ['x', ['m*l.example.com'], 'mail.example.com', PARTIAL],
  ['x', ['m*.example.com', 'mail.example.com'], 'mail.example.com', 'borne'],
  ['x', ['s*.example.com'], 'mail.example.com', 'missing'],
  ['x', ['m*i*.example.com'], 'mail.example.com', 'missing'],
  ['x', ['xn--*.example.com'], 'xn--bcher-kva.example.com', 'missing'],
  // §2: no common name, whatever else there is.
  ['mail.example.com', null, 'mail.example.com', COMMON_NAME],
  ['*.example.com', null, 'mail.example.com', COMMON_NAME],
  ['m*.example.com', null, 'mail.example.com', COMMON_NAME],
  ['mail.example.com', ['192.0.2.1'], 'mail.example.com', COMMON_NAME],
  ['mail.example.com', ['ada@mail.example.com'], 'mail.example.com', COMMON_NAME],
  ['mail.example.com', ['other.example.com'], 'mail.example.com', 'missing'],
  ['other.example.com', null, 'mail.example.com', 'missing'],
  // §6.4: an address is an iPAddress.
  ['x', ['192.0.2.1'], '192.0.2.1', 'borne'],
  ['x', ['192.0.2.1'], '192.0.2.2', 'missing'],
  ['192.0.2.1', null, '192.0.2.1', 'missing'],
  ['192.0.2.1', ['mail.example.com'], '192.0.2.1', 'missing'],
  ['x', ['*.0.2.1'], '192.0.2.1', 'missing'],
  ['x', ['mail.example.com'], '2001:db8::1', 'missing'],
  ['2001:db8::1', null, '2001:db8::1', 'missing'],
  ['x', ['mail.example.com'], 'fe80::1%eth0', 'missing'],
  // OpenSSL takes neither, and neither is one of the outdated forms.
  ['x', ['mail.example.com.'], 'mail.example.com', 'missing'],
  ['x', ['*.a_b.example.com'], 'mail.a_b.example.com', 'missing'],
  // Names inside names.
  ['x', ['mail.example.com\0.evil.example'], 'mail.example.com', 'missing'],
  ['x', ['evil.example, DNS:mail.example.com'], 'mail.example.com', 'missing'],
  ['x', ['ada@evil.example, DNS:mail.example.com'], 'mail.example.com', 'missing'],
  ['evil.example\nCN=mail.example.com', null, 'mail.example.com', 'missing'],
  ['mail.example.com\0.evil.example', null, 'mail.example.com', 'missing'],
];

const certificateOf = (subject: string, names: readonly string[] | null): X509Certificate =>
  new X509Certificate(makeCertificate({ subject, names }).certPem);

describe('the name that a certificate bears', () => {
  for (const [subject, names, asked, expected] of TABLE) {
    const title = `CN ${JSON.stringify(subject)}, ${names === null ? 'no subjectAltName' : JSON.stringify(names)}, asked for ${asked}`;
    it(`${title}: ${typeof expected === 'string' ? expected : expected.outdated}`, () => {
      const certificate = certificateOf(subject, names);
      assert.deepEqual(matchName(certificate, asked), expected);
      const refusal = checkServerIdentity(asked, certificate.toLegacyObject());
      assert.equal(refusal === undefined, expected === 'borne', refusal?.message);
      // Never less strict than Node.
      if (tls.checkServerIdentity(asked, certificate.toLegacyObject())) assert.equal(expected, 'missing');
    });
  }
});
