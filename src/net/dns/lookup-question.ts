// What is asked of a host's name, and what comes of it: the nouns of the lookup. Asks nothing and judges nothing.
import type {
  DnsObservation,
  MtaStsObservation,
  MxRecord,
  RecordError,
  SrvRecord,
  TlsaObservation,
} from '../../model/observation.ts';
import type { Family, Protocol } from '../../model/protocol.ts';
import type { DnsAnswer, DnsServer } from './client.ts';
import type { askSystem, ResolvedAddress } from './system.ts';

export interface LookupQuestion {
  readonly host: string;
  /** 0: a name; 4 or 6: `host` is an address. */
  readonly literal: 0 | 4 | 6;
  readonly families: readonly Family[];
  /** `--resolve`: host (lower case) → addresses. */
  readonly resolve: ReadonlyMap<string, readonly string[]>;
  readonly dnsServer: DnsServer | null;
  readonly protocol: Protocol;
  readonly ports: readonly number[];
  /** Default: true. */
  readonly wantTlsa?: boolean;
  /** Fetch the MTA-STS policy over HTTPS where the domain has one. Default: true; false behind a proxy. */
  readonly wantPolicy?: boolean;
  /** For tests: asked beside the system, instead of the servers that the system is set up with. */
  readonly systemServers?: readonly DnsServer[];
  /** For tests: in place of the system's resolver. */
  readonly askSystem?: typeof askSystem;
}

export interface ResolvedAddresses {
  /** In the order given by the system or the server; empty when `error` stands. */
  readonly addresses: readonly ResolvedAddress[];
  readonly source: 'system' | 'dns-server' | 'resolve-option' | 'literal';
  /** Monotonic milliseconds from the question to this answer. */
  readonly durationMs: number;
  readonly error: DnsObservation['error'];
  /** Families whose question failed while the other's was answered: "SERVFAIL", "no answer". */
  readonly unanswered: readonly { readonly family: Family; readonly error: string }[];
}

export interface DnsFacts {
  readonly cname: readonly string[] | RecordError;
  /** By preference. */
  readonly mx: readonly MxRecord[] | RecordError;
  readonly ptr: Readonly<Record<string, readonly string[] | RecordError>>;
  /** By address: whether one of its names leads back to it (forward confirmed); null: could not be told. */
  readonly ptrConfirmed: Readonly<Record<string, boolean | null>>;
  readonly srv: readonly SrvRecord[] | RecordError;
  /** By port; a port without TLSA records is absent. */
  readonly tlsa: Readonly<Record<string, TlsaObservation | RecordError>>;
  /** What DNS itself says beside the system: empty when it says there is none, null when it was not asked or gave no answer. */
  readonly dnsAddresses: readonly string[] | null;
  readonly mxHosts: NonNullable<DnsObservation['mxHosts']>;
  readonly mtaSts: MtaStsObservation | null;
  readonly tlsRpt: string | null;
  /** Bugs of our own: what they were to find is `{ error: 'internal error' }`. */
  readonly internalErrors: readonly string[];
}

/** Both families' answers, as far as they were asked for and came. */
export type AddressAnswers = Partial<Record<Family, DnsAnswer<string>>>;

/** Nothing was asked. */
export const NO_FACTS: DnsFacts = {
  cname: [],
  mx: [],
  ptr: {},
  ptrConfirmed: {},
  srv: [],
  tlsa: {},
  dnsAddresses: null,
  mxHosts: [],
  mtaSts: null,
  tlsRpt: null,
  internalErrors: [],
};
