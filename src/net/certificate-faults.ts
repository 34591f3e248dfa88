// Names every reason why a certificate does not verify on a connection: OpenSSL's own word, and what is plain to see besides
// it. Facts only; a rule judges.
import type tls from 'node:tls';
import type { CertificateFault, CertificateObservation, TlsObservation } from '../model/observation.ts';
import { visibleText } from '../model/visible-text.ts';
import type { TrustedRelative } from './roots.ts';
import type { NameMatch } from './server-identity.ts';

/** OpenSSL's verify errors, as it names them. Those that depend on the chain are told apart below. */
const FAULT_OF_CODE: Readonly<Record<string, CertificateFault>> = {
  CERT_HAS_EXPIRED: 'cert-expired',
  CERT_NOT_YET_VALID: 'cert-not-yet-valid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'cert-self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'cert-untrusted-root',
  CERT_UNTRUSTED: 'cert-untrusted-root',
  CERT_REJECTED: 'cert-untrusted-root',
  CERT_CHAIN_TOO_LONG: 'cert-untrusted-root',
  CERT_SIGNATURE_FAILURE: 'cert-untrusted-root',
  INVALID_CA: 'cert-wrong-purpose',
  PATH_LENGTH_EXCEEDED: 'cert-wrong-purpose',
  PERMITTED_VIOLATION: 'cert-wrong-purpose',
  EXCLUDED_VIOLATION: 'cert-wrong-purpose',
  UNHANDLED_CRITICAL_EXTENSION: 'cert-wrong-purpose',
  KEYUSAGE_NO_CERTSIGN: 'cert-wrong-purpose',
  INVALID_PURPOSE: 'cert-wrong-purpose',
  CERT_REVOKED: 'cert-revoked',
};
/** For those that Node has no name for: OpenSSL's sentence (crypto/x509/x509_txt.c), and its name. */
const CODE_OF_REASON: readonly (readonly [RegExp, string])[] = [
  [/^permitted subtree violation/i, 'PERMITTED_VIOLATION'],
  [/^excluded subtree violation/i, 'EXCLUDED_VIOLATION'],
  [/^unhandled critical extension/i, 'UNHANDLED_CRITICAL_EXTENSION'],
  [/^key usage does not include certificate signing/i, 'KEYUSAGE_NO_CERTSIGN'],
  [/^invalid (?:non-)?CA certificate/i, 'INVALID_CA'],
];
const ISSUER_NOT_FOUND = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);
/** Said of one certificate, whatever signed it. */
const IS_OF_ONE = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_REVOKED']);
/** What OpenSSL says where it met another authority of a trusted one's name. */
const OTHER_KEY = new Set(['CERT_SIGNATURE_FAILURE', 'SELF_SIGNED_CERT_IN_CHAIN']);
const SERVER_AUTH = ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0'];
/** One of them is what a TLS server's key is used for (RFC 5280 §4.2.1.3, RFC 8446 §4.4.2.2). */
const SERVER_KEY_USAGES = ['digitalSignature', 'keyEncipherment', 'keyAgreement'];

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

export type Faults = TlsObservation['faults'];

/** OpenSSL's verdict on this connection's chain, as the socket has it. */
export interface Verification extends Pick<tls.TLSSocket, 'authorized' | 'authorizationError'> {
  /** OpenSSL's sentence for it. */
  readonly reason: string | null;
  /** Whether the issuer, by its name as Node writes it, is among the trusted; asked only where it does not verify. */
  readonly trustedRelative: (issuer: string) => TrustedRelative | null;
}

interface Seen {
  readonly verification: Verification;
  readonly match: NameMatch;
  readonly leaf: CertificateObservation;
  readonly chain: readonly CertificateObservation[];
  /** Of the last one of them, as Node writes names. */
  readonly topIssuer: string;
  readonly now: number;
}

export function findFaults(seen: Seen): Faults {
  const { verification, match, leaf, chain, now } = seen;
  const faults = new Map<CertificateFault, Faults[number]>();
  const add = (code: CertificateFault, systemCode: string, subject = leaf.subject): void => {
    if (!faults.has(code)) faults.set(code, { code, systemCode, subject });
  };
  const verifyCode = verification.authorized ? null : verifyCodeOf(verification);
  if (verifyCode) {
    const fault = faultOfVerify(verifyCode, seen);
    if (fault) faults.set(fault.code, fault);
  }
  // OpenSSL keeps only the last error; dates and self-signature are plain to see besides it.
  if (verifyCode && leaf.selfSigned) add('cert-self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT');
  if (verifyCode) {
    for (const { subject, validFrom, validTo } of [leaf, ...chain]) {
      if (Date.parse(validTo) < now) add('cert-expired', 'CERT_HAS_EXPIRED', subject);
      if (Date.parse(validFrom) > now) add('cert-not-yet-valid', 'CERT_NOT_YET_VALID', subject);
    }
  }
  if (match !== 'borne') faults.set('cert-name-mismatch', nameFault(match, leaf.subject));
  return GRAVEST_FIRST.flatMap((code) => faults.get(code) ?? []);
}

/** Node has no word for a name that it takes itself; OpenSSL, told to be strict, says X509_V_ERR_HOSTNAME_MISMATCH. */
const nameFault = (match: Exclude<NameMatch, 'borne'>, subject: string): Faults[number] =>
  match === 'missing'
    ? { code: 'cert-name-mismatch', systemCode: 'ERR_TLS_CERT_ALTNAME_INVALID', subject }
    : { code: 'cert-name-mismatch', systemCode: 'HOSTNAME_MISMATCH', subject, outdatedName: match.outdated };

