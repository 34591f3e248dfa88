// As many connections to one endpoint as it takes, one by one, each as far as a client that has not logged in; never another
// after the first refusal but one, which tells a limit on how many are open from one on how many are opened.
import type { ConnectionPool } from '../model/observation.ts';
import type { Failure, Outcome } from '../model/outcome.ts';
import type { Step } from '../model/protocol.ts';
import { LIMITS, unspokenPatienceMs } from '../request/limits.ts';
import type { ReadyConnection } from './ready-connection.ts';

export interface PoolOpening {
  /** The endpoint's id. */
  readonly endpoint: string;
  /** Two and more. */
  readonly wanted: number;
  /** Connections of this check that stand there already. */
  readonly standing: number;
  /** Of the ladder that was climbed there: how slow the server is. */
  readonly steps: readonly Step[];
  readonly open: () => Promise<Outcome<ReadyConnection>>;
  readonly pause: (ms: number) => Promise<void>;
  /** Why no more may be opened; null: they may. */
  readonly isOver: () => NonNullable<ConnectionPool['brokenOff']> | null;
  /** Called before each. */
  readonly onOpening?: (number: number) => void;
}

export async function openPool(opening: PoolOpening): Promise<ConnectionPool> {
  const { endpoint, wanted, standing, open, isOver, onOpening } = opening;
  // The check's own connections count, too, until the server has seen them go.
  await opening.pause(unspokenPatienceMs(LIMITS.limitRetryPauseMs, opening.steps));
  const startedAt = performance.now();
  const opened: ReadyConnection[] = [];
  let refusal: Failure | null = null;
  while (refusal === null && standing + opened.length < wanted && isOver() === null) {
    onOpening?.(standing + opened.length + 1);
    const outcome = await open();
    if (outcome.ok) opened.push(outcome.value);
    // What fails since the time is over or the user wants an end is no answer of the server's.
    else if (isOver() === null) refusal = outcome.failure;
  }
  const tookMs = Math.round(performance.now() - startedAt);
  const brokenOff = isOver();
  const lost = brokenOff === null ? (await Promise.all(opened.map(hasEnded))).filter(Boolean).length : 0;
  for (const one of opened) one.close();
  const pool = { endpoint, wanted, taken: standing + opened.length, lost, refusal, tookMs, afterClosing: null };
  if (brokenOff !== null) return { ...pool, brokenOff };
  return { ...pool, afterClosing: refusal === null ? null : await tryAgain(opening) };
}

/**
 * Once more, as soon as the server can have seen the others gone: where it is taken, closing made the room; where not, what
 * is counted is not only what is open.
 */
async function tryAgain({ steps, open, pause, isOver }: PoolOpening): Promise<ConnectionPool['afterClosing']> {
  const waitedMs = unspokenPatienceMs(LIMITS.limitRetryPauseMs, steps);
  await pause(waitedMs);
  if (isOver() !== null) return null;
  const outcome = await open();
  if (!outcome.ok && isOver() !== null) return null;
  if (outcome.ok) outcome.value.close();
  return { isTaken: outcome.ok, waitedMs, failure: outcome.ok ? null : outcome.failure };
}

/** A moment is enough to read what has come: it is not waited for. */
async function hasEnded({ session }: ReadyConnection): Promise<boolean> {
  const heard = await session.hear(0);
  return heard.ok || heard.failure.kind !== 'timeout';
}
