// What stands around the mail server means harm: DNS that loops, floods or lies, a proxy that is none, an identity
// provider that answers with anything but a token. The check says so in time, and gives nothing away.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { labRootPem } from '../../src/lab/certificates.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { portsOnly, submissions } from '../../src/lab/scenario.ts';
import type { FindingId } from '../../src/model/finding.ts';
import type { Credentials } from '../../src/model/plan.ts';
import { Secret } from '../../src/model/secret.ts';
import { MAX_ADDRESSES } from '../../src/net/dns/lookup.ts';
import { startDnsServer, type Zone } from '../support/dns-server.ts';
import { type ProxySettings, startGreeter, startProxy } from '../support/proxy-server.ts';
import { type Answer, type ProviderOptions, startIdentityProvider } from '../unit/oauth/identity-provider.ts';
import { type Checked, checkTarget } from './support/check-lab.ts';
import { assertSecret, assertSound } from './support/promises.ts';

const PASSWORD = 'Tr1cky <&> pass\\word';
const PROXY_PASSWORD = 'Pr0xy"pass word~1';
const CLIENT_SECRET = 'Client~Secret/8842+x';
const USER = 'ada@lab.test';
const HOST = 'mail.lab.test';

const closers: (() => Promise<void>)[] = [];
after(async () => {
  for (const close of closers) await close();
});

const withPassword: Credentials = { user: USER, password: new Secret(PASSWORD), token: null, oauth: null, notices: [] };
const SECRETS = [PASSWORD, PROXY_PASSWORD, CLIENT_SECRET];

let healthyLab: Promise<Lab> | null = null;
function healthy(): Promise<Lab> {
  healthyLab ??= startLab(portsOnly({ submissions: submissions() }), { account: { user: USER, password: PASSWORD } }).then(
    (lab) => {
      closers.push(() => lab.close());
      return lab;
    },
  );
  return healthyLab;
}

function has(checked: Checked, ...ids: FindingId[]): void {
  const found = checked.report.findings.map(({ id }) => id);
  assert.ok(
    ids.some((id) => found.includes(id)),
    `${found.join(', ')} has none of ${ids.join(', ')}`,
  );
}

function holds(checked: Checked): Checked {
  assertSound(checked);
  assertSecret(checked, SECRETS);
  return checked;
}

const many = (count: number): string[] => Array.from({ length: count }, (_, at) => `127.0.${1 + (at >> 8)}.${at & 255}`);
const HOSTILE_TEXT = '\x1b]52;c;bGFi\x07\u202etxt\x00';

const ZONES: Readonly<Record<string, { zone: Zone; expect: readonly FindingId[] }>> = {
  'an alias that leads to itself': { zone: { [HOST]: { CNAME: HOST } }, expect: ['dns-no-address', 'dns-server-failure'] },
  'aliases in a ring': {
    zone: { [HOST]: { CNAME: 'a.test' }, 'a.test': { CNAME: 'b.test' }, 'b.test': { CNAME: HOST } },
    expect: ['dns-no-address', 'dns-server-failure'],
  },
  'a server that refers elsewhere': {
    zone: { [HOST]: { instead: 'referral' } },
    expect: ['dns-no-address', 'dns-server-failure', 'dns-timeout'],
  },
  'garbage in place of an answer': {
    zone: { [HOST]: { instead: 'garbage' } },
    expect: ['dns-timeout', 'dns-server-failure', 'deadline-exceeded'],
  },
  'answers to other questions': {
    zone: { [HOST]: { instead: 'wrong-question' } },
    expect: ['dns-timeout', 'dns-server-failure', 'deadline-exceeded'],
  },
  'answers by a stranger': {
    zone: { [HOST]: { instead: 'wrong-id' } },
    expect: ['dns-timeout', 'dns-server-failure', 'deadline-exceeded'],
  },
  silence: { zone: { '*': { silent: true } }, expect: ['dns-timeout', 'deadline-exceeded'] },
};

