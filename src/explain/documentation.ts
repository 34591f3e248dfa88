// Whether a text is a manual's, and not what happened to somebody: pages of man(1), wrapped prose under headings. What it says
// of failures in general is nobody's failure. Knows the looks of manuals, no meanings.

/** roff's requests and fonts, as a page of man(1) has them in its source. */
const ROFF = /^\.(?:\\"|[A-Za-z]{2}(?: |$))|\\f[BIR]/;
/** A heading and its underline (reStructuredText, Markdown), or one of Markdown's with a number sign. */
const UNDERLINE = /^(?:-{3,100}|={3,100}|~{3,100})$/;
const SECTION = /^#{2,6} \S/;
/** Who tells what befell them tells it so. */
export const FIRST_PERSON = /(?:^|[\s"'(])(?:I|I'm|I've|we|We|my|My|our|Our|me|us)\b/;

/** Prose, lists and headings of a manual have whole sentences among them; messages of a program below one another may have none. */
const SENTENCE_END = /[\p{L}\d)`'"]\.(?:\s|$)|^(?:[-=~]{3,100}|#{2,6} )/mu;

/** The headings of a report of a fault. */
export const REPORTED =
  /^#{1,6} .{0,40}(?:stack ?trace|trace|bug|behaviou?r|reproduce|logs?\b|error|problem|issue|happen|actual|output)/i;

const MIN_LINES = 3;
const WRAPPED_FROM = 45;

/** The line goes on in the next one in the middle of a sentence, as prose does that was set to a width; no stack of calls does. */
const isWrapped = (line: string, next: string): boolean =>
  line.length >= WRAPPED_FROM &&
  /(?:[\p{L}'",]{1,40} ){4}/u.test(line) &&
  /[\p{L},]$/u.test(line) &&
  /^ {0,8}(?!at )\p{Ll}/u.test(next) &&
  !/[=|{}<>[\]]/.test(line);

/** The source of a page of man(1): whoever speaks in it, nothing happened. */
export const isManualPage = (text: string): boolean => text.split('\n').filter((line) => ROFF.test(line)).length >= 2;

export function isDocumentation(text: string): boolean {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trimEnd());
  if (lines.length < MIN_LINES || FIRST_PERSON.test(text) || !SENTENCE_END.test(text)) return false;
  const wraps = lines.filter((line, at) => isWrapped(line, lines[at + 1] ?? '')).length;
  const headings = lines.filter((line, at) => UNDERLINE.test(line) && /^[\p{L}\d][^:]{2,80}$/u.test(lines[at - 1] ?? '')).length;
  // A list of changes, version by version.
  const bullets = lines.filter((line) => /^\s{0,12}[-*+] \S/.test(line)).length;
  // Headings of Markdown stand in what somebody reports as well.
  const sections =
    bullets < 2 || lines.some((line) => REPORTED.test(line)) ? 0 : lines.filter((line) => SECTION.test(line)).length;
  const filled = lines.filter((line) => line !== '').length;
  return wraps + 2 * (headings + sections) + (bullets * 2) / 3 >= Math.max(2, filled / 5);
}
