// Exchange Web Services through the straight line of a check: each answer that they are known to give, and what comes in their place,
// against what is concluded. On the server's side: nothing but reading is asked, and a login is shown once.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding, FindingId, Owner } from '../../src/model/finding.ts';
import type { Credentials } from '../../src/model/plan.ts';
import type { Report, Verdict } from '../../src/model/report.ts';
import { Secret } from '../../src/model/secret.ts';
import {
  BASIC_DOOR,
  backOff,
  type EwsScript,
  type EwsServer,
  inboxFound,
  ntlmChallenge,
  refusedLogin,
  responseError,
  SERVER_DOOR,
  soapFault,
  startEwsServer,
  TOKEN_DOOR,
} from '../support/ews-server.ts';
import { type GraphRequest, makeToken } from '../support/graph-server.ts';
import { type ProxySettings, startProxy } from '../support/proxy-server.ts';
import { type Checked, checkTarget } from './support/check-lab.ts';

const MAILBOX = 'alice@contoso.example';
const SHARED = 'shared@contoso.example';
const PASSWORD = 'Tr0ub4dor&3-and-more';
const ONLINE = 'outlook.office365.com';
const SERVER = 'mail.contoso.example';
const HOUR_S = 3_600;
const nowSeconds = Math.floor(Date.now() / 1000);

const PERSON = {
  aud: 'https://outlook.office365.com',
  tid: '11111111-2222-3333-4444-555555555555',
  appid: '66666666-7777-8888-9999-000000000000',
  upn: MAILBOX,
  scp: 'EWS.AccessAsUser.All',
  exp: nowSeconds + HOUR_S,
};
const { upn: _upn, scp: _scp, ...REST } = PERSON;
const APPLICATION = { ...REST, idtyp: 'app', roles: ['full_access_as_app'] };

interface Scenario {
  readonly script?: EwsScript;
  /** Of a token; null: no login; `password`. */
  readonly login?: Readonly<Record<string, unknown>> | 'password' | null;
  readonly user?: string;
  readonly target?: string;
  readonly names?: readonly string[];
  readonly options?: readonly string[];
  /** The first finding that is no mere note; null: none is. */
  readonly finding: FindingId | null;
  readonly also?: FindingId;
  readonly owner?: Owner;
  readonly verdict: Verdict;
  readonly status: 'accepted' | 'rejected' | 'error' | 'skipped' | null;
  /** Requests that bore the login. */
  readonly shown: number;
  readonly says?: RegExp;
  readonly server?: (requests: readonly GraphRequest[]) => void;
  readonly report?: (report: Report) => void;
}

