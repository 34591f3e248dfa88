// Every format of a comparison: the document is what its schema says, nothing that a report says acts in any of them, and a
// file of each is known as ours.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beginsAsOurs } from '../../../src/cli/output/own-beginnings.ts';
import { compareReports } from '../../../src/compare/compare.ts';
import { COMPARISON_FORMATS, loadComparisonFormat } from '../../../src/compare/formats/index.ts';
import type { Report } from '../../../src/model/report.ts';
import { buildReport } from '../../../src/report/build.ts';
import { assertNoControl } from '../../scenarios/support/promises.ts';
import { makeParts, type RunCase } from '../report/fixtures.ts';

const reportOf = (run: RunCase = {}): Report => buildReport(makeParts(run));

const schema = JSON.parse(readFileSync(new URL('../../../src/compare/comparison.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false }).compile(schema);

const HOSTILE = 'evil\u001b[2J\u202e<script>alert(1)</script>|`x`[a](javascript:1)@team';

/** Every text that a server could have said. */
const hostile = (report: Report): Report => ({
  ...report,
  summary: HOSTILE,
  endpoints: report.endpoints.map((endpoint) => ({
    ...endpoint,
    greeting: endpoint.greeting && { code: 220, lines: [HOSTILE, HOSTILE] },
    capabilities: { plaintext: [HOSTILE], tls: [HOSTILE] },
    auth: { plaintext: null, tls: [HOSTILE] },
    tls: endpoint.tls && {
      ...endpoint.tls,
      certificate: endpoint.tls.certificate && {
        ...endpoint.tls.certificate,
        subject: HOSTILE,
        issuer: HOSTILE,
        sha256: Array(32).fill('CD').join(':'),
      },
    },
  })),
});

const OPTIONS = { colour: false, columns: 80, verbose: true, quiet: false };
const render = async (a: Report, b: Report) => {
  const comparison = compareReports({ label: 'office', report: a }, { label: 'home', report: b }, '0.0.0');
  const texts = await Promise.all(
    COMPARISON_FORMATS.map(async (name) => [name, (await loadComparisonFormat(name))(comparison, OPTIONS)] as const),
  );
  return new Map(texts);
};

describe('the formats of a comparison', () => {
  for (const [what, a, b] of [
    ['nothing differs', reportOf(), reportOf()],
    ['a hostile server in one of them', hostile(reportOf()), reportOf()],
  ] as const) {
    it(what, async () => {
      for (const [name, text] of await render(a, b)) {
        assertNoControl(text, name);
        assert.ok(beginsAsOurs(text), `${name} is not known as ours: ${text.slice(0, 80)}`);
        assert.ok(text.includes('office') && text.includes('home'), name);
        if (name === 'json') assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors));
        if (name === 'html') assert.ok(!/<script|javascript:[^<]*"/.test(text), name);
        if (name === 'markdown') assert.ok(!/\]\(javascript/.test(text.replace(/`+[^`]*`+/g, '')), name);
      }
    });
  }

  it('says in each how it was asked otherwise, a hostile name of the roots too', async () => {
    const trust = { store: 'file', name: `/tmp/${HOSTILE}`, path: `/tmp/${HOSTILE}`, certificates: 1, added: 0 } as const;
    for (const [name, text] of await render({ ...reportOf(), trust }, reportOf())) {
      assertNoControl(text, name);
      assert.match(text, /^SAME|SAME: |"same": true/m, name);
      assert.match(text, /the roots that\s+certificates were verified by/, name);
      assert.match(text, /Mozilla(?:'|&#39;)s\s+list/, name);
      if (name === 'json') assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors));
      if (name === 'html') assert.ok(!/<script/.test(text), name);
    }
  });

  it('the first line says it all, and stands alone with --quiet', async () => {
    const text = await loadComparisonFormat('text');
    const comparison = compareReports({ label: 'a', report: reportOf() }, { label: 'b', report: reportOf() }, '0.0.0');
    assert.equal(text(comparison, { ...OPTIONS, quiet: true }), 'SAME  Nothing differs between a and b.\n');
  });
});
