// The search in the registries: which words make a form, which form is taken, and where it stands.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { firstWordsOf, indexForms, searchForms } from '../../../../src/knowledge/registries/form-index.ts';
import fc from '../../../support/property.ts';
import { sized } from '../../../support/test-size.ts';

const index = indexForms(
  [
    'unknown ca',
    'unknown ca certificate',
    'ca certificate is bad',
    '(10061)',
    '-9807',
    '[Errno 111]',
    'Connexion refusée',
    'Größe',
    'ガード',
    '接続を拒否されました',
    '拒绝连接',
    'x - y',
  ].map((form) => ({ place: form, forms: [form] })),
);
const found = (text: string): string[] => searchForms(index, text, () => true).map(({ places }) => `${places}`);

/** What a text holds. */
const CASES: readonly (readonly [text: string, ...forms: readonly string[]])[] = [
  ['tlsv1 alert UNKNOWN CA:ssl', 'unknown ca'],
  ['unknown\r\n   ca', 'unknown ca'],
  ['unknown ca certificate', 'unknown ca certificate'],
  ['unknown ca certificate is bad', 'unknown ca certificate'],
  ['unknown ca, and unknown ca certificate', 'unknown ca', 'unknown ca certificate'],
  ['unknown cats; unknownca; munknown ca; unknown_ca; unknown-ca; unknown ca_'],
  ['socket ( 10061 ) closed', '(10061)'],
  ['(110061) 10061'],
  ['OSStatus -9807', '-9807'],
  ['code=-9807, (-9807)', '-9807', '-9807'],
  ['1-9807 and a-9807 and _-9807 and 9807 and -98071'],
  ['ConnectionRefusedError: [Errno 111] Connection', '[Errno 111]'],
  ['CONNEXION REFUSEE', 'Connexion refusée'],
  ['Connexion refuse\u0301e.', 'Connexion refusée'],
  ['Connexion refus\\xe9e', 'Connexion refusée'],
  ['Connexion refus\\xc3\\xa9e', 'Connexion refusée'],
  ['grosse GRÖSSE', 'Größe', 'Größe'],
  ['ガ\u30fcド カ\u3099ード', 'ガード', 'ガード'],
  ['エラー: 接続を拒否されました。', '接続を拒否されました'],
  ['connect:接続を拒否\nされました(10061)', '接続を拒否されました', '(10061)'],
  ['连接被拒绝连接了', '拒绝连接'],
  ['拒绝 连接', '拒绝连接'],
  ['unknown\u200b ca', 'unknown ca'],
  ['x-y x\u2013y', 'x - y', 'x - y'],
  [''],
];

describe('the forms of a text', () => {
  for (const [text, ...forms] of CASES) it(JSON.stringify(text), () => assert.deepEqual(found(text), forms));

  it('stand where the text has them', () => {
    const text = 'x: Unknown\n CA; 接続を拒否されました';
    assert.deepEqual(
      searchForms(index, text, () => true).map(({ start, end }) => [start, text.slice(start, end)]),
      [
        [3, 'Unknown\n CA'],
        [16, '接続を拒否されました'],
      ],
    );
  });

  it('are of the places that are asked for alone, and a longer one of another hides none', () => {
    const text = 'unknown ca certificate is bad';
    assert.deepEqual(
      searchForms(index, text, (place) => place !== 'unknown ca certificate').map(({ places }) => places),
      [['unknown ca']],
    );
  });

  it('come once for each place that has them', () => {
    const both = indexForms([
      { place: 'a', forms: ['refused', 'Refused'] },
      { place: 'b', forms: ['REFUSED'] },
    ]);
    assert.deepEqual(searchForms(both, 'refused', () => true)[0]?.places, ['a', 'b']);
  });

  it('are found by first words that were read before', () => {
    const forms = ['__proto__ is bad', 'constructor', '[Errno 111]', '', 'unknown ca', 'Unknown CA certificate'];
    const known = JSON.parse(JSON.stringify(firstWordsOf(forms))) as ReturnType<typeof firstWordsOf>;
    const read = indexForms([{ place: 'a', forms }], known);
    const text = 'unknown ca certificate, constructor [errno 111] unknown ca: __PROTO__ is bad';
    assert.deepEqual(
      searchForms(read, text, () => true).map(({ start, end }) => text.slice(start, end)),
      ['unknown ca certificate', 'constructor', '[errno 111]', 'unknown ca', '__PROTO__ is bad'],
    );
  });

  it('are found over the bounds of what is gathered', () => {
    // Words of forms throughout, so that no foreign word lets the gathered ones go.
    for (const before of [65_535, 65_536, 65_539, 65_540, 65_541, 131_080])
      assert.deepEqual(found(`${'bad '.repeat(before)}unknown ca certificate`), ['unknown ca certificate'], `${before}`);
  });

  it('are looked for in a word of millions of letters, which a pattern would overflow the stack with', () => {
    for (const unit of sized(['-1'], ['a', '\\xe9', '\u0301', '-1', '😀'])) assert.deepEqual(found(unit.repeat(4_000_000)), []);
  });

  it('are the same however much else is around them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
        const text = `${before} § 接続を拒否されました § ${after}`;
        return searchForms(index, text, () => true).some(({ start }) => text.startsWith('接続を拒否されました', start));
      }),
    );
  });
});
