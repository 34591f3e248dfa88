// The family of what Graph refuses, with the token or from behind it: knowledge's words of this very answer, and what the token says
// of itself beside them.
import type { FindingId } from '../model/finding.ts';
import type { Evidence } from './evidence.ts';
import { claimLines, type GraphLogin, graphLoginOf, graphPermissionCases, requestIdLines } from './graph-login.ts';
import { httpRefusalWords } from './http-refusal-words.ts';
import { type Cases, type Draft, draft, isSome, type Rule, type Words } from './rule.ts';

export function graphWords(id: FindingId, cases: Cases, login: GraphLogin | null): Words {
  const words = httpRefusalWords(id, cases);
  return {
    ...words,
    fix: withNames(words.fix, login),
    evidence: login === null ? [] : [...claimLines(login.claims), ...requestIdLines(login)],
  };
}

/** A command that can be pasted as it stands. */
export const withNames = (fix: string, login: GraphLogin | null): string =>
  login === null
    ? fix
    : fix.replaceAll('<mailbox>', login.mailbox).replaceAll('<application id>', login.claims?.application ?? '<application id>');

/** `more`: what the claims tell beyond the answer. */
export const graphRule = (
  id: FindingId,
  more?: (words: Words, login: GraphLogin, evidence: Evidence) => Partial<Words>,
): Rule => ({
  id,
  find(evidence): readonly Draft[] {
    const cases = [...evidence.cases(id), ...graphPermissionCases(evidence).filter(({ cause }) => cause.code === id)];
    if (!isSome(cases)) return [];
    const login = graphLoginOf(evidence);
    const words = graphWords(id, cases, login);
    return [draft(evidence, cases, { ...words, ...(login && more?.(words, login, evidence)) })];
  },
});
