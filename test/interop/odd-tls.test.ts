// TLS as it is met on old and misconfigured hosts, spoken by OpenSSL's own server: versions, ciphers, keys, chains, stapled
// answers and client certificates; each is named for what it is.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { clientCertificate, labClientAuthorities } from '../../src/lab/certificates.ts';
import type { FindingId } from '../../src/model/finding.ts';
import type { ReportEndpoint } from '../../src/model/report.ts';
import { HOST, OpensslAuthority, OpensslServer, opensslIsMissing } from './support/openssl.ts';
import { type CheckRun, describeReport, endpointOf, faultsOf, runCheck } from './support/program.ts';

const PASSPHRASE = 'correct horse';

interface Seen extends CheckRun {
  readonly endpoint: ReportEndpoint;
  /** Everything that is said of the finding, in one text. */
  readonly text: string;
}

describe('odd TLS', { skip: opensslIsMissing() }, () => {
  let authority: OpensslAuthority;
  /** The certificate and key of a plain server, as options of s_server. */
  let rsa: string[];

  before(() => {
    authority = new OpensslAuthority();
    rsa = identity('rsa', ['rsa:2048']);
  });
  after(() => authority?.remove());

  function identity(name: string, key: readonly string[]): string[] {
    const { certFile, keyFile } = authority.issue(name, key);
    return ['-cert', certFile, '-key', keyFile];
  }

  async function check(server: readonly string[], ...options: string[]): Promise<Seen> {
    const running = await OpensslServer.start(server, authority.environment);
    try {
      const target = [HOST, '--resolve', `${HOST}:127.0.0.1`, '-p', String(running.port), '-m', 'tls'];
      const run = await runCheck([...target, '--ca', authority.path('root.pem'), '--timeout', '15s', ...options], {
        env: { MAILPROBE_PASSWORD: 'not to be sent', MAILPROBE_PFX_PASSPHRASE: PASSPHRASE },
      });
      return { ...run, endpoint: endpointOf(run.report, running.port, 'tls'), text: describeReport(run.report) };
    } finally {
      await running.stop();
    }
  }

  const expectFault = ({ report, text }: Seen, id: FindingId, words: RegExp): void => {
    assert.equal(report.endpoints[0]?.failure?.code, id, text);
    const finding = report.findings.find((one) => one.id === id);
    assert.match([finding?.title, finding?.detail, ...(finding?.evidence ?? [])].join('\n'), words);
  };

  describe('versions', () => {
    for (const [flag, version] of [
      ['-tls1', 'TLSv1'],
      ['-tls1_1', 'TLSv1.1'],
    ] as const) {
      it(`${version} alone: named, and usable where it is asked for`, async () => {
        expectFault(await check([...rsa, flag]), 'tls-version-unsupported', new RegExp(`server speaks ${version}$`, 'm'));
        const asked = await check([...rsa, flag], '--tls-max', '1.1');
        assert.deepEqual(faultsOf(asked.report), ['tls-legacy-version'], asked.text);
        assert.equal(asked.endpoint.tls?.protocol, version);
      });
    }

    it('--tls-scan finds every version', async () => {
      const { report, endpoint, text } = await check(rsa, '--tls-scan');
      assert.deepEqual(endpoint.tls?.versions, { TLSv1: true, 'TLSv1.1': true, 'TLSv1.2': true, 'TLSv1.3': true }, text);
      assert.deepEqual(faultsOf(report), ['tls-legacy-version']);
      const sound = await check([...rsa, '-no_tls1', '-no_tls1_1'], '--tls-scan');
      assert.deepEqual(sound.endpoint.tls?.versions, { TLSv1: false, 'TLSv1.1': false, 'TLSv1.2': true, 'TLSv1.3': true });
      assert.deepEqual(faultsOf(sound.report), [], sound.text);
    });

    it('--tls-max and --tls-min that do not meet the server are the user’s', async () => {
      for (const [flag, option, spoken] of [
        ['-tls1_3', ['--tls-max', '1.2'], 'TLSv1.3'],
        ['-tls1_2', ['--tls-min', '1.3'], 'TLSv1.2'],
      ] as const) {
        const seen = await check([...rsa, flag], ...option);
        expectFault(seen, 'tls-version-unsupported', new RegExp(`server speaks ${spoken}$`, 'm'));
        assert.equal(seen.report.findings[0]?.owner, 'you');
      }
    });
  });

  describe('ciphers', () => {
    it('no certificate: anonymous ciphers only', async () => {
      const seen = await check(['-nocert', '-tls1_2', '-cipher', 'aNULL:@SECLEVEL=0']);
      expectFault(seen, 'tls-no-shared-cipher', /has no certificate.*DH_anon/s);
    });

    it('no encryption: NULL ciphers only', async () => {
      const seen = await check([...rsa, '-tls1_2', '-cipher', 'eNULL:@SECLEVEL=0']);
      expectFault(seen, 'tls-no-shared-cipher', /do not encrypt.*NULL/s);
    });

    it('no certificate and no cipher for that: all that can be said', async () => {
      expectFault(await check(['-nocert']), 'tls-no-shared-cipher', /No cipher suite in common/);
    });

    it('the size of a Diffie-Hellman exchange, with --tls-scan', async () => {
      const { endpoint, text } = await check([...rsa, '-tls1_2', '-cipher', 'DHE:@SECLEVEL=0'], '--tls-scan');
      assert.match(endpoint.tls?.keyExchange ?? '', /^DH \d{4} bits$/, text);
    });
  });

  describe('keys', () => {
    for (const [name, key, keyType, keyBits] of [
      ['p384', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'], 'ec', 384],
      ['ed25519', ['ed25519'], 'ed25519', null],
      ['pss', ['rsa-pss', '-pkeyopt', 'rsa_keygen_bits:2048'], 'rsa-pss', 2048],
    ] as const) {
      it(`${name} is taken`, async () => {
        const { report, endpoint, text } = await check(identity(name, key), '--tls-min', '1.2');
        // Sound, and more than many mail programs can use.
        const said = name === 'p384' ? ['ok', []] : ['warn', ['tls-no-shared-cipher']];
        assert.deepEqual([report.verdict, faultsOf(report)], said, text);
        assert.deepEqual([endpoint.tls?.certificate?.keyType, endpoint.tls?.certificate?.keyBits], [keyType, keyBits]);
      });
    }

    it('RSA with 1024 bits is weak', async () => {
      const { report, text } = await check(identity('rsa1024', ['rsa:1024']));
      assert.deepEqual(faultsOf(report), ['cert-weak-key'], text);
    });
  });

  describe('chains', () => {
    /** A leaf below two intermediates, and the two. */
    function deepChain(): { server: string[]; second: string; first: string } {
      const ca = (name: string): string => `/O=Odd Trust/CN=${name}`;
      const extensions = 'basicConstraints=critical,CA:TRUE\n';
      authority.issue('second', ['rsa:2048'], { subject: ca('Odd Second'), extensions, by: 'intermediate' });
      const { certFile, keyFile } = authority.issue('deep', ['rsa:2048'], { by: 'second' });
      const [second, first] = ['second.pem', 'intermediate.pem'].map((name) => readFileSync(authority.path(name), 'utf8'));
      return { server: ['-cert', certFile, '-key', keyFile], second: second ?? '', first: first ?? '' };
    }

    it('in the wrong order it verifies all the same; the order sent is a fact', async () => {
      const { server, second, first } = deepChain();
      const chain = authority.write('wrong-order.pem', first + second);
      const { report, endpoint, text } = await check([...server, '-cert_chain', chain], '--tls-scan', '--tls-min', '1.2');
      assert.equal(endpoint.tls?.trusted, true, text);
      assert.deepEqual(
        endpoint.tls?.chainSent?.map(({ subject }) => /CN=.*/.exec(subject)?.[0]),
        [`CN=${HOST}`, 'CN=Odd Intermediate', 'CN=Odd Second'],
      );
      assert.ok(!faultsOf(report).includes('cert-missing-intermediate'));
    });

    it('the issuer missing, a stranger sent: both are named', async () => {
      const { server, first } = deepChain();
      const chain = authority.write('stranger.pem', first);
      const seen = await check([...server, '-cert_chain', chain]);
      const finding = seen.report.findings.find(({ id }) => id === 'cert-missing-intermediate');
      assert.match(finding?.title ?? '', /Odd Second is missing/, seen.text);
      assert.match(finding?.evidence.join('\n') ?? '', /sent, in this order: odd\.interop\.test, Odd Intermediate/);
      assert.match(finding?.evidence.join('\n') ?? '', /not part of the chain: Odd Intermediate/);
      assert.equal(seen.endpoint.tls?.chainSent?.length, 2);
    });
  });

  describe('stapled OCSP answers', () => {
    const staple = (name: string, revoked: string | null): string[] => {
      const server = identity(name, ['rsa:2048']);
      return [...server, '-status_file', authority.staple(name, revoked)];
    };

    for (const version of ['-tls1_2', '-tls1_3']) {
      it(`good, ${version}`, async () => {
        const { report, endpoint, text } = await check([...staple('well', null), version]);
        assert.deepEqual([report.verdict, endpoint.tls?.ocspStapled], ['ok', true], text);
        assert.equal(endpoint.tls?.ocsp?.status, 'good');
        assert.match(endpoint.tls?.ocsp?.nextUpdate ?? '', /^\d{4}-\d\d-\d\dT/);
      });

      it(`revoked, ${version}: an error, and no credentials go there`, async () => {
        const server = [...staple('withdrawn', '260101000000Z,keyCompromise'), version];
        const seen = await check(server, '-u', 'ada');
        assert.equal(seen.endpoint.tls?.error?.code, 'cert-revoked', seen.text);
        assert.equal(seen.report.credentials?.status, 'skipped');
        const finding = seen.report.findings.find(({ id }) => id === 'cert-revoked');
        assert.equal(finding?.severity, 'error');
        assert.match(finding?.evidence.join('\n') ?? '', /revoked on 2026-01-01, key compromise/);
      });
    }

    it('none though the certificate demands one: a fact', async () => {
      const extensions = `subjectAltName=DNS:${HOST}\ntlsfeature=status_request\n`;
      const { certFile, keyFile } = authority.issue('demanding', ['rsa:2048'], { extensions });
      const { endpoint, text } = await check(['-cert', certFile, '-key', keyFile]);
      assert.deepEqual([endpoint.tls?.ocspStapled, endpoint.tls?.mustStaple], [false, true], text);
    });
  });

  describe('client certificates', () => {
    const demand = (): string[] => {
      const authorities = authority.write('client-ca.pem', labClientAuthorities().join(''));
      return [...rsa, '-Verify', '2', '-verify_return_error', '-CAfile', authorities];
    };
    const files = (): { cert: string; key: string } => {
      const { chainPem, keyPem } = clientCertificate('ada@odd.test');
      return { cert: authority.write('client.pem', chainPem), key: authority.write('client.key', keyPem) };
    };

    for (const version of ['-tls1_2', '-tls1_3']) {
      it(`demanded, ${version}: named without, taken with`, async () => {
        expectFault(await check([...demand(), version]), 'tls-client-certificate-required', /wants a client certificate/);
        const { cert, key } = files();
        const given = await check([...demand(), version], '--client-cert', cert, '--client-key', key);
        assert.deepEqual([given.report.verdict, faultsOf(given.report)], ['ok', []], given.text);
      });

      it(`refused, ${version}: it is the client’s`, async () => {
        const { chainPem, keyPem } = clientCertificate('ada@odd.test', 'untrusted');
        const [cert, key] = [authority.write('foreign.pem', chainPem), authority.write('foreign.key', keyPem)];
        const seen = await check([...demand(), version], '--client-cert', cert, '--client-key', key);
        assert.equal(seen.report.endpoints[0]?.failure?.code, 'tls-client-certificate-required', seen.text);
        // Up to TLS 1.2 the server's list of authorities is seen, and says why; 1.3 has it encrypted.
        const [id, words] =
          version === '-tls1_2'
            ? (['client-certificate-unfit', /comes from no authority that the server names/] as const)
            : (['tls-client-certificate-required', /does not take the client certificate/] as const);
        assert.deepEqual([seen.report.findings[0]?.id, seen.report.findings[0]?.owner], [id, 'you'], seen.text);
        assert.match(`${seen.report.findings[0]?.title}`, words);
      });
    }

    it('out of a PKCS#12 container, of today and of old', async () => {
      const { cert, key } = files();
      const from = ['pkcs12', '-export', '-in', cert, '-inkey', key, '-passout', `pass:${PASSPHRASE}`];
      for (const how of [[], ['-legacy', '-certpbe', 'PBE-SHA1-RC2-40', '-keypbe', 'PBE-SHA1-3DES']]) {
        authority.run(...from, ...how, '-out', 'client.p12');
        const { report, text } = await check(demand(), '--pfx', authority.path('client.p12'));
        assert.equal(report.verdict, 'ok', text);
      }
    });
  });

  describe('names', () => {
    const NAMES = 'subjectAltName=DNS:xn--bcher-kva.interop.test,IP:127.0.0.1\n';
    const INTERNATIONAL = 'bücher.interop.test';
    let server: string[];
    before(() => {
      const { certFile, keyFile } = authority.issue('named', ['rsa:2048'], { extensions: NAMES });
      server = ['-cert', certFile, '-key', keyFile];
    });

    async function checkTarget(target: string, ...options: string[]): Promise<Seen> {
      const running = await OpensslServer.start(server, authority.environment);
      try {
        const args = [target, '-p', String(running.port), '-m', 'tls', '--ca', authority.path('root.pem'), ...options];
        const run = await runCheck(args);
        return { ...run, endpoint: endpointOf(run.report, running.port, 'tls'), text: describeReport(run.report) };
      } finally {
        await running.stop();
      }
    }

    it('an address as target: the certificate has to bear it', async () => {
      const { report, endpoint, text } = await checkTarget('127.0.0.1');
      assert.deepEqual([report.verdict, endpoint.tls?.trusted], ['ok', true], text);
    });

    it('an international name is asked for, and verified, by its A-labels', async () => {
      const { report, text } = await checkTarget(INTERNATIONAL, '--resolve', `${INTERNATIONAL}:127.0.0.1`);
      assert.deepEqual([report.verdict, report.target.host], ['ok', 'xn--bcher-kva.interop.test'], text);
    });

    it('--servername: the name that counts, be it a name or an address', async () => {
      const asked = ['--resolve', 'alias.interop.test:127.0.0.1'];
      assert.deepEqual(faultsOf((await checkTarget('alias.interop.test', ...asked)).report), ['cert-name-mismatch']);
      for (const name of [INTERNATIONAL, 'xn--bcher-kva.interop.test', '127.0.0.1']) {
        const { report, text } = await checkTarget('alias.interop.test', ...asked, '--servername', name);
        assert.equal(report.verdict, 'ok', `${name}: ${text}`);
      }
      const { report } = await checkTarget('127.0.0.1', '--servername', '127.0.0.2');
      assert.deepEqual(faultsOf(report), ['cert-name-mismatch']);
    });
  });

  it('the address that the server sees is in the report', async () => {
    const { endpoint, text } = await check(rsa, '--tls-min', '1.2');
    assert.equal(endpoint.seenAs, '203.0.113.7', text);
  });
});
