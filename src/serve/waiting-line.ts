// At most so many at once, at most so many in line behind them, first come first served; who gives up leaves the line.
// Knows nothing of probes.

export type Admission =
  /** `leave` must be called once, however the work ends. */
  { readonly kind: 'admitted'; readonly leave: () => void } | { readonly kind: 'full' } | { readonly kind: 'gave-up' };

interface Waiter {
  readonly admit: () => void;
  readonly giveUp: () => void;
}

export class WaitingLine {
  readonly #places: number;
  readonly #longest: number;
  readonly #line: Waiter[] = [];
  #inside = 0;
  #isClosed = false;

  constructor(places: number, longest: number) {
    this.#places = places;
    this.#longest = longest;
  }

  get inside(): number {
    return this.#inside;
  }

  get waiting(): number {
    return this.#line.length;
  }

  /** Resolves at once where there is a place or no room in the line, else in turn, or when the signal says so. */
  enter(signal: AbortSignal): Promise<Admission> {
    if (signal.aborted || this.#isClosed) return Promise.resolve({ kind: 'gave-up' });
    if (this.#inside < this.#places) return Promise.resolve(this.#admitted());
    if (this.#line.length >= this.#longest) return Promise.resolve({ kind: 'full' });
    return new Promise((resolve) => {
      const giveUp = (): void => {
        this.#line.splice(this.#line.indexOf(waiter), 1);
        signal.removeEventListener('abort', giveUp);
        resolve({ kind: 'gave-up' });
      };
      const waiter: Waiter = {
        giveUp,
        admit: () => {
          signal.removeEventListener('abort', giveUp);
          resolve(this.#admitted());
        },
      };
      this.#line.push(waiter);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** Nobody is let in any more; who is inside stays. */
  close(): void {
    this.#isClosed = true;
    for (const { giveUp } of [...this.#line]) giveUp();
  }

  #admitted(): Admission {
    this.#inside += 1;
    let hasLeft = false;
    return {
      kind: 'admitted',
      leave: () => {
        if (hasLeft) return;
        hasLeft = true;
        this.#inside -= 1;
        this.#line.shift()?.admit();
      },
    };
  }
}
