// Each fault that a certificate can have, presented by a real Postfix, by STARTTLS and by implicit TLS: it gives its own
// finding and no other, and credentials stay at home.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type CertificateKind, labCertificate } from '../../src/lab/certificates.ts';
import type { FindingId } from '../../src/model/finding.ts';
import { HOST, type HostService, MailHost, PASSWORD, USER } from './support/mail-host.ts';
import { serversAreMissing } from './support/packages.ts';
import { describeReport, faultsOf, runCheck } from './support/program.ts';

const FAULTS: readonly (readonly [kind: CertificateKind, finding: FindingId])[] = [
  ['expired', 'cert-expired'],
  ['expired-intermediate', 'cert-expired'],
  ['not-yet-valid', 'cert-not-yet-valid'],
  ['wrong-name', 'cert-name-mismatch'],
  ['self-signed', 'cert-self-signed'],
  ['untrusted-root', 'cert-untrusted-root'],
  ['missing-intermediate', 'cert-missing-intermediate'],
  ['wrong-purpose', 'cert-wrong-purpose'],
  ['antivirus', 'tls-intercepted'],
  // Node itself takes both; RFC 9525 and newer clients do not.
  ['common-name-only', 'cert-name-mismatch'],
  ['partial-wildcard', 'cert-name-mismatch'],
];
const SOUND: readonly (readonly [kind: CertificateKind, finding: FindingId | null])[] = [
  ['rsa', null],
  ['wildcard', null],
  ['expiring-soon', 'cert-expiring-soon'],
];

const services: Record<string, HostService> = {};
for (const [kind] of [...FAULTS, ...SOUND]) {
  services[`${kind}-starttls`] = { kind: 'submission', certificate: labCertificate(kind, HOST) };
  services[`${kind}-tls`] = { kind: 'submissions', certificate: labCertificate(kind, HOST) };
}

describe('certificates presented by Postfix', { skip: serversAreMissing() }, () => {
  let host: MailHost;
  before(async () => {
    host = await MailHost.start({ services });
  });
  after(() => host?.close());

  const check = (kind: CertificateKind, ...more: string[]) =>
    runCheck([...host.arguments(), '--port', `${host.port(`${kind}-starttls`)},${host.port(`${kind}-tls`)}`, ...more], {
      env: { MAILPROBE_PASSWORD: PASSWORD },
    });

  for (const [kind, finding] of FAULTS) {
    it(`${kind}: ${finding}, on both endpoints, and nothing else`, async () => {
      const { report, code } = await check(kind);
      assert.deepEqual(faultsOf(report), [finding], describeReport(report));
      assert.deepEqual([report.verdict, code], ['fail', 1]);
      const bearing = report.endpoints.filter(({ tls }) => tls !== null);
      assert.deepEqual([...(report.findings[0]?.endpoints ?? [])].sort(), bearing.map(({ id }) => id).sort());
      assert.equal(bearing.length, 2);
      assert.ok(bearing.every(({ tls }) => tls?.trusted === false && tls.error !== null));
      assert.equal(report.recommendation, null);
    });
  }

  for (const [kind, finding] of SOUND) {
    it(`${kind}: ${finding ?? 'no fault'}`, async () => {
      const { report, code } = await check(kind);
      assert.deepEqual(faultsOf(report), finding ? [finding] : [], describeReport(report));
      assert.deepEqual([report.verdict, code], [finding ? 'warn' : 'ok', 0]);
    });
  }

  it('credentials are not sent to a server whose certificate does not verify', async () => {
    const mark = host.dovecot.log.mark();
    for (const kind of [
      'expired',
      'wrong-name',
      'common-name-only',
      'partial-wildcard',
      'self-signed',
      'missing-intermediate',
    ] as const) {
      const { report } = await check(kind, '--user', USER);
      assert.equal(report.credentials?.status, 'skipped', describeReport(report));
      assert.ok(faultsOf(report).includes('auth-skipped-untrusted'));
    }
    assert.deepEqual(
      host.dovecot.log.lines(mark).filter((line) => line.includes('client in: AUTH')),
      [],
    );
  });

  it('--insecure sends them once, and the fault becomes a warning', async () => {
    const mark = host.dovecot.log.mark();
    const { report, code } = await check('self-signed', '--user', USER, '--insecure');
    assert.equal(report.credentials?.status, 'accepted', describeReport(report));
    assert.deepEqual([faultsOf(report), report.verdict, code], [['cert-self-signed'], 'warn', 0], describeReport(report));
    assert.equal((await host.dovecot.requests(mark, 1)).length, 1);
  });

  it('no mail was sent in all this', () => host.assertNoMail());
});
