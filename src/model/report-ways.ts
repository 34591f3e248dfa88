// The ways in and out of one mailbox that its provider has, and how each stands by what a check saw. Imports nothing.

/**
 * `works`: this check logged in by it. `off`: switched off for tenant, mailbox or account. `fails`: refused for another reason.
 * `ended`: its provider has ended it. `not-reached`: its server gave no answer to go by. `not-tested`: nobody tried.
 */
export type WayState = 'works' | 'needs-permission' | 'off' | 'fails' | 'not-reached' | 'not-tested' | 'ended';

export interface ReportWay {
  readonly id: string;
  /** `SMTP, OAuth`. */
  readonly name: string;
  /** As `--protocol` has it, or the provider's own API. */
  readonly protocol: string;
  readonly login: 'password' | 'token';
  readonly sends: boolean;
  readonly state: WayState;
  /** What was seen, in a sentence without full stop. */
  readonly detail: string;
  /** How it is switched on, permitted or tested; empty where nothing is to be done. */
  readonly step: string;
  /** What its provider has announced for it next; null: nothing. */
  readonly ends: { readonly day: string; readonly change: string; readonly source: string } | null;
  /** What was asked and answered, a line each. */
  readonly evidence: readonly string[];
}

export interface ReportWays {
  readonly provider: string;
  readonly mailbox: string;
  readonly ways: readonly ReportWay[];
  /** For sending; null: every way has ended. */
  readonly recommended: { readonly id: string; readonly why: string } | null;
}
