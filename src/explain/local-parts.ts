// What mailboxes are called, taken out of words that others say of them. Knows no meanings.
import type { Utterance } from './utterance.ts';

/** What a mailbox is called (`is.spam@`, `no-reply@`) says nothing of what happened to it. */
const LOCAL_PART = /(?<![\w.+-])[\w.+-]{1,64}(?=@[\w-])/g;

export function withoutLocalParts(utterance: Utterance): Utterance {
  const words = utterance.speaker === 'server' ? utterance.words : utterance.words.replace(LOCAL_PART, 'x');
  return words === utterance.words ? utterance : { ...utterance, words };
}
