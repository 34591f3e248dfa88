// `explain <finding-id>`: a page for every finding, with the scenario of the lab that shows it, where there is one.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingAsJson, findingPage, formatFinding } from '../../../src/cli/commands/finding-page.ts';
import { wordingOf } from '../../../src/knowledge/wording.ts';
import { DEFAULT_SEVERITY, FINDING_IDS } from '../../../src/model/finding.ts';
import { makeStyle } from '../../../src/report/formats/text-style.ts';
import { LANGUAGE_CODES, loadLanguage } from '../../../src/report/languages/index.ts';

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

  it('has in each language the advice for whoever acts by the English beneath it', async () => {
    const ADMINISTRATOR = /^(?:\S+ )?\S*administr/i;
    for (const code of LANGUAGE_CODES) {
      const language = await loadLanguage(code);
      if (language === null) continue;
      for (const id of FINDING_IDS) {
        const { owner, fix } = wordingOf(id);
        const page = formatFinding(await findingPage(id), makeStyle(false), 100_000, language);
        const [title = '', advice = ''] = page.split('\n');
        for (const [shown, text] of [
          [title, language.findings[id].title],
          [advice, language.findings[id].fix],
        ] as const) {
          const general = typeof text === 'string' ? text : (text[owner] ?? text.other);
          assert.ok(shown.includes(general.replace(/\[[^\]]*\]/g, '')), `${code}, ${id}: ${shown}`);
        }
        const said = advice.slice(advice.indexOf(' ')).trim();
        if (owner === 'you' && !ADMINISTRATOR.test(fix)) assert.doesNotMatch(said, ADMINISTRATOR, `${code}, ${id}, to: ${fix}`);
      }
    }
  });
});
