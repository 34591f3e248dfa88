// The text format: what people read, at any width, with and without colour.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Report } from '../../../../src/model/report.ts';
import { text } from '../../../../src/report/formats/text.ts';
import { box, displayWidth, hanging, wrap } from '../../../../src/report/formats/text-layout.ts';
import fc, { runs } from '../../../support/property.ts';
import { makeAllReport, makeFinding, makeReport, OPTIONS, poison, REPORT_NAMES } from '../fixtures.ts';

const VERBOSE = { ...OPTIONS, verbose: true };
const SGR = /\u001b\[\d+(?:;\d+)*m/g;
// Kept whole on purpose: a reference is copied, a transcript searched, a grid lined up.
const isProse = (line: string): boolean => !/^ +See: | ms (?:\*\*\*|[ <][-~])|^Next |https:\/\//.test(line);

for (const [columns, width] of [
  [80, 80],
  [160, 120],
  [40, 40],
  [20, 40],
  [0, 80],
  [Number.NaN, 80],
] as const) {
  test(`text: ${columns} columns fill at most ${width}`, () => {
    for (const report of [...REPORT_NAMES.map(makeReport), makeAllReport()]) {
      const lines = text(report, { ...OPTIONS, columns })
        .split('\n')
        .filter(isProse);
      for (const line of lines) assert.ok(line.length <= width, `${report.summary}: ${line.length}: ${line}`);
      // The grid has a width of its own, which fits a terminal of 80.
      const all = text(report, { ...VERBOSE, columns })
        .split('\n')
        .filter(isProse);
      for (const line of all) assert.ok(line.length <= Math.max(width, 79), `${report.summary}: ${line.length}: ${line}`);
    }
  });
}

/** That they are all there, one after the other. */
function assertInOrder(out: string, landmarks: readonly string[]): void {
  const places = landmarks.map((landmark) => out.indexOf(landmark));
  assert.ok(
    places.every((place) => place >= 0),
    `${places}: ${landmarks[places.indexOf(-1)]}\n${out}`,
  );
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
    out,
  );
}

test('text: verdict, what, do, who, seen, tell, ports, other findings, settings, when', () => {
  const out = text(makeReport('rejected'), OPTIONS);
  assertInOrder(out, [
    'FAIL  mail.example.com: The server does not',
    '\nWhat   Detail of auth-rejected.',
    '\nDo     Fix of auth-rejected.',
    '\nWho    the customer [auth-rejected]',
    '\nSeen   evidence of auth-rejected',
    '\nTell   To the customer: On 2026-01-31 at',
    '\nPorts  25 STARTTLS ok \u00b7 465 SSL/TLS ok \u00b7 587 STARTTLS ok\n',
    '\nNOTE   Port 25 gives no answer [tcp-timeout]\n',
    '\nWorks  port 465 with SSL/TLS, authentication Normal password (PLAIN)\n',
    '\nWhen   2026-01-31 ',
  ]);
  assert.doesNotMatch(out, /TLSv1|connect +greeting|Thunderbird/);
});

test('text: with --verbose the times of each phase, TLS, DNS, the login and every client beneath', () => {
  assertInOrder(text(makeReport('rejected'), VERBOSE), [
    '\nWhat ',
    '\nPorts ',
    '\n+- Settings to use',
    '\n  Thunderbird ',
    '\n192.0.2.10 ',
    '\nTLS      25 STARTTLS',
    '\nDNS      ',
    '\nLogin    REJECTED',
    '\nTranscript of ',
    '\nWhen ',
  ]);
});

test('text: a healthy host and a single fault fit a screen of 24 lines', () => {
  for (const name of REPORT_NAMES) {
    const lines = text(makeReport(name), OPTIONS).trimEnd().split('\n');
    assert.ok(lines.length <= 24, `${name}: ${lines.length}\n${lines.join('\n')}`);
  }
  const long = 'A sentence that goes on for a while, as those do which want to be exact. '.repeat(4).trim();
  const finding = makeFinding('cert-expired', { detail: long, evidence: [long, `${long} 2`, `${long} 3`], owner: 'server' });
  const squeezed = text({ ...makeReport('expired'), findings: [finding] }, OPTIONS);
  assert.ok(squeezed.trimEnd().split('\n').length <= 24, squeezed);
  assert.match(squeezed, /\([12] more with -v\)/);
});