const html = (status: number, headers: Readonly<Record<string, string>> = {}) => ({
  status,
  headers: { 'content-type': 'text/html', ...headers },
  body: '<!DOCTYPE html><html><title>Sign in to the guest network</title></html>',
});
const NTLM_AND_BASIC = { status: 401, headers: { 'www-authenticate': 'NTLM, Basic realm="mail.contoso.example"' } };
const onServer = { target: SERVER, names: [SERVER], login: 'password' } as const;
const lastBody = (requests: readonly GraphRequest[]): string => requests.at(-1)?.body ?? '';
const behind = (script: EwsScript) => ({ script, verdict: 'fail', status: 'accepted', shown: 1 }) as const;
const refused = (script: EwsScript) => ({ script, verdict: 'fail', status: 'rejected', shown: 1 }) as const;
const before = (script: EwsScript) => ({ script, verdict: 'fail', status: 'skipped', shown: 0 }) as const;

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'a person at the own mailbox in Exchange Online': {
    script: { inbox: inboxFound('15.20.9298.6') },
    ...{ finding: null, verdict: 'ok', status: 'accepted', shown: 1, also: 'ews-send-untested' },
    server: (requests) => {
      assert.match(lastBody(requests), /<t:DistinguishedFolderId Id="inbox"\/>/);
      assert.equal(requests.at(-1)?.headers['x-anchormailbox'], MAILBOX);
    },
    report: ({ endpoints, findings }) => {
      assert.deepEqual(endpoints[0]?.auth.tls, ['BEARER', 'BASIC']);
      assert.match(
        endpoints[0]?.capabilities.tls?.[0] ?? '',
        /^BEARER authorization_uri=https:\/\/login\.microsoftonline\.com\/common\/oauth2\/authorize trusted_issuers=00000001/,
      );
      assert.deepEqual(
        endpoints[0]?.steps.map(({ stage }) => stage),
        ['connect', 'tls', 'http', 'auth', 'permission'],
      );
      assert.match(findings.find(({ id }) => id === 'ews-server-version')?.title ?? '', /Exchange Online/);
    },
  },
  'an application that impersonates': {
    ...{ login: APPLICATION, options: ['--as', SHARED] },
    ...{ finding: null, verdict: 'ok', status: 'accepted', shown: 1 },
    server: (requests) => {
      const body = lastBody(requests);
      assert.match(
        body,
        /<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>shared@contoso\.example<\/t:PrimarySmtpAddress>/,
      );
      assert.equal(requests.at(-1)?.headers['x-anchormailbox'], SHARED);
    },
  },
  'an application that names no mailbox': {
    ...behind({
      inbox: soapFault(
        'ErrorInvalidExchangeImpersonationHeaderData',
        'ExchangeImpersonation SOAP header must be present for this type of OAuth token.',
      ),
    }),
    ...{ login: APPLICATION, finding: 'ews-impersonation-refused', owner: 'you', says: /--as alice@contoso\.example/ },
  },
  'a person who impersonates': {
    ...behind({
      inbox: soapFault(
        'ErrorInvalidExchangeImpersonationHeaderData',
        'ExchangeImpersonation SOAP header must not exist for this type of OAuth token.',
      ),
    }),
    ...{ options: ['--as', SHARED], finding: 'ews-impersonation-refused', owner: 'you', says: /Leave out `--as`/ },
  },
  'a person who had the role before Exchange Online took it away': {
    ...behind({
      inbox: soapFault('ErrorImpersonateUserDenied', 'The account does not have permission to impersonate the requested user.'),
    }),
    ...{ options: ['--as', SHARED], finding: 'ews-impersonation-refused', owner: 'provider', says: /client-credentials/ },
  },
  'an application out of scope': {
    ...behind({
      inbox: soapFault('ErrorImpersonateUserDenied', 'The account does not have permission to impersonate the requested user.'),
    }),
    ...{ login: APPLICATION, options: ['--as', SHARED], finding: 'ews-impersonation-refused', owner: 'provider' },
    says: /Test-ServicePrincipalAuthorization -Identity 66666666-7777-8888-9999-000000000000 -Resource shared@contoso\.example/,
  },
  'a service account without the role': {
    ...behind({
      door: BASIC_DOOR,
      inbox: soapFault('ErrorImpersonateUserDenied', 'The account does not have permission to impersonate the requested user.'),
    }),
    ...{ ...onServer, options: ['--as', SHARED], finding: 'ews-impersonation-refused', owner: 'server' },
    says: /New-ManagementRoleAssignment -Name impersonate -Role ApplicationImpersonation -User alice@contoso\.example/,
  },
  'an impersonated address that cannot be resolved': {
    ...behind({ door: BASIC_DOOR, inbox: soapFault('ErrorImpersonationFailed', 'Exchange Web Services cannot impersonate.') }),
    ...{
      ...onServer,
      options: ['--as', SHARED],
      finding: 'ews-impersonation-refused',
      says: /Get-Recipient shared@contoso\.example/,
    },
  },
  'no such mailbox': {
    ...behind({ inbox: responseError('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.') }),
    ...{ finding: 'ews-mailbox-unknown', owner: 'you', says: /Get-Recipient alice@contoso\.example/ },
  },
  'an account without a mail address': {
    ...behind({
      door: BASIC_DOOR,
      inbox: responseError(
        'ErrorMissingEmailAddress',
        'When making a request as an account that does not have a mailbox, you must specify the mailbox primary SMTP address for any distinguished folder Ids.',
      ),
    }),
    ...{ ...onServer, finding: 'ews-mailbox-unknown' },
  },
  'a disabled account': {
    ...behind({ door: BASIC_DOOR, inbox: soapFault('ErrorAccountDisabled', 'The requesting account is disabled.') }),
    ...{ ...onServer, finding: 'ews-mailbox-unavailable', owner: 'server', says: /disabled/ },
  },
  'a mailbox on the move': {
    ...behind({ inbox: responseError('ErrorMailboxMoveInProgress', 'Mailbox move in progress. Try again later.') }),
    ...{ finding: 'ews-mailbox-unavailable', says: /Get-MoveRequestStatistics/ },
  },
  'a database that is down': {
    ...behind({
      door: BASIC_DOOR,
      inbox: responseError('ErrorMailboxStoreUnavailable', 'The mailbox database is temporarily unavailable.'),
    }),
    ...{ ...onServer, finding: 'ews-mailbox-unavailable', owner: 'server' },
  },
  'a busy server': {
    ...behind({
      door: BASIC_DOOR,
      inbox: soapFault('ErrorServerBusy', 'The server cannot service this request right now. Try again later.', backOff(297_749)),
    }),
    ...{ ...onServer, finding: 'ews-throttled', owner: 'you', says: /298 s/ },
  },
  'a version that the server has not': {
    ...behind({ door: BASIC_DOOR, inbox: soapFault('ErrorInvalidServerVersion', 'The specified server version is invalid.') }),
    ...{ ...onServer, finding: 'ews-version-unsupported', says: /15\.1\.2507\.39/ },
  },
  'a request that something has changed': {
    ...behind({ door: BASIC_DOOR, inbox: soapFault('ErrorSchemaValidation', 'The request failed schema validation.') }),
    ...{ ...onServer, finding: 'ews-version-unsupported', owner: 'server', says: /gateway or filter/ },
  },
  'the mailbox of another without a right': {
    ...behind({ inbox: responseError('ErrorAccessDenied', 'Access is denied. Check credentials and try again.') }),
    ...{ target: SHARED, options: ['--cloud', 'global'], finding: 'ews-mailbox-denied', owner: 'provider' },
    says: /Add-MailboxPermission -Identity shared@contoso\.example -User alice@contoso\.example/,
    server: (requests) => assert.match(lastBody(requests), /<t:EmailAddress>shared@contoso\.example<\/t:EmailAddress>/),
  },
  'a folder that is hidden from the login': {
    ...behind({ inbox: responseError('ErrorFolderNotFound', 'The specified folder could not be found in the store.') }),
    ...{ finding: 'ews-mailbox-denied', says: /own inbox/ },
  },
  'an error that nobody knows': {
    ...{ script: { inbox: responseError('ErrorTeapot', 'Short and stout.') }, finding: 'http-refused', verdict: 'warn' },
    ...{ status: 'accepted', shown: 1, says: /ErrorTeapot/ },
  },
  'an internal error of Exchange': {
    ...{ script: { inbox: soapFault('ErrorInternalServerError', 'An internal server error occurred. The operation failed.') } },
    ...{ finding: 'server-fault', owner: 'server', verdict: 'warn', status: 'accepted', shown: 1 },
  },

  'EWS off in the tenant': {
    ...behind({ inbox: { status: 403, headers: { 'x-feserver': 'DM5PR13CA0042' } } }),
    ...{ finding: 'ews-not-allowed', owner: 'provider' },
    says: /EwsAllowedAppIDs @\{Add=\\"66666666-7777-8888-9999-000000000000\\"\}.*Since 2026-10-01|Since .*EWSEnabled/s,
  },
  'a list of user agents on a server': {
    ...behind({ door: BASIC_DOOR, inbox: html(403, { 'x-feserver': 'EXCH02' }) }),
    ...{ ...onServer, finding: 'ews-not-allowed', owner: 'server', says: /EwsAllowList/ },
  },
  'a filter that says 403': {
    ...{ script: { inbox: html(403) }, finding: 'http-foreign-answer', verdict: 'fail', status: 'error', shown: 1 },
  },

  'a password at Exchange Online': {
    ...refused({ inbox: refusedLogin() }),
    ...{ login: 'password', finding: 'auth-basic-disabled', owner: 'you', says: /Since 2023-01-01|nobody can switch it on/ },
  },
  'a wrong password at a server': {
    ...refused({ door: BASIC_DOOR, inbox: BASIC_DOOR }),
    ...{ ...onServer, finding: 'auth-rejected', owner: 'you', says: /DOMAIN/ },
  },
  'a right password at a server': {
    script: { door: BASIC_DOOR },
    ...{ ...onServer, finding: null, verdict: 'ok', status: 'accepted', shown: 1, also: 'ews-server-version' },
    report: ({ findings }) => {
      const version = findings.find(({ id }) => id === 'ews-server-version');
      assert.match(version?.title ?? '', /Exchange Server 2019 CU15 answers \(15\.2\.1748\.10\)/);
      assert.match(version?.fix ?? '', /Exchange2016/);
    },
  },
  'NTLM over one connection': {
    script: { door: SERVER_DOOR, inbox: (request) => (isProof(request) ? inboxFound() : ntlmOffer) },
    ...{ ...onServer, finding: null, verdict: 'ok', status: 'accepted', shown: 1 },
    report: ({ credentials }) => assert.equal(credentials?.mechanism, 'NTLM'),
  },
  'NTLM with a wrong password': {
    script: { door: SERVER_DOOR, inbox: (request) => (isProof(request) ? SERVER_DOOR : ntlmOffer) },
    ...{ ...onServer, finding: 'auth-rejected', verdict: 'fail', status: 'rejected', shown: 1 },
  },
  // A balancer that spreads the requests of one connection over several servers.
  'NTLM that is never answered with a challenge': {
    ...refused({ door: SERVER_DOOR, inbox: SERVER_DOOR }),
    ...{ ...onServer, finding: 'auth-mechanism-rejected', owner: 'server', shown: 0, says: /load balancer/ },
  },
  'NTLM that is never answered, and Basic beside it': {
    script: {
      door: NTLM_AND_BASIC,
      inbox: ({ headers }) => (headers.authorization?.startsWith('Basic ') ? inboxFound() : NTLM_AND_BASIC),
    },
    ...{ ...onServer, finding: null, verdict: 'ok', status: 'accepted', shown: 1 },
  },
  'a token at a server with hybrid modern authentication': {
    script: { door: SERVER_DOOR, tokenDoor: TOKEN_DOOR },
    ...{ target: SERVER, names: [SERVER], login: { ...PERSON, aud: `https://${SERVER}` } },
    ...{ finding: null, verdict: 'ok', status: 'accepted', shown: 1 },
    report: ({ endpoints }) => assert.deepEqual(endpoints[0]?.auth.tls, ['NEGOTIATE', 'NTLM', 'BEARER']),
  },
  'a token at a server that takes none': {
    ...before({ door: SERVER_DOOR }),
    ...{ target: SERVER, names: [SERVER], login: { ...PERSON, aud: `https://${SERVER}` }, finding: 'auth-no-common-mechanism' },
  },
  'a token for Microsoft Graph': {
    ...before({}),
    ...{ login: { ...APPLICATION, aud: 'https://graph.microsoft.com' }, finding: 'auth-token-scope', owner: 'you' },
    says: /graph\.microsoft\.com.*full_access_as_app/s,
  },
  'an audience that only Exchange finds wrong': {
    ...refused({
      inbox: refusedLogin('2000003;reason="The audience claim value is invalid \'aud\'.";error_category="invalid_resource"'),
    }),
    ...{ finding: 'auth-token-scope', owner: 'you', says: /audience claim value is invalid/ },
  },
  'the tenant of nobody': {
    ...refused({
      inbox: refusedLogin(
        '2000004;reason="The tenant for tenant guid \'contoso.example\' does not exist.";error_category="invalid_tenant"',
      ),
    }),
    ...{ finding: 'auth-token-invalid', owner: 'provider', says: /tenant/ },
  },
  'an expired token': {
    ...refused({ inbox: refusedLogin() }),
    ...{ login: { ...PERSON, exp: 1_700_000_000 }, finding: 'auth-token-expired' },
  },
  'a token without the permission': {
    ...refused({ inbox: refusedLogin() }),
    ...{
      login: { ...APPLICATION, roles: ['Mail.Read'] },
      options: ['--as', SHARED],
      finding: 'auth-token-scope',
      says: /full_access_as_app/,
    },
  },

  'another path': {
    script: { door: BASIC_DOOR },
    ...{
      ...onServer,
      target: `ews://${SERVER}/ews/v2/Exchange.asmx`,
      finding: null,
      verdict: 'ok',
      status: 'accepted',
      shown: 1,
    },
    server: (requests) => assert.ok(requests.every(({ path }) => path === '/ews/v2/Exchange.asmx')),
  },
  'a URL as Outlook shows it': {
    script: { door: BASIC_DOOR },
    ...{ ...onServer, target: `HTTPS://${SERVER}/EWS/exchange.ASMX`, finding: null, verdict: 'ok', status: 'accepted', shown: 1 },
    server: (requests) => assert.ok(requests.every(({ path }) => path === '/EWS/exchange.ASMX')),
  },
  'no EWS on this path': {
    ...before({ door: html(404) }),
    ...{ ...onServer, finding: 'ews-path-unknown', says: /Get-WebServicesVirtualDirectory/ },
  },
  'a redirect to the sign-in of Outlook on the web': {
    ...before({ door: html(302, { location: `https://${SERVER}/owa/auth/logon.aspx?url=x&reason=0` }) }),
    ...{ ...onServer, finding: 'http-redirected', owner: 'server', says: /logon\.aspx.*forms-based|forms-based.*logon\.aspx/s },
  },
  'a redirect to another server': {
    ...before({ door: html(302, { location: 'https://elsewhere.example/EWS/Exchange.asmx' }) }),
    ...{ ...onServer, finding: 'http-redirected', owner: 'network', says: /elsewhere\.example/ },
  },
  'a redirect once the login is out': {
    ...{ script: { door: BASIC_DOOR, inbox: html(307, { location: 'https://attacker.example/EWS/Exchange.asmx' }) } },
    ...{ ...onServer, finding: 'http-redirected', verdict: 'fail', status: 'error', shown: 1 },
  },
  'a server that wants the session of a browser': {
    ...before({ door: html(440) }),
    ...{ ...onServer, finding: 'http-refused', owner: 'server', says: /440 Login Timeout/ },
  },
  'a page in place of XML': {
    ...{ script: { door: BASIC_DOOR, inbox: html(200) }, ...onServer },
    ...{ finding: 'http-foreign-answer', owner: 'network', verdict: 'fail', status: 'error', shown: 1, says: /guest network/ },
  },
  'a door that stands open': {
    ...before({ door: html(200) }),
    ...{ ...onServer, finding: 'http-foreign-answer' },
  },
  'a server that is down': {
    ...before({ door: { status: 503, headers: { 'retry-after': '30' } } }),
    ...{ ...onServer, finding: 'server-fault' },
  },
  'XML that would expand': {
    script: {
      door: BASIC_DOOR,
      inbox: {
        status: 200,
        headers: { 'content-type': 'text/xml' },
        body: '<!DOCTYPE a [<!ENTITY b "c">]><s:Envelope>&b;</s:Envelope>',
      },
    },
    ...{ ...onServer, finding: 'http-foreign-answer', verdict: 'fail', status: 'error', shown: 1 },
  },
  'an answer of two hundred megabytes': {
    script: {
      door: BASIC_DOOR,
      inbox: {
        status: 200,
        act: (response) => {
          response.writeHead(200, { 'content-type': 'text/xml', 'content-length': String(200 * 1024 * 1024) });
          const chunk = Buffer.alloc(65_536, 0x20);
          const more = (): void => {
            while (!response.destroyed && response.write(chunk));
            if (!response.destroyed) response.once('drain', more);
          };
          more();
        },
      },
    },
    ...{ ...onServer, finding: 'http-foreign-answer', verdict: 'fail', status: 'error', shown: 1, says: /without end/ },
  },
  'a connection that ends in the answer': {
    script: { door: BASIC_DOOR, inbox: { status: 200, act: (response) => response.socket?.destroy() } },
    ...{ ...onServer, finding: 'connection-closed', verdict: 'fail', status: 'error', shown: 1 },
  },
  'a connection that ends after each answer': {
    script: { door: { ...BASIC_DOOR, headers: { ...BASIC_DOOR.headers, connection: 'close' } } },
    ...{ ...onServer, finding: null, verdict: 'ok', status: 'accepted', shown: 1 },
  },
  'a clock that is off by an hour': {
    script: { door: { ...BASIC_DOOR, headers: { ...BASIC_DOOR.headers, date: new Date(Date.now() - 3_600_000).toUTCString() } } },
    ...{ ...onServer, finding: 'http-clock-off', owner: 'you', verdict: 'warn', status: 'accepted', shown: 1 },
  },
  'a certificate of another name': {
    ...before({ door: BASIC_DOOR }),
    ...{ ...onServer, names: ['portal.example'], finding: 'cert-name-mismatch' },
  },
  'no login at all': {
    ...{ script: { door: SERVER_DOOR, tokenDoor: SERVER_DOOR }, ...onServer, login: null },
    ...{ finding: null, verdict: 'ok', status: null, shown: 0 },
  },
};

