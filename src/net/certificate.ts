// Reads the peer's certificates and names every reason why they do not verify. Facts only; a rule judges.
import { createHash, X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import type { CertificateFault, CertificateObservation, TlsObservation } from '../model/observation.ts';
import { Remembered } from '../model/remembered.ts';
import { visibleText } from '../model/visible-text.ts';
import { DER, findDer, readDer, readDerList } from './der.ts';

const DAY_MS = 86_400_000;
/** A certificate with ten thousand names must not fill a report. */
const MAX_NAMES = 200;
const MAX_TEXT = 500;
const MAX_CHAIN = 10;

/** id-pe-tlsfeature, RFC 7633: the certificate demands a stapled OCSP answer. */
const TLS_FEATURE_OID = Buffer.from('06082b06010505070118', 'hex');

const SIGNATURE_ALGORITHMS: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.4': 'md5WithRSAEncryption',
  '1.2.840.113549.1.1.5': 'sha1WithRSAEncryption',
  '1.2.840.113549.1.1.10': 'rsassaPss',
  '1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'sha384WithRSAEncryption',
  '1.2.840.113549.1.1.13': 'sha512WithRSAEncryption',
  '1.2.840.10040.4.3': 'dsaWithSHA1',
  '2.16.840.1.101.3.4.3.2': 'dsaWithSHA256',
  '1.2.840.10045.4.1': 'ecdsaWithSHA1',
  '1.2.840.10045.4.3.2': 'ecdsaWithSHA256',
  '1.2.840.10045.4.3.3': 'ecdsaWithSHA384',
  '1.2.840.10045.4.3.4': 'ecdsaWithSHA512',
  '1.3.101.112': 'ed25519',
  '1.3.101.113': 'ed448',
};

/** OpenSSL's verify errors, as Node spells them. Those that depend on the chain are told apart below. */
const FAULT_OF_CODE: Readonly<Record<string, CertificateFault>> = {
  CERT_HAS_EXPIRED: 'cert-expired',
  CERT_NOT_YET_VALID: 'cert-not-yet-valid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'cert-self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'cert-untrusted-root',
  CERT_UNTRUSTED: 'cert-untrusted-root',
  CERT_REJECTED: 'cert-untrusted-root',
  CERT_CHAIN_TOO_LONG: 'cert-untrusted-root',
  CERT_SIGNATURE_FAILURE: 'cert-untrusted-root',
  INVALID_CA: 'cert-untrusted-root',
  PATH_LENGTH_EXCEEDED: 'cert-untrusted-root',
  INVALID_PURPOSE: 'cert-wrong-purpose',
  CERT_REVOKED: 'cert-revoked',
};
const ISSUER_NOT_FOUND = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

const GRAVEST_FIRST: readonly CertificateFault[] = [
  'cert-revoked',
  'cert-self-signed',
  'cert-untrusted-root',
  'cert-missing-intermediate',
  'cert-wrong-purpose',
  'cert-not-yet-valid',
  'cert-expired',
  'cert-name-mismatch',
  'cert-weak-key',
  'cert-weak-signature',
];

const shown = (text: string): string => visibleText(text).slice(0, MAX_TEXT);
const nameOf = (lines: string): string => lines.split('\n').filter(Boolean).map(shown).join(', ') || '(empty)';
const hash = (algorithm: string, bytes: Buffer): string => createHash(algorithm).update(bytes).digest('hex');

function decodeOid(bytes: Buffer): string {
  const parts: number[] = [];
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    parts.push(value);
    value = 0;
  }
  const first = Math.min(2, Math.floor((parts[0] ?? 0) / 40));
  return [first, (parts[0] ?? 0) - first * 40, ...parts.slice(1)].join('.');
}

/** RFC 5280 §4.1: Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, … }. Node 20 does not tell it. */
function signatureAlgorithmOf(der: Buffer): string {
  const certificate = readDer(der);
  const [, algorithm] = (certificate && readDerList(certificate.content, 2)) ?? [];
  const oid = algorithm && readDer(algorithm.content);
  if (oid?.tag !== DER.oid) return 'unknown';
  const dotted = decodeOid(oid.content);
  return SIGNATURE_ALGORITHMS[dotted] ?? dotted;
}

const BITS_OF_CURVE: Readonly<Record<string, number>> = {
  prime256v1: 256,
  secp384r1: 384,
  secp521r1: 521,
  secp256k1: 256,
  secp224r1: 224,
};

function keyOf(certificate: X509Certificate): { keyType: string; keyBits: number | null; spki: Buffer } {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
    const keyBits = asymmetricKeyDetails?.modulusLength ?? BITS_OF_CURVE[asymmetricKeyDetails?.namedCurve ?? ''] ?? null;
    return {
      keyType: asymmetricKeyType ?? 'unknown',
      keyBits,
      spki: certificate.publicKey.export({ type: 'spki', format: 'der' }),
    };
  } catch {
    return { keyType: 'unknown', keyBits: null, spki: Buffer.alloc(0) };
  }
}

