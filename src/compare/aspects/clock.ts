// The clocks of the two machines, by the one clock that both saw: the server's, in its greeting.
import { clockAheadMs } from '../greeting-words.ts';
import type { Pairing } from '../pairing.ts';
import type { CompareAspect } from './aspect.ts';

/** Kerberos takes no more (RFC 4120 §8.2), and tokens and certificates go wrong from there on. */
const MOST_APART_MS = 5 * 60_000;

export interface ClockFact {
  readonly subject: string;
  readonly aheadMs: { readonly a: number; readonly b: number };
}

/** Of the endpoints whose greeting tells the time in both runs; the server's own clock cancels out. */
export function clockFacts({ a, b, pairs }: Pairing): readonly ClockFact[] {
  return pairs.flatMap((pair) => {
    const [ofA, ofB] = [clockAheadMs(pair.a, a.startedMs), clockAheadMs(pair.b, b.startedMs)];
    return ofA === null || ofB === null ? [] : [{ subject: pair.subject, aheadMs: { a: ofA, b: ofB } }];
  });
}

export const isApart = ({ aheadMs }: ClockFact): boolean => Math.abs(aheadMs.a - aheadMs.b) > MOST_APART_MS;

/** `2 h 5 min behind the server`: of the machine. */
export function aheadText(ms: number): string {
  if (Math.abs(ms) < 60_000) return "as the server's";
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const size =
    minutes < 120 ? `${minutes} min` : minutes < 2_880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1_440)} days`;
  return `${size} ${ms > 0 ? 'behind' : 'ahead of'} the server's`;
}

export const compareClock: CompareAspect = (pairing) => {
  const facts = clockFacts(pairing);
  return {
    isSeen: facts.length > 0,
    differences: facts.filter(isApart).map(({ subject, aheadMs }) => ({
      subject: `clock of the machine, by the greeting of ${subject}`,
      a: aheadText(aheadMs.a),
      b: aheadText(aheadMs.b),
    })),
  };
};
