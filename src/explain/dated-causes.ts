// What the calendar has to do with a refusal in a pasted text: a dated fact that explains it, and whose day has come, says since
// when. The clock is handed in. Knows no text.
import { type DatedContext, datedFacts, dayText, explainedByDate } from '../knowledge/index.ts';
import { allProviders } from '../knowledge/providers.ts';
import type { Explanation } from '../model/finding.ts';
import type { Protocol } from '../model/protocol.ts';
import type { Utterance } from './utterance.ts';

/** A log has the host; a bare reply, at the most, the marks of its provider: then it is the first host of that provider. */
const hostOf = (utterance: Utterance, provider: string | null): string | null =>
  utterance.host ??
  (provider === null || utterance.direction === 'by-us'
    ? null
    : (allProviders().find(({ name, kind }) => kind === 'mailbox' && name === provider)?.[utterance.protocol ?? 'smtp'][0]
        ?.host ?? null));

const LOGINS: Readonly<Record<string, DatedContext['login']>> = { XOAUTH2: 'token', OAUTHBEARER: 'token', EXTERNAL: 'other' };
const loginOf = ({ mechanism }: Utterance): DatedContext['login'] =>
  mechanism === null ? undefined : (LOGINS[mechanism] ?? 'password');

function contextOf(utterance: Utterance, provider: string | null): DatedContext {
  const host = hostOf(utterance, provider);
  const login = loginOf(utterance);
  const protocol: Protocol | null = utterance.protocol;
  return {
    ...(host === null ? {} : { host }),
    ...(protocol === null ? {} : { protocol }),
    ...(login === undefined || login === null ? {} : { login }),
    text: utterance.words,
  };
}

/** `now`: milliseconds of the epoch. The explanation, with since when it is so and what to do now. */
export function withDate(match: Explanation, utterance: Utterance, now: number): Explanation {
  const facts = explainedByDate(datedFacts(now, contextOf(utterance, match.provider)), match.id);
  if (facts.length === 0) return match;
  const told = facts.map((fact) => `Since ${dayText(fact)}${fact.whose ? `, for ${fact.whose}` : ''}: ${fact.change}.`);
  const todo = [...new Set(facts.map((fact) => fact.todo))].filter((one) => !match.fix.includes(one));
  return { ...match, meaning: [match.meaning, ...told].join(' '), fix: [match.fix, ...todo].join(' ') };
}
