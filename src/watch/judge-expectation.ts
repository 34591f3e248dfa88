// Whether what is expected of all runs together holds, and what was found instead. Pure.
import type { Measured, WatchExpectation } from './watch-expectation.ts';
import type { WatchStatistics } from './watch-statistics.ts';
import { placeName, shareText } from './watch-words.ts';

export interface ExpectationResult {
  readonly text: string;
  readonly holds: boolean;
  /** `97.5% (39 of 40 runs)`, `210 ms (465 at 192.0.2.10)`. */
  readonly found: string;
}

const COMPARE: Readonly<Record<Measured, (found: number, bound: number) => boolean>> = {
  '>=': (found, bound) => found >= bound,
  '<=': (found, bound) => found <= bound,
  '>': (found, bound) => found > bound,
  '<': (found, bound) => found < bound,
};

/** `failing`: runs that count as failed. */
export function judgeWatchExpectation(
  expectation: WatchExpectation,
  statistics: WatchStatistics,
  failing: number,
): ExpectationResult {
  const { text, operator } = expectation;
  const holds = COMPARE[operator];
  if (expectation.kind === 'success') {
    const { runs } = statistics;
    if (runs === 0) return { text, holds: false, found: 'no run' };
    const share = (runs - failing) / runs;
    return { text, holds: holds(share, expectation.share), found: `${shareText(share)} (${runs - failing} of ${runs} runs)` };
  }
  const times = statistics.places.flatMap((place) => {
    const ms = place.histogram(expectation.phase)?.quantile(expectation.share) ?? null;
    return ms === null ? [] : [{ ms, place }];
  });
  const upwards = operator === '<' || operator === '<=';
  const [worst] = times.toSorted((one, other) => (upwards ? other.ms - one.ms : one.ms - other.ms));
  if (!worst) return { text, holds: false, found: `no time of ${expectation.phase} was measured` };
  const found = `${Math.round(worst.ms * 10) / 10} ms (${placeName(worst.place)})`;
  return { text, holds: holds(worst.ms, expectation.ms), found };
}
