// One clock and one budget for a whole run. Everything that waits is handed this; nothing keeps a clock of its own.

export class Deadline {
  readonly #startedAt = performance.now();
  readonly #abort = new AbortController();
  readonly #timer: NodeJS.Timeout;
  /** Wall-clock time of the start, ISO 8601. */
  readonly startedAt = new Date().toISOString();
  readonly totalMs: number;
  #interrupted = false;

  constructor(totalMs: number) {
    this.totalMs = totalMs;
    this.#timer = setTimeout(() => this.#abort.abort(), totalMs);
    this.#timer.unref();
  }

  /** Milliseconds since the start, monotonic, rounded to a tenth. */
  elapsedMs(): number {
    return Math.round((performance.now() - this.#startedAt) * 10) / 10;
  }

  remainingMs(): number {
    return Math.max(0, this.totalMs - (performance.now() - this.#startedAt));
  }

  /** The smaller of a wait's own limit and what is left of the whole. */
  limitMs(ownMs: number): number {
    return Math.min(ownMs, this.remainingMs());
  }

  /** Aborts when the time is up, or at `interrupt()`. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get isOver(): boolean {
    return this.#abort.signal.aborted;
  }

  get isInterrupted(): boolean {
    return this.#interrupted;
  }

  /** The user wants it to end now (Ctrl-C). */
  interrupt(): void {
    this.#interrupted = true;
    this.#abort.abort();
  }

  /** Lets go of the timer. Call it when the run is over. */
  release(): void {
    clearTimeout(this.#timer);
  }
}
