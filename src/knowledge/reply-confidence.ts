// How sure a reading of a reply may be called: what the words say, against what the code says and the step at which it was said.
// Knows no words.
import type { Explanation, FindingId } from '../model/finding.ts';
import type { Stage } from '../model/protocol.ts';
import { codeMeaning } from './fallback.ts';
import type { ReplyEntry } from './reply-entry.ts';
import type { ReadReply } from './reply-text.ts';

/** A login is refused with 53x, NO or -ERR; MAIL, RCPT and DATA, as a rule, with none of them. */
export const isOfLogin = ({ code, status, text }: ReadReply): boolean =>
  status !== null ||
  /\bxoauth2\b|\boauthbearer\b|\bauth data\b/.test(text) ||
  (code !== null && ((code >= 523 && code < 540) || [432, 435, 454, 504].includes(code)));

/** Their words have more than one cause in the mouths of many: measured over labelled texts, 84 to 95 of 100 are right. */
const HAS_SEVERAL_CAUSES = new Set<FindingId>([
  'auth-encryption-required',
  'auth-ip-not-allowed',
  'auth-policy-blocked',
  'auth-rate-limited',
  'auth-temporary-failure',
  'ehlo-name-rejected',
  'greeting-busy',
  'greeting-refused',
  'server-blocks-ip',
  'server-fault',
  'server-timeout',
]);

/** Response codes that leave open what it is of: a notice to the user, a passing fault, a limit of logins or of connections. */
const TELLS_LITTLE = new Set(['alert', 'limit', 'unavailable']);

/** The code says the same as the words: a response code of IMAP and POP3, or what an SMTP code means by itself. */
const isBorneOut = (id: FindingId, { code, enhanced, status }: ReadReply): boolean =>
  status === null
    ? // 421 and 451 are said of everything.
      codeMeaning(HAS_SEVERAL_CAUSES.has(id) ? null : code, enhanced, null)?.id === id
    : enhanced !== null && !TELLS_LITTLE.has(enhanced);

/** The enhanced code names another cause than the words: measured over fresh texts, 20 of 23 such readings are right. */
function isContradicted(id: FindingId, { enhanced, status }: ReadReply): boolean {
  const coded = status === null ? codeMeaning(null, enhanced, null)?.id : undefined;
  return coded !== undefined && coded !== id;
}

/** The number decided, and no word: others give the same number another meaning. */
const isByNumberAlone = ({ when }: ReplyEntry, { text, enhanced }: ReadReply): boolean => {
  if (enhanced === null) return false;
  const words = text.replace(enhanced, '');
  return !when.some((pattern) => pattern.test(words)) && when.some((pattern) => pattern.test(`${text.slice(0, 3)} ${enhanced} `));
};

const lowered = (explanation: Explanation): Explanation => ({ ...explanation, confidence: 'likely' });

/** Where nothing tells at which step it was said, anybody's words are certain only as far as the codes agree with them. */
export function calibrated(
  explanation: Explanation,
  entry: ReplyEntry,
  read: ReadReply,
  { stage, sender }: { readonly stage: Stage | undefined; readonly sender: string | null },
): Explanation {
  if (explanation.confidence !== 'certain') return explanation;
  if (entry.by !== null) return sender !== entry.by && isByNumberAlone(entry, read) ? lowered(explanation) : explanation;
  if (stage !== undefined) return explanation;
  // Phrases of anybody's, of a session of which no more is known: the code must say the same.
  const isPhrase = entry.ofMessage !== true && (read.status === null || HAS_SEVERAL_CAUSES.has(entry.id));
  const isDoubtful = isPhrase || isContradicted(explanation.id, read);
  return isDoubtful && !isBorneOut(explanation.id, read) ? lowered(explanation) : explanation;
}
