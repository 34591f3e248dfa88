// What comes in place of a service, or as a refusal of its that nobody knows: by the answer to the first request alone.
import { wordingOf } from '../../knowledge/index.ts';
import type { FindingId } from '../../model/finding.ts';
import { permissionCases } from '../permission-cases.ts';
import { type Cases, draft, isSome, type Rule, wordedByReply } from '../rule.ts';

const IDS: readonly FindingId[] = ['http-foreign-answer', 'http-redirected', 'http-refused'];

const knownTitle = (cases: Cases): string | undefined =>
  cases.map(({ cause }) => cause.explanation?.title).find((title) => title !== undefined);

export const HTTP_REFUSALS: readonly Rule[] = IDS.map((id) => ({
  id,
  find(evidence) {
    const cases = [...evidence.cases(id), ...permissionCases(evidence).filter(({ cause }) => cause.code === id)];
    if (!isSome(cases)) return [];
    const { title, meaning, fix, owner, reference } = wordingOf(id);
    const words = { title, detail: meaning, fix, owner, ...(reference === null ? {} : { reference }) };
    return [draft(evidence, cases, wordedByReply(cases, { ...words, title: knownTitle(cases) ?? title }))];
  },
}));
