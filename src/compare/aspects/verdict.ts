// What the runs themselves concluded: the verdict, and the findings that only one of them has.
import type { Finding } from '../../model/finding.ts';
import { SEVERITY_WORDS, VERDICT_WORDS } from '../../report/wording.ts';
import type { Pairing, Run } from '../pairing.ts';
import type { CompareAspect } from './aspect.ts';

export const compareVerdict: CompareAspect = ({ a, b }) => ({
  isSeen: true,
  differences:
    a.report.verdict === b.report.verdict
      ? []
      : [{ subject: 'verdict', a: VERDICT_WORDS[a.report.verdict], b: VERDICT_WORDS[b.report.verdict] }],
});

/** `587/starttls` of `587/starttls@192.0.2.1`: addresses may differ from run to run. */
const placeOf = (endpoint: string): string => endpoint.replace(/@.*$/s, '');

/** What it is about was looked at in the other run as well. */
const isComparable = ({ endpoints }: Finding, other: Run): boolean => {
  const places = new Set(other.report.endpoints.map(({ id }) => placeOf(id)));
  return endpoints.length === 0 || endpoints.some((endpoint) => places.has(placeOf(endpoint)));
};

const NONE = 'not found';

function findingFacts({ a, b }: Pairing): { subject: string; a: string; b: string }[] {
  const ids = [...new Set([...a.report.findings, ...b.report.findings].map(({ id }) => id))].sort();
  const isOneLogin = (a.report.credentials === null) !== (b.report.credentials === null);
  return ids.flatMap((id) => {
    // A login that one run alone had brings findings that the other cannot have.
    if (isOneLogin && /^(?:auth-|credential-|login-|oauth-)/.test(id)) return [];
    const [ofA, ofB] = [a, b].map(({ report }) => report.findings.find((finding) => finding.id === id));
    if (ofA && ofB) return [];
    if ((ofA && !isComparable(ofA, b)) || (ofB && !isComparable(ofB, a))) return [];
    const text = (finding: Finding | undefined): string =>
      finding ? `${SEVERITY_WORDS[finding.severity]}: ${finding.title}` : NONE;
    return [{ subject: id, a: text(ofA), b: text(ofB) }];
  });
}

export const compareFindings: CompareAspect = (pairing) => ({ isSeen: true, differences: findingFacts(pairing) });
