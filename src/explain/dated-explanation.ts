// What the calendar has to do with a refusal in a pasted text: a dated fact that explains it, and whose day has come, says since
// when. The clock is handed in. Knows no text.
import { type DatedContext, datedFacts, dayText, explainedByDate } from '../knowledge/index.ts';
import type { Explanation } from '../model/finding.ts';
import type { Protocol } from '../model/protocol.ts';
import type { Utterance } from './utterance.ts';

/** A log has the host; a bare reply of Google's has its mark, and all its mailboxes have the same hosts. */
const HOSTS_OF_GOOGLE: Readonly<Record<Protocol, string>> = {
  smtp: 'smtp.gmail.com',
  imap: 'imap.gmail.com',
  pop3: 'pop.gmail.com',
};
function hostOf({ host, direction, protocol }: Utterance, provider: string | null): string | null {
  if (host !== null || direction === 'by-us') return host;
  return provider?.startsWith('Google') === true ? HOSTS_OF_GOOGLE[protocol ?? 'smtp'] : null;
}

const LOGINS: Readonly<Record<string, DatedContext['login']>> = { XOAUTH2: 'token', OAUTHBEARER: 'token', EXTERNAL: 'other' };
const loginOf = ({ mechanism }: Utterance): DatedContext['login'] =>
  mechanism === null ? undefined : (LOGINS[mechanism] ?? 'password');

function contextOf(utterance: Utterance, provider: string | null): DatedContext {
  const host = hostOf(utterance, provider);
  const login = loginOf(utterance);
  const { protocol } = utterance;
  return {
    ...(host === null ? {} : { host }),
    ...(protocol === null ? {} : { protocol }),
    ...(login === undefined || login === null ? {} : { login }),
    text: utterance.words.replaceAll('\n', ' '),
  };
}

/** `now`: milliseconds of the epoch. The explanation, with since when it is so and what to do now. */
export function datedExplanation(match: Explanation, utterance: Utterance, now: number): Explanation {
  const facts = explainedByDate(datedFacts(now, contextOf(utterance, match.provider)), match.id);
  if (facts.length === 0) return match;
  const told = facts.map((fact) => `Since ${dayText(fact)}${fact.whose ? `, for ${fact.whose}` : ''}: ${fact.change}.`);
  const todo = [...new Set(facts.map((fact) => fact.todo))].filter((one) => !match.fix.includes(one));
  return { ...match, meaning: [match.meaning, ...told].join(' '), fix: [match.fix, ...todo].join(' ') };
}
