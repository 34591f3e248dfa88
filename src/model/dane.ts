// DANE: whether a TLSA record fits the certificates seen (RFC 6698 §2.1, for SMTP as RFC 7672 narrows it). Pure; whether
// the record itself can be believed (DNSSEC) is another question. Imports nothing but the other nouns.
import type { CertificateObservation, TlsaRecord } from './observation.ts';

/** Certificate usages of RFC 7218. */
const DANE_TA = 2;
const DANE_EE = 3;

/**
 * RFC 7672 §3.1.3: PKIX-TA(0) and PKIX-EE(1) are unusable for SMTP, as a server has no way to know which public roots a
 * sender trusts. The rest must be well formed: known selector and matching type, a digest of the right length.
 */
export function isUsableTlsa(record: TlsaRecord): boolean {
  const isKnownUsage = record.usage === DANE_TA || record.usage === DANE_EE;
  return isKnownUsage && (record.selector === 0 || record.selector === 1) && hasFittingLength(record);
}

function hasFittingLength({ matching, data }: TlsaRecord): boolean {
  if (matching === 0) return data.length > 0;
  if (matching === 1) return data.length === 64;
  return matching === 2 && data.length === 128;
}

/** The record's data is what selector and matching type make of this certificate. */
function fits(record: TlsaRecord, { digests }: CertificateObservation): boolean {
  const isWhole = record.selector === 0;
  if (!isWhole && record.selector !== 1) return false;
  const wanted = record.data.toLowerCase();
  switch (record.matching) {
    case 0:
      return wanted === (isWhole ? digests.certHex : digests.spkiHex);
    case 1:
      return wanted === (isWhole ? digests.cert256 : digests.spki256);
    case 2:
      return wanted === (isWhole ? digests.cert512 : digests.spki512);
    default:
      return false;
  }
}

/**
 * Usages 1 and 3 speak of the leaf, 0 and 2 of a certificate above it. A self-signed leaf may be its own trust anchor
 * (RFC 7671 §5.2.2 allows the anchor anywhere in the chain sent). Usages 0 and 1 are matched too, for protocols other than
 * SMTP: there the certificate must verify against the public roots as well. Ask `isUsableTlsa` first for SMTP.
 */
export function matchTlsa(record: TlsaRecord, leaf: CertificateObservation, chain: readonly CertificateObservation[]): boolean {
  if (record.usage === 1 || record.usage === DANE_EE) return fits(record, leaf);
  if (record.usage !== 0 && record.usage !== DANE_TA) return false;
  return chain.some((certificate) => fits(record, certificate)) || (leaf.selfSigned && fits(record, leaf));
}