/** `DNS:a, IP Address:192.0.2.1, …` as Node prints it; quoted parts carry odd characters. */
function alternativeNames(certificate: X509Certificate): string[] {
  const names: string[] = [];
  for (const [, kind, quoted, plain] of (certificate.subjectAltName ?? '').matchAll(
    /(DNS|IP Address):(?:"((?:[^"\\]|\\.)*)"|([^,]*))/g,
  )) {
    if (kind && names.length < MAX_NAMES) names.push(shown(quoted ?? plain ?? ''));
  }
  return names;
}

const isoDate = (text: string): string => {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? shown(text) : date.toISOString();
};

/** What a certificate says of itself, whenever it is read. */
interface Reading {
  readonly facts: Omit<CertificateObservation, 'daysLeft'>;
  readonly validToMs: number;
  /** What was last made of it: on one day it is always the same. */
  latest: CertificateObservation | null;
  /** Whether it bears this name or address. */
  readonly bears: (servername: string) => boolean;
}

/** By their DER: the same intermediates, and at a provider the same leaf, are met again and again in a batch. */
const readings = new Remembered<Reading>(128);

const readingOf = (raw: Buffer): Reading => readings.get(raw.toString('latin1'), () => readCertificate(raw));

export const observeCertificate = (raw: Buffer, now: number): CertificateObservation => observationOf(readingOf(raw), now);

function observationOf(reading: Reading, now: number): CertificateObservation {
  const { facts, validToMs, latest } = reading;
  const daysLeft = Number.isNaN(validToMs) ? 0 : Math.trunc((validToMs - now) / DAY_MS) || 0;
  if (latest?.daysLeft === daysLeft) return latest;
  reading.latest = { ...facts, daysLeft };
  return reading.latest;
}

function commonNameOf(subject: string): string | null {
  const found = /^CN=(.*)$/m.exec(subject)?.[1];
  return found === undefined ? null : shown(found);
}

function readCertificate(raw: Buffer): Reading {
  const certificate = new X509Certificate(raw);
  const { keyType, keyBits, spki } = keyOf(certificate);
  const namesBefore = new Remembered<boolean>(16);
  const facts: Reading['facts'] = {
    subject: nameOf(certificate.subject ?? ''),
    issuer: nameOf(certificate.issuer ?? ''),
    names: alternativeNames(certificate),
    commonName: commonNameOf(certificate.subject ?? ''),
    validFrom: isoDate(certificate.validFrom),
    validTo: isoDate(certificate.validTo),
    keyType,
    keyBits,
    signatureAlgorithm: signatureAlgorithmOf(raw),
    sha256: certificate.fingerprint256,
    selfSigned: certificate.subject === certificate.issuer && certificate.checkIssued(certificate),
    isCa: certificate.ca,
    extendedKeyUsage: certificate.keyUsage ?? null,
    issuerUrl: /CA Issuers - URI:(\S+)/.exec(certificate.infoAccess ?? '')?.[1]?.slice(0, MAX_TEXT) ?? null,
    mustStaple: raw.includes(TLS_FEATURE_OID),
    digests: {
      cert256: hash('sha256', raw),
      cert384: hash('sha384', raw),
      cert512: hash('sha512', raw),
      spki256: hash('sha256', spki),
      spki512: hash('sha512', spki),
      certHex: raw.toString('hex'),
      spkiHex: spki.toString('hex'),
    },
  };
  return {
    facts,
    validToMs: new Date(certificate.validTo).getTime(),
    latest: null,
    bears: (servername) =>
      namesBefore.get(servername, () => tls.checkServerIdentity(servername, certificate.toLegacyObject()) === undefined),
  };
}

type Faults = TlsObservation['faults'];

/** By what a connection trusts: the DER of a leaf that verified → the readings of it and of those above it. */
const verifiedChains = new WeakMap<tls.SecureContext, Remembered<readonly Reading[]>>();

function verifiedBefore(context: tls.SecureContext): Remembered<readonly Reading[]> {
  const known = verifiedChains.get(context) ?? new Remembered(512);
  verifiedChains.set(context, known);
  return known;
}

/**
 * The leaf and those above it, a root out of the store included. `getPeerCertificate(true)` knows them all and takes as
 * long as the rest of a handshake in this process, so it is asked once of a leaf that verifies. (Not
 * `getPeerX509Certificate`: Node 20 gives nothing more after it.)
 */
function chainOf(socket: tls.TLSSocket, context: tls.SecureContext): readonly Reading[] {
  const read = (): readonly Reading[] => walkIssuers(socket.getPeerCertificate(true)).map(readingOf);
  if (!socket.authorized) return read();
  const leaf = leafOfSession(socket.getSession()) ?? socket.getPeerCertificate().raw;
  return leaf ? verifiedBefore(context).get(leaf.toString('latin1'), read) : read();
}

/** A SEQUENCE of 256 bytes to 64 KiB. */
const SESSION_START = Buffer.from([DER.sequence, 0x82]);
const SESSION_PEER = DER.tagged(3);

