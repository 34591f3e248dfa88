// PKCS#12 containers old and new: made by forge at run time, and by OpenSSL where it is there (elliptic curves, no MAC).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import forge from 'node-forge';
import { clientCertificate } from '../../../src/lab/certificates.ts';
import { UsageError } from '../../../src/model/usage-error.ts';
import { readPkcs12 } from '../../../src/net/pkcs12.ts';

function selfSigned(): { key: forge.pki.rsa.PrivateKey; certificate: forge.pki.Certificate } {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const key = forge.pki.privateKeyFromPem(privateKey);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  certificate.serialNumber = '01';
  certificate.setSubject([{ name: 'commonName', value: 'ada' }]);
  certificate.setIssuer([{ name: 'commonName', value: 'ada' }]);
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000);
  certificate.sign(key, forge.md.sha256.create());
  return { key, certificate };
}

const { key, certificate } = selfSigned();
const container = (passphrase: string, algorithm: '3des' | 'aes128' | 'aes256'): Buffer =>
  Buffer.from(forge.asn1.toDer(forge.pkcs12.toPkcs12Asn1(key, [certificate], passphrase, { algorithm })).getBytes(), 'latin1');

function assertPair(pem: { certificatePem: string; keyPem: string }, subject: string): void {
  const own = new X509Certificate(pem.certificatePem);
  assert.equal(own.subject, subject);
  assert.ok(own.checkPrivateKey(createPrivateKey(pem.keyPem)));
}

describe('readPkcs12', () => {
  for (const algorithm of ['3des', 'aes128', 'aes256'] as const) {
    it(`opens ${algorithm}`, () => {
      const read = readPkcs12(container('open sesame', algorithm), 'open sesame');
      assertPair(read, 'CN=ada');
      assert.deepEqual(read.chainPem, []);
    });
  }

  const sealed = container('open sesame', 'aes256');
  const bad: [name: string, bytes: Buffer, passphrase: string, message: RegExp][] = [
    ['a wrong passphrase', sealed, 'guess-4711', /does not open/],
    ['a wrong passphrase that is not ASCII', sealed, 'gu\u00e9ss-4711', /does not open/],
    ['no passphrase', sealed, '', /wants a passphrase/],
    ['a container cut short', sealed.subarray(0, sealed.length / 2), 'open sesame', /damaged/],
    ['PEM', Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB'), '', /PEM file/],
    ['text', Buffer.from('hello'), '', /no PKCS#12/],
    ['nothing', Buffer.alloc(0), '', /no PKCS#12/],
  ];
  for (const [name, bytes, passphrase, message] of bad) {
    it(`says so of ${name}`, () => {
      assert.throws(
        () => readPkcs12(bytes, passphrase),
        (error) => error instanceof UsageError && message.test(error.message) && !error.message.includes('4711'),
      );
    });
  }
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe('readPkcs12, made by OpenSSL', { skip: !hasOpenssl }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailprobe-p12-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const { chainPem, keyPem } = clientCertificate('bob@lab.test');
  writeFileSync(join(folder, 'chain.pem'), chainPem);
  writeFileSync(join(folder, 'key.pem'), keyPem);

  const make = (passphrase: string, options: readonly string[]): Buffer | null => {
    const file = join(folder, 'made.p12');
    const run = spawnSync('openssl', [
      'pkcs12',
      '-export',
      '-in',
      join(folder, 'chain.pem'),
      '-inkey',
      join(folder, 'key.pem'),
      '-out',
      file,
      '-passout',
      `pass:${passphrase}`,
      ...options,
    ]);
    return run.status === 0 ? readFileSync(file) : null;
  };
  const cases: [name: string, passphrase: string, options: string[]][] = [
    ['of today', 'secret', []],
    ['with a passphrase that is not ASCII', 'Gr\u00fc\u00dfe', []],
    ['with an empty passphrase', '', []],
    ['of old (RC2, 3DES)', 'secret', ['-legacy']],
    ['unencrypted, without MAC', '', ['-keypbe', 'NONE', '-certpbe', 'NONE', '-nomac']],
  ];
  for (const [name, passphrase, options] of cases) {
    it(`elliptic curve, ${name}`, (test) => {
      const bytes = make(passphrase, options);
      if (!bytes) return test.skip('this OpenSSL does not make it');
      const read = readPkcs12(bytes, passphrase);
      assert.equal(new X509Certificate(read.certificatePem).checkPrivateKey(createPrivateKey(read.keyPem)), true);
      assert.equal(read.chainPem.length, 1);
      assert.ok(read.certificatePem.endsWith(read.chainPem.join('')));
    });
  }
});
