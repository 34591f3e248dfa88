// What two runs are called.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { labelRuns } from '../../../src/compare/run-labels.ts';
import type { Report } from '../../../src/model/report.ts';
import { buildReport } from '../../../src/report/build.ts';
import { HOST, makeParts, type RunCase } from '../report/fixtures.ts';

const reportOf = (run: RunCase = {}): Report => buildReport(makeParts(run));

const AT = '2026-01-31T12:00:00.000Z';
const report = (startedAt = AT, label?: string, host = HOST): Report => {
  const made = reportOf();
  return { ...made, startedAt, target: { ...made.target, host }, ...(label === undefined ? {} : { label }) };
};
const nameOf = (one: Report, name: string | null = null) => ({ report: one, name });

describe('labelRuns', () => {
  for (const [what, a, b, expected] of [
    ['as the user says', nameOf(report(), 'here'), nameOf(report(), 'there'), [/^here$/, /^there$/]],
    ['as the reports say', nameOf(report(AT, 'office')), nameOf(report(AT, 'home')), [/^office$/, /^home$/]],
    ['the user ahead of the report', nameOf(report(AT, 'office'), 'here'), nameOf(report(AT, 'home')), [/^here$/, /^home$/]],
    ['by the host', nameOf(report()), nameOf(report(AT, undefined, 'b.example')), [/^mail\.example\.com$/, /^b\.example$/]],
    ['by the day', nameOf(report()), nameOf(report('2026-02-01T12:00:00.000Z')), [/^2026-01-31 ..:..$/, /^2026-02-01 ..:..$/]],
    ['by the second', nameOf(report()), nameOf(report('2026-01-31T12:00:07.000Z')), [/:00:00$/, /:00:07$/]],
    [
      'one label for both',
      nameOf(report(AT, 'office')),
      nameOf(report('2026-02-01T12:00:00.000Z', 'office')),
      [/^office, 2026-01-31/, /^office, 2026-02-01/],
    ],
    ['nothing tells them apart', nameOf(report()), nameOf(report()), [/^the first run$/, /^the second run$/]],
  ] as const)
    it(what, () => {
      const labels = labelRuns(a, b);
      assert.match(labels[0], expected[0]);
      assert.match(labels[1], expected[1]);
      assert.notEqual(labels[0], labels[1]);
    });
});
