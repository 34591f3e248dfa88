// What holds of every format: no control character, whatever the report says, and no throw on any kind of report.
import assert from 'node:assert/strict';
import test from 'node:test';
import { beginsAsOurs } from '../../../../src/cli/output/own-beginnings.ts';
import type { Report } from '../../../../src/model/report.ts';
import { buildBadTargetReport } from '../../../../src/report/build.ts';
import { csvHeader, csvRow } from '../../../../src/report/formats/csv.ts';
import { FORMAT_NAMES, loadFormat } from '../../../../src/report/formats/index.ts';
import { jsonLine } from '../../../../src/report/formats/json.ts';
import { nagiosStatus, nagiosUnknown } from '../../../../src/report/formats/nagios.ts';
import { textLine } from '../../../../src/report/formats/text-line.ts';
import fc, { anyCharacter, runs } from '../../../support/property.ts';
import { HOSTILE_TEXT, makeAllReport, makeFinding, makeReport, OPTIONS, poison, REPORT_NAMES } from '../fixtures.ts';
import { assertNoControl, attributeNames, elementNames, outsideCode, parseCsv, parsePrometheus, parseXml } from './checkers.ts';

const VERBOSE = { ...OPTIONS, verbose: true };
const BAD_TARGET = buildBadTargetReport({
  input: HOSTILE_TEXT,
  protocol: 'smtp',
  startedAt: '2026-01-31T12:00:00.000Z',
  finding: makeFinding('bad-target'),
  toolVersion: '0.1.0',
});

// Any unicode, lone surrogates too, with what formats trip over made likely.
const anyText = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.string({
    unit: fc.constantFrom(
      '`',
      '<',
      '>',
      '"',
      "'",
      '\\',
      '|',
      '&',
      '\n',
      '\r',
      '\u001b',
      '\u009b',
      '\u2028',
      '\ud800',
      '=',
      '-',
      ']',
      '[',
      '(',
      ')',
      '*',
      '_',
      '#',
      '@',
      'a',
      ' ',
      ';',
    ),
  }),
);
const anyReport = fc.tuple(fc.constantFrom(...REPORT_NAMES), anyText).map(([name, text]) => poison(makeReport(name), text));
const RUNS = { numRuns: runs(60) };

for (const name of FORMAT_NAMES) {
  test(`${name}: any text in any field yields no control character`, async () => {
    const format = await loadFormat(name);
    fc.assert(
      fc.property(anyReport, (report) => assertNoControl(format(report, VERBOSE))),
      RUNS,
    );
  });

  test(`${name}: every kind of report, and a target that could not be read`, async () => {
    const format = await loadFormat(name);
    for (const report of [...REPORT_NAMES.map(makeReport), BAD_TARGET]) {
      const out = format(report, OPTIONS);
      assert.ok(out.endsWith('\n') && out.trim().length > 0);
      assertNoControl(out);
    }
  });
}

test('json: one document that gives back the report', async () => {
  const format = await loadFormat('json');
  fc.assert(
    fc.property(anyReport, (report) => {
      const wellFormed = JSON.parse(JSON.stringify(report));
      assert.deepEqual(JSON.parse(format(report, OPTIONS)), wellFormed);
      assert.deepEqual(JSON.parse(jsonLine(report)), wellFormed);
      assert.doesNotMatch(jsonLine(report), /\n/);
    }),
    RUNS,
  );
});

test('prometheus: the grammar holds whatever the texts', async () => {
  const format = await loadFormat('prometheus');
  fc.assert(
    fc.property(anyReport, (report) => {
      parsePrometheus(format(report, OPTIONS));
    }),
    RUNS,
  );
});

