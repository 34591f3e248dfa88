// A login that did not happen is no verdict on the password: what the server refused before it had any proof is the
// mechanism's, what it does after it has accepted counts too, and a limit is the account's on every port.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { readCredentials } from '../../src/cli/login/credentials.ts';
import type { CheckOptions } from '../../src/cli/options/options.ts';
import { close, inTurn } from '../../src/lab/actions.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { PortConfig } from '../../src/lab/port.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { imapPorts, imaps, pop3s, portsOnly, submissions } from '../../src/lab/scenario.ts';
import type { Report } from '../../src/model/report.ts';
import { Secret } from '../../src/model/secret.ts';
import { cramMd5 } from '../../src/sasl/cram-md5.ts';
import { scramSha256 } from '../../src/sasl/scram.ts';
import { checkTarget } from '../scenarios/support/check-lab.ts';
import { ask, atOnce } from './support/login-counter.ts';

interface Seen {
  readonly report: Report;
  readonly mechanisms: readonly string[];
  readonly firstMessages: readonly string[];
}

async function check(ports: Readonly<Record<string, PortConfig>>, options: readonly string[] = []): Promise<Seen> {
  const lab = await startLab(portsOnly(ports));
  try {
    const { user, password } = lab.account;
    const { report } = await checkTarget(
      lab.host,
      [
        ...['--protocol', Object.values(ports)[0]?.protocol ?? 'smtp'],
        ...['--port', Object.values(lab.ports).join(','), '--resolve', `${lab.host}:${lab.address}`, ...options],
      ],
      {
        credentials: { user, password: new Secret(password), token: null, oauth: null, notices: [] },
        tls: { extraRoots: [lab.caPem] },
      },
    );
    const logins = loginsOf(lab.record);
    return {
      report,
      mechanisms: logins.map(({ mechanism }) => mechanism),
      firstMessages: logins.map(({ payloads }) => payloads[0]?.toString('utf8') ?? ''),
    };
  } finally {
    await lab.close();
  }
}

const SERVERS = {
  smtp: (more: Partial<PortConfig>) => ({ port: submissions(more) }),
  imap: (more: Partial<PortConfig>) => ({ port: imaps(more) }),
  pop3: (more: Partial<PortConfig>) => ({ port: pop3s(more) }),
} as const;
const REFUSED = '535 5.7.8 Error: authentication failed';
const REFUSALS = { smtp: atOnce(REFUSED), imap: atOnce('%t NO Authentication failed.'), pop3: atOnce('-ERR Refused.') };

describe('refused before any proof', { concurrency: 4 }, () => {
  for (const protocol of ['smtp', 'imap', 'pop3'] as const) {
    it(`${protocol}: the finding says that no password was judged, and what has it judged`, async () => {
      const ports = SERVERS[protocol]({ auth: { mechanisms: ['CRAM-MD5'], on: { 'CRAM-MD5': REFUSALS[protocol] } } });
      const { report } = await check(ports, ['--auth', 'CRAM-MD5']);
      const [first] = report.findings;
      assert.equal(first?.id, 'auth-mechanism-rejected');
      assert.match(first.title, /password was not judged/);
      assert.match(first.fix, /--auth PLAIN/);
      assert.match(first.fix, /mech_list/);
      assert.notEqual(report.recommendation?.mechanism, 'CRAM-MD5');
    });
  }

  it('the next one is tried, and the one passed over is told and not recommended', async () => {
    const on = { 'CRAM-MD5': REFUSALS.smtp, PLAIN: REFUSALS.smtp };
    const { report, mechanisms } = await check({ port: submissions({ auth: { mechanisms: ['CRAM-MD5', 'PLAIN'], on } }) });
    assert.deepEqual(mechanisms, ['CRAM-MD5', 'PLAIN']);
    assert.equal(report.credentials?.cause, 'auth-rejected');
    assert.ok(report.findings.some(({ id, severity }) => id === 'auth-mechanism-rejected' && severity === 'info'));
    assert.equal(report.recommendation?.mechanism, 'PLAIN');
  });

  it('a server that has no secret for one digest is not asked for the next', async () => {
    const mechanisms = ['SCRAM-SHA-256', 'SCRAM-SHA-1', 'CRAM-MD5', 'LOGIN', 'PLAIN'];
    const seen = await check({ port: submissions({ auth: { mechanisms, on: { 'SCRAM-SHA-256': REFUSALS.smtp } } }) });
    assert.deepEqual(seen.mechanisms, ['SCRAM-SHA-256', 'PLAIN']);
    assert.equal(seen.report.credentials?.status, 'accepted');
  });

  it('a server that cannot bind one -PLUS is tried without', async () => {
    const mechanisms = ['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-1-PLUS', 'SCRAM-SHA-256', 'PLAIN'];
    const on = { 'SCRAM-SHA-256-PLUS': REFUSALS.smtp };
    const seen = await check({ port: submissions({ auth: { mechanisms, on } }) });
    assert.deepEqual(seen.mechanisms, ['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-256']);
  });

  it('an exchange that breaks off says that no password was judged', async () => {
    const on = { 'DIGEST-MD5': inTurn(ask('bm90aGluZw=='), '501 5.7.0 Cancelled') };
    const { report } = await check({ port: submissions({ protocol: 'smtp', auth: { mechanisms: ['DIGEST-MD5'], on } }) });
    assert.equal(report.findings[0]?.id, 'auth-protocol-error');
    assert.match(report.findings[0].detail, /password was not judged/);
    assert.match(report.findings[0].fix, /--auth PLAIN/);
  });
});

