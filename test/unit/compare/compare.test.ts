// What two reports come to: a row a conclusion, with the change of a healthy report that proves it, and a row for each thing
// that is noise. Each is asked both ways.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareReports } from '../../../src/compare/compare.ts';
import { CONCLUSION_IDS, type ConclusionId, type ReportComparison } from '../../../src/compare/comparison.ts';
import type { Report, ReportEndpoint, ReportTls } from '../../../src/model/report.ts';
import { buildReport } from '../../../src/report/build.ts';
import { ADDRESS, HOST, makeFinding, makeParts, type RunCase } from '../report/fixtures.ts';

const reportOf = (run: RunCase = {}): Report => buildReport(makeParts(run));

const DAY_MS = 86_400_000;
const LOGGED_IN = { attempts: ['587/starttls PLAIN accepted'], credentials: { status: 'accepted', cause: null } } as const;

const healthy = (): Report => reportOf(LOGGED_IN);

/** The same so much later. */
const later = (report: Report, byMs: number): Report => ({
  ...report,
  startedAt: new Date(Date.parse(report.startedAt) + byMs).toISOString(),
});

/** Each endpoint as `change` makes it. */
const each = (report: Report, change: (endpoint: ReportEndpoint) => ReportEndpoint): Report => ({
  ...report,
  endpoints: report.endpoints.map(change),
});

const withTls = (report: Report, change: (tls: ReportTls) => Partial<ReportTls>): Report =>
  each(report, (endpoint) => (endpoint.tls ? { ...endpoint, tls: { ...endpoint.tls, ...change(endpoint.tls) } } : endpoint));

const withCertificate = (
  report: Report,
  change: Partial<NonNullable<ReportTls['certificate']>>,
  more: Partial<ReportTls> = {},
): Report => withTls(report, ({ certificate }) => ({ certificate: certificate && { ...certificate, ...change }, ...more }));

const withGreeting = (report: Report, ...lines: string[]): Report =>
  each(report, (endpoint) => (endpoint.greeting ? { ...endpoint, greeting: { code: 220, lines } } : endpoint));

const withPorts = (report: Report, ports: Record<string, 'open' | 'refused' | 'timeout'>, address = ADDRESS): Report => ({
  ...report,
  dns: report.dns && { ...report.dns, addresses: [{ address, family: 4, ports }] },
});

const atAddress = (report: Report, address: string): Report => ({
  ...withPorts(report, { '25': 'open', '465': 'open', '587': 'open' }, address),
  endpoints: report.endpoints.map((endpoint) => ({ ...endpoint, address, id: endpoint.id.replace(/@.*/, `@${address}`) })),
});

const slowedDown = (report: Report, byMs: number): Report =>
  each(report, (endpoint) => ({
    ...endpoint,
    steps: endpoint.steps.map((step) => (step.stage === 'greeting' ? { ...step, durationMs: step.durationMs + byMs } : step)),
  }));

const withoutKeyword = (report: Report, instead: readonly string[] = []): Report =>
  each(report, (endpoint) => ({
    ...endpoint,
    capabilities: {
      ...endpoint.capabilities,
      plaintext: endpoint.capabilities.plaintext && [
        ...endpoint.capabilities.plaintext.filter((word) => word !== 'STARTTLS'),
        ...instead,
      ],
    },
  }));

const OTHER = Array(32).fill('CD').join(':');
const UNTRUSTED: Partial<ReportTls> = {
  trusted: false,
  error: { code: 'cert-untrusted-root', systemCode: 'SELF_SIGNED_CERT_IN_CHAIN' },
};
const withTrust = (report: Report, trust: Partial<NonNullable<Report['trust']>>): Report => ({
  ...report,
  trust: { store: 'default', name: "Mozilla's list", path: null, added: 0, ...trust },
});
/** As reports were before there was a choice. */
const beforeTrust = ({ trust: _, ...report }: Report): Report => report;
const SYSTEM = { store: 'system', name: "this system's list", certificates: 140 } as const;
const OLD_JAVA = { store: 'java', name: "Java's /opt/jre/cacerts", path: '/opt/jre/cacerts', certificates: 80 } as const;

