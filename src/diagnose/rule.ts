// What a rule is, and the short ways to write one: the families whose members differ only in their words.
import type { Finding, FindingId, Owner, Severity } from '../model/finding.ts';
import type { Case, Evidence } from './evidence.ts';
import { caseLine } from './evidence.ts';

export interface Draft extends Omit<Finding, 'id'> {
  /** Where the vaguer findings are left out for it. Default: at its endpoints; empty: it is one possibility among others. */
  readonly explains?: readonly string[];
}

export interface Rule {
  readonly id: FindingId;
  /** Vaguer findings that are left out at the endpoints where this one stands. They come later in `rules/index.ts`. */
  readonly supersedes?: readonly FindingId[];
  /** Where it stands, no rule behind it is asked: nothing that was seen there matters. */
  readonly isWhole?: true;
  find(evidence: Evidence): readonly Draft[];
}

export interface Words {
  readonly title: string;
  readonly detail: string;
  readonly fix: string;
  readonly owner: Owner;
  readonly reference?: string;
  /** Added to what the cases show. */
  readonly evidence?: readonly string[];
  readonly severity?: Severity;
}

/** The cases of one finding, never empty. */
export type Cases = readonly [Case, ...Case[]];

export const idsOf = (cases: readonly Case[]): string[] => [...new Set(cases.map(({ endpoint }) => endpoint.id))];

/** A finding about these cases in these words. */
export function draft(evidence: Evidence, cases: Cases, words: Words): Draft {
  return {
    severity: words.severity ?? evidence.weighAll(cases),
    title: words.title,
    detail: words.detail,
    evidence: [...new Set([...cases.map(caseLine), ...(words.evidence ?? [])])],
    fix: words.fix,
    owner: words.owner,
    endpoints: idsOf(cases),
    reference: words.reference ?? null,
  };
}

export const isSome = <T>(items: readonly T[]): items is readonly [T, ...T[]] => items.length > 0;

/** Stands where an endpoint (or the login) failed of this cause; all such endpoints make one finding. */
export const endpointRule = (
  id: FindingId,
  words: (cases: Cases, evidence: Evidence) => Words,
  supersedes: readonly FindingId[] = [],
): Rule => ({
  id,
  supersedes,
  find(evidence) {
    const cases = evidence.cases(id);
    return isSome(cases) ? [draft(evidence, cases, words(cases, evidence))] : [];
  },
});

/** The best words for a refusal: knowledge of this very reply where there is some, else the rule's own. */
export function wordedByReply(cases: Cases, own: Words): Words {
  const explanation = cases.map(({ cause }) => cause.explanation).find((item) => item !== null && item.confidence !== 'generic');
  if (!explanation) return own;
  const { title, meaning, fix, owner, reference } = explanation;
  return { ...own, title: own.title || title, detail: meaning, fix, owner, ...(reference === null ? {} : { reference }) };
}
