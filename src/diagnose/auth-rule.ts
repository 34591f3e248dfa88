// The family of refused logins. The reply decides, so the words are knowledge's: of this very text and provider
// where it is known, else of the finding in general. A rule adds what the check itself has seen.
import { wordingOf } from '../knowledge/index.ts';
import type { FindingId } from '../model/finding.ts';
import type { Evidence } from './evidence.ts';
import { stepsOfLogin } from './exchange-steps.ts';
import type { Cases, Rule, Words } from './rule.ts';
import { endpointRule } from './rule.ts';

export const loginLine = ({ credentials }: Evidence): string | null =>
  credentials?.attempt ? `login as ${credentials.seen.user || '(no user name)'} with ${credentials.attempt.mechanism}` : null;

export function authWords(id: FindingId, cases: Cases, evidence: Evidence): Words {
  const { title, meaning, fix, owner, reference } = wordingOf(id, evidence.adviceFor);
  const explanation = cases.map(({ cause }) => cause.explanation).find((item) => item !== null) ?? null;
  const login = loginLine(evidence);
  const source = explanation?.reference ?? reference;
  return {
    title: explanation?.title ?? title,
    detail: explanation?.meaning ?? meaning,
    fix: explanation?.fix ?? fix,
    owner: explanation?.owner ?? owner,
    ...(source === null ? {} : { reference: source }),
    evidence: login === null ? [] : [login],
  };
}

/** `more` gets the words that knowledge has, and returns what it would change. */
export const authRule = (id: FindingId, more?: (words: Words, cases: Cases, evidence: Evidence) => Partial<Words>): Rule =>
  endpointRule(id, (cases, evidence) => {
    const words = authWords(id, cases, evidence);
    return withSteps({ ...words, ...more?.(words, cases, evidence) }, evidence);
  });

/** The way on from here, where its steps are known. */
function withSteps(words: Words, view: Evidence): Words {
  const steps = stepsOfLogin(view);
  if (steps === null) return words;
  const command = /`[^`]+`/.exec(steps.next)?.[0];
  const isTold = command !== undefined && words.fix.includes(command.slice(0, -1));
  return {
    ...words,
    fix: isTold ? words.fix : `${words.fix} ${steps.next}`,
    evidence: [...(words.evidence ?? []), ...steps.lines],
  };
}
