// What an aspect is: how much of it both runs saw, and where they differ. Below the aspects and their list.
import type { Difference } from '../comparison.ts';
import type { EndpointPair, Pairing } from '../pairing.ts';

type Fact = Omit<Difference, 'aspect'>;

export interface AspectFacts {
  /** Both runs saw something of it. */
  readonly isSeen: boolean;
  readonly differences: readonly Fact[];
}

/** Pure, and the same the other way round. */
export type CompareAspect = (pairing: Pairing) => AspectFacts;

/** An aspect of single endpoints. `read` gives what is to be the same, and its words; null: this run did not get that far. */
export const ofEndpoints =
  (read: (endpoint: EndpointPair['a']) => { readonly key: string; readonly text: string } | null): CompareAspect =>
  ({ pairs }) => {
    const seen = pairs.flatMap(({ subject, a, b }) => {
      const [ofA, ofB] = [read(a), read(b)];
      return ofA === null || ofB === null ? [] : [{ subject, ofA, ofB }];
    });
    return {
      isSeen: seen.length > 0,
      differences: seen
        .filter(({ ofA, ofB }) => ofA.key !== ofB.key)
        .map(({ subject, ofA, ofB }) => ({ subject, a: ofA.text, b: ofB.text })),
    };
  };
