// At most so many at once, at most so many waiting behind them, first come first served; who gives up waits no longer.
// Knows nothing of what the permits are for.

export type Acquisition =
  /** `release` must be called once, however the work ends. */
  { readonly kind: 'acquired'; readonly release: () => void } | { readonly kind: 'full' } | { readonly kind: 'gave-up' };

interface Waiter {
  readonly admit: () => void;
  readonly giveUp: () => void;
}

export class Semaphore {
  readonly #permits: number;
  readonly #maxWaiting: number;
  readonly #pauseMs: number;
  readonly #queue: Waiter[] = [];
  readonly #resting = new Set<NodeJS.Timeout>();
  #held = 0;
  #isClosed = false;

  /** `pauseMs`: how long a permit that was given back rests before the next has it. */
  constructor(permits: number, maxWaiting = Number.POSITIVE_INFINITY, pauseMs = 0) {
    this.#permits = permits;
    this.#maxWaiting = maxWaiting;
    this.#pauseMs = pauseMs;
  }

  get held(): number {
    return this.#held;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** Does the work when a permit is free, and gives it back however the work ends. Not for one that may be closed or full. */
  async use<T>(work: () => Promise<T>): Promise<T> {
    const acquisition = await this.acquire();
    try {
      return await work();
    } finally {
      if (acquisition.kind === 'acquired') acquisition.release();
    }
  }

  /** A permit's release, where one is free now. */
  tryAcquire(): (() => void) | null {
    return this.#isClosed || this.#held >= this.#permits ? null : this.#acquired().release;
  }

  /** Resolves at once where a permit is free or the queue is full, else in turn, or when the signal says so. */
  acquire(signal?: AbortSignal): Promise<Acquisition> {
    if (signal?.aborted || this.#isClosed) return Promise.resolve({ kind: 'gave-up' });
    if (this.#held < this.#permits) return Promise.resolve(this.#acquired());
    if (this.#queue.length >= this.#maxWaiting) return Promise.resolve({ kind: 'full' });
    return new Promise((resolve) => {
      const giveUp = (): void => {
        this.#queue.splice(this.#queue.indexOf(waiter), 1);
        signal?.removeEventListener('abort', giveUp);
        resolve({ kind: 'gave-up' });
      };
      const waiter: Waiter = {
        giveUp,
        admit: () => {
          signal?.removeEventListener('abort', giveUp);
          resolve(this.#acquired());
        },
      };
      this.#queue.push(waiter);
      for (const timer of this.#resting) timer.ref();
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** Nobody gets a permit any more; who holds one keeps it. */
  close(): void {
    this.#isClosed = true;
    for (const { giveUp } of [...this.#queue]) giveUp();
  }

  /** A process that nobody waits in need not stay for it. */
  #rest(giveBack: () => void): void {
    const timer = setTimeout(() => {
      this.#resting.delete(timer);
      giveBack();
    }, this.#pauseMs);
    this.#resting.add(timer);
    if (this.#queue.length === 0) timer.unref();
  }

  #acquired(): Extract<Acquisition, { kind: 'acquired' }> {
    this.#held += 1;
    let isReleased = false;
    return {
      kind: 'acquired',
      release: () => {
        if (isReleased) return;
        isReleased = true;
        const giveBack = (): void => {
          this.#held -= 1;
          this.#queue.shift()?.admit();
        };
        if (this.#pauseMs > 0) this.#rest(giveBack);
        else giveBack();
      },
    };
  }
}