describe('DNS', { concurrency: 4 }, () => {
  for (const [name, { zone, expect }] of Object.entries(ZONES)) {
    it(name, async () => {
      const dns = await startDnsServer(zone);
      closers.push(dns.close);
      const server = ['--dns-server', `${dns.address}:${dns.port}`];
      const checked = holds(await checkTarget(HOST, [...server, '--timeout', '5s'], { credentials: withPassword }));
      has(checked, ...expect);
      assert.equal(checked.report.verdict, 'fail');
      assert.deepEqual(checked.report.endpoints, []);
    });
  }

  it('500 addresses, huge and hostile texts: bounded, and the host is checked', async () => {
    const lab = await healthy();
    const txt = Array.from({ length: 40 }, (_, at) => `${HOSTILE_TEXT}${at}${'x'.repeat(1000)}`);
    const dns = await startDnsServer({
      [HOST]: {
        A: ['127.0.0.1', ...many(500)],
        TXT: txt,
        MX: Array.from({ length: 60 }, (_, at) => [at, `mx${at}.lab.test`] as const),
      },
      'lab.test': { TXT: txt },
      '1.0.0.127.in-addr.arpa': { PTR: ['xn--ls8h.lab.test', 'a'.repeat(60)] },
    });
    closers.push(dns.close);
    const argv = ['--dns-server', `${dns.address}:${dns.port}`, '-p', String(lab.port('submissions')), '-m', 'tls'];
    const checked = holds(await checkTarget(HOST, argv, { credentials: withPassword, tls: { extraRoots: [lab.caPem] } }));
    assert.equal(checked.report.credentials?.status, 'accepted', checked.texts.text);
    assert.equal(checked.report.dns?.addresses.length, MAX_ADDRESSES);
    assert.ok(checked.texts.json.length < 200_000, `${checked.texts.json.length} characters`);
  });
});

const PROXY_FINDINGS: readonly FindingId[] = [
  'proxy-unreachable',
  'proxy-auth-required',
  'proxy-refused',
  'proxy-protocol-error',
  'deadline-exceeded',
];

const LIES: Readonly<Record<string, ProxySettings>> = {
  'HTTP garbage': { kind: 'http', behaviour: 'garbage', said: `HTTP/1.1 ${HOSTILE_TEXT}\r\n`.repeat(20) },
  'an endless HTTP header': { kind: 'http', behaviour: 'garbage', said: `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(2_000_000)}` },
  'a refusal that repeats the login': {
    kind: 'http',
    behaviour: 'refuse',
    refusal: `HTTP/1.1 403 no ${PROXY_PASSWORD} ${Buffer.from(`bob:${PROXY_PASSWORD}`).toString('base64')}`,
  },
  'HTTP echo': { kind: 'http', behaviour: 'echo' },
  'HTTP silence': { kind: 'http', behaviour: 'silent' },
  'HTTP stall': { kind: 'http', behaviour: 'stall' },
  'HTTP close': { kind: 'http', behaviour: 'close' },
  'HTTP reset': { kind: 'http', behaviour: 'reset' },
  'SOCKS5 garbage': { kind: 'socks5', behaviour: 'garbage' },
  'SOCKS5 echo': { kind: 'socks5', behaviour: 'echo' },
  'SOCKS5 stall': { kind: 'socks5', behaviour: 'stall' },
  'SOCKS5 with an unknown refusal': { kind: 'socks5', behaviour: 'refuse', refusal: 77 },
  'SOCKS4 garbage': { kind: 'socks4', behaviour: 'garbage' },
  'SOCKS4 reset': { kind: 'socks4', behaviour: 'reset' },
};

const schemeOf = { http: 'http', socks4: 'socks4', socks5: 'socks5' } as const;

