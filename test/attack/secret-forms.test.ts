// Every form that SECURITY.md claims to know, at secrets of several shapes: none is left, whole or in part, wherever in a
// text it stands.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { visibleBytes } from '../../src/model/visible-text.ts';
import { Redactor } from '../../src/net/redactor.ts';

const SECRETS = [
  'Winter-2024',
  'abcd efgh ijkl mnop',
  'p\u00e4ss\u20acw\u00f6rt',
  'Tr1cky <&> pass\\word',
  'x/+=y_~z9Q',
  'hunter',
];

const bytesOf = (text: string): number[] => [...Buffer.from(text)];
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const swapCase = (text: string): string =>
  [...text].map((one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase())).join('');
const between = (text: string, what: string): string => [...text].join(what);
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const entities = (text: string, digits: (code: number) => string): string =>
  [...text].map((one) => `&#${digits(one.codePointAt(0) ?? 0)};`).join('');
const quotedPrintable = (text: string): string =>
  bytesOf(text)
    .map((byte) => (/\w/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `=${byte.toString(16).padStart(2, '0')}`))
    .join('');
const softBroken = (text: string, end: string): string => text.replace(/.{4}(?=.)/gsu, `$&=${end}`);

const FORMS: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (s) => s,
  'in upper case': (s) => s.toUpperCase(),
  'in lower case': (s) => s.toLowerCase(),
  'in the other case': swapCase,
  'Base64 in upper case': (s) => base64(s).toUpperCase(),
  'Base64 in lower case': (s) => base64(s).toLowerCase(),
  'PLAIN in Base64 in lower case': (s) => base64(`\0ada@lab.test\0${s}`).toLowerCase(),
  'blanks collapsed': (s) => s.replaceAll('  ', ' '),
  'blanks doubled': (s) => s.replaceAll(' ', '  '),
  'blanks in a long row': (s) => s.replaceAll(' ', '          '),
  'blanks removed': (s) => s.replaceAll(' ', ''),
  'blanks removed, in upper case': (s) => s.replaceAll(' ', '').toUpperCase(),
  'blanks removed, in Base64': (s) => base64(s.replaceAll(' ', '')),
  'blanks as tabs': (s) => s.replaceAll(' ', '\t'),
  'blanks as tabs, made visible': (s) => s.replaceAll(' ', '\\x09'),
  'blanks as &nbsp;': (s) => s.replaceAll(' ', '&nbsp;'),
  'blanks as %20%20': (s) => s.replaceAll(' ', '%20%20'),
  'UTF-16LE as bytes': (s) => visibleBytes(Buffer.from(s, 'utf16le')),
  'UTF-16BE as bytes': (s) => visibleBytes(utf16be(s)),
  'UTF-16LE as bytes that are no UTF-8': (s) => visibleBytes(Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(s, 'utf16le')])),
  'UTF-16LE with NULs': (s) => Buffer.from(s, 'utf16le').toString('latin1'),
  'UTF-16LE in decimals': (s) => `[${[...Buffer.from(s, 'utf16le')].join(',')}]`,
  'decimal bytes': (s) => `[${bytesOf(s).join(',')}]`,
  'decimal bytes with blanks': (s) => bytesOf(s).join(' '),
  'decimal bytes with both': (s) => bytesOf(s).join(', '),
  'signed decimal bytes': (s) => `[${[...new Int8Array(Buffer.from(s))].join(', ')}]`,
  'decimal bytes on lines': (s) => bytesOf(s).join(',\\x0a      '),
  'three-digit decimals': (s) =>
    bytesOf(s)
      .map((byte) => String(byte).padStart(3, '0'))
      .join(' '),
  'hex with 0x': (s) =>
    bytesOf(s)
      .map((byte) => `0x${byte.toString(16)}`)
      .join(', '),
  'decimal entities': (s) => entities(s, String),
  'decimal entities with zeros': (s) => entities(s, (code) => String(code).padStart(9, '0')),
  'hex entities with zeros': (s) => entities(s, (code) => `x${code.toString(16).padStart(7, '0')}`),
  'hex entities in upper case': (s) => entities(s, (code) => `X${code.toString(16).toUpperCase()}`),
  'entities escaped twice': (s) => entities(s, (code) => String(code).padStart(6, '0')).replaceAll('&', '&amp;amp;'),
  'quoted-printable': quotedPrintable,
  'soft line breaks': (s) => softBroken(s, '\r\n'),
  'soft line breaks, made visible': (s) => softBroken(s, '\\x0d\\x0a'),
  'zero-width spaces between': (s) => between(s, '\u200b'),
  'zero-width spaces between, made visible': (s) => between(s, '\\u200b'),
  'soft hyphens between': (s) => between(s, '\u00ad'),
  'variation selectors between': (s) => between(s, '\ufe0f'),
  'joiners as entities between': (s) => between(s, '&zwj;'),
  'joiners as numbers between': (s) => between(s, '&#8205;'),
  'zero-width spaces as URL between': (s) => between(s, '%E2%80%8B'),
  'zero-width spaces in its Base64': (s) => between(base64(s), '\u200b'),
  'NULs between': (s) => between(s, '\0'),
};

/** Pieces of the form that would tell something; a run of punctuation does not. */
function assertGone(text: string, form: string): void {
  for (let at = 0; at + 6 <= form.length; at += 1) {
    const piece = form.slice(at, at + 6);
    if (/[\p{L}\p{N}]{3}/u.test(piece) && !/^\\?[xu0]*(?:00|200b)|amp;|0000|xf[ef]/.test(piece))
      assert.ok(!text.includes(piece), `${JSON.stringify(piece)} is left in ${JSON.stringify(text)}`);
  }
}

describe('a form of a secret in a text', () => {
  for (const [name, form] of Object.entries(FORMS))
    it(name, () => {
      for (const secret of SECRETS) {
        const redactor = new Redactor();
        redactor.add(secret, 'ada@lab.test');
        const shape = form(secret);
        for (const [before, after] of [
          ['', ''],
          ['login failed: ', ' at mail.lab.test'],
          ['<b>', '</b>'],
        ]) {
          const scrubbed = redactor.scrub(`${before}${shape}${after}`);
          assert.ok(scrubbed.includes('***'), `${JSON.stringify(secret)}: ${JSON.stringify(scrubbed)}`);
          assertGone(scrubbed.slice(before?.length, after ? -after.length : undefined), shape);
        }
      }
    });

  it('a token of which only the beginning came, in either case', () => {
    const token = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL291dGxvb2sub2ZmaWNlMzY1LmNvbSJ9.c2ln';
    const redactor = new Redactor();
    redactor.add(token);
    for (const piece of [token.slice(0, 40), token.slice(20, 60), token.toUpperCase().slice(20, 60)])
      assert.equal(redactor.scrub(`token ${piece} is bad`), 'token *** is bad');
  });
});
