// Each kind of certificate, judged by OpenSSL in a real handshake.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import {
  CERTIFICATE_KINDS,
  type CertificateKind,
  clientCertificate,
  labCertificate,
  makeCertificate,
} from '../../../src/lab/certificates.ts';
import { startLab } from '../../../src/lab/lab.ts';
import { portsOnly, submissions } from '../../../src/lab/scenario.ts';
import { dialTls, type PlainClient } from './client.ts';

// Node 24 came with OpenSSL's security level 2, which refuses keys under 2048 bits; before, level 1 takes them.
const takesWeakKeys = Number.parseInt(process.versions.node, 10) < 24;

// OpenSSL's word for each; null: it verifies. SHA-1 falls to the security level, for which Node has no name.
const VERDICTS: Record<CertificateKind, string | null> = {
  good: null,
  rsa: null,
  expired: 'CERT_HAS_EXPIRED',
  'not-yet-valid': 'CERT_NOT_YET_VALID',
  'expiring-soon': null,
  'short-lived': null,
  'wrong-name': 'ERR_TLS_CERT_ALTNAME_INVALID',
  wildcard: null,
  'self-signed': 'DEPTH_ZERO_SELF_SIGNED_CERT',
  'untrusted-root': 'SELF_SIGNED_CERT_IN_CHAIN',
  'missing-intermediate': 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'expired-intermediate': 'CERT_HAS_EXPIRED',
  'wrong-purpose': 'INVALID_PURPOSE',
  'weak-key': takesWeakKeys ? null : 'UNSPECIFIED',
  'huge-key': null,
  sha1: 'UNSPECIFIED',
  antivirus: 'SELF_SIGNED_CERT_IN_CHAIN',
  'common-name-only': null,
  'partial-wildcard': null,
  'loopback-address': null,
  'hostile-fields': null,
  'thousands-of-names': null,
  'ten-thousand-names': 'excessive message size',
  'nul-in-name': 'ERR_TLS_CERT_ALTNAME_INVALID',
};

for (const kind of CERTIFICATE_KINDS) {
  const verdict = VERDICTS[kind];
  test(`${kind}: ${verdict ?? 'verifies'}`, async () => {
    const lab = await startLab(portsOnly({ submissions: submissions({ certificate: kind }) }));
    try {
      const client = await dialTls(lab, 'submissions', { rejectUnauthorized: false });
      const error = client.tls.authorizationError as unknown as { code?: string } | string | null;
      assert.equal(typeof error === 'object' ? (error?.code ?? null) : error, verdict);
      client.end();
    } catch (error) {
      assert.ok(verdict && error instanceof Error && error.message.includes(verdict), String(error));
    } finally {
      await lab.close();
    }
  });
}

const leaf = (kind: CertificateKind): X509Certificate => new X509Certificate(labCertificate(kind).certPem);

test('certificates say what their kind says', () => {
  assert.equal(leaf('weak-key').publicKey.asymmetricKeyDetails?.modulusLength, 1024);
  assert.equal(leaf('rsa').publicKey.asymmetricKeyDetails?.modulusLength, 2048);
  assert.equal(leaf('common-name-only').subjectAltName, undefined);
  assert.deepEqual(leaf('wrong-purpose').keyUsage, ['1.3.6.1.5.5.7.3.2']);
  assert.match(leaf('antivirus').issuer, /Avast/);
  assert.equal(leaf('ten-thousand-names').subjectAltName?.split(', ').length, 10_001);
  assert.ok(leaf('hostile-fields').checkHost('mail.lab.test'));
  assert.equal(leaf('nul-in-name').checkHost('mail.lab.test'), undefined);
  assert.equal(leaf('loopback-address').checkIP('127.0.0.1'), '127.0.0.1');
  const daysLeft = (Date.parse(leaf('expiring-soon').validTo) - Date.now()) / 86_400_000;
  assert.ok(daysLeft > 7 && daysLeft < 8);
});

test('a description of one’s own', () => {
  const made = new X509Certificate(makeCertificate({ subject: 'x.test', names: ['x.test', '192.0.2.7', 'a@x.test'] }).certPem);
  assert.equal(made.subjectAltName, 'DNS:x.test, IP Address:192.0.2.7, email:a@x.test');
  assert.equal(made.ca, false);
});

test('a certificate is made once', () => {
  assert.equal(labCertificate('good').certPem, labCertificate('good').certPem);
  assert.notEqual(labCertificate('good').certPem, labCertificate('good', 'other.test').certPem);
});

test('client certificates: asked for, required, judged', async () => {
  const required = { tlsOptions: { requestCert: true, rejectUnauthorized: true } };
  const asked = { tlsOptions: { requestCert: true, rejectUnauthorized: false } };
  const lab = await startLab(portsOnly({ required: submissions(required), asked: submissions(asked) }));
  try {
    const withIt = (kind: 'good' | 'untrusted', role: string): Promise<PlainClient> => {
      const pair = clientCertificate('ada@lab.test', kind);
      return dialTls(lab, role, { cert: pair.chainPem, key: pair.keyPem });
    };
    // TLS 1.3 tells a client only after its own Finished.
    const bare = await dialTls(lab, 'required');
    assert.equal(await bare.rest(), '');
    assert.match(lab.record.connections[0]?.tlsError ?? '', /PEER_DID_NOT_RETURN_A_CERTIFICATE/);
    const known = await withIt('good', 'required');
    assert.match((await known.reply()).join(), /^220/);
    const stranger = await withIt('untrusted', 'asked');
    assert.match((await stranger.reply()).join(), /^220/);
    for (const client of [bare, known, stranger]) client.end();
    const seen = lab.record.connections.map((connection) => connection.tls?.clientCertificate ?? null);
    assert.deepEqual(seen, [null, { subject: 'CN=ada@lab.test', trusted: true }, { subject: 'CN=ada@lab.test', trusted: false }]);
  } finally {
    await lab.close();
  }
});
