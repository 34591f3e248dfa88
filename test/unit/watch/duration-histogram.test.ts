// Quantiles out of bins: within one per cent of the exact ones, in whatever order the values come, and the longest exactly.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DurationHistogram } from '../../../src/watch/duration-histogram.ts';
import fc from '../../support/property.ts';

const durations = fc.array(fc.double({ min: 0.1, max: 86_400_000, noNaN: true }), { minLength: 1, maxLength: 200 });
const filled = (values: readonly number[]): DurationHistogram => {
  const histogram = new DurationHistogram();
  for (const value of values) histogram.add(value);
  return histogram;
};

describe('a histogram of durations', () => {
  it('tells nothing of nothing', () => {
    const histogram = new DurationHistogram();
    assert.equal(histogram.quantile(0.5), null);
    assert.equal(histogram.figures, null);
  });

  it('is within one per cent of the exact quantile', () => {
    fc.assert(
      fc.property(durations, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
        const sorted = values.toSorted((one, other) => one - other);
        const exact = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? 0;
        const found = filled(values).quantile(share) ?? 0;
        assert.ok(Math.abs(found - exact) <= exact * 0.010_001, `${found} for ${exact}`);
      }),
    );
  });

  it('never falls as the share grows, and ends with the longest', () => {
    fc.assert(
      fc.property(durations, (values) => {
        const histogram = filled(values);
        const found = [0, 0.1, 0.5, 0.9, 0.95, 0.99, 1].map((share) => histogram.quantile(share) ?? -1);
        assert.deepEqual(
          found,
          found.toSorted((one, other) => one - other),
        );
        assert.equal(found.at(-1), Math.max(...values));
        assert.equal(histogram.maxMs, Math.max(...values));
      }),
    );
  });

  it('takes what is shorter than any clock tells, and what is longer than a day', () => {
    const histogram = filled([0, 0.01, -5, 200_000_000]);
    assert.equal(histogram.count, 4);
    assert.ok((histogram.quantile(0.5) ?? 1) <= 0.1);
    assert.equal(histogram.quantile(1), 200_000_000);
  });
});
