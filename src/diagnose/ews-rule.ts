// The family of what EWS refuse, before the login or from behind it: knowledge's words of this very answer, with the mailbox and the
// application put into its commands.
import type { FindingId, Owner } from '../model/finding.ts';
import { exchangeCloudOf } from '../model/graph-cloud.ts';
import type { Evidence } from './evidence.ts';
import { type EwsLogin, ewsLoginOf, ewsPermissionCases, traceLines } from './ews-login.ts';
import { claimLines } from './graph-login.ts';
import { httpRefusalWords } from './http-refusal-words.ts';
import { type Cases, type Draft, draft, isSome, type Rule, type Words } from './rule.ts';

/** A command that can be pasted as it stands. */
export const withEwsNames = (fix: string, login: EwsLogin | null): string =>
  login === null
    ? fix
    : fix
        .replaceAll('<mailbox>', login.mailbox)
        .replaceAll('<account>', login.user)
        .replaceAll('<application id>', login.claims?.application ?? '<application id>');

/** A setting of an account is its tenant's in Exchange Online, and whoever's runs the server elsewhere. */
const ownerAt = (host: string, owner: Owner): Owner =>
  owner === 'provider' && exchangeCloudOf(host) === null ? 'server' : owner;

function ewsWords(id: FindingId, cases: Cases, login: EwsLogin | null, host: string): Words {
  const words = httpRefusalWords(id, cases);
  return {
    ...words,
    fix: withEwsNames(words.fix, login),
    owner: ownerAt(host, words.owner),
    evidence: login === null ? [] : [...claimLines(login.claims), ...traceLines(login.exchanges)],
  };
}

/** `more`: what the login tells beyond the answer. */
export const ewsRule = (
  id: FindingId,
  more?: (words: Words, login: EwsLogin, evidence: Evidence, cases: Cases) => Partial<Words>,
): Rule => ({
  id,
  find(evidence): readonly Draft[] {
    const cases = [...evidence.cases(id), ...ewsPermissionCases(evidence).filter(({ cause }) => cause.code === id)];
    if (!isSome(cases)) return [];
    const login = ewsLoginOf(evidence);
    const words = ewsWords(id, cases, login, evidence.plan.host);
    return [draft(evidence, cases, { ...words, ...(login && more?.(words, login, evidence, cases)) })];
  },
});
