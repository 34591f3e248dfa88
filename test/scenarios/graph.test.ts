// Microsoft Graph through the straight line of a check: each answer that it is known to give, and what comes in its place, against
// what is concluded. On the server's side: nothing but reading is asked, and a token is shown no more often than it must be.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FindingId, Owner } from '../../src/model/finding.ts';
import type { Credentials } from '../../src/model/plan.ts';
import type { Verdict } from '../../src/model/report.ts';
import { Secret } from '../../src/model/secret.ts';
import {
  APPLICATION_CLAIMS,
  type GraphScript,
  graphError,
  json,
  makeToken,
  PERSON_CLAIMS,
  startGraphServer,
} from '../support/graph-server.ts';
import { type ProxySettings, startProxy } from '../support/proxy-server.ts';
import { startIdentityProvider } from '../unit/oauth/identity-provider.ts';
import { type Checked, checkTarget } from './support/check-lab.ts';

const MAILBOX = 'alice@contoso.example';
const SHARED = 'shared@contoso.example';

interface Scenario {
  readonly script?: GraphScript;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** In place of one made of claims; null: none is given. */
  readonly token?: string | null;
  readonly password?: true;
  readonly target?: string;
  readonly names?: readonly string[];
  readonly options?: readonly string[];
  /** The first finding that is no mere note; null: none is. */
  readonly finding: FindingId | null;
  readonly also?: FindingId;
  readonly owner?: Owner;
  readonly verdict: Verdict;
  readonly login: 'accepted' | 'rejected' | 'error' | 'skipped' | null;
  /** Requests that bore the token. */
  readonly shown: number;
  /** In title, detail, evidence or fix of the finding. */
  readonly says?: RegExp;
}

