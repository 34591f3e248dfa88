// The program against npm's smtp-server: another implementation, other words, the same findings. Needs nothing installed.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { labRootPem } from '../../src/lab/certificates.ts';
import { NPM_SERVER_TOKEN, type NpmSmtpServer, startNpmSmtpServer } from './support/npm-smtp-server.ts';
import { describeReport, endpointOf, faultsOf, runCheck } from './support/program.ts';
import { Sandbox } from './support/sandbox.ts';

const HOST = 'npm.interop.test';
const USER = 'ada';
const PASSWORD = 'pa ss:"wörd"';

describe("npm's smtp-server", { skip: process.platform !== 'linux' && 'wants the loopback addresses of Linux' }, () => {
  let sandbox: Sandbox;
  let submission: NpmSmtpServer;
  let submissions: NpmSmtpServer;
  let open: NpmSmtpServer;

  before(async () => {
    sandbox = new Sandbox();
    sandbox.writeFile('ca.pem', labRootPem());
    const start = (options: Parameters<typeof startNpmSmtpServer>[0]['options']) =>
      startNpmSmtpServer({ host: HOST, address: sandbox.address, user: USER, password: PASSWORD, options });
    submission = await start({});
    submissions = await start({ secure: true });
    open = await start({ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'] });
  });
  after(async () => {
    for (const server of [submission, submissions, open]) await server?.close();
    await sandbox?.close();
  });

  const check = (ports: readonly NpmSmtpServer[], more: readonly string[] = [], env: Record<string, string> = {}) =>
    runCheck(
      [
        ...[HOST, '--resolve', `${HOST}:${sandbox.address}`, '--ca', sandbox.path('ca.pem')],
        ...['--port', ports.map(({ port }) => port).join(','), ...more],
      ],
      { env },
    );

  it('is usable by STARTTLS and by implicit TLS', async () => {
    const before = [submission.connections(), submissions.connections()];
    const { report, code } = await check([submission, submissions]);
    // It advertises AUTH in the clear, too, and refuses it there (538).
    assert.deepEqual([report.verdict, code, faultsOf(report)], ['warn', 0, ['auth-over-plaintext']], describeReport(report));
    assert.equal(endpointOf(report, submission.port, 'starttls').status, 'ok');
    assert.equal(endpointOf(report, submission.port, 'tls').status, 'mismatch');
    assert.equal(endpointOf(report, submissions.port, 'tls').status, 'ok');
    assert.equal(endpointOf(report, submissions.port, 'starttls').status, 'mismatch');
    assert.deepEqual(endpointOf(report, submission.port, 'starttls').auth, {
      plaintext: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'],
      tls: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'],
    });
    // It counts a connection when it is about to greet, and the other mode's connection is over by then.
    assert.deepEqual([submission.connections() - (before[0] ?? 0), submissions.connections() - (before[1] ?? 0)], [1, 1]);
  });

  for (const mechanism of ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'] as const) {
    for (const isRight of [true, false]) {
      it(`${mechanism} with ${isRight ? 'the right' : 'a wrong'} secret, once`, async () => {
        const before = submissions.logins.length;
        const isToken = mechanism === 'XOAUTH2';
        const secret = isToken ? NPM_SERVER_TOKEN : PASSWORD;
        const env = { [isToken ? 'INTEROP_TOKEN' : 'MAILPROBE_PASSWORD']: isRight ? secret : `${secret}x` };
        const token = isToken ? ['--token-env', 'INTEROP_TOKEN'] : [];
        const { report, code } = await check([submissions], ['--user', USER, '--auth', mechanism, ...token], env);
        assert.deepEqual(
          [report.credentials?.status, report.credentials?.mechanism, code],
          isRight ? ['accepted', mechanism, 0] : ['rejected', mechanism, 1],
          describeReport(report),
        );
        assert.deepEqual(submissions.logins.slice(before), [mechanism]);
      });
    }
  }

  it('AUTH offered in the clear is not used', async () => {
    const { report } = await check([submission], ['--user', USER, '--mode', 'plain'], { MAILPROBE_PASSWORD: PASSWORD });
    assert.equal(report.credentials?.status, 'skipped', describeReport(report));
    assert.deepEqual(submission.logins, []);
  });

  it('AUTH in the clear by name is refused by the server: encryption first', async () => {
    const { report } = await check(
      [submission],
      ['--user', USER, '--mode', 'plain', '--auth', 'PLAIN', '--allow-insecure-auth'],
      {
        MAILPROBE_PASSWORD: PASSWORD,
      },
    );
    assert.deepEqual(
      [report.credentials?.cause, report.credentials?.reply?.code, report.credentials?.attempts.length],
      ['auth-encryption-required', 538, 1],
      describeReport(report),
    );
    assert.deepEqual(submission.logins, []);
  });

  it('no STARTTLS at all', async () => {
    const { report, code } = await check([open]);
    assert.deepEqual(faultsOf(report), ['starttls-not-offered'], describeReport(report));
    assert.deepEqual([report.verdict, code], ['fail', 1]);
  });

  it('no mail came', () => {
    for (const { mail } of [submission, submissions, open]) assert.deepEqual(mail, []);
  });
});
