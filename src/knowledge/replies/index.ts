// All that is known of replies, the most telling first: whoever can be told apart by its own words, then server
// software, then phrases that anyone uses, then the vague. Loaded by use, not at start-up.
import type { ReplyEntry } from '../reply-entry.ts';
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

let tiers: readonly (readonly ReplyEntry[])[] | null = null;

/** Who can be told by its own words; phrases of anyone; the vague. Within a tier in the order in which they are tried. */
export function replyTiers(): readonly (readonly ReplyEntry[])[] {
  tiers ??= [[...OF_MESSAGES, ...NAMED].flatMap((family) => family()), phrases(), [...vague(), ...refusedLogins()]];
  return tiers;
}

export const replyEntries = (): readonly ReplyEntry[] => replyTiers().flat();
