// What a search for a mailbox's servers yields, and which of it goes first. Pure.
import type { DnsObservation, MxRecord, RecordError } from '../model/observation.ts';
import type { HostProof, NoServerNote } from '../model/plan.ts';
import { type MailProtocol, type Mode, PROTOCOLS } from '../model/protocol.ts';

/**
 * Where a candidate comes from, the weightiest first: what is known of the domain, then its own word, then guesses. Records
 * that DNSSEC vouches for go before all (`rank`).
 */
const CANDIDATE_SOURCES = [
  'provider',
  'pacc',
  'srv',
  'autoconfig',
  'autodiscover',
  'settings-table',
  'mx-autoconfig',
  'mx-provider',
  'guess',
  'mx',
] as const;
export type CandidateSource = (typeof CANDIDATE_SOURCES)[number];

export interface Candidate {
  readonly protocol: MailProtocol;
  readonly host: string;
  readonly port: number;
  readonly mode: Mode;
  readonly source: CandidateSource;
  readonly confidence: 'certain' | 'likely' | 'guess';
  /** What the user name looks like ("full email address"), where it is known. */
  readonly usernameForm: string | null;
  /** Ways to log in, in the words of the document that names them (`OAuth2`, `password-cleartext`), the preferred first. */
  readonly auth?: readonly string[];
  /** Of a record: whether a validating resolver on this machine vouches for it (DNSSEC, the AD bit). */
  readonly dnssec?: boolean;
  /** The record, file or entry that says so. */
  readonly detail: string;
  /** The provider's name, where the servers are those of a known one. */
  readonly provider: string | null;
  /** What shows that the mailbox's login may go there; null: nothing does. */
  readonly proof: HostProof | null;
}

/** The mailbox's own domain, or a name below it. */
export const isUnder = (host: string, domain: string): boolean => {
  const [name, above] = [host.toLowerCase().replace(/\.$/, ''), domain.toLowerCase().replace(/\.$/, '')];
  return name === above || name.endsWith(`.${above}`);
};

/** What the place where a name was found proves of it; `vouched`: by DNSSEC, or by verified HTTPS of the domain. */
export const proofOf = (host: string, domain: string, vouched: 'dnssec' | 'https-document' | null): HostProof | null =>
  isUnder(host, domain) ? 'own-domain' : vouched;

/** An issuer of tokens, and who named it. */
export interface OauthSource {
  readonly issuer: string;
  readonly scopes: readonly string[];
  readonly source: string;
}

export interface Discovery {
  readonly domain: string;
  /** By protocol, the best first. */
  readonly candidates: readonly Candidate[];
  readonly provider: { readonly id: string; readonly name: string } | null;
  /** By preference. */
  readonly mx: readonly MxRecord[] | RecordError;
  /** The domain says that it takes no mail (RFC 7505). */
  readonly isNullMx: boolean;
  /** Services that the domain says it does not offer: SRV with the target `.`. */
  readonly declined: readonly string[];
  readonly notes: readonly string[];
  /** Why no server of this domain takes a mail program's login, as a sentence without full stop; null: some may. */
  readonly unavailable: string | null;
  /** The same where that is known for certain, with what to do in its place. */
  readonly noServer?: NoServerNote;
  /** OAuth 2.0 issuers that the domain's documents or its provider name. */
  readonly oauth: readonly OauthSource[];
  /** Why nothing could be found out about the domain; null where something could, even if there is no candidate. */
  readonly error: DnsObservation['error'];
  readonly durationMs: number;
}

const rank = ({ source, proof }: Candidate): number =>
  source === 'srv' && proof === 'dnssec' ? -1 : CANDIDATE_SOURCES.indexOf(source);
/** RFC 8314 §3: implicit TLS before STARTTLS. */
const modeRank = ({ mode }: Candidate): number => ['tls', 'starttls', 'plain'].indexOf(mode);

/** By protocol, source and mode, else as given; what two sources name stands once, under the weightier. */
export function orderCandidates(candidates: readonly Candidate[]): Candidate[] {
  const ordered = [...candidates].sort(
    (one, other) =>
      PROTOCOLS.indexOf(one.protocol) - PROTOCOLS.indexOf(other.protocol) ||
      rank(one) - rank(other) ||
      modeRank(one) - modeRank(other),
  );
  const kept = new Map<string, Candidate>();
  for (const candidate of ordered) {
    const key = `${candidate.protocol} ${candidate.host.toLowerCase()} ${candidate.port} ${candidate.mode}`;
    const first = kept.get(key);
    if (!first) kept.set(key, candidate);
    else {
      const { usernameForm, provider, proof, auth } = candidate;
      kept.set(key, {
        ...first,
        usernameForm: first.usernameForm ?? usernameForm,
        provider: first.provider ?? provider,
        proof: first.proof ?? proof,
        ...((first.auth?.length ?? 0) === 0 && auth && auth.length > 0 && { auth }),
      });
    }
  }
  return [...kept.values()];
}
