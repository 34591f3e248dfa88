// Facts for the tests of diagnosis: a plan, endpoints as they are seen when all is well, and the usual ways to differ.

import type {
  CertificateFault,
  CertificateObservation,
  CredentialsObservation,
  EndpointObservation,
  Observations,
  OutdatedName,
  TlsObservation,
} from '../../../src/model/observation.ts';
import type { Failure } from '../../../src/model/outcome.ts';
import type { Plan } from '../../../src/model/plan.ts';
import type { MailProtocol, Mode, Stage } from '../../../src/model/protocol.ts';
import { endpointId, isMailProtocol } from '../../../src/model/protocol.ts';
import type { Reply } from '../../../src/model/reply.ts';
import { makePlan } from '../../support/plan.ts';

export const HOST = 'mail.example.org';
export const ADDRESS = '192.0.2.10';
export const NOW = '2026-06-15T12:00:00.000Z';

export const plan = (more: Partial<Plan> = {}): Plan => makePlan({ ...more, host: more.host ?? HOST });

/** `-p 465 -m tls` and the like. */
export const named = (port: number, mode: Mode, more: Partial<Plan> = {}): Plan =>
  plan({ ports: [port], modes: [mode], endpointsNamed: true, ...more });

export function certificate(more: Partial<CertificateObservation> = {}): CertificateObservation {
  return {
    subject: `CN=${HOST}`,
    issuer: 'C=US, O=Public Authority, CN=Public R3',
    names: [HOST],
    commonName: HOST,
    validFrom: '2026-05-01T00:00:00.000Z',
    validTo: '2026-09-01T00:00:00.000Z',
    daysLeft: 77,
    keyType: 'rsa',
    keyBits: 2048,
    signatureAlgorithm: 'sha256WithRSAEncryption',
    sha256: Array(32).fill('AB').join(':'),
    selfSigned: false,
    isCa: false,
    extendedKeyUsage: null,
    issuerUrl: null,
    mustStaple: false,
    digests: {
      cert256: 'aa'.repeat(32),
      cert384: 'ee'.repeat(48),
      cert512: 'bb'.repeat(64),
      spki256: 'cc'.repeat(32),
      spki512: 'dd'.repeat(64),
      certHex: '30',
      spkiHex: '31',
    },
    ...more,
  };
}

export function tls(more: Partial<TlsObservation> = {}): TlsObservation {
  return {
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_256_GCM_SHA384',
    servername: HOST,
    trusted: true,
    faults: [],
    certificate: certificate(),
    chain: [],
    clientCertificateRequested: false,
    ocspStapled: null,
    ...more,
  };
}

export const faulty = (
  code: CertificateFault,
  systemCode: string,
  leaf: Partial<CertificateObservation> = {},
  more: Partial<TlsObservation> = {},
): TlsObservation => {
  const shown = certificate(leaf);
  return tls({ trusted: false, faults: [{ code, systemCode, subject: shown.subject }], certificate: shown, ...more });
};

/** The name is borne, but in a form that RFC 9525 does not take. */
export const outdated = (outdatedName: OutdatedName, leaf: Partial<CertificateObservation>): TlsObservation => {
  const shown = faulty('cert-name-mismatch', 'HOSTNAME_MISMATCH', leaf);
  return { ...shown, faults: shown.faults.map((fault) => ({ ...fault, outdatedName })) };
};

export const reply = (code: number, ...lines: string[]): Reply => ({
  code,
  enhanced: /^\d\.\d+\.\d+/.exec(lines[0] ?? '')?.[0] ?? null,
  lines,
});
const GREETINGS: Record<MailProtocol, Reply> = {
  smtp: reply(220, `${HOST} ESMTP`),
  imap: { code: null, enhanced: null, lines: ['IMAP4rev1 ready'], status: 'OK' },
  pop3: { code: null, enhanced: null, lines: ['ready'], status: '+OK' },
};

const BASIC = ['SIZE 52428800', 'PIPELINING'];
const MECHANISMS = ['PLAIN', 'LOGIN'];

export type Key = `${number}/${Mode}` | `${number}/${Mode}@${string}`;

/** An endpoint that works: 25 without AUTH, the others with PLAIN and LOGIN under TLS. */
export function works(key: Key, more: Partial<EndpointObservation> = {}): EndpointObservation {
  const [place = '', address = ADDRESS] = key.split('@');
  const [port = '', mode = 'tls'] = place.split('/') as [string, Mode];
  const { protocol = 'smtp' } = more;
  const mechanisms = Number(port) === 25 ? [] : MECHANISMS;
  const keywords = mechanisms.length > 0 ? [...BASIC, `AUTH ${mechanisms.join(' ')}`] : BASIC;
  const isSecured = mode !== 'plain';
  const inClear = mode === 'starttls' ? [...BASIC, 'STARTTLS'] : mode === 'plain' ? BASIC : null;
  return {
    id: endpointId(Number(port), mode, address),
    protocol,
    port: Number(port),
    mode,
    address,
    family: address.includes(':') ? 6 : 4,
    steps: [{ stage: 'connect', status: 'ok', startMs: 0, durationMs: 12 }],
    failure: null,
    greeting: isMailProtocol(protocol) ? GREETINGS[protocol] : null,
    greetingMs: 30,
    capabilities: { plaintext: inClear, tls: isSecured ? keywords : null },
    auth: { plaintext: mode === 'tls' ? null : [], tls: isSecured ? mechanisms : null },
    ehloRefusal: null,
    tls: isSecured ? tls() : null,
    leftover: null,
    repeatedAfter: null,
    localAddress: '198.51.100.7',
    transcript: [],
    ...more,
  };
}

