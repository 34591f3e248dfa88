// One clock and one budget for a whole run. Everything that waits is handed this; nothing keeps a clock of its own.
import { setMaxListeners } from 'node:events';

/** What can end a wait from outside. */
export interface Ending {
  readonly isOver: boolean;
  /** Calls back once, when it ends; the function returned takes that back. Nothing is called where it is over already. */
  onOver(listener: () => void): () => void;
}

export class Deadline implements Ending {
  #startedAt = performance.now();
  /** When the clock was stopped; null: it runs. */
  #heldAt: number | null = null;
  #isOver = false;
  readonly #listeners = new Set<() => void>();
  /** Made for those who ask: an AbortController takes Node longer than all else here, and a batch has thousands of checks. */
  #abort: AbortController | null = null;
  #timer: NodeJS.Timeout;
  /** Wall-clock time of the start, ISO 8601. */
  readonly startedAt = new Date().toISOString();
  readonly totalMs: number;
  #interrupted = false;
  readonly #interruptListeners = new Set<() => void>();

  constructor(totalMs: number) {
    this.totalMs = totalMs;
    this.#timer = this.#arm(totalMs);
  }

  #arm(inMs: number): NodeJS.Timeout {
    return setTimeout(() => this.#end(), inMs).unref();
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener();
    this.#abort?.abort();
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

  /** The same end for what takes a signal. */
  get signal(): AbortSignal {
    if (this.#abort) return this.#abort.signal;
    this.#abort = new AbortController();
    // Many may listen; Node would warn from the eleventh on.
    setMaxListeners(0, this.#abort.signal);
    if (this.#isOver) this.#abort.abort();
    return this.#abort.signal;
  }

  /** The time is up, or `interrupt()` was called. */
  get isOver(): boolean {
    return this.#isOver;
  }

  onOver(listener: () => void): () => void {
    if (!this.#isOver) this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get isInterrupted(): boolean {
    return this.#interrupted;
  }

  /** The user wants it to end now (Ctrl-C). */
  interrupt(): void {
    this.#interrupted = true;
    this.#end();
    for (const listener of [...this.#interruptListeners]) listener();
  }

  /** `signal` interrupts it. The function returned takes that back. */
  interruptBy(signal: AbortSignal): () => void {
    const interrupt = (): void => this.interrupt();
    signal.addEventListener('abort', interrupt, { once: true });
    if (signal.aborted) interrupt();
    return () => signal.removeEventListener('abort', interrupt);
  }

  /** Calls back when the user wants an end, also where the time is up already: for what goes on after it by intention. */
  onInterrupt(listener: () => void): () => void {
    this.#interruptListeners.add(listener);
    return () => this.#interruptListeners.delete(listener);
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

/** Ends with another, or before it: what asks on behalf of something that may be done sooner. */
export class EarlyEnding implements Ending {
  #isOver = false;
  readonly #listeners = new Set<() => void>();
  readonly #stopListening: () => void;

  constructor(whole: Ending) {
    this.#isOver = whole.isOver;
    this.#stopListening = whole.onOver(() => this.end());
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  onOver(listener: () => void): () => void {
    if (!this.#isOver) this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopListening();
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener();
  }
}

/** The same end for what was handed a signal. */
export const endingOf = (signal: AbortSignal): Ending => ({
  get isOver() {
    return signal.aborted;
  },
  onOver(listener) {
    signal.addEventListener('abort', listener, { once: true });
    return () => signal.removeEventListener('abort', listener);
  },
});