test('prometheus: the names of the blackbox exporter, and our own with labels', async () => {
  const series = parsePrometheus((await loadFormat('prometheus'))(makeReport('healthy'), OPTIONS));
  assert.equal(series.get('probe_success'), 1);
  assert.equal(series.get('probe_duration_seconds'), 0.4123);
  assert.equal(series.get('probe_ssl_earliest_cert_expiry'), Date.parse('2026-04-02T00:00:00Z') / 1000);
  assert.equal(series.get('probe_tls_version_info{version="TLS 1.3"}'), 1);
  assert.equal(series.get('mailprobe_endpoint_ok{port="465",mode="tls",address="192.0.2.10"}'), 1);
  assert.equal(
    series.get('mailprobe_stage_duration_seconds{port="587",mode="starttls",address="192.0.2.10",stage="ehlo"}'),
    0.042,
  );
  assert.equal(series.get('mailprobe_verdict{verdict="ok"}'), 1);
  assert.equal(series.get('mailprobe_credentials_accepted'), 1);
});

test('prometheus: a failing check, and a warning with --strict', async () => {
  const format = await loadFormat('prometheus');
  const failed = parsePrometheus(format(makeReport('rejected'), OPTIONS));
  assert.equal(failed.get('probe_success'), 0);
  assert.equal(failed.get('mailprobe_finding{id="auth-rejected",severity="error"}'), 1);
  assert.equal(parsePrometheus(format(makeReport('ipv6'), OPTIONS)).get('probe_success'), 1);
  assert.equal(parsePrometheus(format(makeReport('ipv6'), { ...OPTIONS, strict: true })).get('probe_success'), 0);
});

test('nagios: one line, and one pipe ahead of the performance data', async () => {
  const format = await loadFormat('nagios');
  fc.assert(
    fc.property(anyReport, (report) => {
      assert.match(
        format(report, OPTIONS),
        /^MAILPROBE (OK|WARNING|CRITICAL) - [^|\n]*\| time=[\d.]+s;;;0( [a-z_]+=-?\d+(;\d*)*)*\n$/,
      );
    }),
    RUNS,
  );
  assert.match(nagiosUnknown('a | b\nc'), /^MAILPROBE UNKNOWN - a \/ b c\n$/);
});

test('nagios: status and performance data', async () => {
  const format = await loadFormat('nagios');
  assert.match(format(makeReport('healthy'), OPTIONS), /^MAILPROBE OK - .* \| time=0\.412s;;;0 cert_days=61;30;7 /);
  assert.match(format(makeReport('healthy'), { ...OPTIONS, warnDays: 5 }), / cert_days=61;5;5 /);
  assert.match(format(makeReport('ipv6'), OPTIONS), /^MAILPROBE WARNING - /);
  assert.match(format(makeReport('ipv6'), { ...OPTIONS, strict: true }), /^MAILPROBE CRITICAL - /);
  assert.match(format(makeReport('nameless'), OPTIONS), /^MAILPROBE CRITICAL - [^|]*\| time=0\.412s;;;0 endpoints_ok=0;;;0\n$/);
  const ownFault = { ...makeReport('nameless'), findings: [makeFinding('internal-error')] };
  assert.equal(nagiosStatus(ownFault, OPTIONS), 'UNKNOWN');
});

test('junit: well-formed whatever the texts, with no element of theirs', async () => {
  const format = await loadFormat('junit');
  const own = new Set(['?xml', 'testsuites', 'testsuite', 'testcase', 'failure', 'skipped', 'system-out']);
  fc.assert(
    fc.property(anyReport, (report) => {
      for (const name of elementNames(parseXml(format(report, OPTIONS)))) assert.ok(own.has(name), name);
    }),
    RUNS,
  );
});

