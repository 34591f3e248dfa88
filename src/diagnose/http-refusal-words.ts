// The words for a refusal of a service over HTTP: knowledge's of this very answer, else those of the finding. Knows no service.
import { wordingOf } from '../knowledge/index.ts';
import type { FindingId } from '../model/finding.ts';
import type { Cases, Words } from './rule.ts';

/** Without evidence, which each service has of its own. */
export function httpRefusalWords(id: FindingId, cases: Cases): Words {
  const wording = wordingOf(id);
  const known = cases.map(({ cause }) => cause.explanation).find((item) => item !== null) ?? null;
  const reference = known?.reference ?? wording.reference;
  return {
    title: known?.title ?? wording.title,
    detail: known?.meaning ?? wording.meaning,
    fix: known?.fix ?? wording.fix,
    owner: known?.owner ?? wording.owner,
    severity: 'error',
    ...(reference === null ? {} : { reference }),
    evidence: [],
  };
}
