// The forms in which a secret can come back: written out, escaped, percent-, entity- or quoted-printable-encoded,
// hex, Base64 on its own and inside a longer blob. Turns a secret into patterns; must not know where texts come from.
import { visibleText } from '../model/visible-text.ts';

/** One step of a pattern: any one of these strings, by their first code unit. `optional`: may be absent; `entity`: any named HTML entity will do. */
export interface Unit {
  readonly encodings: ReadonlyMap<number, readonly string[]>;
  readonly optional?: boolean;
  readonly entity?: boolean;
}

function unitFrom(encodings: Iterable<string>): Unit {
  const byFirst = new Map<number, string[]>();
  for (const encoding of new Set(encodings)) {
    const code = encoding.charCodeAt(0);
    byFirst.set(code, [...(byFirst.get(code) ?? []), encoding]);
  }
  return { encodings: byFirst };
}

/** What may stand between two units without breaking the match. */
export type Noise = 'escapes' | 'wrapping' | 'separators';

/**
 * Where a match counts. `anywhere`; `word`: not inside a longer word, host name or number; `quoted`: only between
 * quotes or brackets; `blob`: not inside a longer run of Base64.
 */
export type Bound = 'anywhere' | 'word' | 'quoted' | 'blob';

export interface Pattern {
  readonly units: readonly Unit[];
  readonly noise: Noise;
  readonly bound: Bound;
  /** Redact the whole run of Base64 around the match, since its ragged ends hold bits of the secret too. */
  readonly wholeRun: boolean;
  /** The secret begins with backslashes, which escaping may have doubled or eaten. */
  readonly backslashBefore: boolean;
}

/** Below this many characters a secret is too common to be replaced in the middle of a word. */
const MIN_ANYWHERE = 6;
const MIN_WORD = 3;
/** Base64 characters: six of them are 36 bits of the secret, which text does not hold by chance. */
const MIN_CORE = 6;
const MIN_HEX_BYTES = 4;
/** Base64 of Base64 is looked for up to this size; longer secrets are tokens, of which fragments are looked for. */
const MAX_DOUBLE_BYTES = 512;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r' };

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

