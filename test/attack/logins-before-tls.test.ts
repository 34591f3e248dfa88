// Whoever offers a login before TLS gives the secret away, by whichever command: IMAP's LOGIN and POP3's USER as well as
// SASL, and a bearer token is no less of a secret.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startLab } from '../../src/lab/lab.ts';
import type { PortConfig } from '../../src/lab/port.ts';
import { portsOnly } from '../../src/lab/scenario.ts';
import type { Finding } from '../../src/model/finding.ts';
import { checkTarget } from '../scenarios/support/check-lab.ts';

async function findingOf(port: PortConfig): Promise<Finding | undefined> {
  const lab = await startLab(portsOnly({ port }));
  try {
    const { report } = await checkTarget(
      lab.host,
      [
        ...['--protocol', port.protocol ?? 'smtp', '--mode', 'starttls', '--port', `${lab.port('port')}`],
        ...['--resolve', `${lab.host}:${lab.address}`],
      ],
      { tls: { extraRoots: [lab.caPem] } },
    );
    return report.findings.find(({ id }) => id === 'auth-over-plaintext');
  } finally {
    await lab.close();
  }
}

describe('offered before TLS', { concurrency: 4 }, () => {
  it("IMAP's LOGIN command", async () => {
    const found = await findingOf({
      protocol: 'imap',
      tls: 'starttls',
      keywords: { plaintext: ['IMAP4rev1', 'STARTTLS'] },
      auth: { mechanisms: [] },
    });
    assert.match(found?.evidence.join() ?? '', /before TLS: LOGIN/);
  });
  it("POP3's USER", async () => {
    const found = await findingOf({ protocol: 'pop3', tls: 'starttls', on: { CAPA: ['+OK', 'STLS', 'USER', '.'] } });
    assert.match(found?.evidence.join() ?? '', /before TLS: USER/);
  });
  it('bearer tokens', async () => {
    const found = await findingOf({ tls: 'starttls', on: { EHLO: ['250-mail.lab.test', '250-STARTTLS', '250 AUTH XOAUTH2'] } });
    assert.match(found?.title ?? '', /^Logins by bearer token/);
    assert.match(found?.detail ?? '', /sends its bearer token in the clear/);
  });
});
