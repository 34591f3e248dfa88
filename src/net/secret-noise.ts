// What may stand between two characters of a secret without breaking it up: escapes, soft line breaks, invisible
// characters, separators. Every look ahead is bounded, so that a hostile text costs no more than its length. Must not
// know what the secret is.

/**
 * `escapes`: of a text; `backslashes`: the same, of a secret that has backslashes, which may be lost or encoded;
 * `wrapping`: of Base64; `separators`: of a row of hex or decimal bytes; `none`: nothing may.
 */
export type Noise = 'none' | 'escapes' | 'backslashes' | 'wrapping' | 'separators';

const BACKSLASH = 0x5c;

// NUL between characters is UTF-16 read as bytes. The others are invisible, whoever put them there.
const BYTE = String.raw`(?:%(?:25)?|=|\\{1,8}x)`;
const bytes = (...pattern: readonly string[]): string => pattern.map((one) => BYTE + one).join('');
const ENTITY = '&(?:amp;){0,8}';
const ENTITY_END = String.raw`(?:;|(?![\da-z]))`;
const IGNORED = [
  String.raw`[\0\p{Default_Ignorable_Code_Point}]`,
  String.raw`\\{1,8}(?:000|xad|u(?:0000|00ad|034f|061c|115f|1160|17b[45]|180[b-f]|200[b-f]|202[a-e]|206[\da-f]|3164|fe0[\da-f]|feff|ffa0|fff[0-8]|\{e0[\da-f]{3}\}))`,
  bytes('00'),
  bytes('c2', 'ad'),
  bytes('cd', '8f'),
  bytes('d8', '9c'),
  bytes('e1', '(?:85|9e|a0)', String.raw`[\da-f]{2}`),
  bytes('e2', '80', '(?:8[b-f]|a[a-e])'),
  bytes('e2', '81', String.raw`a[\da-f]`),
  bytes('ef', 'b8', String.raw`8[\da-f]`),
  bytes('ef', 'bb', 'bf'),
  `${ENTITY}(?:shy|zwj|zwnj|lrm|rlm|ZeroWidthSpace|NoBreak|ApplyFunction|InvisibleTimes|InvisibleComma|af|it|ic);`,
  String.raw`${ENTITY}#0{0,64}(?:0|173|847|1564|820[3-7]|823[4-8]|828[89]|829\d|830[0-3]|6502[4-9]|6503\d|65279)${ENTITY_END}`,
  String.raw`${ENTITY}#x0{0,64}(?:0|ad|34f|61c|200[b-f]|202[a-e]|206[\da-f]|fe0[\da-f]|feff)${ENTITY_END}`,
].join('|');
const SOFT_BREAK = String.raw`=(?:\r?\n|(?:\\{1,8}x0d)?\\{1,8}x0a|(?:\\{1,8}r)?\\{1,8}n)`;
const ENCODED_BACKSLASH = String.raw`${BYTE}5c|\\{1,8}(?:u005c|134)|%u005c|${ENTITY}(?:bsol;|#0{0,64}92${ENTITY_END}|#x0{0,64}5c${ENTITY_END})`;
const WHITE = String.raw`[ \t\r\n]|\\{1,8}(?:[rnt]|x0[9ad])`;

const UNSEEN_STARTS = '\0%=&\\';
const WHITE_STARTS = ' \t\r\n\\';

/** One such thing, and a row of them; `starts`: the ASCII characters that it can begin with. */
interface Matchers {
  readonly starts: string;
  readonly one: RegExp;
  readonly row: RegExp;
}
const matchersOf = (starts: string, ...alternatives: readonly string[]): Matchers => {
  const any = `(?:${alternatives.join('|')})`;
  return { starts, one: new RegExp(any, 'iuy'), row: new RegExp(`${any}+`, 'iuy') };
};
const MATCHERS: Readonly<Record<Exclude<Noise, 'none'>, Matchers>> = {
  escapes: matchersOf(UNSEEN_STARTS, IGNORED, SOFT_BREAK),
  backslashes: matchersOf(UNSEEN_STARTS, IGNORED, SOFT_BREAK, ENCODED_BACKSLASH),
  wrapping: matchersOf(UNSEEN_STARTS + WHITE_STARTS, IGNORED, SOFT_BREAK, WHITE),
  separators: matchersOf(`${WHITE_STARTS}:,;.%-0`, WHITE, String.raw`[:,;.%\-]|0x|\\{1,8}x`),
};

