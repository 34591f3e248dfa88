// Something that this host's users rely on ends on a day that is known. A note, and a warning within 90 days where this very check
// used what will end.
import { type DatedCase, dayText, nextSteps } from '../../knowledge/index.ts';
import { loginLine } from '../auth-rule.ts';
import { casesByDate } from '../dated.ts';
import type { Evidence } from '../evidence.ts';
import { days } from '../phrases.ts';
import type { Draft, Rule } from '../rule.ts';

const CERTAINTY = {
  announced: 'The day is announced.',
  postponed: 'The day was put off once already; dates before it that one still reads were withdrawn.',
  'in-force': '',
} as const;

/** What it is, without what is said beside it. */
const headOf = (change: string): string => change.split(/[;:]/)[0] ?? change;

function describe(evidence: Evidence, { fact, phase, daysLeft, isUsed }: DatedCase, later: readonly DatedCase[]): Draft {
  const isEnding = fact.what === 'ends';
  const login = fact.concerns.login && isUsed ? loginOf(evidence) : null;
  return {
    severity: isEnding && isUsed && phase === 'soon' ? 'warning' : 'info',
    title: `${fact.provider}, ${dayText(fact)} (in ${days(daysLeft)}): ${headOf(fact.change)}`,
    detail: [
      `Concerns ${fact.whose ?? 'all customers'}: ${fact.change}.`,
      isUsed && isEnding ? 'This check used what will end.' : '',
      CERTAINTY[fact.certainty],
      ...later.map((step) => `Then, ${dayText(step.fact)}: ${step.fact.change}.`),
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
    evidence: [`${fact.source}, looked up ${fact.reviewed}`, ...(login === null ? [] : [login])],
    fix: fact.todo,
    owner: 'you',
    endpoints: [],
    reference: fact.source,
  };
}

/** Of a login that went well, too. */
function loginOf(evidence: Evidence): string | null {
  const last = evidence.credentials?.seen.attempts.at(-1);
  return loginLine(evidence) ?? (last ? `login with ${last.mechanism}, by password` : null);
}

export const retirementAhead: Rule = {
  id: 'retirement-ahead',
  find: (evidence) =>
    nextSteps(casesByDate(evidence))
      // What begins takes nothing away: no word of it years before.
      .filter(({ next }) => next.fact.what === 'ends' || next.phase === 'soon')
      .map(({ next, later }) => describe(evidence, next, later)),
};