const denied = (message = 'Access is denied. Check credentials and try again.') => graphError(403, 'ErrorAccessDenied', message);
const html = (status: number, headers: Readonly<Record<string, string>> = {}) => ({
  status,
  headers: { 'content-type': 'text/html', ...headers },
  body: '<!DOCTYPE html><html><title>Sign in to the guest network</title></html>',
});
const tokenError = (message: string) => graphError(401, 'InvalidAuthenticationToken', message);
const { roles: _roles, ...WITHOUT_ROLES } = APPLICATION_CLAIMS;

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'an application that may read and send': {
    finding: null,
    verdict: 'ok',
    login: 'accepted',
    shown: 1,
    also: 'graph-send-untested',
  },
  'an application that may read the directory, too': {
    claims: { ...APPLICATION_CLAIMS, roles: ['Mail.Send', 'Mail.Read', 'User.Read.All'] },
    ...{ finding: null, verdict: 'ok', login: 'accepted', shown: 2 },
  },
  'a person at the own mailbox': { claims: PERSON_CLAIMS, finding: null, verdict: 'ok', login: 'accepted', shown: 2 },
  'a person with the permission to send alone': {
    claims: { ...PERSON_CLAIMS, scp: 'Mail.Send' },
    script: { inbox: denied() },
    ...{ finding: null, verdict: 'ok', login: 'accepted', shown: 1, also: 'graph-send-untested' },
  },
  'an opaque token of a personal account': {
    token: 'EwB4A8l6BAAUOUQVnDFoVxMbGTMmYyvtsM7JsGcAAQ',
    finding: null,
    verdict: 'ok',
    login: 'accepted',
    shown: 2,
  },
  'no login at all': { token: null, finding: null, verdict: 'ok', login: null, shown: 0 },
  'a password': { token: null, password: true, finding: 'auth-oauth-required', verdict: 'fail', login: 'skipped', shown: 0 },

  'a token for Exchange': {
    claims: { ...APPLICATION_CLAIMS, aud: 'https://outlook.office365.com' },
    ...{
      finding: 'graph-token-audience',
      owner: 'you',
      verdict: 'fail',
      login: 'skipped',
      shown: 0,
      says: /outlook\.office365\.com/,
    },
  },
  'a token for the Graph of another cloud': {
    claims: { ...APPLICATION_CLAIMS, aud: 'https://graph.microsoft.us' },
    ...{ finding: 'graph-token-audience', verdict: 'fail', login: 'skipped', shown: 0, says: /--cloud us-gov/ },
  },
  'a token for Graph by its application id': {
    claims: { ...APPLICATION_CLAIMS, aud: '00000003-0000-0000-c000-000000000000' },
    ...{ finding: null, verdict: 'ok', login: 'accepted', shown: 1 },
  },
  'a national cloud by name': {
    ...{
      names: ['graph.microsoft.us'],
      options: ['--cloud', 'us-gov'],
      claims: { ...APPLICATION_CLAIMS, aud: 'https://graph.microsoft.us' },
    },
    ...{ finding: null, verdict: 'ok', login: 'accepted', shown: 1 },
  },
  'a national cloud by its host': {
    ...{
      names: ['dod-graph.microsoft.us'],
      target: 'dod-graph.microsoft.us',
      claims: { ...APPLICATION_CLAIMS, aud: 'https://dod-graph.microsoft.us/' },
    },
    ...{ finding: null, verdict: 'ok', login: 'accepted', shown: 1 },
  },

  'an expired token': {
    claims: { ...APPLICATION_CLAIMS, exp: 1_700_000_000 },
    script: { inbox: tokenError('Lifetime validation failed, the token is expired.') },
    ...{ finding: 'graph-token-refused', owner: 'you', verdict: 'fail', login: 'rejected', shown: 1, says: /expired/ },
  },
  'a token from the future': {
    claims: { ...APPLICATION_CLAIMS, nbf: 4_000_000_000, exp: 4_000_003_600 },
    script: { inbox: tokenError('Access token has expired or is not yet valid.') },
    ...{ finding: 'graph-token-refused', verdict: 'fail', login: 'rejected', shown: 1, says: /clock/ },
  },
  'an audience that only Graph finds wrong': {
    token: 'EwB4A8l6BAAUOUQVnDFoVxMbGTMmYyvtsM7JsGcAAQ',
    script: { inbox: tokenError('Access token validation failure. Invalid audience.') },
    ...{ finding: 'graph-token-refused', verdict: 'fail', login: 'rejected', shown: 1, says: /another service or another cloud/ },
  },
  'a damaged token': {
    token: 'not-a-token-at-all-but-long-enough',
    script: { inbox: tokenError('IDX14100: JWT is not well formed, there are no dots (.).') },
    ...{ finding: 'graph-token-refused', verdict: 'fail', login: 'rejected', shown: 1, says: /ID token/ },
  },
  'a token that a policy has ended': {
    script: {
      inbox: tokenError(
        'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp',
      ),
    },
    ...{ finding: 'graph-token-refused', owner: 'provider', verdict: 'fail', login: 'rejected', shown: 1, says: /sign-in logs/ },
  },
  'a refusal in words that nobody knows': {
    script: { inbox: tokenError('Something new.') },
    ...{ finding: 'graph-token-refused', verdict: 'fail', login: 'rejected', shown: 1, says: /Something new\./ },
  },
  'a tenant without mail': {
    script: {
      inbox: graphError(
        401,
        'OrganizationFromTenantGuidNotFound',
        "The tenant for tenant guid '11111111-2222-3333-4444-555555555555' does not exist.",
      ),
    },
    ...{ finding: 'graph-mailbox-unavailable', owner: 'provider', verdict: 'fail', login: 'rejected', shown: 1 },
  },

  'an application without consent': {
    claims: WITHOUT_ROLES,
    script: { inbox: denied() },
    ...{
      finding: 'graph-mailbox-denied',
      also: 'graph-permission-missing',
      verdict: 'fail',
      login: 'accepted',
      shown: 1,
      says: /roles of the token[^:]*: none/,
    },
  },
  'an application that Exchange alone lets in': {
    claims: WITHOUT_ROLES,
    ...{
      finding: 'graph-permission-missing',
      verdict: 'warn',
      login: 'accepted',
      shown: 1,
      says: /Test-ServicePrincipalAuthorization/,
    },
  },
  'an application that may read and not send': {
    claims: { ...APPLICATION_CLAIMS, roles: ['Mail.Read'] },
    ...{ finding: 'graph-permission-missing', verdict: 'warn', login: 'accepted', shown: 1 },
  },
  'a person who may read and not send': {
    claims: { ...PERSON_CLAIMS, scp: 'Mail.Read User.Read' },
    ...{
      finding: 'graph-permission-missing',
      owner: 'provider',
      verdict: 'fail',
      login: 'accepted',
      shown: 2,
      says: /sign in once more/,
    },
  },
  'a person who would send for another mailbox': {
    claims: { ...PERSON_CLAIMS, scp: 'Mail.Read.Shared Mail.Send' },
    target: SHARED,
    ...{ finding: 'graph-permission-missing', verdict: 'fail', login: 'accepted', shown: 1, says: /Mail\.Send\.Shared/ },
  },
  'a token without any permission': {
    claims: { ...PERSON_CLAIMS, scp: 'Mail.Read Mail.Send' },
    script: {
      inbox: graphError(
        403,
        'NoPermissionsInAccessToken',
        'The token contains no permissions, or permissions can not be understood.',
      ),
    },
    ...{ finding: 'graph-permission-missing', verdict: 'fail', login: 'accepted', shown: 1 },
  },
  'a directory that is closed although the token says otherwise': {
    claims: { ...APPLICATION_CLAIMS, roles: ['Mail.Send', 'Mail.Read', 'User.Read.All'] },
    script: { user: graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.') },
    ...{ finding: 'graph-permission-missing', verdict: 'fail', login: 'accepted', shown: 2 },
  },

  'an application access policy': {
    script: {
      inbox: denied('Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.'),
    },
    ...{ finding: 'graph-mailbox-denied', owner: 'provider', verdict: 'fail', login: 'accepted', shown: 1 },
    says: /Test-ApplicationAccessPolicy -Identity alice@contoso\.example -AppId 66666666-7777-8888-9999-000000000000/,
  },
  'an application policy in the words of before': {
    script: { inbox: denied('Access to OData is disabled.') },
    ...{ finding: 'graph-mailbox-denied', verdict: 'fail', login: 'accepted', shown: 1, says: /Get-ApplicationAccessPolicy/ },
  },
  'RBAC for Applications with another scope': {
    script: { inbox: denied() },
    ...{
      finding: 'graph-mailbox-denied',
      verdict: 'fail',
      login: 'accepted',
      shown: 1,
      says: /Test-ServicePrincipalAuthorization/,
    },
  },
  'a person without rights to the mailbox of another': {
    claims: { ...PERSON_CLAIMS, scp: 'Mail.Read.Shared Mail.Send.Shared' },
    ...{ target: SHARED, script: { inbox: denied() } },
    ...{
      finding: 'graph-mailbox-denied',
      verdict: 'fail',
      login: 'accepted',
      shown: 1,
      says: /Add-MailboxPermission -Identity shared@contoso\.example/,
    },
  },
  'no mailbox in Exchange Online': {
    script: {
      inbox: graphError(
        404,
        'MailboxNotEnabledForRESTAPI',
        'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
      ),
    },
    ...{ finding: 'graph-mailbox-unavailable', owner: 'provider', verdict: 'fail', login: 'accepted', shown: 1, says: /licence/ },
  },
  'a user that is not there': {
    script: { inbox: graphError(404, 'ErrorInvalidUser', "The requested user 'alice@contoso.example' is invalid.") },
    ...{
      finding: 'graph-mailbox-unknown',
      verdict: 'fail',
      login: 'accepted',
      shown: 1,
      says: /11111111-2222-3333-4444-555555555555/,
    },
  },
  'a user that the directory does not know': {
    claims: { ...APPLICATION_CLAIMS, roles: ['Mail.Send', 'User.Read.All'] },
    script: {
      inbox: graphError(404, 'ResourceNotFound', 'Resource could not be discovered.'),
      user: graphError(
        404,
        'Request_ResourceNotFound',
        "Resource 'alice@contoso.example' does not exist or one of its queried reference-property objects are not present.",
      ),
    },
    ...{ finding: 'graph-mailbox-unknown', verdict: 'fail', login: 'accepted', shown: 2 },
  },

  'too many requests': {
    script: { inbox: graphError(429, 'TooManyRequests', 'Too Many Requests', { 'retry-after': '120' }) },
    ...{ finding: 'graph-throttled', verdict: 'fail', login: 'error', shown: 1, says: /Retry-After: 120 s/ },
  },
  'too many requests, said by a gateway without a word': {
    script: { inbox: { status: 429, headers: { 'retry-after': '7' } } },
    ...{ finding: 'graph-throttled', verdict: 'fail', login: 'error', shown: 1, says: /Retry-After: 7 s/ },
  },
  'a fault of the service': {
    script: { inbox: graphError(503, 'ServiceUnavailable', 'The service is unavailable.') },
    ...{ finding: 'server-fault', verdict: 'fail', login: 'error', shown: 1 },
  },
  'an error that nobody knows': {
    script: { inbox: graphError(418, 'ErrorTeapot', 'I am one.') },
    ...{ finding: 'http-refused', verdict: 'warn', login: 'accepted', shown: 1, says: /ErrorTeapot/ },
  },

  'a page of a guest network': {
    script: { door: html(200) },
    finding: 'http-foreign-answer',
    owner: 'network',
    verdict: 'fail',
    login: 'skipped',
    shown: 0,
    says: /guest network/,
  },
  'a redirect to a portal': {
    script: { door: html(302, { location: 'https://portal.example/login' }) },
    ...{ finding: 'http-redirected', owner: 'network', verdict: 'fail', login: 'skipped', shown: 0, says: /portal\.example/ },
  },
  'a redirect once the token is out': {
    script: { inbox: html(307, { location: 'https://graph.attacker.example/v1.0/me' }) },
    ...{ finding: 'http-redirected', verdict: 'fail', login: 'error', shown: 1 },
  },
  'a filter that wants a login of its own': {
    script: { door: html(407) },
    finding: 'proxy-auth-required',
    owner: 'network',
    verdict: 'fail',
    login: 'skipped',
    shown: 0,
  },
  'a page in place of the mailbox': {
    script: { inbox: html(403) },
    ...{ finding: 'http-foreign-answer', verdict: 'fail', login: 'error', shown: 1 },
  },
  'a door that stands open': {
    script: { door: json(200, { id: 'x' }) },
    ...{ finding: 'http-refused', verdict: 'fail', login: 'skipped', shown: 0 },
  },
  'a challenge without Bearer': {
    script: { door: graphError(401, 'InvalidAuthenticationToken', 'x', { 'www-authenticate': 'Basic realm="x"' }) },
    ...{ finding: 'auth-not-advertised', verdict: 'fail', login: 'skipped', shown: 0 },
  },
  'an answer of two hundred megabytes': {
    script: {
      inbox: {
        status: 200,
        act: (response) => {
          response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(200 * 1024 * 1024) });
          const chunk = Buffer.alloc(65_536, 0x20);
          const more = (): void => {
            while (!response.destroyed && response.write(chunk));
            if (!response.destroyed) response.once('drain', more);
          };
          more();
        },
      },
    },
    ...{ finding: 'http-foreign-answer', verdict: 'fail', login: 'error', shown: 1, says: /without end/ },
  },
  'a connection that ends in the answer': {
    script: { inbox: { status: 200, act: (response) => response.socket?.destroy() } },
    ...{ finding: 'connection-closed', verdict: 'fail', login: 'error', shown: 1 },
  },
  'a connection that ends after each answer': {
    claims: PERSON_CLAIMS,
    script: {
      door: {
        ...graphError(401, 'InvalidAuthenticationToken', 'Access token is empty.', {
          'www-authenticate': 'Bearer',
          connection: 'close',
        }),
      },
    },
    ...{ finding: null, verdict: 'ok', login: 'accepted', shown: 2 },
  },
  'a clock that is off by an hour': {
    script: { inbox: json(200, { id: 'x' }, { date: new Date(Date.now() - 3_600_000).toUTCString() }) },
    ...{ finding: 'http-clock-off', owner: 'you', verdict: 'warn', login: 'accepted', shown: 1 },
  },
  'a certificate of another name': {
    names: ['portal.example'],
    ...{ finding: 'cert-name-mismatch', verdict: 'fail', login: 'skipped', shown: 0 },
  },
};