/** What a second handshake says, by the system's list unless told. */
const otherwise = (trusted: boolean, kind: 'system' | 'node' = 'system'): Partial<ReportTls> => ({
  otherTrust: {
    kind,
    name: kind === 'system' ? "this system's list" : "Mozilla's list",
    trusted,
    systemCode: trusted ? null : 'SELF_SIGNED_CERT_IN_CHAIN',
  },
});
const untrusted = (more: Partial<ReportTls> = {}): Report => withTls(healthy(), () => ({ ...UNTRUSTED, ...more }));

const FORGED = { sha256: OTHER, issuer: 'CN=Inspection, O=Example Office' };

/** The report that something is the matter with, beside the healthy one of the same hour. */
const PROVEN: Readonly<Record<ConclusionId, readonly (readonly [what: string, here: Report, there?: Report])[]>> = {
  'clock-wrong': [
    [
      'the greeting tells the same time to a clock that is an hour behind',
      withGreeting(later(healthy(), -3_600_000), `${HOST} ESMTP Exim 4.96 Sat, 31 Jan 2026 12:00:02 +0000`),
      withGreeting(healthy(), `${HOST} ESMTP Exim 4.96 Sat, 31 Jan 2026 12:00:01 +0000`),
    ],
  ],
  'split-dns': [['an address of a private network', atAddress(healthy(), '10.0.0.5')]],
  'addresses-changed': [['another public address', atAddress(healthy(), '198.51.100.7')]],
  'host-blocked': [['no port answers', withPorts(healthy(), { '25': 'timeout', '465': 'timeout', '587': 'timeout' })]],
  'port-blocked': [
    ['one port is silent', withPorts(healthy(), { '25': 'timeout', '465': 'open', '587': 'open' })],
    ['one port is refused in the same hour', withPorts(healthy(), { '25': 'refused', '465': 'open', '587': 'open' })],
    [
      'one port is silent, days later',
      later(withPorts(healthy(), { '25': 'timeout', '465': 'open', '587': 'open' }), 3 * DAY_MS),
    ],
  ],
  'port-closed': [
    ['refused, days later', later(withPorts(healthy(), { '25': 'refused', '465': 'open', '587': 'open' }), 3 * DAY_MS)],
  ],
  'tls-intercepted': [
    ['another issuer that nobody trusts, in the same hour', withCertificate(healthy(), FORGED, UNTRUSTED)],
    [
      'a product by its name, trusted there, at any time',
      later(withCertificate(healthy(), { sha256: OTHER, issuer: 'CN=FortiGate CA, O=Fortinet' }), 30 * DAY_MS),
    ],
  ],
  'starttls-stripped': [
    ['it is not offered in the same hour', withoutKeyword(healthy())],
    ['it is masked, at any time', later(withoutKeyword(healthy(), ['XXXXXXXA']), 30 * DAY_MS)],
  ],
  'starttls-withdrawn': [['it is not offered, days later', later(withoutKeyword(healthy()), 3 * DAY_MS)]],
  'server-changed': [['another program greets', withGreeting(healthy(), 'filter.example.net ESMTP Haraka 3.0.3 ready')]],
  'certificate-replaced': [
    ['nobody vouches for it, days later', later(withCertificate(healthy(), FORGED, UNTRUSTED), 3 * DAY_MS)],
  ],
  'trust-differs': [
    ['the same certificate is not trusted', untrusted()],
    ['not by the list of its own that one run was asked with', withTrust(untrusted(), OLD_JAVA)],
    ['by no list here, by another list there', untrusted(otherwise(false)), untrusted(otherwise(true))],
  ],
  'tls-version-lower': [['TLS 1.2', withTls(healthy(), () => ({ protocol: 'TLSv1.2' }))]],
  'auth-not-offered': [
    [
      'no mechanism under TLS',
      each(healthy(), (endpoint) => ({ ...endpoint, auth: { ...endpoint.auth, tls: endpoint.auth.tls && [] } })),
    ],
  ],
  'login-refused': [
    [
      'the same user',
      reportOf({ attempts: ['587/starttls PLAIN rejected'], credentials: { status: 'rejected', cause: 'auth-rejected' } }),
    ],
  ],
  slower: [['the greeting takes five seconds more', slowedDown(healthy(), 5_000)]],
  'certificate-changed': [
    ['of another authority, trusted too', withCertificate(healthy(), { sha256: OTHER, issuer: 'CN=E7, O=Other Trust' })],
  ],
  'certificate-renewed': [
    [
      'by the same authority, later',
      later(withCertificate(healthy(), { sha256: OTHER, validFrom: '2026-02-20T00:00:00.000Z' }), 30 * DAY_MS),
    ],
  ],
};

