// The certificates of a PKCS#12 store (RFC 7292) as they were put in, byte for byte, and which of them Java trusts; those of
// today (PBES2), of old (3DES, RC2) and without any password, as JDK 18 and later have their cacerts. Reads no key.
import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import forge from 'node-forge';
import type { StoredCertificates } from '../model/trust-store.ts';
import { UsageError } from '../model/usage-error.ts';
import { DER, type DerElement, derOid, readDer, readDerList } from './der.ts';
import { USUAL_PASSPHRASE } from './java-keystore.ts';

const OID = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  localKeyId: '1.2.840.113549.1.9.21',
  /** Oracle's: without it Java takes a certificate for a link of somebody's chain (sun.security.pkcs12.PKCS12KeyStore). */
  trustedKeyUsage: '2.16.840.1.113894.746875.1.1',
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  sha1And3des: '1.2.840.113549.1.12.1.3',
  sha1And40BitRc2: '1.2.840.113549.1.12.1.6',
} as const;

const DIGEST_OF_OID: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const DIGEST_OF_PRF: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};
const CIPHER_OF_OID: Readonly<Record<string, readonly [name: string, keyBytes: number]>> = {
  '2.16.840.1.101.3.4.1.2': ['aes-128-cbc', 16],
  '2.16.840.1.101.3.4.1.22': ['aes-192-cbc', 24],
  '2.16.840.1.101.3.4.1.42': ['aes-256-cbc', 32],
  '1.2.840.113549.3.7': ['des-ede3-cbc', 24],
};

/** JDK 8 to 25 write 1,024 to 100,000; a file that asks for more would have us compute for minutes. */
const MAX_ITERATIONS = 1_000_000;
const MAX_CONTENTS = 16;
const MAX_BAGS = 10_000;

const damaged = (): UsageError => new UsageError('the PKCS#12 store is damaged, or cut short');
const unknown = (what: string): UsageError => new UsageError(`the PKCS#12 store has ${what} that is not known here`);

function listOf(element: DerElement | undefined, limit?: number): DerElement[] {
  const list = element && readDerList(element.content, limit);
  if (!list) throw damaged();
  return list;
}

/** What stands in [0] EXPLICIT, or another wrapping. */
function within(element: DerElement | undefined): DerElement {
  const inner = element && readDer(element.content);
  if (!inner) throw damaged();
  return inner;
}

const oidOf = (element: DerElement | undefined): string => (element?.tag === DER.oid ? derOid(element.content) : '');

function iterationsOf(element: DerElement | undefined): number {
  if (element?.tag !== DER.integer || element.content.length === 0 || element.content.length > 4) throw damaged();
  const count = element.content.readUIntBE(0, element.content.length);
  if (count < 1) throw damaged();
  if (count > MAX_ITERATIONS) throw new UsageError(`the PKCS#12 store asks for ${count} rounds of key derivation`);
  return count;
}

/** Of RFC 7292 appendix B: id 1 a key, 2 an IV, 3 a key for the MAC. */
function derive(passphrase: string, salt: Buffer, id: 1 | 2 | 3, iterations: number, bytes: number, digest: string): Buffer {
  const salted = forge.util.createBuffer(salt.toString('latin1'));
  const { md } = forge;
  const makers: Readonly<Record<string, { create(): forge.md.MessageDigest }>> = {
    sha1: md.sha1,
    sha256: md.sha256,
    sha384: md.sha384,
    sha512: md.sha512,
  };
  const made = forge.pkcs12.generateKey(passphrase, salted, id, iterations, bytes, makers[digest]?.create());
  return Buffer.from(made.getBytes(), 'latin1');
}

/** Where it does not decrypt, the passphrase is wrong, or the bytes are: nobody can tell. */
function deciphered(name: string, key: Buffer, iv: Buffer, encrypted: Buffer): Buffer {
  try {
    const cipher = createDecipheriv(name, key, iv);
    return Buffer.concat([cipher.update(encrypted), cipher.final()]);
  } catch {
    throw new UsageError('the passphrase does not open the PKCS#12 store, or it is damaged');
  }
}

