// A report is somebody else's file. Whatever is in it, show, diff and history say in one line what is wrong with it or show
// it: no control character reaches a terminal, no depth and no size brings the program down, and a report that passes can be
// drawn in every format.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { compareReports } from '../../src/compare/compare.ts';
import { COMPARISON_FORMATS, loadComparisonFormat } from '../../src/compare/formats/index.ts';
import type { Report } from '../../src/model/report.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { buildReport } from '../../src/report/build.ts';
import { combineReports } from '../../src/report/combine.ts';
import { savedText } from '../../src/saved/keep-report.ts';
import { MAX_REPORT_BYTES, parseReport, readReportFile, type SavedReport } from '../../src/saved/read-report.ts';
import { rejudge } from '../../src/saved/rejudge.ts';
import { renderAll } from '../scenarios/support/check-lab.ts';
import { assertNoControl } from '../scenarios/support/promises.ts';
import fc, { runs } from '../support/property.ts';
import { HOST, makeFinding, makeParts } from '../unit/report/fixtures.ts';

const PARTS = makeParts({
  findings: [makeFinding('cert-expired', { endpoints: ['465/tls@192.0.2.10'] })],
  attempts: ['587/starttls PLAIN rejected'],
  credentials: { status: 'rejected', cause: 'auth-rejected' },
  verbose: true,
});
const REPORT = buildReport(PARTS);
const WHOLE = savedText({ report: REPORT, run: { plan: PARTS.plan, observations: PARTS.observations } });

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-foreign-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const noStdin = async (): Promise<Buffer> => Buffer.alloc(0);
const PLAN = { strict: false, warnDays: null };

function refusalOf(text: string): string {
  try {
    parseReport(text, 'x.json');
  } catch (error) {
    assert.ok(error instanceof UsageError, String(error));
    assertNoControl(error.message, 'the refusal');
    assert.ok(!error.message.includes('\n') && error.message.length < 400, error.message);
    return error.message;
  }
  return '';
}

const changed = (change: (document: Record<string, unknown>) => void): string => {
  const document = JSON.parse(WHOLE);
  change(document);
  return JSON.stringify(document);
};

const REFUSED: readonly (readonly [what: string, text: string, says: RegExp])[] = [
  ['nothing', ' \n', /x\.json: it is empty/],
  ['no JSON', 'Subject: hello', /no JSON: a report is what check --json prints/],
  ['JSON that is cut off', WHOLE.slice(0, -200), /no JSON/],
  ['a list', '[1]', /JSON, and no report/],
  ["another program's", '{"tool":{"name":"swaks"},"schemaVersion":1}', /no report of mailprobe/],
  ['a comparison', '{"tool":{"name":"mailprobe"},"schemaVersion":1,"kind":"comparison"}', /a comparison \(mailprobe diff\)/],
  [
    'a newer one',
    changed((one) => Object.assign(one, { schemaVersion: 2 })),
    /newer mailprobe .*schemaVersion 2, this one reads 1.*update/,
  ],
  ['a version that never was', changed((one) => Object.assign(one, { schemaVersion: 0 })), /no schemaVersion 0/],
  ['a version that is no number', changed((one) => Object.assign(one, { schemaVersion: '1' })), /does not say its schemaVersion/],
  ['lines of batch', `${JSON.stringify(REPORT)}\n${JSON.stringify(REPORT)}\n`, /several reports, a line each/],
  [
    'a wrong type far within',
    changed((one) => Object.assign((one.endpoints as { port: unknown }[])[2] ?? {}, { port: 'ten' })),
    /endpoints\[2\]\.port must be integer/,
  ],
  ['a part that is missing', changed((one) => delete one.findings), /must have required property 'findings'/],
  ['ten thousand brackets', '['.repeat(10_000) + ']'.repeat(10_000), /nested too deeply/],
  ['a million brackets', '['.repeat(1_000_000), /no JSON|nested too deeply/],
  [
    'a key that is no text to print',
    changed((one) => Object.assign(one.dns as object, { addresses: [{ '\u001b[31m': 1 }] })),
    /dns\.addresses\[0\]/,
  ],
];

describe('a file that is no report', () => {
  for (const [what, text, says] of REFUSED) it(what, () => assert.match(refusalOf(text), says));

  it('is not read to its end where it is too large', async () => {
    const path = join(folder, 'large.json');
    writeFileSync(path, Buffer.alloc(MAX_REPORT_BYTES + 1, ' '));
    await assert.rejects(readReportFile(path, noStdin), /larger than 16 MiB/);
  });

  it('a report of --all, of an application and of clients is one', async () => {
    assert.equal(refusalOf(WITH_ALL), '');
    await assertDrawn(parseReport(WITH_ALL, 'x.json'));
  });

  it('may be in UTF-16, as PowerShell redirects it, or have a byte order mark', async () => {
    const path = join(folder, 'utf16.json');
    writeFileSync(path, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(WHOLE, 'utf16le')]));
    assert.deepEqual((await readReportFile(path, noStdin)).report, REPORT);
    assert.deepEqual(parseReport(`\ufeff${WHOLE}`, 'x').report, REPORT);
  });
});

const ESCAPES = 'a\u001b]0;owned\u0007\u001b[2J\r\u202eb\u0085c\u2028';

/** Every text of the document, hostile. */
function poisoned(value: unknown, key = ''): unknown {
  // What the schema holds to a pattern or a list stays: else it would be refused, which is not what this is about.
  if (typeof value === 'string')
    return /^[a-z0-9-]+$|^\d+\/|^TLSv|^([0-9A-F]{2}:)|Z$/.test(value) ? value : `${value}${ESCAPES}${key}`;
  if (Array.isArray(value)) return value.map((item) => poisoned(item));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, poisoned(item, name)]));
}

