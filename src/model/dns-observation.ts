// What was seen of DNS: the host's addresses, its records and the domain's, as the resolver gave them. Facts, no judgement.
import type { Family } from './protocol.ts';

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
  /** The TXT record at _mta-sts.<domain>. */
  readonly record: string;
  readonly policy: { readonly mode: string; readonly mx: readonly string[]; readonly maxAge: number } | null;
  readonly error: string | null;
}
