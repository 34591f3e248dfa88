// The forms in which a secret can come back: written out in either case, with its blanks changed, escaped, percent-,
// entity- or quoted-printable-encoded, as UTF-16, in hex and decimals, in Base64 on its own and inside a longer blob. Turns
// a secret into patterns; must not know where texts come from.
import { visibleText } from '../model/visible-text.ts';
import type { Noise } from './secret-noise.ts';

/** One step of a pattern: any one of these strings, by their first code unit. */
export interface Unit {
  readonly encodings: ReadonlyMap<number, readonly string[]>;
  /** A numeric HTML entity of one of these code points will do, however it is written. */
  readonly codePoints?: ReadonlySet<number>;
  /** Any named HTML entity will do. */
  readonly named?: boolean;
  /** A run of blanks: as many as there are, or none. */
  readonly blank?: boolean;
}

function unitFrom(encodings: Iterable<string>): Unit {
  const byFirst = new Map<number, string[]>();
  for (const encoding of new Set(encodings)) {
    const code = encoding.charCodeAt(0);
    byFirst.set(code, [...(byFirst.get(code) ?? []), encoding]);
  }
  return { encodings: byFirst };
}

/**
 * Where a match counts. `anywhere`; `word`: not inside a longer word, host name or number; `quoted`: only between
 * quotes or brackets; `blob`: not inside a longer run of Base64; `number`: not inside a longer number.
 */
export type Bound = 'anywhere' | 'word' | 'quoted' | 'blob' | 'number';

export interface Pattern {
  readonly units: readonly Unit[];
  readonly noise: Noise;
  readonly bound: Bound;
  /** Redact the whole run of Base64 around the match, since its ragged ends hold bits of the secret too. */
  readonly wholeRun: boolean;
  /** The secret begins or ends with backslashes, which escaping may have doubled or eaten. */
  readonly backslashBefore: boolean;
  readonly backslashAfter: boolean;
  /** That many units in front of a cut tell so much that they count as the whole. */
  readonly telling: number;
}

/** Below this many characters a secret is too common to be replaced in the middle of a word, or in another case. */
const MIN_ANYWHERE = 6;
const MIN_WORD = 3;
/** Base64 characters: six of them are 36 bits of the secret, which text does not hold by chance. */
const MIN_CORE = 6;
/** In any case a character of Base64 tells a bit less. */
const MIN_CORE_ANY_CASE = 8;
const MIN_BYTES = 4;
/** Base64 of Base64 is looked for up to this size; longer secrets are tokens, of which fragments are looked for. */
const MAX_DOUBLE_BYTES = 512;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r' };
const IGNORABLE = /^[\0\p{Default_Ignorable_Code_Point}]$/u;
const BLANK = /^\s$/;

const hex2 = (byte: number): string => byte.toString(16).padStart(2, '0');
const bothCases = (texts: readonly string[], prefix: string): string[] => [
  texts.map((text) => prefix + text).join(''),
  texts.map((text) => prefix + text.toUpperCase()).join(''),
];

function encodingsOfBytes(bytes: Uint8Array): string[] {
  const hex = [...bytes].map(hex2);
  const octal = [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  return [...['%', '%25', '=', '\\x'].flatMap((prefix) => bothCases(hex, prefix)), octal];
}

/** Bytes as a line of text shows them that is no UTF-8. */
const bytesAsText = (bytes: Uint8Array): string =>
  visibleText(Buffer.from(bytes).toString('latin1')).replace(/[\u0080-\u00ff]/g, (one) => `\\x${hex2(one.charCodeAt(0))}`);

function encodingsOfCharacter(character: string): Set<string> {
  const code = character.codePointAt(0) ?? 0;
  const utf8 = Buffer.from(character, 'utf8');
  const codeUnits = [...character.split('')].map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));
  const found = new Set([
    character,
    visibleText(character),
    ...encodingsOfBytes(utf8),
    ...bothCases(codeUnits, '\\u'),
    ...bothCases(codeUnits, '%u'),
    `\\u{${code.toString(16)}}`,
  ]);
  if (code > 0x7f) {
    // UTF-8 shown as Latin-1, Latin-1 sent for UTF-8, and what a decoder puts for bytes it can't read.
    const misread = utf8.toString('latin1');
    found.add(misread).add(visibleText(misread)).add(bytesAsText(utf8));
    if (code <= 0xff) for (const text of encodingsOfBytes(Uint8Array.of(code))) found.add(text);
    for (let count = 1; count <= utf8.length; count++) found.add('\ufffd'.repeat(count));
  }
  const short = SHORT_ESCAPES[character];
  if (short !== undefined) found.add(short);
  if (character === ' ') for (const text of ['+', '_', '\u00a0']) found.add(text);
  if (character === '\u00a0') found.add(' ');
  found.delete('');
  return found;
}

