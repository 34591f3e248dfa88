// All that is known of replies, the most telling first: whoever can be told apart by its own words, then server
// software, then phrases that anyone uses, then the vague. Loaded by use, not at start-up.
import type { ReplyEntry } from '../reply-entry.ts';
import type { Literals } from '../required-literals.ts';
import { deliveries } from './deliveries.ts';
import { deliveryAgents } from './delivery-agents.ts';
import { filters } from './filters.ts';
import { google } from './google.ts';
import { hosting } from './hosting.ts';
import { imapPop3, refusedLogins } from './imap-pop3.ts';
import { loginsUnjudged } from './logins-unjudged.ts';
import { chinese, european, russian, yahooAol } from './mailboxes.ts';
import { microsoft } from './microsoft.ts';
import { phrases, vague } from './phrases.ts';
import { receivers } from './receivers.ts';
import { relays } from './relays.ts';
import { servers } from './servers.ts';
import { sessions } from './sessions.ts';

/** Where a message is refused, what is said of messages stands before what is said of logins. */
const OF_MESSAGES = [receivers, filters, deliveryAgents, deliveries];
const NAMED = [
  microsoft,
  google,
  russian,
  yahooAol,
  relays,
  chinese,
  european,
  hosting,
  loginsUnjudged,
  imapPop3,
  sessions,
  servers,
];

/** What the patterns of all entries require (`required-literals.ts`), as JSON: written in by the bundler, since to read them takes longer than to try them. */
declare const __MAILPROBE_REPLY_LITERALS__: string | undefined;

export interface KnownReply extends ReplyEntry {
  /** Of each pattern; none where the program runs from source, which tries every pattern. */
  readonly literals: readonly Literals[];
}

let tiers: readonly (readonly KnownReply[])[] | null = null;

/** Who can be told by its own words; phrases of anyone; the vague. Within a tier in the order in which they are tried. */
export function replyTiers(): readonly (readonly KnownReply[])[] {
  if (tiers !== null) return tiers;
  const table = typeof __MAILPROBE_REPLY_LITERALS__ === 'string' ? (JSON.parse(__MAILPROBE_REPLY_LITERALS__) as Literals[]) : [];
  let at = 0;
  const known = (entry: ReplyEntry): KnownReply => {
    const first = at;
    at += entry.when.length;
    return { ...entry, literals: table.slice(first, at) };
  };
  const all = [[...OF_MESSAGES, ...NAMED].flatMap((family) => family()), phrases(), [...vague(), ...refusedLogins()]];
  tiers = all.map((entries) => entries.map(known));
  return tiers;
}

export const replyEntries = (): readonly ReplyEntry[] => replyTiers().flat();
