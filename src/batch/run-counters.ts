// What a run has come to so far, and how that is said: the line of progress while it goes on, the summary at its end.
// Pure: is told the time, and writes nowhere.
import type { FindingId } from '../model/finding.ts';
import type { Finished } from './check-worker.ts';

export class RunCounters {
  ok = 0;
  warn = 0;
  fail = 0;
  badTargets = 0;
  interrupted = 0;
  internal = 0;
  /** Entries that an earlier run had done, or that are another shard's. */
  skipped = 0;
  readonly #gravest = new Map<FindingId, number>();

  get done(): number {
    return this.ok + this.warn + this.fail;
  }

  count({ verdict, gravest, isBadTarget, isInterrupted, isInternal }: Finished): void {
    this[verdict] += 1;
    if (isBadTarget) this.badTargets += 1;
    if (isInterrupted) this.interrupted += 1;
    if (isInternal) this.internal += 1;
    if (gravest !== null) this.#gravest.set(gravest, (this.#gravest.get(gravest) ?? 0) + 1);
  }

  /** What most targets suffer from. */
  mostFrequent(count: number): readonly (readonly [FindingId, number])[] {
    return [...this.#gravest].sort(([, a], [, b]) => b - a).slice(0, count);
  }
}

/** `0:07`, `12:30`, `3:05:00`. */
export function clockTime(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

const rateText = (perSecond: number): string => (perSecond < 10 ? perSecond.toFixed(1) : String(Math.round(perSecond)));

export interface Moment {
  readonly elapsedMs: number;
  readonly running: number;
  /** Entries of the whole list, reckoned from its length; null where that is not known. */
  readonly total: number | null;
}

const BAR_WIDTH = 20;

/** One line: a bar where the length is known, the counts, the rate, the time left. At most `columns` wide. */
export function progressLine(counters: RunCounters, { elapsedMs, running, total }: Moment, columns: number): string {
  const { ok, warn, fail, done, skipped } = counters;
  const rate = elapsedMs > 0 ? (done * 1_000) / elapsedMs : 0;
  const parts = [`${done} done`, `ok ${ok}`, `warn ${warn}`, `fail ${fail}`, `${running} running`, `${rateText(rate)}/s`];
  if (total === null) return parts.join('  ').slice(0, columns);
  const finished = done + skipped;
  if (done > 0) parts.push(`${clockTime((Math.max(0, total - finished) * 1_000) / rate)} left`);
  const fraction = Math.min(1, finished / Math.max(1, total));
  const filled = Math.round(fraction * BAR_WIDTH);
  const bar = `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${String(Math.floor(fraction * 100)).padStart(3)}%  `;
  const text = parts.join('  ');
  return (bar.length + text.length <= columns ? bar + text : text).slice(0, columns);
}

/** One to three lines for the end. */
export function summaryLines(counters: RunCounters, elapsedMs: number): readonly string[] {
  const { ok, warn, fail, done, badTargets, skipped, interrupted } = counters;
  const rate = elapsedMs > 0 ? rateText((done * 1_000) / elapsedMs) : '0';
  const lines = [
    `${done} ${done === 1 ? 'target' : 'targets'} in ${clockTime(elapsedMs)} (${rate}/s): ${ok} ok, ${warn} warn, ${fail} fail`,
  ];
  const asides = [
    ...(skipped > 0 ? [`${skipped} left out (done before, or of another shard)`] : []),
    ...(badTargets > 0
      ? [`${badTargets} ${badTargets === 1 ? 'line names' : 'lines name'} no target that could be checked`]
      : []),
    ...(interrupted > 0 ? [`${interrupted} interrupted`] : []),
  ];
  if (asides.length > 0) lines.push(asides.join('; '));
  const frequent = counters.mostFrequent(5).map(([id, count]) => `${id} ${count}`);
  if (frequent.length > 0) lines.push(`most frequent: ${frequent.join(', ')}`);
  return lines;
}
