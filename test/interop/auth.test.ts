// Every mechanism that Dovecot offers, through a real Postfix: the right secret gets in, a wrong one does not, and by the
// servers' own logs it was tried once, on a connection that was there anyway.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { MECHANISMS, PASSWORD_MECHANISMS, TOKEN_MECHANISMS } from './support/dovecot.ts';
import { MailHost, PASSWORD, USER } from './support/mail-host.ts';
import { serversAreMissing } from './support/packages.ts';
import { type CheckRun, describeReport, faultsOf, runCheck } from './support/program.ts';
import { accessToken } from './support/tokens.ts';

/** RFC 2831 hashes a password that fits Latin-1 in Latin-1; Dovecot takes the bytes of its file, so UTF-8. Hence a plain one. */
const PLAIN_USER = 'eve@interop.test';
const PLAIN_PASSWORD = 'correct horse, "battery" 7';
const WRONG = 'Wrong, but "quoted" ü';

interface Secrets {
  readonly user: string;
  readonly password?: string;
  readonly token?: string;
}

describe('logging in at Postfix and Dovecot', { skip: serversAreMissing() }, () => {
  let host: MailHost;
  before(async () => {
    host = await MailHost.start({ users: { [USER]: PASSWORD, [PLAIN_USER]: PLAIN_PASSWORD } });
  });
  after(() => host?.close());

  const allPorts = (): string => Object.values(host.ports).join(',');

  async function logIn({ user, password, token }: Secrets, ...more: string[]): Promise<CheckRun> {
    const env: Record<string, string> = {};
    if (password !== undefined) env.MAILPROBE_PASSWORD = password;
    if (token !== undefined) env.INTEROP_TOKEN = token;
    const tokenOption = token === undefined ? [] : ['--token-env', 'INTEROP_TOKEN'];
    const args = [...host.arguments(), '--user', user, ...tokenOption, ...more];
    const run = await runCheck(more.includes('--port') ? args : [...args, '--port', allPorts()], { env });
    for (const secret of [password, token]) {
      if (secret === undefined) continue;
      for (const form of [secret, Buffer.from(secret).toString('base64'), JSON.stringify(secret).slice(1, -1)]) {
        assert.ok(!(run.stdout + run.stderr).includes(form), 'the secret is in the output');
      }
    }
    return run;
  }

  const marks = () => ({ postfix: host.postfix.log.mark(), dovecot: host.dovecot.log.mark() });

  /** One connection a port that greets, two where it has to be found out, one AUTH among them, one request at Dovecot: none twice. */
  async function assertTriedOnce(before: ReturnType<typeof marks>, mechanism: string, accepted: boolean): Promise<void> {
    const sessions = await host.postfix.sessions(before.postfix, 4);
    assert.equal(sessions.length, 4);
    const attempts = sessions.flatMap(({ service, commands }) => (commands.auth ? [{ service, ...commands.auth }] : []));
    assert.deepEqual(attempts, [{ service: 'submissions', accepted: accepted ? 1 : 0, said: 1 }]);
    const refusals = host.postfix.log.lines(before.postfix).filter((line) => /SASL \S+ authentication failed/.test(line));
    assert.equal(refusals.length, accepted ? 0 : 1);
    assert.deepEqual(await host.dovecot.requests(before.dovecot, 1), [{ service: 'smtp', mechanism, accepted }]);
    host.assertNoMail(sessions);
  }

  const isTokenMechanism = (mechanism: string): boolean => (TOKEN_MECHANISMS as readonly string[]).includes(mechanism);

  function rightFor(mechanism: string): Secrets {
    if (isTokenMechanism(mechanism)) return { user: USER, token: accessToken(USER) };
    return mechanism === 'DIGEST-MD5' ? { user: PLAIN_USER, password: PLAIN_PASSWORD } : { user: USER, password: PASSWORD };
  }

  function wrongFor(mechanism: string): Secrets {
    if (isTokenMechanism(mechanism)) return { user: USER, token: accessToken(USER, {}, Buffer.alloc(32)) };
    return { user: rightFor(mechanism).user, password: WRONG };
  }

  for (const mechanism of MECHANISMS) {
    it(`${mechanism}: the right secret is accepted`, async () => {
      const before = marks();
      const { report, code } = await logIn(rightFor(mechanism), '--auth', mechanism);
      assert.equal(report.credentials?.status, 'accepted', describeReport(report));
      assert.deepEqual([report.credentials?.mechanism, report.credentials?.reply?.code], [mechanism, 235]);
      assert.deepEqual([faultsOf(report), report.verdict, code], [[], 'ok', 0], describeReport(report));
      await assertTriedOnce(before, mechanism, true);
    });

    it(`${mechanism}: a wrong one is rejected, and tried once`, async () => {
      const before = marks();
      const { report, code } = await logIn(wrongFor(mechanism), '--auth', mechanism);
      const cause = isTokenMechanism(mechanism) ? 'auth-token-invalid' : 'auth-rejected';
      assert.deepEqual([report.credentials?.status, report.credentials?.cause], ['rejected', cause], describeReport(report));
      assert.deepEqual([report.credentials?.attempts.length, report.credentials?.reply?.code], [1, 535]);
      assert.ok(faultsOf(report).includes(cause), describeReport(report));
      assert.deepEqual([report.verdict, code], ['fail', 1]);
      await assertTriedOnce(before, mechanism, false);
    });
  }

  it('left to itself, takes the strongest that the secret fits', async () => {
    for (const [secrets, mechanism] of [
      [rightFor('PLAIN'), 'SCRAM-SHA-256'],
      [rightFor('OAUTHBEARER'), 'OAUTHBEARER'],
    ] as const) {
      const before = marks();
      const { report } = await logIn(secrets);
      assert.deepEqual([report.credentials?.status, report.credentials?.mechanism], ['accepted', mechanism]);
      await assertTriedOnce(before, mechanism, true);
    }
  });

  it('logs in after STARTTLS where that is all there is', async () => {
    const port = host.port('submission');
    const { report } = await logIn(rightFor('PLAIN'), '--port', `${port}`);
    assert.deepEqual(
      [report.credentials?.status, report.credentials?.endpoint],
      ['accepted', `${port}/starttls@${host.sandbox.address}`],
      describeReport(report),
    );
  });

  it('does not log in on a port without AUTH, and says so', async () => {
    const before = marks();
    const { report, code } = await logIn(rightFor('PLAIN'), '--port', `${host.port('relay')}`);
    assert.deepEqual([report.credentials?.status, report.credentials?.cause], ['skipped', 'auth-not-advertised']);
    assert.equal(code, 1, describeReport(report));
    const sessions = await host.postfix.sessions(before.postfix, 1);
    assert.ok(sessions.every(({ commands }) => commands.auth === undefined));
  });

  it('does not log in without TLS', async () => {
    const before = marks();
    const port = host.port('submission');
    const { report } = await logIn(rightFor('PLAIN'), '--port', `${port}`, '--mode', 'plain');
    assert.equal(report.credentials?.status, 'skipped', describeReport(report));
    const sessions = await host.postfix.sessions(before.postfix, 1);
    assert.ok(sessions.every(({ commands }) => commands.auth === undefined));
  });

  it('--auth-all tries each mechanism that a password fits, once', async () => {
    const before = marks();
    const { report } = await logIn({ user: PLAIN_USER, password: PLAIN_PASSWORD }, '--auth-all');
    const tried = report.credentials?.attempts.map(({ mechanism, status }) => `${mechanism} ${status}`);
    assert.deepEqual([...(tried ?? [])].sort(), PASSWORD_MECHANISMS.map((name) => `${name} accepted`).sort());
    const requests = await host.dovecot.requests(before.dovecot, PASSWORD_MECHANISMS.length);
    assert.deepEqual(requests.map(({ mechanism }) => mechanism).sort(), [...PASSWORD_MECHANISMS].sort());
  });

  it('DIGEST-MD5 with letters beyond ASCII: Dovecot hashes otherwise than RFC 2831, and the report points at them', async () => {
    const { report } = await logIn({ user: USER, password: PASSWORD }, '--auth', 'DIGEST-MD5');
    assert.equal(report.credentials?.status, 'rejected', describeReport(report));
    assert.deepEqual(faultsOf(report).sort(), ['auth-rejected', 'credential-shape']);
  });

  const now = Math.floor(Date.now() / 1000);
  const tokens = [
    ['expired', () => accessToken(USER, { iat: now - 7200, nbf: now - 7200, exp: now - 3600 }), 'auth-token-expired'],
    ['for another user', () => accessToken('bob@interop.test', { preferred_username: 'bob@interop.test' }), 'auth-token-user'],
    ['of another issuer', () => accessToken(USER, { iss: 'https://elsewhere.test' }), 'auth-token-invalid'],
  ] as const;
  for (const [what, make, cause] of tokens) {
    it(`a token ${what}: ${cause}`, async () => {
      const { report } = await logIn({ user: USER, token: make() });
      assert.deepEqual([report.credentials?.status, report.credentials?.cause], ['rejected', cause], describeReport(report));
      assert.equal(report.credentials?.attempts.length, 1);
    });
  }
});