/** Other things in other words: nothing differs. */
const NOISE: readonly (readonly [what: string, a: Report, b: Report])[] = [
  ['a day later', healthy(), later(healthy(), DAY_MS)],
  [
    'the date in the greeting',
    withGreeting(healthy(), `${HOST} ESMTP Sendmail 8.17.1/8.17.1; Sat, 31 Jan 2026 12:00:01 GMT`),
    later(withGreeting(healthy(), `${HOST} ESMTP Sendmail 8.17.1/8.17.1; Sun, 1 Feb 2026 12:00:03 GMT`), DAY_MS),
  ],
  [
    'the id of a session',
    withGreeting(healthy(), 'mx.example.com ESMTP 5b1f17b1804b1-47b9 - gsmtp'),
    withGreeting(healthy(), 'mx.example.com ESMTP a640c23a62f3a-b76 - gsmtp'),
  ],
  [
    "a challenge of POP3's APOP",
    withGreeting(healthy(), 'POP3 ready <1896.697170952@mail.example.com>'),
    withGreeting(healthy(), 'POP3 ready <77.1769860000@mail.example.com>'),
  ],
  [
    'the host of a pool',
    withGreeting(healthy(), 'AM6PR0402CA0012.example.com Microsoft ESMTP MAIL Service ready'),
    withGreeting(healthy(), 'FR2P281CA0186.example.com Microsoft ESMTP MAIL Service ready'),
  ],
  [
    'the order of the keywords',
    healthy(),
    each(healthy(), (endpoint) => ({
      ...endpoint,
      capabilities: {
        ...endpoint.capabilities,
        plaintext: endpoint.capabilities.plaintext && [...endpoint.capabilities.plaintext].reverse(),
      },
    })),
  ],
  ['a greeting that comes 1.9 s later', healthy(), slowedDown(healthy(), 1_900)],
];

const compare = (a: Report, b: Report): ReportComparison =>
  compareReports({ label: 'office', report: a }, { label: 'home', report: b }, '0.0.0');

describe('what a pair of reports proves', () => {
  it('has a row for each conclusion', () => assert.deepEqual(Object.keys(PROVEN).sort(), [...CONCLUSION_IDS].sort()));

  for (const [id, rows] of Object.entries(PROVEN)) {
    for (const [what, here, there = healthy()] of rows) {
      it(`${id}: ${what}`, () => {
        const found = compare(here, there).conclusions.find((one) => one.id === id);
        assert.ok(found, JSON.stringify(compare(here, there), null, 1));
        const turned = compare(there, here).conclusions.find((one) => one.id === id);
        assert.deepEqual([found.at, turned?.at].sort(), found.at === null ? [null, null] : ['a', 'b']);
        if (found.at !== null) assert.equal(found.at, 'a');
        assert.ok(found.evidence.length > 0 && /office|home/.test(found.title), found.title);
        assert.ok(!/every port/.test(what) || !/other ports|Until then/.test(found.detail + found.fix), found.detail);
        assert.ok(found.severity === 'info' || found.fix !== '', 'what is wrong has something to be done');
      });
    }
  }

  it('the cause comes first: an interception ahead of the older TLS that comes of it', () => {
    const here = withTls(withCertificate(healthy(), FORGED, UNTRUSTED), () => ({ protocol: 'TLSv1.2' }));
    const { conclusions, summary } = compare(here, healthy());
    assert.deepEqual(
      conclusions.map(({ id }) => id),
      ['tls-intercepted', 'tls-version-lower'],
    );
    assert.match(summary, /intercepted at office, and not at home/);
  });

  it('a renewal is no interception, and an interception no renewal', () => {
    const ids = (report: Report): string[] => compare(report, healthy()).conclusions.map(({ id }) => id);
    for (const [, here] of PROVEN['certificate-renewed']) assert.deepEqual(ids(here), ['certificate-renewed']);
    for (const [, here] of PROVEN['tls-intercepted'])
      assert.ok(!ids(here).some((id) => id.startsWith('certificate-')), `${ids(here)}`);
  });

  it('at other addresses nothing is proved of the way', () => {
    const here = withoutKeyword(
      withPorts(atAddress(healthy(), '198.51.100.7'), { '25': 'open', '465': 'timeout', '587': 'open' }, '198.51.100.7'),
    );
    const ids = compare(here, healthy()).conclusions.map(({ id }) => id);
    assert.deepEqual(ids, ['addresses-changed']);
  });

  it('what one run did not look at is no difference, and is said', () => {
    const here = { ...healthy(), endpoints: healthy().endpoints.filter(({ port }) => port !== 25) };
    const { same, onlyIn, summary } = compare(here, healthy());
    assert.equal(same, true);
    assert.deepEqual(onlyIn.b, ['port 25 (SSL/TLS)', 'port 25 (STARTTLS)']);
    assert.match(summary, /in what both looked at/);
  });

  it('a finding on logins counts where neither run had one, and not where one alone had', () => {
    const finding = makeFinding('auth-not-advertised');
    const aspects = (here: Report, there: Report): string[] => compare(here, there).differences.map(({ aspect }) => aspect);
    const without = reportOf();
    assert.deepEqual(aspects({ ...without, findings: [finding] }, without), ['findings']);
    assert.deepEqual(aspects({ ...healthy(), findings: [finding] }, without), []);
  });

  it('two runs that looked at nothing in common are not the same', () => {
    const only = (port: number): Report => ({ ...healthy(), endpoints: healthy().endpoints.filter((one) => one.port === port) });
    assert.equal(compare(only(465), only(587)).same, false);
  });
});

