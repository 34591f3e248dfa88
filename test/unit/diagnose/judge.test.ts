// One endpoint's failure on the left, its name on the right; and the statuses that take two endpoints to tell.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnose } from '../../../src/diagnose/diagnose.ts';
import type { EndpointObservation } from '../../../src/model/observation.ts';
import type { Failure } from '../../../src/model/outcome.ts';
import type { Mode } from '../../../src/model/protocol.ts';
import {
  ADDRESS,
  closedAt,
  dropped,
  fails,
  failsAfterEhlo,
  faulty,
  healthy,
  named,
  notOffered,
  observations,
  outOfTime,
  plan,
  refused,
  refusedAt,
  reply,
  resetAt,
  settled,
  silent,
  tls,
  tlsFails,
  twoSyns,
  works,
  wrongVersion,
} from './facts.ts';

const codeOf = (endpoint: EndpointObservation, mode: Mode = endpoint.mode): string => {
  const [judged] = diagnose(named(endpoint.port, mode), observations([endpoint])).endpoints;
  return `${judged?.status} ${judged?.failure?.stage}: ${judged?.failure?.code}`;
};

const EARLY: readonly (readonly [string, Failure, string])[] = [
  ['refused', refused, 'failed connect: tcp-refused'],
  ['no answer', dropped, 'failed connect: tcp-timeout'],
  ['two SYNs unanswered', twoSyns, 'failed connect: tcp-timeout'],
  ['ETIMEDOUT', { kind: 'system', stage: 'connect', systemCode: 'ETIMEDOUT' }, 'failed connect: tcp-timeout'],
  ['no route', { kind: 'system', stage: 'connect', systemCode: 'EHOSTUNREACH' }, 'failed connect: tcp-unreachable'],
  ['prohibited', { kind: 'system', stage: 'connect', systemCode: 'EACCES' }, 'failed connect: tcp-unreachable'],
  ['reset at connect', resetAt('connect'), 'failed connect: tcp-reset'],
  ['broken pipe', { kind: 'system', stage: 'ehlo', systemCode: 'EPIPE' }, 'failed ehlo: tcp-reset'],
  ['out of sockets', { kind: 'system', stage: 'connect', systemCode: 'EMFILE' }, 'failed connect: internal-error'],
  ['reset at the greeting', resetAt('greeting'), 'failed greeting: tcp-reset'],
  ['closed at the greeting', closedAt('greeting'), 'failed greeting: connection-closed'],
  ['closed in mid-reply', { kind: 'closed', stage: 'ehlo', partial: '250-STAR' }, 'failed ehlo: connection-closed'],
  ['silence', silent, 'failed greeting: greeting-timeout'],
  [
    'patience',
    { kind: 'timeout', stage: 'greeting', budget: 'patience', budgetMs: 900, waitedMs: 900, siblingMs: 30 },
    'failed greeting: greeting-timeout',
  ],
  [
    'EHLO never answered',
    { kind: 'timeout', stage: 'ehlo', budget: 'command', budgetMs: 1500, waitedMs: 1500 },
    'failed ehlo: deadline-exceeded',
  ],
  ['out of time', outOfTime('greeting'), 'failed greeting: deadline-exceeded'],
  [
    'proxy down',
    { kind: 'proxy', stage: 'connect', fault: 'unreachable', detail: 'ECONNREFUSED' },
    'failed connect: proxy-unreachable',
  ],
  [
    'proxy wants a login',
    { kind: 'proxy', stage: 'proxy', fault: 'auth-required', detail: '407' },
    'failed proxy: proxy-auth-required',
  ],
  ['proxy says no', { kind: 'proxy', stage: 'proxy', fault: 'refused', detail: '403' }, 'failed proxy: proxy-refused'],
  [
    'no proxy at all',
    { kind: 'proxy', stage: 'proxy', fault: 'protocol-error', detail: 'SSH-2.0' },
    'failed proxy: proxy-protocol-error',
  ],
  [
    'proxy silent',
    { kind: 'timeout', stage: 'proxy', budget: 'proxy', budgetMs: 4000, waitedMs: 4000 },
    'failed proxy: proxy-protocol-error',
  ],
  ['SSH', { kind: 'malformed', stage: 'greeting', fault: 'no-code', sample: 'SSH-2.0-OpenSSH_9.6' }, 'failed greeting: not-smtp'],
  [
    'HTTP',
    { kind: 'malformed', stage: 'greeting', fault: 'no-code', sample: 'HTTP/1.1 400 Bad Request' },
    'failed greeting: not-smtp',
  ],
  [
    'IMAP',
    { kind: 'malformed', stage: 'greeting', fault: 'no-code', sample: '* OK Dovecot ready.' },
    'failed greeting: not-smtp',
  ],
  [
    'small talk',
    { kind: 'malformed', stage: 'greeting', fault: 'no-code', sample: 'Welcome, how may I help?' },
    'failed greeting: reply-malformed',
  ],
  [
    'a line without end',
    { kind: 'malformed', stage: 'greeting', fault: 'line-too-long', sample: '220 aaaa' },
    'failed greeting: reply-malformed',
  ],
  [
    'TLS bytes',
    { kind: 'malformed', stage: 'greeting', fault: 'no-code', sample: '\\x15\\x03\\x01\\x00\\x02' },
    'failed greeting: mode-mismatch',
  ],
  ['a TLS alert in place of a greeting', tlsFails('TLS_ALERT', 40, 'greeting'), 'failed greeting: mode-mismatch'],
  ['554', refusedAt('greeting', 554, 'mail.example.org No SMTP service here'), 'failed greeting: greeting-refused'],
  ['521', refusedAt('greeting', 521, 'mail.example.org does not accept mail'), 'failed greeting: greeting-refused'],
  [
    '421',
    refusedAt('greeting', 421, '4.3.2 Service not available, closing transmission channel'),
    'failed greeting: greeting-busy',
  ],
  ['450', refusedAt('greeting', 450, '4.3.2 System not accepting network messages'), 'failed greeting: greeting-busy'],
  ['own fault', refusedAt('greeting', 421, '4.3.5 Server configuration error'), 'failed greeting: server-fault'],
  [
    'crowd',
    refusedAt('greeting', 421, '4.7.0 mail.example.org Error: too many connections from 198.51.100.7'),
    'failed greeting: rate-limited',
  ],
  [
    'blocklist',
    refusedAt('greeting', 554, '5.7.1 Service unavailable; Client host [198.51.100.7] blocked using zen.spamhaus.org'),
    'failed greeting: server-blocks-ip',
  ],
  ['250 as a greeting', refusedAt('greeting', 250, 'hello'), 'failed greeting: reply-malformed'],
  ['our bug', { kind: 'internal', stage: 'greeting', detail: 'x is not a function' }, 'failed greeting: internal-error'],
  ['our bug at the login', { kind: 'internal', stage: 'auth', detail: 'x is not a function' }, 'failed auth: internal-error'],
];

