// Each language that is offered is whole: the keys that the program has and no others, no slot that nobody fills, nothing left in
// English. `node .build/test.mjs unit/report/languages` is what a translator runs; a file beside the list is held to it as well.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { wordingOf } from '../../../src/knowledge/wording.ts';
import { FINDING_IDS, type FindingId } from '../../../src/model/finding.ts';
import { LANGUAGE_CODES, loadLanguage, parseLanguage } from '../../../src/report/languages/index.ts';
import {
  FINDING_SLOTS,
  FRAME_SLOTS,
  fillSlots,
  LABELS,
  SETTING_WORDS,
  type TranslatedText,
  type Translation,
} from '../../../src/report/languages/translation.ts';
import { PORT_WORDS } from '../../../src/report/port-states.ts';
import { OWNER_WORDS, SEVERITY_WORDS, VERDICT_WORDS } from '../../../src/report/wording.ts';

const FOLDER = 'src/report/languages';
const OWNERS = Object.keys(OWNER_WORDS);
/** Names and acronyms: no language says them otherwise. */
const ACRONYMS = ['TLS', 'EHLO', 'STARTTLS', 'HTTP'];
/** Words that may be the same in both. */
const SAME = /^(?:OK|ERROR|ok|Ports?|Server|Name|Cipher|Proxy|proxy|cipher|port|ports?|permission|STARTTLS|EHLO|TLS|HTTP)$/;

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const read = (name: string): Translation => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Translation;