/** Two runs by other roots: what is said of that, and what follows of a server that is the same. */
const BY_OTHER_ROOTS: readonly {
  readonly what: string;
  readonly a: Report;
  readonly b: Report;
  readonly asked: boolean;
  readonly conclusions: readonly string[];
}[] = [
  { what: 'the same certificate verifies by both', a: withTrust(healthy(), SYSTEM), b: healthy(), asked: true, conclusions: [] },
  {
    what: 'a report that is older than the option, and one by the default',
    a: beforeTrust(healthy()),
    b: withTrust(healthy(), { added: 1 }),
    asked: false,
    conclusions: [],
  },
  {
    what: 'a report that is older than the option, and one by the roots of the system',
    a: beforeTrust(healthy()),
    b: withTrust(healthy(), SYSTEM),
    asked: true,
    conclusions: [],
  },
  {
    what: 'an authority of one run alone, by --ca',
    a: withTrust(healthy(), { added: 1 }),
    b: withTrust(healthy(), {}),
    asked: true,
    conclusions: [],
  },
  {
    what: 'nothing but the verdict of the second handshake',
    a: untrusted(otherwise(false)),
    b: untrusted(otherwise(true)),
    asked: false,
    conclusions: ['trust-differs'],
  },
  {
    what: "the system's list is another machine's, with as many roots as it has",
    a: withTrust(healthy(), SYSTEM),
    b: withTrust(healthy(), { ...SYSTEM, certificates: 146 }),
    asked: true,
    conclusions: [],
  },
  {
    what: 'another certificate, by a list that is known to lack roots: no proof of an interception',
    a: withTrust(withCertificate(healthy(), FORGED, UNTRUSTED), OLD_JAVA),
    b: healthy(),
    asked: true,
    conclusions: ['certificate-changed'],
  },
  {
    what: 'another certificate, which by the roots of the other run does not verify either: put in',
    a: withTrust(withCertificate(healthy(), FORGED, { ...UNTRUSTED, ...otherwise(false, 'node') }), OLD_JAVA),
    b: healthy(),
    asked: true,
    conclusions: ['tls-intercepted'],
  },
  {
    what: 'another certificate days later, by a list that is known to lack roots: no proof of a replacement',
    a: later(withTrust(withCertificate(healthy(), FORGED, UNTRUSTED), OLD_JAVA), 3 * DAY_MS),
    b: healthy(),
    asked: true,
    conclusions: ['certificate-changed'],
  },
];

