// The end of a session after a login that was accepted: what the server says or does unasked, and in answer to the line that
// takes leave. Knows no protocol's words.
import type { Outcome } from '../model/outcome.ts';
import type { Reply } from '../model/reply.ts';
import type { Channel } from '../net/channel.ts';

export interface LeaveLimits {
  /** For the answer. */
  readonly ms: number;
  /** How long it takes there and back; null: not known, as behind a proxy. */
  readonly roundTripMs: number | null;
}

export interface Leaving {
  readonly outcome: Outcome<Reply>;
  /** It was said, or the connection was ended, before the server can have heard that we leave. */
  readonly isUnasked: boolean;
  /** The same beyond doubt: nothing had been asked. */
  readonly isBeforeAsking: boolean;
}

/** The server ended the session without a word. */
export const NO_WORD: Reply = { code: null, enhanced: null, lines: [] };

/** A server that cannot go on shows it at once. A round trip that lasts longer has room for it, and nothing is waited for twice. */
const LISTEN_MS = 25;
/** What comes sooner than this part of a round trip is no answer, however much the times of one vary. */
const SOON = 1 / 4;

/** `read`: the next reply, within so many milliseconds. */
export async function hearLeaving(
  channel: Pick<Channel, 'writeLine'>,
  line: string,
  { ms, roundTripMs }: LeaveLimits,
  read: (ms: number) => Promise<Outcome<Reply>>,
): Promise<Leaving> {
  const early = await read(Math.max(1, LISTEN_MS - (roundTripMs ?? 0)));
  const isSilent = !early.ok && early.failure.kind === 'timeout';
  if (early.ok || isSilent) channel.writeLine(line);
  if (!isSilent) return { outcome: early, isUnasked: true, isBeforeAsking: true };
  const askedAt = performance.now();
  const outcome = await read(ms);
  const isSoon = performance.now() - askedAt < SOON * (roundTripMs ?? 0);
  return { outcome, isUnasked: isSoon, isBeforeAsking: false };
}

/** The connection is gone, and nobody had asked for that: what a failed wait has to say of the session. */
export const endedUnasked = ({ outcome, isUnasked }: Leaving): Reply | null =>
  isUnasked && !outcome.ok && (outcome.failure.kind === 'closed' || outcome.failure.kind === 'system') ? NO_WORD : null;
