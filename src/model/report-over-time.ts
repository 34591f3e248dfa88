// What the report says of connections over time: one left idle, and as many at once as were taken. Imports only nouns.
import type { BusyConnectionState, IdleEnd } from './held-connections.ts';
import type { Stage } from './protocol.ts';
import type { ReportReply } from './report-reply.ts';

/** What ended or refused a connection, as it came. */
export interface ReportRefusal {
  readonly stage: Stage;
  readonly kind: string;
  readonly reply?: ReportReply;
  readonly systemCode?: string;
}

/** With `--hold`: a connection that was left idle. Silences and ages in milliseconds. */
export interface ReportHeldConnection {
  readonly endpoint: string;
  readonly loggedIn: boolean;
  /** Silences after which the server still answered. */
  readonly survivedMs: readonly number[];
  /** Null: nothing ended it. `noticedLate`: only by the command after the silence. */
  readonly end:
    | (Pick<IdleEnd, 'how' | 'silentMs' | 'ageMs' | 'systemCode'> & {
        readonly noticedLate: boolean;
        readonly reply?: ReportReply;
      })
    | null;
  /** A second connection, kept in use: what it did at that moment. */
  readonly inUse: BusyConnectionState | null;
  readonly brokenOffMs?: number;
  readonly failure?: ReportRefusal;
}

/** With `--pool`: connections opened one by one. */
export interface ReportPool {
  readonly endpoint: string;
  readonly wanted: number;
  readonly taken: number;
  readonly lost: number;
  readonly refusal: ReportRefusal | null;
  readonly afterClosing: { readonly taken: boolean; readonly waitedMs: number; readonly refusal: ReportRefusal | null } | null;
  readonly tookMs: number;
  readonly brokenOff?: 'interrupted' | 'deadline';
}
