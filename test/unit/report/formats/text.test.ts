// The text format: what people read, at any width, with and without colour.
import assert from 'node:assert/strict';
import test from 'node:test';
import { text } from '../../../../src/report/formats/text.ts';
import { box, displayWidth, hanging, wrap } from '../../../../src/report/formats/text-layout.ts';
import fc, { runs } from '../../../support/property.ts';
import { makeFinding, makeReport, OPTIONS, poison, REPORT_NAMES } from '../fixtures.ts';

const VERBOSE = { ...OPTIONS, verbose: true };
const SGR = /\u001b\[\d+(?:;\d+)*m/g;
// Kept whole on purpose: a reference is copied, a transcript searched, a grid lined up.
const isProse = (line: string): boolean => !/^ +See: | ms (?:\*\*\*|[ <][-~])/.test(line);

for (const [columns, width] of [
  [80, 80],
  [160, 120],
  [20, 60],
  [0, 80],
  [Number.NaN, 80],
] as const) {
  test(`text: ${columns} columns fill at most ${width}`, () => {
    for (const name of REPORT_NAMES) {
      const lines = text(makeReport(name), { ...VERBOSE, columns })
        .split('\n')
        .filter(isProse);
      // The grid has a width of its own, which fits a terminal of 80.
      const limit = Math.max(width, 79);
      for (const line of lines) assert.ok(line.length <= limit, `${name}: ${line.length}: ${line}`);
    }
  });
}

test('text: verdict first, then the grid, TLS, DNS, login, findings, settings', () => {
  const out = text(makeReport('rejected'), OPTIONS);
  const landmarks = [
    'FAIL  mail.example.com: The server does not',
    '192.0.2.10',
    'TLS      25',
    'DNS      ',
    'Login    REJECTED',
    'ERROR  ',
    'NOTE  ',
    '+- Settings',
  ];
  const places = landmarks.map((landmark) => out.indexOf(landmark));
  assert.ok(
    places.every((place) => place >= 0),
    `${places}`,
  );
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
});

test('text: a finding says what was seen, what to do and who must act', () => {
  const out = text(makeReport('expired'), OPTIONS);
  assert.match(out, /^ERROR {2}The certificate expired 12 days ago \[cert-expired\]$/m);
  assert.match(out, /^ {2}Seen: {2}valid from 2026-01-01 to 2026-01-19$/m);
  assert.match(out, /^ {2}Do: {4}Renew the certificate/m);
  assert.match(out, /^ {2}Who must act: the mail server's administrator$/m);
  assert.match(out, /certificate NOT verified/);
  assert.match(out, /expired 12 days ago \(until 2026-01-19\), rsa 2048/);
});

test('text: the grid has status and times, a mismatch what the port speaks instead', () => {
  const out = text(makeReport('healthy'), OPTIONS);
  assert.match(out, /^ +465 {2}SSL\/TLS +ok +22 +23 +48 +21 +114$/m);
  assert.match(out, /^ +465 {2}STARTTLS +mismatch +this port speaks SSL\/TLS$/m);
  assert.match(text(makeReport('mismatch'), OPTIONS), /^ +mode-mismatch at connect: /m);
  assert.match(text(makeReport('ipv6'), OPTIONS), /^ +tcp-timeout at connect: it failed: tcp-timeout \(ECONNREFUSED\)$/m);
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
    text(makeReport('ipv6'), { ...VERBOSE, quiet: true, columns: 60 }),
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
  assert.match(out, /^ {2}Do: {4}Renew it:\n {9}certbot renew$/m);
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
