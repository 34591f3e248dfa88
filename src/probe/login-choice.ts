// Which of the endpoints that are ready gets the one login: the best of them, once no better one can come. Knows ranks and
// names of endpoints, and nothing of what they offer.

interface Candidate {
  readonly rank: number;
  readonly answer: (isChosen: boolean) => void;
}

export class LoginChoice {
  readonly #isOver: () => boolean;
  readonly #isInTheWay: (candidates: number) => boolean;
  /** Endpoints that may yet turn out to be the better place, with their ranks. */
  readonly #pending = new Map<string, number>();
  readonly #candidates = new Map<string, Candidate>();
  #isTaken = false;

  /**
   * `isOver`: nobody better is waited for any longer. `isInTheWay`: so many candidates hold every connection that may be open
   * at once, and a better one could not begin for their waiting.
   */
  constructor(isOver: () => boolean, isInTheWay: (candidates: number) => boolean) {
    this.#isOver = isOver;
    this.#isInTheWay = isInTheWay;
  }

  /** More endpoints stand in line for a connection than before. */
  lineGrew(): void {
    this.#review();
  }

  /** An endpoint has got the login. */
  get isTaken(): boolean {
    return this.#isTaken;
  }

  /** The endpoints that worse ones wait for, with their ranks: these, and no others any more. */
  expect(endpoints: Iterable<readonly [id: string, rank: number]>): void {
    this.#pending.clear();
    for (const [id, rank] of endpoints) this.#pending.set(id, rank);
    this.#review();
  }

  /** The endpoint will not be ready: nobody waits for it any longer. */
  leave(id: string): void {
    this.#pending.delete(id);
    this.#review();
  }

  /** The endpoint is ready. Resolves when it is settled whether it gets the login. Rank 0 is the best. */
  wait(id: string, rank: number): Promise<boolean> {
    this.#pending.delete(id);
    return new Promise((answer) => {
      this.#candidates.set(id, { rank, answer });
      this.#review();
    });
  }

  /** One more login may be had, by whoever is ready next. */
  reopen(): void {
    this.#isTaken = false;
    this.#pending.clear();
  }

  #review(): void {
    if (this.#isTaken) {
      for (const { answer } of this.#candidates.values()) answer(false);
      return this.#candidates.clear();
    }
    const [best] = [...this.#candidates].sort(([, a], [, b]) => a.rank - b.rank);
    if (!best) return;
    const [id, { rank, answer }] = best;
    const isBetterOneComing = !this.#isOver() && !this.#isInTheWay(this.#candidates.size);
    if (isBetterOneComing && [...this.#pending.values()].some((pending) => pending < rank)) return;
    this.#isTaken = true;
    this.#candidates.delete(id);
    answer(true);
    this.#review();
  }
}
