// What a dated fact is: something that ends or begins for somebody on a day, with where that is said and when it was last looked
// up. Only the shape; the facts are beside it, one file a kind of who decides.
import type { FindingId } from '../../model/finding.ts';

/** As of its last review. `postponed`: an earlier day was withdrawn, and is still copied widely. */
export type Certainty = 'announced' | 'postponed' | 'in-force';

/** Whom it concerns. All that is named must hold, as far as it is known. */
export interface Concerns {
  /** Of the mail host. */
  readonly hosts?: RegExp;
  /** Domains of mailboxes. */
  readonly domains?: readonly string[];
  /** smtp, imap, pop3, ews. */
  readonly protocols?: readonly string[];
  /** Only who logs in by this; an unknown login is concerned, and has not used it. */
  readonly login?: 'password';
  /** Only where one of these TLS versions was seen. */
  readonly tlsVersions?: readonly string[];
  /** Only where the server's certificate verified by the public roots alone. */
  readonly isPublic?: true;
  /** Only where the server's certificate was issued by one of these. */
  readonly issuers?: RegExp;
  /** Only where a client certificate by one of these is given. */
  readonly clientIssuers?: RegExp;
  /** Only where certificates are held to a fixed number of days that is more than this (`--warn-days`, `cert-days>=`). */
  readonly certificateDaysAbove?: number;
  /** Only where a reply or text says this. */
  readonly text?: RegExp;
}

export interface DatedFact {
  /** Never changes. */
  readonly id: string;
  /** Steps of one change, in the order of their days: a check tells the next one, and the later ones in its words. */
  readonly series: string;
  readonly what: 'ends' | 'begins';
  /** As its customers call it. */
  readonly provider: string;
  /** For which tenants, regions or accounts, where not for all. */
  readonly whose?: string;
  readonly concerns: Concerns;
  /** `2026-12-31`: where no day is named, the last of the period that is. */
  readonly day: string;
  /** The period, where no day is named: "the second half of 2027". */
  readonly period?: string;
  readonly certainty: Certainty;
  /** A sentence without full stop that goes on after a day: "password login for SMTP is switched off by default". */
  readonly change: string;
  /** What to do, sentences. */
  readonly todo: string;
  /** Refusals that it explains once it has come. */
  readonly explains?: readonly FindingId[];
  readonly source: string;
  /** When the source was last looked up: `2026-11-26`. */
  readonly reviewed: string;
}
