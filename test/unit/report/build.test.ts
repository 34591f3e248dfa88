// The report as a whole: parts in their places, the summary, and nothing that the JSON Schema does not know.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { buildBadTargetReport, buildReport } from '../../../src/report/build.ts';
import { ADDRESS, makeFinding, makeParts, makeReport, REPORT_NAMES, RUNS, type RunCase } from './fixtures.ts';

const schema = JSON.parse(readFileSync(new URL('../../../src/report/report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false }).compile(schema);
const schemaErrors = (report: unknown): string[] => {
  validate(JSON.parse(JSON.stringify(report)));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

for (const name of REPORT_NAMES) {
  test(`schema: the ${name} report is valid`, () => assert.deepEqual(schemaErrors(makeReport(name)), []));
}

const BREAKAGES: readonly (readonly [what: string, broken: object])[] = [
  ['an unknown verdict', { verdict: 'good' }],
  ['no endpoints', { endpoints: undefined }],
  [
    'an endpoint that is ok and has a failure',
    { endpoints: [{ ...makeReport('healthy').endpoints[1], failure: { stage: 'tls', code: 'x', message: 'x' } }] },
  ],
  ['an error without evidence', { findings: [makeFinding('cert-expired', { evidence: [] })] }],
  ['a warning under the verdict ok', { findings: [makeFinding('cert-weak-key')] }],
  ['an endpoint id of another form', { findings: [makeFinding('dns-ptr-missing', { endpoints: ['587'] })] }],
  ['plaintext recommended', { recommendation: { ...makeReport('healthy').recommendation, mode: 'plain' } }],
];
for (const [what, broken] of BREAKAGES) {
  test(`schema: refuses ${what}`, () => assert.notDeepEqual(schemaErrors({ ...makeReport('healthy'), ...broken }), []));
}

test('build: parts are in their places', () => {
  const report = makeReport('healthy');
  assert.equal(report.durationMs, 412.3);
  assert.deepEqual(report.target, {
    input: 'mail.example.com',
    protocol: 'smtp',
    host: 'mail.example.com',
    ports: [25, 465, 587],
    modes: ['tls', 'starttls'],
  });
  assert.deepEqual(
    report.endpoints.map(({ id, status }) => `${id} ${status}`),
    ['25/tls mismatch', '25/starttls ok', '465/tls ok', '465/starttls mismatch', '587/tls mismatch', '587/starttls ok'].map(
      (text) => text.replace(' ', `@${ADDRESS} `),
    ),
  );
  assert.equal(report.endpoints[0]?.failure?.code, 'mode-mismatch');
  assert.equal(report.dns?.resolver.durationMs, 11.3);
  assert.deepEqual(report.credentials?.reply, { code: 235, enhanced: '2.7.0', lines: ['2.7.0 Authentication successful'] });
  assert.equal(report.credentials?.endpoint, `465/tls@${ADDRESS}`);
  assert.equal('isCa' in (report.endpoints[2]?.tls?.certificate ?? {}), false);
});

test('build: the transcript only with --verbose', () => {
  const parts = makeParts(RUNS.healthy);
  const quiet = buildReport({ ...parts, verbose: false });
  assert.ok(quiet.endpoints.every(({ transcript }) => transcript.length === 0));
  assert.ok(buildReport(parts).endpoints.some(({ transcript }) => transcript.length > 0));
});

test('build: findings stand as the diagnosis ordered them', () => {
  const findings = [
    makeFinding('tlsa-mismatch'),
    makeFinding('cert-weak-key'),
    makeFinding('tls-legacy-version'),
    makeFinding('dns-ptr-missing'),
  ];
  const ids = buildReport(makeParts({ findings })).findings.map(({ id }) => id);
  assert.deepEqual(ids, ['tlsa-mismatch', 'cert-weak-key', 'tls-legacy-version', 'dns-ptr-missing']);
});

test('build: SRV by service, a record that could not be asked for, DNS extras', () => {
  const srv = [
    { service: '_submissions._tcp', priority: 0, weight: 1, port: 465, target: 'a.example.com' },
    { service: '_submissions._tcp', priority: 5, weight: 1, port: 465, target: 'b.example.com' },
  ];
  const report = buildReport(makeParts({ dns: { srv, mx: { error: 'SERVFAIL' }, tlsRpt: 'v=TLSRPTv1' } }));
  const records = report.dns?.records;
  assert.deepEqual(records?.MX, { error: 'SERVFAIL' });
  assert.deepEqual(records?.SRV, {
    '_submissions._tcp': [
      { priority: 0, weight: 1, port: 465, target: 'a.example.com' },
      { priority: 5, weight: 1, port: 465, target: 'b.example.com' },
    ],
  });
  assert.equal(records?.['TLS-RPT'], 'v=TLSRPTv1');
  assert.deepEqual(schemaErrors(report), []);
});

test('build: of several attempts the accepted one stands for all', () => {
  const attempts = ['465/tls CRAM-MD5 rejected', '465/tls PLAIN accepted', '465/tls LOGIN rejected'];
  const { credentials } = buildReport(makeParts({ attempts, credentials: { status: 'accepted', cause: null } }));
  assert.equal(credentials?.mechanism, 'PLAIN');
  assert.equal(credentials?.attempts.length, 3);
});

test('build: a target that could not be read', () => {
  const report = buildBadTargetReport({
    input: 'smtp://',
    protocol: 'smtp',
    startedAt: '2026-01-31T12:00:00.000Z',
    finding: makeFinding('bad-target', { title: 'smtp:// names no host' }),
    toolVersion: '0.1.0',
  });
  assert.deepEqual(schemaErrors(report), []);
  assert.equal(report.verdict, 'fail');
  assert.equal(report.summary, 'smtp:// names no host.');
});

const FAILED_587 = { port: 587, mode: 'starttls', status: 'failed' } as const;
const SUMMARIES: readonly (readonly [what: string, run: RunCase, expected: RegExp])[] = [
  ['healthy', {}, /^mail\.example\.com works on port 465 with SSL\/TLS\.$/],
  ['with the login', RUNS.healthy, /and accepts the login\.$/],
  [
    'a warning',
    { findings: [makeFinding('cert-expiring-soon', { title: 'The certificate runs out in 10 days.' })] },
    /, but: The certificate runs out in 10 days\.$/,
  ],
  ['no name', RUNS.nameless, /^mail\.example\.com: There is no such name\.$/],
  [
    'a title that names the host',
    { endpoints: [FAILED_587], findings: [makeFinding('host-unreachable', { title: 'no port of mail.example.com answers' })] },
    /^No port of mail\.example\.com answers\.$/,
  ],
  [
    'a named endpoint, and what works instead',
    {
      plan: { endpointsNamed: true },
      endpoints: [{ port: 465, mode: 'tls' }, FAILED_587],
      findings: [
        makeFinding('tcp-refused', { title: 'Port 587 is closed', endpoints: [`587/starttls@${ADDRESS}`] }),
        makeFinding('tlsa-mismatch'),
      ],
    },
    /: Port 587 is closed; port 465 with SSL\/TLS works\.$/,
  ],
  [
    'a login withheld for a certificate is about the certificate',
    {
      endpoints: [{ port: 465, mode: 'tls', status: 'failed' }],
      credentials: { status: 'skipped', cause: 'auth-skipped-untrusted' },
      findings: [makeFinding('cert-expired', { title: 'The certificate expired' }), makeFinding('auth-skipped-untrusted')],
    },
    /The certificate expired\.$/,
  ],
  ['the cause of a refused login', RUNS.rejected, /does not take this user name and password\.$/],
  [
    'an expectation',
    { findings: [makeFinding('expectation-failed', { title: 'size>=1 does not hold' })] },
    /size>=1 does not hold; port 465 with SSL\/TLS works\.$/,
  ],
  ['no finding at all', { endpoints: [FAILED_587] }, /: it failed: tcp-refused\.$/],
  ['plaintext alone', { endpoints: [{ port: 25, mode: 'plain' }] }, /no endpoint that a client could use securely\.$/],
  [
    'interrupted at once',
    { interrupted: true, endpoints: [{ port: 465, mode: 'tls', status: 'skipped' }] },
    /^Interrupted before/,
  ],
  ['interrupted later', { interrupted: true }, /^Interrupted; so far: mail\.example\.com works/],
];
for (const [what, run, expected] of SUMMARIES) {
  test(`summary: ${what}`, () => assert.match(buildReport(makeParts(run)).summary, expected));
}