/** Whether anything that stands between two units can begin with this code unit. */
export const canBeNoise = (code: number): boolean => code <= 0x3f || code === BACKSLASH || code >= 0x7f;

/** Behind an equals sign: a line break, or the first digit of a byte that is noise. */
const AFTER_EQUALS = '\r\n\\05cdeCDE';

/** Hardly a text has any of these, and compiling the classes of Unicode takes longer than all else that is done for it. */
function canBegin(text: string, at: number, starts: string): boolean {
  if (text.charCodeAt(at) >= 0x7f) return true;
  const character = text.charAt(at);
  if (character === '' || !starts.includes(character)) return false;
  return character !== '=' || AFTER_EQUALS.includes(text.charAt(at + 1));
}

/** No way leads to more places than this. */
const MAX_PLACES = 12;
const MAX_ROUNDS = 4;

/** The looks at one text: remembers the row of backslashes that it saw last, since each of them asks where it ends. */
export class NoiseReader {
  readonly #text: string;
  #rowStart = -1;
  #rowEnd = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** The places where the next unit may begin: here, or after what may stand between. */
  placesAfter(at: number, noise: Noise): number[] {
    const places = [at];
    const code = this.#text.charCodeAt(at);
    // Letters are never noise; a digit is only as the beginning of a separator `0x`.
    if (noise === 'none' || !canBeNoise(code)) return places;
    for (let index = 0; index < places.length && index < MAX_ROUNDS; index++) this.#addAfter(places[index] ?? at, noise, places);
    return places;
  }

  #addAfter(at: number, noise: keyof typeof MATCHERS, places: number[]): void {
    const isBackslash = this.#text.charCodeAt(at) === BACKSLASH;
    if (isBackslash && noise !== 'separators') {
      const end = this.#endOfRow(at);
      // The place before its last one may begin an escape sequence.
      for (const place of [at + 1, at + 2, end - 1, end]) if (place > at && place <= end) addPlace(places, place);
    }
    const { starts, one, row } = MATCHERS[noise];
    if (!canBegin(this.#text, at, starts)) return;
    const end = starts.includes(' ') ? this.#endOfBlanks(at) : at;
    if (end > at && !canBegin(this.#text, end, starts)) {
      addPlace(places, at + 1);
      addPlace(places, end);
      return;
    }
    one.lastIndex = at;
    if (!one.test(this.#text)) return;
    addPlace(places, one.lastIndex);
    row.lastIndex = at;
    row.test(this.#text);
    addPlace(places, row.lastIndex);
    // The sign of a number is no separator.
    if (noise === 'separators' && this.#text.charAt(row.lastIndex - 1) === '-') addPlace(places, row.lastIndex - 1);
  }

  #endOfBlanks(at: number): number {
    let end = at;
    while (end < this.#text.length && ' \t\r\n'.includes(this.#text.charAt(end))) end++;
    return end;
  }

  #endOfRow(at: number): number {
    if (at < this.#rowStart || at >= this.#rowEnd) {
      let end = at;
      while (this.#text.charCodeAt(end) === BACKSLASH) end++;
      this.#rowStart = at;
      this.#rowEnd = end;
    }
    return this.#rowEnd;
  }
}

/** A handful of numbers at most: an array is quicker than a set. */
function addPlace(places: number[], place: number): void {
  if (places.length < MAX_PLACES && !places.includes(place)) places.push(place);
}
