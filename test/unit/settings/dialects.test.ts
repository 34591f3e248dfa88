// Whatever the text: each entry stands where it says it stands, on the line that it says, and what is written in its place is read
// again there, with every other byte as it was.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { MODES } from '../../../src/model/protocol.ts';
import { correctSettings } from '../../../src/settings/correct.ts';
import { applyEdits, type FileDialect, type FileEntry, SyntaxFault } from '../../../src/settings/entry.ts';
import { FORMATS } from '../../../src/settings/formats/index.ts';
import { readApplicationSettings } from '../../../src/settings/read-settings.ts';
import fc, { runs } from '../../support/property.ts';
import { SAMPLES } from './samples.ts';

const DIALECTS: readonly FileDialect[] = [...new Set(FORMATS.flatMap(({ readings }) => readings.map(({ dialect }) => dialect)))];

/** What files are made of, in all dialects at once. */
const PIECES = [
  'host',
  'SMTP_HOST',
  'mail',
  ' ',
  '\n',
  '\r\n',
  '\t',
  '=',
  ': ',
  ' => ',
  '"',
  "'",
  '`',
  '#',
  ';',
  ',',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '<a b="c">',
  '</a>',
  '<a/>',
  '\\',
  '$',
  '$',
  '{x}',
  '- ',
  '1',
  'true',
  '<?php ',
  '/* */',
  '//',
  '&amp;',
  '\u00e4',
  '\ud83d\ude00',
];
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(''));

function read(dialect: FileDialect, source: string): readonly FileEntry[] {
  try {
    return dialect.read(source);
  } catch (error) {
    assert.ok(error instanceof SyntaxFault, `${error}`);
    return [];
  }
}

describe('the dialects of settings files', () => {
  it('place every entry within the text, and on its line', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DIALECTS), text, (dialect, source) => {
        for (const { start, end, line } of read(dialect, source)) {
          assert.ok(start >= 0 && start <= end && end <= source.length);
          const at = source.slice(0, start).split('\n').length;
          assert.ok(line >= 1 && line <= at, `${line} of ${at}`);
        }
      }),
      { numRuns: runs(500) },
    );
  });

  it('read a value again where it was written, and every other byte as it was', () => {
    const quoted = SAMPLES.map(({ file, text: source, client, part }) => ({
      file,
      text: source,
      client: client ?? null,
      part: part ?? null,
    }));
    fc.assert(
      fc.property(
        fc.constantFrom(...quoted),
        fc.integer({ min: 0, max: 400 }),
        fc.stringMatching(/^[a-z][a-z0-9.-]{0,20}$/),
        (question, pick, value) => {
          const { dialect, entries, text: source } = readApplicationSettings(question);
          const literals = entries.filter(({ kind, loss }) => kind === 'text' && loss === undefined);
          const entry = literals[pick % Math.max(1, literals.length)];
          if (entry === undefined) return;
          const literal = dialect.literal(value, entry, source);
          const written = applyEdits(source, [{ start: entry.start, end: entry.end, text: literal }]);
          const again = dialect.read(written).find(({ start }) => start === entry.start);
          assert.equal(again?.value, value);
          assert.equal(
            written.slice(0, entry.start) + source.slice(entry.start, entry.end) + written.slice(entry.start + literal.length),
            source,
          );
        },
      ),
      { numRuns: runs(500) },
    );
  });

  it('end a correction where it began: there and back is a file that says the same', () => {
    const questions = SAMPLES.map(({ file, text: source, client, part }) => ({
      file,
      text: source,
      client: client ?? null,
      part: part ?? null,
    }));
    fc.assert(
      fc.property(
        fc.constantFrom(...questions),
        fc.integer({ min: 1, max: 65_535 }),
        fc.constantFrom(...MODES),
        (question, port, mode) => {
          const reading = readApplicationSettings(question);
          const correction = correctSettings(reading, { host: 'mx.example.net', port, mode });
          if (correction === null) return;
          const again = readApplicationSettings({ ...question, text: correction.text, format: reading.format.id });
          assert.equal(correctSettings(again, { host: 'mx.example.net', port, mode }), null);
          assert.equal(again.settings.port?.value, port);
        },
      ),
      { numRuns: runs(500) },
    );
  });
});
