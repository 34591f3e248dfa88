// The report as the contract gives it (schemaVersion 1): what `--json` prints. Imports only nouns.
import type { ClientsReport } from './application-settings.ts';
import type { DiagnosedFailure, EndpointStatus } from './diagnosis.ts';
import type { Finding, FindingId } from './finding.ts';
import type {
  BeforeAndAfterTls,
  CertificateFault,
  ConnectResult,
  HttpExchangeObservation,
  MtaStsObservation,
  OcspObservation,
  OtherTrustObservation,
  RecordError,
  RevocationObservation,
  SentCertificate,
  SentOfSecret,
  TlsaObservation,
} from './observation.ts';
import type { Family, Mode, Protocol, Step } from './protocol.ts';
import type { Reply } from './reply.ts';
import type { ReportApplication } from './report-application.ts';
import type { ReportHeldConnection, ReportPool } from './report-over-time.ts';
import type { ReportReply } from './report-reply.ts';
import type { ReportTrust } from './report-trust.ts';
import type { ReportWays } from './report-ways.ts';
import type { RouteTraceObservation } from './route-trace.ts';
import type { WireForm } from './wire-form.ts';

export type * from './report-application.ts';
export type * from './report-over-time.ts';
export type * from './report-reply.ts';
export type * from './report-trust.ts';
export type * from './report-ways.ts';

export type Verdict = 'ok' | 'warn' | 'fail';

export interface ReportCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly names: readonly string[];
  readonly validFrom: string;
  readonly validTo: string;
  readonly daysLeft: number;
  readonly keyType: string;
  readonly keyBits: number | null;
  readonly signatureAlgorithm: string;
  readonly sha256: string;
  readonly selfSigned: boolean;
}

export interface ReportTls {
  readonly protocol: string;
  readonly cipher: string;
  readonly trusted: boolean;
  readonly error: { readonly code: CertificateFault; readonly systemCode: string } | null;
  readonly certificate: ReportCertificate | null;
  readonly chain: readonly ReportCertificate[];
  readonly ocspStapled: boolean | null;
  /** What the stapled OCSP answer says, where one came; its signature is not verified. */
  readonly ocsp?: OcspObservation;
  /** With `--revocation`: what the list of its authority says, whose signature was verified. Absent: not asked. */
  readonly revocation?: RevocationObservation;
  /** The certificate demands a stapled OCSP answer (RFC 7633); clients that heed it refuse a server without. */
  readonly mustStaple?: boolean;
  /** The certificates as sent, the leaf first; with `--tls-scan`, or where they did not verify. */
  readonly chainSent?: readonly SentCertificate[];
  /** The server asked for a certificate of the client: the one given was sent, or none, which it minded or did not. */
  readonly clientCertificate?: 'given' | 'optional' | 'required';
  /** Where no trusted root was found: OpenSSL's verdict under another list of roots. Absent: not looked at. */
  readonly otherTrust?: OtherTrustObservation;
  /** `DH 2048 bits`, with `--tls-scan` and TLS before 1.3. */
  readonly keyExchange?: string;
  /** Protocol versions accepted, with `--tls-scan`. */
  readonly versions?: Readonly<Record<string, boolean | null>>;
}

/** What the server says of itself; what it does not say is absent. */
export interface ReportServer {
  readonly software?: string;
  /** SIZE in bytes (RFC 1870); 0: no fixed limit. */
  readonly size?: number;
  /** LIMITS as listed (RFC 9422): `MAILMAX=20 RCPTMAX=100`. */
  readonly limits?: string;
  /** LOGIN-DELAY in seconds (RFC 2449 §6.5). */
  readonly loginDelay?: number;
  /** Where tokens for it are issued, as its challenge says (Bearer: authorization_uri, trusted_issuers). */
  readonly tokens?: string;
  readonly smtputf8?: true;
  readonly chunking?: true;
}

export interface ReportEndpoint {
  readonly id: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly mode: Mode;
  readonly address: string;
  readonly family: Family;
  readonly status: EndpointStatus;
  readonly failure: DiagnosedFailure | null;
  readonly steps: readonly Step[];
  readonly greeting: { readonly code: number | null; readonly lines: readonly string[] } | null;
  readonly capabilities: BeforeAndAfterTls;
  readonly auth: BeforeAndAfterTls;
  readonly tls: ReportTls | null;
  readonly server?: ReportServer;
  /** This machine's own address on that connection; behind a router the server sees another. */
  readonly localAddress?: string;
  /** The client's address as the server named it in its reply to EHLO. */
  readonly seenAs?: string;
  /** Of a service that is asked over HTTP: what was asked, in order. */
  readonly http?: readonly HttpExchangeObservation[];
  readonly transcript: readonly {
    readonly ms: number;
    readonly direction: 'client' | 'server' | 'note';
    readonly line: string;
    readonly secure: boolean;
  }[];
}

