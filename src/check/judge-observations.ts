// The part of the straight line that is behind the network: from observations to a report. A file of its own, since its
// rules and all that is known of replies load while the network is waited for.
import { diagnose } from '../diagnose/diagnose.ts';
import type { ClientsReport } from '../model/application-settings.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import { buildReport } from '../report/build.ts';
import { recommend } from '../report/recommendation.ts';
import { toolVersion } from './tool-version.ts';

export interface Checked {
  readonly plan: Plan;
  readonly observations: Observations;
  readonly diagnosis: Diagnosis;
  /** What other clients would do here; null: nobody asked. */
  readonly clients: ClientsReport | null;
  /** Without any secret, as the observations are. */
  readonly report: Report;
}

/** Where a client would be sent by what was seen; null: nowhere, or to what was only looked at beside what was asked for. */
export function recommendedEndpoint(plan: Plan, observations: Observations): string | null {
  const recommendation = recommend(plan, observations, diagnose(plan, observations));
  const there = observations.endpoints.filter(
    ({ port, mode, failure }) => failure === null && port === recommendation?.port && mode === recommendation.mode,
  );
  return there[0]?.id ?? null;
}

/** For observations, too, that were completed when the check was over. They hold no secret. */
export function judgeObservations(
  plan: Plan,
  observations: Observations,
  verbose = false,
  clients: ClientsReport | null = null,
): Checked {
  const diagnosis = diagnose(plan, observations, clients);
  const report = buildReport({ plan, observations, diagnosis, clients, toolVersion: toolVersion(), verbose });
  return { plan, observations, diagnosis, clients, report };
}
