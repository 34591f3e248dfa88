// Whether the decisive reading of a text may be called certain: by what its finding says, and by what else stands in the text.
// Raises nothing, and chooses nothing.
import type { Explanation, FindingId } from '../model/finding.ts';
import { ASKS } from './questions.ts';
import type { Utterance } from './utterance.ts';

export interface HeardAround {
  /** The other readings of the text, of utterances of their own. */
  readonly others: readonly { readonly utterance: Utterance; readonly matches: readonly Explanation[] }[];
  /** The text is surely of mail. */
  readonly isMail: boolean;
  readonly text: string;
}

/**
 * These tell what happened, and not why: a refused login may want an app password, an untrusted issuer may be a missing
 * intermediate, a reset may be a firewall's. Nor do they tell for certain that nothing before them was the cause.
 */
const TELLS_NO_CAUSE: ReadonlySet<FindingId> = new Set<FindingId>([
  'auth-rejected',
  'cert-untrusted-root',
  'command-timeout',
  'connection-closed',
  'greeting-busy',
  'greeting-refused',
  'greeting-timeout',
  'server-fault',
  'tcp-reset',
  'tcp-timeout',
  'tcp-unreachable',
  'tls-handshake-failed',
]);

/** What every program that uses a network says: of mail only where something else in the text is. */
const OF_ANY_CONNECTION = /^(?:tcp-|dns-|cert-|tls-|oauth-|proxy-|mode-mismatch|bad-target)/;

/** A port of mail; a number of Microsoft's sign-in, which names its cause whoever signs in. */
const OF_MAIL_OR_SIGN_IN = /\bAADSTS\d{4,8}\b|(?::|\bport\W{1,4}|, )(?:25|465|587|2525|143|993|110|995)\b/i;

/** What a page says of errors in general: the reply is quoted there as an example, and nobody got it. */
const DESCRIBES =
  /\b(?:this|the|these|such) (?:smtp |imap |pop3 )?(?:error|code|message|reply|response|status)s? (?:code |message )?(?:means?|indicates?|occurs?|happens?|appears?|is (?:returned|shown|caused|sent|given)) |\b(?:common|possible|frequent|typical) (?:causes?|errors?|reasons?|problems)\b|\berror codes? (?:list|table|reference|explained)|\bif you (?:see|get|receive|encounter) (?:this|the|an?|any)\b|\bhow to (?:fix|solve|resolve)\b|^\W{0,8}(?:if|when|whenever|once) (?:the|an?|your|you) /i;

/** Its failure is another than the decisive one, and does not merely follow from any. */
const isOfItsOwn = (best: FindingId, { utterance, matches: [other] }: HeardAround['others'][number]): boolean =>
  other !== undefined &&
  other.id !== best &&
  other.confidence !== 'generic' &&
  !utterance.isConsequence &&
  !TELLS_NO_CAUSE.has(other.id);

/** The best reading, no surer than the text allows; the others as they are. */
export function sureAs(matches: Explanation[], { others, isMail, text }: HeardAround): Explanation[] {
  const [best, ...rest] = matches;
  if (best?.confidence !== 'certain') return matches;
  const isDoubtful =
    TELLS_NO_CAUSE.has(best.id) ||
    (!isMail && !OF_MAIL_OR_SIGN_IN.test(text) && OF_ANY_CONNECTION.test(best.id)) ||
    others.some((other) => isOfItsOwn(best.id, other)) ||
    ASKS.test(text) ||
    DESCRIBES.test(text);
  return isDoubtful ? [{ ...best, confidence: 'likely' }, ...rest] : matches;
}
