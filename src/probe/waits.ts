// What a run is waiting for at this moment, so that somebody who watches can be told. Keeps the list and hands it on; has
// no word for any of it and no part in any decision.
import type { Timeouts } from '../model/plan.ts';
import type { Mode, Stage } from '../model/protocol.ts';

/** One connection that waits for its peer. */
export interface StageWait {
  readonly port: number;
  readonly stage: Stage;
  /** What is waited for, where it is no answer of the stage's. */
  readonly what?: string;
  /** As `performance.now()` has it. */
  readonly sinceMs: number;
  /** How long it waits at most; 0: that says nothing. */
  readonly limitMs: number;
}

/** The limit of one stage; each reply of several has it anew. */
export function limitOfStage(stage: Stage, mode: Mode, { connectMs, greetingMs, commandMs, authMs }: Timeouts): number {
  if (stage === 'connect') return connectMs;
  if (stage === 'greeting') return greetingMs;
  if (stage === 'auth') return authMs;
  // A server that does not speak TLS is as silent as one that does not greet.
  return stage === 'tls' && mode === 'tls' ? Math.max(commandMs, greetingMs) : commandMs;
}

export class Waits {
  readonly #current = new Map<string, StageWait>();
  readonly #onChange: (waits: readonly StageWait[]) => void;

  constructor(onChange: (waits: readonly StageWait[]) => void) {
    this.#onChange = onChange;
  }

  /** `id`: of the connection, which waits for one thing at a time; the ports of two protocols differ, so theirs do. */
  begin(id: string, wait: StageWait): void {
    this.#current.set(id, wait);
    this.#onChange([...this.#current.values()]);
  }

  end(id: string): void {
    if (this.#current.delete(id)) this.#onChange([...this.#current.values()]);
  }
}
