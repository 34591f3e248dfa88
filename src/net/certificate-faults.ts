// Names every reason why a certificate does not verify on a connection: OpenSSL's own word, and what is plain to see besides
// it. Facts only; a rule judges.
import type tls from 'node:tls';
import type { CertificateFault, CertificateObservation, TlsObservation } from '../model/observation.ts';
import { visibleText } from '../model/visible-text.ts';
import type { NameMatch } from './server-identity.ts';

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

export type Faults = TlsObservation['faults'];

/** OpenSSL's verdict on this connection's chain, as the socket has it. */
export type Verification = Pick<tls.TLSSocket, 'authorized' | 'authorizationError'>;

interface Seen {
  readonly verification: Verification;
  readonly match: NameMatch;
  readonly leaf: CertificateObservation;
  readonly chain: readonly CertificateObservation[];
  readonly now: number;
}

export function findFaults({ verification, match, leaf, chain, now }: Seen): Faults {
  const faults = new Map<CertificateFault, Faults[number]>();
  const add = (code: CertificateFault, systemCode: string, subject = leaf.subject): void => {
    if (!faults.has(code)) faults.set(code, { code, systemCode, subject });
  };
  const verifyCode = verification.authorized ? null : String(verification.authorizationError ?? 'UNSPECIFIED');
  if (verifyCode) addVerifyFault(verifyCode, leaf, chain, add);
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