function encodingsOfCharacter(character: string): Set<string> {
  const code = character.codePointAt(0) ?? 0;
  const utf8 = Buffer.from(character, 'utf8');
  const codeUnits = [...character.split('')].map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));
  const decimal = String(code);
  const found = new Set([
    character,
    visibleText(character),
    ...encodingsOfBytes(utf8),
    ...bothCases(codeUnits, '\\u'),
    ...bothCases(codeUnits, '%u'),
    `\\u{${code.toString(16)}}`,
  ]);
  for (const amp of ['&', '&amp;']) {
    for (const digits of [decimal, decimal.padStart(2, '0'), decimal.padStart(3, '0'), decimal.padStart(4, '0')])
      found.add(`${amp}#${digits};`);
    for (const digits of [code.toString(16), hex2(code), code.toString(16).padStart(4, '0')]) {
      for (const x of ['x', 'X']) for (const cased of [digits, digits.toUpperCase()]) found.add(`${amp}#${x}${cased};`);
    }
  }
  if (code > 0x7f) {
    // UTF-8 shown as Latin-1, Latin-1 sent for UTF-8, and what a decoder puts for bytes it can't read.
    const misread = utf8.toString('latin1');
    found.add(misread).add(visibleText(misread));
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

const MAX_CHARACTERS = 4_096;
const characterUnits = new Map<string, Unit>();

function unitOf(character: string): Unit {
  const known = characterUnits.get(character);
  if (known) return known;
  const unit = { ...unitFrom(encodingsOfCharacter(character)), entity: !/^[A-Za-z0-9]$/.test(character) };
  if (characterUnits.size >= MAX_CHARACTERS) characterUnits.clear();
  characterUnits.set(character, unit);
  return unit;
}

const BACKSLASHES: Unit = { ...unitOf('\\'), optional: true };

/** Each may be there or not: a long row of them would be tried in every way. Written out, a row of any length is skipped as noise. */
const MAX_BACKSLASHES = 40;
const isRun = (units: readonly Unit[], end: number): boolean =>
  units.slice(end - MAX_BACKSLASHES, end).every((unit) => unit === BACKSLASHES);

/** The secret as text, each character in any encoding; its backslashes may have been eaten on the way. */
function textPattern(secret: string): Pattern | null {
  const characters = [...secret];
  const solid = characters.filter((character) => character !== '\\').length;
  // A mask of asterisks can't be told from what stands for the secret.
  if (solid === 0 ? characters.length < MIN_WORD : /^[*\\]+$/.test(secret)) return null;
  const canLoseBackslashes = solid >= MIN_WORD;
  const units = characters.map((character) => (character === '\\' && canLoseBackslashes ? BACKSLASHES : unitOf(character)));
  while (units[0] === BACKSLASHES) units.shift();
  const bounded = units.filter(
    (unit, at) => unit !== BACKSLASHES || units[at - MAX_BACKSLASHES] !== BACKSLASHES || !isRun(units, at),
  );
  const length = canLoseBackslashes ? solid : characters.length;
  return {
    units: bounded,
    noise: 'escapes',
    bound: length >= MIN_ANYWHERE ? 'anywhere' : length >= MIN_WORD ? 'word' : 'quoted',
    wholeRun: false,
    backslashBefore: canLoseBackslashes && secret.startsWith('\\'),
  };
}

const BASE64_UNITS: Readonly<Record<string, Unit>> = {
  ...Object.fromEntries(
    [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'].map((one) => [one, unitFrom([one])]),
  ),
  '+': unitFrom(['+', '-', '%2B', '%2b', '&#43;', '&#x2B;', '&#x2b;']),
  '/': unitFrom(['/', '_', '%2F', '%2f', '&#47;', '&#x2F;', '&#x2f;']),
};

const base64Unit = (character: string): Unit => BASE64_UNITS[character] ?? unitFrom([character]);

function base64Pattern(text: string, bound: Bound): Pattern {
  return { units: [...text].map(base64Unit), noise: 'wrapping', bound, wholeRun: bound === 'anywhere', backslashBefore: false };
}

/** Base64 of anything that holds these bytes, at each of the three alignments: the characters that they alone decide. */
export function base64Cores(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
}

function hexPattern(bytes: Buffer): Pattern {
  const units = [...bytes].map((byte) => unitFrom([hex2(byte), hex2(byte).toUpperCase()]));
  return { units, noise: 'separators', bound: 'anywhere', wholeRun: false, backslashBefore: false };
}

/** The secret's bytes in the charsets that mechanisms use: UTF-8; Latin-1 (old clients' LOGIN); UTF-16LE (NTLM). */
function byteForms(secret: string): Buffer[] {
  const utf8 = Buffer.from(secret, 'utf8');
  const forms = [utf8, Buffer.from(secret, 'utf16le')];
  if (/[\u0080-\u00ff]/.test(secret) && !/[^\u0000-\u00ff]/.test(secret)) forms.push(Buffer.from(secret, 'latin1'));
  return forms;
}

/** Every pattern of a secret. `user`: for the blobs that hold both, which tell even a very short secret. */
export function secretPatterns(secret: string, user: string | undefined): Pattern[] {
  const patterns: Pattern[] = [];
  const spellings = new Set([secret, secret.normalize('NFC'), secret.normalize('NFD'), secret.normalize('NFKC')]);
  for (const spelling of spellings) {
    const pattern = textPattern(spelling);
    if (pattern) patterns.push(pattern);
    for (const bytes of byteForms(spelling)) {
      if (bytes.length >= MIN_HEX_BYTES) patterns.push(hexPattern(bytes));
      patterns.push(base64Pattern(bytes.toString('base64').replace(/=+$/, bytes.length < 3 ? '$&' : ''), 'blob'));
      for (const core of base64Cores(bytes)) {
        if (core.length < MIN_CORE) continue;
        patterns.push(base64Pattern(core, 'anywhere'));
        if (bytes.length > MAX_DOUBLE_BYTES) continue;
        for (const outer of base64Cores(Buffer.from(core))) {
          if (outer.length >= MIN_CORE) patterns.push(base64Pattern(outer, 'anywhere'));
        }
      }
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
