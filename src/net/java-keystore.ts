// Reads the certificates that a Java keystore trusts (JKS, and JCEKS without secret keys; sun.security.provider.JavaKeyStore,
// com.sun.crypto.provider.JceKeyStore): they are not encrypted, and a digest with the password stands over them. Reads no key.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { StoredCertificates } from '../model/trust-store.ts';
import { UsageError } from '../model/usage-error.ts';

const JKS = 0xfeedfeed;
const JCEKS = 0xcececece;
const DIGEST_BYTES = 20;
/** What every such digest begins with, behind the password. */
const WHITENER = 'Mighty Aphrodite';
/** The kinds of entry; a JCEKS has secret keys besides, which are serialized Java objects without a length. */
const PRIVATE_KEY = 1;
const CERTIFICATE = 2;

/** What `keytool` and most of the world's truststores have. */
export const USUAL_PASSPHRASE = 'changeit';

export const isJavaKeystore = (bytes: Buffer): boolean => bytes.length >= 4 && [JKS, JCEKS].includes(bytes.readUInt32BE(0));

const damaged = (): UsageError => new UsageError('the Java keystore is damaged, or cut short');

/** Lengths are claims of the file. */
class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  take(length: number): Buffer {
    if (length > this.#bytes.length - this.#at) throw damaged();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  number(): number {
    return this.take(4).readUInt32BE(0);
  }

  /** As `DataOutputStream.writeUTF` has it. */
  text(): Buffer {
    return this.take(this.take(2).readUInt16BE(0));
  }
}

function readCertificate(reader: Reader, version: number): Buffer[] {
  const type = version === 1 ? 'X.509' : reader.text().toString('latin1');
  const encoded = reader.take(reader.number());
  return type === 'X.509' ? [encoded] : [];
}

/** The certificates of one entry that Java's TLS trusts: of a key its own, not those above it (sun.security.validator.TrustStoreUtil). */
function readEntry(reader: Reader, version: number): Buffer[] {
  const kind = reader.number();
  reader.text(); // its alias
  reader.take(8); // its day
  if (kind === CERTIFICATE) return readCertificate(reader, version);
  if (kind !== PRIVATE_KEY) throw new UsageError('the Java keystore holds secret keys, and is no truststore');
  reader.take(reader.number()); // the key
  const chain: Buffer[] = [];
  const length = reader.number();
  for (let read = 0; read < length; read += 1) {
    const found = readCertificate(reader, version);
    if (read === 0) chain.push(...found);
  }
  return chain;
}

function digestOf(body: Buffer, passphrase: string): Buffer {
  // UTF-16, big end first.
  const password = Buffer.from(passphrase, 'utf16le').swap16();
  return createHash('sha1').update(password).update(WHITENER).update(body).digest();
}

/** `passphrase` null: the usual one is tried. Throws UsageError where one that was given does not fit, and for what is no whole keystore. */
export function readJavaKeystore(bytes: Buffer, passphrase: string | null): StoredCertificates {
  if (bytes.length < DIGEST_BYTES) throw damaged();
  const body = bytes.subarray(0, bytes.length - DIGEST_BYTES);
  const isIntact = timingSafeEqual(digestOf(body, passphrase ?? USUAL_PASSPHRASE), bytes.subarray(body.length));
  const reader = new Reader(body);
  reader.number(); // what it begins with
  const version = reader.number();
  if (version !== 1 && version !== 2) throw new UsageError(`the Java keystore is of version ${version}, which is not known here`);
  const certificates: Buffer[] = [];
  const entries = reader.number();
  for (let read = 0; read < entries; read += 1) certificates.push(...readEntry(reader, version));
  if (!reader.isAtEnd) throw damaged();
  if (passphrase !== null && !isIntact) throw new UsageError('the passphrase does not fit the Java keystore, or it was altered');
  return { certificates, isIntact };
}
