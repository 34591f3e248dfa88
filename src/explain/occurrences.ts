// Whether anything happened to anybody in a text, line by line: a manual, a program, a list of changes or of codes talks, a message, a
// log and a reply tell. A line that stands alone is believed, one in the midst of talk only for a mark of its own. Knows no meanings.
import { FIRST_PERSON, REPORTED } from './documentation.ts';
import { LIST_OF_WHAT_MAY_BE } from './general-talk.ts';
import { letterFrame } from './letters.ts';
import { isEntry, isIntroduction, isRecorded, kindOf, type LineKind, ROW } from './line-kinds.ts';
import { listedIn } from './lists-of-errors.ts';
import { isGuide, isOfAStandard, isReferencePage } from './reference-pages.ts';
import type { Utterance } from './utterance.ts';

/** From this number of lines on a text can have a character of its own: what is shorter was chosen for its words. */
const LINES_OF_A_TEXT = 4;
const MAX_LINE = 2000;
const MAX_LINES = 400;
const FENCE = /^\s{0,8}(?:```|~~~)/;
const BOUNDARY = /^\s{0,200}$|^\s{0,8}(?:```|~~~)/;

/** A reply that a bounce folded: on indented lines below who said it. */
const SAID = /\bsaid: |\brefused to talk|\(expanded from /;
const MORE = /^ {4,8}\S/;
const FOLDED_LINES = 6;

/** Above what a server answers where all is well, and where not: of a manual that tells how to ask it. */
const ANSWERS = /^\W{0,8}(?:(?:un)?success(?:ful)?|failure|failed|expected|error) (?:response|reply|answer)s?\W{0,4}$/i;

/** Below the heads of the columns in Markdown. */
const HEAD = /^\s{0,8}\|(?:\s{0,3}:?-{2,40}:?\s{0,3}\|){1,20}\s{0,4}$/;

/** The end of a row whose cells stand in lines of their own. */
const CELL = /[^|]\|\s{0,4}$|\S \| \S/;

/** Sentences and their translations (gettext); a long one goes on in lines of its own. */
const CATALOGUE = /^msg(?:id|str) "/m;

/** A sentence in quotation marks, whatever words it has, below who says that it comes. */
const QUOTED_ALONE = /^\s{0,8}["“„«'`][^"”»]{10,400}["”“»'`][.,]?\s{0,4}$/;
const LEADS_TO = /^(?!.*\b(?:may|might|could|can|would|example|possible|kann|könnte|peut|puede)\b).{4,200}[:：]\s{0,4}$/i;

/** Changes to a file, as `diff -u` writes them. */
const HUNK = /^@@ -\d{1,7}(?:,\d{1,7})? \+\d{1,7}(?:,\d{1,7})? @@/m;
const CHANGED = /^[-+ ]/;

/** What some lines are together. */
interface Character {
  /** Talk, for the most part. */
  readonly isTalk: boolean;
  /** At least one bears a mark that something happened. */
  readonly isAnyTold: boolean;
  /** A few lines, chosen for what they say. */
  readonly isShort: boolean;
}

/** Of what is not yet, or need not be. */
const OF_WHAT_MAY_COME = /\b(?:will|would|may|might|should|could|shall|wird|werden|würde|soll\w{0,3})\b/i;
/** Said of one case. */
const NOT_SO =
  /\bnot (?:valid|passed|allowed|found|accepted|supported|recogni[sz]ed|known|given|provided|authori[sz]ed|permitted)\b/;
const PROSE_FROM = 8;

export interface Occurrences {
  /** The text is a message as it was shown: a few lines without talk, or lines with a mark. */
  readonly isMessage: boolean;
  /** Of a line, from 1. */
  readonly kindAt: (line: number) => LineKind;
  /** Of the lines with which this one stands. */
  readonly characterAt: (line: number) => Character;
}

function characterOf(kinds: readonly (LineKind | null)[]): Character & { readonly isMessage: boolean } {
  const filled = kinds.filter((kind) => kind !== null).length;
  const told = kinds.filter((kind) => kind === 'told').length;
  const talk = kinds.filter((kind) => kind === 'talk' || kind === 'quoted').length;
  const isMostlyTalk = told === 0 ? talk > 0 && talk * 3 >= filled : talk * 2 >= filled && told * 4 <= talk;
  const isTalk = filled >= LINES_OF_A_TEXT && isMostlyTalk;
  return {
    isTalk,
    isAnyTold: told > 0,
    isShort: filled < LINES_OF_A_TEXT,
    isMessage: told > 0 ? !isTalk : talk === 0 && filled < LINES_OF_A_TEXT,
  };
}

/** Of each line the first and the last of its passage: up to an empty line, or the mark that fences it off. */
function passagesOf(lines: readonly string[]): readonly (readonly [from: number, to: number])[] {
  const passages: [number, number][] = [];
  let own: [number, number] = [0, 0];
  lines.forEach((line, at) => {
    if (BOUNDARY.test(line)) own = [at + 1, at + 1];
    else own[1] = at + 1;
    passages.push(own);
  });
  return passages;
}

/** The numbers of the lines that are members of a list of what may be; who met it would say so. */
function supposedIn(lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  let isInList = false;
  lines.forEach((line, at) => {
    if (isEntry(line)) {
      if (isInList) found.add(at + 1);
    } else if (line.trim() !== '') isInList = LIST_OF_WHAT_MAY_BE.test(line) && !FIRST_PERSON.test(line);
  });
  return found;
}

/** Characters; a longer text is a log, whatever it looks like. */
const MAX_PAGE = 20_000;

/** A page for those that may have a fault, or a wish for a program: nothing in it was recorded when it happened. */
export const isForOthers = (text: string): boolean =>
  text.length <= MAX_PAGE &&
  (isReferencePage(text) || (isGuide(text) && !text.split(/\r\n|\n|\r/).some((line) => isRecorded(line))));

/** Of each line; only the first ones give a longer text its character. Who reports a fault talks too: each passage has its own then. */
export function occurrencesIn(text: string): Occurrences {
  const split = text.split(/\r\n|\n|\r/);
  const frame = letterFrame(split.slice(0, MAX_LINES));
  const lines = split.map((line, at) => (frame.has(at) ? '' : line.slice(0, MAX_LINE)));
  const filled = lines.filter((line) => line.trim() !== '').length;
  const isCatalogue = CATALOGUE.test(text);
  const isTable = lines.some((line) => HEAD.test(line));
  const isDiff = HUNK.test(text);
  const isListed = listedIn(lines.slice(0, MAX_LINES));
  const supposed = supposedIn(lines);
  const filledBefore = (line: number): string => lines.slice(0, line - 1).findLast((one) => one.trim() !== '') ?? '';
  const kindAt = (line: number): LineKind => {
    const [before = '', own = '', after = ''] = [lines[line - 2], lines[line - 1], lines[line]];
    if (
      isListed(line) ||
      ANSWERS.test(before) ||
      (isDiff && CHANGED.test(own)) ||
      (isCatalogue && own.startsWith('"')) ||
      supposed.has(line) ||
      isOfAStandard(own, text) ||
      (isTable && CELL.test(own))
    )
      return 'quoted';
    const isMore = MORE.test(own) && lines.slice(Math.max(0, line - 1 - FOLDED_LINES), line - 1).some((one) => SAID.test(one));
    const kind = isMore ? 'told' : kindOf(own, before, after);
    if (kind === 'talk' && isTable && ROW.test(own)) return 'quoted';
    if (kind === 'talk' && QUOTED_ALONE.test(own) && LEADS_TO.test(filledBefore(line))) return 'told';
    // What stands alone, or nearly, was chosen for what it says, be it a name, a row or a setting.
    const isChosen =
      filled < LINES_OF_A_TEXT &&
      (NOT_SO.test(own) ||
        (FIRST_PERSON.test(own) && !OF_WHAT_MAY_COME.test(own)) ||
        (filled === 1 && own.trim().split(/\s+/).length < PROSE_FROM));
    return isChosen && kind === 'talk' ? 'open' : kind;
  };
  const first = lines.slice(0, MAX_LINES);
  const kinds = first.map((line, at) => (line.trim() === '' ? null : kindAt(at + 1)));
  const whole = characterOf(kinds);
  const isIntroduced = first.some((line) => isIntroduction(line) || REPORTED.test(line));
  const isReport = isIntroduced || FIRST_PERSON.test(text) || first.some((line) => FENCE.test(line));
  if (!isReport) return { isMessage: whole.isMessage, kindAt, characterAt: () => whole };
  const passages = passagesOf(first);
  const characterAt = (line: number): Character => {
    const [from, to] = passages[line - 1] ?? [0, 0];
    const own = characterOf(kinds.slice(from, to));
    return { ...own, isAnyTold: own.isAnyTold || isIntroduced };
  };
  return { isMessage: whole.isMessage, kindAt, characterAt };
}

/** Nothing around it makes it talk: it bears a mark, or little else stands there. */
export const isToldAlone = (
  { speaker, line }: Pick<Utterance, 'speaker' | 'line'>,
  { kindAt, characterAt }: Pick<Occurrences, 'kindAt' | 'characterAt'>,
): boolean => kindAt(line) === 'told' || (speaker === 'client' && kindAt(line) === 'open' && characterAt(line).isShort);

/** Of a text of a few lines, a letter's frame aside, those that do not hold whatever was ever said; else empty. */
export function ownSentences(text: string, { kindAt }: Pick<Occurrences, 'kindAt'>): string {
  if (text.length > MAX_LINE) return '';
  const lines = text.split('\n');
  const frame = letterFrame(lines);
  const filled = lines.filter((line, at) => line.trim() !== '' && !frame.has(at)).length;
  if (filled >= LINES_OF_A_TEXT) return '';
  return lines.map((line, at) => (frame.has(at) || kindAt(at + 1) === 'quoted' ? '' : line)).join('\n');
}

/** `text` with its lines of talk empty, so that the others keep their numbers. */
export const withoutTalk = (text: string, { kindAt, characterAt }: Pick<Occurrences, 'kindAt' | 'characterAt'>): string =>
  text
    .split('\n')
    .map((line, at) => {
      const kind = kindAt(at + 1);
      return kind === 'quoted' || (kind === 'talk' && !characterAt(at + 1).isShort) ? '' : line;
    })
    .join('\n');

/** Words of nobody want a mark that they were said, those of somebody only not to be talked of. */
export function isHeard(
  { speaker, line }: Pick<Utterance, 'speaker' | 'line'>,
  { kindAt, characterAt }: Pick<Occurrences, 'kindAt' | 'characterAt'>,
): boolean {
  const kind = kindAt(line);
  const { isTalk, isAnyTold } = characterAt(line);
  if (speaker !== null && speaker !== 'notice') {
    if (isTalk && !isAnyTold && kind === 'talk') return false;
    return (isAnyTold && !isTalk) || kind !== 'quoted';
  }
  return kind === 'told' || (!isTalk && kind !== 'quoted' && (isAnyTold || kind !== 'talk'));
}