async function assertDrawn({ report }: SavedReport): Promise<void> {
  for (const [name, text] of Object.entries(await renderAll(report, PLAN))) assertNoControl(text, name);
  const comparison = compareReports({ label: 'here', report }, { label: 'there', report: REPORT }, '0.0.0');
  for (const name of COMPARISON_FORMATS) {
    const text = (await loadComparisonFormat(name))(comparison, { colour: false, columns: 80, verbose: true, quiet: false });
    assertNoControl(text, `comparison, ${name}`);
  }
}

/** Every text and every key. */
const textsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : value === null || typeof value !== 'object'
      ? []
      : Object.entries(value).flatMap(([key, item]) => [key, ...textsOf(item)]);

it('a report full of escape sequences is shown without any, in every format', async () => {
  const { tool, schemaVersion, ...rest } = JSON.parse(WHOLE);
  const text = JSON.stringify({ schemaVersion, tool, ...(poisoned(rest) as object) });
  const saved = parseReport(text, 'x.json');
  assert.ok(JSON.stringify(saved.report).includes('owned'), 'the texts are there');
  // Not only what the formats make of it: whoever else gets the report gets it so.
  for (const one of textsOf(saved)) assertNoControl(one, 'the report as it was read');
  await assertDrawn(saved);
});

/** What `--all`, `--config` and `--client` add. */
const WITH_ALL = JSON.stringify({
  ...combineReports([
    { protocol: 'smtp', report: REPORT },
    { protocol: 'imap', report: buildReport(makeParts({ endpoints: [{ port: 993, mode: 'tls', protocol: 'imap' }] })) },
  ]),
  application: {
    file: 'app.ini',
    settings: {
      ...{ format: 'grafana', application: 'Grafana', part: null, family: null, protocol: 'smtp', platform: null },
      ...{ host: { value: HOST, from: { kind: 'default' } }, port: null, mode: { value: 'tls', from: { kind: 'default' } } },
      ...{ user: null, secret: null, mechanisms: null },
    },
    traps: [],
    correction: { changes: [{ key: 'port', line: 3, before: '25', after: '465' }], lines: ['port = 465'] },
  },
  settingsFor: { format: 'msmtprc', lines: ['port 465'] },
  clients: {
    asked: ['outlook'],
    views: [
      {
        ...{
          client: 'outlook',
          name: 'Outlook',
          protocol: 'smtp',
          platform: { id: 'win11', label: 'Windows 11' },
          verdict: 'fails',
        },
        ...{ setting: { port: 465, mode: 'tls', written: 'SSL/TLS' }, stage: 'tls', symptom: 'It fails', why: 'TLS' },
        ...{ change: 'a change', serverChange: 'another', basis: 'measured' },
      },
    ],
    bestServerChange: { change: 'another', brings: 1 },
  },
});

/** A node of the document, by a walk that the numbers choose; replaced or taken away. */
function mutated(document: unknown, choices: readonly number[], value: unknown): unknown {
  const copy = structuredClone(document) as Record<string, unknown>;
  let at: Record<string, unknown> = copy;
  for (const [depth, choice] of choices.entries()) {
    const keys = Object.keys(at);
    const key = keys[choice % Math.max(1, keys.length)];
    if (key === undefined) break;
    const next = at[key];
    if (depth === choices.length - 1 || next === null || typeof next !== 'object') {
      if (value === undefined) delete at[key];
      else at[key] = value;
      break;
    }
    at = next as Record<string, unknown>;
  }
  return copy;
}

const replacement = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    -1,
    0,
    1e308,
    '',
    'x',
    [],
    {},
    [null],
    [[]],
    { a: null },
    '__proto__',
    'constructor',
    '\u0000',
  ),
  fc.jsonValue(),
);
const walk = fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 8 });

const RUNS = runs(400);

describe('a report in which something is wrong', () => {
  it('is refused in one line, or can be drawn in every format', async () => {
    let drawn = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(WHOLE, WITH_ALL), walk, replacement, async (whole, choices, value) => {
        const text = JSON.stringify(mutated(JSON.parse(whole), choices, value));
        if (refusalOf(text) !== '') return;
        drawn += 1;
        await assertDrawn(parseReport(text, 'x.json'));
      }),
      { numRuns: RUNS },
    );
    assert.ok(drawn > RUNS / 20, `${drawn} were drawn`);
  });

  it('whose observations are wrong is refused in one line, or judged', async () => {
    const { recorded } = JSON.parse(WHOLE);
    let judged = 0;
    await fc.assert(
      fc.asyncProperty(walk, replacement, async (choices, value) => {
        const saved = { report: REPORT, recorded: mutated(recorded, choices, value) } as SavedReport;
        try {
          const report: Report = rejudge(saved, 'x.json');
          judged += 1;
          await renderAll(report, PLAN);
        } catch (error) {
          assert.ok(error instanceof UsageError, error instanceof Error ? error.stack : String(error));
        }
      }),
      { numRuns: RUNS },
    );
    assert.ok(judged > RUNS / 20, `${judged} were judged`);
  });

  it('observations of another version, or none, are said to be so', () => {
    assert.throws(
      () => rejudge({ report: REPORT, recorded: null }, 'x.json'),
      /x\.json: it holds no observations.*--save --observations/,
    );
    const foreign = { report: REPORT, recorded: { version: 99 } } as unknown as SavedReport;
    assert.throws(() => rejudge(foreign, 'x.json'), /version 99, and this mailprobe judges version 1/);
  });
});