/**
 * The peer's certificate as OpenSSL writes it into a session (d2i_SSL_SESSION(3); ssl/ssl_asn1.c: version, protocol,
 * cipher, id, key, [1] time, [2] lifetime, [3] peer; newer Node puts a header in ASCII ahead of it).
 * `getPeerCertificate()` takes ten times as long, since it spells out every field. Null where the session is of another
 * form: it must fill the bytes to their end, as nothing does that a peer could have put inside. No session is ever
 * resumed here, so the peer is this connection's.
 */
function leafOfSession(session: Buffer | undefined): Buffer | null {
  const at = session?.indexOf(SESSION_START) ?? -1;
  const fields = session && at >= 0 ? readDer(session, at) : null;
  return fields && at + fields.whole.length === session?.length ? findDer(fields.content, SESSION_PEER) : null;
}

function walkIssuers(peer: tls.DetailedPeerCertificate): Buffer[] {
  const seen = new Set<tls.DetailedPeerCertificate>();
  let next: tls.DetailedPeerCertificate | undefined = peer;
  for (; next?.raw && !seen.has(next) && seen.size < MAX_CHAIN; next = next.issuerCertificate) seen.add(next);
  return [...seen].map(({ raw }) => raw);
}

/**
 * The peer's certificate, those above it as far as they are known here, and every fault. `servername` is the name
 * or address that the certificate must bear (RFC 7817, RFC 9525); `context`: what the connection trusts.
 */
export function observeCertificates(
  socket: tls.TLSSocket,
  servername: string,
  context: tls.SecureContext,
): { leaf: CertificateObservation | null; chain: CertificateObservation[]; faults: Faults } {
  const now = Date.now();
  const readings = chainOf(socket, context);
  const [leaf, ...chain] = readings.map((reading) => observationOf(reading, now));
  if (!leaf || !readings[0]) return { leaf: null, chain: [], faults: [] };
  return { leaf, chain, faults: findFaults(socket, readings[0].bears(servername), leaf, chain, now) };
}

function findFaults(
  socket: tls.TLSSocket,
  bearsName: boolean,
  leaf: CertificateObservation,
  chain: readonly CertificateObservation[],
  now: number,
): Faults {
  const faults = new Map<CertificateFault, { code: CertificateFault; systemCode: string; subject: string }>();
  const add = (code: CertificateFault, systemCode: string, subject = leaf.subject): void => {
    if (!faults.has(code)) faults.set(code, { code, systemCode, subject });
  };
  const verifyCode = socket.authorized ? null : String(socket.authorizationError ?? 'UNSPECIFIED');
  if (verifyCode) addVerifyFault(verifyCode, leaf, chain, add);
  // OpenSSL keeps only the last error; dates and self-signature are plain to see besides it.
  if (verifyCode && leaf.selfSigned) add('cert-self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT');
  if (verifyCode) {
    for (const { subject, validFrom, validTo } of [leaf, ...chain]) {
      if (Date.parse(validTo) < now) add('cert-expired', 'CERT_HAS_EXPIRED', subject);
      if (Date.parse(validFrom) > now) add('cert-not-yet-valid', 'CERT_NOT_YET_VALID', subject);
    }
  }
  if (!bearsName) add('cert-name-mismatch', 'ERR_TLS_CERT_ALTNAME_INVALID');
  return GRAVEST_FIRST.flatMap((code) => faults.get(code) ?? []);
}

function addVerifyFault(
  verifyCode: string,
  leaf: CertificateObservation,
  chain: readonly CertificateObservation[],
  add: (code: CertificateFault, systemCode: string, subject?: string) => void,
): void {
  const top = chain.at(-1) ?? leaf;
  if (ISSUER_NOT_FOUND.has(verifyCode)) {
    // Sent alone, and not its own issuer: what stands between it and a root was left out. With intermediates
    // sent and still no root found, the root itself is one that this machine does not trust.
    add(
      chain.length === 0 ? 'cert-missing-intermediate' : 'cert-untrusted-root',
      verifyCode,
      chain.length === 0 ? leaf.subject : top.subject,
    );
    return;
  }
  const known = FAULT_OF_CODE[verifyCode];
  if (known === 'cert-expired' || known === 'cert-not-yet-valid') return;
  if (known) return add(known, verifyCode, known === 'cert-untrusted-root' ? top.subject : leaf.subject);
  // The security level's refusals have no code of their own in Node ("UNSPECIFIED"): key size and digest tell.
  const weakDigest = [leaf, ...chain].find(
    ({ signatureAlgorithm, selfSigned }) => /sha1|md5/i.test(signatureAlgorithm) && !selfSigned,
  );
  if (weakDigest) return add('cert-weak-signature', verifyCode, weakDigest.subject);
  const weakKey = [leaf, ...chain].find(({ keyType, keyBits }) => keyType === 'rsa' && keyBits !== null && keyBits < 2048);
  if (weakKey) return add('cert-weak-key', verifyCode, weakKey.subject);
  add('cert-untrusted-root', visibleText(verifyCode), top.subject);
}
