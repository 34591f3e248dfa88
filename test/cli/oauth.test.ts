// OAuth from the command line to the mail server: tokens of a real OpenID provider that the lab then takes, every way
// in which a provider refuses, and tokens that were given. No secret in any output.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { portsOnly, submissions } from '../../src/lab/scenario.ts';
import type { Report } from '../../src/model/report.ts';
import { type Input, runFresh } from '../support/fresh-program.ts';
import {
  APPLICATION,
  MAIL_SCOPE,
  type OpenidProvider,
  OTHER_SCOPE,
  PERSON,
  startOpenidProvider,
} from '../support/openid-provider.ts';
import { type Answer, startIdentityProvider } from '../unit/oauth/identity-provider.ts';
import { type Ended, startProgram } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-oauth-'));
const root = join(folder, 'root.pem');

describe('OAuth through the program', { concurrency: 2 }, () => {
  let lab: Lab;
  let provider: OpenidProvider;
  /** Everything that must stand in no output. */
  const secrets: string[] = [APPLICATION.secret];
  const issued = new Set<string>();

  before(async () => {
    const ports = { submissions: submissions({ auth: { mechanisms: ['XOAUTH2', 'OAUTHBEARER'] } }) };
    lab = await startLab(portsOnly(ports), { account: { user: PERSON.account } });
    writeFileSync(root, lab.caPem);
    // What was issued last is good, as at a server that asks the provider.
    provider = await startOpenidProvider((token) => {
      issued.add(token);
      secrets.push(token);
      Object.assign(lab.account, { token });
    });
  });
  after(async () => {
    await provider.close();
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const mailHost = (at = lab): string[] => [
    'check',
    at.host,
    ...['-p', String(at.port('submissions')), '-m', 'tls', '--resolve', `${at.host}:127.0.0.1`, '--ca', root, '--json'],
    ...['-u', PERSON.account],
  ];
  const application = (issuer: string, ...more: string[]): string[] => [
    ...mailHost(),
    ...[
      '--oauth',
      issuer,
      '--oauth-flow',
      'client-credentials',
      '--client-id',
      APPLICATION.id,
      '--client-secret-env',
      'APP_SECRET',
    ],
    ...(more.includes('--scope') ? [] : ['--scope', MAIL_SCOPE]),
    ...more,
  ];
  const person = (flow: string, ...more: string[]): string[] => [
    ...mailHost(),
    ...['--oauth', provider.issuer, '--oauth-flow', flow, '--client-id', PERSON.clientId, ...more],
  ];

  function reportOf({ stdout, stderr }: Ended): Report {
    for (const secret of secrets) {
      for (const form of [secret, Buffer.from(secret).toString('base64').replace(/=+$/, '')]) {
        assert.ok(!`${stdout}${stderr}`.includes(form), `${form} was printed`);
      }
    }
    return JSON.parse(stdout) as Report;
  }

  async function accepts(argv: string[], input: Input = {}): Promise<Report> {
    const ended = await runFresh(argv, input);
    const report = reportOf(ended);
    assert.deepEqual([ended.code, report.verdict, report.credentials?.status], [0, 'ok', 'accepted'], ended.stdout);
    return report;
  }

  async function refuses(argv: string[], input: Input = {}) {
    const ended = await runFresh(argv, input);
    const report = reportOf(ended);
    assert.deepEqual([ended.code, report.verdict, report.credentials?.status], [1, 'fail', 'error'], ended.stdout);
    const [finding, ...more] = report.findings.filter(({ id }) => id === 'oauth-token-request-failed');
    assert.deepEqual(more, []);
    assert.ok(finding, ended.stdout);
    assert.deepEqual(report.credentials?.attempts, []);
    return finding;
  }

  // One at a time: the lab knows the token that was issued last.
  describe('with a real provider', { concurrency: 1 }, () => {
    it('client credentials', async () => {
      const report = await accepts(application(provider.issuer), { env: { APP_SECRET: APPLICATION.secret } });
      assert.match(report.credentials?.mechanism ?? '', /^(XOAUTH2|OAUTHBEARER)$/);
      assert.ok(issued.size > 0);
    });

    it('client credentials over the other mechanism', async () => {
      const argv = application(provider.issuer, '--auth', 'OAUTHBEARER');
      const report = await accepts(argv, { env: { APP_SECRET: APPLICATION.secret } });
      assert.equal(report.credentials?.mechanism, 'OAUTHBEARER');
    });

    it('refresh token', async () => {
      const token = await provider.issueRefreshToken();
      secrets.push(token);
      await accepts(person('refresh-token', '--refresh-token-env', 'REFRESH'), { env: { REFRESH: token } });
    });

    it('device code: address and code on stderr, also where that is no terminal', async () => {
      // Shorter than the sign-in takes: it comes before the clock of the check.
      const argv = person('device-code', '--scope', `openid ${MAIL_SCOPE}`, '--timeout', '4s');
      const program = startProgram(argv);
      const [, code = ''] = await program.says(/^ {4}([A-Z]{4}-[A-Z]{4})$/m);
      const [address] = await program.says(/^ {4}https:\/\/127\.0\.0\.1:\d+\/device$/m);
      assert.equal(address.trim(), `${provider.issuer}/device`);
      await provider.approve(code);
      const ended = await program.ended;
      assert.equal(reportOf(ended).credentials?.status, 'accepted', ended.stdout + ended.stderr);
      assert.equal(ended.code, 0);
    });

    it('device code: Ctrl-C ends the waiting', async () => {
      const program = startProgram(person('device-code', '--scope', `openid ${MAIL_SCOPE}`));
      await program.says(/enter this code/);
      program.child.kill('SIGINT');
      const { code, stdout, stderr } = await program.ended;
      assert.deepEqual([code, stdout], [130, '']);
      assert.doesNotMatch(stderr, /error|\bat /i);
    });

    it('tells a wrong client secret', async () => {
      const finding = await refuses(application(provider.issuer), { env: { APP_SECRET: 'Wrong~Secret/5512' } });
      assert.match(finding.evidence.join('\n'), /HTTP 401, invalid_client/);
    });

    it('tells an unknown refresh token', async () => {
      const argv = person('refresh-token', '--refresh-token-env', 'REFRESH');
      const finding = await refuses(argv, { env: { REFRESH: 'revoked-long-ago-0001' } });
      assert.match(finding.evidence.join('\n'), /HTTP 400, invalid_grant/);
    });

    it('tells a scope that the application may not have', async () => {
      const argv = application(provider.issuer, '--scope', OTHER_SCOPE);
      const finding = await refuses(argv, { env: { APP_SECRET: APPLICATION.secret } });
      assert.match(finding.evidence.join('\n'), /HTTP 400, invalid_scope/);
    });

    it('tells a flow that the application may not use', async () => {
      const argv = [
        '--oauth',
        provider.issuer,
        '--oauth-flow',
        'device-code',
        '--client-id',
        APPLICATION.id,
        '--scope',
        'openid',
      ];
      await refuses([...mailHost(), ...argv]);
    });
  });

  const answers: [name: string, answer: Answer, evidence: RegExp, words: RegExp][] = [
    [
      'HTML in place of a token',
      { status: 502, body: '<html>Bad gateway</html>' },
      /HTTP 502/,
      /no OAuth server|identity provider/,
    ],
    [
      "Microsoft's words for a wrong secret",
      {
        status: 401,
        body: { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided. Trace ID: 0' },
      },
      /AADSTS7000215/,
      /secret/i,
    ],
    [
      "Microsoft's words for an unknown application",
      {
        status: 400,
        body: { error: 'unauthorized_client', error_description: "AADSTS700016: Application with identifier 'x' was not found" },
      },
      /AADSTS700016/,
      /application/i,
    ],
    [
      "Microsoft's words for an unknown tenant",
      { status: 400, body: { error: 'invalid_request', error_description: "AADSTS90002: Tenant 'nowhere.test' not found." } },
      /AADSTS90002/,
      /tenant/i,
    ],
  ];
  for (const [name, answer, evidence, words] of answers) {
    it(`tells ${name}`, async () => {
      await using other = await startIdentityProvider({ answers: ({ path }) => (path === '/token' ? answer : undefined) });
      const finding = await refuses(application(other.issuer), { env: { APP_SECRET: APPLICATION.secret } });
      assert.match(finding.evidence.join('\n'), evidence);
      assert.match(`${finding.title} ${finding.detail} ${finding.fix}`, words);
    });
  }

  it('device code: a code that runs out is said, and the host is checked all the same', async () => {
    await using other = await startIdentityProvider({
      answers: ({ path }, issuer) => {
        const device = {
          device_code: 'device-code-77',
          user_code: 'ABCD',
          verification_uri: `${issuer}/go`,
          expires_in: 1,
          interval: 0.2,
        };
        if (path === '/device') return { body: device };
        return path === '/token' ? { status: 400, body: { error: 'expired_token' } } : undefined;
      },
    });
    const flow = ['--oauth', other.issuer, '--oauth-flow', 'device-code', '--client-id', 'x', '--scope', 'mail'];
    const finding = await refuses([...mailHost(), ...flow]);
    assert.match(finding.evidence.join('\n'), /expired_token/);
  });

  describe('with a token that was given', { concurrency: 1 }, () => {
    const GIVEN = 'given-access-token_0123456789';
    const path = join(folder, 'token');
    let own: Lab;
    before(async () => {
      secrets.push(GIVEN);
      writeFileSync(path, `${GIVEN}\n`, { mode: 0o600 });
      own = await startLab('auth-xoauth2', { account: { token: GIVEN } });
    });
    after(() => own.close());
    it('--token-env', async () => {
      await accepts([...mailHost(own), '--token-env', 'TOKEN'], { env: { TOKEN: GIVEN } });
    });
    it('--token-file', async () => {
      await accepts([...mailHost(own), '--token-file', path]);
    });
    it('--token-stdin', async () => {
      await accepts([...mailHost(own), '--token-stdin'], { input: `${GIVEN}\n` });
    });
  });
});
