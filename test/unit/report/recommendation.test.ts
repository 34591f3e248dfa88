// The recommendation by a table: what works on the left, `port/mode mechanism` on the right.
import assert from 'node:assert/strict';
import test from 'node:test';
import { recommend } from '../../../src/report/recommendation.ts';
import { ADDRESS, makeFinding, makeParts, makePlan, type RunCase } from './fixtures.ts';

const TLS_465 = { port: 465, mode: 'tls' } as const;
const STARTTLS_587 = { port: 587, mode: 'starttls' } as const;
const RELAY_25 = { port: 25, mode: 'starttls', auth: [] } as const;
const PASSWORD = { credentials: { status: 'rejected', cause: 'auth-rejected' } } as const;
const ACCEPTED = { credentials: { status: 'accepted', cause: null } } as const;
const AUTH = makePlan().auth;
const at = (id: string): readonly string[] => [`${id}@${ADDRESS}`];

const CASES: readonly (readonly [what: string, run: RunCase, expected: string | null])[] = [
  ['implicit TLS before STARTTLS', {}, '465/tls PLAIN'],
  [
    'STARTTLS where 465 is closed',
    { endpoints: [{ ...TLS_465, status: 'failed' }, STARTTLS_587, RELAY_25] },
    '587/starttls PLAIN',
  ],
  [
    '587 with TLS where ports are swapped',
    {
      endpoints: [
        { port: 465, mode: 'starttls' },
        { port: 587, mode: 'tls' },
      ],
    },
    '587/tls PLAIN',
  ],
  ['25 last, though it has implicit TLS', { endpoints: [{ port: 25, mode: 'tls' }, STARTTLS_587] }, '587/starttls PLAIN'],
  [
    '25 with a login before 587 without',
    {
      endpoints: [
        { port: 25, mode: 'starttls' },
        { ...STARTTLS_587, auth: [] },
      ],
    },
    '25/starttls PLAIN',
  ],
  ['a relay port where there is no other', { endpoints: [RELAY_25] }, '25/starttls null'],
  ['no relay port for a login', { ...PASSWORD, endpoints: [RELAY_25] }, null],
  ['never plaintext', { endpoints: [{ port: 587, mode: 'plain' }] }, null],
  ['nothing where nothing works', { endpoints: [{ ...TLS_465, status: 'failed' }] }, null],
  ['nothing that is not usable', { endpoints: [{ ...TLS_465, usable: false }] }, null],
  [
    '587 where an error stands on 465',
    { findings: [makeFinding('tlsa-mismatch', { endpoints: at('465/tls') })] },
    '587/starttls PLAIN',
  ],
  [
    '587 where a warning stands on 465',
    { findings: [makeFinding('tls-legacy-version', { endpoints: at('465/tls') })] },
    '587/starttls PLAIN',
  ],
  [
    '465 though its login was refused',
    { ...PASSWORD, findings: [makeFinding('auth-rejected', { endpoints: at('465/tls') })] },
    '465/tls PLAIN',
  ],
  [
    '465 though its certificate has few days',
    { findings: [makeFinding('cert-expiring-soon', { endpoints: at('465/tls') })] },
    '465/tls PLAIN',
  ],
  [
    '587 where 465 fails on another address',
    { endpoints: [TLS_465, { ...TLS_465, status: 'failed', address: '192.0.2.11' }, STARTTLS_587] },
    '587/starttls PLAIN',
  ],
  ['the mechanism that was accepted', { ...ACCEPTED, attempts: ['465/tls LOGIN accepted'] }, '465/tls LOGIN'],
  [
    'the port that took the login, after the other had failed it',
    { ...ACCEPTED, attempts: ['465/tls PLAIN error', '587/starttls PLAIN accepted'] },
    '587/starttls PLAIN',
  ],
  [
    'SCRAM before PLAIN',
    { endpoints: [{ ...TLS_465, auth: ['LOGIN', 'PLAIN', 'CRAM-MD5', 'SCRAM-SHA-1', 'SCRAM-SHA-256'] }] },
    '465/tls SCRAM-SHA-256',
  ],
  [
    'PLAIN under TLS before CRAM-MD5',
    { endpoints: [{ ...TLS_465, auth: ['LOGIN', 'CRAM-MD5', 'DIGEST-MD5', 'PLAIN'] }] },
    '465/tls PLAIN',
  ],
  [
    'a token mechanism for a token',
    { ...ACCEPTED, kind: 'token', endpoints: [{ ...TLS_465, auth: ['PLAIN', 'XOAUTH2'] }] },
    '465/tls XOAUTH2',
  ],
  ['no token mechanism for a password', { ...PASSWORD, endpoints: [{ ...TLS_465, auth: ['XOAUTH2'] }] }, null],
  [
    'OAuth where nothing else is offered and no login given',
    { endpoints: [{ ...TLS_465, auth: ['XOAUTH2'] }] },
    '465/tls XOAUTH2',
  ],
  ['--auth LOGIN', { plan: { auth: { ...AUTH, only: ['LOGIN'] } }, endpoints: [TLS_465] }, '465/tls LOGIN'],
  ['--auth-exclude PLAIN', { plan: { auth: { ...AUTH, exclude: ['PLAIN'] } }, endpoints: [TLS_465] }, '465/tls LOGIN'],
  [
    'IMAP: LOGIN is a command, no mechanism',
    { ...PASSWORD, endpoints: [{ port: 993, mode: 'tls', protocol: 'imap', auth: [], capabilities: ['IMAP4rev1', 'IDLE'] }] },
    '993/tls null',
  ],
  [
    'IMAP with LOGINDISABLED',
    {
      ...PASSWORD,
      endpoints: [{ port: 993, mode: 'tls', protocol: 'imap', auth: [], capabilities: ['IMAP4rev1', 'LOGINDISABLED'] }],
    },
    null,
  ],
  [
    'POP3: USER and PASS',
    { ...PASSWORD, endpoints: [{ port: 995, mode: 'tls', protocol: 'pop3', auth: [], capabilities: ['UIDL', 'USER'] }] },
    '995/tls null',
  ],
];