describe('a server that binds to tls-unique alone, which the check has not', () => {
  const mechanisms = ['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-256', 'PLAIN'];
  const capabilities = `[CAPABILITY IMAP4rev1 ${mechanisms.map((name) => `AUTH=${name}`).join(' ')} SASL-IR]`;
  const GREETINGS = {
    'Cyrus IMAP': imaps({ auth: { mechanisms }, greeting: `* OK ${capabilities} mail.lab.test Cyrus IMAP 3.10.2 server ready` }),
    'Cyrus IMAP without its version': imaps({ auth: { mechanisms }, greeting: '* OK mail.lab.test Cyrus IMAP server ready' }),
    'Cyrus IMAP that hides its name': imaps({
      auth: { mechanisms },
      greeting: `* OK ${capabilities} mail.lab.test server ready`,
    }),
    'Cyrus POP3': pop3s({ auth: { mechanisms }, greeting: '+OK mail.lab.test Cyrus POP3 3.10.2 server ready <1.2@lab.test>' }),
    'Cyrus POP3 that hides its name': pop3s({ auth: { mechanisms }, greeting: '+OK mail.lab.test server ready <1.2@lab.test>' }),
  };
  for (const [name, port] of Object.entries(GREETINGS))
    it(`${name}: the same mechanism without -PLUS is taken, and the flag is n`, async () => {
      const seen = await check({ port });
      assert.deepEqual(seen.mechanisms, ['SCRAM-SHA-256']);
      assert.match(seen.firstMessages[0] ?? '', /^n,,n=/);
      assert.deepEqual([seen.report.credentials?.status, seen.report.verdict], ['accepted', 'ok']);
    });

  it('another server is bound to', async () => {
    for (const greeting of ['* OK [CAPABILITY IMAP4rev1 SASL-IR] Dovecot ready.', undefined]) {
      const seen = await check({ port: imaps({ auth: { mechanisms }, ...(greeting === undefined ? {} : { greeting }) }) });
      assert.deepEqual(seen.mechanisms, ['SCRAM-SHA-256-PLUS']);
    }
  });
  it('-PLUS is sent where it was named', async () => {
    const seen = await check({ port: GREETINGS['Cyrus IMAP'] }, ['--auth', 'SCRAM-SHA-256-PLUS']);
    assert.deepEqual(seen.mechanisms, ['SCRAM-SHA-256-PLUS']);
    assert.match(seen.firstMessages[0] ?? '', /^p=tls-exporter,,n=/);
  });
});

