// Refusals of the Gmail API in a pasted text: the exceptions and the bodies of Google's libraries. All of Google refuses in the same
// words, so that the text must name Gmail's requests, scopes or classes. Says whether one is there; what it means is knowledge's.
import { explainGmailError } from '../knowledge/gmail-errors.ts';
import { plainUtterance } from './plain-utterance.ts';
import type { WebRefusal } from './web-refusals.ts';

/** A longer text is a log of many requests. */
const MAX_TEXT = 20_000;
const OF_GMAIL =
  /\bgmail\.googleapis\b|\/gmail\/v1\b|\bauth\/gmail\.|\bgmail\.(?:users|send|readonly|modify|compose|settings|labels)\b|\bGmail API\b|\bgmail[_-]?(?:v1|api|app)\b|\bGoogle_Service_Gmail\b|\bGoogle\\Service\\Gmail\b|\bGmailService\b|\bGmailApp\b|\bgws gmail\b|\bservices\.gmail\b|\bGYB\b|\bgmail\b(?!\.com)/i;
/** The request that was refused is another service's, though Gmail stands beside it. */
const OF_OTHER_GOOGLE =
  /\b(?:sheets|drive|docs|calendar|people|admin|youtube|storage|pubsub|classroom|tasks)\.googleapis\.com|googleapis\.com\/(?:drive|calendar|youtube|admin|tasks|storage)\/|\b(?:Sheets|Drive|Calendar|Docs|People|YouTube) API\b/;
/** Where Google's refusals stand: a status before its words, a reason, an exception, as its libraries write them. */
const REFUSED =
  /\bHttpError (\d{3})\b|\bGoogleJsonResponseException: (\d{3})\b|\bGoogleApiException\b|\bGoogle_?\\?Service_?\\?Exception\b|\bGaxiosError\b|\bGaxios\._request\b|"?\bcode["']?\s?:\s?(4\d\d|5\d\d)\b|^\W{0,8}(?:error[: ]{1,3})?(4\d\d)(?::| \w{4,40}:?) |\b(403) ?:? ?insufficient ?permission|"?\breason["']?\s?:\s?["'](?:insufficientPermissions|authError|rateLimitExceeded|userRateLimitExceeded|dailyLimitExceeded|domainPolicy|accessNotConfigured|failedPrecondition)|googleapi: Error (\d{3})\b|\bResponseCodeException\b|\bDelegation denied for\b|\binsufficient(?: authentication scopes|Permissions)\b/im;

/** What a program's own lines hold is none of the service's words. */
const FRAME = /^\s{0,12}(?:at |File "|in \/).{0,2000}$|https?:\/\/[^\s"'`<>]{1,2000}/gm;

/** Null: the Gmail API refused nothing here. Of redacted text. */
export function gmailRefusalIn(text: string): WebRefusal | null {
  if (text.length > MAX_TEXT || !OF_GMAIL.test(text) || OF_OTHER_GOOGLE.test(text)) return null;
  const found = REFUSED.exec(text);
  if (found === null) return null;
  const status = found.slice(1).find((group) => group !== undefined);
  const code = status === undefined ? null : Number(status);
  const reply = { code, enhanced: null, lines: [text.replace(FRAME, '')] };
  const explained = explainGmailError({ reply, host: '', sent: 'token' });
  if (explained === null) return null;
  const line = text.slice(0, found.index).split(/\r\n|\n|\r/).length;
  const words = text.slice(found.index).split(/\r\n|\n|\r/, 1)[0] ?? '';
  const match = { ...explained, confidence: 'likely' as const, line };
  return { utterance: { ...plainUtterance({ speaker: 'server', words }, line), code }, matches: [match] };
}
