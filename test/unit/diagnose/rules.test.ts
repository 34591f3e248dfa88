// Facts on the left, the finding that stands (or must not) on the right: every rule once each way.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnose } from '../../../src/diagnose/diagnose.ts';
import { RULES } from '../../../src/diagnose/rules/index.ts';
import type { ClientsReport, ClientView, SettingsTrap } from '../../../src/model/application-settings.ts';
import type { Finding, FindingId, Severity } from '../../../src/model/finding.ts';
import { isFindingId } from '../../../src/model/finding.ts';
import type {
  BusyConnectionState,
  ConnectionPool,
  DnsFailureCode,
  EarlierLogin,
  EndpointObservation,
  HeldConnection,
  IdleEnd,
  Observations,
  TlsScanObservation,
  TokenClaims,
} from '../../../src/model/observation.ts';
import type { Failure } from '../../../src/model/outcome.ts';
import type { DiscoveryNote, Expectation, Plan } from '../../../src/model/plan.ts';
import type { TrustStoreKind } from '../../../src/model/trust-store.ts';
import { readApplicationSettings } from '../../../src/settings/read-settings.ts';
import { sized } from '../../support/test-size.ts';
import { EWS_SILENT, EWS_STANDS } from './ews-facts.ts';
import {
  ADDRESS,
  attempt,
  certificate,
  closedAt,
  credentials,
  dns,
  dropped,
  fails,
  failsAfterEhlo,
  faulty,
  HOST,
  healthy,
  NOW,
  named,
  noRoute,
  notOffered,
  observations,
  outdated,
  outOfTime,
  plan,
  refused,
  refusedAt,
  reply,
  resetAt,
  silent,
  tls,
  tlsFails,
  works,
  wrongVersion,
} from './facts.ts';
import { betrayedBy, misfits, SPEAKERS, spokenBy } from './fitting-advice.ts';
import { GRAPH_SILENT, GRAPH_STANDS } from './graph-facts.ts';

type Facts = readonly [Plan, Observations, ClientsReport?];

