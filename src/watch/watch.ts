// The runs of a watch, one after the other: when each begins, what comes of it, and when it is over. Knows neither how a host
// is checked nor how anything is told; the clock is handed in.
import type { Report } from '../model/report.ts';
import { type RunResult, runResultOf, type WatchedCheck } from './run-result.ts';
import { nextStartMs, type Schedule } from './schedule.ts';
import { type StateChange, WatchStatistics } from './watch-statistics.ts';

export interface WatchClock {
  /** Milliseconds that never go back. */
  now(): number;
  /** Resolves after so long, or as soon as the signal says so. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export interface WatchedRun {
  readonly result: RunResult;
  readonly report: Report;
  readonly changes: readonly StateChange[];
}

export interface WatchListener {
  readonly onBegin?: (run: number) => void;
  readonly onRun?: (run: WatchedRun) => void | Promise<void>;
  /** The next run begins at this time of the clock. */
  readonly onWait?: (untilMs: number) => void;
}

export interface WatchRequest {
  readonly schedule: Schedule;
  /** One run. Rejects only for a fault of ours or of the usage. */
  readonly check: (run: number) => Promise<WatchedCheck>;
  readonly clock: WatchClock;
  /** Ends the wait; whoever aborts it ends the run under way as well. */
  readonly signal: AbortSignal;
  readonly statistics?: WatchStatistics;
}

/** Resolves when the last run is over. A run that was cut short counts for nothing. */
export async function watch(
  { schedule, check, clock, signal, statistics = new WatchStatistics() }: WatchRequest,
  { onBegin, onRun, onWait }: WatchListener = {},
): Promise<WatchStatistics> {
  const firstStartMs = clock.now();
  for (let run = 1; !signal.aborted; run++) {
    const lastStartMs = clock.now();
    onBegin?.(run);
    const checked = await check(run);
    const { report } = checked;
    if (report.interrupted) break;
    const result = runResultOf(checked, run);
    const changes = statistics.add(result);
    await onRun?.({ result, report, changes });
    const lastEndMs = clock.now();
    const startMs = nextStartMs(schedule, {
      runs: run,
      firstStartMs,
      lastStartMs,
      lastEndMs,
      lastConnections: result.connections,
    });
    if (startMs === null) break;
    onWait?.(startMs);
    await clock.sleep(Math.max(0, startMs - lastEndMs), signal);
  }
  return statistics;
}