export interface ReportAttempt {
  readonly endpoint: string;
  readonly mechanism: string;
  readonly status: 'accepted' | 'rejected' | 'error';
  /** What of the secret went over the wire: nothing, a proof made with it, or the secret itself. */
  readonly sent?: SentOfSecret;
  /** The form of an application's client, in which it went; `refused`: for the form, and not for the credentials. */
  readonly form?: { readonly name: WireForm; readonly refused: boolean };
  readonly reply?: ReportReply;
}

export interface ReportCredentials {
  readonly user: string;
  readonly status: 'accepted' | 'rejected' | 'error' | 'skipped';
  readonly endpoint: string | null;
  readonly mechanism: string | null;
  readonly cause: FindingId | null;
  readonly reply?: ReportReply;
  readonly attempts: readonly ReportAttempt[];
}

export interface Recommendation {
  readonly host: string;
  readonly port: number;
  readonly mode: Mode;
  /** The strongest mechanism offered there that the credentials fit; null where none is offered. */
  readonly mechanism: string | null;
  /** The form of the user name ("full address"), where it is known. */
  readonly username?: string;
  readonly why: string;
  /** What to write into common clients: label → value ("Connection security" → "SSL/TLS"). */
  readonly settings?: Readonly<Record<string, string>>;
}

/** With `--trace`: how far a SYN to a dropped port gets, beside one to a port that answers. */
export interface ReportTrace extends RouteTraceObservation {
  /** What follows for the dropped port; null: nothing was traced. */
  readonly follows: { readonly port: number; readonly place: string | null; readonly sentence: string } | null;
}

export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'mailprobe'; readonly version: string };
  readonly target: {
    readonly input: string;
    readonly protocol: Protocol;
    readonly host: string;
    readonly ports: readonly number[];
    readonly modes: readonly Mode[];
    /** Of a service over HTTP, where it was named. */
    readonly path?: string;
    /** How the host was found, where the target was a mailbox. */
    readonly discovered?: string;
  };
  /** With `--label`: the place or the occasion, as the user calls it. */
  readonly label?: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly verdict: Verdict;
  readonly summary: string;
  readonly interrupted?: true;
  readonly dns: {
    readonly addresses: readonly {
      readonly address: string;
      readonly family: Family;
      readonly ports: Readonly<Record<string, ConnectResult>>;
    }[];
    readonly resolver: { readonly source: 'system' | 'dns-server' | 'resolve-option' | 'literal'; readonly durationMs: number };
    readonly records: {
      readonly CNAME: readonly string[] | RecordError;
      readonly MX: readonly { readonly preference: number; readonly exchange: string }[] | RecordError;
      readonly PTR: Readonly<Record<string, readonly string[] | RecordError>>;
      readonly SRV:
        | Readonly<
            Record<
              string,
              readonly { readonly priority: number; readonly weight: number; readonly port: number; readonly target: string }[]
            >
          >
        | RecordError;
      readonly TLSA: Readonly<Record<string, TlsaObservation | RecordError>>;
      readonly 'MTA-STS'?: MtaStsObservation | null;
      readonly 'TLS-RPT'?: string | null;
    };
    readonly error: { readonly code: string; readonly systemCode: string; readonly message: string } | null;
  } | null;
  /** Absent where nothing was checked. */
  readonly trust?: ReportTrust;
  readonly endpoints: readonly ReportEndpoint[];
  /** With `--config`. */
  readonly application?: ReportApplication;
  /** With `--settings-for`: the settings that work, as lines of that application. */
  readonly settingsFor?: { readonly format: string; readonly lines: readonly string[] };
  readonly credentials: ReportCredentials | null;
  readonly findings: readonly Finding[];
  readonly recommendation: Recommendation | null;
  /** With `--hold`. */
  readonly held?: readonly ReportHeldConnection[];
  /** With `--pool`. */
  readonly pool?: ReportPool;
  /** With `--client`: who can use the server. */
  readonly clients?: ClientsReport;
  readonly trace?: ReportTrace;
  /** With `--all`: one a protocol, outgoing first; `recommendation` is the outgoing one. */
  readonly recommendations?: readonly (Recommendation & { readonly protocol: Protocol })[];
  /** With `--all`: what each protocol's own report says beside its endpoints and findings. */
  readonly parts?: readonly (Pick<Report, 'target' | 'verdict' | 'summary' | 'dns' | 'credentials'> & {
    /** False: the host does not have this protocol, and another one works. */
    readonly isOffered: boolean;
  })[];
  /** With `--all`, for a mailbox whose provider's ways are known. */
  readonly ways?: ReportWays;
  /** The language of `translated`, where it is not English, which all else is in. */
  readonly lang?: string;
  /** The decisive words for people; null: nothing is wrong. */
  readonly translated?: {
    readonly summary: string;
    readonly decisive: {
      readonly id: FindingId;
      readonly title: string;
      readonly fix: string;
      readonly tell: string;
    } | null;
  };
}

export type { Reply };
