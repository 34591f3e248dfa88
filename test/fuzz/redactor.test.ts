// One sentence holds the redactor true: whatever form of a secret a text has, none is left, and what has none stays.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { visibleBytes, visibleText } from '../../src/model/visible-text.ts';
import { Redactor } from '../../src/net/redactor.ts';
import fc, { anyCharacter, runs } from '../support/property.ts';

const AWKWARD = [...'"\'<>&\\`|_%+/= \t\r\n\u0000\u00a0\u200b\u202e\u00fc\u20ac\u5bc6\u{1f511}=2C$(){}[]#;'];
const character = fc.oneof(
  fc.constantFrom(...AWKWARD),
  fc.constantFrom(...'abcXYZ0189'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
);
const secret = fc
  .array(character, { minLength: 6, maxLength: 40 })
  .map((parts) => parts.join(''))
  .filter((text) => !/\p{Surrogate}/u.test(text) && [...text.replaceAll('\\', '')].length >= 6 && /[^*\\]/.test(text));
const surroundings = fc.string({ unit: 'grapheme-ascii', maxLength: 30 });

const USER = 'alice@example.test';
const html = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
const entities = (text: string): string => [...text].map((one) => `&#x${one.codePointAt(0)?.toString(16)};`).join('');
const quotedPrintable = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) =>
      /[\w]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `=${byte.toString(16).padStart(2, '0').toUpperCase()}`,
    )
    .join('');
const percent = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replace(/%../g, (code) => code.toLowerCase());
const wrap = (text: string): string => text.replace(/.{1,7}/g, '$&\r\n').trimEnd();

const FORMS: Record<string, (secret: string) => string> = {
  raw: (s) => s,
  json: (s) => JSON.stringify(s).slice(1, -1),
  'backslashes eaten': (s) => s.replaceAll('\\', ''),
  'backslashes doubled': (s) => s.replaceAll('\\', '\\\\'),
  'markdown escaped': (s) => s.replace(/[*_`<>|[\]\\]/g, '\\$&'),
  visible: visibleText,
  'visible bytes': (s) => visibleBytes(Buffer.concat([Buffer.from(s), Buffer.of(0xff)])).replace(/\\xff$/, ''),
  url: encodeURIComponent,
  'url lower': percent,
  'every byte as url': (s) => [...Buffer.from(s)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  html,
  'html twice': (s) => html(html(s)),
  'numeric entities': entities,
  'quoted-printable': quotedPrintable,
  base64: (s) => Buffer.from(s).toString('base64'),
  base64url: (s) => Buffer.from(s).toString('base64url'),
  'base64 wrapped': (s) => wrap(Buffer.from(s).toString('base64')),
  'base64 twice': (s) => Buffer.from(Buffer.from(s).toString('base64')).toString('base64'),
  'PLAIN blob': (s) => Buffer.from(`\0${USER}\0${s}`).toString('base64'),
  'PLAIN blob with authzid': (s) => Buffer.from(`${USER}\0${USER}\0${s}`).toString('base64'),
  'bearer blob': (s) => Buffer.from(`user=${USER}\u0001auth=Bearer ${s}\u0001\u0001`).toString('base64'),
  'UTF-16 base64': (s) => Buffer.from(s, 'utf16le').toString('base64'),
  'UTF-16 hex': (s) => Buffer.from(s, 'utf16le').toString('hex'),
  hex: (s) => Buffer.from(s).toString('hex'),
  HEX: (s) => Buffer.from(s).toString('hex').toUpperCase(),
  'hex with colons': (s) => (Buffer.from(s).toString('hex').match(/../g) ?? []).join(':'),
  'hex with spaces': (s) => (Buffer.from(s).toString('hex').match(/../g) ?? []).join(' '),
};

describe('redactor, any secret in any text', () => {
  for (const [name, form] of Object.entries(FORMS)) {
    it(`leaves no ${name} form`, () => {
      fc.assert(
        fc.property(secret, surroundings, surroundings, (value, before, after) => {
          const redactor = new Redactor();
          redactor.add(value, USER);
          const shape = form(value);
          const scrubbed = redactor.scrub(before + shape + after);
          assert.ok(!scrubbed.includes(shape), `left: ${shape} in ${scrubbed}`);
          assert.ok(!scrubbed.includes(value));
          assert.ok(scrubbed.includes('***'));
          assert.equal(redactor.scrub(scrubbed), scrubbed, 'not idempotent');
        }),
        { numRuns: runs(60) },
      );
    });
  }

  it('leaves text without the secret as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abcdef .,:;'), maxLength: 300 }), (text) => {
        const redactor = new Redactor();
        redactor.add('Qx7"<\\Zz!', USER);
        redactor.addSent(Buffer.from('alice 0123456789abcdef0123456789abcdef').toString('base64'));
        assert.equal(redactor.scrub(text), text);
      }),
    );
  });

  it('finds every one of several secrets, overlapping or not', () => {
    fc.assert(
      fc.property(fc.array(secret, { minLength: 2, maxLength: 4 }), surroundings, (secrets, between) => {
        const redactor = new Redactor();
        for (const value of secrets) redactor.add(value);
        const scrubbed = redactor.scrub(secrets.join(between) + secrets.join(''));
        for (const value of secrets) assert.ok(!scrubbed.includes(value), `${value} in ${scrubbed}`);
      }),
      { numRuns: runs(60) },
    );
  });

  it('leaves no piece of a secret that is split over the lines of a reply', () => {
    fc.assert(
      fc.property(secret, fc.nat(), fc.constantFrom('', '5.7.8 '), (value, at, head) => {
        const redactor = new Redactor();
        redactor.add(value, USER);
        const characters = [...value];
        const middle = 1 + (at % (characters.length - 1));
        const lines = [`${head}${characters.slice(0, middle).join('')}`, `${head}${characters.slice(middle).join('')}`];
        const joined = redactor
          .scrubLines(lines)
          .map((line) => line.replace(head, ''))
          .join('');
        assert.ok(!joined.includes(value), joined);
      }),
    );
  });

  it('survives any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter, maxLength: 400 }),
        fc.string({ unit: anyCharacter, maxLength: 12 }),
        (text, value) => {
          const redactor = new Redactor();
          redactor.add(value, value);
          redactor.addSent(value);
          redactor.scrub(text + value);
        },
      ),
    );
  });
});
