// DANE for real: zones that NSD serves and Unbound validates, and a host whose certificate the TLSA records fit, do not fit,
// or fit in vain.
import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { labRootPem, makeCertificate } from '../../src/lab/certificates.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { DNSSEC_PACKAGES, DNSSEC_PROGRAMS, type DnssecServers, FORGED, SIGNED, startDnssec, UNSIGNED } from './support/dnssec.ts';
import { programsAreMissing } from './support/packages.ts';
import { type CheckRun, describeReport, faultsOf, runCheck } from './support/program.ts';
import { Sandbox } from './support/sandbox.ts';

const GOOD = `mail.${SIGNED}`;
const RENEWED = `renewed.${SIGNED}`;
const BY_AUTHORITY = `anchored.${SIGNED}`;
const PKIX_ONLY = `pkix.${SIGNED}`;
const IN_VAIN = `mail.${UNSIGNED}`;
const BROKEN = `mail.${FORGED}`;
const HOSTS = [GOOD, RENEWED, BY_AUTHORITY, PKIX_ONLY, IN_VAIN, BROKEN];

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('DANE behind a validating resolver', { skip: programsAreMissing(DNSSEC_PROGRAMS, DNSSEC_PACKAGES) }, () => {
  let sandbox: Sandbox;
  let lab: Lab;
  let servers: DnssecServers;
  let caFile: string;

  before(async () => {
    sandbox = new Sandbox();
    const certificate = makeCertificate({ names: HOSTS }, GOOD);
    const ports = Object.fromEntries(['relay', 'submissions', 'submission'].map((role) => [role, { certificate }]));
    lab = await startLab('healthy', { host: GOOD, ports });
    caFile = sandbox.writeFile('ca.pem', labRootPem(), 0o644);
    const leaf = new X509Certificate(certificate.certPem);
    const key = sha256(leaf.publicKey.export({ type: 'spki', format: 'der' }));
    const [, intermediatePem = ''] = certificate.chainPem.split(/(?<=-----END CERTIFICATE-----\n)/);
    const issuer = sha256(new X509Certificate(intermediatePem).raw);
    servers = await startDnssec(sandbox, {
      [SIGNED]: [
        ...records('mail', `3 1 1 ${key}`),
        // The key changed, the record did not.
        ...records('renewed', `3 1 1 ${sha256(Buffer.from('the key before'))}`),
        ...records('anchored', `2 0 1 ${issuer}`),
        ...records('pkix', `1 1 1 ${key}`),
      ],
      [UNSIGNED]: records('mail', `3 1 1 ${key}`),
      [FORGED]: records('mail', `3 1 1 ${key}`),
    });
  });
  after(async () => {
    await lab?.close();
    await sandbox?.close();
  });

  const records = (name: string, tlsa: string): string[] => [
    `${name} IN A ${lab.address}`,
    ...Object.values(lab.ports).map((port) => `_${port}._tcp.${name} IN TLSA ${tlsa}`),
  ];

  const check = (host: string, ...more: string[]): Promise<CheckRun> =>
    runCheck([host, '--dns-server', servers.resolver, '-p', Object.values(lab.ports).join(','), '--ca', caFile, ...more]);

  it('a record that fits, validated: dane-verified', async () => {
    const { report } = await check(GOOD);
    assert.deepEqual([report.verdict, faultsOf(report)], ['ok', []], describeReport(report));
    const found = report.findings.find(({ id }) => id === 'dane-verified');
    assert.match(found?.evidence.join('\n') ?? '', /3 1 1 .*validated by DNSSEC/, describeReport(report));
    const published = report.dns?.records.TLSA[String(lab.port('submission'))];
    assert.equal(published && 'authentic' in published && published.authentic, true);
  });

  it('a record of the authority (2 0 1) fits the chain', async () => {
    const { report } = await check(BY_AUTHORITY);
    assert.deepEqual(faultsOf(report), [], describeReport(report));
    assert.ok(report.findings.some(({ id }) => id === 'dane-verified'));
  });

  it('a record of the key before: tlsa-mismatch, and nothing verified', async () => {
    const { report } = await check(RENEWED);
    assert.deepEqual(faultsOf(report), ['tlsa-mismatch'], describeReport(report));
    assert.ok(!report.findings.some(({ id }) => id === 'dane-verified'));
    assert.match(report.findings[0]?.fix ?? '', /3 1 1/);
  });

  it('an unsigned zone: tlsa-insecure', async () => {
    const { report } = await check(IN_VAIN);
    assert.deepEqual(faultsOf(report), ['tlsa-insecure'], describeReport(report));
    const published = report.dns?.records.TLSA[String(lab.port('submission'))];
    assert.equal(published && 'authentic' in published && published.authentic, false);
  });

  it('usages that SMTP cannot use (RFC 7672 §3.1.3) are passed over', async () => {
    const { report } = await check(PKIX_ONLY);
    assert.deepEqual([report.verdict, faultsOf(report)], ['ok', []], describeReport(report));
    assert.ok(!report.findings.some(({ id }) => id.startsWith('tlsa-') || id === 'dane-verified'));
  });

  it('signatures that do not validate: the resolver refuses, and that is said', async () => {
    const { report, code } = await check(BROKEN);
    assert.deepEqual([report.verdict, code, report.dns?.error?.code], ['fail', 1, 'dns-server-failure'], describeReport(report));
    assert.deepEqual(faultsOf(report), ['dns-server-failure']);
  });

  it('a server that vouches for nothing: the same record counts as insecure', async () => {
    const args = [GOOD, '--dns-server', servers.authority, '-p', Object.values(lab.ports).join(','), '--ca', caFile];
    const { report } = await runCheck(args);
    assert.deepEqual(faultsOf(report), ['tlsa-insecure'], describeReport(report));
  });
});