test('junit: failures exactly where the check fails, and totals that are true', async () => {
  const format = await loadFormat('junit');
  const count = (xml: string, name: string): number => elementNames(parseXml(xml)).filter((each) => each === name).length;
  for (const name of REPORT_NAMES) {
    for (const strict of [false, true]) {
      const report = makeReport(name);
      const xml = format(report, { ...OPTIONS, strict });
      assert.equal(
        count(xml, 'failure') > 0,
        report.verdict === 'fail' || (strict && report.verdict === 'warn'),
        `${name} ${strict}`,
      );
      const totals = /<testsuite [^>]*tests="(\d+)" failures="(\d+)" errors="0" skipped="(\d+)"/.exec(xml)?.slice(1).map(Number);
      assert.deepEqual(totals, [count(xml, 'testcase'), count(xml, 'failure'), count(xml, 'skipped')]);
    }
  }
});

// The page is written as XML would be; only the doctype is HTML's own.
const parseHtml = (page: string) => parseXml(page.replace(/^<!doctype html>\n/, ''));

test('html: well-formed whatever the texts, with no element or attribute of theirs', async () => {
  const format = await loadFormat('html');
  for (const name of REPORT_NAMES) {
    const tree = parseHtml(format(poison(makeReport(name), 'x'), VERBOSE));
    const elements = elementNames(tree);
    const attributes = new Set(attributeNames(tree));
    assert.ok(!elements.some((element) => ['script', 'a', 'img', 'iframe', 'form', 'object', 'link'].includes(element)));
    assert.ok(![...attributes].some((attribute) => /^on|^(href|src|style)$/i.test(attribute)));
    fc.assert(
      fc.property(anyText, (text) => {
        const hostile = parseHtml(format(poison(makeReport(name), text), VERBOSE));
        // Alike texts may fold into one entry, so kinds are compared and not counts.
        for (const element of elementNames(hostile)) assert.ok(elements.includes(element) || element === 'br', element);
        for (const attribute of attributeNames(hostile)) assert.ok(attributes.has(attribute), attribute);
      }),
      { numRuns: runs(20) },
    );
  }
});

test('html: the policy allows nothing but the one style sheet, by its hash', async () => {
  const { createHash } = await import('node:crypto');
  const page = (await loadFormat('html'))(makeReport('healthy'), OPTIONS);
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
  assert.ok(style.length > 500);
  assert.ok(policy.startsWith("default-src 'none';"));
  assert.ok(policy.includes(`'sha256-${createHash('sha256').update(style).digest('base64')}'`));
  assert.ok(!policy.includes('unsafe'));
});

test('html: transcript in details with --verbose alone', async () => {
  const format = await loadFormat('html');
  assert.match(format(makeReport('healthy'), VERBOSE), /<h2>Transcript<\/h2>/);
  assert.doesNotMatch(format(makeReport('healthy'), OPTIONS), /<h2>Transcript<\/h2>/);
});

