// Hand-made runs and the reports that come of them. Builders take what a test is about; the rest is a healthy host.

import type { CredentialsDiagnosis, Diagnosis, EndpointDiagnosis, EndpointStatus } from '../../../src/model/diagnosis.ts';
import { DEFAULT_SEVERITY, type Finding, type FindingId, type Severity } from '../../../src/model/finding.ts';
import type {
  AuthAttempt,
  CertificateObservation,
  CredentialsObservation,
  DnsObservation,
  EndpointObservation,
  Observations,
  TlsObservation,
} from '../../../src/model/observation.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { endpointId, type Mode, type Protocol } from '../../../src/model/protocol.ts';
import type { Report } from '../../../src/model/report.ts';
import { buildReport, type ReportParts } from '../../../src/report/build.ts';
import { combineReports } from '../../../src/report/combine.ts';
import type { FormatOptions } from '../../../src/report/formats/index.ts';
import { makePlan as makeAnyPlan } from '../../support/plan.ts';

export const HOST = 'mail.example.com';
export const ADDRESS = '192.0.2.10';

export const OPTIONS: FormatOptions = { verbose: false, quiet: false, colour: false, columns: 80, strict: false, warnDays: 30 };

export const makePlan = (overrides: Partial<Plan> = {}): Plan => makeAnyPlan({ ...overrides, host: overrides.host ?? HOST });

export function makeCertificate(overrides: Partial<CertificateObservation> = {}): CertificateObservation {
  return {
    subject: `CN=${HOST}`,
    issuer: 'CN=R11, O=Example Trust',
    names: [HOST],
    commonName: HOST,
    validFrom: '2026-01-01T00:00:00.000Z',
    validTo: '2026-04-02T00:00:00.000Z',
    daysLeft: 61,
    keyType: 'rsa',
    keyBits: 2048,
    signatureAlgorithm: 'sha256WithRSAEncryption',
    sha256: Array(32).fill('AB').join(':'),
    selfSigned: false,
    isCa: false,
    extendedKeyUsage: null,
    issuerUrl: null,
    mustStaple: false,
    digests: { cert256: '', cert384: '', cert512: '', spki256: '', spki512: '', certHex: '', spkiHex: '' },
    ...overrides,
  };
}

export function makeTls(overrides: Partial<TlsObservation> = {}): TlsObservation {
  return {
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_256_GCM_SHA384',
    servername: HOST,
    trusted: true,
    faults: [],
    certificate: makeCertificate(),
    chain: [makeCertificate({ subject: 'CN=R11, O=Example Trust', issuer: 'CN=Root', names: [], daysLeft: 900, isCa: true })],
    clientCertificateRequested: false,
    ocspStapled: null,
    ...overrides,
  };
}

/** What a test says of one endpoint: `465/tls ok`, and what differs from a healthy one. */
export interface EndpointCase {
  readonly port: number;
  readonly mode: Mode;
  readonly status?: EndpointStatus;
  readonly usable?: boolean;
  readonly address?: string;
  readonly protocol?: Protocol;
  readonly auth?: readonly string[];
  readonly capabilities?: readonly string[];
  readonly code?: FindingId;
  readonly tls?: TlsObservation | null;
}

function makeSteps(endpoint: EndpointCase): EndpointObservation['steps'] {
  const { mode, status = 'ok' } = endpoint;
  const step = (stage: 'connect' | 'tls' | 'greeting' | 'ehlo' | 'starttls', startMs: number, durationMs: number) => ({
    stage,
    status: 'ok' as const,
    startMs,
    durationMs,
  });
  if (status !== 'ok') return [{ ...step('connect', 12, 22.04), status: status === 'skipped' ? 'skipped' : 'failed' }];
  if (mode === 'tls') return [step('connect', 12, 22), step('tls', 34, 48), step('greeting', 82, 23), step('ehlo', 105, 21)];
  const steps = [step('connect', 12, 22), step('greeting', 34, 24), step('ehlo', 58, 20)];
  return mode === 'plain' ? steps : [...steps, step('starttls', 78, 20), step('tls', 98, 46), step('ehlo', 144, 22)];
}

export function makeObservation(endpoint: EndpointCase): EndpointObservation {
  const { port, mode, status = 'ok', address = ADDRESS, protocol = 'smtp', auth = ['PLAIN', 'LOGIN'] } = endpoint;
  const isUp = status === 'ok';
  const keywords = endpoint.capabilities ?? ['SIZE 52428800', ...(auth.length > 0 ? [`AUTH ${auth.join(' ')}`] : [])];
  const isSecure = mode !== 'plain';
  return {
    id: endpointId(port, mode, address),
    protocol,
    port,
    mode,
    address,
    family: address.includes(':') ? 6 : 4,
    steps: makeSteps(endpoint),
    failure: null,
    greeting: isUp ? { code: 220, enhanced: null, lines: [`${HOST} ESMTP ready`] } : null,
    greetingMs: isUp ? 23 : null,
    capabilities: {
      plaintext: isUp && mode !== 'tls' ? ['SIZE 52428800', 'STARTTLS'] : null,
      tls: isUp && isSecure ? keywords : null,
    },
    auth: { plaintext: isUp && mode !== 'tls' ? [] : null, tls: isUp && isSecure ? auth : null },
    ehloRefusal: null,
    tls: endpoint.tls === undefined ? (isUp && isSecure ? makeTls() : null) : endpoint.tls,
    leftover: null,
    repeatedAfter: null,
    localAddress: null,
    transcript: isUp
      ? [
          { ms: 82.4, direction: 'note', line: 'connected', secure: false },
          { ms: 90.25, direction: 'server', line: `220 ${HOST} ESMTP ready`, secure: mode === 'tls' },
          { ms: 91, direction: 'client', line: 'EHLO client.example.org', secure: mode === 'tls' },
        ]
      : [],
  };
}

