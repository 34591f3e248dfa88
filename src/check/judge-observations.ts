// The part of the straight line that is behind the network: from observations to a report. A file of its own, since its
// rules and all that is known of replies load while the network is waited for.
import { diagnose } from '../diagnose/diagnose.ts';
import type { ClientsReport } from '../model/application-settings.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import { buildReport } from '../report/build.ts';
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
