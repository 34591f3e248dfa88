// Reads the peer's certificates: what each says of itself, which is kept by its whole DER, and what stands against
// it on this connection, which is never kept. Facts only; a rule judges.
import { createHash, X509Certificate } from 'node:crypto';
import type tls from 'node:tls';
import { BoundedCache } from '../model/bounded-cache.ts';
import type { CertificateObservation } from '../model/observation.ts';
import { shorten } from '../model/shorten.ts';
import { visibleText } from '../model/visible-text.ts';
import { readExtensions } from './certificate-extensions.ts';
import { type Faults, findFaults, type Verification } from './certificate-faults.ts';
import { DER, derOid, readDer, readDerList } from './der.ts';
import { matchName, type NameMatch } from './server-identity.ts';

const DAY_MS = 86_400_000;
const MAX_TEXT = 500;
const MAX_CHAIN = 10;

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
  '2.16.840.1.101.3.4.3.17': 'ml-dsa-44',
  '2.16.840.1.101.3.4.3.18': 'ml-dsa-65',
  '2.16.840.1.101.3.4.3.19': 'ml-dsa-87',
};

const shown = (text: string): string => shorten(visibleText(text), MAX_TEXT);
const nameOf = (lines: string): string => lines.split('\n').filter(Boolean).map(shown).join(', ') || '(empty)';
const hash = (algorithm: string, bytes: Buffer): string => createHash(algorithm).update(bytes).digest('hex');

/** RFC 5280 §4.1: Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, … }. Node 20 does not tell it. */
function signatureAlgorithmOf(der: Buffer): string {
  const certificate = readDer(der);
  const [, algorithm] = (certificate && readDerList(certificate.content, 2)) ?? [];
  const oid = algorithm && readDer(algorithm.content);
  if (oid?.tag !== DER.oid) return 'unknown';
  const dotted = derOid(oid.content);
  return SIGNATURE_ALGORITHMS[dotted] ?? dotted;
}

/** Of a key that this OpenSSL cannot read: what it says it is. SubjectPublicKeyInfo is the field after the subject. */
function keyTypeOf(der: Buffer): string {
  const certificate = readDer(der);
  const [toBeSigned] = (certificate && readDerList(certificate.content, 1)) ?? [];
  const fields = (toBeSigned && readDerList(toBeSigned.content, 7)) ?? [];
  const [algorithm] = (fields[6] && readDerList(fields[6].content, 1)) ?? [];
  const oid = algorithm && readDer(algorithm.content);
  if (oid?.tag !== DER.oid) return 'unknown';
  const dotted = derOid(oid.content);
  return SIGNATURE_ALGORITHMS[dotted] ?? dotted;
}

/**
 * Whether its own key has signed it. Not by `checkIssued`: that says no where keyUsage leaves out keyCertSign, as it should in
 * a server's certificate, and self-signed it is all the same.
 */
function isSelfSigned(certificate: X509Certificate): boolean {
  if (certificate.subject !== certificate.issuer) return false;
  try {
    return certificate.verify(certificate.publicKey);
  } catch {
    // A key or signature that this OpenSSL does not know: by its names and its key identifiers.
    return certificate.checkIssued(certificate);
  }
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
    return { keyType: keyTypeOf(certificate.raw), keyBits: null, spki: Buffer.alloc(0) };
  }
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
  readonly serialNumber: string;
  /** As Node writes it, an attribute a line. */
  readonly issuer: string;
  readonly match: (servername: string) => NameMatch;
}

/** By their DER: the same intermediates, and at a provider the same leaf, are met again and again in a batch. */
const readings = new BoundedCache<Reading>(128);

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
  const namesBefore = new BoundedCache<NameMatch>(16);
  let legacy: tls.PeerCertificate | undefined;
  const match = (servername: string): NameMatch => {
    legacy ??= certificate.toLegacyObject();
    return matchName(certificate, servername, legacy);
  };
  const facts: Reading['facts'] = {
    subject: nameOf(certificate.subject ?? ''),
    issuer: nameOf(certificate.issuer ?? ''),
    commonName: commonNameOf(certificate.subject ?? ''),
    validFrom: isoDate(certificate.validFrom),
    validTo: isoDate(certificate.validTo),
    keyType,
    keyBits,
    signatureAlgorithm: signatureAlgorithmOf(raw),
    sha256: certificate.fingerprint256,
    selfSigned: isSelfSigned(certificate),
    isCa: certificate.ca,
    extendedKeyUsage: certificate.keyUsage ?? null,
    ...readExtensions(raw),
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
    serialNumber: certificate.serialNumber,
    issuer: certificate.issuer ?? '',
    match: (servername) => namesBefore.get(servername, () => match(servername)),
  };
}

function walkIssuers(peer: tls.DetailedPeerCertificate): Buffer[] {
  const seen = new Set<tls.DetailedPeerCertificate>();
  let next: tls.DetailedPeerCertificate | undefined = peer;
  for (; next?.raw && !seen.has(next) && seen.size < MAX_CHAIN; next = next.issuerCertificate) seen.add(next);
  return [...seen].map(({ raw }) => raw);
}

export interface SeenCertificates {
  readonly leaf: CertificateObservation | null;
  /** In hex, as Node gives it; empty where there is no certificate. */
  readonly serialNumber: string;
  readonly chain: readonly CertificateObservation[];
  readonly faults: Faults;
}

/**
 * The peer's certificate as Node hands it over for this connection (`getPeerCertificate(true)`), those above it as far as
 * they are known here, a root out of the store included, and every fault. `servername`: the name or address that the
 * certificate must bear (RFC 7817, RFC 9525).
 */
export function observeCertificates(
  peer: tls.DetailedPeerCertificate,
  verification: Verification,
  servername: string,
): SeenCertificates {
  const now = Date.now();
  const [own, ...above] = walkIssuers(peer).map(readingOf);
  if (!own) return { leaf: null, serialNumber: '', chain: [], faults: [] };
  const leaf = observationOf(own, now);
  const chain = above.map((reading) => observationOf(reading, now));
  const topIssuer = (above.at(-1) ?? own).issuer;
  const faults = findFaults({ verification, match: own.match(servername), leaf, chain, topIssuer, now });
  return { leaf, serialNumber: own.serialNumber, chain, faults };
}
