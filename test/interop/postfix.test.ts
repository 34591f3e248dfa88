// The program against a healthy Postfix with Dovecot behind: what it reports, how many connections that takes, and that
// the server's own log knows of no mail.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { MECHANISMS } from './support/dovecot.ts';
import { HOST, MailHost } from './support/mail-host.ts';
import { serversAreMissing } from './support/packages.ts';
import type { SmtpdSession } from './support/postfix.ts';
import { describeReport, endpointOf, faultsOf, runCheck } from './support/program.ts';

const STARTTLS_SESSION = { ehlo: { accepted: 2, said: 2 }, starttls: { accepted: 1, said: 1 }, quit: { accepted: 1, said: 1 } };
const TLS_SESSION = { ehlo: { accepted: 1, said: 1 }, quit: { accepted: 1, said: 1 } };

/** There is a line feed in every ClientHello: Postfix takes what stands before it for a command, if it gets to read it. */
function withoutClientHello(commands: SmtpdSession['commands']): SmtpdSession['commands'] {
  const { unknown: _, ...others } = commands;
  return commands.ehlo ? commands : others;
}

/** The commands of a service's sessions, those without any first. */
const commandsOf = (sessions: readonly SmtpdSession[], service: string): SmtpdSession['commands'][] =>
  sessions
    .filter((session) => session.service === service)
    .map(({ commands }) => withoutClientHello(commands))
    .sort((a, b) => Object.keys(a).length - Object.keys(b).length);