const ntlmOffer = { status: 401, headers: { 'www-authenticate': `NTLM ${ntlmChallenge()}` } };
const isProof = ({ headers }: GraphRequest): boolean =>
  Buffer.from((headers.authorization ?? '').slice('NTLM '.length), 'base64').at(8) === 3;

function credentialsOf({ login = PERSON, user = MAILBOX }: Scenario): Credentials | null {
  const nothing = { user, password: null, token: null, oauth: null, notices: [] };
  if (login === null) return null;
  return login === 'password'
    ? { ...nothing, password: new Secret(PASSWORD) }
    : { ...nothing, token: new Secret(makeToken(login)) };
}

async function check(scenario: Scenario): Promise<{ readonly checked: Checked; readonly server: EwsServer }> {
  const { names = [ONLINE], script, target = ONLINE, options = [] } = scenario;
  const server = await startEwsServer(script, names);
  try {
    const host = target === SHARED ? ONLINE : (/^\w+:\/\/([^/]+)/.exec(target)?.[1] ?? target);
    const at = /^(\w+:\/\/)([^/]+)(.*)$/.exec(target);
    const asked = at ? `${at[1]}${at[2]}:${server.port}${at[3]}` : target;
    const port = at ? [] : ['--port', String(server.port)];
    const checked = await checkTarget(
      asked,
      ['--protocol', 'ews', ...port, '--resolve', `${host}:127.0.0.1`, '--timeout', '60s', ...options],
      { credentials: credentialsOf(scenario), tls: { extraRoots: server.extraRoots } },
    );
    return { checked, server };
  } finally {
    await server.close();
  }
}

