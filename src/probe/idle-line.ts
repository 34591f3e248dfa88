// What time is measured with: a session that can be listened to and asked whether it is there, and a clock that may be one of
// a test's own. Says what in an outcome is the end of a connection.
import type { Failure, Outcome } from '../model/outcome.ts';
import type { Reply } from '../model/reply.ts';
import type { Session } from '../protocols/protocol.ts';

export type IdleLine = Pick<Session, 'hear' | 'keepAlive'>;

export interface HoldClock {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Resolves after so long, or when `cut` does. */
  sleep(ms: number, cut: Promise<unknown>): Promise<void>;
}

export const HOLD_CLOCK: HoldClock = {
  now: () => performance.now(),
  async sleep(ms, cut) {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([over, cut]);
    clearTimeout(timer);
  },
};

export type LineState =
  | { readonly kind: 'answered' | 'silent' | 'broken-off' }
  | { readonly kind: 'failure'; readonly failure: Failure }
  | {
      readonly kind: 'ended';
      readonly how: 'told' | 'closed' | 'reset';
      readonly reply?: Reply;
      readonly systemCode?: string;
    };

/** A reply after which nobody listens any more: 421 (RFC 5321 §3.8), BYE (RFC 9051 §7.1.5). */
const isFarewell = ({ code, status }: Reply): boolean => code === 421 || status === 'BYE';

/** `isAsked` false: nothing was due from the server, and what it says all the same is its farewell. */
export function stateOf(outcome: Outcome<Reply>, isAsked: boolean): LineState {
  if (outcome.ok) {
    const { value: reply } = outcome;
    return isAsked && !isFarewell(reply) ? { kind: 'answered' } : { kind: 'ended', how: 'told', reply };
  }
  const { failure } = outcome;
  switch (failure.kind) {
    case 'timeout':
      return { kind: failure.budget === 'total' ? 'broken-off' : 'silent' };
    case 'closed':
      return { kind: 'ended', how: 'closed' };
    case 'system':
      return { kind: 'ended', how: 'reset', systemCode: failure.systemCode };
    case 'not-tried':
      return { kind: 'broken-off' };
    default:
      return { kind: 'failure', failure };
  }
}
