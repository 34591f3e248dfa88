// What was seen, as it was seen: the only thing that rules get to know of the network. Facts, no judgement. One observation
// an endpoint, and all of them together; DNS, TLS and the credentials have files of their own.
import type { CredentialsObservation } from './credentials-observation.ts';
import type { DnsObservation } from './dns-observation.ts';
import type { ConnectionPool, HeldConnection } from './held-connections.ts';
import type { HttpExchangeObservation } from './http-observation.ts';
import type { Failure } from './outcome.ts';
import type { Family, Mode, Protocol, Step } from './protocol.ts';
import type { Reply } from './reply.ts';
import type { RouteTraceObservation } from './route-trace.ts';
import type { ServerTlsObservation } from './server-tls.ts';
import type { CertificateObservation, TlsObservation } from './tls-observation.ts';

export type * from './credentials-observation.ts';
export type * from './dns-observation.ts';
export type * from './held-connections.ts';
export type * from './http-observation.ts';
export type * from './tls-observation.ts';

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
  /**
   * Its handshake had no answer while the ClientHello was too large for one segment, and was repeated with a small one; this is
   * what it had failed with. Absent: that was not so.
   */
  readonly largeHelloFailure?: Failure;
  readonly localAddress: string | null;
  /** The client's address as the server names it in its reply to EHLO; absent where it names none. */
  readonly seenAs?: string;
  /** Replies with another code than is due, taken for what their first digit says (RFC 5321 §4.2.1). Absent: none. */
  readonly oddReplies?: readonly Reply[];
  /** After the login was accepted: the reply that ended or refused the session all the same; absent: there was none. */
  readonly afterLogin?: Reply;
  /** Of a service that is asked over HTTP: what was asked, in order. Absent: it is none, or nothing was. */
  readonly http?: readonly HttpExchangeObservation[];
  readonly transcript: readonly TranscriptLine[];
}

/** What `--tls-scan` and the follow-up connections showed of one port. */
/** What a server says of the client certificates that it takes. */
export interface ClientAuthorities {
  /** The authorities that it names; empty: any. */
  readonly names: readonly string[];
  /** The one given, or one sent above it, was issued by one of them; null: none was given. */
  readonly isListed: boolean | null;
}

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
  /** Where it asked for a client certificate and broke off; null: it could not be told. Absent: not asked. */
  readonly clientAuthorities?: ClientAuthorities | null;
}

/** Where this machine is, as far as it and DNS tell; looked at only where a mail port was silently dropped. */
export interface OwnNetworkObservation {
  /** By the name of the file in /sys/class/dmi/id; empty where there is none. */
  readonly dmi: Readonly<Record<string, string>>;
  /** Its public address, as a server or an interface names it; null: none is known. */
  readonly address: string | null;
  /** The address's names (PTR). */
  readonly names: readonly string[];
  /** The autonomous systems that announce it. */
  readonly asns: readonly number[];
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
  /** The client certificate that was given; absent: none. */
  readonly clientCertificate?: CertificateObservation;
  /** With `--client`: what the server answers to hellos of other clients; absent: not asked. */
  readonly serverTls?: readonly ServerTlsObservation[];
  /** Absent: not looked at. */
  readonly ownNetwork?: OwnNetworkObservation;
  /** With `--trace`. */
  readonly routeTrace?: RouteTraceObservation;
  /** With `--hold`: one a port. Absent: not asked, or there was nothing to hold. */
  readonly held?: readonly HeldConnection[];
  /** With `--pool`. Absent: not asked, or there was no endpoint to open them to. */
  readonly pool?: ConnectionPool;
}
