// What a login that is one of many with the same credentials asks before it sends anything, and tells when it was taken.
// Types alone: who keeps the others in mind is the front door's business.
import type { EarlierLogin } from '../model/observation.ts';
import type { Protocol } from '../model/protocol.ts';

/** Where a login is about to go. */
export interface LoginPlace {
  readonly host: string;
  readonly address: string;
  readonly protocol: Protocol;
}

/** `go`: it may be sent, and is known to have been, also where this process is killed at once. `over`: the run has ended. */
export type LoginAnswer = 'go' | 'over' | EarlierLogin;

export interface LoginTurn {
  /** Resolves when it is clear whether it may be sent; asked again within one check: as before. */
  begin(place: LoginPlace): Promise<LoginAnswer>;
  accepted(): void;
}