/** Outside of code nothing that any dialect would take for markup of the server's making. */
function assertInert(markdown: string): void {
  const prose = outsideCode(markdown);
  assert.doesNotMatch(prose, /(?<!\\)</, 'a tag');
  assert.doesNotMatch(prose, /(?<!\\)\[/, 'a link or an image');
  assert.doesNotMatch(prose, /:\/\/|www\.|@/i, 'an autolink or a mention');
  assert.doesNotMatch(prose, /(?<!\\)&#?\w+;/, 'an entity');
}

test('markdown: nothing from the server is live', async () => {
  const format = await loadFormat('markdown');
  for (const name of REPORT_NAMES) assertInert(format(poison(makeReport(name), HOSTILE_TEXT), VERBOSE));
  fc.assert(
    fc.property(anyReport, (report) => assertInert(format(report, VERBOSE))),
    RUNS,
  );
});

test('markdown: rows of a table keep their number of cells', async () => {
  const out = (await loadFormat('markdown'))(poison(makeReport('healthy'), 'a | b \\| c'), OPTIONS);
  const widths = out
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.replaceAll('\\|', '').split('|').length);
  assert.deepEqual([...new Set(widths)].sort(), [12, 4]);
});

test('markdown: reads as a ticket', async () => {
  const out = (await loadFormat('markdown'))(makeReport('expired'), OPTIONS);
  assert.match(out, /^# FAIL: `mail\.example\.com`$/m);
  assert.match(out, /^### ERROR: The certificate expired 12 days ago$/m);
  assert.match(out, /^\*\*Who:\*\* the mail hoster$/m);
  assert.match(out, /^> To the mail hoster: On 2026-01-31 at /m);
  assert.match(out, /^\| 465 \| SSL\/TLS \| `192\.0\.2\.10` \| \*\*failed\*\* \| `cert-expired` at connect \|/m);
});

/** Words of ours with a command and URLs, one of which the server said too. */
const LINKED = {
  ...makeReport('expired'),
  findings: [
    makeFinding('cert-expired', {
      detail: 'Run `certbot renew --force-renewal` first.',
      evidence: ['the server said: see https://evil.example/login'],
      fix: 'See https://support.example.com/renew?id=1#top. Not https://evil.example/login, and no http://plain.example/.\nThen: `systemctl reload postfix`',
      reference: 'RFC 5280 §4.1.2.5',
    }),
  ],
};

test('markdown: commands and URLs are whole, ours are links, and what a server said is none', async () => {
  const out = (await loadFormat('markdown'))(LINKED, OPTIONS);
  assert.ok(out.includes('Run `certbot renew --force-renewal` first.'));
  assert.ok(out.includes('Then: `systemctl reload postfix`'));
  assert.ok(
    out.includes(
      'See <https://support.example.com/renew?id=1#top>. Not `https://evil.example/login`, and no `http://plain.example/`.',
    ),
  );
  assert.ok(out.includes('See: [RFC 5280 §4.1.2.5](https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5)'));
});

test('markdown: a command beside an odd backtick breaks no code span', async () => {
  const format = await loadFormat('markdown');
  for (const fix of ['`a`b`c', '``a` `b``', 'a`https://x.example/`b`', '`'.repeat(9)]) {
    const report = { ...LINKED, findings: [makeFinding('cert-expired', { fix, detail: fix, title: fix, reference: null })] };
    assertInert(format(report, OPTIONS));
  }
});

test('html: commands are code, our URLs links, and what a server said is none', async () => {
  const out = (await loadFormat('html'))(LINKED, OPTIONS);
  assert.ok(out.includes('<code>certbot renew --force-renewal</code>'));
  const links = [...out.matchAll(/<a href="([^"]*)" rel="noreferrer">/g)].map(([, url]) => url);
  assert.deepEqual(
    [...new Set(links)],
    ['https://support.example.com/renew?id=1#top', 'https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5'],
  );
  assert.ok(out.includes('<code>https://evil.example/login</code>'));
});

test('html: the picture shows each port up to where it stopped, with a title and the words', async () => {
  const format = await loadFormat('html');
  const picture = (report: Report): string =>
    /<section class="glance">[\s\S]*?<\/section>/.exec(format(report, OPTIONS))?.[0] ?? '';
  const healthy = picture(makeReport('healthy'));
  assert.match(healthy, /<title id="glance-title">How far each connection to mail\.example\.com came<\/title>/);
  assert.match(healthy, /<desc id="glance-words">25 STARTTLS ok; 465 SSL\/TLS ok; 587 STARTTLS ok<\/desc>/);
  assert.match(healthy, />Address <tspan class="detail">192\.0\.2\.10<\/tspan>/);
  assert.doesNotMatch(healthy, /class="mark/);
  const expired = picture({
    ...makeReport('expired'),
    endpoints: makeReport('expired').endpoints.map((endpoint) => ({
      ...endpoint,
      failure: { stage: 'tls', code: 'cert-expired', message: 'it expired' },
    })),
  });
  assert.match(expired, /<path d="[^"]*" class="mark stopped"\/>/);
  assert.match(expired, />certificate<\/text>/);
  assert.match(expired, /<li><span class="fail">465 SSL\/TLS: certificate<\/span>/);
  assert.match(picture(makeReport('nameless')), />Name <tspan class="detail">dns-name-not-found<\/tspan>/);
});

test('html: no frame of success around the settings of a check that failed, print opens what is folded', async () => {
  const format = await loadFormat('html');
  assert.match(format(makeReport('rejected'), OPTIONS), /<div class="settings">/);
  assert.match(format(makeReport('healthy'), OPTIONS), /<div class="settings works">/);
  const [, print = ''] = /@media print\{([\s\S]*)\}\n<\/style>/.exec(format(makeReport('healthy'), OPTIONS)) ?? [];
  assert.match(print, /details::details-content\{content-visibility:visible/);
});

test('markdown and html: local time with its zone, and with --all a column for the protocol', async () => {
  const all = makeAllReport();
  const markdown = (await loadFormat('markdown'))(all, OPTIONS);
  const html = (await loadFormat('html'))(all, OPTIONS);
  for (const out of [markdown, html]) assert.match(out, /2026-01-\d\d \d\d:\d\d:\d\d UTC/);
  assert.match(markdown, /^\| Protocol \| Port \|/m);
  assert.match(markdown, /^\| IMAP \| 993 \| SSL\/TLS \|/m);
  assert.match(html, /<th>Protocol<\/th>/);
  assert.match(html, /<td>IMAP<\/td><td class="number">993<\/td>/);
  assert.match(html, />IMAP 993 SSL\/TLS<\/text>/);
});

test('csv: one row, and no cell that a spreadsheet computes', () => {
  const columns = parseCsv(csvHeader())[0]?.length;
  fc.assert(
    fc.property(
      anyReport.map((report) => ({ ...report, summary: `=${report.summary}` })),
      (report) => {
        const row = csvRow(report);
        assertNoControl(row);
        const rows = parseCsv(row);
        assert.equal(rows.length, 1);
        assert.equal(rows[0]?.length, columns);
        for (const cell of rows[0] ?? []) assert.doesNotMatch(cell.replace(/^-\d+$/, ''), /^\s*[=+\-@]/);
      },
    ),
    RUNS,
  );
  const [row = []] = parseCsv(csvRow(makeReport('expired')));
  assert.deepEqual(row.slice(0, 4), ['mail.example.com', 'mail.example.com', 'smtp', 'fail']);
  assert.ok(row.includes('-12'));
});

test('csv: tells the line of the list, and what the decisive finding saw', () => {
  const [columns = []] = parseCsv(csvHeader());
  const report = makeReport('expired');
  const [row = []] = parseCsv(csvRow(report, 7));
  assert.deepEqual([columns.at(-2), columns.at(-1)], ['line', 'reason']);
  const seen = report.findings.find(({ severity }) => severity !== 'info');
  assert.deepEqual([row.at(-2), row.at(-1)], ['7', seen?.evidence[0] ?? seen?.detail]);
  assert.equal(parseCsv(csvRow(makeReport('healthy')))[0]?.at(-1), '');
});

test('one line: the verdict, the target where the sentence does not name it, and no more than fits', () => {
  const report = makeReport('expired');
  const plain = { colour: false, columns: null };
  assert.match(textLine(report, plain), /^FAIL {5}mail\.example\.com[^\n]+\n$/);
  const typed = { ...report, target: { ...report.target, input: 'mail.example.com:465' } };
  assert.match(textLine(typed, plain), /^FAIL {5}mail\.example\.com:465: /);
  assert.ok(textLine(report, { colour: false, columns: 40 }).length <= 41);
  assert.match(textLine(report, { colour: true, columns: 40 }), /^\u001b\[31mFAIL/);
  assert.ok(beginsAsOurs(textLine(report, plain)));
  assert.ok(beginsAsOurs(textLine(report, plain) + textLine(makeReport('healthy'), plain)));
});
