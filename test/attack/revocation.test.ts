// Stapling dies out, and a revoked certificate was "verified". With --revocation the list that the certificate names is asked, and
// believed only where the issuer has signed it, today, for this certificate; whoever is on it gets no login.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { labIssuer, makeCertificate } from '../../src/lab/certificates.ts';
import { startLab } from '../../src/lab/lab.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { buildRevocationList, distributionPoint, type RevocationListFields } from '../../src/lab/revocation-list.ts';
import { mailHost, portsOnly } from '../../src/lab/scenario.ts';
import type { Report } from '../../src/model/report.ts';
import { checkLab } from '../scenarios/support/check-lab.ts';

const DAY_MS = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MS);

let server: Server;
let asked: string[] = [];
let answer: (path: string) => { readonly status?: number; readonly body: Buffer } | 'hang' = () => 'hang';

before(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const said = answer(request.url ?? '');
    if (said !== 'hang') response.writeHead(said.status ?? 200).end(said.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const urlOf = (path: string): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

type Change = Partial<RevocationListFields>;

interface Run {
  readonly report: Report;
  readonly logins: number;
}

/** A host whose certificate names a list, which is this one. */
async function check(path: string, list: (serialNumber: string) => Change, options = ['--revocation']): Promise<Run> {
  const certificate = makeCertificate({ extensions: [distributionPoint(urlOf(path))] });
  const { serialNumber } = new X509Certificate(certificate.certPem);
  const { pem, key } = labIssuer('intermediate');
  const fields = { issuerPem: pem, signingKey: key, revoked: [], thisUpdate: inDays(-1), nextUpdate: inDays(6) };
  answer = () => ({ body: buildRevocationList({ ...fields, ...list(serialNumber) }) });
  return run(certificate, options);
}

async function run(certificate: ReturnType<typeof makeCertificate>, options: readonly string[]): Promise<Run> {
  asked = [];
  const lab = await startLab({ ...portsOnly(() => mailHost({ certificate })), check: { login: 'password' } });
  try {
    const { report } = await checkLab(lab, options);
    return { report, logins: loginsOf(lab.record).length };
  } finally {
    await lab.close();
  }
}

const revocationOf = ({ report }: Run) => report.endpoints.find(({ tls }) => tls !== null)?.tls?.revocation;

describe('--revocation', () => {
  it('a certificate that is not on the list is as good as before, and the list is fetched once for all ports', async () => {
    const seen = await check('/good', () => ({ revoked: [{ serialNumber: '4711' }] }));
    assert.equal(seen.report.verdict, 'ok', seen.report.summary);
    assert.equal(revocationOf(seen)?.status, 'good');
    assert.equal(seen.logins, 1);
    assert.deepEqual(asked, ['/good']);
  });

  it('one on the list is revoked: no login goes out, and the finding names list, day and reason', async () => {
    const seen = await check('/revoked', (serialNumber) => ({ revoked: [{ serialNumber: '01' }, { serialNumber, reason: 1 }] }));
    const [first] = seen.report.findings;
    assert.equal(first?.id, 'cert-revoked');
    assert.equal(seen.report.verdict, 'fail');
    assert.match(
      first?.evidence.join('\n') ?? '',
      /http:\/\/127\.0\.0\.1:\d+\/revoked, says: revoked on \d{4}-\d\d-\d\d, key compromise/,
    );
    assert.equal(seen.logins, 0);
    assert.equal(revocationOf(seen)?.status, 'revoked');
  });

  it('a list of a part counts where it is the part that the certificate names', async () => {
    const seen = await check('/part', (serialNumber) => ({ revoked: [{ serialNumber }], part: urlOf('/part') }));
    assert.equal(revocationOf(seen)?.status, 'revoked');
  });

  const UNBELIEVED: Readonly<Record<string, readonly [(serialNumber: string) => Change, RegExp]>> = {
    'signed by somebody else': [
      (serialNumber) => ({ revoked: [{ serialNumber }], signingKey: labIssuer('untrusted').key }),
      /signature .* does not verify/,
    ],
    'by another issuer': [
      (serialNumber) => ({ revoked: [{ serialNumber }], issuerPem: labIssuer('untrusted').pem }),
      /another issuer/,
    ],
    'out of date': [
      (serialNumber) => ({ revoked: [{ serialNumber }], thisUpdate: inDays(-9), nextUpdate: inDays(-2) }),
      /out of date/,
    ],
    'from the future': [(serialNumber) => ({ revoked: [{ serialNumber }], thisUpdate: inDays(1) }), /out of date/],
    'of another part': [(serialNumber) => ({ revoked: [{ serialNumber }], part: urlOf('/other') }), /other certificates/],
    'with a critical part that is not known': [
      (serialNumber) => ({ revoked: [{ serialNumber }], strange: true }),
      /not known here/,
    ],
  };
  for (const [name, [list, reason]] of Object.entries(UNBELIEVED)) {
    it(`a list ${name} speaks neither for nor against the certificate`, async () => {
      const seen = await check('/list', list);
      assert.equal(revocationOf(seen)?.status, 'unknown');
      const found = seen.report.findings.find(({ id }) => id === 'revocation-unknown');
      assert.equal(found?.severity, 'warning');
      assert.match(found?.evidence.join('\n') ?? '', reason);
      assert.equal(seen.report.verdict, 'warn');
      assert.equal(seen.logins, 1);
    });
  }

  it('a server that has no list, or sends anything else, is said; a flood is cut off', async () => {
    const certificate = makeCertificate({ extensions: [distributionPoint(urlOf('/gone'))] });
    const answers = [
      [{ status: 404, body: Buffer.from('gone') }, /HTTP 404/],
      [{ status: 302, body: Buffer.alloc(0) }, /HTTP 302/],
      [{ body: Buffer.from('<html>not a list</html>') }, /no list/],
      [{ body: Buffer.alloc(13_000_000, 0x30) }, /too large/],
    ] as const;
    for (const [said, reason] of answers) {
      answer = () => said;
      const seen = await run(certificate, ['--revocation']);
      assert.match(revocationOf(seen)?.detail ?? '', reason);
      assert.equal(seen.report.verdict, 'warn');
    }
  });

  it('a list that never comes ends with its time', async () => {
    answer = () => 'hang';
    const seen = await run(makeCertificate({ extensions: [distributionPoint(urlOf('/hang'))] }), ['--revocation']);
    assert.match(revocationOf(seen)?.detail ?? '', /timeout/);
  });

  it('a certificate that names no list is said to', async () => {
    const seen = await run(makeCertificate({}), ['--revocation']);
    assert.match(revocationOf(seen)?.detail ?? '', /names no list/);
    assert.deepEqual(asked, []);
  });

  it('nothing is fetched for a certificate that does not verify, nor where it was not asked for', async () => {
    const extensions = [distributionPoint(urlOf('/never'))];
    await run(makeCertificate({ extensions, issuer: 'self', send: 'alone' }), ['--revocation']);
    await run(makeCertificate({ extensions }), []);
    assert.deepEqual(asked, []);
  });
});
