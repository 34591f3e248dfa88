// What was seen of connections over time: one left idle until something ends it, and as many at once as the server takes.
// Facts, no judgement; imports only the other nouns.
import type { Failure } from './outcome.ts';
import type { Reply } from './reply.ts';

/** How an idle connection ended. */
export interface IdleEnd {
  /**
   * `told`: by a reply of the server's (421, BYE, -ERR); `closed`: by FIN; `reset`: by RST or an error of the network;
   * `unanswered`: the command after the silence had no answer.
   */
  readonly how: 'told' | 'closed' | 'reset' | 'unanswered';
  /** Noticed only by the command after the silence: when it ended nobody knows. */
  readonly isNoticedLate: boolean;
  /** Milliseconds of silence until the end was seen, or until that command. */
  readonly silentMs: number;
  /** Milliseconds since the connection was ready. */
  readonly ageMs: number;
  readonly reply?: Reply;
  readonly systemCode?: string;
}

/** A second connection to the same port, kept in use while the first was silent. */
export interface BusyConnectionState {
  /** What it did when the end of the first was seen, or the wait was over: `none`: there was none at that time. */
  readonly status: 'answered' | 'ended' | 'unanswered' | 'none';
  /** Milliseconds since it was ready. */
  readonly ageMs: number;
  /** One that was in use ended when it was as old as the first: the server limits the age of a session, used or not. */
  readonly endedAtSameAge: boolean;
  /**
   * It was much younger than the first, and left silent in its turn: whether it ended after as long a silence, as an idle
   * timeout would have it. Absent: that was not needed, or not to be had.
   */
  readonly endedAfterSameSilence?: boolean;
}

export interface HeldConnection {
  /** The endpoint's id. */
  readonly endpoint: string;
  readonly isLoggedIn: boolean;
  /** Silences, in milliseconds, after which the server still answered; rising. */
  readonly survivedMs: readonly number[];
  /** Null: nothing ended it. */
  readonly end: IdleEnd | null;
  readonly busy: BusyConnectionState | null;
  /** The wait was broken off by the user in the middle of a silence of so long. */
  readonly brokenOffMs?: number;
  /** It came to no connection, or what was heard on it was no mail protocol. */
  readonly failure?: Failure;
}

/** Connections opened one by one to one endpoint. */
export interface ConnectionPool {
  /** The endpoint's id. */
  readonly endpoint: string;
  readonly wanted: number;
  /** How many were taken; all of them stood when the last one was tried, but for those that the server ended. */
  readonly taken: number;
  /** Of them, ended by the server while more were opened. */
  readonly lost: number;
  /** What the first one too many got; null: there was none. */
  readonly refusal: Failure | null;
  /** One more try, when all had been closed again; null: not made. */
  readonly afterClosing: { readonly isTaken: boolean; readonly waitedMs: number; readonly failure: Failure | null } | null;
  /** Milliseconds from the first to the last. */
  readonly tookMs: number;
  /** Ended before its end: by the user, or since its time was over. */
  readonly brokenOff?: 'interrupted' | 'deadline';
}
