// The session that logged in, kept for `--hold` in place of being ended: credentials are sent once in all, so no other can
// tell how long one lives that has logged in. Given up where it would be in the way of another connection.
import type { Reply } from '../model/reply.ts';
import type { Channel } from '../net/channel.ts';
import type { Deadline } from '../net/deadline.ts';
import type { Semaphore } from '../net/semaphore.ts';
import { NO_WORD } from '../protocols/leave.ts';
import type { Session } from '../protocols/protocol.ts';
import { stateOf } from './idle-line.ts';

interface Kept {
  /** The endpoint's. */
  readonly id: string;
  readonly session: Session;
  readonly channel: Channel;
  readonly readyAtMs: number;
}

export class KeptSession {
  #kept: Kept | null = null;
  /** Gives its place among the connections back. */
  #release: (() => void) | null = null;

  /** It counts among the connections from the start; where there is none to spare, none is kept. */
  reserve(connections: Semaphore): void {
    this.#release ??= connections.tryAcquire();
  }

  /** The endpoint of the session that is kept; null: none is. */
  get endpoint(): string | null {
    return this.#kept?.id ?? null;
  }

  get canKeep(): boolean {
    return this.#release !== null && this.#kept === null;
  }

  /** What the server says or does about the session right after its login, where that is its end; null: it stands, and is kept. */
  async keep(id: string, session: Session, channel: Channel): Promise<Reply | null> {
    const outcome = await session.keepAlive();
    if (outcome.ok && isRefusal(outcome.value)) return outcome.value;
    const state = stateOf(outcome, true);
    if (state.kind === 'ended') return state.reply ?? NO_WORD;
    if (state.kind === 'answered') this.#kept = { id, session, channel, readyAtMs: performance.now() };
    return null;
  }

  /** For whoever goes on with it, under another clock; it is theirs to end. Null: there is none. */
  take(deadline: Deadline): Kept | null {
    const kept = this.#kept;
    this.#kept = null;
    kept?.channel.continueUnder(deadline);
    return kept;
  }

  giveUp(): void {
    this.#kept?.session.quit();
    this.#kept = null;
    this.#release?.();
    this.#release = null;
  }
}

const isRefusal = ({ code, status }: Reply): boolean =>
  code === null ? status !== undefined && status !== 'OK' && status !== '+OK' : code >= 400;
