// What was seen, as it was seen: the only thing that rules get to know of the network. Facts, no judgement.
import type { FindingId } from './finding.ts';
import type { Failure } from './outcome.ts';
import type { Family, Mode, Protocol, Step } from './protocol.ts';
import type { Reply } from './reply.ts';

export type ConnectResult = 'open' | 'refused' | 'timeout' | 'unreachable' | 'untried';

export interface AddressObservation {
  readonly address: string;
  readonly family: Family;
  readonly ports: Readonly<Record<string, ConnectResult>>;
}

/** A record set that could not be asked for, and why: `{ error: "SERVFAIL" }`. */
export interface RecordError {
  readonly error: string;
}

export interface MxRecord {
  readonly preference: number;
  readonly exchange: string;
}

export interface SrvRecord {
  readonly service: string;
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly target: string;
}

export interface TlsaRecord {
  readonly usage: number;
  readonly selector: number;
  readonly matching: number;
  /** Lower-case hex. */
  readonly data: string;
}

export interface TlsaObservation {
  readonly records: readonly TlsaRecord[];
  /** The AD bit: validated by the resolver. */
  readonly authentic: boolean;
}

export type DnsFailureCode = 'dns-name-not-found' | 'dns-no-address' | 'dns-server-failure' | 'dns-timeout';

export interface DnsObservation {
  readonly host: string;
  readonly addresses: readonly AddressObservation[];
  readonly resolver: { readonly source: 'system' | 'dns-server' | 'resolve-option' | 'literal'; readonly durationMs: number };
  readonly error: { readonly code: DnsFailureCode; readonly systemCode: string; readonly message: string } | null;
  readonly cname: readonly string[] | RecordError;
  readonly mx: readonly MxRecord[] | RecordError;
  /** By address. An empty list: the server says there is none. */
  readonly ptr: Readonly<Record<string, readonly string[] | RecordError>>;
  readonly srv: readonly SrvRecord[] | RecordError;
  /** By port. */
  readonly tlsa: Readonly<Record<string, TlsaObservation | RecordError>>;
  /** The addresses that DNS itself gave, where the system's answer came from elsewhere too; null: not asked or no answer. */
  readonly dnsAddresses: readonly string[] | null;
  /** Hosts that MX name, with whether their first address answers on 25; only for a domain target. */
  readonly mxHosts?: readonly { readonly exchange: string; readonly preference: number; readonly addresses: readonly string[] }[];
  readonly mtaSts?: MtaStsObservation | null;
  readonly tlsRpt?: string | null;
  /** By address: one of its PTR names leads back to it; null: could not be told; absent: it has no PTR, or none is known. */
  readonly ptrConfirmed?: Readonly<Record<string, boolean | null>>;
  /** Families whose address question failed while the other's was answered: "SERVFAIL", "no answer". */
  readonly unanswered?: readonly { readonly family: Family; readonly error: string }[];
  /** Bugs of our own that came up while DNS was asked for facts. */
  readonly internalErrors?: readonly string[];
}

export interface MtaStsObservation {
  /** The TXT record at _mta-sts.<domain>; */
  readonly record: string;
  readonly policy: { readonly mode: string; readonly mx: readonly string[]; readonly maxAge: number } | null;
  readonly error: string | null;
}

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
  readonly selfSigned: boolean;
  /** Issuer and subject are the same name. */
  readonly isCa: boolean;
  /** OIDs of extendedKeyUsage; null where absent. */
  readonly extendedKeyUsage: readonly string[] | null;
  /** Where the issuer's certificate can be fetched (AIA caIssuers); null where absent. */
  readonly issuerUrl: string | null;
  readonly mustStaple: boolean;
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
  /** What the stapled OCSP answer says of the leaf; absent where none came. */
  readonly ocsp?: OcspObservation;
  /** The certificates as the server sent them, in its order, the leaf first; absent where that is not known. */
  readonly chainSent?: readonly SentCertificate[];
  /** The ephemeral key exchange of TLS 1.2 and before, where it is known: "DH 1024 bits". */
  readonly keyExchange?: string;
}

