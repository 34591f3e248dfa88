// `--hold` and `--pool` against the lab: the session that logged in is the one that is held, nothing is sent twice, all is closed
// politely, and `--timeout` is for the check alone.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { close, inTurn } from '../../src/lab/actions.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { imaps, type LabScenario, mailHost, portsOnly, submissions } from '../../src/lab/scenario.ts';
import type { Deadline } from '../../src/net/deadline.ts';
import { until } from '../support/until.ts';
import { checkLab, checkTarget } from './support/check-lab.ts';

const withLogin = (scenario: LabScenario, options: readonly string[]): LabScenario => ({
  ...scenario,
  check: { login: 'password', options },
});

async function withLab<T>(scenario: LabScenario, work: (lab: Lab) => Promise<T>): Promise<T> {
  const lab = await startLab(scenario);
  try {
    return await work(lab);
  } finally {
    await lab.close(); // Throws where a mail command came.
  }
}

const saidOn = ({ record }: Lab, role: string): readonly (readonly string[])[] =>
  record.connections.filter((one) => one.role === role).map(({ commands }) => commands.map(({ line }) => line));

const sessionsOn = (lab: Lab, role: string): readonly (readonly string[])[] =>
  saidOn(lab, role).filter((lines) => lines.some((line) => line.startsWith('EHLO')));
/** Nobody waits for the answer to QUIT: it may come when the check is over. */
const farewells = (lab: Lab, role: string): Promise<void> =>
  until(() => sessionsOn(lab, role).every((lines) => lines.at(-1) === 'QUIT'), 'QUIT on each connection');

describe('--hold', () => {
  it('holds the session that logged in, and sends the credentials once', async () => {
    const scenario = withLogin(portsOnly({ submissions: submissions() }), ['--hold', '1s']);
    await withLab(scenario, async (lab) => {
      const { report } = await checkLab(lab);
      const [held, ...others] = report.held ?? [];
      assert.deepEqual([held?.loggedIn, held?.end, held?.survivedMs.length, others.length], [true, null, 1, 0]);
      assert.equal(loginsOf(lab.record).length, 1);
      assert.equal(report.credentials?.status, 'accepted');
      await farewells(lab, 'submissions');
      const [first = [], second = []] = saidOn(lab, 'submissions').filter((said) => said.includes('NOOP'));
      assert.match(first.join(' '), /AUTH .*NOOP NOOP NOOP QUIT$/);
      assert.ok(second.length > 0 && !second.some((line) => line.startsWith('AUTH')) && second.at(-1) === 'QUIT', `${second}`);
      const finding = report.findings.find(({ id }) => id === 'idle-timeout');
      assert.match(`${finding?.title} ${finding?.fix}`, /lives for 2 s and more.*cnx-max-idle-time=00:00:01/);
    });
  });

  it('lasts longer than --timeout, which is for the check', async () => {
    const scenario = {
      ...portsOnly({ imaps: imaps() }),
      check: { options: ['--protocol', 'imap', '--hold', '4s', '--timeout', '4s'] },
    };
    await withLab(scenario, async (lab) => {
      const { report } = await checkLab(lab);
      assert.deepEqual([report.held?.[0]?.end, report.held?.[0]?.survivedMs.length], [null, 1]);
      assert.ok(report.durationMs > 4_900, `${report.durationMs} ms in all`);
      assert.equal(report.interrupted, undefined);
    });
  });

  it('says of a session that ends right after its login what is said without it', async () => {
    const scenario = withLogin(portsOnly({ imaps: imaps({ on: { NOOP: inTurn('* BYE Internal error occurred.', close) } }) }), [
      '--protocol',
      'imap',
      '--hold',
      '1s',
    ]);
    await withLab(scenario, async (lab) => {
      const { report } = await checkLab(lab);
      assert.equal(report.verdict, 'fail');
      assert.match(JSON.stringify(report.findings), /Internal error occurred/);
    });
  });

  it('ends with what is known when the user has had enough', async () => {
    await withLab(portsOnly({ submissions: submissions() }), async (lab) => {
      const deadlines: Deadline[] = [];
      const argv = ['-p', `${lab.port('submissions')}`, '-m', 'tls', '--resolve', `${lab.host}:${lab.address}`, '--hold', '1h'];
      const checking = checkTarget(lab.host, argv, {
        tls: { extraRoots: [lab.caPem] },
        onDeadline: (deadline) => deadlines.push(deadline),
      });
      while (saidOn(lab, 'submissions').filter((said) => said.some((line) => line.startsWith('EHLO'))).length < 3)
        await new Promise((resolve) => setTimeout(resolve, 10));
      deadlines[0]?.interrupt();
      const { report } = await checking;
      assert.equal(report.interrupted, true);
      assert.equal(report.endpoints[0]?.status, 'ok');
      assert.equal(report.held?.[0]?.end, null);
      assert.ok((report.held?.[0]?.brokenOffMs ?? -1) >= 0);
    });
  });
});

describe('--pool', () => {
  it('closes politely what it opened, and is refused once and tries once more', async () => {
    const limit = { connections: 4, per: 'host', refusal: '421 4.7.0 too many connections' } as const;
    const scenario = { ...portsOnly({ submissions: submissions({ limit }) }), check: { options: ['--pool', '12'] } };
    await withLab(scenario, async (lab) => {
      const { report } = await checkLab(lab);
      const { taken, wanted, refusal, afterClosing } = report.pool ?? {};
      assert.deepEqual([taken, wanted, refusal?.reply?.code, afterClosing?.taken], [4, 12, 421, true]);
      const finding = report.findings.find(({ id }) => id === 'connection-limit');
      assert.deepEqual([finding?.severity, report.verdict], ['warning', 'warn']);
      // The check's own, four at once, and the one after them; the refused one said nothing.
      assert.equal(sessionsOn(lab, 'submissions').length, 6);
      await farewells(lab, 'submissions');
      assert.ok(lab.record.mostAtOnce <= 5);
    });
  });

  it('goes to the endpoint that is recommended, and says a note where all were taken', async () => {
    const scenario: LabScenario = { ...portsOnly(() => mailHost()), check: { options: ['--pool', '9'] } };
    await withLab(scenario, async (lab) => {
      const { report } = await checkLab(lab);
      assert.deepEqual([report.pool?.taken, report.pool?.refusal, report.verdict], [9, null, 'ok']);
      const endpoint = report.endpoints.find(({ id }) => id === report.pool?.endpoint);
      assert.deepEqual([endpoint?.port, endpoint?.mode], [report.recommendation?.port, report.recommendation?.mode]);
      assert.equal(report.findings.find(({ id }) => id === 'connection-limit')?.severity, 'info');
    });
  });

  it('counts the session that logged in, and holds it after that', async () => {
    const scenario = withLogin(portsOnly({ submissions: submissions() }), ['-m', 'tls', '--pool', '3', '--hold', '1s']);
    await withLab(scenario, async (lab) => {
      const { report } = await checkLab(lab);
      assert.deepEqual([report.pool?.taken, report.held?.[0]?.loggedIn, report.held?.[0]?.end], [3, true, null]);
      assert.equal(loginsOf(lab.record).length, 1);
      assert.equal(lab.record.connections.length, 1 + 2 + 1);
    });
  });
});