describe('Exchange Web Services', { concurrency: 4 }, () => {
  for (const [name, scenario] of Object.entries(SCENARIOS)) {
    it(name, async () => {
      const { checked, server } = await check(scenario);
      const { report, texts } = checked;
      // The end of EWS is a note or a warning, by the day on which this runs.
      const isEnd = ({ id }: Finding): boolean => id === 'retirement-ahead';
      const [first] = report.findings.filter((finding) => finding.severity !== 'info' && !isEnd(finding));
      const isWarned = report.findings.some((finding) => isEnd(finding) && finding.severity === 'warning');
      const said = report.findings.map(({ id, severity, title }) => `${id} (${severity}): ${title}`).join('\n');
      assert.equal(first?.id ?? null, scenario.finding, said);
      assert.equal(report.verdict, isWarned && scenario.verdict === 'ok' ? 'warn' : scenario.verdict, said);
      assert.equal(report.credentials?.status ?? null, scenario.status, said);
      assert.equal(server.logins().length, scenario.shown, 'the login was shown so often');
      if (scenario.owner) assert.equal(first?.owner, scenario.owner);
      if (scenario.also)
        assert.ok(
          report.findings.some(({ id }) => id === scenario.also),
          said,
        );
      if (scenario.says) assert.match(JSON.stringify(first), scenario.says);
      if (first) assert.ok(first.evidence.length > 0 && first.fix !== '');
      scenario.server?.(server.requests);
      scenario.report?.(report);
      assert.doesNotMatch(texts.markdown, /begins with ""/);
      const { token, password } = credentialsOf(scenario) ?? {};
      const secret = (token ?? password)?.reveal();
      for (const [format, text] of Object.entries(texts))
        if (secret) assert.ok(!text.includes(secret), `the secret stands in ${format}`);
    });
  }
});

