// A server or a device on the way that can't take a ClientHello of more than one segment, as OpenSSL 3.5 and later send it: the
// same host was sound to Node 20 and "an address filter such as fail2ban" to Node 24. With an older OpenSSL these tests hold
// that nothing is repeated.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { close, hang, onLargeHello, reset, sendsLargeHello } from '../../src/lab/actions.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { LabStep } from '../../src/lab/port.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { type LabScenario, mailHost, portsOnly, submission, submissions } from '../../src/lab/scenario.ts';
import { type Checked, checkLab } from '../scenarios/support/check-lab.ts';

const PATIENT = ['--command-timeout', '1500ms', '--greeting-timeout', '1500ms'];
const FATES: readonly (readonly [string, LabStep])[] = [
  ['swallowed', hang],
  ['answered with a reset', reset],
  ['answered with a close', close],
];

const scenario = (ports: LabScenario['ports']): LabScenario => ({
  ...portsOnly(ports),
  check: { login: 'password', options: PATIENT },
});

async function checked(
  made: LabScenario,
  more: readonly string[] = [],
): Promise<Checked & { readonly logins: number; readonly connections: number }> {
  const lab = await startLab(made);
  try {
    const check = await checkLab(lab, more);
    return { ...check, logins: loginsOf(lab.record).length, connections: lab.record.connections.length };
  } finally {
    await lab.close();
  }
}

const found = ({ report }: Checked) => report.findings.filter(({ id }) => id === 'tls-large-clienthello');

describe('a ClientHello of more than one segment', () => {
  for (const [fate, step] of FATES) {
    it(`${fate} on every port: the host is judged by what works, and the login goes out once`, async () => {
      const check = await checked(scenario(() => mailHost({ handshake: onLargeHello(step) })));
      const { report, logins } = check;
      assert.equal(report.verdict, 'ok', report.summary);
      assert.equal(report.credentials?.status, 'accepted');
      assert.equal(logins, 1);
      assert.deepEqual(
        report.endpoints.filter(({ status }) => status === 'failed').map(({ id }) => id),
        [],
      );
      assert.equal(found(check).length, sendsLargeHello() ? 1 : 0);
    });

    it(`${fate} at one port that was named: no error, and the words say whose fault it is`, async () => {
      const check = await checked(
        scenario(() => ({ submissions: submissions({ handshake: onLargeHello(step) }) })),
        ['-m', 'tls'],
      );
      assert.equal(check.report.verdict, 'ok', check.report.summary);
      if (!sendsLargeHello()) return;
      const [finding] = found(check);
      assert.equal(finding?.owner, fate === 'swallowed' ? 'network' : 'server');
      assert.match(finding?.fix ?? '', /ecdhCurve/);
      assert.match(finding?.evidence[0] ?? '', /ClientHello of 1\d{3} bytes/);
    });
  }

  it('costs one connection more for each port, and none where it was answered', async () => {
    const healthy = await checked(
      scenario(() => ({ submission: submission() })),
      ['-m', 'starttls'],
    );
    const faulty = await checked(
      scenario(() => ({ submission: submission({ handshake: onLargeHello(hang) }) })),
      ['-m', 'starttls'],
    );
    assert.equal(faulty.connections - healthy.connections, sendsLargeHello() ? 1 : 0);
    assert.deepEqual(found(healthy), []);
  });

  it('is not blamed where a small one fares no better', async () => {
    const check = await checked(
      scenario(() => ({ submissions: submissions({ handshake: close }) })),
      ['-m', 'tls'],
    );
    assert.equal(check.report.verdict, 'fail');
    assert.deepEqual(found(check), []);
    assert.equal(check.report.findings[0]?.id, 'connection-closed');
  });

  it('--tls-scan goes on with what works', async () => {
    const check = await checked(
      scenario(() => ({ submissions: submissions({ handshake: onLargeHello(reset) }) })),
      ['-m', 'tls', '--tls-scan'],
    );
    assert.equal(check.report.endpoints[0]?.tls?.versions?.['TLSv1.3'], true);
  });
});
