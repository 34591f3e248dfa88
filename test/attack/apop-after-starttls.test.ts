// Promise 3: what came in the clear is never used under TLS. The timestamp of a greeting in the clear could have been
// written by anyone on the way, and APOP would hash the password with it (CVE-2007-1558, RFC 2595 §4).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { commandsOf } from '../../src/lab/record.ts';
import { pop3Ports, pop3s, portsOnly } from '../../src/lab/scenario.ts';
import { Secret } from '../../src/model/secret.ts';
import { type Checked, checkTarget } from '../scenarios/support/check-lab.ts';
import { readToEnd } from './support/login-counter.ts';

const GREETING = '+OK ready <1896.697170952@mail.lab.test>';

async function check(
  port: ReturnType<typeof pop3Ports>,
  options: readonly string[],
): Promise<{ checked: Checked; apop: number }> {
  const lab: Lab = await startLab(portsOnly({ port: { ...port, greeting: GREETING } }));
  try {
    const { user, password } = lab.account;
    const checked = await checkTarget(
      `${lab.host}:${lab.port('port')}`,
      ['--protocol', 'pop3', '--resolve', `${lab.host}:${lab.address}`, '--auth', 'APOP', '--timeout', '30s', ...options],
      {
        credentials: { user, password: new Secret(password), token: null, oauth: null, notices: [] },
        tls: { extraRoots: [lab.caPem] },
      },
    );
    await readToEnd(lab.record);
    return { checked, apop: commandsOf(lab.record).filter((line) => line.startsWith('APOP ')).length };
  } finally {
    await lab.close();
  }
}

describe('APOP', () => {
  it('is no way to log in after STLS', async () => {
    const { checked, apop } = await check(pop3Ports(), ['-m', 'starttls']);
    assert.equal(apop, 0);
    assert.deepEqual(
      [checked.report.credentials?.status, checked.report.credentials?.cause],
      ['skipped', 'auth-no-common-mechanism'],
    );
  });

  it('is one with implicit TLS, where the greeting is covered', async () => {
    const { checked, apop } = await check(pop3s(), ['-m', 'tls']);
    assert.deepEqual([apop, checked.report.credentials?.status], [1, 'accepted']);
  });

  it('is one in the clear only where that is allowed by name', async () => {
    const bare = { protocol: 'pop3', tls: 'none' } as const;
    const kept = await check(bare, ['-m', 'plain']);
    assert.deepEqual([kept.apop, kept.checked.report.credentials?.status], [0, 'skipped']);
    const allowed = await check(bare, ['-m', 'plain', '--allow-insecure-auth']);
    assert.deepEqual([allowed.apop, allowed.checked.report.credentials?.status], [1, 'accepted']);
  });
});
