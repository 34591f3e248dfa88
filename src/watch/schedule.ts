// When the next run begins, and whether there is one. Pure: times are milliseconds on whatever clock is handed in.
import { quoteInput, UsageError } from '../model/usage-error.ts';
import { parseDuration } from '../request/values.ts';
import { WATCH_LIMITS } from './limits.ts';

export interface Schedule {
  /** From the beginning of one run to that of the next. */
  readonly everyMs: number;
  /** No run begins later than this after the first; null: for as long as nobody ends it. */
  readonly forMs: number | null;
  /** Runs in all; null: no limit. */
  readonly count: number | null;
}

/** What is over. */
export interface RunsSoFar {
  readonly runs: number;
  readonly firstStartMs: number;
  readonly lastStartMs: number;
  readonly lastEndMs: number;
  /** That the last run opened. */
  readonly lastConnections: number;
}

/** When the next run begins; null: there is none. Runs never overlap: one that takes long delays the next. */
export function nextStartMs(schedule: Schedule, so: RunsSoFar): number | null {
  if (schedule.count !== null && so.runs >= schedule.count) return null;
  const startMs = Math.max(
    so.lastStartMs + schedule.everyMs,
    so.lastStartMs + so.lastConnections * WATCH_LIMITS.perConnectionMs,
    so.lastEndMs + Math.min(WATCH_LIMITS.leastPauseMs, schedule.everyMs),
  );
  return schedule.forMs !== null && startMs >= so.firstStartMs + schedule.forMs ? null : startMs;
}

/** The value of `--every`. Throws UsageError. */
export function parseEvery(text: string): number {
  const everyMs = parseDuration(text);
  const leastMs = WATCH_LIMITS.leastEveryMs;
  if (everyMs >= leastMs) return everyMs;
  throw new UsageError(
    `${quoteInput(text)} is less than ${leastMs / 1_000}s, which servers take for an attack and answer by blocking you`,
  );
}

/** The value of `--for`: as other durations, and days. Throws UsageError. */
export function parseFor(text: string): number {
  const [, days] = /^(\d{1,3})d$/i.exec(text.trim()) ?? [];
  if (days === undefined) return parseDuration(text);
  const forMs = Number(days) * 86_400_000;
  if (forMs > 0 && forMs <= WATCH_LIMITS.maxForMs) return forMs;
  throw new UsageError(`${quoteInput(text)} is no time to watch for: 10m, 8h, 7d, at most 365d`);
}
