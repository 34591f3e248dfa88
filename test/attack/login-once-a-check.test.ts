// Promise 2, over all connections of one check: a login that has begun anywhere is not begun again elsewhere, be it on
// another port, another address, or the same endpoint asked once more for having been crowded out.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { close, each, inTurn, reset } from '../../src/lab/actions.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { LabStep, PortConfig } from '../../src/lab/port.ts';
import { portsOnly, submission, submissions } from '../../src/lab/scenario.ts';
import { Secret } from '../../src/model/secret.ts';
import { checkTarget } from '../scenarios/support/check-lab.ts';
import { ask, countLogins, type LoginCount, readToEnd } from './support/login-counter.ts';

const ENDS: Readonly<Record<string, LabStep>> = {
  'a reset': reset,
  'a close': close,
  'a 421': inTurn('421 4.7.0 Too many concurrent connections', close),
  'a 454': '454 4.7.0 Temporary authentication failure',
  'a 250': '250 Ok',
  nonsense: 'What?',
};

async function count(
  auth: LabStep,
  mechanisms: readonly string[],
  options: readonly string[] = [],
  port: Partial<PortConfig> = {},
): Promise<LoginCount> {
  const on = Object.fromEntries(mechanisms.map((name) => [name, auth]));
  const more = { ...port, auth: { mechanisms, on } };
  const lab = await startLab(
    portsOnly({ first: submissions(more), second: submission(more), third: submissions(more), fourth: submission(more) }),
  );
  try {
    const { user, password } = lab.account;
    await checkTarget(
      lab.host,
      [
        ...['--port', Object.values(lab.ports).join(','), '--resolve', `${lab.host}:${lab.address}`],
        ...['--timeout', '30s', ...options],
      ],
      {
        credentials: { user, password: new Secret(password), token: null, oauth: null, notices: [] },
        tls: { extraRoots: [lab.caPem] },
      },
    );
    await readToEnd(lab.record);
    return countLogins(lab.record, lab.account);
  } finally {
    await lab.close();
  }
}

describe('one login over all connections of a check', { concurrency: 4 }, () => {
  for (const [name, end] of Object.entries(ENDS)) {
    it(`${name} after the secret`, async () => assert.deepEqual(await count(end, ['PLAIN']), { begun: 1, guesses: 1 }));
    it(`${name} before the secret`, async () => assert.deepEqual(await count(end, ['CRAM-MD5']), { begun: 1, guesses: 0 }));
    it(`${name} before the secret, one connection at a time`, async () =>
      assert.deepEqual(await count(end, ['CRAM-MD5', 'PLAIN'], ['--max-connections', '1']), { begun: 1, guesses: 0 }));
  }

  it('endpoints that are asked once more for having been crowded out', async () => {
    const limit = { connections: 1, per: 'host', refusal: '421 4.7.0 Too many connections' } as const;
    const { begun, guesses } = await count(inTurn(ask(''), close), ['PLAIN'], [], { limit });
    assert.deepEqual({ begun, guesses }, { begun: 1, guesses: 1 });
  });

  it('the mechanism refused, then an end: two, and no more', async () => {
    const step = each('504 5.5.4 Unrecognized authentication type', inTurn(ask(''), close));
    assert.deepEqual(await count(step, ['CRAM-MD5', 'LOGIN', 'PLAIN']), { begun: 2, guesses: 1 });
  });

  it('--auth-all tries each mechanism once', async () => {
    const step = '535 5.7.8 Error: authentication failed';
    const { begun } = await count(step, ['CRAM-MD5', 'LOGIN', 'PLAIN'], ['--auth-all']);
    assert.equal(begun, 3);
  });
});
