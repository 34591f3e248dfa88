// How a text falls into the words that forms are made of, with no regard to case, accents and white space. A loop and no
// pattern: a pattern that goes over any number of letters overflows the stack at some millions. Knows no form.
import { foldText } from '../reply-text.ts';

const SEPARATOR = 1;
/** Letters, digits, the underline: what a word is made of. */
const LETTER = 2;
/** Accents and their like: of the letter before them. */
const MARK = 3;
/** Of a script that is written without spaces: a word of its own. */
const OWN_WORD = 4;
const SYMBOL = 5;

const SEPARATORS = /[\s\p{Cf}]/u;
const LETTERS = /[\p{L}\p{N}_]/u;
const MARKS = /\p{M}/u;
const WITHOUT_SPACES = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;

const kinds = new Uint8Array(0x10000);

function kindOf(codePoint: number): number {
  const known = codePoint < kinds.length ? (kinds[codePoint] ?? 0) : 0;
  if (known !== 0) return known;
  const character = String.fromCodePoint(codePoint);
  const kind = MARKS.test(character)
    ? MARK
    : WITHOUT_SPACES.test(character)
      ? OWN_WORD
      : LETTERS.test(character)
        ? LETTER
        : SEPARATORS.test(character)
          ? SEPARATOR
          : SYMBOL;
  if (codePoint < kinds.length) kinds[codePoint] = kind;
  return kind;
}

const BACKSLASH = 0x5c;
const MINUS = 0x2d;
/** `\xe9`, which is how a byte outside UTF-8 is shown: a letter of its word. */
const ESCAPED_BYTE = /^\\x[89a-f][0-9a-f]$/i;
const ESCAPED_LENGTH = 4;
const isEscaped = (text: string, at: number): boolean =>
  text.charCodeAt(at) === BACKSLASH && ESCAPED_BYTE.test(text.slice(at, at + ESCAPED_LENGTH));

const widthOf = (codePoint: number): number => (codePoint > 0xffff ? 2 : 1);

/** Where the letters (and marks) that begin at `at` end. */
function skipLetters(text: string, at: number): number {
  let end = at;
  while (end < text.length) {
    const codePoint = text.codePointAt(end) ?? 0;
    const kind = kindOf(codePoint);
    if (kind === LETTER || kind === MARK) end += widthOf(codePoint);
    else if (codePoint === BACKSLASH && isEscaped(text, end)) end += ESCAPED_LENGTH;
    else break;
  }
  return end;
}

function skipMarks(text: string, at: number): number {
  let end = at;
  while (end < text.length && kindOf(text.codePointAt(end) ?? 0) === MARK) end += widthOf(text.codePointAt(end) ?? 0);
  return end;
}

/** A minus belongs to a number that nothing stands right before: -9807, but not 1-9807. */
const isMinus = (text: string, at: number, before: number): boolean =>
  text.charCodeAt(at) === MINUS && before !== LETTER && /^\d$/.test(text.charAt(at + 1));

/** A word that is longer than was asked for: no letters, so that it is none of those. */
const TOO_LONG = ' ';
/** What folding takes away at most: bytes that are shown as four characters, accents that stand beside their letters. */
const MOST_FOLDED_AWAY = 4;

/** So many words that are not ASCII are remembered with what they fold to: the same ones come again and again. */
const MOST_REMEMBERED = 20_000;
const remembered = new Map<string, string>();

function foldRemembered(word: string): string {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  const folded = foldText(word);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(word, folded);
  return folded;
}

/** Characters of ASCII but the backslash, for which lower case is all. */
const PLAIN = /^[!-[\]-~]*$/;

function fold(text: string, start: number, end: number, longest: number): string {
  if (end - start > longest * MOST_FOLDED_AWAY) return TOO_LONG;
  const word = text.slice(start, end);
  return PLAIN.test(word) ? word.toLowerCase() : foldRemembered(word);
}

/** Where the word (or the symbol) that begins at `at` ends; `before`: the kind of what stands there. */
function endOfWord(text: string, at: number, kind: number, before: number): number {
  const next = at + widthOf(text.codePointAt(at) ?? 0);
  if (kind === LETTER || isEscaped(text, at)) return skipLetters(text, at);
  if (kind === OWN_WORD) return skipMarks(text, next);
  return isMinus(text, at, before) ? skipLetters(text, next) : next;
}

/** Each word of `text`, folded, with its place in UTF-16 units; one of more than `longest` characters is not read. */
export function readWords(text: string, longest: number, take: (word: string, start: number, end: number) => void): void {
  let before = SEPARATOR;
  for (let at = 0; at < text.length; ) {
    const kind = kindOf(text.codePointAt(at) ?? 0);
    const end = endOfWord(text, at, kind, before);
    if (kind !== SEPARATOR) {
      const word = fold(text, at, end, longest);
      if (word !== '') take(word, at, end);
    }
    before = kind === MARK ? before : kind;
    at = end;
  }
}

/** The first of them; `null`: `text` has none. */
export function readFirstWord(text: string): string | null {
  let before = SEPARATOR;
  for (let at = 0; at < text.length; ) {
    const kind = kindOf(text.codePointAt(at) ?? 0);
    const end = endOfWord(text, at, kind, before);
    const word = kind === SEPARATOR ? '' : fold(text, at, end, text.length);
    if (word !== '') return word;
    before = kind === MARK ? before : kind;
    at = end;
  }
  return null;
}
