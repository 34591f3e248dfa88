// What mailboxes are called, taken out of words that others say of them. Knows no meanings.
import type { Utterance } from './utterance.ts';

/** What a mailbox is called (`is.spam@`, `no-reply@`) says nothing of what happened to it. */
const LOCAL_PART = /(?<![\w.+-])[\w.+-]{1,64}(?=@[\w-])/g;

/** A server's words stand as they were, but for a name that would be a reason. */
const TELLING_LOCAL_PART =
  /(?<![\w.+-])(?=[\w.+-]{0,60}(?:dmarc|dkim|spf|spam|virus|abuse|block|quota|reject|bounce|limit|auth))[\w.+-]{1,64}(?=@[\w-])/gi;

export function withoutLocalParts(utterance: Utterance): Utterance {
  const words = utterance.words.replace(utterance.speaker === 'server' ? TELLING_LOCAL_PART : LOCAL_PART, 'x');
  return words === utterance.words ? utterance : { ...utterance, words };
}
