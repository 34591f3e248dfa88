// The ways into a mailbox as the formats that are read draw them: each with its state, its step, and the one that is advised.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ReportWays } from '../../../../src/model/report.ts';
import { loadFormat } from '../../../../src/report/formats/index.ts';
import { makeReport, OPTIONS } from '../fixtures.ts';

const WAYS: ReportWays = {
  provider: 'Microsoft 365',
  mailbox: 'alice@contoso.example',
  ways: [
    {
      ...{ id: 'smtp-oauth', name: 'SMTP, OAuth', protocol: 'smtp', login: 'token', sends: true, state: 'works' },
      ...{ detail: 'the login was accepted', step: '', ends: null, evidence: [] },
    },
    {
      ...{ id: 'ews', name: 'EWS', protocol: 'ews', login: 'token', sends: true, state: 'not-tested' },
      ...{ detail: 'not asked', step: '`mailprobe check <mailbox> --protocol ews`', evidence: [] },
      ends: { day: '2027-04-01', change: 'EWS is gone | for good', source: 'https://example.com/' },
    },
  ],
  recommended: { id: 'smtp-oauth', why: 'It works and <stays>.' },
};
const inFormat = async (name: 'markdown' | 'html' | 'text', ways: ReportWays | undefined): Promise<string> =>
  (await loadFormat(name))({ ...makeReport('healthy'), ...(ways === undefined ? {} : { ways }) }, OPTIONS);

describe('ways into a mailbox', () => {
  it('are a table in Markdown', async () => {
    const text = await inFormat('markdown', WAYS);
    assert.match(text, /^## Ways into the mailbox$/m);
    assert.match(text, /^\| SMTP, OAuth \| works \| the login was accepted \|$/m);
    assert.match(
      text,
      /^\| EWS \| not tested \| not asked; `mailprobe check <mailbox> --protocol ews`; .*gone \\\| for good \|$/m,
    );
    assert.match(text, /^Advised for sending: SMTP, OAuth\. It works and/m);
  });

  it('are a table in HTML, nothing of which is markup of others', async () => {
    const text = await inFormat('html', WAYS);
    assert.match(
      text,
      /<th scope="row">EWS<\/th><td>not tested<\/td><td>not asked; <code>mailprobe check &lt;mailbox&gt; --protocol ews<\/code>/,
    );
    assert.match(text, /Advised for sending: <strong>SMTP, OAuth<\/strong>\. It works and &lt;stays&gt;\./);
  });

  it('end the page of text', async () => {
    const text = await inFormat('text', WAYS);
    assert.match(text, /Ways for alice@contoso\.example \(Microsoft 365\)/);
    assert.match(text, /^\* SMTP, OAuth +works/m);
  });

  it('show where nobody asked in no format', async () => {
    for (const name of ['markdown', 'html', 'text'] as const)
      assert.doesNotMatch(await inFormat(name, undefined), /Ways (?:into|for)|Advised for sending/);
  });

  it('advise none where none is left', async () => {
    const text = await inFormat('markdown', { ...WAYS, recommended: null });
    assert.doesNotMatch(text, /Advised/);
  });
});
