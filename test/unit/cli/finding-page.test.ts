// `explain <finding-id>`: a page for every finding, with the scenario of the lab that shows it, where there is one.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingAsJson, findingPage, formatFinding } from '../../../src/cli/commands/finding-page.ts';
import { DEFAULT_SEVERITY, FINDING_IDS } from '../../../src/model/finding.ts';
import { makeStyle } from '../../../src/report/formats/text-style.ts';

describe('the page of a finding', () => {
  it('is there for each, with words of its own', async () => {
    const titles = new Set<string>();
    for (const id of FINDING_IDS) {
      const page = await findingPage(id);
      const { recognised, matches, finding } = JSON.parse(findingAsJson(page));
      assert.equal(recognised, true);
      assert.equal(finding.severity, DEFAULT_SEVERITY[id]);
      for (const field of ['title', 'meaning', 'fix']) assert.ok(matches[0][field].length > 8, `${id}: ${field}`);
      titles.add(matches[0].title);
      assert.match(formatFinding(page, makeStyle(false), 80), new RegExp(`^.{8,90} \\(${id}\\)\n`));
    }
    assert.equal(titles.size, FINDING_IDS.length);
  });

  it('names the scenario first in which it is the decisive one', async () => {
    assert.equal((await findingPage('cert-expired')).scenarios[0], 'expired-certificate');
    assert.deepEqual((await findingPage('mailbox-full')).scenarios, []);
  });
});
