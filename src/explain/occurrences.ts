// Whether anything happened to anybody in a text, line by line: a manual, a program, a list of changes or of codes talks, a message, a
// log and a reply tell. A line that stands alone is believed, one in the midst of talk only for a mark of its own. Knows no meanings.
import { FIRST_PERSON, REPORTED } from './documentation.ts';
import { LIST_OF_WHAT_MAY_BE } from './general-talk.ts';
import { isEntry, isIntroduction, isRecorded, kindOf, type LineKind, ROW } from './line-kinds.ts';
import { isGuide, isOfAStandard, isReferencePage } from './reference-pages.ts';
import type { Utterance } from './utterance.ts';

/** A name of an error in a catalogue of them, as a program keeps it in JSON. */
const NAMED_IN_JSON = /^\s{0,20}"(?:error_?[Cc]ode|code|errorName|key)": "([A-Z][A-Z\d_]{5,80})",?$/;
const JSON_STRING = /^\s{0,20}"[\w.]{1,60}": ["\d]/;
const isCatalogueInJson = (lines: readonly string[]): boolean =>
  new Set(lines.flatMap((line) => NAMED_IN_JSON.exec(line)?.[1] ?? [])).size >= CODES_OF_A_LIST;

/** What something is called, and what it is, behind a dash: `Mailbox is full – The inbox …`. */
const TERM = /^\s{0,8}(?:[-*•] )?["'`*]{0,3}[A-Za-z][\w /'’()*`"-]{1,50} ?[–—] ?\S/;
const TERMS_OF_A_LIST = 3;

/** From this number of lines on a text can have a character of its own: what is shorter was chosen for its words. */
const LINES_OF_A_TEXT = 4;
const MAX_LINE = 2000;
const MAX_LINES = 400;
const FENCE = /^\s{0,8}(?:```|~~~)/;
const BOUNDARY = /^\s{0,200}$|^\s{0,8}(?:```|~~~)/;

/** A reply's code, basic or enhanced, or Microsoft's of a sign-in, at the beginning of a line or of a row's first cell. */
const CODE =
  /^[\s|"'`([*•-]{0,8}(?:(?:case|smtp|code|error|(?:remote )?(?:host|server) said:|remote server returned:?) )?([45](?:\d\d|\.\d{1,3}\.\d{1,3})|AADSTS\d{4,8})(?!\d)(?:[ -]([45]\.\d{1,3}\.\d{1,3})(?!\d))?/i;
/** So many refusals of different codes, one after the other by their number: a list of what there is. */
const CODES_OF_A_LIST = 3;

/** So many different ones, in whatever order, and none of them to anybody. */
const CODES_OF_ANY_LIST = 6;
const OF_A_CASE = /@[\w-]{1,60}\.|\d{1,3}(?:\.\d{1,3}){3}|\bhttps?:/;
/** What a reply is for, told below it: a standard. */
const EXPLAINED =
  /^\s{0,12}This (?:response|reply|code|status code)(?: to the \w{1,12} command)? (?:indicates|means|is (?:returned|given|sent|issued))/;

const codesOf = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => CODE.exec(line)?.slice(1).filter(Boolean).join('.') ?? []);

/** A code that stands alone: a heading, what it is for below it. */
const BARE = /^\s{0,8}[45]\d\d\s{0,8}$/;
/** Two are a list already, where each is a heading: the code alone, or a reply with a paragraph of prose under it. */
function isOfHeadings(lines: readonly string[]): boolean {
  const at = lines.flatMap((line, own) => (CODE.test(line) ? [own] : []));
  const isHeading = (own: number): boolean => {
    const [next = '', second = ''] = lines.slice(own + 1, own + 3);
    const isAbove = next.trim() === '' ? isSentence(second) : !CODE.test(next) && isSentence(next);
    return BARE.test(lines[own] ?? '') || isAbove;
  };
  return at.length >= 2 && new Set(codesOf(lines)).size > 1 && at.every(isHeading) && !FIRST_PERSON.test(lines.join('\n'));
}
/** Prose that ends as a sentence does. */
const isSentence = (line: string): boolean => (line.match(/\p{L}{2,40}/gu)?.length ?? 0) >= 6 && /[.!?]\s{0,4}$/.test(line);

/** RFC 5321 §4.2.2 has the codes by function, §4.2.3 by number; who tries to send gets one of them, or the same again. */
function isListOfCodes(lines: readonly string[]): boolean {
  if (lines.filter((line) => EXPLAINED.test(line)).length >= 2) return lines.some((line) => CODE.test(line));
  const named = codesOf(lines);
  const isOfCase = lines.some((line) => CODE.test(line) && OF_A_CASE.test(line));
  if (new Set(named).size >= CODES_OF_ANY_LIST && !isOfCase) return true;
  const codes = named.map((code) => code.replace('AADSTS', '').split('.').map(Number));
  const isAfter = (code: readonly number[], before: readonly number[]): boolean => {
    const at = code.findIndex((part, own) => part !== before[own]);
    return at >= 0 && (code[at] ?? 0) > (before[at] ?? 0);
  };
  const areHeadings = isOfHeadings(lines);
  if (areHeadings && new Set(named).size >= CODES_OF_A_LIST && !isOfCase) return true;
  return (
    (codes.length >= CODES_OF_A_LIST || areHeadings) &&
    codes.every((code, at) => at === 0 || isAfter(code, codes[at - 1] ?? []))
  );
}

/** A reply that a bounce folded: on indented lines below who said it. */
const SAID = /\bsaid: |\brefused to talk|\(expanded from /;
const MORE = /^ {4,8}\S/;
const FOLDED_LINES = 6;

/** Above what a server answers where all is well, and where not: of a manual that tells how to ask it. */
const ANSWERS = /^\W{0,8}(?:(?:un)?success(?:ful)?|failure|failed|expected|error) (?:response|reply|answer)s?\W{0,4}$/i;

/** Below the heads of the columns in Markdown. */
const HEAD = /^\s{0,8}\|(?:\s{0,3}:?-{2,40}:?\s{0,3}\|){1,20}\s{0,4}$/;

/** The end of a row whose cells stand in lines of their own. */
const CELL = /[^|]\|\s{0,4}$/;

/** Sentences and their translations (gettext); a long one goes on in lines of its own. */
const CATALOGUE = /^msg(?:id|str) "/m;

/** Changes to a file, as `diff -u` writes them. */
const HUNK = /^@@ -\d{1,7}(?:,\d{1,7})? \+\d{1,7}(?:,\d{1,7})? @@/m;
const CHANGED = /^[-+ ]/;

/** What some lines are together. */
interface Character {
  /** Talk, for the most part. */
  readonly isTalk: boolean;
  /** At least one bears a mark that something happened. */
  readonly isAnyTold: boolean;
}

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
  return { isTalk, isAnyTold: told > 0, isMessage: told > 0 ? !isTalk : talk === 0 && filled < LINES_OF_A_TEXT };
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

/** A page for those that may have a fault, or a wish for a program: nothing in it was recorded when it happened. */
export const isForOthers = (text: string): boolean =>
  text.length <= MAX_PAGE &&
  (isReferencePage(text) || (isGuide(text) && !text.split(/\r\n|\n|\r/).some((line) => isRecorded(line))));
const MAX_PAGE = 20_000;

/** Of each line; only the first ones give a longer text its character. Who reports a fault talks too: each passage has its own then. */
export function occurrencesIn(text: string): Occurrences {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.slice(0, MAX_LINE));
  const filled = lines.filter((line) => line.trim() !== '').length;
  const isCatalogue = CATALOGUE.test(text);
  const isTable = lines.some((line) => HEAD.test(line));
  const isDiff = HUNK.test(text);
  const isList = isListOfCodes(lines.slice(0, MAX_LINES));
  const isCatalogueOfErrors = isCatalogueInJson(lines);
  const areTerms = lines.filter((line) => TERM.test(line)).length >= TERMS_OF_A_LIST;
  const supposed = supposedIn(lines);
  const isBelow = (line: number): boolean => lines.slice(Math.max(0, line - 3), line - 1).some((one) => BARE.test(one));
  const kindAt = (line: number): LineKind => {
    const [before = '', own = '', after = ''] = [lines[line - 2], lines[line - 1], lines[line]];
    if (
      (isList && (CODE.test(own) || isBelow(line))) ||
      ANSWERS.test(before) ||
      (isDiff && CHANGED.test(own)) ||
      (isCatalogue && own.startsWith('"')) ||
      supposed.has(line) ||
      (isCatalogueOfErrors && JSON_STRING.test(own)) ||
      (areTerms && TERM.test(own)) ||
      isOfAStandard(own, text) ||
      (isTable && CELL.test(own))
    )
      return 'quoted';
    const isMore = MORE.test(own) && lines.slice(Math.max(0, line - 1 - FOLDED_LINES), line - 1).some((one) => SAID.test(one));
    const kind = isMore ? 'told' : kindOf(own, before, after);
    if (kind === 'talk' && isTable && ROW.test(own)) return 'quoted';
    // What stands alone, or nearly, was chosen for what it says, be it a name, a row or a setting.
    const isChosen =
      filled < LINES_OF_A_TEXT && (NOT_SO.test(own) || (filled === 1 && own.trim().split(/\s+/).length < PROSE_FROM));
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
    const { isTalk, isAnyTold } = characterOf(kinds.slice(from, to));
    return { isTalk, isAnyTold: isAnyTold || isIntroduced };
  };
  return { isMessage: whole.isMessage, kindAt, characterAt };
}

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
