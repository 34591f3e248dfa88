// What is named a pattern, and what is left to chance: rows of results on the left, the pattern on the right.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressPatternOf, chanceOf } from '../../../src/watch/address-pattern.ts';
import type { PlaceStatistics } from '../../../src/watch/place-statistics.ts';
import { timePatternOf } from '../../../src/watch/time-pattern.ts';
import fc from '../../support/property.ts';
import { EVERY_MS, START_MS, statisticsOf } from './results.ts';

const ID = '587@192.0.2.10';

function onlyPlace(marks: string): PlaceStatistics {
  const [one] = statisticsOf({ [ID]: marks }).places;
  assert.ok(one);
  return one;
}
const patternOf = (marks: string): ReturnType<typeof timePatternOf> => {
  const one = onlyPlace(marks);
  const { runs, failed, streaks, outages, outageCount, longestOutage, streakLength, sinceMs, isOk } = one;
  return timePatternOf({ runs, failed, streaks, outages, outageCount, longestOutage, streakLength, sinceMs, isOk });
};

const ROWS: readonly (readonly [marks: string, kind: string | null])[] = [
  ['.......', null],
  ['xxxxxxx', null],
  ['....xxxx', 'since'],
  ['xxxx....', 'until'],
  ['.......x', 'scattered'],
  ['...xx....', 'once'],
  ['..x..x..x..x..x', 'periodic'],
  ['.x.x.x.x.x', 'periodic'],
  ['.....x....x.....x....x.....x', 'periodic'],
  ['.x....xx.x..........x.x', 'scattered'],
  ['......xxxx.......xxx........xxxx....', 'bursts'],
  ['......xxxx...xxxx................xxxxx', 'bursts'],
  ['.x..x', 'scattered'],
  // What works only when it is repeated alone, in each run: a limit on connections at once.
  ['rrrrrrrr', null],
  ['..r..r..r..r..r', 'periodic'],
];

describe('when a place fails', () => {
  for (const [marks, kind] of ROWS) it(`${marks} ${kind}`, () => assert.equal(patternOf(marks)?.kind ?? null, kind));

  it('names the moment, the period and the number of runs', () => {
    assert.deepEqual(patternOf('....xxxx'), { kind: 'since', atMs: START_MS + 4 * EVERY_MS, runs: 4 });
    const { kind, ...period } = patternOf('..x..x..x..x..x') ?? { kind: null };
    assert.deepEqual([kind, period], ['periodic', { periodMs: 3 * EVERY_MS, everyRuns: 3, times: 5 }]);
  });

  it('of failures by chance hardly ever calls any periodic', () => {
    const bits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 60, maxLength: 120 });
    for (const chance of [1, 3, 5]) {
      const all = fc.sample(bits, 300).map((row) => patternOf(row.map((value) => (value < chance ? 'x' : '.')).join(''))?.kind);
      const periodic = all.filter((kind) => kind === 'periodic').length;
      assert.ok(periodic <= 6, `${periodic} of ${all.length} at ${chance} in ten`);
    }
  });
});

describe('at which addresses a port fails', () => {
  const at = (address: string, failed: number, runs: number): { address: string; failed: number; runs: number } => ({
    address,
    failed,
    runs,
  });

  it('names the one of several that does', () => {
    const pattern = addressPatternOf([at('a', 0, 15), at('b', 5, 15)]);
    assert.deepEqual(
      pattern?.failing.map(({ address }) => address),
      ['b'],
    );
    assert.deepEqual(
      pattern?.sound.map(({ address }) => address),
      ['a'],
    );
  });

  it('names none where chance may have done it, where all do, or where there is one', () => {
    assert.equal(addressPatternOf([at('a', 0, 6), at('b', 2, 6)]), null);
    assert.equal(addressPatternOf([at('a', 5, 15), at('b', 6, 15)]), null);
    assert.equal(addressPatternOf([at('a', 5, 15)]), null);
    assert.equal(addressPatternOf([at('a', 0, 15), at('b', 0, 15)]), null);
  });

  it('names two bad of six', () => {
    const good = ['a', 'b', 'c', 'd'].map((address) => at(address, 0, 40));
    const pattern = addressPatternOf([...good, at('e', 12, 40), at('f', 14, 40)]);
    assert.deepEqual(
      pattern?.failing.map(({ address }) => address),
      ['e', 'f'],
    );
  });

  it('reckons as Fisher does', () => {
    // C(12,4)/C(24,4) and C(15,5)/C(30,5).
    assert.ok(Math.abs(chanceOf({ runs: 12, failed: 4 }, { runs: 12, failed: 0 }) - 495 / 10_626) < 1e-9);
    assert.ok(Math.abs(chanceOf({ runs: 15, failed: 5 }, { runs: 15, failed: 0 }) - 3_003 / 142_506) < 1e-9);
    assert.equal(chanceOf({ runs: 10, failed: 0 }, { runs: 10, failed: 3 }), 1);
  });

  it('is a chance whatever the counts, also after a million runs', () => {
    const counts = fc.record({ runs: fc.integer({ min: 1, max: 1_000_000 }), share: fc.double({ min: 0, max: 1, noNaN: true }) });
    fc.assert(
      fc.property(counts, counts, (one, other) => {
        const [a, b] = [one, other].map(({ runs, share }) => ({ runs, failed: Math.floor(runs * share) }));
        const chance = chanceOf(a ?? { runs: 0, failed: 0 }, b ?? { runs: 0, failed: 0 });
        assert.ok(chance >= 0 && chance <= 1, `${chance}`);
      }),
    );
  });
});
