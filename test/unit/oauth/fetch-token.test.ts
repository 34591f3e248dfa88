// Tokens from an issuer on loopback: each flow, each way in which an issuer refuses or misbehaves.
import assert from 'node:assert/strict';
import { createHash, verify, X509Certificate } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { labRootPem, makeCertificate } from '../../../src/lab/certificates.ts';
import type { OauthOptions } from '../../../src/model/plan.ts';
import { Secret } from '../../../src/model/secret.ts';
import { Deadline } from '../../../src/net/deadline.ts';
import { Redactor } from '../../../src/net/redactor.ts';
import { type DeviceCode, fetchToken, knownMetadata, type TokenResult } from '../../../src/oauth/fetch-token.ts';
import {
  type Answer,
  type Asked,
  type IdentityProvider,
  type ProviderOptions,
  startIdentityProvider,
} from './identity-provider.ts';

const CLIENT_SECRET = 'Client~Secret/8842+x';
const TOKEN = { access_token: 'access-token-0001', token_type: 'Bearer', expires_in: 3600 };

const providers: IdentityProvider[] = [];
after(async () => {
  for (const provider of providers) await provider[Symbol.asyncDispose]();
});

async function provide(options: ProviderOptions): Promise<IdentityProvider> {
  const provider = await startIdentityProvider(options);
  providers.push(provider);
  return provider;
}

/** Answers at the token endpoint; discovery is as it should be. */
const atToken = (answer: Answer | null | ((asked: Asked) => Answer | null)): ProviderOptions => ({
  answers: (asked) => (asked.path === '/token' ? (typeof answer === 'function' ? answer(asked) : answer) : undefined),
});

interface Asking extends Partial<OauthOptions> {
  readonly totalMs?: number;
  readonly roots?: readonly string[];
  readonly onDeviceCode?: (code: DeviceCode) => void;
}

async function ask(
  issuer: string,
  { totalMs = 60_000, roots = [labRootPem()], onDeviceCode, ...changes }: Asking = {},
): Promise<TokenResult & { redactor: Redactor }> {
  const deadline = new Deadline(totalMs);
  const redactor = new Redactor();
  const options: OauthOptions = {
    provider: 'issuer',
    issuer,
    flow: 'client-credentials',
    clientId: 'client-7',
    clientSecret: new Secret(CLIENT_SECRET),
    refreshToken: null,
    scope: 'https://outlook.office365.com/.default',
    ...changes,
  };
  try {
    const result = await fetchToken(options, {
      deadline,
      extraRoots: roots,
      redactor,
      ...(onDeviceCode ? { onDeviceCode } : {}),
    });
    return { ...result, redactor };
  } finally {
    deadline.release();
  }
}

function failureOf(result: TokenResult) {
  assert.equal(result.ok, false);
  if (result.ok) throw new Error('unreachable');
  return result.failure;
}

