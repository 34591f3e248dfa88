// A line that no dialect knows: a reply, a verdict of an identity provider, a success, or plain words. Says who speaks, not what it means.
import { exceptionClass } from '../knowledge/client-exceptions.ts';
import { isMailServersChallenge, isResourcesChallenge } from './bearer-challenges.ts';
import { FIRST_PERSON } from './documentation.ts';
import { CODE_HINT, HARMLESS, otherReplyIn, smtpReplyIn } from './quoted-replies.ts';
import { unmarkedReplyIn } from './unmarked-replies.ts';
import type { Said } from './utterance.ts';

// A login or a message that was taken: SMTP's 235 and 250 with a queue id, IMAP's OK, POP3's +OK.
export const SUCCESS =
  /(?:^|[\s>:"])(?:235[ -](?:\d\.\d\.\d )?[A-Za-z]|250[ -](?:2\.\d\.\d )?.{0,60}(?:queued|accepted for delivery|(?:message|mail) (?:accepted|received|queued))|\S{1,12} OK (?:\[[^\]]{1,2000}\] )?(?:LOGIN|AUTHENTICATE|Logged in|Success)|\+OK (?:Logged in|.{0,60}(?:maildrop|mailbox).{0,40}(?:ready|locked|has)))/i;

/** Unmistakable, whoever quotes it. */
export const OF_IDENTITY_PROVIDER =
  /AADSTS\d{4,8}|["' ]error["']?\s{0,3}[:=]\s{0,3}\\?["'](?:invalid_|unauthorized_|unsupported_|access_denied|interaction_|consent_)|\binvalid_(?:grant|client|scope)\b|\b(?:redirect_uri_mismatch|admin_policy_enforced|org_internal|deleted_client|disabled_client|interaction_required|consent_required)(?![a-z])|\bunauthorized_client\b/;

/** qmail's own way: the enhanced code stands behind, in brackets. */
const ENHANCED_BEHIND = /(?:^|: )([A-Za-z<][^:()]{3,300}) \(#([45]\.\d\.\d{1,2})\)\s{0,3}$/;

/** Of mail, that it failed, and in quotation marks what was said: a reply whose code nobody copied. */
const QUOTED_WITHOUT_CODE =
  /\b(?:e-?mails?|mails?|messages?|bounc\w{1,5}|smtp|deliver\w{1,6}|recipients?)\b[^"“„«]{0,120}\b(?:errors?|reasons?|bounc\w{1,5}|reject\w{1,4}|refus\w{1,4}|return\w{0,4}|back|block\w{1,4}|fail\w{0,4}|undeliver\w{1,6})\b[^"“„«]{0,60}["“„«](?<words>[A-Z#<][^"”“»]{11,600})["”“»]/i;

/** `I get an 'InvalidLoginException'`: all that was copied of an error. */
const EXCEPTION_IN_QUOTES = /["'`]((?:[A-Za-z_$][\w$]{0,60}(?:\.|::|\\)){0,9}[A-Z]\w{2,70}(?:Exception|Error))["'`]/;

/** Of a short text every line of trouble, of a longer one those that hold a code. */
export function readPlain(line: string, isShort: boolean): Said[] {
  if (isMailServersChallenge(line)) return [{ speaker: 'server', words: line.trim(), stage: 'auth' }];
  if (isResourcesChallenge(line)) return [{ speaker: null, words: line.trim() }];
  if (OF_IDENTITY_PROVIDER.test(line)) return [{ speaker: 'identity-provider', words: line.trim() }];
  if (SUCCESS.test(line)) return [{ speaker: 'server', words: line.trim(), isSuccess: true }];
  const reply = smtpReplyIn(line) ?? (isShort ? unmarkedReplyIn(line) : null);
  if (reply !== null) return [{ speaker: 'server', words: reply.text }];
  const [, words, enhanced] = ENHANCED_BEHIND.exec(line) ?? [];
  if (words !== undefined) return [{ speaker: 'server', words: `${enhanced} ${words}` }];
  const named = FIRST_PERSON.test(line) ? EXCEPTION_IN_QUOTES.exec(line)?.[1] : undefined;
  if (named !== undefined && exceptionClass(named) !== null) return [{ speaker: 'client', words: '', exception: named }];
  const other = otherReplyIn(line);
  const said: Said[] = other === null ? [] : [{ speaker: 'server', words: other }];
  if ((!isShort && !CODE_HINT.test(line)) || HARMLESS.test(line)) return said;
  const quoted = isShort && said.length === 0 ? QUOTED_WITHOUT_CODE.exec(line)?.groups?.words : undefined;
  return [
    ...said,
    ...(quoted === undefined ? [] : [{ speaker: 'notice', words: `"${quoted}"` } as const]),
    { speaker: null, words: line.trim() },
  ];
}
