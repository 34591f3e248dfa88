// What a conclusion's rule is, and the few words that all use. Each is asked both ways, so that A with B and B with A come to
// the same: `here` is the run in which something is the matter. Below the rules and their list.
import type { Conclusion } from '../comparison.ts';
import { isSameTime, type Pairing } from '../pairing.ts';

/** `a` of the pairing is the run that something is the matter with. */
export type FindConclusion = (pairing: Pairing) => Omit<Conclusion, 'at'> | null;

export interface ConclusionRule {
  /** `both`: it is of neither run alone, and is found once. */
  readonly of: 'one' | 'both';
  readonly find: FindConclusion;
}

/** Days apart, a change of the server explains as much as anything between. */
export const alsoServer = (pairing: Pairing): string =>
  isSameTime(pairing)
    ? ''
    : ' The two runs lie apart in time, so the server itself may have been changed meanwhile: compare two runs of the same hour to be certain.';

/** The later of two runs is `a`. */
export const isLater = ({ a, b }: Pairing): boolean => a.startedMs > b.startedMs;
