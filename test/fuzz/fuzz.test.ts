// Each fuzz target for a moment: enough to notice what a change breaks. The long runs are long-run.mjs's.
import { describe, it } from 'node:test';
import fc, { runs } from '../support/property.ts';
import { FUZZ_TARGETS } from './targets.ts';

const RUNS = 300;

describe('fuzz', () => {
  for (const { name, invariant, property, cost } of FUZZ_TARGETS) {
    it(`${name}: ${invariant}`, async () => {
      await fc.assert(property, { numRuns: Math.max(20, Math.ceil(runs(RUNS) / Math.sqrt(cost))) });
    });
  }
});
