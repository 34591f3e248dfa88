// A client certificate with a fault of its own was told as the server's refusal: "another authority, out of date, or revoked". What
// can be read off the certificate, and off what the server asks for, is said first.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ClientCertificateKind, clientCertificate } from '../../src/lab/certificates.ts';
import { startLab } from '../../src/lab/lab.ts';
import { type LabScenario, mailHost, portsOnly, submission } from '../../src/lab/scenario.ts';
import { Secret } from '../../src/model/secret.ts';
import { type Checked, checkTarget } from '../scenarios/support/check-lab.ts';

type Version = 'TLSv1.2' | 'TLSv1.3';

/** With TLS 1.2 the lab hangs up within the handshake, as Node's own server does; with TLS 1.3 after it. */
const wanting = (maxVersion: Version, minVersion: Version = 'TLSv1.2'): LabScenario =>
  portsOnly(() => ({
    submission: submission({ tlsOptions: { requestCert: true, rejectUnauthorized: true, maxVersion, minVersion } }),
  }));

async function checked(scenario: LabScenario, kind: ClientCertificateKind | null): Promise<Checked> {
  const lab = await startLab(scenario);
  try {
    const { chainPem, keyPem } = clientCertificate('ada@lab.test', kind ?? 'good');
    const given = kind === null ? {} : { clientCertificate: { certificatePem: chainPem, keyPem: new Secret(keyPem) } };
    return await checkTarget(
      lab.host,
      ['--port', Object.values(lab.ports).join(','), '--resolve', `${lab.host}:${lab.address}`, '--timeout', '60s'],
      { tls: { extraRoots: [lab.caPem], ...given } },
    );
  } finally {
    await lab.close();
  }
}

const UNFIT: readonly (readonly [ClientCertificateKind, RegExp])[] = [
  ['for-servers', /is not meant for clients/],
  ['expired', /expired on \d{4}/],
  ['future', /is not valid before \d{4}/],
  ['untrusted', /comes from no authority that the server names/],
];

describe('a client certificate that the server does not take', () => {
  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    for (const [kind, title] of UNFIT) {
      it(`${kind}, over ${version}: its own fault comes first`, async () => {
        const { report } = await checked(wanting(version), kind);
        const [first] = report.findings;
        assert.equal(first?.id, 'client-certificate-unfit', JSON.stringify(report.findings, null, 1));
        assert.equal(first?.severity, 'error');
        assert.equal(first?.owner, 'you');
        assert.match(first?.title ?? '', title);
        assert.match(first?.evidence.join('\n') ?? '', /takes client certificates of: .*Lab Root R1/);
        assert.ok(!report.findings.some(({ id }) => id === 'tls-client-certificate-required'));
        assert.equal(report.verdict, 'fail');
      });
    }
  }

  it('none was given: the list of authorities says where to have one issued', async () => {
    const { report } = await checked(wanting('TLSv1.3'), null);
    const [first] = report.findings;
    assert.equal(first?.id, 'tls-client-certificate-required');
    assert.match(first?.evidence.join('\n') ?? '', /takes client certificates of: .*Lab Intermediate E1/);
  });

  it('a server of TLS 1.3 alone does not tell its list, and nothing is made up', async () => {
    const { report } = await checked(wanting('TLSv1.3', 'TLSv1.3'), 'untrusted');
    const [first] = report.findings;
    assert.equal(first?.id, 'tls-client-certificate-required');
    assert.doesNotMatch(first?.evidence.join('\n') ?? '', /takes client certificates of/);
  });

  it('one that is taken is not spoken of', async () => {
    const { report } = await checked(wanting('TLSv1.3'), 'good');
    assert.equal(report.verdict, 'ok', report.summary);
    assert.ok(!report.findings.some(({ id }) => id === 'client-certificate-unfit'));
  });

  it('one that nobody asks for is a note', async () => {
    const { report } = await checked(
      portsOnly(() => mailHost()),
      'expired',
    );
    assert.equal(report.verdict, 'ok', report.summary);
    assert.equal(report.findings.find(({ id }) => id === 'client-certificate-unfit')?.severity, 'info');
  });
});