test('text: where the page is longer than the screen, the verdict stands at its end as well', () => {
  const verdict = 'FAIL  mail.example.com: The server does not take this user name and password.';
  const twice = text(makeReport('rejected'), { ...VERBOSE, columns: 120, rows: 24 });
  assert.ok(twice.startsWith(`${verdict}\n`) && twice.endsWith(`\n\n${verdict}\n`), twice);
  for (const rows of [{}, { rows: 0 }, { rows: 500 }]) {
    const once = text(makeReport('rejected'), { ...VERBOSE, columns: 120, ...rows });
    assert.equal(once.split(verdict).length, 2);
  }
});

test('text: the same fact of several ports is said once', () => {
  const ids = [25, 465, 587].map((port) => `${port}/${port === 465 ? 'tls' : 'starttls'}@192.0.2.10`);
  const finding = makeFinding('server-blocks-ip', {
    evidence: [...ids.map((id) => `${id}: greeting: 554 5.7.1 blocked`), 'another fact'],
    endpoints: ids,
  });
  const out = text({ ...makeReport('healthy'), verdict: 'fail', findings: [finding] }, OPTIONS);
  assert.match(out, /^Seen {3}on 25, 465 and 587: 554 5\.7\.1 blocked\n {7}another fact$/m);
});

test('text: an address is named where the others do not have the fact', () => {
  const report = makeReport('ipv6');
  const [, , broken] = report.endpoints;
  const finding = makeFinding('ipv6-broken', { evidence: [`${broken?.id}: connect: no answer`], endpoints: [broken?.id ?? ''] });
  const out = text({ ...report, findings: [finding] }, { ...OPTIONS, columns: 120 });
  assert.match(out, /^Seen {3}on 465 at 2001:db8:1234:5678:9abc:def0:1234:5678: no answer$/m);
  assert.match(out, /^Ports {2}192\.0\.2\.10: 25 STARTTLS ok \u00b7 465 SSL\/TLS ok\n {7}2001:db8:\S+: 465 no answer$/m);
});

test('text: ports that nobody needs are dim, those that matter are red', () => {
  const bare = makeReport('mismatch');
  const endpoints = [25, 465].map((port) => ({
    ...bare.endpoints[0],
    id: `${port}/tls@192.0.2.10`,
    port,
    mode: 'tls',
    status: 'failed',
    failure: { stage: 'connect', code: 'tcp-refused', message: 'refused' },
  })) as unknown as Report['endpoints'];
  const findings = [
    makeFinding('tcp-refused', { endpoints: ['465/tls@192.0.2.10'] }),
    makeFinding('tcp-refused', { severity: 'info', endpoints: ['25/tls@192.0.2.10'] }),
  ];
  const out = text({ ...bare, endpoints, findings }, { ...OPTIONS, colour: true });
  assert.ok(out.includes('\u001b[2m25 refused\u001b[22m'), out);
  assert.ok(out.includes('\u001b[31m465 refused\u001b[39m'), out);
});

test('text: with --all a line for each protocol, then each with its settings, and no noise of what is not offered', () => {
  const out = text(makeAllReport(), OPTIONS);
  assert.match(
    out,
    /^SMTP {2}OK {7}25 STARTTLS ok \u00b7 465 SSL\/TLS ok \u00b7 587 STARTTLS ok\nIMAP {2}OK {7}993 SSL\/TLS ok\nPOP3 {2}not offered\n\n/,
  );
  assert.match(out, /^\+- Settings for SMTP -/m);
  assert.match(out, /^\+- Settings for IMAP -/m);
  assert.doesNotMatch(out, /995|refuses/);
});

test('text: commands and URLs are never broken', () => {
  const command = '`openssl s_client -connect mail.example.com:587 -servername mail.example.com -starttls smtp`';
  const url = `https://support.example.com/${'a/long/way/'.repeat(8)}`;
  const finding = makeFinding('cert-expired', { fix: `First run ${command} and look. Then open ${url} there.` });
  for (const columns of [40, 60, 80, 160]) {
    const out = text({ ...makeReport('expired'), findings: [finding] }, { ...OPTIONS, columns });
    assert.ok(out.includes(command) && out.includes(url), out);
  }
  // What a peer says may have backticks too: it gets no line as long as it likes.
  const hostile = `\`${'word '.repeat(200)}\``;
  for (const line of wrap(hostile, 60)) assert.ok(line.length <= 60, line);
});