describe('the flag of SCRAM (RFC 5802 §6)', () => {
  it('is y where this side could bind, and the server offers no -PLUS', async () => {
    const { firstMessages } = await check({ port: submissions({ auth: { mechanisms: ['SCRAM-SHA-256'] } }) });
    assert.match(firstMessages[0] ?? '', /^y,,n=/);
  });
  it('is n where the server offers -PLUS, and it is not taken', async () => {
    const ports = { port: submissions({ auth: { mechanisms: ['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-256'] } }) };
    const { firstMessages } = await check(ports, ['--auth', 'SCRAM-SHA-256']);
    assert.match(firstMessages[0] ?? '', /^n,,n=/);
  });
});

describe('accepted, then failing', { concurrency: 4 }, () => {
  const ENDS = {
    smtp: [atOnce('235 2.7.0 Ok', '421 4.3.2 Shutting down')],
    imap: [atOnce('%t OK Logged in', '* BYE [UNAVAILABLE] Internal error occurred.')],
    pop3: [ask(''), atOnce('+OK Logged in.', '-ERR [SYS/TEMP] Mailbox cannot be opened')],
  };
  for (const protocol of ['smtp', 'imap', 'pop3'] as const) {
    it(`${protocol}: said together with the acceptance`, async () => {
      const { report } = await check(
        SERVERS[protocol]({ auth: { mechanisms: ['PLAIN'], on: { PLAIN: inTurn(...ENDS[protocol], close) } } }),
      );
      assert.equal(report.credentials?.status, 'accepted');
      assert.equal(report.findings[0]?.id, 'server-fault');
      assert.equal(report.verdict, 'fail');
    });
  }
  const CLOSES = {
    smtp: [atOnce('235 2.7.0 Ok')],
    imap: [atOnce('%t OK Logged in')],
    pop3: [ask(''), atOnce('+OK Logged in.')],
  };
  for (const protocol of ['smtp', 'imap', 'pop3'] as const)
    it(`${protocol}: the connection is closed without a word`, async () => {
      const ports = SERVERS[protocol]({ auth: { mechanisms: ['PLAIN'], on: { PLAIN: inTurn(...CLOSES[protocol], close) } } });
      const { report } = await check(ports);
      assert.deepEqual([report.credentials?.status, report.verdict], ['accepted', 'fail']);
      assert.equal(report.findings[0]?.id, 'server-fault');
      assert.match(report.findings[0].evidence.join(), /without a word/);
    });
  it('nothing where the session is ended as it should be', async () => {
    for (const protocol of ['smtp', 'imap', 'pop3'] as const) {
      const { report } = await check(SERVERS[protocol]({ auth: { mechanisms: ['PLAIN'] } }));
      assert.deepEqual([report.credentials?.status, report.verdict], ['accepted', 'ok'], protocol);
    }
  });
});

describe('logins without a password', () => {
  const io = { stdout: { write: () => true }, stderr: { write: () => true }, stdin: Readable.from([]), env: {} };
  for (const auth of [['EXTERNAL'], ['ANONYMOUS'], ['EXTERNAL', 'ANONYMOUS']]) {
    it(`${auth.join(' and ')}: neither a password nor a name is asked for`, async () => {
      for (const user of [undefined, 'alice@lab.test']) {
        const options: CheckOptions = { auth, ...(user === undefined ? {} : { user }) };
        const read = await readCredentials(options, 'smtp', { ...io, env: { MAILPROBE_PASSWORD: 'never read' } }, 1000);
        assert.deepEqual(read, { user: user ?? '', password: null, token: null, oauth: null, notices: [] });
      }
    });
  }
  it('any other still needs one', async () => {
    await assert.rejects(
      readCredentials({ auth: ['EXTERNAL', cramMd5.name], user: 'a' }, 'smtp', io, 1000),
      /without a password/,
    );
    await assert.rejects(readCredentials({ auth: [scramSha256.name], user: 'a' }, 'smtp', io, 1000), /without a password/);
  });
});

it('a limit of the account does not move the recommendation to a port that was not tried', async () => {
  const on = { PLAIN: atOnce('%t NO Too many open connections (1 of 1 for alice@lab.test)') };
  const { report } = await check({
    imaps: imaps({ auth: { mechanisms: ['PLAIN'], on } }),
    imap: imapPorts({ auth: { mechanisms: ['PLAIN'] } }),
  });
  assert.equal(report.credentials?.status, 'error');
  assert.equal(report.recommendation?.mode, 'tls');
});
