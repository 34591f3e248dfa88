// Every scenario of the lab, checked in process: what it expects stands, nothing graver than a note stands beside it,
// and the promises of the contract hold. A new scenario is tested by being listed.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loginsOf } from '../../src/lab/record.ts';
import type { LabScenario } from '../../src/lab/scenario.ts';
import { SCENARIOS } from '../../src/lab/scenarios/index.ts';
import type { Finding } from '../../src/model/finding.ts';
import { playScenario } from './support/played-scenario.ts';
import { assertSecret, assertSound, secretsOf } from './support/promises.ts';

const idsOf = (findings: readonly Finding[]): string[] => findings.map(({ id }) => id).sort();

function assertFindings({ expect, notes = [], verdict }: LabScenario, findings: readonly Finding[], got: string): void {
  const grave = findings.filter(({ severity }) => severity !== 'info');
  assert.deepEqual(idsOf(grave), [...expect].filter((id) => !notes.includes(id)).sort());
  for (const id of notes) {
    const found = findings.find((finding) => finding.id === id);
    assert.equal(found?.severity, 'info', `${id} is a note`);
  }
  // Severity follows use: what leaves nothing to use is an error, what stands beside a way that works is not.
  const gravest = grave.some(({ severity }) => severity === 'error') ? 'fail' : grave.length > 0 ? 'warn' : 'ok';
  assert.equal(got, verdict ?? gravest);
}

async function play(scenario: LabScenario): Promise<void> {
  const { lab, checked } = await playScenario(scenario.name); // Rejects where a mail command came (promise 1).
  assertSound(checked);
  assertSecret(checked, secretsOf(lab.account, lab.record));
  assertFindings(scenario, checked.report.findings, checked.report.verdict);
  // Promise 2: one guess, on one connection.
  assert.ok(loginsOf(lab.record).length <= (scenario.logins ?? 1), 'too many logins');
  // Credentials never go over plaintext.
  assert.deepEqual(
    loginsOf(lab.record).filter(({ secure }) => !secure),
    [],
  );
}

/** The lab signs with a key of 16,000 bits in this process, which holds up every check beside it: for seconds on a slow machine. */
const isCostlyForTheLab = ({ name }: LabScenario): boolean => name === 'huge-key';

describe('every scenario of the lab', { concurrency: true }, () => {
  for (const scenario of SCENARIOS)
    if (!isCostlyForTheLab(scenario)) it(`${scenario.name}: ${scenario.title}`, () => play(scenario));
});

describe('those that want the process for themselves', () => {
  for (const scenario of SCENARIOS.filter(isCostlyForTheLab)) it(`${scenario.name}: ${scenario.title}`, () => play(scenario));
});
