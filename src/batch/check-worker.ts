// Where checks are run: the words between whoever hands out the entries of a list and whoever checks them, be it in this
// thread or in another. Types alone.
import type { FindingId } from '../model/finding.ts';
import type { Verdict } from '../model/report.ts';
import type { LoginAnswer, LoginPlace, LoginTurn } from '../probe/login-turn.ts';
import type { Permit } from './address-gate.ts';
import type { Entry } from './entry.ts';
import type { LoginFate } from './login-ledger.ts';

/** What came of one entry: all that the counting and the writing need of its report. */
export interface Finished {
  /** One line of output, with its newline. */
  readonly text: string;
  readonly verdict: Verdict;
  /** The gravest finding that is no info; null where all is well. */
  readonly gravest: FindingId | null;
  readonly isBadTarget: boolean;
  readonly isInterrupted: boolean;
  readonly isInternal: boolean;
  readonly login: LoginFate;
}

/** Waits for room at the addresses; null: the run is over. */
export type Admit = (addresses: readonly string[], isAlone: boolean) => Promise<Permit | null>;

/** Who keeps the logins of all checks in mind. */
export interface Logins {
  begin(entry: Entry, place: LoginPlace): Promise<LoginAnswer>;
  accepted(entry: Entry): void;
}

/** What a check asks before it goes on. */
export interface Permits {
  readonly admit: Admit;
  /** null: there are no credentials. */
  readonly loginTurn: LoginTurn | null;
}

export interface CheckWorker {
  /** Entries that were handed in and are not finished. */
  readonly load: number;
  /** null: the run was over before it got its turn. Rejects for a fault of our own. */
  check(entry: Entry): Promise<Finished | null>;
  /** Ends what is under way with what was found so far. */
  interrupt(): void;
  close(): Promise<void>;
}