const NOTHING = {
  greeting: null,
  greetingMs: null,
  capabilities: { plaintext: null, tls: null },
  auth: { plaintext: null, tls: null },
  tls: null,
} as const;

/** An endpoint that failed; what was seen before can be given. */
export const fails = (key: Key, failure: Failure, more: Partial<EndpointObservation> = {}): EndpointObservation =>
  works(key, { ...NOTHING, failure, ...more });

/** As far as a greeting and EHLO in plaintext, and no further. */
export const failsAfterEhlo = (key: Key, failure: Failure, more: Partial<EndpointObservation> = {}): EndpointObservation =>
  works(key, { capabilities: { plaintext: BASIC, tls: null }, auth: { plaintext: [], tls: null }, tls: null, failure, ...more });

export const refused: Failure = { kind: 'system', stage: 'connect', systemCode: 'ECONNREFUSED' };
export const dropped: Failure = { kind: 'timeout', stage: 'connect', budget: 'connect', budgetMs: 5000, waitedMs: 5000 };
export const twoSyns: Failure = {
  kind: 'timeout',
  stage: 'connect',
  budget: 'syn',
  budgetMs: 1300,
  waitedMs: 1300,
  siblingMs: 12,
};
export const noRoute: Failure = { kind: 'system', stage: 'connect', systemCode: 'ENETUNREACH' };
export const silent: Failure = { kind: 'timeout', stage: 'greeting', budget: 'greeting', budgetMs: 10_000, waitedMs: 10_000 };
export const notOffered: Failure = { kind: 'not-offered', stage: 'starttls' };
export const closedAt = (stage: Stage): Failure => ({ kind: 'closed', stage });
export const resetAt = (stage: Stage): Failure => ({ kind: 'system', stage, systemCode: 'ECONNRESET' });
export const refusedAt = (stage: Stage, code: number, ...lines: string[]): Failure => ({
  kind: 'reply',
  stage,
  reply: reply(code, ...lines),
});
export const tlsFails = (systemCode: string, alert?: number, stage: Stage = 'tls'): Failure => ({
  kind: 'tls',
  stage,
  systemCode,
  detail: systemCode,
  ...(alert === undefined ? {} : { alert }),
});
export const wrongVersion = tlsFails('ERR_SSL_WRONG_VERSION_NUMBER');
export const outOfTime = (stage: Stage): Failure => ({ kind: 'timeout', stage, budget: 'total', budgetMs: 3000, waitedMs: 2900 });
export const settled = (by: Key, detail: 'speaks-tls' | 'speaks-plaintext'): Failure => ({
  kind: 'settled',
  stage: detail === 'speaks-tls' ? 'greeting' : 'tls',
  by: by.includes('@') ? by : `${by}@${ADDRESS}`,
  detail,
});

/** A healthy host in automatic mode: each port in both modes. */
export const healthy = (): EndpointObservation[] => [
  works('25/starttls'),
  works('465/tls'),
  works('587/starttls'),
  fails('25/tls', settled('25/starttls', 'speaks-plaintext')),
  fails('465/starttls', settled('465/tls', 'speaks-tls')),
  fails('587/tls', wrongVersion),
];

export function observations(endpoints: readonly EndpointObservation[], more: Partial<Observations> = {}): Observations {
  const addresses = [...new Set(endpoints.map(({ address }) => address))];
  return {
    startedAt: NOW,
    durationMs: 400,
    interrupted: false,
    endpoints,
    auxiliary: [],
    credentials: null,
    scans: [],
    ...more,
    dns: {
      host: HOST,
      addresses: addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4, ports: {} })),
      resolver: { source: 'system', durationMs: 5 },
      error: null,
      cname: [],
      mx: [],
      ptr: {},
      srv: [],
      tlsa: {},
      dnsAddresses: null,
      ...more.dns,
    },
  };
}

/** The part of DNS that a test is about; the rest is as `observations` makes it. */
export const dns = (part: Partial<Observations['dns']>): { dns: Observations['dns'] } => ({ dns: part as Observations['dns'] });

export function credentials(more: Partial<CredentialsObservation> = {}): CredentialsObservation {
  return {
    user: 'alice@example.org',
    kind: 'password',
    attempts: [],
    skipped: null,
    shape: [],
    claims: null,
    tokenRequest: null,
    notices: [],
    ...more,
  };
}

export const attempt = (
  status: 'accepted' | 'rejected' | 'error',
  answer: Reply | null,
  more: Partial<CredentialsObservation['attempts'][number]> = {},
) => ({
  endpoint: endpointId(465, 'tls', ADDRESS),
  mechanism: 'PLAIN',
  status,
  reply: answer,
  failure: null,
  challenge: null,
  sent: 'secret' as const,
  ...more,
});
