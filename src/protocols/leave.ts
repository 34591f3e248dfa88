// The end of a session after a login that was accepted: what the server says or does unasked, and in answer to the line that
// takes leave. Knows no protocol's words.
import type { Outcome } from '../model/outcome.ts';
import type { Reply } from '../model/reply.ts';
import type { Channel } from '../net/channel.ts';

export interface Leaving {
  readonly outcome: Outcome<Reply>;
  /** It was said, or the connection was ended, before we said that we leave. */
  readonly isUnasked: boolean;
}

/** The server ended the session without a word. */
export const NO_WORD: Reply = { code: null, enhanced: null, lines: [] };

/** A server that cannot go on shows it at once. How soon after the question an answer may come nobody can tell: times vary. */
const LISTEN_MS = 25;

export interface LeaveLimits {
  /** For the answer. */
  readonly ms: number;
  /** Called when the line is said: from then on the answer is all that is missing. */
  readonly onAsked: () => void;
}

/** `read`: the next reply, within so many milliseconds. */
export async function hearLeaving(
  channel: Pick<Channel, 'writeLine'>,
  line: string,
  { ms, onAsked }: LeaveLimits,
  read: (ms: number) => Promise<Outcome<Reply>>,
): Promise<Leaving> {
  const early = await read(LISTEN_MS);
  const isSilent = !early.ok && early.failure.kind === 'timeout';
  if (early.ok || isSilent) channel.writeLine(line);
  if (!isSilent) return { outcome: early, isUnasked: true };
  onAsked();
  return { outcome: await read(ms), isUnasked: false };
}

/** The connection is gone, and nobody had asked for that: what a failed wait has to say of the session. */
export const endedUnasked = ({ outcome, isUnasked }: Leaving): Reply | null =>
  isUnasked && !outcome.ok && (outcome.failure.kind === 'closed' || outcome.failure.kind === 'system') ? NO_WORD : null;
