// Who can use a server, in every format that tells it: grouped, with equal reasons once, and nothing of it where nobody asked.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { surveyServer } from '../../../src/clients/survey.ts';
import type { ClientsReport, ClientView } from '../../../src/model/application-settings.ts';
import { buildReport } from '../../../src/report/build.ts';
import { groupClients, remarkOf } from '../../../src/report/clients-part.ts';
import { html } from '../../../src/report/formats/html.ts';
import { markdown } from '../../../src/report/formats/markdown.ts';
import { text } from '../../../src/report/formats/text.ts';
import { port, server, tlsOf } from '../clients/facts.ts';
import { MODERN } from '../clients/tls-server.ts';
import { makeParts, OPTIONS, RUNS } from './fixtures.ts';

const narrow = server([port(465, { tls: tlsOf({ ...MODERN, versions: [0x0303], suites: [0xc02f, 0xc030] }) }), port(587)]);

const reportWith = (clients: ClientsReport | null) => buildReport({ ...makeParts(RUNS.healthy), clients });
const page = (clients: ClientsReport | null, columns = 80): string =>
  text(reportWith(clients), { ...OPTIONS, colour: false, columns, verbose: false });

describe('who can use this server', () => {
  const all = surveyServer(['all'], narrow);

  it('is not in the report of a check that did not ask', () => {
    assert.ok(!('clients' in reportWith(null)));
    for (const told of [page(null), html(reportWith(null), OPTIONS), markdown(reportWith(null), OPTIONS)])
      assert.doesNotMatch(told, /Who can use/);
  });

  for (const columns of [80, 160]) {
    it(`is a few lines of text at ${columns} columns: ways in, reasons, the change that helps most`, () => {
      const lines = page(all, columns).split('\n');
      const from = lines.findIndex((line) => line.startsWith('Who can use this server'));
      const section = lines.slice(from, lines.indexOf('', from));
      assert.ok(section.length <= 20, section.join('\n'));
      assert.ok(section.every((line) => line.length <= Math.min(columns, 120)));
      const told = section.join(' ').replace(/\s+/g, ' ');
      assert.match(told, /works \d+ rows, port 465, SSL\/TLS: Thunderbird, .* and \d+ more/);
      assert.match(told, /fails \d+ rows, no TLS 1\.2: /);
      assert.match(told, /port 587, STARTTLS: .*\.NET SmtpClient/);
    });
  }

  it('tells few clients in their own words, and what their users see', () => {
    const told = page(surveyServer(['mailkit@dotnet5@linux', 'system-net-mail@netfx35-452@win2019'], narrow)).replace(
      /\s+/g,
      ' ',
    );
    assert.match(told, /works MailKit: SecureSocketOptions\.SslOnConnect, port 465 \(\.NET 5 and later on Linux\)/);
    assert.match(told, /its user sees: System\.ComponentModel\.Win32Exception/);
  });

  it('says of one client what it would do, with equal platforms once', () => {
    const told = page(surveyServer(['jakarta-mail'], narrow));
    assert.doesNotMatch(told, /Who can use/);
    const from = told.split('\n').indexOf('What Jakarta Mail would do');
    assert.ok(from >= 0, told);
    const lines = told.split('\n').slice(from + 1);
    assert.equal(lines.filter((line) => /^ {2}(?:works|fails)/.test(line)).length, 2, told);
    assert.match(lines.join('\n'), /^ {2}fails {7}no TLS 1\.2 \(Java 7, Java 6\)$/m);
    assert.match(html(reportWith(surveyServer(['jakarta-mail'], narrow)), OPTIONS), /<h2>What Jakarta Mail would do<\/h2>/);
  });

  it('is whole in HTML and Markdown', () => {
    const report = reportWith(all);
    assert.equal(
      html(report, OPTIONS).match(/<tr><td>[^<]+<\/td><td>[^<]*<\/td><td><span class="badge/g)?.length,
      all.views.length,
    );
    assert.equal(markdown(report, OPTIONS).match(/^\| .* \| (measured|source|document) \|$/gm)?.length, all.views.length);
  });

  it('groups by what clients have in common', () => {
    const { works, fails, worksIf, notJudged } = groupClients(all);
    const counted = [...works, ...fails, ...worksIf, ...notJudged].reduce((sum, { views }) => sum + views.length, 0);
    assert.equal(counted, all.views.length);
    assert.equal(new Set(fails.map(({ what }) => what)).size, fails.length);
  });

  it('takes no markup from what a server said', () => {
    const [first] = all.views as readonly [ClientView];
    const symptom = '504 <script>alert(1)</script> [a](http://evil.invalid)';
    const views = [{ ...first, verdict: 'fails' as const, stage: 'ehlo' as const, why: 'EHLO localhost is refused', symptom }];
    const report = reportWith({ asked: ['all'], views, bestServerChange: null });
    assert.doesNotMatch(html(report, OPTIONS), /<script>alert/);
    assert.doesNotMatch(markdown(report, OPTIONS), /evil\.invalid\)/);
    assert.equal(remarkOf(views[0] as ClientView), 'EHLO localhost is refused');
  });
});
