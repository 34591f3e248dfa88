// The forms in which a secret can come back: written out, each character in any of its forms (character-forms.ts) and with
// its blanks changed; in hex and decimals; in Base64 on its own and inside a longer blob. Turns a secret into patterns; must
// not know where texts come from.
import { BLANK, BLANK_UNIT, casesOf, hex2, IGNORABLE, unitOf } from './character-forms.ts';
import { type Bound, type Pattern, type Unit, unitFrom } from './secret-pattern.ts';

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
