// Facts of Microsoft Graph for the table of rules: a plan for a mailbox, its endpoint, and the answers that were had. For tests alone.
import type { Finding, FindingId, Severity } from '../../../src/model/finding.ts';
import type {
  CredentialsObservation,
  HttpExchangeObservation,
  Observations,
  TokenClaims,
} from '../../../src/model/observation.ts';
import type { Failure } from '../../../src/model/outcome.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { attempt, credentials, NOW, named, observations, works } from './facts.ts';

const GRAPH = 'graph.microsoft.com';
const ENDPOINT = '443/tls@192.0.2.10';

const graphPlan: Plan = named(443, 'tls', {
  host: GRAPH,
  protocol: 'graph',
  target: {
    input: 'alice@example.org',
    protocol: 'graph',
    host: GRAPH,
    literal: 0,
    mailbox: { user: 'alice', domain: 'example.org' },
    port: null,
    mode: null,
  },
});

const application: TokenClaims = {
  audience: ['https://graph.microsoft.com'],
  issuer: null,
  expiresAt: '2026-06-15T13:00:00.000Z',
  notBefore: null,
  scopes: [],
  roles: ['Mail.Send', 'Mail.Read'],
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
  request: 'GET /v1.0/users/alice@example.org/mailFolders/inbox?$select=id',
  purpose: 'inbox',
  status,
  contentType: 'application/json',
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

function login(exchange: HttpExchangeObservation, claims: TokenClaims = application): Facts {
  const { status, errorCode, message } = exchange;
  const isTaken = status !== 401 && status !== 429;
  const reply = { code: status, enhanced: errorCode, lines: [message] };
  const made = attempt(isTaken ? 'accepted' : 'rejected', isTaken ? null : reply, { endpoint: ENDPOINT, mechanism: 'BEARER' });
  return of({ kind: 'token', attempts: [made], claims }, exchange);
}

const of = (seen: Partial<CredentialsObservation>, ...http: readonly HttpExchangeObservation[]): Facts => [
  graphPlan,
  observations([works('443/tls', { protocol: 'graph', http })], { credentials: credentials(seen) }),
];

const fails = (failure: Failure): Facts => [graphPlan, observations([works('443/tls', { protocol: 'graph', failure })])];

const skipped = { reason: 'foreign-audience', endpoints: [ENDPOINT], offered: ['BEARER'], allowed: [] } as const;

export const GRAPH_STANDS: readonly (readonly [FindingId, Severity, Facts, RegExp?])[] = [
  [
    'graph-token-audience',
    'error',
    of({ kind: 'token', skipped, claims: { ...application, audience: ['https://outlook.office.com'] } }),
    /outlook\.office\.com/,
  ],
  ['graph-token-refused', 'error', login(answered(401, 'InvalidAuthenticationToken')), /aud of the token/],
  [
    'graph-token-refused',
    'error',
    login(answered(401), { ...application, expiresAt: '2026-06-15T11:00:00.000Z' }),
    /has expired/,
  ],
  ['graph-mailbox-unknown', 'error', login(answered(404, 'ErrorInvalidUser')), /a-tenant/],
  ['graph-mailbox-denied', 'error', login(answered(403, 'ErrorAccessDenied')), /-AppId an-application/],
  ['graph-permission-missing', 'error', login(answered(403, 'Authorization_RequestDenied')), /admin consent/],
  [
    'graph-permission-missing',
    'warning',
    login(answered(200), { ...application, roles: ['Mail.Read'] }),
    /RBAC for Applications/,
  ],
  ['graph-mailbox-unavailable', 'error', login(answered(404, 'MailboxNotEnabledForRESTAPI')), /licence/],
  ['graph-throttled', 'error', login(answered(429, 'TooManyRequests', { retryAfterSeconds: 30 })), /Retry-After: 30 s/],
  ['http-foreign-answer', 'error', fails({ kind: 'malformed', stage: 'http', fault: 'bad-syntax', sample: '<html>' }), /<html>/],
  [
    'http-redirected',
    'error',
    fails({ kind: 'reply', stage: 'http', reply: { code: 302, enhanced: null, lines: ['Location: https://x.example/'] } }),
    /x\.example/,
  ],
  [
    'http-refused',
    'error',
    fails({ kind: 'reply', stage: 'http', reply: { code: 418, enhanced: 'Teapot', lines: [] } }),
    /Teapot/,
  ],
  ['http-clock-off', 'warning', login(answered(200, null, { serverTime: '2026-06-15T13:00:00.000Z' })), /13:00/],
  ['graph-send-untested', 'info', login(answered(200)), /Get-RecipientPermission -Identity alice@example\.org/],
];

/** A token that carries what it takes, and a mailbox that is there. */
export const GRAPH_SILENT: readonly (readonly [FindingId, Facts])[] = [
  ...GRAPH_STANDS.map(([id]): Finding['id'] => id).filter((id) => id !== 'graph-send-untested'),
].map((id) => [id, login(answered(200))] as const);
