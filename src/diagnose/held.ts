// The connections that were held idle, each with its port and with what its end proves. Pure; has no words.
import type { HeldConnection, IdleEnd } from '../model/observation.ts';
import type { Evidence } from './evidence.ts';
import type { JudgedEndpoint } from './judge.ts';

/**
 * `idle`: the server's end ended it, since it was idle; `age`: not for its silence, since one in use ended at the same age or it had survived a longer one; `gone`: lost on the way
 * without a word, while one in use was answered; `unclear`: one in use was not answered either; `stands`: nothing ended it.
 */
export type HeldVerdict = 'idle' | 'age' | 'gone' | 'unclear' | 'stands';

export interface JudgedHold {
  readonly endpoint: JudgedEndpoint;
  readonly seen: HeldConnection;
  readonly verdict: HeldVerdict;
  /** The longest silence that it survived, in milliseconds; 0: none. */
  readonly survivedMs: number;
}

/** Those of which something can be said. */
export function judgeHeld({ endpoints, observations: { held = [] } }: Evidence): JudgedHold[] {
  return held.flatMap((seen) => {
    const endpoint = endpoints.find(({ id }) => id === seen.endpoint);
    const survivedMs = seen.survivedMs.at(-1) ?? 0;
    if (!endpoint || (seen.end === null && survivedMs === 0)) return [];
    return [{ endpoint, seen, verdict: seen.end === null ? 'stands' : verdictOf(seen.end, seen), survivedMs }];
  });
}

/** Timers differ by as much as a loaded machine does. */
const SLACK_MS = 1_000;

function verdictOf({ how, isNoticedLate, silentMs }: IdleEnd, { busy, survivedMs }: HeldConnection): HeldVerdict {
  // It had survived a longer silence, or another one survived as long a one: this was not what ended it.
  const isOfSilence = isNoticedLate || silentMs + SLACK_MS >= (survivedMs.at(-1) ?? 0);
  if (busy?.endedAtSameAge || busy?.endedAfterSameSilence === false || !isOfSilence) return 'age';
  // A word or a FIN got through: the way stands, and who sent it is the other end.
  if (how === 'told' || how === 'closed') return 'idle';
  if (isNoticedLate) return busy?.status === 'answered' ? 'gone' : 'unclear';
  return busy?.status === 'answered' ? 'idle' : 'unclear';
}
