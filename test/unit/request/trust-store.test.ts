// What `--trust` reads: by its words, by what is in a file, and Java's own truststore where it is looked for.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, describe, it } from 'node:test';
import tls from 'node:tls';
import { labRootPem } from '../../../src/lab/certificates.ts';
import { UsageError } from '../../../src/model/usage-error.ts';
import { trustedRoots } from '../../../src/net/roots.ts';
import { readSystemRoots } from '../../../src/request/system-roots.ts';
import { readTrustStore, type TrustReading } from '../../../src/request/trust-store.ts';
import { EXAMPLE_ROOT, keystoreSample } from '../net/keystore-samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailprobe-trust-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);
const file = (name: string, content: string | Buffer): string => {
  mkdirSync(join(at(name), '..'), { recursive: true });
  writeFileSync(at(name), content);
  return at(name);
};
const secrets: string[] = [];
const reading = (env: TrustReading['env'] = {}): TrustReading => ({
  name: '--trust',
  env,
  onSecret: (secret) => secrets.push(secret.reveal()),
});
const root = new X509Certificate(labRootPem());
const fingerprints = (pems: readonly string[]): string[] => pems.map((pem) => new X509Certificate(pem).fingerprint256);

describe('--trust', () => {
  const pem = file('roots.pem', `# comment\n${labRootPem()}\n${labRootPem()}`);
  const CASES: readonly (readonly [text: string, kind: string, expected: string, isIntact: boolean | null])[] = [
    [pem, 'file', root.fingerprint256, null],
    [file('root.crt', root.raw), 'file', root.fingerprint256, null],
    [file('called.txt', keystoreSample('jks')), 'file', EXAMPLE_ROOT, true],
    [file('called.jks', keystoreSample('pkcs12')), 'file', EXAMPLE_ROOT, true],
    [file('bag.p12', keystoreSample('pkcs12Unmarked')), 'file', EXAMPLE_ROOT, true],
    [`java:${file('cacerts', keystoreSample('pkcs12Open'))}`, 'java', EXAMPLE_ROOT, null],
    [`java:${file('old', keystoreSample('jksOther'))}`, 'java', EXAMPLE_ROOT, false],
    [`java:${pem}`, 'java', root.fingerprint256, null],
  ];
  for (const [text, kind, expected, isIntact] of CASES)
    it(`${text.replace(folder, '…')} is taken for what is in it`, async () => {
      const store = await readTrustStore(text, reading());
      assert.equal(store.kind, kind);
      assert.deepEqual(fingerprints(store.certificates), [expected]);
      assert.equal(store.isIntact, isIntact);
      assert.ok(store.name.includes(store.path ?? '?'));
    });

  const WRONG: readonly (readonly [text: string, problem: RegExp])[] = [
    ['', /wants node, system, a file/],
    [at('absent'), /no such file/],
    [`java:${at('absent')}`, /no such file/],
    [folder, /directory/],
    [file('notes', 'hello'), /holds no readable certificate: PEM, DER, JKS or PKCS#12 is wanted/],
    [`java:${file('unmarked', keystoreSample('pkcs12Unmarked'))}`, /Java trusts none/],
    [
      file('closed', keystoreSample('pkcs12Other')),
      /not with the usual passphrase \(it is taken from MAILPROBE_TRUST_PASSPHRASE\)/,
    ],
  ];
  for (const [text, problem] of WRONG)
    it(`${text.replace(folder, '…') || '(empty)'} is refused with a sentence`, async () => {
      await assert.rejects(readTrustStore(text, reading()), (error) => {
        assert.ok(error instanceof UsageError);
        assert.match(error.message, /^--trust: /);
        assert.match(error.message, problem);
        return true;
      });
    });

  it('takes the passphrase from the environment, and tells it as a secret', async () => {
    const env = { MAILPROBE_TRUST_PASSPHRASE: 'geheim12' };
    const store = await readTrustStore(file('closed', keystoreSample('pkcs12Other')), reading(env));
    assert.deepEqual([fingerprints(store.certificates), store.isIntact, secrets], [[EXAMPLE_ROOT], true, ['geheim12']]);
    const wrong = readTrustStore(at('closed'), reading({ MAILPROBE_TRUST_PASSPHRASE: 'not-this-one' }));
    await assert.rejects(wrong, (error) => {
      assert.ok(error instanceof UsageError);
      assert.ok(!error.message.includes('not-this-one'));
      return /does not fit/.test(error.message);
    });
  });

  it('java: alone takes the one of JAVA_HOME, jssecacerts before cacerts', async () => {
    const env = { JAVA_HOME: at('jdk') };
    file('jdk/lib/security/cacerts', keystoreSample('jks'));
    assert.equal((await readTrustStore('java:', reading(env))).path, at('jdk/lib/security/cacerts'));
    file('jdk/lib/security/jssecacerts', keystoreSample('jks'));
    assert.equal((await readTrustStore('java:', reading(env))).path, at('jdk/lib/security/jssecacerts'));
  });

  it('node is what Node brings along, and nothing else', async () => {
    const store = await readTrustStore('node', reading());
    assert.deepEqual(store.certificates, tls.rootCertificates);
    assert.deepEqual(store.beyondNode, []);
  });

  it('tells which roots Node has not', async () => {
    const own = labRootPem();
    // Ends of lines and width are another program's.
    const known = (tls.rootCertificates[0] ?? '').replaceAll('\n', '\r\n');
    const { certificates, beyondNode } = await readTrustStore(file('mixed.pem', `${known}\r\n${own}`), reading());
    assert.equal(certificates.length, 2);
    assert.deepEqual(fingerprints(beyondNode), [root.fingerprint256]);
  });

  it('a store stands in place of the roots of Node, with those of --ca beside it', async () => {
    const trust = await readTrustStore(pem, reading());
    assert.deepEqual(trustedRoots({ extraRoots: ['extra'], trust }), [...trust.certificates, 'extra']);
    assert.deepEqual(trustedRoots({ extraRoots: [], trust: { ...trust, certificates: [] } }), []);
  });
});

describe('the roots of the system', () => {
  const bundle = file('bundle.crt', labRootPem());
  const named = file('named.pem', new X509Certificate(labRootPem()).toString());
  file('hashed/0a1b2c3d.0', 'an example-\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
  file('hashed/README', '-----BEGIN CERTIFICATE-----\nBBBB\n-----END CERTIFICATE-----\n');
  const [rootPem = ''] = /-----BEGIN[\s\S]*END CERTIFICATE-----/.exec(labRootPem()) ?? [];
  const hashed = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
  const linux = { platform: 'linux', ask: null, bundles: [at('none'), bundle], folders: [at('hashed')], env: {} } as const;

  const CASES: readonly (readonly [string, Parameters<typeof readSystemRoots>[0], readonly string[] | null])[] = [
    ['by the call of Node, each once', { ...linux, ask: () => ['one', 'other', 'one'] }, ['one', 'other']],
    ['by the first bundle where Node finds none', { ...linux, ask: () => [] }, [rootPem]],
    ['by the first bundle where Node fails', { ...linux, ask: () => assert.fail('EACCES') }, [rootPem]],
    ['by the first bundle where Node cannot ask', linux, [rootPem]],
    ['by SSL_CERT_FILE, and the usual folder', { ...linux, env: { SSL_CERT_FILE: named } }, [rootPem, hashed]],
    [
      'by the folders of SSL_CERT_DIR, and the usual bundle',
      { ...linux, env: { SSL_CERT_DIR: [at('none'), at('hashed')].join(delimiter) } },
      [rootPem, hashed],
    ],
    ['by both', { ...linux, env: { SSL_CERT_FILE: at('none'), SSL_CERT_DIR: at('hashed') } }, [hashed]],
    ['nowhere', { ...linux, bundles: [at('none')] }, null],
    ['nowhere on Windows with an old Node', { ...linux, platform: 'win32' }, null],
    ['nowhere on macOS with an old Node', { ...linux, platform: 'darwin' }, null],
  ];
  for (const [name, sources, expected] of CASES)
    it(`are found ${name}`, async () => assert.deepEqual(await readSystemRoots(sources), expected));
});