function credentialsOf({ token, claims = APPLICATION_CLAIMS, password }: Scenario): Credentials | null {
  const nothing = { user: MAILBOX, password: null, token: null, oauth: null, notices: [] };
  if (password) return { ...nothing, password: new Secret('Tr0ub4dor&3-and-more') };
  if (token === null) return null;
  return { ...nothing, token: new Secret(token ?? makeToken(claims)) };
}

async function check(scenario: Scenario): Promise<{ readonly checked: Checked; readonly shown: number }> {
  const { names = ['graph.microsoft.com'], script, target = MAILBOX, options = [] } = scenario;
  const server = await startGraphServer(script, names);
  try {
    const host = target.includes('@') ? (names[0] === 'portal.example' ? 'graph.microsoft.com' : names[0]) : target;
    const checked = await checkTarget(
      target,
      ['--protocol', 'graph', '--port', String(server.port), '--resolve', `${host}:127.0.0.1`, '--timeout', '60s', ...options],
      { credentials: credentialsOf(scenario), tls: { extraRoots: server.extraRoots } },
    );
    return { checked, shown: server.logins().length };
  } finally {
    await server.close();
  }
}

describe('Microsoft Graph', { concurrency: 4 }, () => {
  for (const [name, scenario] of Object.entries(SCENARIOS)) {
    it(name, async () => {
      const { checked, shown } = await check(scenario);
      const { report, texts } = checked;
      const [first] = report.findings.filter(({ severity }) => severity !== 'info');
      const said = report.findings.map(({ id, title }) => `${id}: ${title}`).join('\n');
      assert.equal(first?.id ?? null, scenario.finding, said);
      assert.equal(report.verdict, scenario.verdict, said);
      assert.equal(report.credentials?.status ?? null, scenario.login, said);
      assert.equal(shown, scenario.shown, 'the token was shown so often');
      if (scenario.owner) assert.equal(first?.owner, scenario.owner);
      if (scenario.also)
        assert.ok(
          report.findings.some(({ id }) => id === scenario.also),
          said,
        );
      if (scenario.says) assert.match(JSON.stringify(first), scenario.says);
      if (first) assert.ok(first.evidence.length > 0 && first.fix !== '');
      // Whoever mends it is told how he sees that it worked, in words that fit a service.
      assert.doesNotMatch(texts.markdown, /begins with ""/);
      const { token, password } = credentialsOf(scenario) ?? {};
      const secret = (token ?? password)?.reveal();
      for (const [format, text] of Object.entries(texts)) {
        if (secret) assert.ok(!text.includes(secret), `the secret stands in ${format}`);
      }
    });
  }
});

