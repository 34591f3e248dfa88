// Whether a port fails at some addresses of its host alone. Pure: counts in, addresses out, and only where chance would
// hardly make that difference.

export interface AddressCounts {
  readonly address: string;
  readonly runs: number;
  readonly failed: number;
}

export interface AddressPattern {
  readonly failing: readonly AddressCounts[];
  readonly sound: readonly AddressCounts[];
}

/** One in twenty, over all addresses that are compared. */
const MOST_CHANCE = 0.05;

const logFactorials = [0];
function logFactorial(n: number): number {
  // Stirling's series, where a table would be long: right to ten digits from here on.
  if (n > 1_000) return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3);
  for (let at = logFactorials.length; at <= n; at++) logFactorials.push((logFactorials[at - 1] ?? 0) + Math.log(at));
  return logFactorials[n] ?? 0;
}
const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/** Beyond this many failures more of them change nothing that could be told. */
const MOST_TERMS = 2_000;

/** Fisher's exact test, one-sided: how likely chance puts at least so many of all failures at this address. */
export function chanceOf(one: Omit<AddressCounts, 'address'>, others: Omit<AddressCounts, 'address'>): number {
  const runs = one.runs + others.runs;
  const failed = one.failed + others.failed;
  const all = logChoose(runs, failed);
  const most = Math.min(one.runs, failed, one.failed + MOST_TERMS);
  let chance = 0;
  for (let here = one.failed; here <= most; here++) {
    const there = failed - here;
    if (there <= others.runs) chance += Math.exp(logChoose(one.runs, here) + logChoose(others.runs, there) - all);
  }
  return Math.min(1, chance);
}

/** Null: the addresses do not differ, or there is one alone. */
export function addressPatternOf(counts: readonly AddressCounts[]): AddressPattern | null {
  const seen = counts.filter(({ runs }) => runs > 0);
  if (seen.length < 2) return null;
  const failing = seen.filter((one) => {
    const others = seen.filter((other) => other !== one);
    const rest = {
      runs: others.reduce((sum, { runs }) => sum + runs, 0),
      failed: others.reduce((sum, { failed }) => sum + failed, 0),
    };
    return one.failed > 0 && chanceOf(one, rest) <= MOST_CHANCE / seen.length;
  });
  const sound = seen.filter((one) => !failing.includes(one));
  return failing.length === 0 || sound.length === 0 ? null : { failing, sound };
}
