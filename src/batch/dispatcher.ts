// Hands the entries of a list to the workers: so many at once, no faster than results are written, and to further threads
// only where the list is long enough to pay for them. Must not know how a check is run or where results go.
import type { AddressGate } from './address-gate.ts';
import type { CheckWorker, Finished } from './check-worker.ts';
import type { Entry } from './entry.ts';

export interface DispatchPlan {
  /** Checks under way at once; those that wait for a crowded address do not count. */
  readonly concurrency: number;
  readonly gate: AddressGate;
  /** The worker of this thread. */
  readonly own: CheckWorker;
  /** How to bring up the others. */
  readonly further: readonly (() => CheckWorker)[];
  /** Entries after which the others are brought up. */
  readonly furtherAfter: number;
  /** Resolves when the result has left the process. A slow reader slows the checks. */
  readonly deliver: (finished: Finished, entry: Entry) => Promise<void>;
  /** It ends early: nobody may wait for anything any more. */
  readonly onStop?: () => void;
}

/** So many entries may wait for crowded addresses while others are looked for further down the list. */
const LOOKAHEAD = 1_000;

export class Dispatcher {
  readonly #plan: DispatchPlan;
  readonly #workers: CheckWorker[];
  #unfinished = 0;
  #isOver = false;
  #fault: { readonly error: unknown } | null = null;
  #wake: () => void = () => {};

  constructor(plan: DispatchPlan) {
    this.#plan = plan;
    this.#workers = [plan.own];
    plan.gate.onChange = () => this.#wake();
  }

  /** Resolves when all entries are finished and written, or when `stop` was called and what ran has ended. */
  async run(entries: AsyncIterable<Entry>): Promise<void> {
    const source = entries[Symbol.asyncIterator]();
    let taken = 0;
    try {
      for (;;) {
        await this.#untilRoom();
        if (this.#isOver) break;
        const next = await this.#orStop(source.next());
        if (next === null || next.done === true) break;
        taken += 1;
        if (taken === this.#plan.furtherAfter) this.#workers.push(...this.#plan.further.map((start) => start()));
        void this.#check(next.value);
      }
      await this.#until(() => this.#unfinished === 0);
    } catch (error) {
      this.stop();
      await this.#until(() => this.#unfinished === 0);
      throw error;
    } finally {
      // Not waited for: a source that hangs (a pipe that nobody closes) would hold up the end.
      void Promise.resolve(source.return?.()).catch(() => {});
      await Promise.all(this.#workers.map((worker) => worker.close()));
    }
    if (this.#fault) throw this.#fault.error;
  }

  /** Takes no more entries, and ends those under way with what they have found. */
  stop(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#plan.gate.close();
    this.#plan.onStop?.();
    for (const worker of this.#workers) worker.interrupt();
    this.#stopped();
    this.#wake();
  }

  #stopped: () => void = () => {};

  /** No Promise.race with one promise for the whole run: that would remember every entry. */
  #orStop<T>(promise: Promise<T>): Promise<T | null> {
    return new Promise((resolve, reject) => {
      this.#stopped = () => resolve(null);
      promise.then(resolve, reject);
    });
  }

  async #check(entry: Entry): Promise<void> {
    this.#unfinished += 1;
    try {
      const worker = this.#workers.reduce((best, other) => (other.load < best.load ? other : best));
      const finished = await worker.check(entry);
      if (finished) await this.#plan.deliver(finished, entry);
    } catch (error) {
      this.#fault ??= { error };
      this.stop();
    } finally {
      this.#unfinished -= 1;
      this.#wake();
    }
  }

  #untilRoom(): Promise<void> {
    const { gate, concurrency } = this.#plan;
    return this.#until(
      () => this.#isOver || (this.#unfinished - gate.waitingForAddress < concurrency && gate.waitingForAddress < LOOKAHEAD),
    );
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
