// The connection ends, or the server gives up, at every stage of the ladder and in every way: the report names the
// stage and the way, and everything learned before it stays.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { close, halfClose, inTurn, reset } from '../../src/lab/actions.ts';
import { challengeRaw } from '../../src/lab/authentication.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { Action, LabStep, PortConfig } from '../../src/lab/port.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { type LabScenario, submission, submissions } from '../../src/lab/scenario.ts';
import type { FindingId } from '../../src/model/finding.ts';
import { type Checked, checkLab } from './support/check-lab.ts';
import { assertSecret, assertSound, secretsOf } from './support/promises.ts';

interface Place {
  readonly mode: 'tls' | 'starttls';
  readonly port: (step: LabStep) => PortConfig;
  /** As the report may name it: an end of the connection shows when the next thing is read. */
  readonly stages: readonly string[];
  /** The login's, not the endpoint's. */
  readonly isLogin?: true;
  readonly isHarmless?: true;
}

const afterChallenge =
  (step: LabStep): Action =>
  async (session) => {
    await challengeRaw(session, '334 VXNlcm5hbWU6');
    await session.perform(step);
    return undefined;
  };

const PLACES: Readonly<Record<string, Place>> = {
  connect: { mode: 'starttls', port: (accept) => submission({ accept }), stages: ['connect', 'greeting'] },
  'connect, for TLS': { mode: 'tls', port: (accept) => submissions({ accept }), stages: ['connect', 'tls'] },
  tls: { mode: 'tls', port: (handshake) => submissions({ handshake }), stages: ['connect', 'tls'] },
  greeting: { mode: 'starttls', port: (greeting) => submission({ greeting }), stages: ['connect', 'greeting'] },
  'greeting under TLS': { mode: 'tls', port: (greeting) => submissions({ greeting }), stages: ['greeting'] },
  ehlo: { mode: 'starttls', port: (EHLO) => submission({ onPlain: { EHLO } }), stages: ['ehlo'] },
  starttls: { mode: 'starttls', port: (STARTTLS) => submission({ on: { STARTTLS } }), stages: ['starttls'] },
  'tls after STARTTLS': { mode: 'starttls', port: (handshake) => submission({ handshake }), stages: ['connect', 'tls'] },
  'second ehlo': { mode: 'starttls', port: (EHLO) => submission({ onTls: { EHLO } }), stages: ['ehlo'] },
  auth: { mode: 'tls', port: (AUTH) => submissions({ on: { AUTH } }), stages: ['auth'], isLogin: true },
  'auth after a challenge': {
    mode: 'starttls',
    port: (step) => submission({ auth: { mechanisms: ['LOGIN'], on: { LOGIN: afterChallenge(step) } } }),
    stages: ['auth'],
    isLogin: true,
  },
  quit: { mode: 'tls', port: (QUIT) => submissions({ on: { QUIT } }), stages: [], isHarmless: true },
};

const GOODBYE = inTurn('421 4.3.2 mail.lab.test Service shutting down', close);

/** Each way to end, what it is called, and what in a login. */
const WAYS: Readonly<Record<string, { readonly step: LabStep; readonly codes: readonly FindingId[] }>> = {
  // Where a write of TLS meets the reset before a read does, the kernel tells the reader of an end only.
  reset: { step: reset, codes: ['tcp-reset', 'connection-closed'] },
  close: { step: close, codes: ['connection-closed'] },
  'half-close': { step: halfClose, codes: ['connection-closed'] },
  // In place of TLS a reply is no reply; in a login nothing is said of the password.
  'a 421': {
    step: GOODBYE,
    codes: [
      'connection-closed',
      'greeting-busy',
      'ehlo-rejected',
      'starttls-rejected',
      'tls-handshake-failed',
      'mode-mismatch',
      'auth-temporary-failure',
    ],
  },
};

async function run({ port, mode }: Place, step: LabStep, use: (checked: Checked) => void): Promise<void> {
  const scenario: LabScenario = {
    name: 'custom',
    title: 'ends early',
    ports: () => ({ submission: port(step) }),
    check: { login: 'password', options: ['-m', mode, '--max-connections', '1'] },
    expect: [],
  };
  const lab = await startLab(scenario);
  try {
    const checked = await checkLab(lab);
    assertSound(checked);
    assertSecret(checked, secretsOf(lab.account, lab.record));
    assert.ok(loginsOf(lab.record).length <= 1);
    use(checked);
  } finally {
    await lab.close();
  }
}

describe('the end at every stage', { concurrency: 6 }, () => {
  for (const [placeName, place] of Object.entries(PLACES)) {
    for (const [wayName, { step, codes }] of Object.entries(WAYS)) {
      it(`${wayName} at ${placeName}`, () =>
        run(place, step, ({ report }) => {
          const [endpoint] = report.endpoints;
          assert.ok(endpoint);
          if (place.isHarmless) {
            assert.deepEqual([endpoint.status, report.credentials?.status, report.verdict], ['ok', 'accepted', 'ok']);
            return;
          }
          assert.equal(report.verdict, 'fail');
          if (place.isLogin) {
            assert.equal(endpoint.status, 'ok');
            assert.equal(report.credentials?.status, 'error');
            assert.ok(codes.includes(report.credentials?.cause as FindingId), `${report.credentials?.cause}`);
            return;
          }
          assert.equal(report.credentials?.status, 'skipped');
          const { code, stage } = endpoint.failure ?? {};
          assert.ok(codes.includes(code as FindingId), `${code} at ${stage}`);
          assert.ok(place.stages.includes(stage ?? ''), `${code} at ${stage}`);
          const reached = endpoint.steps.filter(({ status }) => status === 'ok').map((one) => one.stage);
          if (placeName === 'second ehlo')
            assert.deepEqual(reached.slice(0, 5), ['connect', 'greeting', 'ehlo', 'starttls', 'tls']);
        }));
    }
  }
});