function diagnoseEndpoint(endpoint: EndpointCase): EndpointDiagnosis {
  const { port, mode, status = 'ok', address = ADDRESS } = endpoint;
  const code = endpoint.code ?? (status === 'mismatch' ? 'mode-mismatch' : 'tcp-refused');
  const hasFailure = status === 'failed' || status === 'mismatch';
  return {
    id: endpointId(port, mode, address),
    status,
    failure: hasFailure ? { stage: 'connect', code, message: `it failed: ${code}`, systemCode: 'ECONNREFUSED' } : null,
    tlsError: null,
    usable: endpoint.usable ?? (status === 'ok' && mode !== 'plain'),
  };
}

export function makeFinding(id: FindingId, overrides: Partial<Finding> = {}): Finding {
  return {
    id,
    severity: DEFAULT_SEVERITY[id] as Severity,
    title: `Title of ${id}`,
    detail: `Detail of ${id}.`,
    evidence: [`evidence of ${id}`],
    fix: `Fix of ${id}.`,
    owner: 'server',
    endpoints: [],
    reference: 'RFC 8314',
    ...overrides,
  };
}

export const HEALTHY_ENDPOINTS: readonly EndpointCase[] = [
  { port: 25, mode: 'tls', status: 'mismatch' },
  { port: 25, mode: 'starttls', auth: [] },
  { port: 465, mode: 'tls' },
  { port: 465, mode: 'starttls', status: 'mismatch' },
  { port: 587, mode: 'tls', status: 'mismatch' },
  { port: 587, mode: 'starttls' },
];

export function makeDns(overrides: Partial<DnsObservation> = {}): DnsObservation {
  return {
    host: HOST,
    addresses: [{ address: ADDRESS, family: 4, ports: { '25': 'open', '465': 'open', '587': 'open' } }],
    resolver: { source: 'system', durationMs: 11.26 },
    error: null,
    cname: [],
    mx: [],
    ptr: { [ADDRESS]: [HOST] },
    srv: [],
    tlsa: {},
    dnsAddresses: null,
    ...overrides,
  };
}

export interface RunCase {
  readonly plan?: Partial<Plan>;
  readonly endpoints?: readonly EndpointCase[];
  readonly findings?: readonly Finding[];
  /** Attempts as `587/starttls PLAIN accepted`. */
  readonly attempts?: readonly string[];
  readonly credentials?: CredentialsDiagnosis;
  readonly kind?: CredentialsObservation['kind'];
  readonly dns?: Partial<DnsObservation>;
  readonly interrupted?: boolean;
  readonly verbose?: boolean;
}

function makeAttempt(text: string): AuthAttempt {
  const [at = '', mechanism = '', status = ''] = text.split(' ');
  const isAccepted = status === 'accepted';
  return {
    endpoint: `${at}@${ADDRESS}`,
    mechanism,
    status: status as AuthAttempt['status'],
    reply: isAccepted
      ? { code: 235, enhanced: '2.7.0', lines: ['2.7.0 Authentication successful'] }
      : { code: 535, enhanced: '5.7.8', lines: ['5.7.8 Error: authentication failed'] },
    failure: null,
    challenge: null,
    sent: 'secret',
  };
}

export function makeParts(run: RunCase = {}): ReportParts {
  const endpoints = run.endpoints ?? HEALTHY_ENDPOINTS;
  const observations: Observations = {
    startedAt: '2026-01-31T12:00:00.000Z',
    durationMs: 412.345,
    interrupted: run.interrupted ?? false,
    dns: makeDns(run.dns),
    endpoints: endpoints.map(makeObservation),
    auxiliary: [],
    credentials:
      run.credentials === undefined
        ? null
        : {
            user: 'alice@example.com',
            kind: run.kind ?? 'password',
            attempts: (run.attempts ?? []).map(makeAttempt),
            skipped: null,
            shape: [],
            claims: null,
            tokenRequest: null,
            notices: [],
          },
    scans: [],
  };
  const diagnosis: Diagnosis = {
    endpoints: endpoints.map(diagnoseEndpoint),
    auxiliary: [],
    credentials: run.credentials ?? null,
    findings: run.findings ?? [],
  };
  return { plan: makePlan(run.plan), observations, diagnosis, toolVersion: '0.1.0', verbose: run.verbose ?? true };
}

