// How long something took, over any number of times, in a memory that does not grow: counts in bins that are each two
// hundredths wider than the one before, so that a quantile is right within one per cent. Knows nothing of mail.

const RELATIVE_ERROR = 0.01;
const GROWTH = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LOG_GROWTH = Math.log(GROWTH);
/** A tenth of a millisecond is the least that a report tells; a day is the longest that an option can name. */
const LEAST_MS = 0.1;
const MOST_MS = 86_400_000;
const BINS = Math.ceil(Math.log(MOST_MS / LEAST_MS) / LOG_GROWTH) + 1;

const binOf = (ms: number): number => (ms <= LEAST_MS ? 0 : Math.min(BINS - 1, Math.ceil(Math.log(ms / LEAST_MS) / LOG_GROWTH)));

/** The value that is no further than the error from all that fall into the bin. */
const middleOf = (bin: number): number => (LEAST_MS * 2 * GROWTH ** bin) / (GROWTH + 1);

export interface DurationFigures {
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
}

export class DurationHistogram {
  readonly #bins = new Uint32Array(BINS);
  #count = 0;
  #leastMs = Number.POSITIVE_INFINITY;
  #mostMs = 0;

  get count(): number {
    return this.#count;
  }

  /** The longest, exactly. */
  get maxMs(): number {
    return this.#mostMs;
  }

  add(ms: number): void {
    const value = Math.max(0, ms);
    const bin = binOf(value);
    this.#bins[bin] = (this.#bins[bin] ?? 0) + 1;
    this.#count += 1;
    this.#leastMs = Math.min(this.#leastMs, value);
    this.#mostMs = Math.max(this.#mostMs, value);
  }

  /** The least value that a share of all, from 0 to 1, does not exceed (nearest rank); null: nothing was added. */
  quantile(share: number): number | null {
    if (this.#count === 0) return null;
    const rank = Math.max(1, Math.ceil(share * this.#count));
    if (rank === this.#count) return this.#mostMs;
    let seen = 0;
    for (let bin = 0; bin < BINS; bin++) {
      seen += this.#bins[bin] ?? 0;
      if (seen >= rank) return Math.min(this.#mostMs, Math.max(this.#leastMs, middleOf(bin)));
    }
    return this.#mostMs;
  }

  /** Null: nothing was added. */
  get figures(): DurationFigures | null {
    const [p50Ms, p95Ms] = [this.quantile(0.5), this.quantile(0.95)];
    if (p50Ms === null || p95Ms === null) return null;
    return { count: this.#count, p50Ms: tenth(p50Ms), p95Ms: tenth(p95Ms), maxMs: tenth(this.#mostMs) };
  }
}

const tenth = (ms: number): number => Math.round(ms * 10) / 10;