function decipheredRc2(key: Buffer, iv: Buffer, encrypted: Buffer): Buffer {
  const cipher = forge.rc2.createDecryptionCipher(key.toString('latin1'), 40);
  cipher.start(iv.toString('latin1'));
  cipher.update(forge.util.createBuffer(encrypted.toString('latin1')));
  if (!cipher.finish()) throw new UsageError('the passphrase does not open the PKCS#12 store, or it is damaged');
  return Buffer.from(cipher.output.getBytes(), 'latin1');
}

/** RFC 8018 §6.2, with PBKDF2 and a block cipher in CBC. */
function decryptPbes2(parameters: DerElement | undefined, encrypted: Buffer, passphrase: string): Buffer {
  const [derivation, encryption] = listOf(parameters);
  const [kdf, kdfParameters] = listOf(derivation);
  if (oidOf(kdf) !== OID.pbkdf2) throw unknown('a key derivation');
  const [salt, iterations, ...more] = listOf(kdfParameters);
  const prf = more.find(({ tag }) => tag === DER.sequence);
  const digest = prf === undefined ? 'sha1' : DIGEST_OF_PRF[oidOf(listOf(prf)[0])];
  const [scheme, iv] = listOf(encryption);
  const cipher = CIPHER_OF_OID[oidOf(scheme)];
  if (!digest || !cipher) throw unknown('an encryption');
  if (salt?.tag !== DER.octets || iv?.tag !== DER.octets) throw damaged();
  const key = pbkdf2Sync(Buffer.from(passphrase, 'utf8'), salt.content, iterationsOf(iterations), cipher[1], digest);
  return deciphered(cipher[0], key, iv.content, encrypted);
}

/** EncryptedData of RFC 2315 §13: a version, and the encrypted content. */
function decrypt(encryptedData: DerElement, passphrase: string): Buffer {
  const [, content] = listOf(encryptedData);
  const [, algorithm, encrypted] = listOf(content);
  if (encrypted?.tag !== DER.taggedPrimitive(0)) throw damaged();
  const [scheme, parameters] = listOf(algorithm);
  const oid = oidOf(scheme);
  if (oid === OID.pbes2) return decryptPbes2(parameters, encrypted.content, passphrase);
  if (oid !== OID.sha1And3des && oid !== OID.sha1And40BitRc2) throw unknown('an encryption');
  const [salt, count] = listOf(parameters);
  if (salt?.tag !== DER.octets) throw damaged();
  const iterations = iterationsOf(count);
  const made = (id: 1 | 2, bytes: number): Buffer => derive(passphrase, salt.content, id, iterations, bytes, 'sha1');
  return oid === OID.sha1And3des
    ? deciphered('des-ede3-cbc', made(1, 24), made(2, 8), encrypted.content)
    : decipheredRc2(made(1, 5), made(2, 8), encrypted.content);
}

interface Bag {
  /** DER; null: a private key. */
  readonly certificate: Buffer | null;
  readonly isMarked: boolean;
  readonly keyId: string | null;
}

function readBag(element: DerElement): Bag[] {
  const [type, value, attributeSet] = listOf(element);
  const attributes = (attributeSet ? listOf(attributeSet) : []).map((attribute) => listOf(attribute));
  const valuesOf = (oid: string): DerElement | undefined => attributes.find(([name]) => oidOf(name) === oid)?.[1];
  const id = valuesOf(OID.localKeyId);
  const keyId = id === undefined ? null : id.content.toString('hex');
  const isMarked = valuesOf(OID.trustedKeyUsage) !== undefined;
  const oid = oidOf(type);
  if (oid === OID.keyBag || oid === OID.shroudedKeyBag) return [{ certificate: null, isMarked, keyId }];
  if (oid !== OID.certBag) return [];
  const [kind, wrapped] = listOf(within(value));
  if (oidOf(kind) !== OID.x509Certificate) return [];
  return [{ certificate: within(wrapped).content, isMarked, keyId }];
}

