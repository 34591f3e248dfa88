// The program against Dovecot's own IMAP and POP3: both ports of each, capabilities, and a login that is tried once.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { MECHANISMS, TOKEN_MECHANISMS } from './support/dovecot.ts';
import { MailHost, PASSWORD, USER } from './support/mail-host.ts';
import { serversAreMissing } from './support/packages.ts';
import { describeReport, endpointOf, faultsOf, runCheck } from './support/program.ts';
import { accessToken } from './support/tokens.ts';

describe("Dovecot's IMAP and POP3", { skip: serversAreMissing() }, () => {
  let host: MailHost;
  before(async () => {
    host = await MailHost.start();
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

    for (const mechanism of ['PLAIN', 'SCRAM-SHA-256', 'OAUTHBEARER'] as const) {
      for (const isRight of [true, false]) {
        it(`${protocol}: ${mechanism} with ${isRight ? 'the right' : 'a wrong'} secret, once`, async () => {
          const mark = host.dovecot.log.mark();
          const isToken = (TOKEN_MECHANISMS as readonly string[]).includes(mechanism);
          const token = accessToken(USER, {}, isRight ? undefined : Buffer.alloc(32));
          const env = isToken ? { INTEROP_TOKEN: token } : { MAILPROBE_PASSWORD: isRight ? PASSWORD : 'wrong' };
          const options = ['--user', USER, '--auth', mechanism, ...(isToken ? ['--token-env', 'INTEROP_TOKEN'] : [])];
          const { report, code } = await check(options, env);
          const { status, cause } = report.credentials ?? {};
          const rejection = ['rejected', isToken ? 'auth-token-invalid' : 'auth-rejected', 1];
          assert.deepEqual([status, cause, code], isRight ? ['accepted', null, 0] : rejection, describeReport(report));
          assert.deepEqual(await host.dovecot.requests(mark, 1), [{ service: protocol, mechanism, accepted: isRight }]);
        });
      }
    }
  }
});
