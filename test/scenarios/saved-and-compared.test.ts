// What holds of the report of every scenario of the lab: two runs of the same do not differ; the file shows what the check
// showed, byte for byte; what was seen survives the file, and judged again comes to the same report.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareReports } from '../../src/compare/compare.ts';
import type { Conclusion, ReportComparison } from '../../src/compare/comparison.ts';
import { COMPARISON_FORMATS, loadComparisonFormat } from '../../src/compare/formats/index.ts';
import type { LabScenario } from '../../src/lab/scenario.ts';
import { SCENARIOS } from '../../src/lab/scenarios/index.ts';
import type { Report } from '../../src/model/report.ts';
import { savedText } from '../../src/saved/keep-report.ts';
import { parseReport } from '../../src/saved/read-report.ts';
import { rejudge } from '../../src/saved/rejudge.ts';
import { sized } from '../support/test-size.ts';
import { type Checked, renderAll } from './support/check-lab.ts';
import { playAfresh, playScenario } from './support/played-scenario.ts';
import { assertNoControl, assertSecret, assertValidReport, secretsOf } from './support/promises.ts';
import { assertNoSecret } from './support/secrecy.ts';

const reports = new Map<string, Report>();
const secrets = new Map<string, readonly string[]>();

/** A lab's address and ports are its own: one address and ports numbered in their order instead, so that two can be compared. */
function asOneHost(report: Report): Report {
  const numbered = report.target.ports.reduce(
    (text, port, at) => text.replaceAll(new RegExp(`(?<![\\d.])${port}(?!\\d)`, 'g'), String(1_001 + at)),
    JSON.stringify(report).replaceAll(/127\.\d+\.\d+\.\d+/g, '127.0.0.1'),
  );
  return JSON.parse(numbered);
}

async function assertShownAlike({ report, plan, observations, texts }: Checked): Promise<string> {
  const text = savedText({ report, run: { plan, observations } });
  assertValidReport(text);
  const saved = parseReport(text, 'report.json');
  assert.deepEqual(await renderAll(saved.report, plan), texts);
  assert.deepStrictEqual(saved.recorded?.observations, observations, 'what was seen survives the file');
  const { tool: _tool, ...again } = rejudge(saved, 'report.json');
  const { tool: _before, ...before } = report;
  assert.deepEqual(JSON.parse(JSON.stringify(again)), JSON.parse(JSON.stringify(before)));
  return text;
}

/** How long the phases took is the machine's own here, which is busy with other tests: test/unit/compare has them. */
const withoutTimes = <T extends { readonly aspect: string }>(differences: readonly T[]): readonly T[] =>
  differences.filter(({ aspect }) => aspect !== 'times');

/** What it shows is how long an idle connection lives, by the clock. */
const isTimed = ({ check }: LabScenario): boolean => check?.options?.includes('--hold') ?? false;

/** Of so many scenarios one is checked twice. */
const EACH_TWICE = sized(3, 1);

async function play(scenario: LabScenario, isTwice: boolean): Promise<void> {
  const [{ lab, checked: first }, again] = await Promise.all([
    playScenario(scenario.name),
    isTwice ? playAfresh(scenario) : null,
  ]);
  const text = await assertShownAlike(first);
  const secret = secretsOf(lab.account, lab.record);
  assertSecret({ ...first, texts: { ...first.texts, json: text } }, secret);
  const report = asOneHost(first.report);
  if (again) {
    const second = asOneHost(again.checked.report);
    const { differences } = compareReports({ label: 'first', report }, { label: 'second', report: second }, '0.0.0');
    assert.deepEqual(withoutTimes(differences), []);
  }
  reports.set(scenario.name, report);
  secrets.set(scenario.name, secret);
}

describe('every scenario, saved and compared with itself', { concurrency: true }, () => {
  // A key of 16,000 bits holds up every check beside it.
  for (const [at, scenario] of SCENARIOS.filter(({ name }) => name !== 'huge-key').entries())
    it(scenario.name, () => play(scenario, at % EACH_TWICE === 0 && !isTimed(scenario)));
});

/** The other way round, in an order of its own. */
function mirrored({ differences, asked, conclusions, onlyIn, alike, same }: ReportComparison) {
  const sideOf = { a: 'b', b: 'a' } as const;
  return {
    same,
    alike,
    onlyIn: { a: onlyIn.b, b: onlyIn.a },
    differences: differences.map((one) => ({ ...one, a: one.b, b: one.a })),
    asked: asked.map((one) => ({ ...one, a: one.b, b: one.a })),
    conclusions: sorted(conclusions.map((one) => ({ ...one, at: one.at && sideOf[one.at] }))),
  };
}

const sorted = (conclusions: readonly Conclusion[]): readonly string[] =>
  conclusions.map(({ id, at }) => `${id} at ${at}`).sort();

describe('two scenarios that are not the same', () => {
  const compare = (a: [string, Report], b: [string, Report]): ReportComparison =>
    compareReports({ label: a[0], report: a[1] }, { label: b[0], report: b[1] }, '0.0.0');

  it('say no secret and no control character in any format, whatever differs', async () => {
    const healthy = reports.get('healthy');
    assert.ok(healthy);
    for (const [name, report] of reports) {
      const comparison = compare(['here', report], ['there', { ...healthy, endpoints: healthy.endpoints.slice(0, 1) }]);
      const whole = compare(['here', report], ['there', healthy]);
      for (const format of COMPARISON_FORMATS) {
        const render = await loadComparisonFormat(format);
        const options = { colour: false, columns: 80, verbose: true, quiet: false };
        const text = render(comparison, options) + render(whole, options);
        assertNoControl(text, `${name}, ${format}`);
        assertNoSecret(text, secrets.get(name) ?? [], `${name}, ${format}`);
      }
    }
  });

  it('differ, and the other way round in the same way', () => {
    const all = [...reports];
    const healthy = all.find(([name]) => name === 'healthy');
    assert.ok(healthy && all.length > 90, `${all.length} reports`);
    const unlike = new Set<string>();
    for (const one of all.filter((other) => other !== healthy)) {
      const there = compare(healthy, one);
      const { differences, asked, alike, onlyIn, same, conclusions } = compare(one, healthy);
      assert.deepEqual({ differences, asked, alike, onlyIn, same, conclusions: sorted(conclusions) }, mirrored(there), one[0]);
      for (const { id } of there.conclusions) unlike.add(id);
      // What one run finds grave and the other does not have is a difference.
      const grave = (report: Report): string[] =>
        report.findings.filter(({ severity }) => severity !== 'info').map(({ id }) => id);
      if (grave(one[1]).length > 0) assert.equal(there.same, false, one[0]);
    }
    assert.ok(unlike.size >= 5, `conclusions: ${[...unlike]}`);
  });
});
