// Promise 3: no secret goes into a connection into which somebody has put words: plaintext behind the reply to STARTTLS, or
// an answer that stands ready before the question. Another endpoint may have it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startTlsSaying } from '../../src/lab/actions.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { PortConfig } from '../../src/lab/port.ts';
import { imapPorts, pop3Ports, portsOnly, submission, submissions } from '../../src/lab/scenario.ts';
import type { MailProtocol } from '../../src/model/protocol.ts';
import { Secret } from '../../src/model/secret.ts';
import { checkTarget } from '../scenarios/support/check-lab.ts';
import { countLogins, readToEnd } from './support/login-counter.ts';

async function check(protocol: MailProtocol, ports: Readonly<Record<string, PortConfig>>) {
  const lab = await startLab(portsOnly(ports));
  try {
    const { user, password } = lab.account;
    const { report } = await checkTarget(
      lab.host,
      [
        ...['--protocol', protocol, '--port', Object.values(lab.ports).join(',')],
        ...['--resolve', `${lab.host}:${lab.address}`, '--timeout', '30s'],
      ],
      {
        credentials: { user, password: new Secret(password), token: null, oauth: null, notices: [] },
        tls: { extraRoots: [lab.caPem] },
      },
    );
    await readToEnd(lab.record);
    return { credentials: report.credentials, findings: report.findings, count: countLogins(lab.record, lab.account) };
  } finally {
    await lab.close();
  }
}

const INJECTED: Readonly<Record<MailProtocol, PortConfig>> = {
  smtp: submission({ on: { STARTTLS: startTlsSaying('220 2.0.0 Ready to start TLS\r\n250-forged.test\r\n250 AUTH PLAIN\r\n') } }),
  imap: imapPorts({ on: { STARTTLS: startTlsSaying('a1 OK Begin TLS\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n') } }),
  pop3: pop3Ports({ on: { STLS: startTlsSaying('+OK Begin TLS\r\n+OK\r\nSASL PLAIN\r\n.\r\n') } }),
};

describe('plaintext behind the reply to STARTTLS', () => {
  for (const protocol of ['smtp', 'imap', 'pop3'] as const) {
    it(`keeps the login back, ${protocol}`, async () => {
      const { credentials, findings, count } = await check(protocol, { port: INJECTED[protocol] });
      assert.deepEqual(count, { begun: 0, guesses: 0 });
      assert.deepEqual([credentials?.status, credentials?.cause], ['skipped', 'starttls-injection']);
      assert.ok(findings.some(({ id }) => id === 'starttls-injection'));
    });
  }

  it('leaves it to an endpoint that is sound', async () => {
    const { credentials, count } = await check('smtp', { injected: INJECTED.smtp, sound: submissions() });
    assert.deepEqual([count, credentials?.status], [{ begun: 1, guesses: 1 }, 'accepted']);
  });
});

describe('an answer before the question', () => {
  const early = (EHLO: readonly string[]): PortConfig => submissions({ on: { EHLO } });
  it('an acceptance that stands ready gets no secret', async () => {
    const { credentials, count } = await check('smtp', {
      port: early(['250-mail.lab.test', '250 AUTH PLAIN', '235 2.7.0 Authentication successful']),
    });
    assert.deepEqual(
      [count, credentials?.status, credentials?.cause],
      [{ begun: 0, guesses: 0 }, 'error', 'auth-protocol-error'],
    );
  });

  it('nor does a server that has said goodbye', async () => {
    const { credentials, count } = await check('smtp', {
      port: early(['250-mail.lab.test', '250 AUTH PLAIN', '421 4.4.2 mail.lab.test Timeout exceeded']),
    });
    assert.deepEqual(count, { begun: 0, guesses: 0 });
    assert.equal(credentials?.status, 'error');
    assert.deepEqual(
      credentials?.attempts.map(({ sent, reply }) => [sent, reply?.code]),
      [['nothing', 421]],
    );
  });

  it('IMAP: untagged data may come at any time (RFC 9051 §7), and the login goes on', async () => {
    const port: PortConfig = {
      protocol: 'imap',
      tls: 'implicit',
      greeting: ['* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready', '* OK Still here', '* 3 EXISTS'],
    };
    const { credentials, count } = await check('imap', { port });
    assert.deepEqual([count, credentials?.status], [{ begun: 1, guesses: 1 }, 'accepted']);
  });

  it('IMAP: a goodbye, or an answer by the tag to come, ends it', async () => {
    for (const unasked of ['* BYE Autologout; idle for too long', 'a1 OK Logged in']) {
      const greeting = ['* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready', unasked];
      const { credentials, count } = await check('imap', { port: { protocol: 'imap', tls: 'implicit', greeting } });
      assert.deepEqual([count, credentials?.status], [{ begun: 0, guesses: 0 }, 'error'], unasked);
    }
  });
});
