// The family of credentials that were not sent, or of which nothing came before the server was asked.
import type { FindingId, Severity } from '../model/finding.ts';
import type { JudgedCredentials } from './credentials.ts';
import type { Evidence } from './evidence.ts';
import type { Draft, Rule, Words } from './rule.ts';

/** The endpoints that would have taken the credentials, as far as they are in the report. */
const endpointsOf = ({ endpoints }: Evidence, { seen }: JudgedCredentials): string[] => {
  const known = new Set(endpoints.map(({ id }) => id));
  return (seen.skipped?.endpoints ?? []).filter((id) => known.has(id));
};

export function skippedDraft(evidence: Evidence, credentials: JudgedCredentials, severity: Severity, words: Words): Draft {
  return {
    severity: words.severity ?? severity,
    title: words.title,
    detail: words.detail,
    evidence: words.evidence?.length ? words.evidence : ['no login was attempted'],
    fix: words.fix,
    owner: words.owner,
    endpoints: endpointsOf(evidence, credentials),
    reference: words.reference ?? null,
  };
}

/** Stands where credentials were given, nothing was sent, and this is why. */
export const skippedRule = (
  id: FindingId,
  severity: Severity,
  words: (credentials: JudgedCredentials, evidence: Evidence) => Words,
): Rule => ({
  id,
  find(evidence) {
    const { credentials } = evidence;
    if (credentials === null || credentials.attempt !== null || credentials.cause !== id) return [];
    return [skippedDraft(evidence, credentials, severity, words(credentials, evidence))];
  },
});