const V6 = '2001:db8::10';
const OTHER = '192.0.2.20';
/** Of a ClientHello of 1,599 bytes. */
const unanswered: Failure = {
  kind: 'timeout',
  stage: 'tls',
  budget: 'tls',
  budgetMs: 10_000,
  waitedMs: 10_000,
  helloBytes: 1599,
};
const LISTED = { url: 'http://c.example/1.crl', detail: null, thisUpdate: NOW, nextUpdate: null, revokedAt: null } as const;
/** Asked for a client certificate, closed at one like this, and told whose it takes. */
const unfit = (
  given: Parameters<typeof certificate>[0],
  clientAuthorities: TlsScanObservation['clientAuthorities'] = null,
): Facts =>
  on465(
    works('465/tls', {
      failure: closedAt('greeting'),
      tls: tls({ clientCertificateRequested: true }),
      capabilities: { plaintext: null, tls: null },
    }),
    {
      clientCertificate: certificate({ extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'], ...given }),
      scans: [{ port: 465, mode: 'tls', address: ADDRESS, versions: {}, injection: null, lenient: null, clientAuthorities }],
    },
  );
const officePlan = named(587, 'starttls', { host: 'smtp.office365.com' });
/** A login with a password on a day. */
function office(day: string, status: 'accepted' | 'rejected'): Facts {
  const said =
    status === 'accepted'
      ? reply(235, '2.7.0 ok')
      : reply(535, '5.7.139 Authentication unsuccessful, basic authentication is disabled.');
  const seen = observations([works('587/starttls')], {
    startedAt: `${day}T00:00:00.000Z`,
    credentials: credentials({ attempts: [attempt(status, said, { endpoint: `587/starttls@${ADDRESS}` })] }),
  });
  return [officePlan, seen];
}
const asked465 = named(465, 'tls');
const asked587 = named(587, 'starttls');

/** Port 465 asked by name, seen like this. */
const on465 = (endpoint: EndpointObservation, more: Partial<Observations> = {}): Facts => [
  asked465,
  observations([endpoint], more),
];
const on587 = (endpoint: EndpointObservation, more: Partial<Observations> = {}): Facts => [
  asked587,
  observations([endpoint], more),
];
/** Held idle there, with `--hold`. */
const heldOn465 = (one: Partial<HeldConnection>): Facts =>
  on465(works('465/tls'), {
    held: [{ endpoint: works('465/tls').id, isLoggedIn: false, survivedMs: [], end: null, busy: null, ...one }],
  });
const endedBy = (how: IdleEnd['how'], silentMs: number): IdleEnd => ({ how, isNoticedLate: false, silentMs, ageMs: silentMs });
const saidFarewell = (silentMs: number): IdleEnd => ({
  ...endedBy('told', silentMs),
  reply: reply(421, '4.4.2 x Error: timeout exceeded'),
});
const lateBy = (how: IdleEnd['how'], silentMs: number): IdleEnd => ({ ...endedBy(how, silentMs), isNoticedLate: true });
const inUse = (more: Partial<BusyConnectionState>): BusyConnectionState => ({
  status: 'answered',
  ageMs: 40_000,
  endedAtSameAge: false,
  ...more,
});
const TOO_MANY: Failure = refusedAt('greeting', 421, '4.7.0 Too many connections');
/** Opened one by one there, with `--pool 20`. */
const pooledOn465 = (more: Partial<ConnectionPool>): Facts =>
  on465(works('465/tls'), {
    pool: {
      endpoint: works('465/tls').id,
      wanted: 20,
      taken: 0,
      lost: 0,
      refusal: null,
      afterClosing: null,
      tookMs: 400,
      ...more,
    },
  });
/** Settings of an application with one trap in them, and what its endpoint did. */
function configured(id: SettingsTrap['id'], severity: Severity, endpoint: EndpointObservation): Facts {
  const from = { kind: 'file', file: 'app.ini', line: 3, key: 'mailer.SMTP_PORT' } as const;
  const trap: SettingsTrap = {
    id,
    severity,
    from,
    title: 'a trap',
    meaning: 'What it means.',
    fix: 'Mend it.',
    change: null,
    ...(id === 'config-mismatch' ? { isByPort: true as const } : {}),
  };
  const { settings } = readApplicationSettings({
    text: '[mailer]\nPROTOCOL = smtps\nSMTP_PORT = 587\nSMTP_ADDR = mail.example.org\n',
    file: 'app.ini',
  });
  return [{ ...asked587, application: { file: 'app.ini', settings, traps: [trap] } }, observations([endpoint])];
}
const early = (failure: Failure): Facts => on587(fails('587/starttls', failure));
const later = (failure: Failure): Facts => on587(failsAfterEhlo('587/starttls', failure));
/** Works, with a certificate like this. */
const bears = (shown: Parameters<typeof tls>[0], more: Partial<Plan> = {}): Facts => [
  { ...asked465, ...more },
  observations([works('465/tls', { tls: tls(shown) })]),
];
const wellIn = (more: Partial<Observations> = {}): Facts => [plan(), observations(healthy(), more)];
const nameless = (code: DnsFailureCode, systemCode: string, part: Partial<Observations['dns']> = {}): Facts => [
  plan(),
  observations([], dns({ error: { code, systemCode, message: `queryA ${systemCode}` }, ...part })),
];
/** The server's answer to a login on 465. */
const answers = (code: number, text: string): Facts =>
  on465(works('465/tls'), { credentials: credentials({ attempts: [attempt('rejected', reply(code, text))] }) });
const skips = (
  reason: 'plaintext' | 'untrusted' | 'not-advertised' | 'no-common-mechanism' | 'oauth-required',
  offered: string[],
  kind: 'password' | 'token' = 'password',
): Facts =>
  on465(works('465/tls'), {
    credentials: credentials({ kind, skipped: { reason, endpoints: [`465/tls@${ADDRESS}`], offered, allowed: [] } }),
  });
/** A login for a mailbox whose host DNS named: kept back where nothing vouches for the host. */
const led = (more: Partial<DiscoveryNote>, withheldLogin: Plan['withheldLogin'] = null): Facts => [
  named(465, 'tls', {
    discovery: {
      domain: 'company.example',
      source: 'srv',
      detail: '_submissions._tcp',
      proof: null,
      contradictions: [],
      ...more,
    },
    withheldLogin,
  }),
  observations([works('465/tls')], {
    credentials: credentials({
      skipped: { reason: 'host-unproven', endpoints: [`465/tls@${ADDRESS}`], offered: ['PLAIN'], allowed: [] },
    }),
  }),
];
const sentBefore = (earlier: Partial<EarlierLogin> & Pick<EarlierLogin, 'result' | 'at'>): Facts =>
  on465(works('465/tls'), {
    credentials: credentials({
      skipped: {
        reason: 'sent-before',
        endpoints: [`465/tls@${ADDRESS}`],
        offered: ['PLAIN'],
        allowed: [],
        earlier: { isOfEarlierRun: false, ...earlier },
      },
    }),
  });
const accepted: Facts = on465(works('465/tls'), {
  credentials: credentials({ attempts: [attempt('accepted', reply(235, '2.7.0 ok'))] }),
});
const GOOD: TokenClaims = {
  audience: ['https://outlook.office365.com'],
  issuer: null,
  expiresAt: '2026-06-15T13:00:00.000Z',
  notBefore: null,
  scopes: ['SMTP.Send'],
  roles: [],
  user: 'alice@example.org',
  tenant: null,
};
const token = (claims: Partial<TokenClaims>): Facts =>
  on465(works('465/tls'), {
    credentials: credentials({
      kind: 'token',
      claims: { ...GOOD, ...claims },
      attempts: [
        attempt('rejected', reply(535, '5.7.8 Authentication credentials invalid'), {
          mechanism: 'XOAUTH2',
          challenge: '{"status":"401"}',
        }),
      ],
    }),
  });
const expects = (...expectations: Expectation[]): Facts => [plan({ expectations }), observations(healthy())];
const days = (wanted: number): Expectation => ({ kind: 'cert-days', text: `cert-days>=${wanted}`, operator: '>=', days: wanted });
/** Of `--client`: one that works, and one that is as told. */
const asksFor = (asked: string, ...told: readonly Partial<ClientView>[]): Facts => {
  const usual: ClientView = {
    client: 'mailkit',
    name: 'MailKit',
    protocol: 'smtp',
    platform: { id: 'netfx47@win2022', label: '.NET on Windows 11' },
    verdict: 'works',
    setting: { port: 465, mode: 'tls', written: 'SecureSocketOptions.SslOnConnect' },
    stage: null,
    symptom: null,
    why: null,
    change: null,
    serverChange: null,
    basis: 'source',
  };
  const views = told.map((more) => ({ ...usual, ...more }));
  return [plan({ clients: [asked] }), observations(healthy()), { asked: [asked], views, bestServerChange: null }];
};
const suiteless: Partial<ClientView> = {
  verdict: 'fails',
  stage: 'tls',
  why: 'no ECDHE-RSA GCM',
  serverChange: 'add the cipher suite ECDHE-RSA-AES128-SHA',
};
const outdatedTls: Partial<ClientView> = { verdict: 'fails', stage: 'tls', why: 'no TLS 1.2', symptom: 'no common algorithm' };
/** The client of an application's file, by the settings in it, at an endpoint that did this. */
const ownClientFails = (endpoint: EndpointObservation): Facts => {
  const [asked, seen] = configured('config-trap', 'info', endpoint);
  const [, , clients] = asksFor('mailkit', { ...suiteless, name: 'Go net/smtp' });
  assert.ok(clients);
  return [{ ...asked, clients: ['mailkit'] }, seen, clients];
};
const sts = (mode: string, mx: string[]): Facts =>
  wellIn(
    dns({
      mx: [{ preference: 10, exchange: 'mx1.example.org' }],
      mtaSts: { record: 'v=STSv1; id=1', policy: { mode, mx, maxAge: 86400 }, error: null },
    }),
  );
const tlsa = (digest: string, authentic: boolean): Facts => [
  named(25, 'starttls'),
  observations(
    [works('25/starttls')],
    dns({ tlsa: { 25: { records: [{ usage: 3, selector: 1, matching: 1, data: digest }], authentic } } }),
  ),
];
const otherAddress = (failure: Failure): Facts => [
  asked465,
  observations([works('465/tls'), fails(`465/tls@${OTHER}`, failure)]),
];
const overSix = (...failing: EndpointObservation[]): Facts => [
  plan({ ports: [465, 587] }),
  observations([works('465/tls'), works('587/starttls'), ...failing]),
];
const clockOff = works('465/tls', {
  greeting: reply(220, `${HOST} ESMTP Exim 4.97 Wed, 15 Jul 2026 12:00:00 +0000`),
  tls: faulty('cert-not-yet-valid', 'CERT_NOT_YET_VALID', { validFrom: '2026-07-01T00:00:00.000Z' }),
});

const copied = faulty('cert-untrusted-root', 'SELF_SIGNED_CERT_IN_CHAIN', { issuer: 'CN=Office Gateway', sha256: 'CD' });
const injectable = {
  port: 587,
  mode: 'starttls',
  address: ADDRESS,
  versions: {},
  injection: '250 NOOP ok',
  lenient: null,
} as const;
const expiredByMyClock = works('465/tls', {
  greeting: reply(220, `${HOST} ESMTP Exim 4.97 Wed, 20 May 2026 12:00:00 +0000`),
  tls: faulty('cert-expired', 'CERT_HAS_EXPIRED', { validTo: '2026-06-01T00:00:00.000Z', daysLeft: -14 }),
});
const unsendable = credentials({
  shape: ['control-character'],
  skipped: { reason: 'unsendable', endpoints: [`465/tls@${ADDRESS}`], offered: ['PLAIN'], allowed: [] },
});

const trustedBy = (kind: TrustStoreKind, name: string, trusted = true) => ({
  otherTrust: { kind, name, trusted, systemCode: trusted ? null : 'SELF_SIGNED_CERT_IN_CHAIN' },
});
const oldJava = {
  kind: 'java',
  name: "Java's /cacerts",
  path: '/cacerts',
  certificates: [''],
  beyondNode: [],
  isIntact: true,
} as const;

/** `subject>issuer`, by their common names. */
const sent = (...pairs: readonly string[]) =>
  pairs.map((pair) => {
    const [subject = '', issuer = ''] = pair.split('>');
    return { subject: `CN=${subject}`, issuer: `CN=${issuer}` };
  });

const STANDS: readonly (readonly [FindingId, Severity, Facts, RegExp?])[] = [
  ...GRAPH_STANDS,
  ...EWS_STANDS,
  [
    'tls-intercepted',
    'info',
    [plan(), observations([works('587/starttls'), works('465/tls', { tls: copied })])],
    /Office Gateway/,
  ],
  ['config-mismatch', 'error', configured('config-mismatch', 'error', fails('587/tls', refused)), /app\.ini:3/],
  ['config-mismatch', 'info', configured('config-mismatch', 'error', works('587/starttls')), /exception/],
  ['config-insecure', 'warning', configured('config-insecure', 'warning', works('587/starttls'))],
  ['config-trap', 'info', configured('config-trap', 'info', works('587/starttls'))],
  ['starttls-injection', 'error', on587(works('587/starttls'), { scans: [injectable] }), /250 NOOP ok/],
  ['cert-expired', 'error', on465(expiredByMyClock), /Set the clock/],
  ['credential-shape', 'error', on465(works('465/tls'), { credentials: unsendable })],
  ['dns-name-not-found', 'error', nameless('dns-name-not-found', 'ENOTFOUND')],
  [
    'dns-no-address',
    'error',
    nameless('dns-no-address', 'ENODATA', { mx: [{ preference: 10, exchange: 'mx1.example.org' }] }),
    /mx1\.example\.org/,
  ],
  ['dns-server-failure', 'error', nameless('dns-server-failure', 'ESERVFAIL')],
  ['dns-timeout', 'error', nameless('dns-timeout', 'ETIMEOUT')],
  ['dns-hosts-override', 'warning', wellIn(dns({ dnsAddresses: ['203.0.113.9'] })), /203\.0\.113\.9/],
  [
    'dns-name-typo',
    'error',
    [
      plan({ host: 'smtp.gmal.com' }),
      observations([], dns({ error: { code: 'dns-name-not-found', systemCode: 'ENOTFOUND', message: 'no' } })),
    ],
    /smtp\.gmail\.com/,
  ],
  // A host that speaks mail may be right in spite of its name.
  [
    'dns-name-typo',
    'info',
    [plan({ host: 'smtp.gmal.com' }), observations([early(closedAt('ehlo'))[1].endpoints[0] ?? works('587/starttls')])],
  ],
  ['dns-mx-null', 'error', nameless('dns-no-address', 'ENODATA', { mx: [{ preference: 0, exchange: '' }] })],
  ['dns-ptr-missing', 'info', wellIn(dns({ ptr: { [ADDRESS]: [] } }))],
  [
    'mailbox-without-server',
    'error',
    [
      plan({
        discovery: {
          domain: 'proton.example',
          source: 'guess',
          detail: 'none',
          proof: 'own-domain',
          contradictions: [],
          noServer: { provider: 'Proton', why: 'Only through its Bridge', instead: 'Install Bridge' },
        },
      }),
      observations([fails('465/tls', dropped), fails('587/starttls', dropped)]),
    ],
    /Install Bridge\./,
  ],
  [
    'target-is-domain',
    'error',
    [
      plan(),
      observations(
        [fails('465/tls', refused), fails('587/starttls', refused)],
        dns({ srv: [{ service: '_submissions._tcp', priority: 0, weight: 1, port: 465, target: 'smtp.example.org' }] }),
      ),
    ],
    /smtp\.example\.org/,
  ],
  ['tlsa-mismatch', 'error', tlsa('00'.repeat(32), true)],
  ['tlsa-mismatch', 'warning', tlsa('00'.repeat(32), false)],
  ['tlsa-insecure', 'warning', tlsa('cc'.repeat(32), false)],
  ['dane-verified', 'info', tlsa('cc'.repeat(32), true)],
  ['mta-sts-mismatch', 'error', sts('enforce', ['*.example.net'])],
  ['mta-sts-mismatch', 'warning', sts('testing', ['mx2.example.org'])],
  ['mta-sts-unreachable', 'warning', wellIn(dns({ mtaSts: { record: 'v=STSv1; id=1', policy: null, error: 'HTTP 404' } }))],
  ['expectation-failed', 'error', expects(days(100)), /77/],
  ['expectation-failed', 'error', expects({ kind: 'auth', text: 'auth:XOAUTH2', mechanism: 'XOAUTH2' }), /PLAIN/],
  ['expectation-failed', 'error', expects({ kind: 'no-auth', text: 'no-auth:LOGIN', mechanism: 'LOGIN' }), /LOGIN/],
  [
    'expectation-failed',
    'error',
    expects({ kind: 'size', text: 'size>=60000000', operator: '>=', bytes: 60_000_000 }),
    /52428800/,
  ],
  ['expectation-failed', 'error', expects({ kind: 'tls', text: 'tls>1.3', operator: '>', version: 'TLSv1.3' }), /TLSv1\.3/],
  ['expectation-failed', 'error', expects({ kind: 'endpoint', text: 'endpoint:587/tls', port: 587, mode: 'tls' }), /587/],
  ['expectation-failed', 'error', expects({ kind: 'endpoint', text: 'endpoint:2525/tls', port: 2525, mode: 'tls' }), /2525/],
  [
    'client-cannot',
    'error',
    asksFor('mailkit', outdatedTls),
    /MailKit cannot use this server on \.NET on Windows 11: no TLS 1\.2/,
  ],
  ['client-cannot', 'error', asksFor('mailkit', suiteless), /At the server: add the cipher suite ECDHE/],
  ['client-cannot', 'warning', asksFor('mailkit', {}, suiteless), /on 1 of 2 platforms/],
  ['client-cannot', 'info', asksFor('mailkit', {}, outdatedTls), /RFC 8996|need an update/],
  ['client-cannot', 'warning', asksFor('all', {}, suiteless, outdatedTls), /2 of 3 clients/],
  ['client-cannot', 'info', asksFor('all', {}, outdatedTls), /1 of 2 clients/],
  ['client-cannot', 'info', ownClientFails(fails('587/tls', refused)), /with the settings of app\.ini/],
  ['client-cannot', 'error', ownClientFails(works('587/starttls')), /with the settings of app\.ini/],
  ['internal-error', 'error', early({ kind: 'internal', stage: 'greeting', detail: 'boom' })],
  ['tcp-refused', 'error', early(refused)],
  ['tcp-refused', 'info', [plan(), observations([works('587/starttls'), fails('465/tls', refused)])]],
  ['tcp-timeout', 'error', early(dropped)],
  ['tcp-unreachable', 'error', early({ kind: 'system', stage: 'connect', systemCode: 'EHOSTUNREACH' })],
  ['tcp-reset', 'error', early(resetAt('greeting'))],
  ['connection-closed', 'error', early(closedAt('greeting'))],
  [
    'connection-closed',
    'error',
    on465(works('465/tls'), { credentials: credentials({ attempts: [attempt('error', null, { failure: closedAt('auth') })] }) }),
  ],
  [
    'port-25-blocked',
    'info',
    [plan(), observations([fails('25/starttls', dropped), works('465/tls'), works('587/starttls')])],
    /465/,
  ],
  ['port-25-blocked', 'warning', [plan(), observations([fails('25/starttls', dropped), fails('465/tls', refused)])]],
  ['port-25-blocked', 'info', [plan(), observations([fails('25/starttls', outOfTime('connect')), works('465/tls')])]],
  [
    'host-unreachable',
    'error',
    [plan(), observations([fails('25/starttls', dropped), fails('465/tls', dropped), fails('587/starttls', dropped)])],
    /465/,
  ],
  ['ipv6-broken', 'warning', overSix(fails(`465/tls@${V6}`, dropped), fails(`587/starttls@${V6}`, refused)), /2001:db8::10/],
  [
    'ipv6-unavailable',
    'info',
    overSix(
      fails(`465/tls@${V6}`, noRoute),
      fails(`587/starttls@${V6}`, { kind: 'not-tried', stage: 'connect', reason: 'no-route' }),
    ),
  ],
  ['addresses-disagree', 'warning', otherAddress(refused), /192\.0\.2\.20/],
  [
    'addresses-disagree',
    'warning',
    [
      plan(),
      observations(
        healthy(),
        dns({
          addresses: [
            { address: ADDRESS, family: 4, ports: { 465: 'open' } },
            { address: OTHER, family: 4, ports: { 465: 'refused' } },
          ],
        }),
      ),
    ],
    /192\.0\.2\.20/,
  ],
  ['proxy-unreachable', 'error', early({ kind: 'proxy', stage: 'connect', fault: 'unreachable', detail: 'refused' })],
  ['proxy-auth-required', 'error', early({ kind: 'proxy', stage: 'proxy', fault: 'auth-required', detail: '407' })],
  ['proxy-refused', 'error', early({ kind: 'proxy', stage: 'proxy', fault: 'refused', detail: '403' })],
  ['proxy-protocol-error', 'error', early({ kind: 'proxy', stage: 'proxy', fault: 'protocol-error', detail: 'garbage' })],
  ['deadline-exceeded', 'error', early(outOfTime('greeting'))],
  ['deadline-exceeded', 'warning', [plan(), observations([works('465/tls'), fails('587/starttls', outOfTime('greeting'))])]],
  ['greeting-timeout', 'error', early(silent)],
  ['greeting-slow', 'info', on465(works('465/tls', { greetingMs: 6100 })), /6\.1 s/],
  [
    'idle-timeout',
    'info',
    heldOn465({ survivedMs: [11_000, 31_000], end: saidFarewell(300_200), busy: inUse({}) }),
    /after 5 min.*cnx-max-idle-time=00:04:00 and cnx-check-idle-time=00:02:00/s,
  ],
  ['idle-timeout', 'info', heldOn465({ survivedMs: [11_000, 601_000] }), /lives for 10 min and more/],
  [
    'idle-timeout',
    'info',
    heldOn465({ survivedMs: [11_000], end: { ...saidFarewell(29_000), ageMs: 40_000 }, busy: inUse({ endedAtSameAge: true }) }),
    /after 40 s, used or not/,
  ],
  [
    'idle-timeout',
    'info',
    heldOn465({ survivedMs: [61_000], end: saidFarewell(76_000), busy: inUse({ endedAfterSameSilence: false }) }),
    /used or not/,
  ],
  ['idle-timeout', 'info', heldOn465({ survivedMs: [31_000], end: saidFarewell(9_000) }), /used or not/],
  ['idle-timeout', 'info', heldOn465({ survivedMs: [], end: endedBy('reset', 15_000), busy: inUse({}) }), /is reset after 15 s/],
  [
    'idle-timeout',
    'info',
    heldOn465({ survivedMs: [11_000], end: lateBy('unanswered', 31_000), busy: inUse({ status: 'unanswered' }) }),
    /could not be told/,
  ],
  [
    'idle-dropped-silently',
    'warning',
    heldOn465({ survivedMs: [11_000], end: lateBy('unanswered', 31_000), busy: inUse({}) }),
    /after 10 s to 31 s.*no answer in 10 s.*cnx-max-idle-time=00:00:08/s,
  ],
  [
    'idle-dropped-silently',
    'warning',
    heldOn465({ survivedMs: [], end: lateBy('reset', 11_000), busy: inUse({}) }),
    /within 11 s.*answered with a reset.*cnx-check-idle-time=00:00:00/s,
  ],
  ['connection-limit', 'info', pooledOn465({ taken: 20 }), /takes 20 connections at once from here, as many as/],
  [
    'connection-limit',
    'warning',
    pooledOn465({ taken: 5, refusal: TOO_MANY, afterClosing: { isTaken: true, waitedMs: 250, failure: null } }),
    /takes 5 connections at once from here, not 20.*closing made room.*421 4\.7\.0.*cnx-pool-size=4/s,
  ],
  [
    'connection-limit',
    'warning',
    pooledOn465({ taken: 5, refusal: TOO_MANY, afterClosing: { isTaken: false, waitedMs: 250, failure: TOO_MANY } }),
    /refused connection 6 of 20, and one more when all were closed/,
  ],
  ['connection-limit', 'warning', pooledOn465({ taken: 0, refusal: TOO_MANY }), /no further connection right after the check/],
  ['greeting-refused', 'error', early(refusedAt('greeting', 554, 'No SMTP service here'))],
  [
    'greeting-refused',
    'info',
    [plan(), observations([fails('25/starttls', refusedAt('greeting', 554, 'No SMTP service here')), works('587/starttls')])],
  ],
  ['greylisted', 'error', early(refusedAt('greeting', 450, '4.7.1 Greylisted, please try again in 300 seconds')), /later/],
  ['greeting-busy', 'error', early(refusedAt('greeting', 450, '4.3.2 try again later'))],
  [
    'server-blocks-ip',
    'error',
    later(refusedAt('ehlo', 550, '5.7.1 Client host [198.51.100.7] rejected: listed by zen.spamhaus.org')),
  ],
  ['rate-limited', 'error', early(refusedAt('greeting', 421, '4.7.0 Error: too many connections from 198.51.100.7'))],
  [
    'rate-limited',
    'info',
    [
      plan(),
      observations([
        works('465/tls', { repeatedAfter: refusedAt('greeting', 421, '4.7.0 Error: too many connections from 198.51.100.7') }),
      ]),
    ],
  ],
  ['not-smtp', 'error', early({ kind: 'malformed', stage: 'greeting', fault: 'no-code', sample: 'SSH-2.0-OpenSSH_9.6' }), /SSH/],
  ['reply-malformed', 'error', early({ kind: 'malformed', stage: 'greeting', fault: 'no-code', sample: 'Welcome' })],
  [
    'mode-mismatch',
    'error',
    [asked465, observations([fails('465/tls', wrongVersion)], { auxiliary: [works('465/starttls')] })],
    /STARTTLS/,
  ],
  [
    'mode-mismatch',
    'error',
    [asked587, observations([fails('587/starttls', silent)], { auxiliary: [works('587/tls')] })],
    /SSL\/TLS/,
  ],
  ['mode-mismatch', 'info', [plan(), observations([works('587/tls'), fails('587/starttls', silent)])]],
  ['middlebox-masking', 'error', on587(failsAfterEhlo('587/starttls', notOffered, { greeting: reply(220, '*'.repeat(60)) }))],
  [
    'middlebox-masking',
    'warning',
    [
      plan(),
      observations([
        works('465/tls'),
        failsAfterEhlo('25/starttls', notOffered, { capabilities: { plaintext: ['XXXXXXXA'], tls: null } }),
      ]),
    ],
    /XXXXXXXA/,
  ],
  [
    'starttls-stripped',
    'warning',
    [plan(), observations([works('587/starttls'), failsAfterEhlo(`587/starttls@${OTHER}`, notOffered)])],
    /192\.0\.2\.20/,
  ],
  ['ehlo-rejected', 'error', later(refusedAt('ehlo', 550, 'no'))],
  [
    'ehlo-name-rejected',
    'error',
    later(refusedAt('ehlo', 504, '5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname')),
    /--ehlo|EHLO/,
  ],
  ['client-no-rdns', 'error', early(refusedAt('greeting', 554, 'rDNS Lookup Failed'))],
  [
    'client-too-early',
    'error',
    early(refusedAt('greeting', 554, '5.5.1 Error: SMTP protocol synchronization error, client spoke too early')),
  ],
  ['server-fault', 'error', early(refusedAt('greeting', 421, '4.3.5 Server configuration error'))],
  ['server-timeout', 'error', later(refusedAt('ehlo', 421, '4.4.2 mail.example.org Error: timeout exceeded'))],
  [
    'esmtp-unsupported',
    'error',
    on587(failsAfterEhlo('587/starttls', notOffered, { ehloRefusal: reply(502, 'Command not implemented') })),
  ],
  ['starttls-not-offered', 'error', later(notOffered)],
  ['starttls-not-offered', 'warning', [plan(), observations([works('465/tls'), failsAfterEhlo('25/starttls', notOffered)])]],
  ['starttls-rejected', 'error', later(refusedAt('starttls', 454, '4.7.0 TLS not available due to local problem'))],
  ['starttls-injection', 'error', on587(works('587/starttls', { leftover: '250 injected' })), /injected/],
  ['tls-handshake-failed', 'error', later(wrongVersion)],
  [
    'tls-version-unsupported',
    'error',
    on465(fails('465/tls', tlsFails('ERR_SSL_UNSUPPORTED_PROTOCOL')), {
      scans: [
        {
          port: 465,
          mode: 'tls',
          address: ADDRESS,
          versions: {},
          injection: null,
          lenient: { protocol: 'TLSv1', cipher: 'AES128-SHA' },
        },
      ],
    }),
    /speaks TLSv1/,
  ],
  ['tls-no-shared-cipher', 'error', on465(fails('465/tls', tlsFails('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 40)))],
  [
    'tls-client-certificate-required',
    'error',
    on465(works('465/tls', { failure: tlsFails('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 116, 'greeting') })),
  ],
  ['tls-no-shared-cipher', 'warning', bears({ protocol: 'TLSv1.2', keyExchange: 'DH 1024 bits' }), /DH 1024 bits.*2048/s],
  [
    'tls-no-shared-cipher',
    'warning',
    bears({ certificate: certificate({ keyType: 'ed25519', keyBits: null }) }),
    /many mail programs cannot use: Ed25519/,
  ],
  [
    'cert-must-staple',
    'warning',
    bears({ certificate: certificate({ mustStaple: true }), ocspStapled: false }),
    /demands a stapled OCSP answer/,
  ],
  ['cert-chain-order', 'info', bears({ chainSent: sent('mail>R3', 'Root>Root', 'R3>Root') }), /out of order/],
  ['cert-chain-order', 'info', bears({ chainSent: sent('mail>R3', 'R3>Root', 'R3>Root') }), /sent more than once: R3/],
  [
    'cert-chain-order',
    'info',
    bears({ chainSent: sent('mail>R3', 'R3>Root', 'Stranger>Other') }),
    /not part of the chain: Stranger/,
  ],
  [
    'cert-self-signed',
    'error',
    on465(
      works('465/tls', {
        tls: faulty('cert-self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT', {
          subject: 'C=UK, O=Exim Developers, CN=mail.example.org',
          selfSigned: true,
        }),
      }),
    ),
    /Exim makes for itself.*tls_certificate/s,
  ],
  ['tls-legacy-version', 'warning', bears({ protocol: 'TLSv1.1' })],
  ['retirement-ahead', 'info', office('2026-06-15', 'accepted'), /end of December 2026 \(in 199 days\)/],
  ['retirement-ahead', 'warning', office('2026-11-26', 'accepted'), /in 35 days.*used what will end.*second half of 2027/s],
  ['retirement-ahead', 'info', [officePlan, observations([works('587/starttls')])], /Concerns tenants that exist already/],
  ['retirement-ahead', 'info', office('2027-02-01', 'accepted'), /second half of 2027/],
  [
    'auth-basic-disabled',
    'error',
    office('2027-02-01', 'rejected'),
    /Since the end of December 2026, for tenants that exist.*4489835/s,
  ],
  [
    'revocation-unknown',
    'warning',
    bears({ revocation: { ...LISTED, status: 'unknown', detail: 'timeout' } }),
    /http:\/\/c\.example\/1\.crl: timeout/,
  ],
  [
    'cert-revoked',
    'error',
    on465(
      works('465/tls', {
        tls: faulty(
          'cert-revoked',
          'CERT_REVOKED',
          {},
          { revocation: { ...LISTED, status: 'revoked', detail: 'superseded', revokedAt: NOW } },
        ),
      }),
    ),
    /1\.crl, says: revoked on 2026-06-15, superseded/,
  ],
  ['client-certificate-unfit', 'error', unfit({ extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] }), /not meant for clients/],
  ['client-certificate-unfit', 'error', unfit({ validTo: '2026-06-01T00:00:00.000Z' }), /expired on 2026-06-01/],
  ['client-certificate-unfit', 'error', unfit({ validFrom: '2026-07-01T00:00:00.000Z' }), /not valid before 2026-07-01/],
  ['client-certificate-unfit', 'error', unfit({}, { names: ['O=Bank, CN=Bank Root'], isListed: false }), /O=Bank, CN=Bank Root/],
  [
    'client-certificate-unfit',
    'warning',
    on465(works('465/tls', { tls: tls({ clientCertificateRequested: true }) }), {
      clientCertificate: certificate({ extendedKeyUsage: [] }),
    }),
  ],
  [
    'client-certificate-unfit',
    'error',
    unfit({ extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'], issuer: "C=US, O=Let's Encrypt, CN=R11" }),
    /Since 2026-02-11, for who asks for no profile: certificates are for servers only/,
  ],
  ['tls-large-clienthello', 'info', on465(works('465/tls', { largeHelloFailure: unanswered })), /on the way drops/],
  [
    'tls-large-clienthello',
    'info',
    on465(works('465/tls', { largeHelloFailure: { kind: 'closed', stage: 'tls', helloBytes: 1599 } })),
    /1599 bytes.*TLS front/s,
  ],
  [
    'tls-large-clienthello',
    'info',
    [plan(), observations([works('465/tls', { largeHelloFailure: unanswered }), works('587/starttls')])],
    /another port of the same address took/,
  ],
  ['tls-intercepted', 'warning', bears({ certificate: certificate({ issuer: 'CN=Avast Web/Mail Shield Root' }) }), /Avast/],
  [
    'tls-intercepted',
    'error',
    on465(
      works('465/tls', {
        tls: faulty('cert-untrusted-root', 'SELF_SIGNED_CERT_IN_CHAIN', { issuer: 'CN=Avast Web/Mail Shield Root' }),
      }),
    ),
    /Avast/,
  ],
  [
    'cert-expired',
    'error',
    on465(
      works('465/tls', {
        tls: faulty('cert-expired', 'CERT_HAS_EXPIRED', { validTo: '2026-06-01T00:00:00.000Z', daysLeft: -14 }),
      }),
    ),
    /2026-06-01, 14 days ago/,
  ],
  [
    'cert-expired',
    'warning',
    [
      { ...asked465, tls: { ...asked465.tls, insecure: true } },
      observations([works('465/tls', { tls: faulty('cert-expired', 'CERT_HAS_EXPIRED') })]),
    ],
  ],
  [
    'cert-expired',
    'warning',
    [plan(), observations([works('587/starttls'), works('25/starttls', { tls: faulty('cert-expired', 'CERT_HAS_EXPIRED') })])],
  ],
  ['cert-not-yet-valid', 'error', on465(clockOff), /clock/],
  [
    'cert-name-mismatch',
    'error',
    on465(
      works('465/tls', {
        tls: faulty('cert-name-mismatch', 'ERR_TLS_CERT_ALTNAME_INVALID', { names: ['smtp.other.example', '*.other.example'] }),
      }),
    ),
    /smtp\.other\.example/,
  ],
  [
    'cert-name-mismatch',
    'error',
    on465(works('465/tls', { tls: outdated('common-name', { names: [] }) })),
    /only as its common name.*Go since 1\.15.*Node\.js, Java, Python, OpenSSL 3.*DNS name in subjectAltName/s,
  ],
  [
    'cert-name-mismatch',
    'error',
    on465(works('465/tls', { tls: outdated('partial-wildcard', { names: ['x*.other.example', 'm*.example.org'] }) })),
    /only by a wildcard for part of a label, m\*\.example\.org.*Python since 3\.7.*Java, OpenSSL/s,
  ],
  [
    'cert-name-mismatch',
    'warning',
    [
      { ...asked465, tls: { ...asked465.tls, insecure: true } },
      observations([works('465/tls', { tls: outdated('common-name', { names: [] }) })]),
    ],
  ],
  [
    'cert-self-signed',
    'error',
    on465(works('465/tls', { tls: faulty('cert-self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT', { selfSigned: true }) })),
  ],
  [
    'cert-untrusted-root',
    'error',
    on465(
      works('465/tls', {
        tls: faulty('cert-untrusted-root', 'SELF_SIGNED_CERT_IN_CHAIN', { issuer: 'O=Example, CN=Example Private CA' }),
      }),
    ),
    /Example Private CA/,
  ],
  [
    'cert-untrusted-root',
    'error',
    on465(
      works('465/tls', {
        tls: faulty('cert-untrusted-root', 'SELF_SIGNED_CERT_IN_CHAIN', { issuer: 'O=Well\\, CN=Known CA, CN=Own CA' }),
      }),
    ),
    /not trusted here: Own CA\n/,
  ],
  [
    'cert-untrusted-root',
    'error',
    on465(
      works('465/tls', {
        tls: faulty(
          'cert-untrusted-root',
          'SELF_SIGNED_CERT_IN_CHAIN',
          { issuer: 'CN=Company Root' },
          trustedBy('system', 'Windows'),
        ),
      }),
    ),
    /that Windows trusts and Mozilla's list does not: Company Root\nWindows trusts it, Mozilla's list does not: [\s\S]*NODE_EXTRA_CA_CERTS/,
  ],
  [
    'cert-untrusted-root',
    'error',
    [
      { ...asked465, tls: { ...asked465.tls, trust: oldJava } },
      observations([
        works('465/tls', {
          tls: faulty('cert-untrusted-root', 'SELF_SIGNED_CERT_IN_CHAIN', {}, trustedBy('node', "Mozilla's list")),
        }),
      ]),
    ],
    /Mozilla's list trusts and Java's \/cacerts does not: Public R3\n[\s\S]*keytool -importcert -keystore \/cacerts /,
  ],
  [
    'cert-untrusted-root',
    'error',
    on465(
      works('465/tls', {
        tls: faulty('cert-untrusted-root', 'SELF_SIGNED_CERT_IN_CHAIN', {}, trustedBy('system', 'Windows', false)),
      }),
    ),
    /not trusted here: Public R3\n(?![\s\S]*Windows)/,
  ],
  [
    'cert-self-signed',
    'error',
    on465(
      works('465/tls', {
        tls: faulty('cert-self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT', { selfSigned: true }, trustedBy('system', 'macOS')),
      }),
    ),
    /macOS trusts it, Mozilla's list does not/,
  ],
  [
    'cert-missing-intermediate',
    'error',
    on465(
      works('465/tls', {
        tls: faulty(
          'cert-missing-intermediate',
          'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
          {},
          trustedBy('system', "this system's list"),
        ),
      }),
    ),
    /This system's list has it in its own list/,
  ],
  [
    'tls-intercepted',
    'error',
    on465(
      works('465/tls', {
        tls: faulty(
          'cert-untrusted-root',
          'SELF_SIGNED_CERT_IN_CHAIN',
          { issuer: 'CN=Avast Web/Mail Shield Root' },
          trustedBy('system', 'Windows'),
        ),
      }),
    ),
    /Avast[\s\S]*Windows trusts it, Mozilla's list does not/,
  ],
  [
    'cert-missing-intermediate',
    'error',
    on465(works('465/tls', { tls: faulty('cert-missing-intermediate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE') })),
    /Public R3/,
  ],
  ['cert-wrong-purpose', 'error', on465(works('465/tls', { tls: faulty('cert-wrong-purpose', 'INVALID_PURPOSE') }))],
  ['cert-revoked', 'error', on465(works('465/tls', { tls: faulty('cert-revoked', 'CERT_REVOKED') }))],
  [
    'cert-expiring-soon',
    'warning',
    bears({ certificate: certificate({ daysLeft: 10, validTo: '2026-06-25T00:00:00.000Z' }) }),
    /10 days/,
  ],
  ['cert-weak-key', 'warning', bears({ certificate: certificate({ keyBits: 1024 }) }), /1024/],
  ['cert-weak-signature', 'warning', bears({ certificate: certificate({ signatureAlgorithm: 'sha1WithRSAEncryption' }) })],
  [
    'submission-not-offered',
    'warning',
    [plan(), observations([works('25/starttls'), fails('465/tls', refused), fails('587/starttls', dropped)])],
    /own domains/,
  ],
  [
    'auth-server-unproven',
    'error',
    on465(works('465/tls'), {
      credentials: credentials({
        attempts: [
          attempt('error', reply(235, 'ok'), {
            failure: { kind: 'sasl', stage: 'auth', mechanism: 'SCRAM-SHA-256', detail: 'wrong', isServerUnproven: true },
          }),
        ],
      }),
    }),
    /may not be/,
  ],
  ['auth-not-advertised', 'warning', on465(works('465/tls', { auth: { plaintext: null, tls: [] } }))],
  [
    'auth-not-advertised',
    'error',
    [
      plan(),
      observations([works('25/starttls')], {
        credentials: credentials({
          skipped: { reason: 'not-advertised', endpoints: [`25/starttls@${ADDRESS}`], offered: [], allowed: [] },
        }),
      }),
    ],
  ],
  ['auth-over-plaintext', 'warning', on587(works('587/starttls', { auth: { plaintext: ['PLAIN'], tls: ['PLAIN'] } }))],
  ['auth-no-common-mechanism', 'error', skips('no-common-mechanism', ['PLAIN', 'LOGIN'], 'token'), /PLAIN and LOGIN/],
  ['auth-encryption-required', 'error', answers(538, '5.7.11 Encryption required for requested authentication mechanism')],
  ['auth-rejected', 'error', answers(535, '5.7.8 Authentication credentials invalid'), /alice@example\.org/],
  ['auth-app-password-required', 'error', answers(534, '5.7.9 Application-specific password required')],
  ['auth-web-login-required', 'error', answers(534, '5.7.14 Please log in via your web browser and then try again')],
  ['auth-basic-disabled', 'error', answers(535, '5.7.139 Authentication unsuccessful, basic authentication is disabled.')],
  ['auth-oauth-required', 'error', skips('oauth-required', ['XOAUTH2'])],
  ['auth-oauth-required', 'error', skips('no-common-mechanism', ['XOAUTH2', 'OAUTHBEARER'])],
  [
    'auth-protocol-disabled',
    'error',
    answers(535, '5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.'),
  ],
  [
    'auth-policy-blocked',
    'error',
    answers(535, '5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully.'),
  ],
  ['auth-ip-not-allowed', 'error', answers(525, '5.7.1 Unauthorized IP address'), /198\.51\.100\.7/],
  [
    'auth-api-key-invalid',
    'error',
    answers(535, 'Authentication failed: The provided authorization grant is invalid, expired, or revoked'),
  ],
  [
    'auth-username-format',
    'error',
    answers(535, '5.7.8 Invalid user name or password. Please use full email address as user name.'),
  ],
  [
    'auth-protocol-error',
    'error',
    on465(works('465/tls'), {
      credentials: credentials({
        attempts: [
          attempt('error', reply(501, 'cancelled'), {
            failure: { kind: 'sasl', stage: 'auth', mechanism: 'CRAM-MD5', detail: 'no Base64' },
          }),
        ],
      }),
    }),
  ],
  ['auth-account-locked', 'error', answers(535, '5.7.139 Authentication unsuccessful, account locked.')],
  ['auth-rate-limited', 'error', answers(454, '4.7.0 Too many login attempts, please try again later.')],
  ['auth-mechanism-rejected', 'error', answers(504, '5.7.4 Unrecognized authentication type')],
  [
    'auth-mechanism-rejected',
    'info',
    on465(works('465/tls'), {
      credentials: credentials({
        attempts: [
          attempt('rejected', reply(535, 'Incorrect authentication data'), {
            sent: 'nothing',
            form: { name: 'PLAIN without initial response', isRefused: true },
          }),
          attempt('accepted', reply(235, 'Ok')),
        ],
      }),
    }),
    /does not take PLAIN without initial response.*password is not at fault/s,
  ],
  ['auth-temporary-failure', 'error', answers(454, '4.7.0 Temporary authentication failure')],
  ['auth-token-invalid', 'error', token({})],
  ['auth-token-expired', 'error', token({ expiresAt: '2026-06-15T11:00:00.000Z' }), /11:00/],
  ['auth-token-scope', 'error', token({ audience: ['https://graph.microsoft.com'], scopes: ['User.Read'] }), /graph/],
  ['auth-token-user', 'error', token({ user: 'bob@example.org' }), /bob@example\.org/],
  [
    'oauth-token-request-failed',
    'error',
    on465(works('465/tls'), {
      credentials: credentials({
        kind: 'token',
        tokenRequest: {
          endpoint: 'https://login.example.org/token',
          status: 401,
          error: 'invalid_client',
          description: 'bad secret',
          systemCode: null,
        },
      }),
    }),
    /invalid_client/,
  ],
  [
    'oauth-token-request-failed',
    'error',
    on465(works('465/tls'), {
      credentials: credentials({
        kind: 'token',
        tokenRequest: {
          endpoint: 'https://login.example.org/token',
          status: 502,
          error: null,
          description: null,
          systemCode: null,
        },
      }),
    }),
    /502/,
  ],
  ['auth-skipped-plaintext', 'warning', skips('plaintext', ['PLAIN'])],
  ['auth-skipped-untrusted', 'warning', skips('untrusted', ['PLAIN'])],
  ['login-host-unproven', 'error', led({}, 'host-unproven'), /mailprobe check mail\.example\.org --user/],
  ['login-not-repeated', 'warning', sentBefore({ result: 'refused', at: 'mx.example.org' }), /not accepted at mx\.example\.org/],
  ['login-not-repeated', 'warning', sentBefore({ result: 'unanswered', at: '192.0.2.7' }), /sent to 192\.0\.2\.7.*not known/],
  ['login-not-repeated', 'warning', sentBefore({ result: 'unanswered', at: 'x', isOfEarlierRun: true }), /an earlier run/],
  [
    'dns-contradicts-provider',
    'warning',
    led({ proof: 'provider', contradictions: ['_submissions._tcp names mail.attacker.test:465, unsigned'] }),
    /attacker/,
  ],
  [
    'credential-shape',
    'warning',
    on465(works('465/tls'), {
      credentials: credentials({ shape: ['trailing-space'], attempts: [attempt('rejected', reply(535, '5.7.8 no'))] }),
    }),
  ],
  ['provider-note', 'info', [plan({ host: 'smtp.gmail.com' }), observations(healthy())]],
  ['account-quota-exceeded', 'error', answers(451, 'Authentication failed: Maximum credits exceeded')],
  ['account-restricted', 'error', answers(502, '5.7.0 Your SMTP account is not yet activated. Please contact us')],
  [
    'mailbox-in-use',
    'error',
    [
      named(995, 'tls', { protocol: 'pop3' }),
      observations([works('995/tls', { protocol: 'pop3' })], {
        credentials: credentials({
          attempts: [
            attempt(
              'rejected',
              { code: null, enhanced: 'IN-USE', lines: ['[IN-USE] Mailbox is already locked'], status: '-ERR' },
              { endpoint: `995/tls@${ADDRESS}` },
            ),
          ],
        }),
      }),
    ],
  ],
];

/** The nearest facts at which a rule must hold its tongue; where nothing near is left to tell, a healthy host. */
const SILENT: readonly (readonly [FindingId, Facts])[] = [
  ...GRAPH_SILENT,
  ...EWS_SILENT,
  ['client-cannot', asksFor('mailkit', {}, { verdict: 'works-if' }, { verdict: 'not-judged' })],
  ['cert-must-staple', bears({ certificate: certificate({ mustStaple: true }), ocspStapled: true })],
  ['cert-chain-order', bears({ chainSent: sent('mail>R3', 'R3>Root', 'Root>Root') })],
  ['tls-no-shared-cipher', bears({ protocol: 'TLSv1.2', keyExchange: 'DH 2048 bits' })],
  ['tls-no-shared-cipher', bears({ keyExchange: 'ECDH X25519 253 bits' })],
  ['dns-no-address', nameless('dns-name-not-found', 'ENOTFOUND')],
  ['dns-timeout', wellIn(dns({ mx: { error: 'ETIMEOUT' }, ptr: { [ADDRESS]: { error: 'ETIMEOUT' } } }))],
  ['dns-hosts-override', wellIn(dns({ dnsAddresses: [ADDRESS, OTHER] }))],
  ['dns-name-typo', [plan({ host: 'smtp.gmail.com' }), observations(healthy())]],
  ['dns-mx-null', wellIn(dns({ mx: [{ preference: 10, exchange: HOST }] }))],
  ['dns-ptr-missing', wellIn(dns({ ptr: { [ADDRESS]: { error: 'ETIMEOUT' }, '127.0.0.1': [], '192.168.1.5': [] } }))],
  ['mailbox-without-server', led({})],
  [
    'target-is-domain',
    [plan(), observations([works('465/tls')], dns({ mx: [{ preference: 10, exchange: 'mx1.example.org' }] }))],
  ],
  ['tlsa-mismatch', tlsa('cc'.repeat(32), false)],
  ['tlsa-insecure', tlsa('00'.repeat(32), false)],
  ['dane-verified', tlsa('cc'.repeat(32), false)],
  ['mta-sts-mismatch', sts('enforce', ['*.example.org'])],
  ['mta-sts-mismatch', sts('none', ['mx2.example.org'])],
  [
    'expectation-failed',
    expects(
      days(21),
      { kind: 'auth', text: 'auth:PLAIN', mechanism: 'PLAIN' },
      { kind: 'endpoint', text: 'endpoint:587/starttls', port: 587, mode: 'starttls' },
      { kind: 'size', text: 'size>=20000000', operator: '>=', bytes: 2e7 },
      { kind: 'tls', text: 'tls>=1.2', operator: '>=', version: 'TLSv1.2' },
      { kind: 'no-auth', text: 'no-auth:CRAM-MD5', mechanism: 'CRAM-MD5' },
    ),
  ],
  ['tcp-timeout', [plan(), observations([fails('25/starttls', dropped), works('465/tls')])]],
  ['tcp-timeout', [plan(), observations([fails('25/starttls', dropped), fails('465/tls', dropped)])]],
  ['tcp-unreachable', overSix(fails(`465/tls@${V6}`, noRoute))],
  ['tcp-refused', overSix(fails(`465/tls@${V6}`, refused))],
  ['port-25-blocked', [plan(), observations([fails('25/starttls', dropped), fails('465/tls', dropped)])]],
  ['port-25-blocked', [named(25, 'starttls'), observations([fails('25/starttls', dropped)])]],
  ['host-unreachable', [plan(), observations([fails('25/starttls', dropped), fails('465/tls', refused)])]],
  ['host-unreachable', early(dropped)],
  ['ipv6-broken', overSix(fails(`465/tls@${V6}`, noRoute))],
  ['ipv6-broken', [plan(), observations([fails('465/tls', dropped), fails(`465/tls@${V6}`, dropped)])]],
  ['ipv6-unavailable', overSix(works(`465/tls@${V6}`))],
  ['addresses-disagree', [asked465, observations([works('465/tls'), works(`465/tls@${OTHER}`)])]],
  ['addresses-disagree', overSix(fails(`465/tls@${V6}`, dropped))],
  ['proxy-refused', early({ kind: 'proxy', stage: 'proxy', fault: 'auth-required', detail: '407' })],
  ['deadline-exceeded', early(silent)],
  ['deadline-exceeded', [plan(), observations([fails('587/starttls', silent), fails('587/tls', outOfTime('tls'))])]],
  ['greeting-timeout', [asked587, observations([fails('587/starttls', silent)], { auxiliary: [works('587/tls')] })]],
  ['greeting-slow', on465(works('465/tls', { greetingMs: 4900 }))],
  ['idle-timeout', heldOn465({ survivedMs: [11_000], end: lateBy('unanswered', 31_000), busy: inUse({}) })],
  ['idle-timeout', heldOn465({ survivedMs: [], brokenOffMs: 3_000 })],
  ['idle-dropped-silently', heldOn465({ survivedMs: [11_000], end: saidFarewell(15_000), busy: inUse({}) })],
  [
    'idle-dropped-silently',
    heldOn465({ survivedMs: [11_000], end: lateBy('unanswered', 31_000), busy: inUse({ status: 'ended' }) }),
  ],
  ['idle-dropped-silently', heldOn465({ survivedMs: [11_000], end: lateBy('unanswered', 31_000) })],
  ['connection-limit', pooledOn465({ taken: 1, brokenOff: 'interrupted' })],
  ['greeting-refused', early(refusedAt('greeting', 450, '4.3.2 try again later'))],
  ['greeting-busy', early(refusedAt('greeting', 421, '4.3.5 Server configuration error'))],
  ['rate-limited', [plan(), observations([works('465/tls', { repeatedAfter: closedAt('greeting') })])]],
  ['not-smtp', early({ kind: 'malformed', stage: 'greeting', fault: 'no-code', sample: 'Welcome' })],
  ['reply-malformed', early({ kind: 'malformed', stage: 'greeting', fault: 'no-code', sample: '+OK ready' })],
  ['mode-mismatch', wellIn()],
  ['middlebox-masking', later(notOffered)],
  ['starttls-stripped', later(notOffered)],
  ['ehlo-rejected', on587(failsAfterEhlo('587/starttls', notOffered, { ehloRefusal: reply(502, 'no') }))],
  ['esmtp-unsupported', later(refusedAt('ehlo', 502, 'no'))],
  ['starttls-not-offered', on587(failsAfterEhlo('587/starttls', notOffered, { ehloRefusal: reply(502, 'no') }))],
  [
    'starttls-not-offered',
    on587(failsAfterEhlo('587/starttls', notOffered, { capabilities: { plaintext: ['XXXXXXXA'], tls: null } })),
  ],
  ['starttls-injection', wellIn()],
  ['tls-handshake-failed', on465(fails('465/tls', wrongVersion))],
  [
    'tls-no-shared-cipher',
    on465(fails('465/tls', tlsFails('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 40)), {
      scans: [
        { port: 465, mode: 'tls', address: ADDRESS, versions: {}, injection: null, lenient: { protocol: 'TLSv1', cipher: 'x' } },
      ],
    }),
  ],
  ['tls-client-certificate-required', bears({ clientCertificateRequested: true })],
  ['tls-legacy-version', bears({ protocol: 'TLSv1.2' })],
  ['tls-large-clienthello', on465(works('465/tls'))],
  ['client-certificate-unfit', unfit({})],
  ['revocation-unknown', bears({ revocation: { ...LISTED, status: 'good' } })],
  ['client-certificate-unfit', unfit({}, { names: [], isListed: true })],
  ['tls-client-certificate-required', unfit({ extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] })],
  ['retirement-ahead', [{ ...officePlan, host: HOST }, office('2026-11-26', 'accepted')[1]]],
  ['retirement-ahead', office('2028-01-01', 'accepted')],
  [
    'tls-intercepted',
    [
      plan(),
      observations([
        works('465/tls'),
        works('587/starttls', { tls: tls({ certificate: certificate({ issuer: 'CN=Other Public CA', sha256: 'CD' }) }) }),
      ]),
    ],
  ],
  [
    'cert-untrusted-root',
    on465(
      works('465/tls', {
        tls: faulty('cert-untrusted-root', 'SELF_SIGNED_CERT_IN_CHAIN', { issuer: 'CN=Avast Web/Mail Shield Root' }),
      }),
    ),
  ],
  [
    'cert-missing-intermediate',
    on465(
      works('465/tls', {
        tls: faulty('cert-missing-intermediate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', { issuer: 'CN=Avast Web/Mail Shield Root' }),
      }),
    ),
  ],
  ['cert-expiring-soon', bears({ certificate: certificate({ daysLeft: 10 }) }, { warnDays: 5 })],
  ['cert-expiring-soon', on465(works('465/tls', { tls: faulty('cert-expired', 'CERT_HAS_EXPIRED', { daysLeft: -3 }) }))],
  ['cert-weak-key', bears({ certificate: certificate({ keyType: 'ec', keyBits: 256 }) })],
  ['cert-weak-signature', bears({ chain: [certificate({ signatureAlgorithm: 'sha1WithRSAEncryption', selfSigned: true })] })],
  ['submission-not-offered', wellIn()],
  ['submission-not-offered', [named(25, 'starttls'), observations([works('25/starttls')])]],
  [
    'submission-not-offered',
    [plan(), observations([works('25/starttls'), fails('465/tls', refused), failsAfterEhlo('587/starttls', notOffered)])],
  ],
  ['auth-not-advertised', wellIn()],
  ['auth-not-advertised', [named(25, 'starttls'), observations([works('25/starttls')])]],
  ['auth-over-plaintext', on587(works('587/starttls', { auth: { plaintext: ['CRAM-MD5'], tls: ['PLAIN'] } }))],
  ['auth-no-common-mechanism', skips('no-common-mechanism', ['XOAUTH2'])],
  ['auth-oauth-required', skips('no-common-mechanism', ['GSSAPI'])],
  ['auth-rejected', answers(535, '5.7.139 Authentication unsuccessful, basic authentication is disabled.')],
  ['auth-rejected', answers(454, '4.7.0 Temporary authentication failure')],
  ['auth-rejected', accepted],
  ['auth-token-invalid', token({ expiresAt: '2026-06-15T11:00:00.000Z' })],
  ['auth-skipped-plaintext', skips('untrusted', ['PLAIN'])],
  ['config-mismatch', configured('config-trap', 'info', works('587/starttls'))],
  ['config-insecure', on587(works('587/starttls'))],
  ['config-trap', on587(works('587/starttls'))],
  ['auth-skipped-untrusted', skips('plaintext', ['PLAIN'])],
  [
    'credential-shape',
    on465(works('465/tls'), {
      credentials: credentials({ shape: ['trailing-space'], attempts: [attempt('accepted', reply(235, 'ok'))] }),
    }),
  ],
  ['login-host-unproven', led({ proof: 'own-domain' })],
  ['login-not-repeated', skips('untrusted', ['PLAIN'])],
  ['dns-contradicts-provider', led({})],
  ['provider-note', wellIn()],
];

const findingsOf = ([planned, seen, clients]: Facts): readonly Finding[] => diagnose(planned, seen, clients).findings;

function checkShape(findings: readonly Finding[], [, seen]: Facts): void {
  const known = new Set(seen.endpoints.map(({ id }) => id));
  for (const { id, title, detail, evidence, fix, endpoints, severity } of findings) {
    assert.ok(isFindingId(id) && title !== '' && detail !== '', id);
    assert.ok(!title.endsWith('.') && !title.includes('\n'), `${id}: ${title}`);
    assert.ok(evidence.length > 0 && evidence.every((line) => line.trim() !== ''), `evidence of ${id}`);
    assert.ok(severity === 'info' || fix.trim() !== '', `fix of ${id}`);
    assert.ok(
      !/undefined|null|NaN|\[object/.test([title, detail, ...evidence, fix].join('\n').replaceAll('null MX', '')),
      `${id}: ${[title, detail, ...evidence, fix].join('\n')}`,
    );
    for (const endpoint of endpoints) assert.ok(known.has(endpoint), `${id}: ${endpoint}`);
  }
}

describe('each rule stands', () => {
  for (const [id, severity, facts, text] of STANDS) {
    it(`${id} (${severity})`, () => {
      const findings = findingsOf(facts);
      checkShape(findings, facts);
      const found = findings.filter((finding) => finding.id === id);
      assert.equal(found.length, 1, `${id} among ${findings.map((finding) => finding.id).join(', ')}`);
      assert.equal(found[0]?.severity, severity);
      if (text) assert.match([found[0]?.title, found[0]?.detail, ...(found[0]?.evidence ?? []), found[0]?.fix].join('\n'), text);
    });
  }
});

/** An expectation that was not met is repeated in the advice. */
const expectedPorts = ({ expectations }: Plan): number[] =>
  expectations.flatMap((item) => (item.kind === 'endpoint' ? [item.port] : []));

/** Of so many rows each speaker is tried with one, each with others. */
const EACH_ROW = sized(3, 1);

describe('a fix is for the software and the protocol seen', () => {
  for (const [first, speaker] of SPEAKERS.entries())
    it(`${speaker.protocol} by ${speaker.software}`, () => {
      const rows = STANDS.filter((_row, at) => (at + first) % EACH_ROW === 0);
      const found = rows.flatMap(([, , facts]) => {
        const [planned, seen] = spokenBy([facts[0], facts[1]], speaker.protocol, speaker.banner);
        const asked = [...planned.ports, ...seen.endpoints.map(({ port }) => port), ...expectedPorts(planned)];
        return findingsOf([planned, seen]).flatMap(({ id, fix }) =>
          misfits(id, fix, { ...speaker, software: betrayedBy(seen) ?? speaker.software }, asked),
        );
      });
      assert.deepEqual([...new Set(found)], []);
    });
});

describe('each rule holds its tongue', () => {
  for (const [id, facts] of SILENT) {
    it(id, () => {
      const findings = findingsOf(facts);
      checkShape(findings, facts);
      assert.equal(findings.find((finding) => finding.id === id)?.title, undefined);
    });
  }

  for (const { id } of RULES.filter((rule) => !SILENT.some(([other]) => other === rule.id))) {
    it(`${id}: healthy host`, () => assert.ok(!findingsOf(wellIn()).some((finding) => finding.id === id)));
  }
});

describe('the list of rules', () => {
  it('has each finding once, and a test for each', () => {
    assert.equal(new Set(RULES.map(({ id }) => id)).size, RULES.length);
    assert.deepEqual(
      RULES.map(({ id }) => id).filter((id) => !STANDS.some(([other]) => other === id)),
      [],
    );
  });

  it('has a rule before those that it supersedes', () => {
    const order = RULES.map(({ id }) => id);
    for (const { id, supersedes = [] } of RULES) {
      for (const vaguer of supersedes) assert.ok(order.indexOf(id) < order.indexOf(vaguer), `${id} before ${vaguer}`);
    }
  });
});
