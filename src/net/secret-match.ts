// Where one pattern of a secret begins and ends in a text. All readings are followed at once, and a beginning that tells
// enough counts as the whole, so that time stays linear in the text. Must not know what is done about a match.
import { CUT } from '../model/shorten.ts';
import { canBeNoise, type Noise, NoiseReader } from './secret-noise.ts';
import type { Pattern, Unit } from './secret-pattern.ts';

export type Interval = [start: number, end: number];

/** So many characters of a secret, or of its Base64, are a leak by themselves; the rest is masked as far as it goes on. */
const ENOUGH = 32;
const MAX_BLANKS = 24;
const MAX_ENDS = 16;

const AMPERSAND = 0x26;
/** Escaped once, and more often. */
const NAMED_ENTITY = /&[A-Za-z][A-Za-z0-9]{1,30};/y;
const NESTED_ENTITY = /&(?:amp;){1,8}[A-Za-z][A-Za-z0-9]{1,30};/y;
const NUMERIC_ENTITY = /&(?:amp;)*#(?:[xX]0*([0-9a-fA-F]{1,6})|0*(\d{1,7}));?/y;
/** The mark of a cut, ours or somebody else's, and what is left in front of it of a character that was cut within. */
const CUT_MARK = new RegExp(String.raw`(?:[%=&\\][#\w{]{0,8})?(?=${CUT}|\.\.\.)`, 'y');
const CUT_END = /(?:[%=&\\][#\w{]{0,8})?$/y;
const BASE64_CHARACTER = /[A-Za-z0-9+/_-]/;
const ESCAPED_BEFORE = /(?:\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\[0nrt]|%[0-9A-Fa-f]{2}|=[0-9A-F]{2}|&#?\w{2,6};)$/;
const WORD_BEFORE = /[\p{L}\p{N}._@-]$/u;
const WORD_AFTER = /^(?:[\p{L}\p{N}_@-]|\.[\p{L}\p{N}])/u;
const CLOSING: Readonly<Record<string, string>> = {
  "'": "'",
  '"': '"',
  '`': '`',
  '<': '>',
  '(': ')',
  '[': ']',
  '{': '}',
  '«': '»',
  '“': '”',
  '‘': '’',
};

const matchEnd = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
};

/** One text that is searched. `isCut`: it ends where its reader ended, and not where its writer did. */
export class Matcher {
  readonly text: string;
  readonly #noise: NoiseReader;
  readonly #isCut: boolean;
  readonly #hasMarks: boolean;
  readonly #ends: number[] = [];
  readonly #next: number[] = [];

  constructor(text: string, isCut: boolean) {
    this.text = text;
    this.#noise = new NoiseReader(text);
    this.#isCut = isCut;
    this.#hasMarks = text.includes(CUT) || text.includes('...');
  }

  /** The pattern that begins here, as wide as it is to be masked; null: it does not. */
  match(start: number, pattern: Pattern): Interval | null {
    const end = this.#endOf(start, pattern);
    if (end <= start || !this.#isBounded([start, end], pattern)) return null;
    return this.#widen([start, end], pattern);
  }

  /** At the farthest; -1: it does not match. */
  #endOf(start: number, { units, noise, telling }: Pattern): number {
    // Nearly every reading has one end, and texts are long: no array is made for each character.
    let ends = this.#ends;
    let next = this.#next;
    ends.length = 0;
    ends.push(start);
    let enough = -1;
    for (let index = 0; index < units.length; index++) {
      const unit = units[index];
      if (!unit) break;
      next.length = 0;
      if (index >= ENOUGH) enough = Math.max(enough, ...ends);
      else if (index >= telling) enough = Math.max(enough, this.#cutAt(ends));
      for (const end of ends) {
        if (index === 0 || !canBeNoise(this.text.charCodeAt(end))) this.#addAny(end, unit, noise, next);
        else for (const place of this.#noise.placesAfter(end, noise)) this.#addAny(place, unit, noise, next);
      }
      if (next.length === 0) return enough;
      [ends, next] = [next, ends];
    }
    return Math.max(enough, ...ends);
  }

  #addAny(at: number, unit: Unit, noise: Noise, ends: number[]): void {
    if (unit.blank) this.#addBlanks(at, unit, noise, ends);
    else this.#addEnds(at, unit, ends);
  }

  #addEnds(at: number, unit: Unit, ends: number[]): void {
    const { text } = this;
    const code = text.charCodeAt(at);
    const encodings = unit.encodings.get(code);
    if (encodings)
      for (const encoding of encodings)
        if (encoding.length === 1 || text.startsWith(encoding, at)) addEnd(ends, at + encoding.length);
    if (code !== AMPERSAND) return;
    if (unit.named) for (const entity of [NAMED_ENTITY, NESTED_ENTITY]) addEnd(ends, matchEnd(entity, text, at));
    if (!unit.codePoints) return;
    NUMERIC_ENTITY.lastIndex = at;
    const [, hex, decimal] = NUMERIC_ENTITY.exec(text) ?? [];
    const codePoint = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (unit.codePoints.has(codePoint)) addEnd(ends, NUMERIC_ENTITY.lastIndex);
  }

  /** None, one, and so on. */
  #addBlanks(at: number, unit: Unit, noise: Noise, ends: number[]): void {
    addEnd(ends, at);
    const { text } = this;
    let place = at;
    for (let count = 0; count < MAX_BLANKS; count++) {
      const found: number[] = [];
      for (const next of this.#noise.placesAfter(place, noise)) this.#addEnds(next, unit, found);
      if (found.length === 0) break;
      for (const end of found) addEnd(ends, end);
      place = Math.max(...found);
      // A long row of plain blanks is passed over at once.
      while (text.charCodeAt(place - 1) === 0x20 && text.charCodeAt(place) === 0x20) place++;
      addEnd(ends, place);
    }
  }

  /** Where the secret is cut short; -1: it is not. */
  #cutAt(ends: readonly number[]): number {
    let cut = -1;
    for (const end of ends) {
      if (this.#hasMarks) cut = Math.max(cut, matchEnd(CUT_MARK, this.text, end));
      if (this.#isCut) cut = Math.max(cut, matchEnd(CUT_END, this.text, end));
    }
    return cut;
  }

  #isBounded([start, end]: Interval, { bound }: Pattern): boolean {
    const { text } = this;
    switch (bound) {
      case 'anywhere':
        return true;
      case 'blob':
        return !BASE64_CHARACTER.test(text.charAt(start - 1)) && !BASE64_CHARACTER.test(text.charAt(end));
      case 'number':
        return !/\d/.test(text.charAt(start - 1)) && !/\d/.test(text.charAt(end));
      case 'quoted':
        return CLOSING[text.charAt(start - 1)] === text.charAt(end) && text.charAt(end) !== '';
      case 'word': {
        const before = text.slice(Math.max(0, start - 8), start);
        return (!WORD_BEFORE.test(before) || ESCAPED_BEFORE.test(before)) && !WORD_AFTER.test(text.slice(end, end + 3));
      }
    }
  }

  #widen([start, end]: Interval, pattern: Pattern): Interval {
    const { text } = this;
    if (pattern.backslashBefore) while (text.charCodeAt(start - 1) === 0x5c) start--;
    if (pattern.wholeRun) {
      while (start > 0 && BASE64_CHARACTER.test(text.charAt(start - 1))) start--;
      while (end < text.length && BASE64_CHARACTER.test(text.charAt(end))) end++;
    }
    if (pattern.backslashAfter) end = Math.max(...this.#noise.placesAfter(end, pattern.noise));
    if (pattern.noise === 'wrapping') while (text.charCodeAt(end) === 0x3d) end++;
    return [start, end];
  }
}

function addEnd(ends: number[], end: number): void {
  if (end >= 0 && ends.length < MAX_ENDS && !ends.includes(end)) ends.push(end);
}