/** What is in one content of the store: SafeContents. */
function readBags(content: DerElement, passphrase: string): Bag[] {
  const [type, wrapped] = listOf(content);
  const inner = within(wrapped);
  const oid = oidOf(type);
  if (oid !== OID.data && oid !== OID.encryptedData) throw unknown('a content');
  const bytes = oid === OID.data ? inner.content : decrypt(inner, passphrase);
  const bags = readDer(bytes);
  if (bags?.tag !== DER.sequence) throw damaged();
  return listOf(bags, MAX_BAGS).flatMap(readBag);
}

/** Tells whether a passphrase fits; null: there is no MAC; false: it is made in a way that is not known here. */
function macOf(macData: DerElement | undefined, content: Buffer): ((passphrase: string) => boolean) | false | null {
  if (macData === undefined) return null;
  const [info, salt, iterations] = listOf(macData);
  const [algorithm, expected] = listOf(info);
  const digest = DIGEST_OF_OID[oidOf(listOf(algorithm)[0])];
  if (!digest) return false;
  if (salt?.tag !== DER.octets || expected?.tag !== DER.octets) throw damaged();
  const count = iterations === undefined ? 1 : iterationsOf(iterations);
  return (passphrase) => {
    const key = derive(passphrase, salt.content, 3, count, expected.content.length, digest);
    const made = createHmac(digest, key).update(content).digest();
    return made.length === expected.content.length && timingSafeEqual(made, expected.content);
  };
}

/** An X.509 certificate begins with another SEQUENCE, a store with its version. */
export function isPkcs12(bytes: Buffer): boolean {
  const whole = readDer(bytes);
  return whole?.tag === DER.sequence && readDer(whole.content)?.tag === DER.integer;
}

/**
 * `passphrase` null: the usual one is tried, and none. `asJava`: the certificates that Java's TLS trusts, those that are marked
 * and the own ones of keys; else all. Throws UsageError for what does not open or is no whole store.
 */
export function readPkcs12Certificates(bytes: Buffer, passphrase: string | null, asJava: boolean): StoredCertificates {
  const [, authSafe, macData] = listOf(readDer(bytes) ?? undefined);
  const [type, wrapped] = listOf(authSafe);
  if (oidOf(type) !== OID.data) throw unknown('a signature');
  const { content } = within(wrapped);
  const mac = macOf(macData, content);
  const tried = passphrase === null ? [USUAL_PASSPHRASE, ''] : [passphrase];
  const fitting = mac ? tried.find(mac) : undefined;
  const contents = listOf(readDer(content) ?? undefined, MAX_CONTENTS);
  if (mac && fitting === undefined) {
    if (passphrase !== null) throw new UsageError('the passphrase does not fit the PKCS#12 store, or it was altered');
    if (contents.some((one) => oidOf(listOf(one)[0]) === OID.encryptedData))
      throw new UsageError(`the PKCS#12 store is encrypted, and not with the usual passphrase`);
  }
  const bags = contents.flatMap((one) => readBags(one, fitting ?? tried[0] ?? ''));
  const keyIds = new Set(bags.flatMap(({ certificate, keyId }) => (certificate === null && keyId !== null ? [keyId] : [])));
  const certificates = bags.flatMap(({ certificate, isMarked, keyId }) =>
    certificate !== null && (!asJava || isMarked || (keyId !== null && keyIds.has(keyId))) ? [certificate] : [],
  );
  if (certificates.length === 0 && bags.some(({ certificate }) => certificate !== null))
    throw new UsageError(
      'no certificate in the PKCS#12 store is marked as trusted, so that Java trusts none (keytool -importcert marks them)',
    );
  return { certificates, isIntact: mac === null ? null : fitting !== undefined };
}
