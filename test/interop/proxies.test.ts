// Checks through real proxies: with and without a login, to a port that is closed, to one that the proxy bars, and through a
// proxy that is not there. What the proxy did is never blamed on the mail server.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import type { FindingId } from '../../src/model/finding.ts';
import { programsAreMissing } from './support/packages.ts';
import { type CheckRun, describeReport, faultsOf, runCheck } from './support/program.ts';
import { PROXY_PACKAGES, PROXY_PROGRAMS, startDante, startMicrosocks, startTinyproxy } from './support/proxies.ts';
import { Sandbox } from './support/sandbox.ts';

const LOGIN = { user: 'gate', password: 'pass-the-gate-7' };

describe('through real proxies', { skip: programsAreMissing(PROXY_PROGRAMS, PROXY_PACKAGES) }, () => {
  let sandbox: Sandbox;
  let lab: Lab;
  let caFile: string;
  let closedPort: number;
  const ports: Record<string, number> = {};

  before(async () => {
    sandbox = new Sandbox();
    lab = await startLab('healthy');
    caFile = sandbox.writeFile('ca.pem', lab.caPem, 0o644);
    [closedPort = 0] = await sandbox.freePorts(1);
    const open = Object.values(lab.ports);
    const [microsocks, guarded, dante, tinyproxy, tinyGuarded] = await Promise.all([
      startMicrosocks(sandbox),
      startMicrosocks(sandbox, LOGIN),
      startDante(sandbox, lab.port('relay')),
      startTinyproxy(sandbox, [...open, closedPort]),
      startTinyproxy(sandbox, open, LOGIN),
    ]);
    Object.assign(ports, { microsocks, guarded, dante, tinyproxy, tinyGuarded });
  });
  after(async () => {
    await lab?.close();
    await sandbox?.close();
  });

  /** `scheme` and the name of a proxy above; the login goes by the environment, as it has to. */
  async function check(
    scheme: string,
    proxy: string | number,
    {
      login = '',
      port = [lab.port('submissions'), lab.port('submission')].join(','),
      host = lab.host,
      more = [] as string[],
    } = {},
  ): Promise<CheckRun & { text: string }> {
    const url = `${scheme}://${login}${sandbox.address}:${typeof proxy === 'number' ? proxy : ports[proxy]}`;
    const target = [host, '--resolve', `${lab.host}:${lab.address}`, '-p', port, '--ca', caFile, '-u', lab.account.user];
    const env = { MAILPROBE_PROXY: url, MAILPROBE_PASSWORD: lab.account.password };
    const run = await runCheck([...target, ...more], { env });
    for (const secret of [LOGIN.password, lab.account.password])
      assert.ok(!(run.stdout + run.stderr).includes(secret), 'no secret in what is printed');
    return { ...run, text: describeReport(run.report) };
  }

  for (const [scheme, proxy, login] of [
    ['socks5', 'microsocks', ''],
    ['socks5', 'guarded', `${LOGIN.user}:${LOGIN.password}@`],
    ['socks4', 'dante', ''],
    ['socks5', 'dante', ''],
    ['http', 'tinyproxy', ''],
    ['http', 'tinyGuarded', `${LOGIN.user}:${LOGIN.password}@`],
  ] as const) {
    it(`${scheme} by ${proxy}: as without, and logged in`, async () => {
      const { report, text } = await check(scheme, proxy, { login });
      assert.deepEqual([report.verdict, faultsOf(report)], ['ok', []], text);
      assert.equal(report.credentials?.status, 'accepted');
      // The other mode of a port that greeted needed no connection.
      const reached = report.endpoints.filter(({ status }) => status === 'ok');
      assert.ok(reached.length > 0, text);
      assert.ok(reached.every(({ steps }) => steps.some(({ stage, status }) => stage === 'proxy' && status === 'ok')));
    });
  }

  for (const [scheme, proxy] of [
    ['socks5h', 'microsocks'],
    ['socks5h', 'dante'],
  ] as const) {
    it(`${scheme} by ${proxy}: the proxy resolves the name`, async () => {
      // A name that the proxy's machine knows; the certificate bears another, which --servername tells.
      const { report, text } = await check(scheme, proxy, { host: 'localhost', more: ['--servername', lab.host, '-4'] });
      assert.equal(report.verdict, 'ok', text);
      assert.equal(report.credentials?.status, 'accepted', text);
    });
  }

  for (const [scheme, proxy, login] of [
    ['socks5', 'guarded', ''],
    ['socks5', 'guarded', 'gate:wrong@'],
    ['http', 'tinyGuarded', ''],
    ['http', 'tinyGuarded', 'gate:wrong@'],
  ] as const) {
    it(`${scheme} by ${proxy}, ${login === '' ? 'no login' : 'a wrong one'}: proxy-auth-required`, async () => {
      const { report, code, text } = await check(scheme, proxy, { login });
      assert.deepEqual([report.verdict, code, faultsOf(report)[0]], ['fail', 1, 'proxy-auth-required'], text);
      assert.equal(report.credentials?.status, 'skipped', text);
      assert.notEqual(report.findings[0]?.owner, 'server', text);
    });
  }

  for (const [scheme, proxy, causes] of [
    ['socks5', 'microsocks', ['tcp-refused', 'proxy-refused']],
    ['socks4', 'dante', ['tcp-refused', 'proxy-refused']],
    ['socks5', 'dante', ['tcp-refused', 'proxy-refused']],
    ['http', 'tinyproxy', ['tcp-refused', 'proxy-refused']],
  ] as const satisfies readonly (readonly [string, string, readonly FindingId[]])[]) {
    it(`${scheme} by ${proxy}, to a closed port`, async () => {
      const { report, code, text } = await check(scheme, proxy, { port: String(closedPort) });
      assert.deepEqual([report.verdict, code], ['fail', 1], text);
      assert.ok(
        report.endpoints.every(({ failure }) => causes.some((cause) => cause === failure?.code)),
        text,
      );
    });
  }

  it('a port that the proxy bars: proxy-refused, and the others work', async () => {
    const barred = lab.port('relay');
    const { report, text } = await check('socks5', 'dante', { port: `${barred},${lab.port('submissions')}` });
    const failed = report.endpoints.filter(({ port }) => port === barred);
    assert.ok(failed.length === 2 && failed.every(({ failure }) => failure?.code === 'proxy-refused'), text);
    assert.equal(report.credentials?.status, 'accepted', text);
  });

  it('no proxy there: proxy-unreachable', async () => {
    const { report, code, text } = await check('socks5', closedPort);
    assert.deepEqual([report.verdict, code, faultsOf(report)[0]], ['fail', 1, 'proxy-unreachable'], text);
  });

  it('the wrong kind of proxy: proxy-protocol-error', async () => {
    for (const [scheme, proxy] of [
      ['http', 'microsocks'],
      ['socks5', 'tinyproxy'],
    ] as const) {
      const { report, text } = await check(scheme, proxy, { more: ['--command-timeout', '700ms'] });
      assert.equal(faultsOf(report)[0], 'proxy-protocol-error', `${scheme} to ${proxy}: ${text}`);
    }
  });
});