describe('fetchToken', () => {
  it('client credentials: Basic where the issuer names no other way', async () => {
    const provider = await provide(atToken({ body: TOKEN }));
    const result = await ask(provider.issuer);
    assert.equal(result.ok && result.token.reveal(), TOKEN.access_token);
    const asked = provider.asked.at(-1);
    assert.deepEqual(asked?.form, { grant_type: 'client_credentials', scope: 'https://outlook.office365.com/.default' });
    const [id, secret] = Buffer.from(asked?.authorization?.replace('Basic ', '') ?? '', 'base64')
      .toString()
      .split(':')
      .map(decodeURIComponent);
    assert.deepEqual([id, secret], ['client-7', CLIENT_SECRET]);
    for (const text of [CLIENT_SECRET, TOKEN.access_token]) assert.equal(result.redactor.scrub(`x ${text} x`), 'x *** x');
  });

  it('client credentials: in the form where the issuer takes that', async () => {
    const provider = await provide({
      ...atToken({ body: TOKEN }),
      metadata: { token_endpoint_auth_methods_supported: ['client_secret_post'] },
    });
    assert.equal((await ask(provider.issuer)).ok, true);
    assert.equal(provider.asked.at(-1)?.form.client_secret, CLIENT_SECRET);
  });

  it('refresh token: a new one is a secret too', async () => {
    const provider = await provide(atToken({ body: { ...TOKEN, refresh_token: 'rotated-refresh-2' } }));
    const result = await ask(provider.issuer, {
      flow: 'refresh-token',
      refreshToken: new Secret('refresh-token-1'),
      clientSecret: null,
    });
    assert.equal(result.ok && result.refreshToken?.reveal(), 'rotated-refresh-2');
    assert.equal(provider.asked.at(-1)?.form.refresh_token, 'refresh-token-1');
    assert.equal(provider.asked.at(-1)?.form.client_id, 'client-7');
    for (const text of ['refresh-token-1', 'rotated-refresh-2']) assert.equal(result.redactor.scrub(`x ${text} x`), 'x *** x');
  });

  it('device code: shows the code, waits for the user', async () => {
    let polls = 0;
    const provider = await provide({
      answers: ({ path }, issuer) => {
        if (path === '/device') {
          return {
            body: {
              device_code: 'device-code-55',
              user_code: 'WDJB-MJHT\u001b',
              verification_uri: `${issuer}/go`,
              expires_in: 60,
              interval: 0.01,
            },
          };
        }
        if (path !== '/token') return undefined;
        polls++;
        return polls < 2 ? { status: 400, body: { error: 'authorization_pending' } } : { body: TOKEN };
      },
    });
    const shown: DeviceCode[] = [];
    const result = await ask(provider.issuer, {
      flow: 'device-code',
      clientSecret: null,
      onDeviceCode: (code) => shown.push(code),
    });
    assert.equal(result.ok && result.token.reveal(), TOKEN.access_token);
    assert.deepEqual(shown, [
      { userCode: 'WDJB-MJHT\\x1b', address: `${provider.issuer}/go`, addressWithCode: null, expiresInSeconds: 60 },
    ]);
    assert.equal(polls, 2);
  });

  it('device code: the user says no', async () => {
    const provider = await provide({
      answers: ({ path }) => {
        if (path === '/device')
          return {
            body: {
              device_code: 'd'.repeat(20),
              user_code: 'A',
              verification_uri: 'https://x.test/',
              expires_in: 60,
              interval: 0.01,
            },
          };
        return path === '/token' ? { status: 400, body: { error: 'access_denied' } } : undefined;
      },
    });
    assert.equal(failureOf(await ask(provider.issuer, { flow: 'device-code', onDeviceCode: () => {} })).error, 'access_denied');
  });

  it("Microsoft: the tenant's own addresses, without discovery, the secret in the form", async () => {
    const provider = await provide({
      answers: ({ path }) => (path === '/contoso.test/oauth2/v2.0/token' ? { body: TOKEN } : undefined),
    });
    const result = await ask(`${provider.issuer}/contoso.test/v2.0`, { provider: 'microsoft' });
    assert.equal(result.ok, true);
    assert.equal(provider.asked.length, 1);
    assert.equal(provider.asked[0]?.form.client_secret, CLIENT_SECRET);
  });

  it('device code: Ctrl-C ends the wait at once', async () => {
    const device = { device_code: 'd'.repeat(20), user_code: 'A', verification_uri: 'https://x.test/', expires_in: 3_600 };
    const provider = await provide({
      answers: ({ path }) =>
        path === '/device'
          ? { body: device }
          : path === '/token'
            ? { status: 400, body: { error: 'authorization_pending' } }
            : undefined,
    });
    const deadline = new Deadline(3_600_000);
    const options: OauthOptions = {
      provider: 'issuer',
      issuer: provider.issuer,
      flow: 'device-code',
      clientId: 'client-7',
      clientSecret: null,
      refreshToken: null,
      scope: 'mail',
    };
    const context = { deadline, extraRoots: [labRootPem()], redactor: new Redactor(), onDeviceCode: () => deadline.interrupt() };
    failureOf(await fetchToken(options, context));
    // The client would have waited 5 s before it asked at all.
    assert.ok(!provider.asked.some(({ path }) => path === '/token'));
    deadline.release();
  });

  it('knows the addresses of Microsoft and Google, and nobody else', () => {
    const microsoft = knownMetadata({ provider: 'microsoft', issuer: 'https://login.microsoftonline.com/contoso.test/v2.0' });
    const base = 'https://login.microsoftonline.com/contoso.test/oauth2/v2.0';
    assert.deepEqual(
      [microsoft?.token_endpoint, microsoft?.device_authorization_endpoint],
      [`${base}/token`, `${base}/devicecode`],
    );
    const google = knownMetadata({ provider: 'google', issuer: 'https://accounts.google.com' });
    const at = 'https://oauth2.googleapis.com';
    assert.deepEqual([google?.token_endpoint, google?.device_authorization_endpoint], [`${at}/token`, `${at}/device/code`]);
    assert.equal(knownMetadata({ provider: 'issuer', issuer: 'https://login.microsoftonline.com/contoso.test/v2.0' }), null);
  });

  it('does not mind an ID token of another issuer', async () => {
    const idToken = ['{"alg":"RS256"}', '{"iss":"https://other.test","aud":"x"}', 'x']
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.');
    const provider = await provide(atToken({ body: { ...TOKEN, id_token: idToken } }));
    assert.equal((await ask(provider.issuer)).ok, true);
  });

  it('finds an issuer that publishes by RFC 8414 only', async () => {
    const provider = await provide({
      answers: ({ path }, issuer) => {
        if (path === '/.well-known/openid-configuration') return { status: 404, body: 'no' };
        if (path === '/.well-known/oauth-authorization-server') return { body: { issuer, token_endpoint: `${issuer}/token` } };
        return path === '/token' ? { body: TOKEN } : undefined;
      },
    });
    assert.equal((await ask(provider.issuer)).ok, true);
  });

  const AADSTS =
    'AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value.\r\nTrace ID: 1\u001b[0m';
  const refusals: [
    name: string,
    answer: Answer,
    expected: { status: number; error: string | null; description: RegExp | null },
  ][] = [
    [
      'a wrong secret',
      { status: 401, body: { error: 'invalid_client', error_description: AADSTS } },
      { status: 401, error: 'invalid_client', description: /^AADSTS7000215: .*\\x0d\\x0aTrace ID: 1\\x1b\[0m$/ },
    ],
    [
      'a dead refresh token',
      { status: 400, body: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' } },
      { status: 400, error: 'invalid_grant', description: /expired or revoked/ },
    ],
    [
      'an error alone',
      { status: 400, body: { error: 'unauthorized_client' } },
      { status: 400, error: 'unauthorized_client', description: null },
    ],
    [
      'an error with status 200',
      { status: 200, body: { error: 'invalid_scope' } },
      { status: 200, error: 'invalid_scope', description: null },
    ],
    [
      'an echo of the secret',
      { status: 401, body: { error: 'invalid_client', error_description: `bad ${CLIENT_SECRET}!` } },
      { status: 401, error: 'invalid_client', description: /^bad \*\*\*!$/ },
    ],
    [
      'HTML',
      { status: 502, body: '<html>Bad gateway</html>' },
      { status: 502, error: null, description: /no JSON: <html>Bad gateway<\/html>$/ },
    ],
    ['HTML with status 200', { body: '<html>Log in</html>' }, { status: 200, error: null, description: /no JSON: <html>/ }],
    ['nothing', { status: 500 }, { status: 500, error: null, description: /no JSON, it is empty$/ }],
    [
      'JSON without a token',
      { body: { token_type: 'Bearer' } },
      { status: 200, error: null, description: /not what OAuth 2\.0 asks for/ },
    ],
    ['a list', { body: [1, 2] }, { status: 200, error: null, description: /not what OAuth 2\.0 asks for/ }],
    [
      'a redirection',
      { status: 302, headers: { location: 'http://127.0.0.1/' } },
      { status: 302, error: null, description: /redirection/ },
    ],
    ['an endless answer', { body: 'x'.repeat(3 << 20) }, { status: 200, error: null, description: /longer than 1048576 bytes/ }],
  ];
  for (const [name, answer, expected] of refusals) {
    it(`tells ${name}`, async () => {
      const provider = await provide(atToken(answer));
      const failure = failureOf(await ask(provider.issuer));
      assert.equal(failure.endpoint, `${provider.issuer}/token`);
      assert.equal(failure.status, expected.status);
      assert.equal(failure.error, expected.error);
      if (expected.description) assert.match(failure.description ?? '', expected.description);
      else assert.equal(failure.description, null);
      assert.equal(failure.systemCode, null);
      assert.equal(provider.asked.filter(({ path }) => path === '/token').length, 1, 'asked once');
    });
  }

  it('tells a discovery that is not there', async () => {
    const provider = await provide({ answers: () => ({ status: 404, body: 'no' }) });
    const failure = failureOf(await ask(provider.issuer));
    assert.deepEqual(
      [failure.endpoint, failure.status, failure.error],
      [`${provider.issuer}/.well-known/openid-configuration`, 404, null],
    );
  });

  it('tells a discovery that names another issuer, or a token endpoint in the clear', async () => {
    const other = await provide({ answers: () => undefined, metadata: { issuer: 'https://evil.test' } });
    assert.match(failureOf(await ask(other.issuer)).description ?? '', /not what OAuth 2\.0 asks for/);
    const clear = await provide({ answers: () => undefined, metadata: { token_endpoint: 'http://127.0.0.1:9/token' } });
    assert.equal((await ask(clear.issuer)).ok, false);
  });

  it('sends nothing in the clear', async () => {
    const provider = await provide({ ...atToken({ body: TOKEN }), insecure: true });
    const failure = failureOf(await ask(provider.issuer));
    assert.equal(failure.status, null);
    assert.deepEqual(provider.asked, []);
  });

  it('trusts nobody who is not to be trusted', async () => {
    const provider = await provide(atToken({ body: TOKEN }));
    assert.match(failureOf(await ask(provider.issuer, { roots: [] })).systemCode ?? '', /SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO/);
    const expired = await provide({ ...atToken({ body: TOKEN }), certificate: 'expired' });
    assert.equal(failureOf(await ask(expired.issuer)).systemCode, 'CERT_HAS_EXPIRED');
    for (const { asked } of [provider, expired]) assert.deepEqual(asked, []);
  });

  it('tells why there was no connection', async () => {
    const provider = await startIdentityProvider(atToken({ body: TOKEN }));
    await provider[Symbol.asyncDispose]();
    const failure = failureOf(await ask(provider.issuer));
    assert.deepEqual([failure.status, failure.systemCode], [null, 'ECONNREFUSED']);
  });

  it('ends with the deadline', async () => {
    const provider = await provide(atToken(null));
    const failure = failureOf(await ask(provider.issuer, { totalMs: 1_000 }));
    assert.equal(failure.systemCode, 'ETIMEDOUT');
    const silent = await provide({ answers: () => null });
    assert.equal(failureOf(await ask(silent.issuer, { totalMs: 200 })).systemCode, 'ETIMEDOUT');
  });
});

describe('an application that proves itself by its certificate', () => {
  const { certPem, keyPem } = makeCertificate({ names: ['app.lab.test'], key: 'rsa', ownKey: true });
  const certificate = { certificatePem: certPem, keyPem: new Secret(keyPem) };
  const partsOf = (assertion: string): readonly [header: Record<string, unknown>, payload: Record<string, unknown>] => {
    const [header = '', payload = ''] = assertion.split('.');
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
    return [read(header), read(payload)];
  };

  it("in Entra's form, at the token endpoint", async () => {
    const provider = await provide({
      answers: ({ path }) => (path.endsWith('/oauth2/v2.0/token') ? { body: TOKEN } : undefined),
    });
    const issuer = `${provider.issuer}/tenant/v2.0`;
    const result = await ask(issuer, { provider: 'microsoft', clientSecret: null, clientCertificate: certificate });
    assert.ok(result.ok, JSON.stringify(result));
    const form = provider.asked.at(-1)?.form ?? {};
    assert.equal(form.client_assertion_type, 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    assert.equal(form.client_secret, undefined);
    const assertion = form.client_assertion ?? '';
    const [header, payload] = partsOf(assertion);
    const { raw, publicKey } = new X509Certificate(certPem);
    assert.deepEqual(header, { alg: 'PS256', typ: 'JWT', 'x5t#S256': createHash('sha256').update(raw).digest('base64url') });
    assert.equal(payload.aud, `${provider.issuer}/tenant/oauth2/v2.0/token`);
    assert.deepEqual([payload.iss, payload.sub], ['client-7', 'client-7']);
    const [signed, signature] = [assertion.slice(0, assertion.lastIndexOf('.')), assertion.slice(assertion.lastIndexOf('.') + 1)];
    const padding = 6; // RSA_PKCS1_PSS_PADDING
    assert.ok(
      verify('sha256', Buffer.from(signed), { key: publicKey, padding, saltLength: 32 }, Buffer.from(signature, 'base64url')),
    );
  });

  it('and an issuer that says the assertion back gets it masked', async () => {
    const provider = await provide(
      atToken(({ form }) => ({
        status: 401,
        body: { error: 'invalid_client', error_description: `AADSTS700027: bad assertion ${form.client_assertion}` },
      })),
    );
    const result = await ask(provider.issuer, { clientSecret: null, clientCertificate: certificate });
    assert.ok(!result.ok);
    const assertion = provider.asked.at(-1)?.form.client_assertion ?? '';
    assert.ok(assertion.length > 100);
    assert.ok(!JSON.stringify(result.failure).includes(assertion.slice(0, 40)));
    assert.match(result.failure.description ?? '', /AADSTS700027: bad assertion \*\*\*/);
  });
});