describe('a proxy', { concurrency: 4 }, () => {
  for (const [name, settings] of Object.entries(LIES)) {
    it(name, async () => {
      const proxy = await startProxy(settings);
      closers.push(proxy.close);
      const url = `${schemeOf[settings.kind]}://127.0.0.1:${proxy.port}`;
      const argv = ['--proxy', url, '-p', '465', '-m', 'tls', '--timeout', '3s', '--resolve', `${HOST}:127.0.0.1`];
      const password = settings.kind === 'socks4' ? null : new Secret(PROXY_PASSWORD);
      const options = { credentials: withPassword, proxyLogin: password === null ? null : { user: 'bob', password } };
      const checked = holds(await checkTarget(HOST, argv, options));
      has(checked, ...PROXY_FINDINGS);
      assert.equal(checked.report.credentials?.status, 'skipped');
    });
  }

  it('that plays the mail server itself gets no password', async () => {
    const proxy = await startProxy({
      kind: 'http',
      glued: '220 mail.lab.test ESMTP\r\n250-mail.lab.test\r\n250 AUTH PLAIN LOGIN\r\n235 ok\r\n',
    });
    closers.push(proxy.close);
    const argv = [
      '--proxy',
      `http://127.0.0.1:${proxy.port}`,
      '-p',
      '587',
      '-m',
      'starttls',
      '--timeout',
      '3s',
      '--resolve',
      `${HOST}:127.0.0.1`,
    ];
    const checked = holds(await checkTarget(HOST, argv, { credentials: withPassword }));
    assert.equal(checked.report.verdict, 'fail');
    assert.equal(checked.report.credentials?.status, 'skipped');
  });

  it('that leads to an echo of all that is said gets no password', async () => {
    const greeter = await startGreeter('220 mail.lab.test\r\n');
    closers.push(greeter.close);
    const argv = ['-p', String(greeter.port), '-m', 'starttls', '--timeout', '3s', '--resolve', `${HOST}:127.0.0.1`];
    const checked = holds(await checkTarget(HOST, argv, { credentials: withPassword }));
    assert.equal(checked.report.verdict, 'fail');
  });
});

const discovered =
  (answer: Answer | null): ProviderOptions['answers'] =>
  ({ path }) =>
    path === '/token' ? answer : undefined;

const echo: ProviderOptions['answers'] = ({ path, form, authorization }) =>
  path === '/token'
    ? {
        status: 400,
        body: {
          error: 'invalid_client',
          error_description: `${JSON.stringify(form)} ${authorization} ${CLIENT_SECRET} ${HOSTILE_TEXT}`,
        },
      }
    : undefined;

const PROVIDERS: Readonly<Record<string, ProviderOptions>> = {
  'HTML in place of a token': { answers: discovered({ body: '<html><script>alert(1)</script>' }) },
  'HTML in place of its configuration': { answers: () => ({ body: '<html>Sign in' }) },
  'a body without end': {
    answers: discovered({
      body: `{"access_token":"${'x'.repeat(20_000_000)}"}`,
      headers: { 'content-type': 'application/json' },
    }),
  },
  'a redirect to plain HTTP': { answers: discovered({ status: 302, headers: { location: 'http://127.0.0.1:9/token' } }) },
  'a redirect to itself': { answers: () => ({ status: 302, headers: { location: '/.well-known/openid-configuration' } }) },
  'an echo of the secret': { answers: echo },
  'a token endpoint without TLS': { answers: () => undefined, metadata: { token_endpoint: 'http://127.0.0.1:9/token' } },
  'an untrusted certificate': { answers: () => undefined, certificate: 'self-signed' },
  silence: { answers: () => null },
  'no JSON object': { answers: discovered({ body: [1, 2, 3] }) },
  'a token that is no text': { answers: discovered({ body: { access_token: { a: 1 }, token_type: 'Bearer' } }) },
};

describe('an identity provider', { concurrency: 4 }, () => {
  for (const [name, settings] of Object.entries(PROVIDERS)) {
    it(name, async () => {
      const lab = await startLab(portsOnly({ submissions: submissions({ auth: { mechanisms: ['XOAUTH2'] } }) }));
      const provider = await startIdentityProvider(settings);
      const oauth = {
        provider: 'issuer',
        issuer: provider.issuer,
        flow: 'client-credentials',
        clientId: 'client-7',
        clientSecret: new Secret(CLIENT_SECRET),
        refreshToken: null,
        scope: 'mail',
      } as const;
      const credentials: Credentials = { user: USER, password: null, token: null, oauth, notices: [] };
      const argv = ['-p', String(lab.port('submissions')), '-m', 'tls', '--resolve', `${HOST}:127.0.0.1`];
      const endsByTime = name === 'silence';
      if (endsByTime) argv.push('--timeout', '4s');
      try {
        const checked = holds(await checkTarget(HOST, argv, { credentials, tls: { extraRoots: [labRootPem()] } }));
        has(checked, 'oauth-token-request-failed');
        // The time may have run out for a slow mail server as well.
        if (!endsByTime) assert.equal(checked.report.endpoints[0]?.status, 'ok');
        assert.deepEqual(loginsOf(lab.record), []);
      } finally {
        await provider[Symbol.asyncDispose]();
        await lab.close();
      }
    });
  }
});