describe('two runs by other roots', () => {
  for (const { what, a, b, asked, conclusions } of BY_OTHER_ROOTS)
    it(what, () => {
      const [there, back] = [compare(a, b), compare(b, a)];
      assert.equal(there.asked.length, asked ? 1 : 0, JSON.stringify(there.asked));
      assert.deepEqual(
        back.asked,
        there.asked.map((one) => ({ ...one, a: one.b, b: one.a })),
      );
      for (const { conclusions: found } of [there, back])
        assert.deepEqual(
          found.map(({ id }) => id),
          conclusions,
        );
      // How it was asked is no difference of the server's, and yet is said where nothing else is.
      if (conclusions.length === 0) assert.equal(there.same, true, JSON.stringify(there.differences));
      if (conclusions.length === 0 && asked) assert.match(there.summary, /, each asked in its own way/);
    });

  it('says of the same certificate that the roots differ, and not the server', () => {
    const { conclusions, asked, summary } = compare(withTrust(untrusted(otherwise(true, 'node')), OLD_JAVA), healthy());
    assert.match(asked[0]?.a ?? '', /^Java's \/opt\/jre\/cacerts \(80 roots\)/);
    assert.match(asked[0]?.b ?? '', /^Mozilla's list/);
    const [first] = conclusions;
    assert.ok(first?.id === 'trust-differs' && first.severity === 'warning', JSON.stringify(conclusions, null, 1));
    assert.match(summary, /verifies by Mozilla's list at home, and not by Java's \/opt\/jre\/cacerts at office/);
    assert.match(first.detail, /server is the same/);
    assert.match(first.evidence.join('\n'), /Mozilla's list at office: verifies/);
    assert.match(first.fix, /--trust/);
  });

  it('names the authority of --ca that made the difference', () => {
    const { summary } = compare(withTrust(untrusted(), {}), withTrust(healthy(), { added: 1 }));
    assert.equal(
      summary,
      "The same certificate verifies by Mozilla's list and 1 of --ca at home, and not by Mozilla's list at office.",
    );
  });

  it('leaves open whether a certificate was put in where only other roots refuse it', () => {
    const [first] = compare(withTrust(withCertificate(healthy(), FORGED, UNTRUSTED), OLD_JAVA), healthy()).conclusions;
    assert.ok(first?.severity === 'warning' && first.owner === 'you', JSON.stringify(first));
    assert.match(first.detail, /held against other roots: .* does not tell/);
    assert.match(first.fix, /--trust/);
  });

  it('takes no certificate for a renewal that other roots refuse, whatever name its issuer bears', () => {
    const copied = withCertificate(healthy(), { sha256: OTHER, validFrom: '2026-02-20T00:00:00.000Z' }, UNTRUSTED);
    const { conclusions } = compare(later(withTrust(copied, OLD_JAVA), 30 * DAY_MS), healthy());
    assert.deepEqual(
      conclusions.map(({ id }) => id),
      ['certificate-changed'],
    );
  });

  it('a day that has passed is no matter of roots', () => {
    const expired = withTls(healthy(), () => ({
      trusted: false,
      error: { code: 'cert-expired', systemCode: 'CERT_HAS_EXPIRED' },
    }));
    const [first] = compare(withTrust(expired, OLD_JAVA), healthy()).conclusions;
    assert.match(first?.detail ?? '', /the clock of the machine/);
  });

  it('tells what the second handshakes showed as a difference of verification', () => {
    const rows = compare(untrusted(otherwise(false)), untrusted(otherwise(true))).differences;
    assert.deepEqual(
      rows.filter(({ aspect }) => aspect === 'trust').map(({ a, b }) => [a, b]),
      [["does not verify by this system's list (SELF_SIGNED_CERT_IN_CHAIN)", "verifies by this system's list"]],
    );
  });

  it('says where the second handshakes differ which machine has the root', () => {
    const [first] = compare(untrusted(otherwise(false)), untrusted(otherwise(true))).conclusions;
    assert.match(first?.title ?? '', /verifies by this system's list at home, and not at office/);
  });
});

describe('what is noise', () => {
  for (const [what, a, b] of NOISE)
    it(what, () => {
      assert.deepEqual(compare(a, b).differences, []);
      assert.equal(compare(b, a).same, true);
    });
});