/** As bytes of UTF-16, either way round. Below U+0100 one of the two is a NUL, which is noise. */
function utf16AsText(character: string): string[] {
  if (character.length === 1 && character <= '\u00ff') return [];
  const bytes = Buffer.from(character, 'utf16le');
  return [bytes, Buffer.from(bytes).swap16()].flatMap((one) => [one.toString('latin1'), bytesAsText(one)]);
}

/** The character as it is, and in the other case where there is one. */
const casesOf = (character: string): string[] => [...new Set([character, character.toLowerCase(), character.toUpperCase()])];

function makeUnit(character: string, anyCase: boolean): Unit {
  const spellings = anyCase ? casesOf(character) : [character];
  const single = spellings.filter((spelling) => [...spelling].length === 1);
  // ß in upper case is two letters.
  const encodings = [...single.flatMap((one) => [...encodingsOfCharacter(one), ...utf16AsText(one)]), ...spellings];
  return {
    ...unitFrom(encodings),
    codePoints: new Set(single.map((one) => one.codePointAt(0) ?? 0)),
    named: !/^[A-Za-z0-9]$/.test(character),
  };
}

const MAX_CHARACTERS = 4_096;
const characterUnits = new Map<string, Unit>();

function unitOf(character: string, anyCase: boolean): Unit {
  const key = `${anyCase}${character}`;
  const known = characterUnits.get(key);
  if (known) return known;
  const unit = makeUnit(character, anyCase);
  if (characterUnits.size >= MAX_CHARACTERS) characterUnits.clear();
  characterUnits.set(key, unit);
  return unit;
}

/** All that `\s` takes. */
const BLANK_CHARACTERS = [
  ...' \t\n\r\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
];
const BLANK_UNIT: Unit = {
  ...unitFrom(BLANK_CHARACTERS.flatMap((one) => [...encodingsOfCharacter(one)])),
  codePoints: new Set(BLANK_CHARACTERS.map((one) => one.charCodeAt(0))),
  named: true,
  blank: true,
};

const boundOf = (length: number): Bound => (length >= MIN_ANYWHERE ? 'anywhere' : length >= MIN_WORD ? 'word' : 'quoted');

const PLAIN = { wholeRun: false, backslashBefore: false, backslashAfter: false } as const;
const TEXT = { ...PLAIN, telling: 4 } as const;

/** A mask of asterisks can't be told from what stands for the secret. */
const isMask = (characters: readonly string[]): boolean => characters.every((one) => one === '*');

/**
 * The secret as text, each character in any encoding. What may get lost or doubled on the way (backslashes, invisible
 * characters, blanks) is looked for as what may stand between the others, as long as those are enough to tell it by.
 */
function textPatterns(secret: string): Pattern[] {
  const characters = [...secret];
  const body = characters.filter((one) => one !== '\\');
  if (body.length > 0 && isMask(body)) return [];
  const anyCase = characters.length >= MIN_ANYWHERE;
  const exactly = (given: readonly string[]): Unit[] => given.map((one) => unitOf(one, anyCase));
  // A row of backslashes alone is a secret as well, and a longer one holds the shorter.
  if (body.length === 0) {
    const row = characters.slice(0, MIN_ANYWHERE);
    return row.length < MIN_WORD ? [] : [{ ...TEXT, units: exactly(row), noise: 'none', bound: boundOf(row.length) }];
  }
  if (body.length < MIN_WORD) {
    return [{ ...TEXT, units: exactly(characters), noise: 'escapes', bound: boundOf(characters.length) }];
  }
  const ends = { backslashBefore: secret.startsWith('\\'), backslashAfter: secret.endsWith('\\') };
  const text = { ...TEXT, ...ends, noise: body.length === characters.length ? 'escapes' : 'backslashes' } as const;
  const solid = body.filter((one) => !BLANK.test(one) && !IGNORABLE.test(one));
  const strict: Pattern = { ...text, units: exactly(body), bound: boundOf(body.length) };
  if (solid.length < MIN_WORD || isMask(solid)) return [strict];
  const loose: Pattern = { ...text, units: looseUnits(body, anyCase), bound: boundOf(solid.length) };
  if (solid.length >= MIN_ANYWHERE) return [loose];
  return solid.length === body.length ? [strict] : [strict, loose];
}

function looseUnits(characters: readonly string[], anyCase: boolean): Unit[] {
  const units: Unit[] = [];
  for (const one of characters) {
    if (BLANK.test(one)) {
      if (units.length > 0 && units.at(-1) !== BLANK_UNIT) units.push(BLANK_UNIT);
    } else if (!IGNORABLE.test(one)) units.push(unitOf(one, anyCase));
  }
  if (units.at(-1) === BLANK_UNIT) units.pop();
  return units;
}

