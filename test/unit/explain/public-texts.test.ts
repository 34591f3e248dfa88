// What people pasted in public threads and pages, with neutral names: errors, logs, bounces, replies, and what is no fault of
// mail. Each was labelled before it was first explained, and taught what was wrong then: they guard against falling back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { explainText } from '../../../src/explain/explain.ts';

interface Row {
  readonly text: string;
  /** Any of these is right; `none`: not recognised, or nothing-wrong. */
  readonly accept: readonly string[];
  readonly kind: string;
}

const rows = readFileSync(new URL('public-texts.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): Row => JSON.parse(line));

for (const kind of new Set(rows.map((row) => row.kind))) {
  describe(`public texts: ${kind}`, () => {
    for (const { text, accept } of rows.filter((row) => row.kind === kind)) {
      it(`${text.slice(0, 90).replaceAll('\n', ' ')} → ${accept[0]}`, () => {
        const id = explainText(text).matches[0]?.id ?? 'none';
        assert.ok(
          accept.includes(id === 'nothing-wrong' ? 'none' : id) || accept.includes(id),
          `${id}, not ${accept.join(' or ')}`,
        );
      });
    }
  });
}