for (const [what, run, expected] of CASES) {
  test(`recommendation: ${what}`, () => {
    const { plan, observations, diagnosis } = makeParts(run);
    const found = recommend(plan, observations, diagnosis);
    assert.equal(found === null ? null : `${found.port}/${found.mode} ${found.mechanism}`, expected);
    if (found !== null) assert.match(found.why, /^[^.]+(RFC 8314)?[^.]*\.$/);
  });
}

const settingsOf = (run: RunCase): Readonly<Record<string, string>> => {
  const { plan, observations, diagnosis } = makeParts(run);
  return recommend(plan, observations, diagnosis)?.settings ?? {};
};

test('settings: in the words of the clients', () => {
  const settings = settingsOf({ ...ACCEPTED, attempts: ['465/tls PLAIN accepted'] });
  assert.equal(settings['Outgoing server'], 'mail.example.com');
  assert.equal(settings['Connection security'], 'SSL/TLS');
  assert.equal(settings.Authentication, 'Normal password (PLAIN)');
  assert.equal(settings['User name'], 'alice@example.com');
  assert.equal(settings.MailKit, 'SecureSocketOptions.SslOnConnect');
  assert.match(settings['.NET SmtpClient'] ?? '', /Port = 587/);
});

test('settings: STARTTLS, and no client that cannot do the protocol', () => {
  const smtp = settingsOf({ endpoints: [STARTTLS_587] });
  assert.equal(smtp.nodemailer, 'secure: false, requireTLS: true');
  assert.equal(smtp['.NET SmtpClient'], 'EnableSsl = true');
  assert.equal(smtp['User name'], undefined);
  const imap = settingsOf({ endpoints: [{ port: 993, mode: 'tls', protocol: 'imap', capabilities: ['IMAP4rev1'] }] });
  assert.equal(imap['Incoming server'], 'mail.example.com');
  assert.equal(imap.Python, 'imaplib.IMAP4_SSL');
  assert.equal(imap.PHPMailer, undefined);
});

test('settings: a library without implicit TLS is told so where no STARTTLS port works', () => {
  assert.match(settingsOf({ endpoints: [TLS_465] })['.NET SmtpClient'] ?? '', /another library/);
});