const nothing = { user: MAILBOX, password: null, token: null, oauth: null, notices: [] };
const bearer = (token: string): Credentials => ({ ...nothing, token: new Secret(token) });

describe('Microsoft Graph on the way', { concurrency: 4 }, () => {
  const through = async (proxy: ProxySettings, options: readonly string[] = []) => {
    const server = await startGraphServer();
    const way = await startProxy({ names: { 'graph.microsoft.com': '127.0.0.1' }, ...proxy });
    try {
      const { report } = await checkTarget(
        MAILBOX,
        [
          '--protocol',
          'graph',
          '--port',
          String(server.port),
          '--proxy',
          `${proxy.kind === 'http' ? 'http' : 'socks5h'}://127.0.0.1:${way.port}`,
          '--timeout',
          '60s',
          ...options,
        ],
        { credentials: bearer(makeToken(APPLICATION_CLAIMS)), tls: { extraRoots: server.extraRoots } },
      );
      return { report, shown: server.logins().length };
    } finally {
      await way.close();
      await server.close();
    }
  };

  for (const kind of ['http', 'socks5'] as const) {
    it(`through a proxy (${kind})`, async () => {
      const { report, shown } = await through({ kind });
      assert.deepEqual([report.verdict, report.credentials?.status, shown], ['ok', 'accepted', 1]);
      assert.ok(report.endpoints[0]?.steps.some(({ stage, status }) => stage === 'proxy' && status === 'ok'));
    });
  }

  it('a proxy that wants a login gets no token', async () => {
    const { report, shown } = await through({
      kind: 'http',
      behaviour: 'refuse',
      refusal: 'HTTP/1.1 407 Proxy Authentication Required',
    });
    assert.deepEqual([report.findings[0]?.id, report.verdict, shown], ['proxy-auth-required', 'fail', 0]);
  });

  it('a certificate that nobody vouches for gets no token', async () => {
    const server = await startGraphServer();
    try {
      const options = [
        '--protocol',
        'graph',
        '--port',
        String(server.port),
        '--resolve',
        'graph.microsoft.com:127.0.0.1',
        '--timeout',
        '60s',
      ];
      const { report } = await checkTarget(MAILBOX, options, { credentials: bearer(makeToken(APPLICATION_CLAIMS)) });
      assert.deepEqual([report.verdict, report.credentials?.status, server.logins().length], ['fail', 'skipped', 0]);
      assert.match(report.findings[0]?.id ?? '', /^cert-/);
    } finally {
      await server.close();
    }
  });

  it('a silent service ends in time', async () => {
    const server = await startGraphServer({ inbox: { status: 200, act: () => {} } });
    try {
      const options = [
        '--protocol',
        'graph',
        '--port',
        String(server.port),
        '--resolve',
        'graph.microsoft.com:127.0.0.1',
        '--timeout',
        '3s',
      ];
      const { report } = await checkTarget(MAILBOX, options, {
        credentials: bearer(makeToken(APPLICATION_CLAIMS)),
        tls: { extraRoots: server.extraRoots },
      });
      assert.deepEqual([report.verdict, report.credentials?.status, server.logins().length], ['fail', 'error', 1]);
      assert.equal(report.credentials?.cause, 'deadline-exceeded');
    } finally {
      await server.close();
    }
  });
});

