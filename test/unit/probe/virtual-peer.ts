// Hours in a moment: a clock that jumps to the next thing that is due, and mail servers with timeouts behind ways that forget.
import { setImmediate as turn } from 'node:timers/promises';
import type { Failure, Outcome } from '../../../src/model/outcome.ts';
import type { Reply } from '../../../src/model/reply.ts';
import type { BusyLine } from '../../../src/probe/busy-connection.ts';
import type { HoldClock } from '../../../src/probe/idle-line.ts';

export class VirtualClock implements HoldClock {
  #nowMs = 0;
  readonly #due: { readonly atMs: number; readonly go: () => void }[] = [];

  now(): number {
    return this.#nowMs;
  }

  async sleep(ms: number, cut: Promise<unknown>): Promise<void> {
    let go = (): void => {};
    const over = new Promise<void>((resolve) => {
      go = resolve;
    });
    const entry = { atMs: this.#nowMs + ms, go };
    this.#due.push(entry);
    await Promise.race([over, cut]);
    const at = this.#due.indexOf(entry);
    if (at >= 0) this.#due.splice(at, 1);
  }

  /** Lets time go by until it is done. */
  async run<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    done.catch(() => {}); // Told to whoever awaits it, below.
    for (;;) {
      await turn();
      if (isDone) return done;
      const [next] = this.#due.toSorted((one, other) => one.atMs - other.atMs);
      if (!next) throw new Error('nothing is due any more');
      this.#due.splice(this.#due.indexOf(next), 1);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.go();
    }
  }
}

export interface Fate {
  /** The server ends it after so long a silence … */
  readonly idleMs?: number;
  /** … or at this age … */
  readonly ageMs?: number;
  /** … in this way. */
  readonly how?: 'told' | 'closed' | 'reset';
  /** A device on the way forgets it after so long a silence; what is sent then is lost, or answered with RST. */
  readonly forgottenMs?: number;
  readonly whenForgotten?: 'lost' | 'reset';
  /** From then on nothing gets through, in no direction. */
  readonly outageAtMs?: number;
  /** The user has had enough. */
  readonly brokenOffAtMs?: number;
}

const COMMAND_MS = 10_000;
const FAREWELL: Reply = { code: 421, enhanced: '4.4.2', lines: ['4.4.2 x Error: timeout exceeded'] };
const failed = (failure: Failure): Outcome<Reply> => ({ ok: false, failure });
const timedOut = (ms: number): Outcome<Reply> =>
  failed({ kind: 'timeout', stage: 'quit', budget: 'command', budgetMs: ms, waitedMs: ms });
const RESET = failed({ kind: 'system', stage: 'quit', systemCode: 'ECONNRESET' });

export class VirtualPeer implements BusyLine {
  readonly session = this;
  readonly readyAtMs: number;
  /** What was sent, by its time. */
  readonly commandsAtMs: number[] = [];
  isClosed = false;
  readonly #clock: VirtualClock;
  readonly #fate: Fate;
  #saidAtMs: number;

  constructor(clock: VirtualClock, fate: Fate) {
    this.#clock = clock;
    this.#fate = fate;
    this.readyAtMs = clock.now();
    this.#saidAtMs = clock.now();
  }

  /** When the server ends it, if nothing more is said. */
  get #endsAtMs(): number {
    const { idleMs = Number.POSITIVE_INFINITY, ageMs = Number.POSITIVE_INFINITY } = this.#fate;
    return Math.min(this.#saidAtMs + idleMs, this.readyAtMs + ageMs);
  }

  get #isForgotten(): boolean {
    return this.#clock.now() - this.#saidAtMs > (this.#fate.forgottenMs ?? Number.POSITIVE_INFINITY);
  }

  #isCutOffAt(atMs: number): boolean {
    return atMs > this.#saidAtMs + (this.#fate.forgottenMs ?? Number.POSITIVE_INFINITY) || atMs >= this.#outageAtMs;
  }

  get #outageAtMs(): number {
    return this.#fate.outageAtMs ?? Number.POSITIVE_INFINITY;
  }

  #ending(): Outcome<Reply> {
    const { how = 'told' } = this.#fate;
    if (how === 'reset') return RESET;
    return how === 'told' ? { ok: true, value: FAREWELL } : failed({ kind: 'closed', stage: 'quit' });
  }

  async hear(ms: number): Promise<Outcome<Reply>> {
    const untilMs = this.#clock.now() + ms;
    const endsAtMs = this.#isCutOffAt(this.#endsAtMs) ? Number.POSITIVE_INFINITY : this.#endsAtMs;
    const { brokenOffAtMs = Number.POSITIVE_INFINITY } = this.#fate;
    const nextMs = Math.min(untilMs, endsAtMs, brokenOffAtMs);
    await this.#clock.sleep(nextMs - this.#clock.now(), new Promise(() => {}));
    if (nextMs === brokenOffAtMs) return failed({ kind: 'not-tried', stage: 'quit', reason: 'interrupted' });
    return nextMs === endsAtMs ? this.#ending() : timedOut(ms);
  }

  async keepAlive(): Promise<Outcome<Reply>> {
    this.commandsAtMs.push(this.#clock.now());
    if (this.#isForgotten && this.#fate.whenForgotten === 'reset') return RESET;
    if (this.#isForgotten || this.#clock.now() >= this.#outageAtMs) {
      await this.#clock.sleep(COMMAND_MS, new Promise(() => {}));
      return timedOut(COMMAND_MS);
    }
    if (this.#clock.now() >= this.#endsAtMs) return this.#ending();
    this.#saidAtMs = this.#clock.now();
    return { ok: true, value: { code: 250, enhanced: null, lines: ['Ok'] } };
  }

  close(): void {
    this.isClosed = true;
  }
}