describe('before EHLO, in STARTTLS mode', () => {
  for (const [name, failure, expected] of EARLY) it(name, () => assert.equal(codeOf(fails('587/starttls', failure)), expected));
});

const LATER: readonly (readonly [string, EndpointObservation, string])[] = [
  ['no STARTTLS', failsAfterEhlo('587/starttls', notOffered), 'failed starttls: starttls-not-offered'],
  ['EHLO refused', failsAfterEhlo('587/starttls', refusedAt('ehlo', 550, '5.7.0 go away')), 'failed ehlo: ehlo-rejected'],
  [
    'EHLO name refused',
    failsAfterEhlo(
      '587/starttls',
      refusedAt('ehlo', 504, '5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname'),
    ),
    'failed ehlo: ehlo-name-rejected',
  ],
  [
    'STARTTLS refused for now',
    failsAfterEhlo('587/starttls', refusedAt('starttls', 454, '4.7.0 TLS not available due to local problem')),
    'failed starttls: starttls-rejected',
  ],
  [
    'STARTTLS refused',
    failsAfterEhlo('587/starttls', refusedAt('starttls', 554, '5.7.3 Unable to initialize security subsystem')),
    'failed starttls: starttls-rejected',
  ],
  ['plaintext after STARTTLS', failsAfterEhlo('587/starttls', wrongVersion), 'failed tls: tls-handshake-failed'],
  ['closed after STARTTLS', failsAfterEhlo('587/starttls', closedAt('tls')), 'failed tls: connection-closed'],
  [
    'FTP found out at EHLO',
    failsAfterEhlo('587/starttls', refusedAt('ehlo', 530, 'Please login with USER and PASS.'), {
      greeting: reply(220, '(vsFTPd 3.0.3)'),
    }),
    'failed greeting: not-smtp',
  ],
  [
    'an SMTP host called ftp',
    failsAfterEhlo('587/starttls', refusedAt('ehlo', 550, 'no'), { greeting: reply(220, 'ftp.example.org ESMTP') }),
    'failed ehlo: ehlo-rejected',
  ],
  ['plaintext in place of TLS', fails('465/tls', wrongVersion), 'failed tls: mode-mismatch'],
  [
    'SSH in place of TLS',
    fails('465/tls', { ...wrongVersion, plaintext: 'SSH-2.0-OpenSSH_9.6' } as Failure),
    'failed tls: not-smtp',
  ],
  ['alert 70', fails('465/tls', tlsFails('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 70)), 'failed tls: tls-version-unsupported'],
  [
    'OpenSSL 3.5 spelling',
    fails('465/tls', tlsFails('ERR_SSL_TLS_ALERT_PROTOCOL_VERSION')),
    'failed tls: tls-version-unsupported',
  ],
  ['old version answered', fails('465/tls', tlsFails('ERR_SSL_UNSUPPORTED_PROTOCOL')), 'failed tls: tls-version-unsupported'],
  ['alert 40', fails('465/tls', tlsFails('ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', 40)), 'failed tls: tls-no-shared-cipher'],
  ['small DH', fails('465/tls', tlsFails('ERR_SSL_DH_KEY_TOO_SMALL')), 'failed tls: tls-no-shared-cipher'],
  ['alert 80', fails('465/tls', tlsFails('ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 80)), 'failed tls: tls-handshake-failed'],
  [
    'alert 116',
    works('465/tls', { failure: tlsFails('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 116, 'greeting') }),
    'failed greeting: tls-client-certificate-required',
  ],
  [
    'closed for want of a certificate',
    works('465/tls', {
      failure: closedAt('greeting'),
      tls: tls({ clientCertificateRequested: true }),
      capabilities: { plaintext: null, tls: null },
    }),
    'failed greeting: tls-client-certificate-required',
  ],
  ['reset in the handshake', fails('465/tls', resetAt('tls')), 'failed tls: tcp-reset'],
  [
    'handshake without end',
    fails('465/tls', { kind: 'timeout', stage: 'tls', budget: 'tls', budgetMs: 9000, waitedMs: 9000 }),
    'failed tls: tls-handshake-failed',
  ],
  ['expired', works('465/tls', { tls: faulty('cert-expired', 'CERT_HAS_EXPIRED') }), 'failed tls: cert-expired'],
  [
    'expired, and closed later',
    works('465/tls', { tls: faulty('cert-expired', 'CERT_HAS_EXPIRED'), failure: closedAt('ehlo') }),
    'failed tls: cert-expired',
  ],
  [
    'a login that failed takes nothing from the endpoint',
    works('465/tls', { failure: refusedAt('auth', 535, '5.7.8 no') }),
    'ok undefined: undefined',
  ],
];

describe('later, and in TLS mode', () => {
  for (const [name, endpoint, expected] of LATER) it(name, () => assert.equal(codeOf(endpoint), expected));
});

const statuses = (
  endpoints: readonly EndpointObservation[],
  more = plan(),
  auxiliary: readonly EndpointObservation[] = [],
): Record<string, string> =>
  Object.fromEntries(
    diagnose(more, observations(endpoints, { auxiliary })).endpoints.map(({ id, status, failure }) => [
      id.replace(`@${ADDRESS}`, ''),
      failure === null || failure.code === 'mode-mismatch' ? status : `${status} ${failure.code}`,
    ]),
  );

describe('statuses that take two endpoints to tell', () => {
  it('a healthy host: the mode that a port is not meant for is a mismatch', () => {
    assert.deepEqual(statuses(healthy()), {
      '25/starttls': 'ok',
      '465/tls': 'ok',
      '587/starttls': 'ok',
      '25/tls': 'mismatch',
      '465/starttls': 'mismatch',
      '587/tls': 'mismatch',
    });
  });

  it('a closed port fails in both modes', () => {
    assert.deepEqual(statuses([fails('465/tls', refused), fails('465/starttls', refused), works('587/starttls')]), {
      '465/tls': 'failed tcp-refused',
      '465/starttls': 'failed tcp-refused',
      '587/starttls': 'ok',
    });
  });

  it('silence beside a completed handshake is the other mode', () => {
    assert.deepEqual(statuses([fails('587/starttls', silent), works('587/tls')]), {
      '587/starttls': 'mismatch',
      '587/tls': 'ok',
    });
  });

  it('a handshake without end beside a greeting is the other mode', () => {
    const slow: Failure = { kind: 'timeout', stage: 'tls', budget: 'tls', budgetMs: 9000, waitedMs: 9000 };
    assert.deepEqual(statuses([fails('25/tls', slow), works('25/starttls')]), { '25/tls': 'mismatch', '25/starttls': 'ok' });
  });

  it('silence beside a TLS alert is the other mode, whatever the handshake failed of', () => {
    assert.deepEqual(statuses([fails('465/starttls', silent), fails('465/tls', tlsFails('ERR_SSL_UNSUPPORTED_PROTOCOL'))]), {
      '465/starttls': 'mismatch',
      '465/tls': 'failed tls-version-unsupported',
    });
  });

  it('asked for by name it fails, and the other mode explains it', () => {
    assert.deepEqual(statuses([fails('587/starttls', silent)], named(587, 'starttls'), [works('587/tls')]), {
      '587/starttls': 'failed',
    });
    const [judged] = diagnose(
      named(587, 'starttls'),
      observations([fails('587/starttls', silent)], { auxiliary: [works('587/tls')] }),
    ).endpoints;
    assert.equal(judged?.failure?.code, 'mode-mismatch');
  });

  it('silence in both modes is silence', () => {
    assert.deepEqual(statuses([fails('587/starttls', silent)], named(587, 'starttls'), [fails('587/tls', closedAt('tls'))]), {
      '587/starttls': 'failed greeting-timeout',
    });
  });

  it('where both modes were named and one works, the other is no failure', () => {
    const both = plan({ ports: [465], endpointsNamed: true });
    assert.deepEqual(statuses([works('465/tls'), fails('465/starttls', settled('465/tls', 'speaks-tls'))], both), {
      '465/tls': 'ok',
      '465/starttls': 'mismatch',
    });
  });

  it('FTP on a port is FTP in both modes', () => {
    const ftp = failsAfterEhlo('587/starttls', refusedAt('ehlo', 530, 'Please login'), {
      greeting: reply(220, '(vsFTPd 3.0.3)'),
    });
    assert.deepEqual(statuses([ftp, fails('587/tls', wrongVersion)]), {
      '587/starttls': 'failed not-smtp',
      '587/tls': 'failed not-smtp',
    });
  });

  it('what was not tried is skipped', () => {
    const later: Failure = { kind: 'not-tried', stage: 'connect', reason: 'interrupted' };
    assert.deepEqual(statuses([works('465/tls'), fails('587/starttls', later)]), { '465/tls': 'ok', '587/starttls': 'skipped' });
  });

  it('with --insecure a faulty certificate leaves the endpoint usable, and its error in place', () => {
    const insecure = named(465, 'tls', { tls: { ...plan().tls, insecure: true } });
    const [judged] = diagnose(
      insecure,
      observations([works('465/tls', { tls: faulty('cert-expired', 'CERT_HAS_EXPIRED') })]),
    ).endpoints;
    assert.deepEqual([judged?.status, judged?.usable, judged?.tlsError?.code], ['ok', true, 'cert-expired']);
  });

  it('plaintext works and is not usable', () => {
    const [judged] = diagnose(named(587, 'plain'), observations([works('587/plain')])).endpoints;
    assert.deepEqual([judged?.status, judged?.usable], ['ok', false]);
  });
});
