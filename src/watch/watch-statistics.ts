// All that is known over all runs of a watch: the runs themselves, each place, what was found. Its memory does not grow with
// the runs. Must not know how anything is told.
import type { Verdict } from '../model/report.ts';
import { DurationHistogram } from './duration-histogram.ts';
import { WATCH_LIMITS } from './limits.ts';
import { PlaceStatistics } from './place-statistics.ts';
import type { PlaceFailure, RunLogin, RunResult } from './run-result.ts';

/** A place that works now and failed in its last result, or the other way round. */
export interface StateChange {
  readonly place: PlaceStatistics;
  readonly isOk: boolean;
  readonly cause: PlaceFailure | null;
  /** How long it was as it had been, by the wall clock, and for how many results. */
  readonly lastedMs: number;
  readonly lastedResults: number;
}

export interface FindingCount {
  readonly id: string;
  readonly severity: 'error' | 'warning';
  readonly title: string;
  readonly runs: number;
}

const WORSE: readonly Verdict[] = ['ok', 'warn', 'fail'];

export class WatchStatistics {
  readonly #places = new Map<string, PlaceStatistics>();
  readonly #findings = new Map<string, FindingCount>();
  readonly #verdicts = new Map<Verdict, number>();
  readonly #durations = new DurationHistogram();
  #last: RunResult | null = null;
  #firstAtMs = 0;
  #lastFailed: RunResult | null = null;
  #worst: Verdict = 'ok';
  /** Places that there was no room for. */
  leftOut = 0;
  /** Runs in which every port that was seen failed. */
  wholeFailures = 0;
  /** Runs in which any place failed. */
  anyFailures = 0;
  readonly logins = { accepted: 0, rejected: 0, error: 0, skipped: 0 };
  #lastLogin: RunLogin | null = null;

  get runs(): number {
    return this.#last?.run ?? 0;
  }

  get last(): RunResult | null {
    return this.#last;
  }

  /** The last run whose verdict was fail. */
  get lastFailed(): RunResult | null {
    return this.#lastFailed;
  }

  /** Wall clock. */
  get firstAtMs(): number {
    return this.#firstAtMs;
  }

  get worstVerdict(): Verdict {
    return this.#worst;
  }

  get lastLogin(): RunLogin | null {
    return this.#lastLogin;
  }

  get durations(): DurationHistogram {
    return this.#durations;
  }

  count(verdict: Verdict): number {
    return this.#verdicts.get(verdict) ?? 0;
  }

  /** DNS first, then by port and address in the order in which they came. */
  get places(): readonly PlaceStatistics[] {
    return [...this.#places.values()].toSorted((one, other) => (one.port ?? 0) - (other.port ?? 0));
  }

  /** The most frequent first. */
  get findings(): readonly FindingCount[] {
    return [...this.#findings.values()].toSorted((one, other) => other.runs - one.runs);
  }

  /** Runs are handed in one after the other. */
  add(result: RunResult): readonly StateChange[] {
    if (this.#last === null) this.#firstAtMs = result.atMs;
    this.#last = result;
    if (result.verdict === 'fail') this.#lastFailed = result;
    this.#verdicts.set(result.verdict, this.count(result.verdict) + 1);
    if (WORSE.indexOf(result.verdict) > WORSE.indexOf(this.#worst)) this.#worst = result.verdict;
    this.#durations.add(result.tookMs);
    if (result.login) {
      this.logins[result.login.status] += 1;
      this.#lastLogin = result.login;
    }
    for (const { id, severity, title } of result.findings) this.#countFinding(id, severity, title);
    const changes = this.#addPlaces(result);
    const seen = result.places.flatMap(({ id }) => this.#places.get(id) ?? []);
    if (seen.some(({ isOk }) => !isOk)) this.anyFailures += 1;
    // Where DNS fails no port is seen at all.
    if (seen.length > 0 && seen.every(({ isOk, port }) => !isOk || port === null)) this.wholeFailures += 1;
    return changes;
  }

  #addPlaces({ places, run, atMs }: RunResult): readonly StateChange[] {
    const seen = new Set<string>();
    const changes = places.flatMap((result): StateChange[] => {
      const place = this.#placeFor(result.id) ?? this.#newPlace(result);
      if (!place) return [];
      seen.add(result.id);
      const { sinceMs, streakLength } = place;
      const isChanged = place.add(result, run, atMs);
      const { isOk, failure: cause } = place;
      return isChanged ? [{ place, isOk, cause, lastedMs: atMs - sinceMs, lastedResults: streakLength }] : [];
    });
    for (const [id, place] of this.#places) if (!seen.has(id)) place.miss();
    return changes;
  }

  #placeFor(id: string): PlaceStatistics | null {
    return this.#places.get(id) ?? null;
  }

  #newPlace(result: RunResult['places'][number]): PlaceStatistics | null {
    if (this.#places.size >= WATCH_LIMITS.maxPlaces) {
      this.leftOut += 1;
      return null;
    }
    const place = new PlaceStatistics(result);
    this.#places.set(result.id, place);
    return place;
  }

  #countFinding(id: string, severity: 'error' | 'warning', title: string): void {
    const known = this.#findings.get(id);
    if (!known && this.#findings.size >= WATCH_LIMITS.maxFindings) return;
    this.#findings.set(id, { id, severity, title, runs: (known?.runs ?? 0) + 1 });
  }
}
