// The text that a support engineer passes on: to each recipient what is theirs to change, and nothing that is another's.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileStamp } from '../../../src/cli/wizard/next-steps.ts';
import { RECIPIENTS, textFor } from '../../../src/cli/wizard/text-for.ts';
import { makeReport, REPORT_NAMES } from '../report/fixtures.ts';

describe('the text for a recipient', () => {
  for (const { owner } of RECIPIENTS) {
    it(`names to ${owner} what ${owner} has to change, and nothing else`, () => {
      for (const name of REPORT_NAMES) {
        const report = makeReport(name);
        const text = textFor(report, owner, 80).replace(/\s+/g, ' ');
        assert.ok(text.startsWith(`${report.target.host} was tested at ${report.startedAt}`), text);
        const graver = report.findings.filter(({ severity }) => severity !== 'info');
        for (const { owner: whose, fix } of graver.filter((finding) => finding.fix !== ''))
          assert.equal(text.includes(fix.replace(/\s+/g, ' ')), whose === owner, `${name}: ${fix}`);
        assert.equal(
          text.includes('nothing for you to change'),
          graver.every((finding) => finding.owner !== owner),
          name,
        );
      }
    });
  }
  it('is folded to the width', () => {
    for (const line of textFor(makeReport('expired'), 'server', 60).split('\n')) assert.ok(line.length <= 60, line);
  });
});

describe('the name of a saved report', () => {
  it('bears day and time', () => assert.equal(fileStamp(new Date(2026, 0, 3, 4, 5, 6)), '20260103-040506'));
});
