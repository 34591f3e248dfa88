// One's own domain judged: what it publishes, whether that agrees with itself and with the servers, what mail programs make of
// it, and what to change first. Pure; who asks DNS and who connects is for the caller to say.
import { type ClientOutcome, clientOutcomes } from './client-lookups.ts';
import { type DomainFinding, orderDomainFindings } from './domain-finding.ts';
import type { DomainObservation } from './domain-observation.ts';
import { judgeDocuments } from './judge-documents.ts';
import { type ExchangeState, judgeExchanges, judgeRecords } from './judge-records.ts';
import { judgeServers, type ServerState } from './judge-servers.ts';
import { type Suggestions, suggestionsFor } from './suggestions.ts';

export type { ClientOutcome } from './client-lookups.ts';
export type { DomainFinding } from './domain-finding.ts';
export type { ExchangeState } from './judge-records.ts';
export type { ServerState } from './judge-servers.ts';

export interface OwnDomain {
  readonly domain: string;
  /** What to change first comes first. */
  readonly findings: readonly DomainFinding[];
  readonly servers: readonly ServerState[];
  readonly exchanges: readonly ExchangeState[];
  readonly clients: readonly ClientOutcome[];
  readonly suggestions: Suggestions | null;
}

export function judgeOwnDomain(
  observation: DomainObservation,
  states: readonly ServerState[],
  exchanges: readonly ExchangeState[],
): OwnDomain {
  const isMissing = observation.isMissing || observation.mx.error !== null;
  const findings = isMissing
    ? judgeRecords(observation)
    : [
        ...judgeRecords(observation),
        ...judgeDocuments(observation),
        ...judgeServers(observation, states),
        ...judgeExchanges(observation, exchanges),
      ];
  return {
    domain: observation.domain,
    findings: orderDomainFindings(findings),
    servers: states,
    exchanges,
    clients: isMissing ? [] : clientOutcomes(observation),
    suggestions: suggestionsFor(observation.domain, states),
  };
}
