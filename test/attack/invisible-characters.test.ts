// What a peer says passes one door on its way to a screen: nothing that cannot be seen, that moves, hides or piles up
// passes it, and every script's letters do. Judged over all code points, from Unicode's own data.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { visibleBytes, visibleText } from '../../src/model/visible-text.ts';

const LAST = 0x10_ffff;
const isEscaped = (said: string): boolean => /^(?:\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\u\{[0-9a-f]{5,6}\})$/.test(said);

const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  ['control characters', /^\p{Cc}$/u],
  ['format characters', /^\p{Cf}$/u],
  ['default ignorable code points', /^\p{Default_Ignorable_Code_Point}$/u],
  ['noncharacters', /^\p{Noncharacter_Code_Point}$/u],
  ['lone surrogates', /^\p{Cs}$/u],
  ['line and paragraph separators', /^[\p{Zl}\p{Zp}]$/u],
  ['bidirectional controls', /^\p{Bidi_Control}$/u],
  ['variation selectors', /^\p{Variation_Selector}$/u],
  ['private use', /^\p{Co}$/u],
  ['the empty braille pattern', /^\u2800$/],
];

// Written out: a property that an engine reads otherwise would be tested against itself.
const NAMED = [
  0x00, 0x1b, 0x7f, 0x9b, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180e, 0x180f, 0x200b, 0x200d, 0x200e,
  0x2028, 0x2029, 0x202e, 0x2060, 0x2064, 0x2066, 0x206f, 0x2800, 0x3164, 0xd800, 0xdbff, 0xdfff, 0xe000, 0xfdd0, 0xfe00, 0xfe0f,
  0xfeff, 0xffa0, 0xfff0, 0xfff9, 0xfffb, 0xfffe, 0xffff, 0x13430, 0x1bca0, 0x1d173, 0x1fffe, 0xe0001, 0xe0020, 0xe007f, 0xe0080,
  0xe0100, 0xe01ef, 0xe0fff, 0xf0000, 0x10ffff,
];

describe('visible text', () => {
  for (const [name, pattern] of FORBIDDEN) {
    it(`has no ${name}`, () => {
      let count = 0;
      for (let code = 0; code <= LAST; code += 1) {
        const character = String.fromCodePoint(code);
        if (!pattern.test(character)) continue;
        count += 1;
        assert.ok(isEscaped(visibleText(character)), `U+${code.toString(16)}`);
        assert.ok(!visibleText(`a${character}b`).includes(character), `U+${code.toString(16)} between letters`);
      }
      assert.ok(count > 0);
    });
  }

  it('has none of those that are known by name', () => {
    for (const code of NAMED) assert.ok(isEscaped(visibleText(String.fromCodePoint(code))), `U+${code.toString(16)}`);
  });

  it('keeps letters, digits, punctuation and signs of all scripts', () => {
    const seen = /^[\p{L}\p{N}\p{P}\p{S}\p{Zs}\p{M}]$/u;
    const hidden = /^[\p{Default_Ignorable_Code_Point}\u2800]$/u;
    let count = 0;
    for (let code = 0; code <= LAST; code += 1) {
      const character = String.fromCodePoint(code);
      if (!seen.test(character) || hidden.test(character)) continue;
      count += 1;
      assert.equal(visibleText(character), character, `U+${code.toString(16)}`);
    }
    assert.ok(count > 140_000, String(count));
  });

  it('shows the same text once and twice', () => {
    for (let code = 0; code <= LAST; code += 7) {
      const once = visibleText(`x${String.fromCodePoint(code)}\u0301\u0302\u0303\u0304\u0305\u0306y`);
      assert.equal(visibleText(once), once, `U+${code.toString(16)}`);
    }
  });

  const WORDS = [
    'Größe',
    'n\u0303o\u0302\u0301',
    '\u05d1\u05bc\u05b0\u05e8\u05b5\u05d0\u05e9\u05c1\u05b4\u0596\u05d9\u05ea',
    'คำสั่ง',
    'မြို့',
    'བསྒྲུབས',
    'हिन्दी',
    'ស្រុកខ្មែរ',
    '漢字',
    '👩🏽',
  ];
  for (const word of WORDS) it(`keeps ${word}`, () => assert.equal(visibleText(`550 ${word} denied`), `550 ${word} denied`));

  it('piles no more than four marks on one letter', () => {
    const marks = [...'\u0300\u0301\u0302\u0303\u0304\u0305\u0489\u20dd\u0591\u1ab0\ufe20\u{1d165}'];
    for (let length = 1; length <= 64; length += 1) {
      const zalgo = `a${Array.from({ length }, (_, at) => marks[at % marks.length]).join('')}b`;
      const said = visibleText(zalgo);
      assert.ok(!/\p{M}{5}/u.test(said), said);
      assert.equal(said === zalgo, length <= 4);
    }
    // Nor with something invisible between the marks.
    assert.ok(!/\p{M}{5}/u.test(visibleText(`a${'\u0301\u200d\ufe0f\u034f'.repeat(20)}`)));
  });

  it('holds for bytes, too', () => {
    assert.equal(visibleBytes(Buffer.from('250 a\u2800b\u{e0041}\u3164', 'utf8')), '250 a\\u2800b\\u{e0041}\\u3164');
    assert.equal(visibleBytes(Buffer.from([0x61, 0xed, 0xa0, 0x80])), 'a\\xed\\xa0\\x80');
  });

  it('takes time that grows with the text alone', () => {
    const timeOf = (text: string): number => {
      const startedAt = performance.now();
      visibleText(text);
      return performance.now() - startedAt;
    };
    for (const unit of ['\u0301', 'a\u0301', '\u200b', '\ud800', '\u2800', 'é', '\u{e0100}']) {
      const piece = unit.repeat(16_384);
      let isLinear = false;
      for (let attempt = 0; attempt < 4 && !isLinear; attempt += 1) {
        let inPieces = 0;
        for (let count = 0; count < 32; count += 1) inPieces += timeOf(piece);
        isLinear = timeOf(piece.repeat(32)) < 8 * Math.max(inPieces, 20);
      }
      assert.ok(isLinear, unit);
    }
  });
});
