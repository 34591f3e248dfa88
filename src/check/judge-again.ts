// The part of the straight line that is behind the network, for observations of an earlier run: the clients are asked once
// more, the rules of today judge, the report is built anew. Reads no file.
import { surveyClients } from '../clients/survey.ts';
import type { Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import { judgeObservations } from './judge-observations.ts';

/** `was`: the report of then, for what came from the user's own files and no observation holds. */
export function judgeAgain(plan: Plan, observations: Observations, was: Report): Report {
  const clients = plan.clients.length > 0 ? surveyClients(plan, observations, plan.application?.settings ?? null) : null;
  // A transcript is there where the run kept one.
  const { report } = judgeObservations(plan, observations, true, clients);
  return {
    ...report,
    ...(report.application && was.application ? { application: was.application } : {}),
    ...(was.settingsFor ? { settingsFor: was.settingsFor } : {}),
    ...(was.label === undefined ? {} : { label: was.label }),
  };
}
