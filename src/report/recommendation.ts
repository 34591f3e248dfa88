// Which endpoint to write into a client, and why: RFC 8314 §3 (implicit TLS before STARTTLS, never plaintext), with
// the mechanism and the clients' own words for it. Ranks what works; says nothing of what does not.

import type { Diagnosis } from '../model/diagnosis.ts';
import type { Finding, FindingId, Severity } from '../model/finding.ts';
import type { CredentialsObservation, Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { isMailProtocol, knownPort, MODE_FACTS, PROTOCOL_FACTS } from '../model/protocol.ts';
import type { Recommendation } from '../model/report.ts';
import { MECHANISMS_FOR_CLIENTS, USE_OF_KIND } from '../sasl/index.ts';
import { clientSettings } from './client-settings.ts';
import { type RuledOut, ruledOutBy } from './ruled-out.ts';
import { type ConcludedEndpoint, isSecure, judgedAuxiliary, judgedEndpoints } from './verdict.ts';

/** What fits these credentials, or with none given what a person could have; the best for a client first. */
const fittingMechanisms = (kind: CredentialsObservation['kind'] | null): readonly string[] =>
  MECHANISMS_FOR_CLIENTS.filter(({ uses }) => (kind === null ? uses !== 'nothing' : uses === USE_OF_KIND[kind])).map(
    ({ name }) => name,
  );

// Findings that name an endpoint without making it the worse choice: the login's own fate, names, other addresses,
// what the user asserted, and a certificate that still has its days.
const SAYS_NOTHING_OF_CHOICE = /^(auth-(?!over-plaintext)|oauth-|credential-|dns-|ipv6-|mta-sts-)/;
const NEUTRAL: readonly FindingId[] = [
  'expectation-failed',
  'addresses-disagree',
  'target-is-domain',
  'cert-expiring-soon',
  'idle-dropped-silently',
  'connection-limit',
];

const mechanismsOf = ({ observation }: ConcludedEndpoint): readonly string[] => observation.auth.tls ?? [];

/** IMAP's LOGIN and POP3's USER log in without any SASL mechanism. */
function hasLoginCommand({ observation: { protocol, capabilities } }: ConcludedEndpoint): boolean {
  const keywords = (capabilities.tls ?? []).map((keyword) => keyword.toUpperCase());
  const { loginCommand } = PROTOCOL_FACTS[protocol];
  if (loginCommand === null || keywords.length === 0) return false;
  const { offeredBy, barredBy } = loginCommand;
  return (offeredBy === null || keywords.includes(offeredBy)) && (barredBy === null || !keywords.includes(barredBy));
}

interface Ranking {
  readonly plan: Plan;
  readonly observations: Observations;
  readonly diagnosis: Diagnosis;
  readonly endpoints: readonly ConcludedEndpoint[];
  readonly ruledOut: RuledOut;
}

/** The accepted mechanism, else the best that is offered, allowed and fits the credentials; null where none is. */
function chooseMechanism({ plan, observations, ruledOut }: Ranking, endpoint: ConcludedEndpoint): string | null {
  const credentials = observations.credentials;
  const accepted = credentials?.attempts.find(
    (attempt) => attempt.status === 'accepted' && attempt.endpoint === endpoint.observation.id,
  );
  if (accepted !== undefined) return accepted.mechanism;
  const given = credentials?.kind ?? null;
  // Passwords are off, and tokens are taken: these are the way in, whatever was given.
  const fitting = fittingMechanisms(given === 'password' && ruledOut.passwords ? 'token' : given);
  const offered = mechanismsOf(endpoint).filter(
    (name) =>
      (plan.auth.only === null || plan.auth.only.includes(name)) &&
      !plan.auth.exclude.includes(name) &&
      !ruledOut.mechanisms.includes(name),
  );
  return fitting.find((name) => offered.includes(name)) ?? null;
}

const canLogIn = (ranking: Ranking, endpoint: ConcludedEndpoint): boolean =>
  chooseMechanism(ranking, endpoint) !== null ||
  (ranking.observations.credentials?.kind !== 'token' && !ranking.ruledOut.passwords && hasLoginCommand(endpoint));

/** What became of the login is the account's doing, and would be on any other port: an untried one is no better for it. */
const isFateOfLogin = ({ id }: Finding, { credentials }: Diagnosis, endpoint: ConcludedEndpoint): boolean =>
  id === credentials?.cause && endpoint.diagnosis.failure === null;

function isNamedBy({ diagnosis }: Ranking, endpoint: ConcludedEndpoint, severity: Severity): boolean {
  return diagnosis.findings.some(
    (finding) =>
      !isFateOfLogin(finding, diagnosis, endpoint) &&
      finding.severity === severity &&
      finding.endpoints.includes(endpoint.observation.id) &&
      !NEUTRAL.includes(finding.id) &&
      !SAYS_NOTHING_OF_CHOICE.test(finding.id),
  );
}

/** Smaller is better, compared field by field. */
function rank(ranking: Ranking, endpoint: ConcludedEndpoint): readonly number[] {
  const { id, port, mode, address } = endpoint.observation;
  const attempts = ranking.observations.credentials?.attempts ?? [];
  const isAccepted = (where: string): boolean => attempts.some((a) => a.endpoint === where && a.status === 'accepted');
  const refusedHereTakenElsewhere =
    attempts.some((a) => a.endpoint === id) && !isAccepted(id) && attempts.some((a) => a.status === 'accepted');
  const failsOnAnotherAddress = ranking.endpoints.some(
    ({ observation, diagnosis }) =>
      observation.port === port && observation.mode === mode && observation.address !== address && diagnosis.status === 'failed',
  );
  return [
    canLogIn(ranking, endpoint) ? 0 : 1,
    refusedHereTakenElsewhere ? 1 : 0,
    isNamedBy(ranking, endpoint, 'error') ? 1 : 0,
    knownPort(port)?.use === 'relay' ? 1 : 0,
    isNamedBy(ranking, endpoint, 'warning') ? 1 : 0,
    failsOnAnotherAddress ? 1 : 0,
    mode === 'tls' ? 0 : 1,
    knownPort(port)?.use === 'client' ? 0 : 1,
    isAccepted(id) ? 0 : 1,
  ];
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function explain(
  ranking: Ranking,
  best: ConcludedEndpoint,
  secure: readonly ConcludedEndpoint[],
  mechanism: string | null,
): string {
  const { id, port, mode } = best.observation;
  const others = secure.filter(({ observation }) => observation.port !== port || observation.mode !== mode);
  const accepted = ranking.observations.credentials?.attempts.some((a) => a.endpoint === id && a.status === 'accepted');
  const login = accepted ? `, and the login was accepted there${mechanism === null ? '' : ` with ${mechanism}`}` : '';
  const encrypted = `${MODE_FACTS[mode].word} on port ${port}`;
  if (!canLogIn(ranking, best)) return `${encrypted} works, but takes no login: fit for a relay, not for a mail client.`;
  if (!ranking.endpoints.includes(best)) return `${encrypted} works, as was seen beside what was asked for, which does not.`;
  if (others.length === 0) return `${encrypted} is the only secure way in that works${login}.`;
  if (mode === 'tls') return `${encrypted} encrypts from the first byte, which RFC 8314 prefers to STARTTLS${login}.`;
  if (others.some(({ observation }) => observation.mode === 'tls')) {
    return `${encrypted} works without the fault found on the port with SSL/TLS${login}.`;
  }
  return `${encrypted} works${port === 587 ? ' and is the port meant for mail clients' : ''}${login}.`;
}

/**
 * Null where nothing works securely, where a login was given and no secure endpoint takes logins, where every way of logging
 * in was seen refused, or where the host has nothing for a client at all.
 */
export function recommend(plan: Plan, observations: Observations, diagnosis: Diagnosis): Recommendation | null {
  const endpoints = judgedEndpoints(observations, diagnosis);
  const ruledOut = ruledOutBy(observations, diagnosis);
  const isForServersOnly = diagnosis.findings.some(({ id }) => id === 'submission-not-offered');
  // What an application writes down of a service is its name and a permission, no port and no mode.
  if (ruledOut.everything || isForServersOnly || !isMailProtocol(plan.protocol)) return null;
  const ranking: Ranking = { plan, observations, diagnosis, endpoints, ruledOut };
  const asked = endpoints.filter(isSecure);
  const secure = (asked.length > 0 ? asked : judgedAuxiliary(observations, diagnosis).filter(isSecure))
    .map((endpoint) => ({ endpoint, rank: rank(ranking, endpoint) }))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({ endpoint }) => endpoint);
  const best = secure[0];
  if (best === undefined) return null;
  if (observations.credentials !== null && !secure.some((endpoint) => canLogIn(ranking, endpoint))) return null;

  const { protocol, port, mode } = best.observation;
  const mechanism = chooseMechanism(ranking, best);
  const accepted = observations.credentials?.attempts.some((attempt) => attempt.status === 'accepted');
  const user = accepted ? observations.credentials?.user || null : null;
  const starttls = secure.find(
    ({ observation }) => observation.mode === 'starttls' && knownPort(observation.port)?.use !== 'relay',
  );
  const facts = {
    protocol,
    host: plan.host,
    port,
    mode,
    mechanism,
    user,
    mechanisms: mechanismsOf(best).filter((name) => !ruledOut.mechanisms.includes(name)),
  };
  return {
    host: plan.host,
    port,
    mode,
    mechanism,
    ...(user === null ? {} : { username: user }),
    why: explain(ranking, best, secure, mechanism),
    settings: clientSettings({ ...facts, starttlsPort: starttls?.observation.port ?? null }),
  };
}
