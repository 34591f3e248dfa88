// `--all` with one password: a refusal of the credentials ends the logins, a refusal of the protocol does not.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkAll } from '../../src/check/check-all.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { LabAuth } from '../../src/lab/port.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { imaps, pop3s, portsOnly, submissions } from '../../src/lab/scenario.ts';
import type { Report } from '../../src/model/report.ts';
import { Secret } from '../../src/model/secret.ts';
import { Deadline } from '../../src/net/deadline.ts';
import { DEFAULT_REQUEST } from '../../src/request/plan.ts';
import { parseTarget } from '../../src/request/target.ts';
import { startDnsServer } from '../support/dns-server.ts';

interface Denials {
  readonly smtp?: LabAuth;
  readonly imap?: LabAuth;
}

async function checkWith(
  password: string | null,
  { smtp = {}, imap = {} }: Denials = {},
): Promise<{ report: Report; logins: string[] }> {
  const host = 'mail.company.example';
  const ports = portsOnly({ submissions: submissions({ auth: smtp }), imaps: imaps({ auth: imap }), pop3s: pop3s() });
  const lab = await startLab(ports, { host });
  const srv = (role: string) => ({ SRV: [[0, 0, lab.port(role), host] as const] });
  const dns = await startDnsServer({
    'company.example': {},
    [host]: { A: [lab.address] },
    '_submissions._tcp.company.example': srv('submissions'),
    '_imaps._tcp.company.example': srv('imaps'),
    '_pop3s._tcp.company.example': srv('pop3s'),
  });
  const request = {
    ...DEFAULT_REQUEST,
    dnsServer: { address: '127.0.0.1', port: dns.port },
    tls: { ...DEFAULT_REQUEST.tls, extraRoots: [lab.caPem] },
    credentials: {
      user: lab.account.user,
      password: new Secret(password ?? lab.account.password),
      token: null,
      oauth: null,
      notices: [],
    },
  };
  const deadline = new Deadline(request.timeouts.totalMs);
  try {
    const { report } = await checkAll(parseTarget('ada@company.example'), request, deadline);
    const logins = lab.record.connections.flatMap(({ role, auth }) => auth.map(() => role));
    assert.equal(logins.length, loginsOf(lab.record).length);
    return { report, logins };
  } finally {
    deadline.release();
    await dns.close();
    await lab.close();
  }
}

describe('--all', () => {
  it('logs in once a protocol where the password is right', async () => {
    const { report, logins } = await checkWith(null);
    assert.deepEqual(logins, ['submissions', 'imaps', 'pop3s']);
    assert.equal(report.verdict, 'ok');
  });

  it('sends a wrong password once', async () => {
    const { report, logins } = await checkWith('not the password');
    assert.deepEqual(logins, ['submissions']);
    assert.equal(report.credentials?.status, 'rejected');
    assert.deepEqual(
      report.parts?.map(({ credentials }) => credentials?.status),
      ['rejected', 'skipped', 'skipped'],
    );
    // The refusal is told once, by the protocol that got it.
    assert.deepEqual(
      report.parts?.map(({ verdict }) => verdict),
      ['fail', 'ok', 'ok'],
    );
    assert.match(report.summary, /IMAP: .* works/);
  });

  for (const [what, deny] of [
    ['a locked account', '535 5.7.0 Account locked due to too many failed attempts'],
    ['too many logins', '454 4.7.0 Too many login attempts, please try again later'],
    ['a refusal in words that nobody knows', '535 xyzzy'],
    ['a connection that closes', (session: { destroy(how: 'server-closed'): void }) => session.destroy('server-closed')],
  ] as const) {
    it(`ends with ${what}`, async () => {
      const { logins } = await checkWith(null, { smtp: { deny: deny as NonNullable<LabAuth['deny']> } });
      assert.deepEqual(logins, ['submissions']);
    });
  }

  it('goes on where the protocol is switched off, and not the account', async () => {
    const off =
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.';
    const { report, logins } = await checkWith(null, { smtp: { deny: off } });
    assert.deepEqual(logins, ['submissions', 'imaps', 'pop3s']);
    assert.equal(report.verdict, 'fail');
  });

  const REFUSED = '504 5.5.4 Unrecognized authentication type';
  it('goes on where a mechanism is turned down before anything of the secret is out', async () => {
    const { logins } = await checkWith(null, { smtp: { mechanisms: ['CRAM-MD5'], on: { 'CRAM-MD5': REFUSED } } });
    assert.deepEqual(logins, ['submissions', 'imaps', 'pop3s']);
  });

  it('ends where it is turned down once the secret is out', async () => {
    const { logins } = await checkWith(null, { smtp: { mechanisms: ['PLAIN'], on: { PLAIN: REFUSED } } });
    assert.deepEqual(logins, ['submissions']);
  });

  it('ends where the second protocol refuses the credentials', async () => {
    const off = '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.';
    const { logins } = await checkWith('not the password', { smtp: { deny: off } });
    assert.deepEqual(logins, ['submissions', 'imaps']);
  });
});
