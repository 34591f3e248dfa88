// What a completed handshake showed: version, cipher, the certificate and why it does not verify. Facts, no judgement.
import type { FindingId } from './finding.ts';
import type { TrustStore } from './trust-store.ts';

export interface CertificateObservation {
  readonly subject: string;
  readonly issuer: string;
  /** DNS names and IP addresses of subjectAltName; where it is absent, empty. */
  readonly names: readonly string[];
  readonly commonName: string | null;
  /** ISO 8601. */
  readonly validFrom: string;
  readonly validTo: string;
  /** Whole days until validTo, negative once past; by this machine's clock. */
  readonly daysLeft: number;
  readonly keyType: string;
  readonly keyBits: number | null;
  readonly signatureAlgorithm: string;
  /** AB:CD:… of the DER. */
  readonly sha256: string;
  /** Issuer and subject are the same name, and its own key has signed it, whatever it says that key is for. */
  readonly selfSigned: boolean;
  /** basicConstraints cA. */
  readonly isCa: boolean;
  /** OIDs of extendedKeyUsage; null where absent. */
  readonly extendedKeyUsage: readonly string[] | null;
  /** Where the issuer's certificate can be fetched (AIA caIssuers); null where absent. */
  readonly issuerUrl: string | null;
  readonly mustStaple: boolean;
  /** Where its authority publishes what it has revoked (cRLDistributionPoints). Absent: nowhere. */
  readonly crlUrls?: readonly string[];
  /** keyUsage; null or absent: any. */
  readonly keyUsage?: readonly string[] | null;
  /** How many authorities may stand below this one; null or absent: any number. */
  readonly pathLength?: number | null;
  /** DNS names and networks that nameConstraints permit and exclude; null or absent: none are named. */
  readonly nameConstraints?: { readonly permitted: readonly string[]; readonly excluded: readonly string[] } | null;
  /** OIDs of critical extensions that OpenSSL does not know. */
  readonly unhandled?: readonly string[];
  /** DER of the certificate and of its SubjectPublicKeyInfo, hashed for TLSA: lower-case hex. */
  readonly digests: {
    readonly cert256: string;
    readonly cert384: string;
    readonly cert512: string;
    readonly spki256: string;
    readonly spki512: string;
    readonly certHex: string;
    readonly spkiHex: string;
  };
}

/** Why the certificate does not verify: facts, the most telling first; empty when it does. */
export type CertificateFault = Extract<
  FindingId,
  | 'cert-expired'
  | 'cert-not-yet-valid'
  | 'cert-name-mismatch'
  | 'cert-self-signed'
  | 'cert-untrusted-root'
  | 'cert-missing-intermediate'
  | 'cert-wrong-purpose'
  | 'cert-revoked'
  | 'cert-weak-key'
  | 'cert-weak-signature'
>;

/** A form of name that RFC 9525 does not take, and some clients still do. */
export type OutdatedName = 'common-name' | 'partial-wildcard';

export interface TlsFault {
  readonly code: CertificateFault;
  /** OpenSSL's word for it. */
  readonly systemCode: string;
  /** Of the certificate at fault. */
  readonly subject: string;
  /** Of `cert-name-mismatch`: the name is borne, but only like this. */
  readonly outdatedName?: OutdatedName;
  /** Of `cert-untrusted-root`: an authority of the issuer's name is trusted here, and its key is another. */
  readonly otherKey?: true;
  /** Of `cert-untrusted-root`: the chain has signatures or keys of this algorithm, which the OpenSSL in use does not know. */
  readonly unknownAlgorithm?: string;
}

export interface TlsObservation {
  /** TLSv1 … TLSv1.3. */
  readonly protocol: string;
  readonly cipher: string;
  /** The name asked for by SNI; null for an address. */
  readonly servername: string | null;
  readonly trusted: boolean;
  /** Every fault that was found, gravest first. */
  readonly faults: readonly TlsFault[];
  readonly certificate: CertificateObservation | null;
  /** The certificates above the leaf, as far as they are known here. */
  readonly chain: readonly CertificateObservation[];
  /** The server asked for a client certificate. */
  readonly clientCertificateRequested: boolean;
  readonly ocspStapled: boolean | null;
  /** What the list of its authority says of the leaf; absent where it was not asked. */
  readonly revocation?: RevocationObservation;
  /** What the stapled OCSP answer says of the leaf; absent where none came. */
  readonly ocsp?: OcspObservation;
  /** The certificates as the server sent them, in its order, the leaf first; absent where that is not known. */
  readonly chainSent?: readonly SentCertificate[];
  /** The ephemeral key exchange, where it is known: "DH 1024 bits", "ECDH X25519 253 bits". */
  readonly keyExchange?: string;
  /** Where no trusted root was found, what another list says. Absent: not looked at. */
  readonly otherTrust?: OtherTrustObservation;
}

/** OpenSSL's verdict under the roots of another list: of a connection of its own, over which no login goes. */
export interface OtherTrustObservation extends Pick<TrustStore, 'kind' | 'name'> {
  readonly trusted: boolean;
  /** Why it does not verify there either; null: it does. */
  readonly systemCode: string | null;
}

export interface SentCertificate {
  readonly subject: string;
  readonly issuer: string;
}

/** What a list of revoked certificates (RFC 5280 §5), whose signature was verified, says of one. */
export interface RevocationObservation {
  readonly status: 'good' | 'revoked' | 'unknown';
  /** The reason of a revocation, or why it could not be told; null: nothing to add. */
  readonly detail: string | null;
  /** Where the list was asked for; null: the certificate names none. */
  readonly url: string | null;
  /** ISO 8601. */
  readonly thisUpdate: string | null;
  readonly nextUpdate: string | null;
  readonly revokedAt: string | null;
}

export interface OcspObservation {
  readonly status: 'good' | 'revoked' | 'unknown' | 'unreadable';
  /** The reason of a revocation, or why the answer could not be read; null: nothing to add. */
  readonly detail: string | null;
  /** ISO 8601. */
  readonly thisUpdate: string | null;
  readonly nextUpdate: string | null;
  readonly revokedAt: string | null;
}