const EXPIRED = makeTls({
  trusted: false,
  faults: [{ code: 'cert-expired', systemCode: 'CERT_HAS_EXPIRED', subject: `CN=${HOST}` }],
  certificate: makeCertificate({ daysLeft: -12, validTo: '2026-01-19T00:00:00.000Z' }),
});

export const RUNS = {
  healthy: { credentials: { status: 'accepted', cause: null }, attempts: ['465/tls PLAIN accepted'] },
  expired: {
    endpoints: [{ port: 465, mode: 'tls', status: 'failed', code: 'cert-expired', tls: EXPIRED }],
    plan: { ports: [465], modes: ['tls'], endpointsNamed: true },
    findings: [
      makeFinding('cert-expired', {
        title: 'The certificate expired 12 days ago',
        detail:
          'The certificate was valid until 2026-01-19. Mail clients refuse the connection, or show a warning that nobody should click away.',
        evidence: ['valid from 2026-01-01 to 2026-01-19', `subject CN=${HOST}, issuer CN=R11, O=Example Trust`],
        fix: 'Renew the certificate and reload the mail server, for example: certbot renew && systemctl reload postfix dovecot',
        endpoints: [`465/tls@${ADDRESS}`],
      }),
    ],
  },
  mismatch: {
    endpoints: [{ port: 587, mode: 'tls', status: 'mismatch' }],
    plan: { ports: [587], modes: ['tls'], endpointsNamed: true },
    findings: [
      makeFinding('mode-mismatch', {
        title: 'Port 587 speaks STARTTLS, not SSL/TLS',
        owner: 'you',
        endpoints: [`587/tls@${ADDRESS}`],
      }),
    ],
  },
  rejected: {
    credentials: { status: 'rejected', cause: 'auth-rejected' },
    attempts: ['465/tls PLAIN rejected'],
    findings: [
      makeFinding('auth-rejected', { title: 'The server does not take this user name and password', owner: 'you' }),
      makeFinding('tcp-timeout', { severity: 'info', title: 'Port 25 gives no answer', endpoints: [`25/starttls@${ADDRESS}`] }),
    ],
  },
  nameless: {
    endpoints: [],
    dns: {
      addresses: [],
      ptr: {},
      error: { code: 'dns-name-not-found', systemCode: 'ENOTFOUND', message: `${HOST} does not exist` },
    },
    findings: [makeFinding('dns-name-not-found', { title: 'There is no such name', owner: 'you' })],
  },
  ipv6: {
    endpoints: [
      ...HEALTHY_ENDPOINTS.slice(1, 3),
      { port: 465, mode: 'tls', address: '2001:db8:1234:5678:9abc:def0:1234:5678', status: 'failed', code: 'tcp-timeout' },
    ],
    findings: [makeFinding('ipv6-broken', { owner: 'network' })],
  },
} as const satisfies Record<string, RunCase>;

export const makeReport = (name: keyof typeof RUNS): Report => buildReport(makeParts(RUNS[name]));
/** `--all`: outgoing and IMAP work, and nobody offers POP3. */
export function makeAllReport(): Report {
  const incoming = (protocol: Protocol, port: number, status: EndpointStatus): ReportParts =>
    makeParts({ endpoints: [{ port, mode: 'tls', protocol, status }], plan: { protocol, ports: [port] } });
  const pop3 = buildReport({
    ...incoming('pop3', 995, 'failed'),
    diagnosis: {
      ...incoming('pop3', 995, 'failed').diagnosis,
      findings: [makeFinding('tcp-refused', { title: 'Port 995 refuses', endpoints: [`995/tls@${ADDRESS}`] })],
    },
  });
  return combineReports([
    { protocol: 'smtp', report: buildReport(makeParts({})) },
    { protocol: 'imap', report: buildReport(incoming('imap', 993, 'ok')) },
    { protocol: 'pop3', report: pop3 },
  ]);
}
export const REPORT_NAMES = Object.keys(RUNS) as (keyof typeof RUNS)[];

// Keys whose values are words of the program itself; everything else may come from a peer or the user.
const OWN_WORDS = new Set([
  'id',
  'severity',
  'owner',
  'verdict',
  'status',
  'mode',
  'stage',
  'direction',
  'protocol',
  'source',
  'code',
  'cause',
]);
const OWN_ARRAYS = new Set(['modes']);

/** The report with every text that is not the program's own vocabulary replaced. */
export function poison<T>(value: T, text: string, key = ''): T {
  if (typeof value === 'string') return (OWN_WORDS.has(key) ? value : text) as T;
  if (Array.isArray(value)) {
    const copy = OWN_ARRAYS.has(key) ? value : value.map((item) => poison(item, text, key));
    return copy as T;
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, item]) => [name, poison(item, text, name)]);
  return Object.fromEntries(entries) as T;
}

export const HOSTILE_TEXT =
  '220 <script>alert(1)</script> ` "><img src=x onerror=alert(1)> `` ``` [x](javascript:alert(1)) & \' ]]> | \\ \u001b[31m\r\n# H\n=cmd() https://evil.test @user #1';
