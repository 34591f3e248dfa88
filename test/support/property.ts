// fast-check as every property test here uses it: with a fixed seed, so that `npm test` feeds the same input wherever and
// however often it runs. Another seed is asked for by MAILPROBE_FUZZ_SEED (a number, or `random`), another number of runs
// of each property by MAILPROBE_FUZZ_RUNS. Knows no property.
import { randomInt } from 'node:crypto';
import fc from 'fast-check';

const { MAILPROBE_FUZZ_SEED: wantedSeed = '20260131', MAILPROBE_FUZZ_RUNS: wantedRuns } = process.env;

/** Of 32 bits. fast-check reports it with what it finds, and the path to the case. */
export const SEED = wantedSeed === 'random' ? randomInt(2 ** 31) : Number(wantedSeed) | 0;

/** How often a property runs: so often where it is not said from outside. */
export const runs = (usual: number): number => (wantedRuns === undefined ? usual : Number(wantedRuns));

fc.configureGlobal({ seed: SEED, numRuns: runs(100) });

export default fc;
