// One clock and one budget for a whole run. Everything that waits is handed this; nothing keeps a clock of its own.
import { setMaxListeners } from 'node:events';

export class Deadline {
  #startedAt = performance.now();
  /** When the clock was stopped; null: it runs. */
  #heldAt: number | null = null;
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout;
  /** Wall-clock time of the start, ISO 8601. */
  readonly startedAt = new Date().toISOString();
  readonly totalMs: number;
  #interrupted = false;

  constructor(totalMs: number) {
    this.totalMs = totalMs;
    // Every wait of every probe listens; Node would warn from the eleventh on.
    setMaxListeners(0, this.#abort.signal);
    this.#timer = this.#arm(totalMs);
  }

  #arm(inMs: number): NodeJS.Timeout {
    return setTimeout(() => this.#abort.abort(), inMs).unref();
  }

  #sinceStartMs(): number {
    return (this.#heldAt ?? performance.now()) - this.#startedAt;
  }

  /** Milliseconds since the start, monotonic, rounded to a tenth. */
  elapsedMs(): number {
    return Math.round(this.#sinceStartMs() * 10) / 10;
  }

  remainingMs(): number {
    return Math.max(0, this.totalMs - this.#sinceStartMs());
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

  /** Stops the clock while `wait` lasts: standing in line before a check is no part of its time. */
  async hold<T>(wait: () => Promise<T>): Promise<T> {
    if (this.isOver || this.#heldAt !== null) return wait();
    clearTimeout(this.#timer);
    this.#heldAt = performance.now();
    try {
      return await wait();
    } finally {
      this.#startedAt += performance.now() - this.#heldAt;
      this.#heldAt = null;
      this.#timer = this.#arm(this.remainingMs());
    }
  }

  /** Lets go of the timer. Call it when the run is over. */
  release(): void {
    clearTimeout(this.#timer);
  }
}
