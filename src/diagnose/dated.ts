// What the calendar has to do with this check: the dated facts that concern what it saw, and a fault that one of them explains
// since its day has come. The clock is the check's own, as it was when it began.
import { type DatedCase, type DatedContext, datedFacts, dayText, explainedByDate } from '../knowledge/index.ts';
import type { Finding } from '../model/finding.ts';
import type { Evidence } from './evidence.ts';

const LOGINS = { password: 'password', token: 'token', certificate: 'other', anonymous: 'other' } as const;

/** Days that certificates are held to by name: the most that an option or an expectation asks for. */
function certificateDaysOf({ plan }: Evidence): number | null {
  const expected = plan.expectations.flatMap((one) =>
    one.kind === 'cert-days' && one.operator.startsWith('>') ? [one.days] : [],
  );
  const named = [...expected, ...(plan.warnDays === null ? [] : [plan.warnDays])];
  return named.length === 0 ? null : Math.max(...named);
}

function contextOf(evidence: Evidence): DatedContext {
  const { plan, endpoints, credentials } = evidence;
  const seen = endpoints.flatMap((endpoint) => endpoint.seen.tls ?? []);
  const domain = plan.target.mailbox?.domain ?? plan.discovery?.domain;
  return {
    ...(plan.literal === 0 ? { host: plan.host } : {}),
    ...(domain === undefined ? {} : { domain }),
    protocol: plan.protocol,
    ...(credentials === null || credentials.seen.attempts.length === 0 ? {} : { login: LOGINS[credentials.seen.kind] }),
    tlsVersions: seen.map(({ protocol }) => protocol),
    // What else is trusted may be a company's own.
    isPublic:
      plan.tls.extraRoots.length === 0 && (plan.tls.trust?.kind ?? 'node') === 'node' && seen.some(({ trusted }) => trusted),
    issuers: seen.flatMap(({ certificate }) => certificate?.issuer ?? []),
    clientIssuers: evidence.observations.clientCertificate ? [evidence.observations.clientCertificate.issuer] : [],
    certificateDays: certificateDaysOf(evidence),
  };
}

export const casesByDate = (evidence: Evidence): DatedCase[] =>
  datedFacts(Date.parse(evidence.observations.startedAt), contextOf(evidence));

/** A fault that came with a day: since when, for whom, and what to do now. */
export function withDate(finding: Finding, evidence: Evidence): Finding {
  if (finding.severity === 'info') return finding;
  const facts = explainedByDate(casesByDate(evidence), finding.id);
  if (facts.length === 0) return finding;
  const told = facts.map((fact) => `Since ${dayText(fact)}${fact.whose ? `, for ${fact.whose}` : ''}: ${fact.change}.`);
  return {
    ...finding,
    detail: [finding.detail, ...told].join(' '),
    evidence: [
      ...finding.evidence,
      ...facts.map((fact) => `${fact.provider}, ${dayText(fact)}: ${fact.change} (${fact.source}, looked up ${fact.reviewed})`),
    ],
    fix: [finding.fix, ...new Set(facts.map(({ todo }) => todo))].join(' '),
  };
}
