// Probes that wait for a peer's first byte. Once every probe still under way is such a one, and a usable endpoint is
// known, the waits are cut short: settling.ts, rule 4.
import type { Failure } from '../model/outcome.ts';
import type { Stage } from '../model/protocol.ts';
import { silencePatienceMs } from '../request/limits.ts';

interface SilentWait {
  readonly stage: Stage;
  readonly startedAt: number;
  readonly leastMs: number;
  readonly abort: (failure: Failure) => void;
}

export class SilenceWatch {
  readonly #enabled: boolean;
  readonly #waits = new Map<string, SilentWait>();
  readonly #held = new Set<string>();
  #underWay = 0;
  #whenAlone: (() => void) | null = null;
  #slowestGreetingMs: number | null = null;
  #timer: NodeJS.Timeout | undefined;

  /** `enabled`: false where the waits were asked for by name. */
  constructor(enabled: boolean) {
    this.#enabled = enabled;
  }

  probeStarted(): void {
    this.#underWay += 1;
    this.#review();
  }

  probeEnded(id: string): void {
    this.#underWay -= 1;
    this.#held.delete(id);
    this.#waits.delete(id);
    this.#review();
  }

  /** Calls once no other probe is under way, be it at once. The function returned forgets it. */
  onAlone(call: () => void): () => void {
    this.#whenAlone = call;
    this.#review();
    return () => {
      this.#whenAlone = null;
    };
  }

  /** The probe waits for its turn to log in: nothing of the server's is awaited. */
  held(id: string, isHeld: boolean): void {
    if (isHeld) this.#held.add(id);
    else this.#held.delete(id);
    this.#review();
  }

  /** An endpoint that a client could use is known; its greeting took so long. */
  usableFound(greetingMs: number): void {
    this.#slowestGreetingMs = Math.max(this.#slowestGreetingMs ?? 0, greetingMs);
    this.#review();
  }

  /** Begins a wait for the first byte, which lasts `leastMs` in any case; the function returned ends it. */
  begin(id: string, stage: Stage, abort: (failure: Failure) => void, leastMs = 0): () => void {
    this.#waits.set(id, { stage, startedAt: performance.now(), abort, leastMs });
    this.#review();
    return () => {
      this.#waits.delete(id);
      this.#review();
    };
  }

  #review(): void {
    clearTimeout(this.#timer);
    const call = this.#underWay <= 1 ? this.#whenAlone : null;
    this.#whenAlone = call ? null : this.#whenAlone;
    call?.();
    const siblingMs = this.#slowestGreetingMs;
    if (!this.#enabled || siblingMs === null || this.#waits.size === 0) return;
    if (this.#waits.size + this.#held.size < this.#underWay) return;
    const now = performance.now();
    let nextMs = Infinity;
    for (const [id, { stage, startedAt, abort, leastMs }] of [...this.#waits]) {
      const patienceMs = Math.max(leastMs, silencePatienceMs(siblingMs));
      const waitedMs = now - startedAt;
      if (waitedMs < patienceMs) {
        nextMs = Math.min(nextMs, patienceMs - waitedMs);
        continue;
      }
      this.#waits.delete(id);
      const rounded = Math.round(siblingMs * 10) / 10;
      abort({
        kind: 'timeout',
        stage,
        budget: 'patience',
        budgetMs: Math.round(patienceMs),
        waitedMs: Math.round(waitedMs),
        siblingMs: rounded,
      });
    }
    if (nextMs !== Infinity) this.#timer = setTimeout(() => this.#review(), nextMs + 1);
  }
}
