// One utterance judged and weighed, and a text as one sentence: its cause may stand in another line than its name. What plain words
// may be believed of. Chooses nothing between utterances.
import { CLIENT_WORDS } from '../knowledge/client-words.ts';
import { explainReply } from '../knowledge/index.ts';
import { RELAY_SERVICES } from '../knowledge/replies/relays.ts';
import type { Explanation } from '../model/finding.ts';
import { isStatusOrLinkAlone } from './bare-status.ts';
import { isDocumentation } from './documentation.ts';
import { isAfterFarewell } from './farewell.ts';
import { withoutFolders } from './folders.ts';
import { isOfTheProgram, judgeUtterance } from './judge-utterance.ts';
import { bySentence, isOfAMailProgram } from './known-words.ts';
import { traceFieldsIn } from './message-headers.ts';
import { isToldAlone, type Occurrences, withoutTalk } from './occurrences.ts';
import { isAboutAnotherService, isSurelyOfMail } from './other-service.ts';
import { isProgram } from './pasted-settings.ts';
import { plainUtterance } from './plain-utterance.ts';
import { ASKS } from './questions.ts';
import { HARMLESS } from './quoted-replies.ts';
import { sourceCodeIn } from './source-code.ts';
import { tellsOfTrouble } from './trouble-words.ts';
import type { Dialect, Utterance } from './utterance.ts';
import { type WeighedReading, weigh } from './weighed-reading.ts';

/** Texts up to this are read as one message, too: an exception's cause may stand lines below its name. */
export const ONE_MESSAGE = 4000;
/** Plain words longer than this are no message of a program. */
const ONE_SENTENCE = 600;

export function readingOf(utterance: Utterance): WeighedReading {
  const matches = judgeUtterance(utterance).map((match) => ({ ...match, line: utterance.line }));
  return { utterance, matches, weight: weigh(utterance, matches) };
}

/** A reply, or an identity provider's verdict: what stands around it makes it nobody else's. */
export const isOfItself = ({ speaker, code, enhanced, words }: Utterance): boolean =>
  speaker === 'identity-provider' ||
  (speaker === 'server' &&
    (code !== null || enhanced !== null || /^(?:\S{1,12} )?(?:NO|BAD|BYE|[-+]ERR|HTTP|SSH|RFB)\b|^\+ |^\{"status":/.test(words)));

/** Said in plain words, these are said of any web site's login and limits, too. */
const OF_ANY_SERVICE =
  /^(?:oauth-|auth-(?!no-common)|sender-|rate-|account-|server-(?:fault|blocks)|greeting-(?:busy|refused)|relay-|credential-|recipient-|mailbox-)/;
export const fitsPlainWords = ({ utterance, matches }: WeighedReading, isMail: boolean): boolean =>
  isMail ||
  RELAY_SERVICES.has(matches[0]?.provider ?? '') ||
  (utterance.speaker !== null && (utterance.speaker !== 'server' || isOfItself(utterance))) ||
  matches[0]?.confidence === 'certain' ||
  isOfAMailProgram(utterance.words) ||
  !OF_ANY_SERVICE.test(matches[0]?.id ?? '');

/** Measured: of plain words about a login half are right, of those that a receiver always says nearly all. */
const plainConfidence = ({ id, confidence }: Explanation): Explanation['confidence'] =>
  confidence === 'certain' && !id.startsWith('auth-') ? 'likely' : 'generic';

/** What filters are for, and are called by, is no refusal yet; that somebody is to come again later is. */
const OF_FILTERS = /\w{0,30}spam\w{0,30}|\banti-?virus|\bmalware|\b(?:post)?grey-?list\w{0,10}|\bblack-?lists?\b/gi;
const LATER = /\b(?:later|again|temporar\w{1,6}|deferred|wait|minutes|seconds|rejected|refused|denied|blocked)\b/i;
const withoutFilters = (words: string): string => (LATER.test(words) ? words : words.replace(OF_FILTERS, ''));

/** The whole text as one sentence: its cause may stand in another line than its name. */
export function readWhole(text: string, dialects: readonly Dialect[], { isMessage }: Occurrences): WeighedReading[] {
  if (text.length > ONE_MESSAGE || !isMessage) return [];
  const lines = text.split('\n');
  const isTraceField = traceFieldsIn(lines);
  const whole = lines.filter((line, at) => !HARMLESS.test(line) && !isTraceField[at]).join('\n');
  if (whole.length < 8 || dialects.length > 0) return [];
  if (isAboutAnotherService(whole) || isProgram(whole) || isStatusOrLinkAlone(whole) || isDocumentation(whole)) return [];
  if (sourceCodeIn(text) !== null) return [];
  const said = readingOf(plainUtterance({ speaker: null, words: whole }, 1));
  if (said.matches[0]?.id === 'connection-closed' && isAfterFarewell(whole)) return [];
  if (said.matches.length > 0 && fitsPlainWords(said, isSurelyOfMail(whole))) return [said];
  // Words without code or status, as a support mail quotes them: believed less, and only where no program is heard.
  if (whole.length > ONE_SENTENCE || isOfTheProgram(whole) || ASKS.test(whole) || !tellsOfTrouble(withoutFilters(whole)))
    return [];
  // Known for what it is: no fault.
  if (bySentence(said.utterance, CLIENT_WORDS) === 'no fault') return [];
  const utterance = plainUtterance({ speaker: 'server', words: whole }, 1);
  const matches = withoutFolders(explainReply(withoutFilters(whole), { isPlain: true }), { ...utterance, speaker: null })
    .filter(
      ({ id, confidence, provider }) =>
        confidence !== 'generic' &&
        ((provider !== null && /^(?:auth|account)-/.test(id)) || isSurelyOfMail(whole) || !OF_ANY_SERVICE.test(id)),
    )
    .map((match) => ({ ...match, confidence: plainConfidence(match), line: 1 }));
  // Words that stand apart in several lines make no sentence that could be believed so little.
  const isScattered = matches[0]?.confidence === 'generic' && whole.split('\n').length > 3;
  return matches.length === 0 || isScattered ? [] : [{ utterance, matches, weight: weigh(utterance, matches) }];
}

/** Nothing, or in nobody's mouth what may be said of any failure of its kind. */
export const isVague = (best: WeighedReading | undefined): boolean =>
  best === undefined || (best.utterance.speaker === null && best.matches[0]?.confidence === 'generic');

/** The lines in which something befell somebody, the others empty; an empty text where none does. */
export function linesThatTell(whole: string, utterances: readonly Utterance[], occurrences: Occurrences): string {
  const isMessage =
    utterances.some((utterance) => isToldAlone(utterance, occurrences)) || (occurrences.isMessage && !isProgram(whole));
  return isMessage ? withoutTalk(whole.slice(0, ONE_MESSAGE), occurrences) : '';
}
