// Facts of Exchange Web Services for the table of rules: a plan for a server, its endpoint, and the answers that were had. For tests alone.
import type { Finding, FindingId, Severity } from '../../../src/model/finding.ts';
import type {
  CredentialsObservation,
  HttpExchangeObservation,
  Observations,
  TokenClaims,
} from '../../../src/model/observation.ts';
import type { Plan } from '../../../src/model/plan.ts';
import type { Reply } from '../../../src/model/reply.ts';
import { attempt, credentials, NOW, named, observations, works } from './facts.ts';

const ONLINE = 'outlook.office365.com';
const ENDPOINT = '443/tls@192.0.2.10';
const USER = 'alice@example.org';

const planOf = (host: string, impersonated: string | null = null): Plan =>
  named(443, 'tls', {
    host,
    protocol: 'ews',
    impersonated,
    target: { input: host, protocol: 'ews', host, literal: 0, mailbox: null, port: null, mode: null },
  });

const application: TokenClaims = {
  audience: ['https://outlook.office365.com'],
  issuer: null,
  expiresAt: '2026-06-15T13:00:00.000Z',
  notBefore: null,
  scopes: [],
  roles: ['full_access_as_app'],
  user: null,
  tenant: 'a-tenant',
  application: 'an-application',
};

const answered = (
  status: number,
  errorCode: string | null = null,
  more: Partial<HttpExchangeObservation> = {},
): HttpExchangeObservation => ({
  stage: 'auth',
  request: 'POST /EWS/Exchange.asmx (GetFolder inbox)',
  purpose: 'inbox',
  status,
  contentType: 'text/xml',
  errorCode,
  message: '',
  challenges: [],
  location: null,
  serverTime: NOW,
  receivedAt: NOW,
  retryAfterSeconds: null,
  requestId: null,
  ...more,
});

type Facts = readonly [Plan, Observations];

const of = (plan: Plan, seen: Partial<CredentialsObservation>, ...http: readonly HttpExchangeObservation[]): Facts => [
  plan,
  observations([works('443/tls', { protocol: 'ews', http })], { credentials: credentials({ user: USER, ...seen }) }),
];

function login(exchange: HttpExchangeObservation, { host = 'mail.example.org', as = null as string | null } = {}): Facts {
  const made = attempt('accepted', null, { endpoint: ENDPOINT, mechanism: 'BASIC' });
  return of(planOf(host, as), { kind: 'password', attempts: [made] }, exchange);
}

function refusedToken(reply: Reply, claims: TokenClaims = application): Facts {
  const made = attempt('rejected', reply, { endpoint: ENDPOINT, mechanism: 'BEARER' });
  return of(planOf(ONLINE), { kind: 'token', attempts: [made], claims });
}

const refused = { code: 401, enhanced: null, lines: [] };
const skipped = { reason: 'foreign-audience', endpoints: [ENDPOINT], offered: ['BEARER'], allowed: [] } as const;
const server = { version: '15.1.2507.39', machines: ['EXCH01'] };

export const EWS_STANDS: readonly (readonly [FindingId, Severity, Facts, RegExp?])[] = [
  ['ews-path-unknown', 'error', login(answered(404)), /ExternalUrl/],
  ['ews-not-allowed', 'error', login(answered(403)), /EwsAllowList/],
  ['ews-not-allowed', 'error', login(answered(403), { host: ONLINE }), /EwsAllowedAppIDs/],
  [
    'ews-impersonation-refused',
    'error',
    login(answered(500, 'ErrorImpersonateUserDenied'), { as: 'shared@example.org' }),
    /alice@example\.org may not impersonate shared@example\.org/,
  ],
  ['ews-mailbox-unknown', 'error', login(answered(200, 'ErrorNonExistentMailbox')), /Get-Recipient alice@example\.org/],
  ['ews-mailbox-denied', 'error', login(answered(200, 'ErrorAccessDenied')), /own inbox/],
  ['ews-mailbox-unavailable', 'error', login(answered(200, 'ErrorMailboxMoveInProgress')), /Get-MoveRequest/],
  ['ews-throttled', 'error', login(answered(500, 'ErrorServerBusy', { retryAfterSeconds: 12 })), /12 s/],
  ['ews-version-unsupported', 'error', login(answered(500, 'ErrorInvalidServerVersion', { server })), /2016 CU23/],
  ['ews-server-version', 'info', login(answered(200, null, { server })), /Exchange Server 2016 CU23 answers \(15\.1\.2507\.39\)/],
  ['ews-server-version', 'info', login(answered(200, null, { server: { ...server, version: '99.1.2.3' } })), /unknown version/],
  ['ews-send-untested', 'info', login(answered(200)), /Get-RecipientPermission -Identity alice@example\.org/],
  ['server-fault', 'error', login(answered(500, 'ErrorInternalServerError')), /login is accepted/],
  [
    'auth-token-scope',
    'error',
    of(planOf(ONLINE), { kind: 'token', skipped, claims: { ...application, audience: ['https://graph.microsoft.com'] } }),
    /not sent to outlook\.office365\.com/,
  ],
  ['auth-token-scope', 'error', refusedToken(refused, { ...application, roles: ['Mail.Read'] }), /full_access_as_app/],
  ['auth-token-expired', 'error', refusedToken(refused, { ...application, expiresAt: '2026-06-15T11:00:00.000Z' })],
];

/** A login that was taken, and an inbox that is open. */
export const EWS_SILENT: readonly (readonly [FindingId, Facts])[] = EWS_STANDS.map(([id]): Finding['id'] => id)
  .filter((id) => id !== 'ews-send-untested')
  .map((id) => [id, login(answered(200))] as const);