describe('a healthy Postfix', { skip: serversAreMissing() }, () => {
  let host: MailHost;
  before(async () => {
    host = await MailHost.start({
      services: {
        relay: { kind: 'relay' },
        submission: { kind: 'submission' },
        submissions: { kind: 'submissions' },
        // What Postfix 3.7 does by itself.
        legacy: { kind: 'submission', settings: { smtpd_tls_protocols: '>=TLSv1' } },
      },
    });
  });
  after(() => host?.close());

  const allPorts = (): string => ['relay', 'submission', 'submissions'].map((name) => host.port(name)).join(',');

  it('is ok on all three ports, without a warning', async () => {
    const { code, report } = await runCheck([...host.arguments(), '--port', allPorts()]);
    assert.deepEqual(faultsOf(report), [], describeReport(report));
    assert.equal(report.verdict, 'ok');
    assert.equal(code, 0);
    const statuses = report.endpoints.map(({ port, mode, status }) => `${port}/${mode} ${status}`);
    assert.deepEqual(statuses, [
      `${host.port('relay')}/tls mismatch`,
      `${host.port('relay')}/starttls ok`,
      `${host.port('submission')}/tls mismatch`,
      `${host.port('submission')}/starttls ok`,
      `${host.port('submissions')}/tls ok`,
      `${host.port('submissions')}/starttls mismatch`,
    ]);
    assert.deepEqual(report.recommendation && [report.recommendation.port, report.recommendation.mode], [
      host.port('submissions'),
      'tls',
    ]);
  });

  it('offers AUTH under TLS alone, and not on the relay port', async () => {
    const { report } = await runCheck([...host.arguments(), '--port', allPorts()]);
    const authOf = (name: string, mode: string) => endpointOf(report, host.port(name), mode).auth;
    assert.deepEqual(authOf('relay', 'starttls'), { plaintext: [], tls: [] });
    for (const { plaintext, tls } of [authOf('submission', 'starttls'), authOf('submissions', 'tls')]) {
      assert.deepEqual([...(tls ?? [])].sort(), [...MECHANISMS].sort());
      assert.ok(plaintext === null || plaintext.length === 0);
    }
    const { greeting, capabilities, tls } = endpointOf(report, host.port('submission'), 'starttls');
    assert.deepEqual(greeting, { code: 220, lines: [`${HOST} ESMTP Postfix`] });
    assert.ok(capabilities.plaintext?.includes('STARTTLS'));
    assert.ok(capabilities.tls?.includes('SIZE 10240000') && !capabilities.tls.includes('STARTTLS'));
    assert.equal(tls?.protocol, 'TLSv1.3');
    assert.equal(tls?.trusted, true);
    assert.deepEqual(tls?.certificate?.names, [HOST]);
  });

  it('sees one connection a port that greets, each ended by QUIT where it got so far, and no mail', async () => {
    const mark = host.postfix.log.mark();
    await runCheck([...host.arguments(), '--port', allPorts()]);
    const sessions = await host.postfix.sessions(mark, 4);
    assert.equal(sessions.length, 4);
    assert.deepEqual(commandsOf(sessions, 'relay'), [STARTTLS_SESSION]);
    assert.deepEqual(commandsOf(sessions, 'submission'), [STARTTLS_SESSION]);
    // On a number that nobody assigned, the clear comes first and TLS after it.
    assert.deepEqual(commandsOf(sessions, 'submissions'), [{}, TLS_SESSION]);
    host.assertNoMail(sessions);
  });

  it('a closed port beside the open ones is seen, and no fault', async () => {
    const { report, code } = await runCheck([...host.arguments(), '--port', `${allPorts()},${host.closedPort}`]);
    const { status, failure } = endpointOf(report, host.closedPort, 'starttls');
    assert.deepEqual([status, failure?.code, failure?.systemCode], ['failed', 'tcp-refused', 'ECONNREFUSED']);
    assert.equal(report.dns?.addresses[0]?.ports[host.closedPort], 'refused');
    assert.deepEqual([report.verdict, code, faultsOf(report)], ['ok', 0, []], describeReport(report));
  });

  it('a closed port alone is the fault', async () => {
    const { report, code } = await runCheck([...host.arguments(), '--port', `${host.closedPort}`]);
    assert.deepEqual([report.verdict, code], ['fail', 1]);
    assert.ok(faultsOf(report).includes('tcp-refused'), describeReport(report));
  });

  const asked: readonly (readonly [scheme: string, service: string, expected: string])[] = [
    ['smtps', 'submissions', 'ok'],
    ['submissions', 'submissions', 'ok'],
    ['submission', 'submission', 'ok'],
    ['smtps', 'submission', 'mode-mismatch'],
    ['submission', 'submissions', 'mode-mismatch'],
  ];
  for (const [scheme, service, expected] of asked) {
    it(`${scheme}:// to the ${service} port: ${expected}`, async () => {
      const [name, ...rest] = host.arguments();
      const { report, code } = await runCheck([`${scheme}://${name}:${host.port(service)}`, ...rest]);
      assert.deepEqual([...faultsOf(report), code], expected === 'ok' ? [0] : [expected, 1], describeReport(report));
    });
  }

  it('--tls-max 1.2 gets TLS 1.2', async () => {
    const port = host.port('submission');
    const { report } = await runCheck([...host.arguments(), '--port', `${port}`, '--mode', 'starttls', '--tls-max', '1.2']);
    assert.equal(endpointOf(report, port, 'starttls').tls?.protocol, 'TLSv1.2', describeReport(report));
  });

  it('--tls-scan: 1.2 and 1.3, no commands taken ahead of STARTTLS, and still no mail', async () => {
    const port = host.port('submission');
    const { report } = await runCheck([...host.arguments(), '--port', `${port}`, '--mode', 'starttls', '--tls-scan']);
    const { tls } = endpointOf(report, port, 'starttls');
    assert.deepEqual(tls?.versions, { TLSv1: false, 'TLSv1.1': false, 'TLSv1.2': true, 'TLSv1.3': true }, describeReport(report));
    assert.deepEqual(faultsOf(report), [], describeReport(report));
    host.assertNoMail();
  });

  it('--tls-scan: the old versions that Postfix takes by default are a warning', async () => {
    const port = host.port('legacy');
    const { report, code } = await runCheck([...host.arguments(), '--port', `${port}`, '--mode', 'starttls', '--tls-scan']);
    assert.deepEqual([faultsOf(report), report.verdict, code], [['tls-legacy-version'], 'warn', 0], describeReport(report));
  });
});
