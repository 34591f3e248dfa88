// What a person in a hurry takes away is the same wherever the fault stands: every fault of the lab is judged again with what
// is usual around a mail host in the field, and the first finding and the sentence must not change.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeObservations } from '../../src/check/judge-observations.ts';
import { startLab } from '../../src/lab/lab.ts';
import { type LabScenario, portsOnly, submission, submissions } from '../../src/lab/scenario.ts';
import { SCENARIOS } from '../../src/lab/scenarios/index.ts';
import type { Report } from '../../src/model/report.ts';
import { type Checked, checkLab } from './support/check-lab.ts';
import { playScenario } from './support/played-scenario.ts';
import { onStandardPorts, SURROUNDINGS } from './support/standard-ports.ts';

/** The lab signs with a key of 16,000 bits there: its faults are looked at in lab.test.ts alone. */
const COSTLY = ['huge-key'];

const headline = ({ findings: [first] }: Pick<Report, 'findings'>): string =>
  first === undefined || first.severity === 'info' ? 'nothing is wrong' : `${first.id}, to be mended by ${first.owner}`;

/** As if its ports had been named in no other way than by the modes that the scenario names. */
const asUsual = ({ plan }: Checked): Checked['plan'] => ({ ...plan, portsNamed: plan.endpointsNamed });

async function play(scenario: LabScenario): Promise<void> {
  const { lab, checked } = await playScenario(scenario.name);
  const { protocol } = checked.plan;
  const plan = onStandardPorts(asUsual(checked), lab);
  const seen = onStandardPorts(checked.observations, lab);
  const alone = judgeObservations(plan, seen).report;
  const wanted = headline(alone);
  const [first] = scenario.expect.filter((id) => !scenario.notes?.includes(id));
  assert.equal(wanted.split(',')[0], first ?? 'nothing is wrong', 'on its own ports alone');
  for (const { name, around } of SURROUNDINGS) {
    const surrounded = around(seen, protocol);
    if (surrounded === null) continue;
    const { report } = judgeObservations(plan, surrounded);
    // IPv6 that is dead is all that is wrong with a host where nothing else is.
    const isAllowed = name.includes('IPv6') && wanted === 'nothing is wrong' && report.findings[0]?.id === 'ipv6-broken';
    if (!isAllowed) assert.equal(headline(report), wanted, name);
    const [top] = report.findings;
    if (top && report.verdict !== 'ok' && top.severity !== 'info')
      assert.ok(report.summary.includes(top.title.slice(1)), `${name}: ${report.summary} does not say: ${top.title}`);
  }
}

describe('the first line is the same in the field', { concurrency: true }, () => {
  for (const scenario of SCENARIOS.filter(({ name }) => !COSTLY.includes(name)))
    it(`${scenario.name}: ${scenario.title}`, () => play(scenario));
});

describe('through real ports', { concurrency: 3 }, () => {
  const EXPIRED = SCENARIOS.find(({ expect }) => expect[0] === 'cert-expired');
  const HOSTS: Readonly<Record<string, readonly [LabScenario, string]>> = {
    'a certificate that ran out beside closed ports': [
      { ...portsOnly(() => ({ relay: 'closed', ...EXPIRED?.ports(), submission: 'closed' })) },
      'cert-expired',
    ],
    'STARTTLS refused beside closed ports': [
      portsOnly({
        relay: 'closed',
        submissions: 'closed',
        submission: submission({ on: { STARTTLS: '454 4.7.0 TLS not available' } }),
      }),
      'starttls-rejected',
    ],
    'a wrong password beside a closed port': [
      { ...portsOnly({ relay: 'closed', submissions: submissions() }), check: { login: 'wrong-password' } },
      'auth-rejected',
    ],
  };
  for (const [name, [scenario, id]] of Object.entries(HOSTS)) {
    it(name, async () => {
      const lab = await startLab(scenario);
      try {
        const { report } = await checkLab(lab);
        assert.equal(report.findings[0]?.id, id);
        assert.ok(report.summary.includes((report.findings[0]?.title ?? '').slice(1)), report.summary);
      } finally {
        await lab.close();
      }
    });
  }
});
