// Lists of what errors there are: of codes by number or function, of headings with their explanation, of names in a program's catalogue, of
// terms and what they mean. Nobody got any of them. Knows their looks, no meanings.
import { OF_ONESELF } from './reference-pages.ts';

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

/** A hoster's page speaks of "our servers"; who has the error says what they see. */
const OF_US =
  /\b[Ww]e (?:see|get|got|receive|have|had|are|were|tried|can|cannot|can't|use)\b|\b[Oo]ur (?:customer|client|user|app|software|mail)s?\b/;

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
  const headings = at.filter(isHeading).length;
  // Of many one may stand otherwise: a line that was broken, the last one.
  const isMost = headings === at.length || (headings >= CODES_OF_A_LIST && headings >= at.length - 1);
  return (
    at.length >= 2 &&
    new Set(codesOf(lines)).size > 1 &&
    isMost &&
    !lines.some((line) => OF_ONESELF.test(line) || OF_US.test(line))
  );
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
    (codes.length >= CODES_OF_A_LIST || areHeadings) && codes.every((code, at) => at === 0 || isAfter(code, codes[at - 1] ?? []))
  );
}

/** A name of an error in a catalogue of them, as a program keeps it in JSON. */
const NAMED_IN_JSON = /^\s{0,20}"(?:error_?[Cc]ode|code|errorName|key)": "([A-Z][A-Z\d_]{5,80})",?$/;
const JSON_STRING = /^\s{0,20}"[\w.]{1,60}": ["\d]/;
const isCatalogueInJson = (lines: readonly string[]): boolean =>
  new Set(lines.flatMap((line) => NAMED_IN_JSON.exec(line)?.[1] ?? [])).size >= CODES_OF_A_LIST;

/** What something is called, and what it is, behind a dash: `Mailbox is full – The inbox …`. */
const TERM =
  /^(?!.*(?:\b[45]\d\d[ -][A-Za-z]|\b[45]\.\d{1,3}\.\d))\s{0,8}(?:[-*•] )?["'`*]{0,3}[A-Za-z][\w /'’()*`"-]{1,50} ?[–—] ?\S/;
const TERMS_OF_A_LIST = 3;

/** What announces examples of codes: `Some example codes:` */
const ANNOUNCED = /\b(?:examples?|common|typical|possible|frequent)\b.{0,40}\b(?:codes|replies|responses)\b.{0,40}:\s{0,4}$/i;

/** The lines, from 1, that are members of such a list. */
export function listedIn(lines: readonly string[]): (line: number) => boolean {
  const announced = lines.findIndex((line) => ANNOUNCED.test(line) && !OF_US.test(line) && !OF_ONESELF.test(line)) + 1;
  const isOfCodes = isListOfCodes(lines);
  const isOfNames = isCatalogueInJson(lines);
  const isOfTerms = lines.filter((line) => TERM.test(line)).length >= TERMS_OF_A_LIST;
  const isBelow = (line: number): boolean => lines.slice(Math.max(0, line - 3), line - 1).some((one) => BARE.test(one));
  return (line) => {
    const own = lines[line - 1] ?? '';
    return (
      (announced > 0 && line > announced) ||
      (isOfCodes && (CODE.test(own) || isBelow(line))) ||
      (isOfNames && JSON_STRING.test(own)) ||
      (isOfTerms && TERM.test(own))
    );
  };
}
