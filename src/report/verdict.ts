// The verdict: ok, warn or fail, and what decided it. Judges only what diagnosis concluded; words are the summary's.
import type { Diagnosis, EndpointDiagnosis } from '../model/diagnosis.ts';
import type { EndpointObservation, Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { Verdict } from '../model/report.ts';

export type VerdictReason =
  | 'no-secure-endpoint'
  | 'credentials'
  | 'expectation'
  | 'application'
  | 'named-endpoint'
  | 'finding'
  | 'healthy';

export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: VerdictReason;
  /** Endpoints that were asked for by name and do not work; empty unless they decided. */
  readonly failed: readonly string[];
}

export interface ConcludedEndpoint {
  readonly observation: EndpointObservation;
  readonly diagnosis: EndpointDiagnosis;
}

/** Each observed endpoint with what was concluded of it; one without a conclusion counts as skipped. */
export const judgedEndpoints = (observations: Observations, diagnosis: Diagnosis): ConcludedEndpoint[] =>
  joined(observations.endpoints, diagnosis.endpoints);

/** What was looked at beside what was asked for, in the same way. */
export const judgedAuxiliary = (observations: Observations, diagnosis: Diagnosis): ConcludedEndpoint[] =>
  joined(observations.auxiliary, diagnosis.auxiliary);

function joined(seen: readonly EndpointObservation[], concluded: readonly EndpointDiagnosis[]): ConcludedEndpoint[] {
  const byId = new Map(concluded.map((endpoint) => [endpoint.id, endpoint]));
  return seen.map((observation) => ({
    observation,
    diagnosis: byId.get(observation.id) ?? {
      id: observation.id,
      status: 'skipped',
      failure: null,
      tlsError: null,
      usable: false,
    },
  }));
}

/** A client could use it, and nobody on the way could read along. */
export const isSecure = ({ observation, diagnosis }: ConcludedEndpoint): boolean =>
  diagnosis.status === 'ok' && diagnosis.usable && observation.mode !== 'plain';

/**
 * Port and mode pairs that were asked for and work on no address. One address that fails beside another that works
 * is a finding of its own (`addresses-disagree`, `ipv6-broken`). A mismatch counts unless the user named several
 * modes of a port, and another of them works there: then the question was which.
 */
function failedByName(endpoints: readonly ConcludedEndpoint[]): string[] {
  const works = (test: (other: EndpointObservation) => boolean): boolean =>
    endpoints.some(({ observation, diagnosis }) => diagnosis.status === 'ok' && test(observation));
  return endpoints
    .filter(({ observation: { port, mode }, diagnosis: { status } }) => {
      if (status !== 'failed' && status !== 'mismatch') return false;
      if (works((other) => other.port === port && other.mode === mode)) return false;
      return status === 'failed' || !works((other) => other.port === port);
    })
    .map(({ observation }) => observation.id);
}

export function judge(plan: Plan, observations: Observations, diagnosis: Diagnosis): Judgement {
  const endpoints = judgedEndpoints(observations, diagnosis);
  const isGrave = diagnosis.findings.some(({ severity }) => severity !== 'info');
  const fail = (reason: VerdictReason, failed: readonly string[] = []): Judgement => ({ verdict: 'fail', reason, failed });

  // Plain mode is never probed unless named. Where it is and works, it counts as the user asked, yet never as `ok`:
  // it needs a warning beside it that says what is wrong with it, else it is no endpoint to use securely.
  const worksInPlain = endpoints.some(
    ({ observation, diagnosis: { status } }) => observation.mode === 'plain' && status === 'ok',
  );
  const isOnlyWarned = isGrave && !diagnosis.findings.some(({ severity }) => severity === 'error');
  if (!endpoints.some(isSecure) && !(worksInPlain && isOnlyWarned)) return fail('no-secure-endpoint');

  // A login that was kept back since another protocol refused it is that protocol's failure, and none of this one.
  const isJudgedElsewhere = plan.withheldLogin === 'refused-elsewhere';
  if (!isJudgedElsewhere && diagnosis.credentials !== null && diagnosis.credentials.status !== 'accepted')
    return fail('credentials');
  // Accepted, and of no use: the session ended or was refused right after it.
  if (observations.endpoints.some(({ afterLogin }) => afterLogin !== undefined)) return fail('credentials');
  // The token was taken, and is of no use for this mailbox.
  if (diagnosis.findings.some(({ id, severity }) => severity === 'error' && /^(?:graph|ews)-/.test(id)))
    return fail('credentials');
  if (diagnosis.findings.some(({ id }) => id === 'expectation-failed')) return fail('expectation');

  // Whatever the server does, an application with such settings sends nothing.
  if (diagnosis.findings.some(({ id, severity }) => id === 'config-mismatch' && severity === 'error')) return fail('application');

  const failed = plan.endpointsNamed ? failedByName(endpoints) : [];
  if (failed.length > 0) return fail('named-endpoint', failed);

  // An error that leaves a usable endpoint is no failure of the check, and no clean bill either.
  return isGrave ? { verdict: 'warn', reason: 'finding', failed: [] } : { verdict: 'ok', reason: 'healthy', failed: [] };
}