/** Every text of a file, by its path; a text for several owners is several. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value), `${path} is neither a text nor an object`);
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, path === '' ? key : `${path}.${key}`));
}

const slotsOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, slot = '']) => slot);
const variants = (text: TranslatedText): string[] => (typeof text === 'string' ? [text] : Object.values(text));
const sameKeys = (actual: object, expected: readonly string[], what: string): void =>
  assert.deepEqual(Object.keys(actual).sort(), [...expected].sort(), what);

for (const name of files) {
  describe(name, () => {
    const language = read(name);
    const texts = textsOf(language);
    it('has every key and no other', () => {
      assert.equal(`${language.code}.json`, name);
      sameKeys(
        language,
        [
          ...['code', 'name', 'quotes', 'labels', 'verdicts', 'severities', 'owners', 'addressees', 'settings', 'ports'],
          ...['frames', 'findings'],
        ],
        'the file',
      );
      sameKeys(language.labels, LABELS, 'labels');
      sameKeys(language.verdicts, Object.keys(VERDICT_WORDS), 'verdicts');
      sameKeys(language.severities, Object.keys(SEVERITY_WORDS), 'severities');
      sameKeys(language.owners, OWNERS, 'owners');
      sameKeys(language.addressees, OWNERS, 'addressees');
      sameKeys(language.settings, SETTING_WORDS, 'settings');
      sameKeys(
        language.ports,
        PORT_WORDS.filter((word) => !ACRONYMS.includes(word)),
        'ports',
      );
      sameKeys(language.frames, Object.keys(FRAME_SLOTS), 'frames');
      sameKeys(language.findings, FINDING_IDS, 'findings');
      for (const [id, entry] of Object.entries(language.findings)) {
        sameKeys(entry, ['title', 'fix'], id);
        for (const text of [entry.title, entry.fix]) {
          if (typeof text === 'string') continue;
          assert.ok('other' in text, `${id}: a text for some of those who can act needs an "other" for the rest`);
          assert.deepEqual(
            Object.keys(text).filter((key) => key !== 'other' && !OWNERS.includes(key)),
            [],
            id,
          );
          assert.ok(Object.keys(text).length > 1, `${id}: one text needs no object`);
        }
      }
    });
    it('has no text that is empty, of several lines, or with blanks at its ends', () => {
      for (const [path, text] of texts) {
        assert.ok(text.trim() !== '' && text === text.trim() && !/\s{2}|[\t\r\n]/.test(text), `${path}: ${JSON.stringify(text)}`);
      }
    });
    it('fills its frames with what there is', () => {
      for (const [frame, slots] of Object.entries(FRAME_SLOTS)) {
        const text = language.frames[frame as keyof typeof FRAME_SLOTS];
        assert.deepEqual(
          slotsOf(text).filter((slot) => !(slots as readonly string[]).includes(slot)),
          [],
          `${frame}: ${text}`,
        );
        assert.deepEqual(
          slots.filter((slot) => !slotsOf(text).includes(slot)),
          [],
          `${frame} loses something: ${text}`,
        );
      }
      // What may be unknown, or is none: with the words around it.
      for (const [frame, slots] of [
        ['works', ['use']],
        ['worksWithLogin', ['use']],
        ['seenOn', ['addresses']],
        ['when', ['own', 'seen', 'addresses']],
        ['tested', ['addresses', 'ports', 'from']],
      ] as const) {
        const bare = language.frames[frame].replace(/\[[^\]]*\]/g, '');
        for (const slot of slots) assert.ok(!bare.includes(`{${slot}}`), `${frame}: {${slot}} belongs into [brackets]`);
      }
    });
    it('names in a finding only what a report knows, each with the words around it in brackets', () => {
      for (const [id, { title, fix }] of Object.entries(language.findings)) {
        for (const text of [...variants(title), ...variants(fix)]) {
          const unknown = slotsOf(text).filter((slot) => !(FINDING_SLOTS as readonly string[]).includes(slot));
          assert.deepEqual(unknown, [], `${id}: ${text}`);
          assert.deepEqual(slotsOf(text.replace(/\[[^\]]*\]/g, '')), [], `${id}: a slot stands outside brackets: ${text}`);
        }
      }
      for (const [path, text] of texts) {
        for (const [part = ''] of text.matchAll(/\[[^\]]*\]?/g))
          assert.ok(/^\[[^[\]]*\{\w+\}[^[\]]*\]$/.test(part), `${path}: brackets are for a slot: ${part}`);
        assert.ok(!/[{}]/.test(text.replace(/\{\w+\}/g, '')), `${path}: a brace is no slot: ${text}`);
      }
    });
    it('is punctuated alike: titles without a stop at the end, fixes with one, its own quotation marks', () => {
      for (const [id, { title, fix }] of Object.entries(language.findings)) {
        for (const text of variants(title)) assert.ok(!/[.;:,]$/.test(text), `${id}: ${text}`);
        for (const text of variants(fix)) assert.ok(/[.!?]$/.test(text), `${id}: ${text}`);
      }
      const strangers = ['"', '„', '“', '”', '«', '»', '‹', '›', '‚', '‘'].filter((mark) => !language.quotes.includes(mark));
      for (const [path, text] of texts)
        if (path !== 'quotes') assert.ok(!strangers.some((mark) => text.includes(mark)), `${path}: ${text}`);
    });
    it('has nothing left in English', () => {
      const english = new Set<string>([
        ...Object.keys(language.labels),
        ...Object.keys(language.settings),
        ...Object.keys(language.ports),
        ...Object.values(OWNER_WORDS),
        ...Object.values(VERDICT_WORDS),
        ...Object.values(SEVERITY_WORDS),
        ...FINDING_IDS.flatMap((id: FindingId) => [wordingOf(id).title, wordingOf(id).fix]),
      ]);
      for (const [path, text] of texts)
        assert.ok(SAME.test(text) || path === 'code' || !english.has(text), `${path} is English: ${text}`);
      for (const [path, text] of texts.filter(([path]) => path.startsWith('findings.')))
        assert.ok(!/\b(?:the|is not|server's|whoever|does not)\b/i.test(text), `${path} is English: ${text}`);
    });
    it('is in the list', () => {
      assert.ok(LANGUAGE_CODES.some((code) => code === language.code));
    });
  });
}

describe('the list of languages', () => {
  it('has a file for each, and loads it', async () => {
    assert.deepEqual([...LANGUAGE_CODES].sort(), ['en', ...files.map((name) => name.replace('.json', ''))].sort());
    for (const code of LANGUAGE_CODES) assert.equal((await loadLanguage(code))?.code ?? 'en', code);
  });
  it('refuses what it does not have, and names what it has', () => {
    assert.equal(parseLanguage('DE'), 'de');
    for (const text of ['it', 'de_DE', 'german', '', 'constructor', '__proto__'])
      assert.throws(() => parseLanguage(text), /offered are en, de/, text);
  });
});

describe('slots', () => {
  for (const [sentence, values, expected] of [
    ['Port {port} von {host}', { port: 25, host: 'a.example' }, 'Port 25 von a.example'],
    ['kein STARTTLS[ auf Port {ports}]', { ports: '' }, 'kein STARTTLS'],
    ['kein STARTTLS[ auf Port {ports}]', { ports: '25 und 587' }, 'kein STARTTLS auf Port 25 und 587'],
    ['[{a} und {b}]ja', { a: 'x', b: null }, 'ja'],
    ['{a}', {}, ''],
    // What a peer said is only text.
    ['{a}[ {b}]', { a: '[weg {b}]', b: '{a}' }, '[weg {b}] {a}'],
    ['{a}', { a: '$& $1' }, '$& $1'],
  ] as const) {
    it(`${sentence} with ${JSON.stringify(values)}`, () => assert.equal(fillSlots(sentence, values), expected));
  }
});
