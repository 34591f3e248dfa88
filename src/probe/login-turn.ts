// What a login that is one of many with the same credentials asks before it sends anything, and tells when it was taken.
// Types alone: who remembers the others is the business of whoever starts the checks.
import type { AuthAttempt, EarlierLogin } from '../model/observation.ts';
import type { Protocol } from '../model/protocol.ts';
import type { Deadline } from '../net/deadline.ts';

/** Where a login is about to go. */
export interface LoginPlace {
  readonly host: string;
  readonly address: string;
  readonly protocol: Protocol;
}

/** `go`: it may be sent, and is known to have been, also where this process is killed at once. `over`: the run has ended. */
export type LoginAnswer = 'go' | 'over' | EarlierLogin;

/** For whoever wants to know what came of a login though nobody waits for its check any more. */
export interface LateAnswer {
  /** Until when the connection on which it was sent stays for the answer. */
  readonly deadline: Deadline;
  /** Told once of the end of a login that went out, in time or not. Null: it came to none, by a fault of ours. */
  answered(attempt: AuthAttempt | null): void;
}

export interface LoginTurn {
  /** Where there is one the turn is waited for within the time of the run; else the run's clock stands meanwhile. */
  readonly late?: LateAnswer;
  /** Resolves when it is clear whether it may be sent; asked again within one check: as before. */
  begin(place: LoginPlace): Promise<LoginAnswer>;
  accepted(): void;
}
