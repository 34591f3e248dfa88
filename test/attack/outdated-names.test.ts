// Certificates that bear the host's name only as a common name, or by a wildcard for part of a label: Node takes them, RFC
// 9525 does not. No login goes there, no token is fetched and no policy is read there, and addresses are iPAddress alone.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { LAB_HOST, type LabCertificate, labRootPem, makeCertificate } from '../../src/lab/certificates.ts';
import { startLab } from '../../src/lab/lab.ts';
import { loginsOf } from '../../src/lab/record.ts';
import { mailHost, portsOnly } from '../../src/lab/scenario.ts';
import { Secret } from '../../src/model/secret.ts';
import { exchangeOverHttps } from '../../src/net/https.ts';
import { HttpsFetch } from '../../src/oauth/https-fetch.ts';
import { type Checked, checkTarget } from '../scenarios/support/check-lab.ts';

const CERTIFICATES: Readonly<Record<string, LabCertificate>> = {
  'a common name alone': makeCertificate({ subject: LAB_HOST, names: null }),
  'a wildcard as common name': makeCertificate({ subject: '*.lab.test', names: null }),
  'a common name beside an address': makeCertificate({ subject: LAB_HOST, names: ['192.0.2.1'] }),
  'a wildcard behind a letter': makeCertificate({ subject: 'x', names: ['m*.lab.test'] }),
  'a wildcard ahead of a letter': makeCertificate({ subject: 'x', names: ['*l.lab.test'] }),
  'a wildcard between letters': makeCertificate({ subject: 'x', names: ['m*l.lab.test'] }),
};

async function check(certificate: LabCertificate, more: readonly string[] = []): Promise<Checked & { readonly logins: number }> {
  const lab = await startLab(portsOnly(mailHost({ certificate })));
  try {
    const { user, password } = lab.account;
    const checked = await checkTarget(
      LAB_HOST,
      ['--port', Object.values(lab.ports).join(','), '--resolve', `${LAB_HOST}:${lab.address}`, ...more],
      {
        credentials: { user, password: new Secret(password), token: null, oauth: null, notices: [] },
        tls: { extraRoots: [lab.caPem] },
      },
    );
    return { ...checked, logins: loginsOf(lab.record).length };
  } finally {
    await lab.close();
  }
}

async function overHttps<T>({ chainPem, keyPem }: LabCertificate, ask: (port: number) => Promise<T>): Promise<[T, number]> {
  let requests = 0;
  const server = createServer({ cert: chainPem, key: keyPem }, (_, response) => {
    requests++;
    response.end('ok');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const answer = await ask((server.address() as AddressInfo).port);
    return [answer, requests];
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

for (const [title, certificate] of Object.entries(CERTIFICATES)) {
  describe(title, () => {
    it('gets no login, and the finding says who takes it and what to change', async () => {
      const { report, logins } = await check(certificate);
      assert.equal(logins, 0);
      assert.deepEqual([report.verdict, report.credentials?.status], ['fail', 'skipped']);
      assert.equal(report.recommendation, null);
      const [first] = report.findings;
      assert.deepEqual([first?.id, first?.severity, first?.owner], ['cert-name-mismatch', 'error', 'server']);
      assert.match(first?.detail ?? '', /Go.*Node\.js, Java/s);
      assert.match(first?.fix ?? '', /DNS name in subjectAltName/);
      const secure = report.endpoints.filter(({ tls }) => tls !== null);
      assert.ok(secure.length > 0);
      for (const { status, tls } of secure)
        assert.deepEqual([status, tls?.trusted, tls?.error?.code], ['failed', false, 'cert-name-mismatch']);
    });

    it('gets it with --insecure, with a warning', async () => {
      const { report, logins } = await check(certificate, ['--insecure']);
      assert.deepEqual([logins, report.verdict, report.credentials?.status], [1, 'warn', 'accepted']);
      assert.deepEqual([report.findings[0]?.id, report.findings[0]?.severity], ['cert-name-mismatch', 'warning']);
    });

    it('serves no document', async () => {
      const [result, requests] = await overHttps(certificate, (port) =>
        exchangeOverHttps(new URL(`https://${LAB_HOST}/`), {
          maxBytes: 100,
          timeoutMs: 20_000,
          signal: new AbortController().signal,
          extraRoots: [labRootPem()],
          connectTo: { address: '127.0.0.1', port },
        }),
      );
      assert.ok(!result.ok && result.fault.kind === 'system');
      assert.deepEqual([result.fault.systemCode, requests], ['ERR_TLS_CERT_ALTNAME_INVALID', 0]);
    });
  });
}

it('an identity provider at an address has to bear it as an address', async () => {
  const ask = async (port: number): Promise<string> => {
    const client = new HttpsFetch({ extraRoots: [labRootPem()], signal: new AbortController().signal });
    const request = { method: 'POST', headers: {}, body: 'secret' };
    return client.fetch(`https://127.0.0.1:${port}/`, request).then(
      ({ status }) => String(status),
      ({ code }: { code?: string }) => code ?? 'no code',
    );
  };
  const refused: readonly (readonly string[] | null)[] = [null, ['*.0.0.1'], ['mail.lab.test']];
  for (const names of refused) {
    const answer = await overHttps(makeCertificate({ subject: '127.0.0.1', names }), ask);
    assert.deepEqual(answer, ['ERR_TLS_CERT_ALTNAME_INVALID', 0]);
  }
  assert.deepEqual(await overHttps(makeCertificate({ subject: 'x', names: ['127.0.0.1'] }), ask), ['200', 1]);
});

it('an identity provider with a common name alone is not asked', async () => {
  const client = new HttpsFetch({ extraRoots: [labRootPem()], signal: new AbortController().signal });
  const [code, requests] = await overHttps(makeCertificate({ subject: 'localhost', names: null }), (port) =>
    client.fetch(`https://localhost:${port}/`, { method: 'POST', headers: {}, body: 'secret' }).then(
      ({ status }) => String(status),
      (error: { code?: string }) => error.code ?? 'no code',
    ),
  );
  assert.deepEqual([code, requests], ['ERR_TLS_CERT_ALTNAME_INVALID', 0]);
});
