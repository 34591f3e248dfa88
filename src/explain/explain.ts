// Offline: what a pasted reply, log or error means. Reads it into utterances, has each judged, and puts the decisive first.
// Sees knowledge and model; reads nothing but redacted text, so that it can echo nothing else.
import { wordingOf } from '../knowledge/index.ts';
import type { Explanation, FindingId } from '../model/finding.ts';
import { visibleText } from '../model/visible-text.ts';
import { isStatusOrLinkAlone } from './bare-status.ts';
import { sureAs } from './certainty.ts';
import { datedExplanation } from './dated-explanation.ts';
import { isManualPage } from './documentation.ts';
import { isAfterFarewell, isFarewell } from './farewell.ts';
import { gmailRefusalIn } from './gmail-refusals.ts';
import { isOfTheProgram } from './judge-utterance.ts';
import { leastIn, providersWordsIn, toldIn, undecidedIn } from './known-words.ts';
import { isForOthers, isHeard, occurrencesIn, ownSentences } from './occurrences.ts';
import {
  isAboutAnotherService,
  isInWordsOfAnotherService,
  isListingWithoutMail,
  isOfAnotherService,
  isSurelyOfMail,
} from './other-service.ts';
import { withoutHereDocumentMarks } from './pasted-settings.ts';
import { readUtterances } from './read-utterances.ts';
import { redactText } from './redact.ts';
import { asItWasSent } from './sent-lines.ts';
import type { Dialect, Utterance } from './utterance.ts';
import { isOfMailboxOverHttps, type WebRefusal, webRefusalIn } from './web-refusals.ts';
import { type WeighedReading, weigh } from './weighed-reading.ts';
import { fitsPlainWords, isOfItself, isVague, linesThatTell, ONE_MESSAGE, readingOf, readWhole } from './whole-text.ts';

export interface ExplainedText {
  /** What was explained: redacted, at most 2,000 characters. */
  readonly input: string;
  readonly recognised: boolean;
  /** Best first. */
  readonly matches: readonly Explanation[];
  /** What was heard, and where more is to be had, where no cause was recognised; null: nothing of mail, or all is told. */
  readonly heard: string | null;
}

const MAX_ECHO = 2000;
const MAX_MATCHES = 4;

/** A refusal over HTTP, with what beside it speaks for itself: replies of mail, and the sign-in before it. */
function readWeb({ utterance, matches }: WebRefusal, others: readonly WeighedReading[]): WeighedReading[] {
  const ofThemselves = others.filter(
    ({ utterance: { speaker, enhanced } }) => speaker === 'identity-provider' || (speaker === 'server' && enhanced !== null),
  );
  return [{ utterance, matches, weight: weigh(utterance, matches) }, ...ofThemselves];
}

/** Of redacted text alone: a secret that was cut first would leave its beginning. */
function bounded(redacted: string): string {
  const shown = visibleLines(redacted).trim();
  return shown.length > MAX_ECHO ? `${shown.slice(0, MAX_ECHO)}…` : shown;
}

const visibleLines = (text: string): string =>
  text
    .split(/\r\n|\n|\r/)
    .map((line) => visibleText(line.replaceAll('\t', ' ')))
    .join('\n');

function distinct(readings: readonly WeighedReading[]): Explanation[] {
  const matches: Explanation[] = [];
  // The best reading's own alternatives stand behind the other failures of the text.
  for (const match of [...readings.flatMap((reading) => reading.matches.slice(0, 1)), ...(readings[0]?.matches ?? [])]) {
    if (matches.length < MAX_MATCHES && !matches.some(({ id }) => id === match.id)) matches.push(match);
  }
  return matches;
}

/** What was heard, and where more is to be had: the sentence that is known, and the program that says it. */
function hearWhole(whole: string, dialects: readonly Dialect[], isMail: boolean): string | null {
  const undecided = isMail ? undecidedIn(whole.slice(0, ONE_MESSAGE)) : null;
  const more = dialects[0]?.more ?? null;
  return undecided !== null && more !== null ? `${undecided} Heard besides: ${more}.` : (undecided ?? more);
}

const ANOTHER_SERVICE = 'a message about another service than mail: its own documentation explains it';

const A_PAGE = 'a page that tells of faults or of programs in general: nothing in it happened to anybody';
const A_MANUAL = 'a page of a manual, in which nothing happened to anybody';

/** A log in which something went well, and nothing that was heard went wrong. */
function nothingWrong(utterances: readonly Utterance[]): Explanation[] {
  const success = utterances.findLast(({ isSuccess }) => isSuccess);
  if (success === undefined) return [];
  const { title, meaning, fix, owner, reference } = wordingOf('nothing-wrong');
  return [
    { id: 'nothing-wrong', title, meaning, fix, owner, reference, provider: null, confidence: 'likely', line: success.line },
  ];
}

/** A way of logging in that the server does not have: the client tries the next. */
const PROBES: ReadonlySet<FindingId> = new Set<FindingId>(['auth-mechanism-rejected', 'auth-protocol-error']);

