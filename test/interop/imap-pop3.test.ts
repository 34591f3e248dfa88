// The program against Dovecot's own IMAP and POP3: both ports of each, capabilities, and a login that is tried once.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { labRootPem } from '../../src/lab/certificates.ts';
import { MECHANISMS, TOKEN_MECHANISMS } from './support/dovecot.ts';
import { HOST, MailHost, PASSWORD, USER } from './support/mail-host.ts';
import { serversAreMissing } from './support/packages.ts';
import { describeReport, endpointOf, faultsOf, runCheck } from './support/program.ts';
import { accessToken } from './support/tokens.ts';

// Dovecot's DIGEST-MD5 hashes letters beyond ASCII otherwise than RFC 2831.
const ASCII_USER = 'grace@interop.test';
const ASCII_PASSWORD = 'correct horse, "battery" 7';

describe("Dovecot's IMAP and POP3", { skip: serversAreMissing() }, () => {
  let host: MailHost;
  before(async () => {
    host = await MailHost.start({ users: { [USER]: PASSWORD, [ASCII_USER]: ASCII_PASSWORD } });
  });
  after(() => host?.close());

  for (const protocol of ['imap', 'pop3'] as const) {
    const check = (more: readonly string[] = [], env: Record<string, string> = {}) => {
      const { [protocol]: plain, [`${protocol}s` as const]: secure } = host.dovecot.ports;
      return runCheck([...host.arguments(), '--protocol', protocol, '--port', `${plain},${secure}`, ...more], { env });
    };

    it(`${protocol}: is ok on both ports, without a warning`, async () => {
      const { report, code } = await check();
      assert.deepEqual([report.verdict, code, faultsOf(report)], ['ok', 0, []], describeReport(report));
      const { [protocol]: plain, [`${protocol}s` as const]: secure } = host.dovecot.ports;
      assert.deepEqual(
        report.endpoints.map(({ port, mode, status }) => `${port}/${mode} ${status}`),
        [`${plain}/tls mismatch`, `${plain}/starttls ok`, `${secure}/tls ok`, `${secure}/starttls mismatch`],
      );
      const { auth, capabilities } = endpointOf(report, plain, 'starttls');
      assert.deepEqual([...(auth.tls ?? [])].sort(), [...MECHANISMS].sort());
      assert.ok(capabilities.plaintext?.some((keyword) => /^(STARTTLS|STLS)$/.test(keyword)));
    });

    for (const mechanism of MECHANISMS) {
      for (const isRight of [true, false]) {
        it(`${protocol}: ${mechanism} with ${isRight ? 'the right' : 'a wrong'} secret, once`, async () => {
          const mark = host.dovecot.log.mark();
          const [user, password] = mechanism === 'DIGEST-MD5' ? [ASCII_USER, ASCII_PASSWORD] : [USER, PASSWORD];
          const isToken = (TOKEN_MECHANISMS as readonly string[]).includes(mechanism);
          const token = accessToken(USER, {}, isRight ? undefined : Buffer.alloc(32));
          const env = isToken ? { INTEROP_TOKEN: token } : { MAILPROBE_PASSWORD: isRight ? password : 'wrong' };
          const options = ['--user', user, '--auth', mechanism, ...(isToken ? ['--token-env', 'INTEROP_TOKEN'] : [])];
          const { report, code } = await check(options, env);
          const { status, cause } = report.credentials ?? {};
          const rejection = ['rejected', isToken ? 'auth-token-invalid' : 'auth-rejected', 1];
          assert.deepEqual([status, cause, code], isRight ? ['accepted', null, 0] : rejection, describeReport(report));
          assert.deepEqual(await host.dovecot.requests(mark, 1), [{ service: protocol, mechanism, accepted: isRight }]);
        });
      }
    }
  }

  it('imap: no login is taken before TLS (LOGINDISABLED), and the report shows it', async () => {
    const { report } = await runCheck([...host.arguments(), '--protocol', 'imap', '--port', String(host.dovecot.ports.imap)]);
    const { capabilities, auth } = endpointOf(report, host.dovecot.ports.imap, 'starttls');
    assert.ok(capabilities.plaintext?.includes('LOGINDISABLED'), describeReport(report));
    assert.ok(!capabilities.tls?.includes('LOGINDISABLED'));
    // What does not show the password is offered all the same.
    assert.ok(!auth.plaintext?.includes('PLAIN') && !auth.plaintext?.includes('LOGIN'));
  });

  for (const isRight of [true, false]) {
    it(`imap: imapflow sees the same server, and the same of ${isRight ? 'the right' : 'a wrong'} password`, async () => {
      const { ImapFlow } = await import('imapflow');
      const { imaps } = host.dovecot.ports;
      const password = isRight ? PASSWORD : 'wrong';
      const client = new ImapFlow({
        host: host.sandbox.address,
        port: imaps,
        secure: true,
        servername: HOST,
        tls: { ca: labRootPem() },
        auth: { user: USER, pass: password },
        logger: false,
        verifyOnly: true,
      });
      const theirs = await client.connect().then(
        () => 'accepted',
        (error: { authenticationFailed?: boolean }) => (error.authenticationFailed ? 'rejected' : String(error)),
      );
      const { report } = await runCheck([...host.arguments(), '--protocol', 'imap', '--port', String(imaps), '--user', USER], {
        env: { MAILPROBE_PASSWORD: password },
      });
      client.close();
      assert.equal(theirs, isRight ? 'accepted' : 'rejected');
      assert.equal(report.credentials?.status, theirs, describeReport(report));
      // After a login Dovecot names its mechanisms no more.
      if (isRight) return;
      const advertised = [...client.capabilities.keys()].filter((name) => name.startsWith('AUTH=')).map((name) => name.slice(5));
      assert.deepEqual([...(endpointOf(report, imaps, 'tls').auth.tls ?? [])].sort(), advertised.sort());
    });
  }
});