const BASE64_ALPHABET = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'];
const BASE64_SIGNS = {
  '+': unitFrom(['+', '-', '%2B', '%2b', '&#43;', '&#x2B;', '&#x2b;']),
  '/': unitFrom(['/', '_', '%2F', '%2f', '&#47;', '&#x2F;', '&#x2f;']),
};
const base64Units = (unitsOf: (one: string) => string[]): Readonly<Record<string, Unit>> => ({
  ...Object.fromEntries(BASE64_ALPHABET.map((one) => [one, unitFrom(unitsOf(one))])),
  ...BASE64_SIGNS,
});
const EXACT_UNITS = base64Units((one) => [one]);
const ANY_CASE_UNITS = base64Units(casesOf);

function base64Pattern(text: string, bound: Bound): Pattern {
  const known = text.length >= MIN_CORE_ANY_CASE ? ANY_CASE_UNITS : EXACT_UNITS;
  const units = [...text].map((character) => known[character] ?? unitFrom([character]));
  return { ...PLAIN, units, noise: 'wrapping', bound, wholeRun: bound === 'anywhere', telling: MIN_CORE };
}

/** Base64 of anything that holds these bytes, at each of the three alignments: the characters that they alone decide. */
export function base64Cores(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
}

const SEPARATED = { ...PLAIN, noise: 'separators', telling: MIN_BYTES } as const;

const hexUnit = (byte: number): Unit =>
  unitFrom([hex2(byte), hex2(byte).toUpperCase(), ...(byte < 16 ? [byte.toString(16)] : [])]);
const hexPattern = (bytes: Buffer): Pattern => ({ ...SEPARATED, units: [...bytes].map(hexUnit), bound: 'anywhere' });

/** As languages print their arrays of bytes; Java's are signed. */
const decimalUnit = (byte: number): Unit =>
  unitFrom([
    ...(byte < 100 ? [hexless(byte, 2), hexless(byte, 3)] : []),
    String(byte),
    ...(byte > 127 ? [String(byte - 256)] : []),
  ]);
const hexless = (byte: number, digits: number): string => String(byte).padStart(digits, '0');
const decimalPattern = (bytes: Buffer): Pattern => ({ ...SEPARATED, units: [...bytes].map(decimalUnit), bound: 'number' });

/** The secret's bytes in the charsets that mechanisms use: UTF-8; Latin-1 (old clients' LOGIN); UTF-16LE (NTLM). */
function byteForms(secret: string): Buffer[] {
  const utf8 = Buffer.from(secret, 'utf8');
  const forms = [utf8, Buffer.from(secret, 'utf16le')];
  if (/[\u0080-\u00ff]/.test(secret) && !/[^\u0000-\u00ff]/.test(secret)) forms.push(Buffer.from(secret, 'latin1'));
  return forms;
}

/** Of bytes that are a secret: in hex, in decimals, in Base64 wherever they stand in it. */
export function bytePatterns(bytes: Buffer): Pattern[] {
  const patterns: Pattern[] = bytes.length >= MIN_BYTES ? [hexPattern(bytes), decimalPattern(bytes)] : [];
  for (const core of base64Cores(bytes)) {
    if (core.length < MIN_CORE) continue;
    patterns.push(base64Pattern(core, 'anywhere'));
    if (bytes.length > MAX_DOUBLE_BYTES) continue;
    for (const outer of base64Cores(Buffer.from(core))) {
      if (outer.length >= MIN_CORE) patterns.push(base64Pattern(outer, 'anywhere'));
    }
  }
  return patterns;
}

/** Every pattern of a secret. `user`: for the blobs that hold both, which tell even a very short secret. */
export function secretPatterns(secret: string, user: string | undefined): Pattern[] {
  const patterns: Pattern[] = [];
  const spellings = new Set([secret, secret.normalize('NFC'), secret.normalize('NFD'), secret.normalize('NFKC')]);
  for (const spelling of spellings) {
    patterns.push(...textPatterns(spelling));
    for (const bytes of byteForms(spelling)) {
      patterns.push(base64Pattern(bytes.toString('base64').replace(/=+$/, bytes.length < 3 ? '$&' : ''), 'blob'));
      patterns.push(...bytePatterns(bytes));
    }
    if (user === undefined) continue;
    for (const blob of [`\0${user}\0${spelling}`, `${user}\0${user}\0${spelling}`]) {
      patterns.push(base64Pattern(Buffer.from(blob).toString('base64').replace(/=+$/, ''), 'anywhere'));
    }
  }
  return patterns;
}

/** The pattern of a Base64 payload that went over the wire, whatever it holds. */
export const payloadPattern = (payload: string): Pattern =>
  base64Pattern(payload.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/'), 'anywhere');