/** Attempts alone, at addresses of which a later one took the message; and words that nobody is known to have said, before it went well. */
const isOvercome = (readings: readonly WeighedReading[], [success]: readonly Explanation[]): boolean =>
  readings.every(
    ({ utterance, matches }) =>
      (utterance.isConsequence ||
        PROBES.has(matches[0]?.id ?? 'bad-target') ||
        (utterance.speaker === null && matches[0]?.confidence === 'generic')) &&
      utterance.line < (success?.line ?? 0),
  );

/** The best reading, with since when it is so. */
const dated = ([best, ...others]: Explanation[], reading: WeighedReading | undefined, now: number): Explanation[] =>
  best === undefined || reading === undefined ? [] : [datedExplanation(best, reading.utterance, now), ...others];

/** A code or a link tells something only where the step is known at which it was said. */
const isBare = ({ speaker, words, stage, transaction }: Utterance): boolean =>
  (speaker === 'server' || speaker === null) && stage === null && transaction === null && isStatusOrLinkAlone(words);

/** A mail server in its own log may tell of the data base that it asks. */
const isOfItsBackEnd = ({ speaker }: Utterance): boolean => speaker === 'server-log';

const unrecognised = (whole: string, heard: string | null): ExplainedText => ({
  input: bounded(whole),
  recognised: false,
  matches: [],
  heard,
});

const firstOf = (found: Explanation[], otherwise: Explanation[]): Explanation[] => (found.length > 0 ? found : otherwise);

/** What the text means, best first. Never throws, never touches the network. `now`: what has come by the calendar is told. */
export function explainText(text: string, now: number = Date.now()): ExplainedText {
  // Before anything else: what was never read cannot be echoed, and a secret's neighbours tell that it is one.
  const redacted = withoutHereDocumentMarks(redactText(text.trim()));
  const sent = asItWasSent(redacted);
  // What was broken or encoded shows its secrets only now.
  const whole = sent === redacted ? redacted : redactText(sent);
  const { utterances, dialects } = readUtterances(whole);
  const web = webRefusalIn(whole) ?? gmailRefusalIn(whole);
  const isMailbox = web !== null || isOfMailboxOverHttps(whole);
  const isAnothers = isOfAnotherService(whole) && !utterances.some(isOfItself);
  if (!isMailbox && (isAnothers || isInWordsOfAnotherService(whole))) return unrecognised(whole, ANOTHER_SERVICE);
  if (isManualPage(whole.slice(0, ONE_MESSAGE))) return unrecognised(whole, A_MANUAL);
  if (isForOthers(whole)) return unrecognised(whole, A_PAGE);
  const occurrences = occurrencesIn(whole);
  const isMail = isMailbox || dialects.length > 0 || isSurelyOfMail(whole);
  const readings = utterances
    .filter(
      (utterance) => (isMailbox || isOfItsBackEnd(utterance) || !isAboutAnotherService(utterance.words)) && !isBare(utterance),
    )
    .filter((utterance) => isHeard(utterance, occurrences))
    .map(readingOf)
    .filter(
      ({ utterance, matches }) => utterance.speaker !== null || matches[0]?.confidence !== 'generic' || !isOfTheProgram(whole),
    )
    .filter((reading) => reading.matches.length > 0 && fitsPlainWords(reading, isMail))
    .filter(
      ({ utterance, matches }) =>
        (matches[0]?.id !== 'connection-closed' && !isFarewell(utterance.words)) || !isAfterFarewell(whole, utterance.line),
    );
  const success = nothingWrong(utterances);
  const failures = readings.length > 0 && !isOvercome(readings, success) ? readings : [];
  const plain = failures.length > 0 || success.length > 0 ? failures : readWhole(whole, dialects, occurrences);
  const told = web === null ? plain : readWeb(web, failures);
  // A later failure outweighs an equal one before it: what ended the run stands last.
  const ranked = told.toSorted((a, b) => b.weight - a.weight || b.utterance.line - a.utterance.line);
  if (ranked[0]?.matches[0]?.confidence === 'generic' && !isMail && isListingWithoutMail(whole)) return unrecognised(whole, null);
  const around = { others: ranked.slice(1), isMail, text: whole.slice(0, ONE_MESSAGE) };
  const isOpen = success.length === 0 && isVague(ranked[0]);
  const lines = isOpen && isMail ? linesThatTell(whole, utterances, occurrences) : '';
  const named = dialects.some(({ isLog }) => isLog) ? [] : providersWordsIn(lines);
  const own = isOpen && dialects.length === 0 && named.length === 0 ? toldIn(ownSentences(whole, occurrences)) : [];
  const least = named.length > 0 || ranked.length > 0 ? [...named, ...own] : firstOf(leastIn(lines), own);
  const heardOf = ranked.length > 0 ? dated(sureAs(distinct(ranked), around), ranked[0], now) : success;
  const matches = [...least, ...heardOf.filter(({ id }) => !least.some((one) => one.id === id))].slice(0, MAX_MATCHES);
  const words = ranked[0]?.utterance.words ?? '';
  const input = bounded(whole.length <= MAX_ECHO || words === '' ? whole : words);
  const heard = matches.length > 0 ? null : hearWhole(whole, dialects, isMail);
  return { input, recognised: matches.length > 0, matches, heard };
}
