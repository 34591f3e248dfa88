// From what was seen to what it means: judges endpoints and credentials, lets every rule look, orders the findings.
// Pure: no clock, no network, no text of its own.
import type { ClientsReport } from '../model/application-settings.ts';
import type { Diagnosis, EndpointDiagnosis } from '../model/diagnosis.ts';
import type { Finding } from '../model/finding.ts';
import type { Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { nameBadAddress } from './bad-address.ts';
import { withDate } from './dated.ts';
import { Evidence } from './evidence.ts';
import type { JudgedEndpoint } from './judge.ts';
import { orderFindings } from './order.ts';
import { RULES } from './rules/index.ts';

/** `clients`: what other clients would do here, where somebody asked. */
export function diagnose(plan: Plan, observations: Observations, clients: ClientsReport | null = null): Diagnosis {
  const evidence = Evidence.of(plan, observations, clients);
  const { credentials } = evidence;
  return {
    endpoints: evidence.endpoints.map(conclusionOf),
    auxiliary: evidence.auxiliary.map(conclusionOf),
    credentials: credentials === null ? null : { status: credentials.status, cause: credentials.cause },
    findings: orderFindings(findAll(evidence), {
      endpoints: evidence.endpoints.map(({ id, seen: { port }, failure }) => ({ id, port, failure })),
      loginCauses: credentials?.cause ? [credentials.cause] : [],
    }),
  };
}

const conclusionOf = ({ id, status, failure, tlsError, usable, software }: JudgedEndpoint): EndpointDiagnosis => ({
  id,
  status,
  failure,
  tlsError,
  usable,
  software,
});

/** The precise rules come first; what they explain is hidden from the vaguer ones. */
function findAll(evidence: Evidence): Finding[] {
  const findings: Finding[] = [];
  let view = evidence;
  for (const { id, supersedes = [], isWhole, find } of RULES) {
    const drafts = find(view);
    for (const { explains, ...found } of drafts) {
      findings.push(nameBadAddress(withDate({ id, ...found }, evidence), evidence));
      view = view.explaining(supersedes, explains ?? found.endpoints);
    }
    if (isWhole && drafts.length > 0) break;
  }
  return findings;
}
