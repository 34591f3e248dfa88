// The certificates of keystores that keytool and OpenSSL wrote: which of them are trusted, and whether the file is as it was.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import type { StoredCertificates } from '../../../src/model/trust-store.ts';
import { UsageError } from '../../../src/model/usage-error.ts';
import { isJavaKeystore, readJavaKeystore } from '../../../src/net/java-keystore.ts';
import { isPkcs12, readPkcs12Certificates } from '../../../src/net/pkcs12-certificates.ts';
import { EXAMPLE_ROOT, type KeystoreSample, keystoreSample } from './keystore-samples.ts';

const read = (name: KeystoreSample, passphrase: string | null = null, asJava = true): StoredCertificates => {
  const bytes = keystoreSample(name);
  if (isJavaKeystore(bytes)) return readJavaKeystore(bytes, passphrase);
  assert.ok(isPkcs12(bytes));
  return readPkcs12Certificates(bytes, passphrase, asJava);
};

const GOOD: readonly (readonly [KeystoreSample, string | null, boolean | null])[] = [
  ['jks', null, true],
  ['jks', 'changeit', true],
  ['jceks', null, true],
  ['jksOther', null, false],
  ['jksOther', 'schlüssel1', true],
  ['pkcs12', null, true],
  ['pkcs12', 'changeit', true],
  ['pkcs12Other', 'geheim12', true],
  ['pkcs12Legacy', null, true],
  ['pkcs12Open', null, null],
  ['pkcs12Open', 'any', null],
  ['pkcs12Pbmac1', null, false],
  ['pkcs12Key', null, true],
];

const BAD: readonly (readonly [KeystoreSample, string | null, RegExp])[] = [
  ['jks', 'wrong', /passphrase does not fit/],
  ['jceksSecret', null, /secret keys/],
  ['pkcs12', 'wrong', /passphrase does not fit/],
  ['pkcs12Other', null, /encrypted, and not with the usual passphrase/],
  ['pkcs12Pbmac1', 'wrong', /does not open/],
  ['pkcs12Unmarked', null, /Java trusts none/],
];

describe('keystores', () => {
  for (const [name, passphrase, isIntact] of GOOD)
    it(`${name}${passphrase === null ? '' : ` with ${passphrase}`} holds its certificate, byte for byte`, () => {
      const found = read(name, passphrase);
      assert.deepEqual(
        found.certificates.map((der) => new X509Certificate(der).fingerprint256),
        [EXAMPLE_ROOT],
      );
      assert.equal(found.isIntact, isIntact);
    });

  for (const [name, passphrase, problem] of BAD)
    it(`${name}${passphrase === null ? '' : ` with ${passphrase}`} is refused`, () => {
      assert.throws(
        () => read(name, passphrase),
        (error) => error instanceof UsageError && problem.test(error.message),
      );
    });

  it('of a key its own certificate is trusted, as Java does', () => {
    assert.deepEqual(
      read('jksKey').certificates.map((der) => new X509Certificate(der).subject),
      ['CN=Example Leaf'],
    );
  });

  it('a certificate that is not marked for Java is one for everybody else', () => {
    assert.equal(read('pkcs12Unmarked', null, false).certificates.length, 1);
  });

  it('an altered keystore is told from one that is as it was', () => {
    const bytes = keystoreSample('jks');
    bytes[25] = (bytes[25] ?? 0) ^ 1; // in the day of its entry
    assert.equal(readJavaKeystore(bytes, null).isIntact, false);
    assert.throws(() => readJavaKeystore(bytes, 'changeit'), UsageError);
    const store = keystoreSample('pkcs12');
    store[100] = (store[100] ?? 0) ^ 1;
    assert.throws(() => readPkcs12Certificates(store, 'changeit', true), UsageError);
  });

  it('a certificate alone is no PKCS#12', () => {
    assert.equal(isPkcs12(readJavaKeystore(keystoreSample('jks'), null).certificates[0] ?? Buffer.alloc(0)), false);
  });
});
