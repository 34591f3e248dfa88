// When a place fails: from a moment on, once, every so often, in bursts, or at no time that tells anything. Pure: works on
// counts and on the latest outages, and names a pattern only where chance would hardly make it.
import type { Outage, PlaceStatistics } from './place-statistics.ts';

export type TimePattern =
  /** It worked, and has failed since. */
  | { readonly kind: 'since'; readonly atMs: number; readonly runs: number }
  /** It failed from the start, and has worked since. */
  | { readonly kind: 'until'; readonly atMs: number; readonly runs: number }
  /** One outage, with sound runs before and after it. */
  | { readonly kind: 'once'; readonly outage: Outage }
  /** Outages begin at equal distances; `everyRuns`: where each distance has as many runs. */
  | { readonly kind: 'periodic'; readonly periodMs: number; readonly everyRuns: number | null; readonly times: number }
  /** Failures stand together more than chance would have them. */
  | { readonly kind: 'bursts'; readonly outages: number; readonly longest: number }
  | { readonly kind: 'scattered' };

export type PatternFacts = Pick<
  PlaceStatistics,
  'runs' | 'failed' | 'streaks' | 'outages' | 'outageCount' | 'longestOutage' | 'streakLength' | 'sinceMs'
> & { readonly isOk: boolean };

/** Fewer on end may be two chances. */
const LEAST_RUNS_SINCE = 3;
/** Four distances of random outages are hardly ever this equal: the deviation of one is its mean, or half of it at best. */
const LEAST_DISTANCES = 4;
const MOST_VARIATION = 0.2;
/** One in forty. */
const LEAST_DEVIATIONS = 1.96;
const LEAST_FAILURES = 4;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function variationOf(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2))) / middle;
}

const distancesOf = (values: readonly number[]): number[] => values.slice(1).map((value, at) => value - (values[at] ?? 0));

function periodicOf(outages: readonly Outage[], times: number): TimePattern | null {
  const inRuns = distancesOf(outages.map(({ fromRun }) => fromRun));
  const inMs = distancesOf(outages.map(({ fromMs }) => fromMs));
  if (inRuns.length < LEAST_DISTANCES || mean(inMs) <= 0) return null;
  if (Math.min(variationOf(inRuns), variationOf(inMs)) > MOST_VARIATION) return null;
  const everyRuns = new Set(inRuns).size === 1 ? (inRuns[0] ?? null) : null;
  return { kind: 'periodic', periodMs: mean(inMs), everyRuns, times };
}

/** Wald and Wolfowitz' test of runs: how many deviations fewer streaks there are than chance would make of as many failures. */
export function clusteringOf({ runs, failed, streaks }: Pick<PatternFacts, 'runs' | 'failed' | 'streaks'>): number {
  const works = runs - failed;
  const product = 2 * works * failed;
  const variance = (product * (product - runs)) / (runs * runs * (runs - 1));
  return variance > 0 ? (1 + product / runs - streaks) / Math.sqrt(variance) : 0;
}

/** Of a place that has worked and failed; null: it has not. */
export function timePatternOf(facts: PatternFacts): TimePattern | null {
  const { runs, failed, streaks, outages, outageCount, longestOutage, streakLength, sinceMs, isOk } = facts;
  if (failed === 0 || failed === runs) return null;
  if (streaks === 2) {
    const kind = isOk ? 'until' : 'since';
    if (Math.min(streakLength, runs - streakLength) >= LEAST_RUNS_SINCE) return { kind, atMs: sinceMs, runs: streakLength };
  }
  const [only] = outages;
  if (outageCount === 1 && only && isOk && streaks === 3) return { kind: 'once', outage: only };
  const periodic = periodicOf(outages, outageCount);
  if (periodic) return periodic;
  if (failed >= LEAST_FAILURES && clusteringOf(facts) >= LEAST_DEVIATIONS)
    return { kind: 'bursts', outages: outageCount, longest: longestOutage };
  return { kind: 'scattered' };
}
