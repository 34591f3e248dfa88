// What is said in a pasted text: one sentence with its speaker and where in a session it was said. Knows no dialect and no
// meaning.

import type { Transaction } from '../knowledge/fallback.ts';
import type { Speaker } from '../knowledge/speaker.ts';
import type { Protocol, Stage } from '../model/protocol.ts';

export interface Utterance {
  /** Null: plain words, of whom nothing tells. */
  readonly speaker: Speaker | null;
  /** Of the dialect that read it. */
  readonly dialect: string;
  readonly protocol: Protocol | null;
  readonly stage: Stage | null;
  /** What was refused of a message; its stage is then null. */
  readonly transaction: Transaction | null;
  readonly code: number | null;
  readonly enhanced: string | null;
  /** A reply as the server gave it, one line each; any other sentence on one line. */
  readonly words: string;
  /** The class of the exception that says it, without its package. */
  readonly exception: string | null;
  /** The mechanism of the login that it answers, where the transcript shows one. */
  readonly mechanism: string | null;
  /** The server that was talked to. */
  readonly host: string | null;
  /** Its provider, where the host tells. */
  readonly provider: string | null;
  /** `by-us`: whoever wrote the log refused its peer; `to-us`: the peer refused it. */
  readonly direction: 'to-us' | 'by-us';
  /** The number of the line in which it begins, from 1. */
  readonly line: number;
  /** The text sets STARTTLS, or no TLS, for a port of implicit TLS (RFC 8314 §3). */
  readonly isModeMismatched: boolean;
  /** The capabilities that were listed before it have LOGINDISABLED, and STARTTLS. */
  readonly isLoginAfterTls: boolean;
  /** The stack of calls shows that the connection stood, and an answer was waited for. */
  readonly isReading: boolean;
  /** It tells what follows from another failure, not why. */
  readonly isConsequence: boolean;
  /** A delivery, a login or a handshake that went well. */
  readonly isSuccess: boolean;
}

/** What a dialect hears in a line; the reader adds where it was said. */
export interface Said {
  readonly speaker: Speaker | null;
  readonly words: string;
  readonly exception?: string | undefined;
  readonly protocol?: Protocol;
  readonly stage?: Stage;
  readonly transaction?: Transaction;
  readonly host?: string;
  readonly direction?: 'by-us';
  readonly isConsequence?: true;
  readonly isSuccess?: true;
}

/** One program's way of writing: a file in `dialects/` and a list line. */
export interface Dialect {
  readonly name: string;
  /** Its lines are looked at in any case, without a word of trouble in them too: a server's log, a notice in any language. */
  readonly isLog?: true;
  /** Any of them in the text, and its lines are read by this dialect. */
  readonly marks: RegExp;
  /** What was heard, and where more is to be had, for a text that tells no cause. */
  readonly more: string;
  /** What a line says: null where it is none of the dialect's, empty where it says nothing of a failure. */
  readonly read: (line: string) => readonly Said[] | null;
}
