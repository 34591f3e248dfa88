// What is known of one port of one address, or of DNS, over all runs: counts, causes, outages, times. Its memory does not
// grow with the runs. Must not know how anything is told.
import type { Mode } from '../model/protocol.ts';
import { DurationHistogram } from './duration-histogram.ts';
import { WATCH_LIMITS } from './limits.ts';
import type { Phase } from './phases.ts';
import type { PlaceFailure, PlaceResult } from './run-result.ts';

/** Runs on end in which it failed. */
export interface Outage {
  readonly fromRun: number;
  readonly fromMs: number;
  readonly toRun: number;
  readonly toMs: number;
  /** In which it was seen to fail. */
  readonly runs: number;
  readonly cause: PlaceFailure;
}

export interface CauseCount extends PlaceFailure {
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

export type RecentResult = 'ok' | 'failed' | 'unseen';
const RECENT: readonly RecentResult[] = ['ok', 'failed', 'unseen'];

export class PlaceStatistics {
  readonly id: string;
  readonly port: number | null;
  readonly address: string | null;
  readonly #recent = new Uint8Array(WATCH_LIMITS.recentResults);
  readonly #causes = new Map<string, CauseCount>();
  readonly #phases = new Map<Phase, DurationHistogram>();
  #marks = 0;
  #mode: Mode | null = null;
  #outages: readonly Outage[] = [];
  /** Null: no result yet, or it works. */
  #failure: PlaceFailure | null = null;
  /** Runs in which it worked at once. */
  #worked = 0;

  /** Runs in which there was a result. */
  runs = 0;
  failed = 0;
  /** Those of the failed in which it worked when it was repeated alone. */
  repeated = 0;
  /** Results on end of one kind, all of them: a place that never changed has one. */
  streaks = 0;
  outageCount = 0;
  longestOutage = 0;
  otherCauses = 0;
  lastRun = 0;
  /** Since when it is as it is now, wall clock, and for how many results. */
  sinceMs = 0;
  streakLength = 0;

  constructor({ id, port, address }: PlaceResult) {
    this.id = id;
    this.port = port;
    this.address = address;
  }

  /** The mode that works, or was seen last. */
  get mode(): Mode | null {
    return this.#mode;
  }

  /** Of what it failed in the latest result; null: it works. */
  get failure(): PlaceFailure | null {
    return this.#failure;
  }

  get isOk(): boolean {
    return this.#failure === null;
  }

  get lossShare(): number {
    return this.runs === 0 ? 0 : this.failed / this.runs;
  }

  /** The latest ones, the oldest first. */
  get outages(): readonly Outage[] {
    return this.#outages;
  }

  /** The most frequent first. */
  get causes(): readonly CauseCount[] {
    return [...this.#causes.values()].toSorted((one, other) => other.count - one.count);
  }

  histogram(phase: Phase): DurationHistogram | null {
    return this.#phases.get(phase) ?? null;
  }

  /** The latest `most` results, the oldest first. */
  recent(most: number): readonly RecentResult[] {
    const size = this.#recent.length;
    const length = Math.min(most, this.#marks, size);
    return Array.from({ length }, (_, at) => RECENT[this.#recent[(this.#marks - length + at) % size] ?? 0] ?? 'ok');
  }

  /** Whether it has changed from working to failing or back. */
  add(result: PlaceResult, run: number, atMs: number): boolean {
    if (result.isOk && !result.firstFailure) this.#worked += 1;
    // What never worked but alone may be a limit on connections at once, which is ours to keep to.
    const isTold = result.firstFailure !== null && this.#worked > 0;
    const failure = isTold ? result.firstFailure : result.cause;
    if (isTold) this.repeated += 1;
    const isChanged = this.runs > 0 && this.isOk !== (failure === null);
    if (this.runs === 0 || isChanged) {
      this.streaks += 1;
      this.streakLength = 0;
      this.sinceMs = atMs;
    }
    this.#failure = failure;
    this.runs += 1;
    this.streakLength += 1;
    this.lastRun = run;
    this.#mark(failure === null ? 'ok' : 'failed');
    // A failing port may have been asked in the other mode last.
    if (result.isOk || this.#mode === null) this.#mode = result.mode;
    for (const [phase, ms] of Object.entries(result.phases) as [Phase, number][]) this.#time(phase, ms);
    if (failure) this.#fail(failure, run, atMs);
    return isChanged;
  }

  /** There was a run without a result here. */
  miss(): void {
    this.#mark('unseen');
  }

  #mark(result: RecentResult): void {
    this.#recent[this.#marks % this.#recent.length] = RECENT.indexOf(result);
    this.#marks += 1;
  }

  #time(phase: Phase, ms: number): void {
    const histogram = this.#phases.get(phase) ?? new DurationHistogram();
    this.#phases.set(phase, histogram);
    histogram.add(ms);
  }

  #fail(cause: PlaceFailure, run: number, atMs: number): void {
    this.failed += 1;
    const known = this.#causes.get(cause.code);
    if (known || this.#causes.size < WATCH_LIMITS.maxCauses) {
      const { firstMs = atMs, count = 0 } = known ?? {};
      this.#causes.set(cause.code, { ...cause, count: count + 1, firstMs, lastMs: atMs });
    } else this.otherCauses += 1;
    const before = this.#outages.at(-1);
    const goesOn = this.streakLength > 1 && before !== undefined;
    const outage: Outage = goesOn
      ? { ...before, toRun: run, toMs: atMs, runs: before.runs + 1 }
      : { fromRun: run, fromMs: atMs, toRun: run, toMs: atMs, runs: 1, cause };
    if (!goesOn) this.outageCount += 1;
    this.longestOutage = Math.max(this.longestOutage, outage.runs);
    const kept = goesOn ? this.#outages.slice(0, -1) : this.#outages;
    this.#outages = [...kept, outage].slice(-WATCH_LIMITS.recentOutages);
  }
}