describe('Exchange Web Services on the way', { concurrency: 4 }, () => {
  for (const kind of ['http', 'socks5'] as const) {
    it(`through a proxy (${kind})`, async () => {
      const server = await startEwsServer({ door: BASIC_DOOR }, [SERVER]);
      const proxy: ProxySettings = { kind, names: { [SERVER]: '127.0.0.1' } };
      const way = await startProxy(proxy);
      try {
        const { report } = await checkTarget(
          SERVER,
          [
            ...['--protocol', 'ews', '--port', String(server.port), '--timeout', '60s'],
            ...['--proxy', `${kind === 'http' ? 'http' : 'socks5h'}://127.0.0.1:${way.port}`],
          ],
          { credentials: credentialsOf({ login: 'password' } as Scenario), tls: { extraRoots: server.extraRoots } },
        );
        assert.deepEqual([report.verdict, report.credentials?.status, server.logins().length], ['ok', 'accepted', 1]);
      } finally {
        await way.close();
        await server.close();
      }
    });
  }

  const basic = Buffer.from(`${MAILBOX}:${PASSWORD}`).toString('base64');
  const ECHOES: Readonly<Record<string, EwsScript>> = {
    'in a fault': { inbox: soapFault('ErrorAccessDenied', `no right for ${PASSWORD} nor ${basic}`) },
    'in a page': { inbox: { status: 200, body: `<html>${PASSWORD} ${basic}</html>` } },
    'in a challenge': {
      inbox: {
        status: 401,
        headers: { 'www-authenticate': `Basic realm="${PASSWORD} ${basic}"`, 'x-ms-diagnostics': `1;reason="${basic}"` },
      },
    },
    'in a redirect': { inbox: { status: 302, headers: { location: `https://elsewhere.example/?u=${basic}` } } },
  };
  for (const [where, script] of Object.entries(ECHOES)) {
    it(`a server that says the password back ${where}`, async () => {
      const server = await startEwsServer({ door: BASIC_DOOR, ...script }, [SERVER]);
      try {
        const { report, texts } = await checkTarget(
          SERVER,
          ['--protocol', 'ews', '--port', String(server.port), '--resolve', `${SERVER}:127.0.0.1`, '--timeout', '60s', '-v'],
          { credentials: credentialsOf({ login: 'password' } as Scenario), tls: { extraRoots: server.extraRoots } },
        );
        assert.equal(server.logins().length, 1);
        for (const [format, text] of Object.entries({ ...texts, report: JSON.stringify(report) }))
          for (const piece of [PASSWORD, basic, basic.slice(4, 24)]) assert.ok(!text.includes(piece), `${format}: ${piece}`);
      } finally {
        await server.close();
      }
    });
  }
});
