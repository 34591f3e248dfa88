// fast-check as every property test here uses it: with a fixed seed, so that `npm test` feeds the same input wherever and
// however often it runs. Another seed is asked for by MAILPROBE_FUZZ_SEED (a number, or `random`), another number of runs
// of each property by MAILPROBE_FUZZ_RUNS. Knows no property.
import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { sized } from './test-size.ts';

const { MAILPROBE_FUZZ_SEED: wantedSeed = '20260131', MAILPROBE_FUZZ_RUNS: wantedRuns } = process.env;

/** Of 32 bits. fast-check reports it with what it finds, and the path to the case. */
export const SEED = wantedSeed === 'random' ? randomInt(2 ** 31) : Number(wantedSeed) | 0;

/** A part of the runs of full size is enough to notice what a change breaks; never so few that nothing is tried. */
const PART = sized(1 / 3, 1);
const LEAST = 3;

/** How often a property runs: so often at full size, where it is not said from outside. */
export const runs = (full: number): number =>
  wantedRuns === undefined ? Math.max(Math.ceil(full * PART), Math.min(LEAST, full)) : Number(wantedRuns);

fc.configureGlobal({ seed: SEED, numRuns: runs(100) });

const SURROGATES = { from: 0xd800, count: 0x800 };

/**
 * What fast-check calls the unit `binary`, number for number: any code point but the halves of pairs. Its own makes a table of all of
 * the million before it gives the first, a second of processor time in each process.
 */
export const anyCharacter = fc.nat({ max: 0x10ffff - SURROGATES.count }).map(
  (at) => String.fromCodePoint(at < SURROGATES.from ? at : at + SURROGATES.count),
  (value) => {
    const code = typeof value === 'string' && [...value].length === 1 ? (value.codePointAt(0) ?? -1) : -1;
    const isBelow = code < SURROGATES.from;
    if (code < 0 || (!isBelow && code < SURROGATES.from + SURROGATES.count)) throw new RangeError('no character');
    return isBelow ? code : code - SURROGATES.count;
  },
);

export default fc;
