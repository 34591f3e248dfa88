// The one place that decides which finding comes first: what `findings[0]` is, summary, verdict and every format say. Pure,
// and by the facts that a report has as well, so that the findings of several protocols are ordered by the same rule.
import type { DiagnosedFailure } from '../model/diagnosis.ts';
import { type Finding, type FindingId, SEVERITIES } from '../model/finding.ts';
import { knownPort, type Stage } from '../model/protocol.ts';

export interface OrderedEndpoint {
  readonly id: string;
  readonly port: number;
  readonly failure: Pick<DiagnosedFailure, 'stage' | 'code'> | null;
}

export interface OrderFacts {
  /** In the order of the plan. */
  readonly endpoints: readonly OrderedEndpoint[];
  /** Why the login came to nothing; null: it did not, or there was none. */
  readonly loginCauses: readonly FindingId[];
}

/** How far a connection got, the furthest last. */
const LADDER: readonly Stage[] = [
  'dns',
  'connect',
  'proxy',
  'greeting',
  'tls',
  'starttls',
  'ehlo',
  'http',
  'auth',
  'permission',
  'quit',
];

/** It is seen where all works: less urgent than what stops a session, more so than a port or address that takes no connection. */
const BREAKS_NOTHING = LADDER.indexOf('proxy') + 0.5;

/** A certificate that does not verify ends nothing: its ladder was climbed to the EHLO under TLS all the same. */
function reachOf({ failure }: Pick<OrderedEndpoint, 'failure'>): number {
  if (failure === null) return LADDER.indexOf('quit');
  return LADDER.indexOf(failure.code.startsWith('cert-') ? 'ehlo' : failure.stage);
}

/** A port for mail between servers: what fails there stops no client. */
const isRelay = (port: number): boolean => knownPort(port)?.use === 'relay';

/** What got furthest, submission before relay; equals stay in the order of the plan. */
export const furthestFirst = <T extends Omit<OrderedEndpoint, 'id'>>(endpoints: readonly T[]): T[] =>
  endpoints.toSorted((a, b) => reachOf(b) - reachOf(a) || Number(isRelay(a.port)) - Number(isRelay(b.port)));

interface Explanation {
  readonly by: readonly FindingId[];
  readonly what: RegExp;
  /** Only what was seen at the same endpoints. */
  readonly sameEndpoints?: true;
}

/** A name that is not the one meant leads to the wrong place, whatever is found there. The surest first. */
const WRONG_NAMES: readonly FindingId[] = ['dns-mx-null', 'dns-name-typo', 'target-is-domain'];

const EXPLANATIONS: readonly Explanation[] = [
  // Switches that exclude each other stop the application before anything is sent: what the port would have said comes after.
  { by: ['config-mismatch'], what: /^mode-mismatch$/ },
  { by: ['tls-intercepted'], what: /^(?:cert|tls|tlsa|mta-sts)-|^addresses-disagree$/, sameEndpoints: true },
  { by: ['middlebox-masking'], what: /^(?:starttls|esmtp|ehlo|auth-skipped)-|^auth-not-advertised$/, sameEndpoints: true },
];

/** They say what came of another fault, where there is one as grave. */
const CONSEQUENCES: readonly FindingId[] = [
  'expectation-failed',
  'client-cannot',
  'login-host-unproven',
  'auth-skipped-plaintext',
  'auth-skipped-untrusted',
  'addresses-disagree',
];

/** The clock of this machine: the only thing about a certificate's dates that its user has to mend. */
const isWrongClock = ({ id, owner }: Finding): boolean =>
  (id === 'cert-expired' || id === 'cert-not-yet-valid') && owner === 'you';

function explains(one: Finding, other: Finding, isBreaking: (finding: Finding) => boolean): boolean {
  if (one === other) return false;
  const [place, otherPlace] = [WRONG_NAMES.indexOf(one.id), WRONG_NAMES.indexOf(other.id)];
  if (place !== -1) return otherPlace === -1 || place < otherPlace;
  if (otherPlace !== -1) return false;
  if (isWrongClock(one)) return !isWrongClock(other) && /^(?:cert|tls|auth-token|auth-skipped|mta-sts)-/.test(other.id);
  if (CONSEQUENCES.includes(other.id) && !CONSEQUENCES.includes(one.id) && isBreaking(one)) return true;
  return EXPLANATIONS.some(
    ({ by, what, sameEndpoints }) =>
      by.includes(one.id) && what.test(other.id) && (!sameEndpoints || other.endpoints.some((id) => one.endpoints.includes(id))),
  );
}

/** How many findings, each explaining the next, lead to this one. */
function depthOf(finding: Finding, among: readonly Finding[], isBreaking: (finding: Finding) => boolean): number {
  const causes = among.filter((other) => explains(other, finding, isBreaking));
  const without = among.filter((other) => other !== finding);
  return causes.length === 0 ? 0 : 1 + Math.max(...causes.map((cause) => depthOf(cause, without, isBreaking)));
}

/**
 * In order: severity; what explains before what it explains; the endpoint that got furthest; submission before relay; the
 * order of the plan, then that in which they were found.
 */
export function orderFindings(findings: readonly Finding[], { endpoints, loginCauses }: OrderFacts): Finding[] {
  const byId = new Map(endpoints.map((endpoint, at) => [endpoint.id, { ...endpoint, at }]));
  const isLogin = ({ id }: Finding): boolean => loginCauses.includes(id);
  const isBreaking = (finding: Finding): boolean =>
    isLogin(finding) || finding.endpoints.some((id) => (byId.get(id)?.failure ?? null) !== null);
  const keysOf = (finding: Finding): readonly number[] => {
    const among = findings.filter(({ severity }) => severity === finding.severity);
    const concerned = finding.endpoints.flatMap((id) => byId.get(id) ?? []);
    const broken = concerned.filter(({ failure }) => failure !== null);
    const reach = isLogin(finding)
      ? LADDER.indexOf('auth')
      : broken.length === 0
        ? BREAKS_NOTHING
        : Math.max(...broken.map(reachOf));
    return [
      SEVERITIES.indexOf(finding.severity),
      depthOf(finding, among, isBreaking),
      -reach,
      concerned.length > 0 && concerned.every(({ port }) => isRelay(port)) ? 1 : 0,
      concerned.length === 0 ? -1 : Math.min(...concerned.map(({ at }) => at)),
    ];
  };
  const keys = new Map(findings.map((finding) => [finding, keysOf(finding)]));
  return findings.toSorted((a, b) => compareKeys(keys.get(a) ?? [], keys.get(b) ?? []));
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