function verifyCodeOf({ authorizationError, reason }: Verification): string {
  const code = String(authorizationError ?? 'UNSPECIFIED');
  return CODE_OF_REASON.find(([pattern]) => pattern.test(reason ?? ''))?.[1] ?? code;
}

/** Null: said by what is plain to see besides OpenSSL's word. */
function faultOfVerify(systemCode: string, seen: Seen): Faults[number] | null {
  const { leaf, chain } = seen;
  const all = [leaf, ...chain];
  const top = all.at(-1) ?? leaf;
  const unknownAlgorithm = unknownAlgorithmIn(all);
  // OpenSSL takes an issuer whose key cannot have made the signature for none, or calls the signature weak or wrong.
  if (unknownAlgorithm !== null && !IS_OF_ONE.has(systemCode))
    return { code: 'cert-untrusted-root', systemCode: visibleText(systemCode), subject: top.subject, unknownAlgorithm };
  if (ISSUER_NOT_FOUND.has(systemCode)) return issuerFault(systemCode, seen);
  const known = FAULT_OF_CODE[systemCode];
  if (known === 'cert-expired' || known === 'cert-not-yet-valid') return null;
  if (known === 'cert-wrong-purpose') return { code: known, systemCode, subject: unfitAmong(systemCode, all).subject };
  if (known === 'cert-untrusted-root') {
    const isOtherKey = OTHER_KEY.has(systemCode) && seen.verification.trustedRelative(seen.topIssuer) === 'same-name';
    return { code: known, systemCode, subject: top.subject, ...(isOtherKey ? { otherKey: true } : {}) };
  }
  if (known) return { code: known, systemCode, subject: leaf.subject };
  // The security level's refusals have no code of their own in Node ("UNSPECIFIED"): key size and digest tell.
  const weakDigest = all.find(({ signatureAlgorithm, selfSigned }) => /sha1|md5/i.test(signatureAlgorithm) && !selfSigned);
  if (weakDigest) return { code: 'cert-weak-signature', systemCode, subject: weakDigest.subject };
  const weakKey = all.find(({ keyType, keyBits }) => keyType === 'rsa' && keyBits !== null && keyBits < 2048);
  if (weakKey) return { code: 'cert-weak-key', systemCode, subject: weakKey.subject };
  return { code: 'cert-untrusted-root', systemCode: visibleText(systemCode), subject: top.subject };
}

/** It came with OpenSSL 3.5 (Node.js 24). */
const KNOWS_ML_DSA = Number.parseFloat(process.versions.openssl) >= 3.5;

function unknownAlgorithmIn(all: readonly CertificateObservation[]): string | null {
  const algorithms = all.flatMap(({ signatureAlgorithm, keyType }) => [signatureAlgorithm, keyType]);
  return KNOWS_ML_DSA ? null : (algorithms.find((algorithm) => algorithm.startsWith('ml-dsa')) ?? null);
}

/**
 * OpenSSL found no issuer. An intermediate was left out where there is one to send: the certificate says where to fetch it, or
 * an authority of the same organisation is trusted. Where one of the very name is trusted, its key is another one.
 */
function issuerFault(systemCode: string, { verification, leaf, chain, topIssuer }: Seen): Faults[number] {
  const top = chain.at(-1) ?? leaf;
  const relative = verification.trustedRelative(topIssuer);
  if (relative === 'same-name') return { code: 'cert-untrusted-root', systemCode, subject: top.subject, otherKey: true };
  const isLeftOut = chain.length === 0 && !leaf.selfSigned && (leaf.issuerUrl !== null || relative === 'same-organisation');
  // With intermediates sent and still no root found, the root itself is one that this machine does not trust.
  return { code: isLeftOut ? 'cert-missing-intermediate' : 'cert-untrusted-root', systemCode, subject: top.subject };
}

/** OpenSSL's word is of the whole chain: the certificate that it fits best, from the leaf up. */
function unfitAmong(systemCode: string, all: readonly CertificateObservation[]): CertificateObservation {
  const [leaf, ...above] = all;
  const isAuthority = ({ isCa, keyUsage }: CertificateObservation): boolean =>
    isCa && (keyUsage?.includes('keyCertSign') ?? true);
  const servesFor = ({ extendedKeyUsage, keyUsage }: CertificateObservation, usages: readonly string[]): boolean =>
    (extendedKeyUsage?.some((purpose) => SERVER_AUTH.includes(purpose)) ?? true) &&
    (keyUsage?.some((usage) => usages.includes(usage)) ?? true);
  const isAtFault: Readonly<Record<string, (one: CertificateObservation, at: number) => boolean>> = {
    UNHANDLED_CRITICAL_EXTENSION: ({ unhandled = [] }) => unhandled.length > 0,
    PERMITTED_VIOLATION: ({ nameConstraints }, at) => at > 0 && nameConstraints !== null && nameConstraints !== undefined,
    EXCLUDED_VIOLATION: ({ nameConstraints }, at) => at > 0 && nameConstraints !== null && nameConstraints !== undefined,
    // As many authorities below it as the leaf and it leave between them.
    PATH_LENGTH_EXCEEDED: ({ pathLength }, at) => typeof pathLength === 'number' && pathLength < at - 1,
    INVALID_PURPOSE: (one, at) =>
      at === 0 ? !servesFor(one, SERVER_KEY_USAGES) : !isAuthority(one) || !servesFor(one, ['keyCertSign']),
  };
  const found = all.find(isAtFault[systemCode] ?? ((one, at) => at > 0 && !isAuthority(one)));
  return found ?? above[0] ?? (leaf as CertificateObservation);
}