describe('a service that says the token back', { concurrency: 4 }, () => {
  const token = makeToken({ ...APPLICATION_CLAIMS, roles: ['Mail.Send', 'Mail.Read', 'User.Read.All'] });
  const pieces = [token, token.slice(0, 40), token.slice(-24)];
  const said: Readonly<Record<string, GraphScript>> = {
    'in the words of an error': { inbox: graphError(401, 'InvalidAuthenticationToken', `The token ${token} is not valid.`) },
    'in the name of an error': { inbox: graphError(403, token, 'No.') },
    'in a page': {
      inbox: { status: 500, headers: { 'content-type': 'text/html' }, body: `<html>Authorization: Bearer ${token}</html>` },
    },
    'in headers': {
      inbox: json(200, { id: token }, { 'request-id': token, server: token, 'www-authenticate': `Bearer error="${token}"` }),
    },
    'in a redirect': { inbox: { status: 302, headers: { location: `https://x.example/?access_token=${token}` } } },
    'of the directory': {
      user: graphError(404, 'Request_ResourceNotFound', `Resource '${token}' does not exist.`, { 'request-id': token }),
    },
  };
  for (const [name, script] of Object.entries(said)) {
    it(name, async () => {
      const server = await startGraphServer(script);
      try {
        const options = [
          '--protocol',
          'graph',
          '--port',
          String(server.port),
          '--resolve',
          'graph.microsoft.com:127.0.0.1',
          '--timeout',
          '60s',
        ];
        const { report, texts } = await checkTarget(MAILBOX, options, {
          credentials: bearer(token),
          tls: { extraRoots: server.extraRoots },
        });
        for (const [format, text] of Object.entries({ ...texts, report: JSON.stringify(report) }))
          for (const piece of pieces) assert.ok(!text.includes(piece), `${format}: ${piece}`);
      } finally {
        await server.close();
      }
    });
  }
});