export interface SentCertificate {
  readonly subject: string;
  readonly issuer: string;
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

export interface TranscriptLine {
  readonly ms: number;
  readonly direction: 'client' | 'server' | 'note';
  readonly line: string;
  /** Said under TLS: `~>` instead of `->` in the text format. */
  readonly secure: boolean;
}

/** Keywords (SMTP: EHLO lines such as `SIZE 1000`) before and after TLS; null where not reached. */
export interface BeforeAndAfterTls {
  readonly plaintext: readonly string[] | null;
  readonly tls: readonly string[] | null;
}

export interface EndpointObservation {
  readonly id: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly mode: Mode;
  readonly address: string;
  readonly family: Family;
  readonly steps: readonly Step[];
  /** What ended it before its ladder was climbed; null where it got to its end. A certificate that does not verify is no failure here. */
  readonly failure: Failure | null;
  readonly greeting: Reply | null;
  /** Milliseconds from the wait's beginning to the complete greeting. */
  readonly greetingMs: number | null;
  readonly capabilities: BeforeAndAfterTls;
  readonly auth: BeforeAndAfterTls;
  /** EHLO was refused and HELO taken: the refusal. */
  readonly ehloRefusal: Reply | null;
  readonly tls: TlsObservation | null;
  /** Bytes that came in plaintext after the STARTTLS reply and before TLS; dropped, kept as visible text. */
  readonly leftover: string | null;
  /** It failed among many and was repeated alone; this is what it had failed with. */
  readonly repeatedAfter: Failure | null;
  readonly localAddress: string | null;
  /** The client's address as the server names it in its reply to EHLO; absent where it names none. */
  readonly seenAs?: string;
  readonly transcript: readonly TranscriptLine[];
}

export interface AuthAttempt {
  readonly endpoint: string;
  readonly mechanism: string;
  readonly status: 'accepted' | 'rejected' | 'error';
  readonly reply: Reply | null;
  /** Where it did not come to a verdict of the server. */
  readonly failure: Failure | null;
  /** The server's decoded error challenge (XOAUTH2, OAUTHBEARER) or the NTLM target information, as visible text. */
  readonly challenge: string | null;
  readonly sent: SentOfSecret;
}

/** A login with the same credentials that was sent before this one, and for which this one is not. */
export interface EarlierLogin {
  /** `unanswered`: what the server made of it is not known. */
  readonly result: 'refused' | 'unanswered';
  /** The host, address, domain or account that both have in common; the target itself, of an earlier run. */
  readonly at: string;
  /** It was sent to this very target, by a run that was ended before the answer was written down. */
  readonly isOfEarlierRun: boolean;
}

/** A login that was given and is not to be sent, whatever the server offers. */
export type WithheldLogin = 'host-unproven' | 'refused-elsewhere';

/**
 * What of the secret went over the wire: nothing, a proof made with it (CRAM-MD5, DIGEST-MD5, SCRAM, NTLM, APOP), or the
 * secret itself, in clear or recoverable form. But for `nothing` the server may have counted it against the account.
 */
export type SentOfSecret = 'nothing' | 'proof' | 'secret';

/** `plaintext-injected`: words had been put in before TLS. */
export type AuthSkipReason =
  | 'plaintext'
  | 'plaintext-injected'
  | 'untrusted'
  | 'not-advertised'
  | 'no-common-mechanism'
  | 'oauth-required'
  | 'no-endpoint'
  | 'token-request-failed'
  | 'unsendable'
  | WithheldLogin
  | 'sent-before'
  | 'interrupted';

export interface CredentialsObservation {
  readonly user: string;
  readonly kind: 'password' | 'token' | 'certificate' | 'anonymous';
  readonly attempts: readonly AuthAttempt[];
  /** Why nothing was sent; null where something was. */
  readonly skipped: {
    readonly reason: AuthSkipReason;
    readonly endpoints: readonly string[];
    readonly offered: readonly string[];
    readonly allowed: readonly string[];
    /** With `sent-before`. */
    readonly earlier?: EarlierLogin;
  } | null;
  /** What looks wrong about them, seen before anything was sent. */
  readonly shape: readonly CredentialShape[];
  /** Claims of a JWT, read and not trusted; null for a password or an opaque token. */
  readonly claims: TokenClaims | null;
  readonly tokenRequest: TokenRequestFailure | null;
  readonly notices: readonly string[];
}

export type CredentialShape =
  | 'leading-space'
  | 'trailing-space'
  | 'newline'
  | 'typographic-quotes'
  | 'non-ascii'
  | 'control-character'
  | 'domain-backslash-user'
  | 'bare-user'
  | 'app-password-spaces'
  | 'user-spaces'
  | 'empty-password';

export interface TokenClaims {
  readonly audience: readonly string[];
  readonly issuer: string | null;
  /** ISO 8601. */
  readonly expiresAt: string | null;
  readonly notBefore: string | null;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  readonly user: string | null;
  readonly tenant: string | null;
}

export interface TokenRequestFailure {
  readonly endpoint: string;
  /** HTTP status; null where no answer came. */
  readonly status: number | null;
  /** RFC 6749 §5.2 error, or null. */
  readonly error: string | null;
  readonly description: string | null;
  readonly systemCode: string | null;
}

/** What `--tls-scan` and the follow-up connections showed of one port. */
export interface TlsScanObservation {
  readonly port: number;
  readonly mode: Mode;
  readonly address: string;
  /** By version: true accepted, false refused, null could not be told. */
  readonly versions: Readonly<Record<string, boolean | null>>;
  /** Answered, inside TLS, a command injected ahead of STARTTLS: the answer; false: did not; null: not tested. */
  readonly injection: string | false | null;
  /** What made a handshake possible that failed at first: the version, the cipher, the key exchange; `hasCertificate`: the server showed one. */
  readonly lenient: {
    readonly protocol: string;
    readonly cipher: string;
    readonly keyExchange?: string;
    readonly hasCertificate?: boolean;
  } | null;
}

export interface Observations {
  /** ISO 8601, wall clock. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly interrupted: boolean;
  readonly dns: DnsObservation;
  /** In the order of the plan. */
  readonly endpoints: readonly EndpointObservation[];
  /** Probes made only to explain a failure (the other mode of a port), never part of the report's endpoints. */
  readonly auxiliary: readonly EndpointObservation[];
  readonly credentials: CredentialsObservation | null;
  readonly scans: readonly TlsScanObservation[];
}
