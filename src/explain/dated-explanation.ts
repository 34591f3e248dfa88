// What the calendar has to do with a refusal in a pasted text: a dated fact that explains it, and whose day has come, says since
// when. The clock is handed in. Knows no text.
import { type DatedContext, datedFacts, dayText, explainedByDate, wordingOf } from '../knowledge/index.ts';
import type { Explanation } from '../model/finding.ts';
import type { Utterance } from './utterance.ts';

const LOGINS: Readonly<Record<string, DatedContext['login']>> = { XOAUTH2: 'token', OAUTHBEARER: 'token', EXTERNAL: 'other' };
const loginOf = ({ mechanism }: Utterance): DatedContext['login'] =>
  mechanism === null ? undefined : (LOGINS[mechanism] ?? 'password');

/** Whose words they are stands in for the host, where the text has none. In a server's own log the peer is nobody's customer. */
function contextOf(utterance: Utterance, { provider }: Explanation): DatedContext {
  const { host, direction, protocol, words } = utterance;
  const login = loginOf(utterance);
  return {
    ...(direction === 'by-us' ? {} : { host, speaker: provider }),
    ...(protocol === null ? {} : { protocol }),
    ...(login === undefined ? {} : { login }),
    text: words.replaceAll('\n', ' '),
  };
}

/** `now`: milliseconds of the epoch. The explanation, with since when it is so; and what to do now, where nothing closer is told. */
export function datedExplanation(match: Explanation, utterance: Utterance, now: number): Explanation {
  const facts = explainedByDate(datedFacts(now, contextOf(utterance, match)), match.id);
  if (facts.length === 0) return match;
  const told = facts.map((fact) => `Since ${dayText(fact)}${fact.whose ? `, for ${fact.whose}` : ''}: ${fact.change}.`);
  const isGeneral = match.fix === wordingOf(match.id, { protocol: utterance.protocol, software: null }).fix;
  const todo = isGeneral ? [...new Set(facts.map((fact) => fact.todo))] : [];
  return { ...match, meaning: [match.meaning, ...told].join(' '), fix: [match.fix, ...todo].join(' ') };
}
