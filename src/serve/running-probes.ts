// Everything that is under way: the deadlines by which it can be ended, and the work whose end the service waits for. Knows
// nothing of HTTP and nothing of what the work is.
import { Deadline } from '../net/deadline.ts';

export class RunningProbes {
  readonly #deadlines = new Set<Deadline>();
  readonly #work = new Set<Promise<unknown>>();
  #isEnding = false;

  /** Does the work within so many milliseconds; `gone`: nobody waits for it any more. */
  async runWithin<T>(timeMs: number, gone: AbortSignal, work: (deadline: Deadline) => Promise<T>): Promise<T> {
    const deadline = new Deadline(timeMs);
    const interrupt = (): void => deadline.interrupt();
    gone.addEventListener('abort', interrupt, { once: true });
    if (gone.aborted) interrupt();
    try {
      return await this.keep(deadline, work(deadline));
    } finally {
      deadline.release();
    }
  }

  /** Work that is under way, and ends soon after its deadline does. */
  async keep<T>(deadline: Deadline, work: Promise<T>): Promise<T> {
    this.#deadlines.add(deadline);
    this.#work.add(work);
    if (this.#isEnding) deadline.interrupt();
    try {
      return await work;
    } finally {
      this.#deadlines.delete(deadline);
      this.#work.delete(work);
    }
  }

  /** Ends everything that is under way, and at once what may yet come of it. */
  interrupt(): void {
    this.#isEnding = true;
    for (const deadline of this.#deadlines) deadline.interrupt();
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled(this.#work);
  }
}