describe('a token that is fetched', { concurrency: 4 }, () => {
  it('goes to Graph once, and its secret to the issuer alone', async () => {
    const token = makeToken(APPLICATION_CLAIMS);
    await using issuer = await startIdentityProvider({
      answers: ({ path }) =>
        path === '/token' ? { body: { access_token: token, token_type: 'Bearer', expires_in: 3600 } } : undefined,
    });
    const server = await startGraphServer();
    const clientSecret = new Secret('Client~Secret/4711+x');
    const oauth = {
      provider: 'issuer',
      issuer: issuer.issuer,
      flow: 'client-credentials',
      clientId: 'app',
      clientSecret,
      refreshToken: null,
      scope: 'https://graph.microsoft.com/.default',
    } as const;
    try {
      const options = [
        '--protocol',
        'graph',
        '--port',
        String(server.port),
        '--resolve',
        'graph.microsoft.com:127.0.0.1',
        '--timeout',
        '60s',
      ];
      const { report } = await checkTarget(MAILBOX, options, {
        credentials: { ...nothing, oauth },
        tls: { extraRoots: server.extraRoots },
      });
      assert.deepEqual([report.verdict, report.credentials?.status, server.logins().length], ['ok', 'accepted', 1]);
      assert.equal(server.logins()[0]?.headers.authorization, `Bearer ${token}`);
      assert.ok(!JSON.stringify(server.requests).includes(clientSecret.reveal()));
    } finally {
      await server.close();
    }
  });

  it('is refused by the issuer, and Graph gets nothing', async () => {
    await using issuer = await startIdentityProvider({
      answers: ({ path }) =>
        path === '/token'
          ? {
              status: 401,
              body: { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' },
            }
          : undefined,
    });
    const server = await startGraphServer();
    const oauth = {
      provider: 'issuer',
      issuer: issuer.issuer,
      flow: 'client-credentials',
      clientId: 'app',
      clientSecret: new Secret('Client~Secret/4711+x'),
      refreshToken: null,
      scope: 'x',
    } as const;
    try {
      const options = [
        '--protocol',
        'graph',
        '--port',
        String(server.port),
        '--resolve',
        'graph.microsoft.com:127.0.0.1',
        '--timeout',
        '60s',
      ];
      const { report } = await checkTarget(MAILBOX, options, {
        credentials: { ...nothing, oauth },
        tls: { extraRoots: server.extraRoots },
      });
      assert.deepEqual(
        [report.findings[0]?.id, report.verdict, server.logins().length],
        ['oauth-token-request-failed', 'fail', 0],
      );
    } finally {
      await server.close();
    }
  });
});