test('text: the grid has status and times, a mismatch what the port speaks instead', () => {
  const out = text(makeReport('healthy'), VERBOSE);
  assert.match(out, /^ +465 {2}SSL\/TLS +ok +22 +23 +48 +21 +114$/m);
  assert.match(out, /^ +465 {2}STARTTLS +mismatch +this port speaks SSL\/TLS$/m);
  assert.match(text(makeReport('mismatch'), VERBOSE), /^ +mode-mismatch at connect: /m);
  assert.match(text(makeReport('ipv6'), VERBOSE), /^ +tcp-timeout at connect: it failed: tcp-timeout \(ECONNREFUSED\)$/m);
});

test('text: the box to read out', () => {
  const out = text(makeReport('healthy'), OPTIONS);
  for (const row of [
    'Outgoing server      mail.example.com',
    'Port                 465',
    'Connection security  SSL/TLS',
    'User name            alice@example.com',
  ]) {
    assert.ok(out.includes(`| ${row}`), row);
  }
});

test('text: quiet is the verdict line alone', () => {
  assert.equal(
    text(makeReport('ipv6'), { ...VERBOSE, quiet: true, columns: 60, rows: 1 }),
    'WARNING  mail.example.com works on port 465 with SSL/TLS, but: Title of ipv6-broken.\n',
  );
  assert.match(text(makeReport('ipv6'), { ...OPTIONS, quiet: true, strict: true }), /\(fails, since --strict\)\n$/);
});

test('text: the transcript with --verbose, and its marks', () => {
  const out = text(makeReport('healthy'), VERBOSE);
  assert.match(out, /^Transcript of port 587 with STARTTLS at 192\.0\.2\.10$/m);
  assert.match(out, / ms \*\*\* connected$/m);
  assert.match(out, / ms <- {2}220 mail/m);
  assert.match(out, / ms {2}-> EHLO/m);
  assert.match(out, / ms <~ {2}220 mail/m);
  assert.match(out, / ms {2}~> EHLO/m);
  assert.doesNotMatch(text(makeReport('healthy'), OPTIONS), /Transcript/);
});

test('text: colour is SGR alone, and taking it away leaves the same text', () => {
  const any = fc.string({ unit: fc.constantFrom('a', ' ', '\u001b', '[', '3', '1', 'm', '\n', '\u009b') });
  fc.assert(
    fc.property(fc.constantFrom(...REPORT_NAMES), any, (name, hostile) => {
      const report = poison(makeReport(name), hostile);
      const coloured = text(report, { ...VERBOSE, colour: true });
      assert.equal(coloured.replace(SGR, '').replace(/ +$/gm, ''), text(report, VERBOSE));
      assert.doesNotMatch(coloured.replace(SGR, ''), /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }),
    { numRuns: runs(60) },
  );
  assert.match(text(makeReport('healthy'), { ...OPTIONS, colour: true }), SGR);
});

test('text: a fix may have lines of its own, such as a command', () => {
  const finding = makeFinding('cert-expired', { fix: 'Renew it:\ncertbot renew' });
  const out = text({ ...makeReport('expired'), findings: [finding] }, OPTIONS);
  assert.match(out, /^Do {5}Renew it:\n {7}certbot renew$/m);
});

test('layout: wrapped lines fit, and say the same', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\u4e2d', 'e\u0301', '\u{1f600}') }),
      fc.integer({ min: 10, max: 40 }),
      (input, width) => {
        const lines = wrap(input, width);
        for (const line of lines) assert.ok(displayWidth(line) <= width, line);
        assert.equal(lines.join('').replaceAll(' ', ''), input.replaceAll(' ', ''));
      },
    ),
  );
});

test('layout: hanging indent, box, wide characters', () => {
  assert.deepEqual(hanging('Do:  ', 'one two three', 12), ['Do:  one two', '     three']);
  assert.equal(displayWidth('a\u4e2d\u0301'), 3);
  const lines = box('Title', ['\u4e2d\u6587', 'abc']);
  assert.deepEqual(new Set(lines.map(displayWidth)).size, 1);
});
