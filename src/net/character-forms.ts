// How one character of a secret can come back: in either case, escaped, percent-, entity- or quoted-printable-encoded, as
// UTF-16, misread in another charset. Knows no secret as a whole.
import { visibleText } from '../model/visible-text.ts';
import { type Unit, unitFrom } from './secret-pattern.ts';

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r' };
export const IGNORABLE = /^[\0\p{Default_Ignorable_Code_Point}]$/u;
export const BLANK = /^\s$/;

export const hex2 = (byte: number): string => byte.toString(16).padStart(2, '0');
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
export const casesOf = (character: string): string[] => [
  ...new Set([character, character.toLowerCase(), character.toUpperCase()]),
];

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

export function unitOf(character: string, anyCase: boolean): Unit {
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
export const BLANK_UNIT: Unit = {
  ...unitFrom(BLANK_CHARACTERS.flatMap((one) => [...encodingsOfCharacter(one)])),
  codePoints: new Set(BLANK_CHARACTERS.map((one) => one.charCodeAt(0))),
  named: true,
  blank: true,
};
