// A chain that does not verify is said for what is wrong with it, and nobody is sent to add an authority that is there: one
// real handshake each, OpenSSL's verdict as it comes, and the words that come of it.
import assert from 'node:assert/strict';
import type { KeyObject } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import { after, before, describe, it } from 'node:test';
import tls from 'node:tls';
import { diagnose } from '../../src/diagnose/diagnose.ts';
import { buildCertificate, type CertificateFields, generateKey, keyPem, publicKeyOf } from '../../src/lab/x509.ts';
import type { Finding, FindingId } from '../../src/model/finding.ts';
import type { TlsObservation } from '../../src/model/observation.ts';
import { Deadline } from '../../src/net/deadline.ts';
import { handshake, makeSecureContext } from '../../src/net/tls.ts';
import { DEFAULT_REQUEST } from '../../src/request/plan.ts';
import { HOST, named, observations, works } from '../unit/diagnose/facts.ts';

const DAY = 86_400_000;
const ID = { keyUsage: '2.5.29.15', basicConstraints: '2.5.29.19', nameConstraints: '2.5.29.30' };
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const critical = (id: string, hex: string) => ({ id, value: bytes(hex), critical: true }) as const;
const PATH_LENGTH_0 = critical(ID.basicConstraints, '30060101ff020100');
/** [0] permittedSubtrees: DNS example.net. */
const ONLY_EXAMPLE_NET = critical(ID.nameConstraints, `3011a00f300d820b${Buffer.from('example.net').toString('hex')}`);

interface Made {
  readonly name: string;
  readonly key: KeyObject;
  readonly pem: string;
}

function make(name: string, issuer: Made | null, more: Partial<CertificateFields> = {}, key = generateKey('ec')): Made {
  const pem = buildCertificate({
    subject: name,
    issuer: issuer?.name ?? name,
    validFrom: new Date(Date.now() - DAY),
    validTo: new Date(Date.now() + 90 * DAY),
    publicKey: publicKeyOf(key),
    signingKey: issuer?.key ?? key,
    hash: 'sha256',
    isCa: false,
    names: null,
    purposes: null,
    issuerUrl: null,
    ...more,
  });
  return { name, key, pem };
}

const authority = (name: string, issuer: Made | null = null, more: Partial<CertificateFields> = {}, key?: KeyObject): Made =>
  make(name, issuer, { isCa: true, ...more }, key);
const leaf = (issuer: Made | null, more: Partial<CertificateFields> = {}): Made => make(HOST, issuer, { names: [HOST], ...more });

/** The certificate says ML-DSA-65 where it said RSA: what an OpenSSL older than 3.5 meets. */
function asMlDsa({ pem, ...made }: Made, parts: readonly ('signature' | 'key')[]): Made {
  const OID = { signature: '2a864886f70d01010b', key: '2a864886f70d010101' };
  const hex = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64').toString('hex');
  const changed = parts.reduce((text, part) => text.replaceAll(OID[part], '608648016503040312'), hex);
  const text = bytes(changed).toString('base64').replace(/.{64}/g, '$&\n');
  return { ...made, pem: `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n` };
}

/** What asMlDsa() writes another algorithm over. */
const root = authority('O=Reasons, CN=Reasons Root', null, {}, generateKey('rsa'));
const intermediate = authority('O=Reasons, CN=Reasons Issuing', root);
const namesake = authority('O=Reasons, CN=Reasons Root', null, {}, generateKey('rsa'));
const stranger = authority('Nobody Knows');
const limited = authority('Limited Root', null, { extensions: [ONLY_EXAMPLE_NET] });
const short = authority('Short Root', null, { extensions: [PATH_LENGTH_0] });
const below = authority('Below', short);
const noAuthority = make('Plain Server', root);

interface Case {
  readonly sent: readonly Made[];
  readonly trusted: Made;
  readonly id: FindingId;
  readonly says: RegExp;
  /** Some advice is right for one of them alone. */
  readonly mayAdd?: true;
  readonly skip?: string | false;
  readonly servername?: string;
}

const CASES: Readonly<Record<string, Case>> = {
  'name constraints': { sent: [leaf(limited)], trusted: limited, id: 'cert-wrong-purpose', says: /only for example\.net/ },
  'an unknown critical extension': {
    sent: [leaf(root, { extensions: [critical('1.2.3.4.5', '0500')] })],
    trusted: root,
    id: 'cert-wrong-purpose',
    says: /critical extension.*1\.2\.3\.4\.5/s,
  },
  'a path length': {
    sent: [leaf(below), below],
    trusted: short,
    id: 'cert-wrong-purpose',
    says: /longer than.*path length of Short Root: 0/s,
  },
  'an issuer that is no authority': {
    sent: [leaf(noAuthority), noAuthority],
    trusted: root,
    id: 'cert-wrong-purpose',
    says: /no authority.*Plain Server/s,
  },
  "an authority's certificate on a server": {
    sent: [leaf(root, { isCa: true })],
    trusted: root,
    id: 'cert-wrong-purpose',
    says: /authority's own.*keyCertSign.*CA:TRUE/s,
  },
  'an authority of the same name with another key': {
    sent: [leaf(root)],
    trusted: namesake,
    id: 'cert-untrusted-root',
    says: /another key: Reasons Root/,
    mayAdd: true,
  },
  'the root sent, and one of its name trusted': {
    sent: [leaf(root), root],
    trusted: namesake,
    id: 'cert-untrusted-root',
    says: /another key: Reasons Root/,
    mayAdd: true,
  },
  'an ML-DSA root': {
    sent: [asMlDsa(leaf(root), ['signature'])],
    trusted: asMlDsa(root, ['signature', 'key']),
    id: 'cert-untrusted-root',
    says: /ML-DSA-65, which this client cannot check/,
    skip: Number.parseFloat(process.versions.openssl) >= 3.5 && 'this OpenSSL checks ML-DSA',
  },
  'an intermediate left out': {
    sent: [leaf(intermediate)],
    trusted: root,
    id: 'cert-missing-intermediate',
    says: /Reasons Issuing is missing/,
  },
  'an intermediate left out, with its address': {
    sent: [leaf(stranger, { issuerUrl: 'http://ca.example.org/issuer.crt' })],
    trusted: root,
    id: 'cert-missing-intermediate',
    says: /Nobody Knows is missing/,
  },
  'an unknown authority, and no intermediate anywhere': {
    sent: [leaf(stranger)],
    trusted: root,
    id: 'cert-untrusted-root',
    says: /not trusted here: Nobody Knows/,
    mayAdd: true,
  },
  'self-signed, its key for signatures alone': {
    sent: [leaf(null, { extensions: [critical(ID.keyUsage, '03020780')] })],
    trusted: root,
    id: 'cert-self-signed',
    says: /self-signed/,
    mayAdd: true,
  },
  'an address written as a DNS name': {
    sent: [
      leaf(root, {
        extensions: [{ id: '2.5.29.17', value: bytes(`300b8209${Buffer.from('127.0.0.1').toString('hex')}`) }],
        names: null,
      }),
    ],
    trusted: root,
    id: 'cert-name-mismatch',
    says: /127\.0\.0\.1 as a DNS name, not as an address/,
    servername: '127.0.0.1',
  },
  'alternative names without a DNS name': {
    sent: [leaf(root, { names: ['postmaster@example.org'] })],
    trusted: root,
    id: 'cert-name-mismatch',
    says: /only as its common name.*no DNS name in subjectAltName/s,
  },
};

let server: tls.Server;
before(async () => {
  server = tls.createServer({ ciphers: 'DEFAULT:@SECLEVEL=0' }).listen(0, '127.0.0.1');
  server.on('tlsClientError', () => {});
  await once(server, 'listening');
});
after(() => {
  server.close();
});

async function observe({ sent, trusted, servername = HOST }: Case): Promise<TlsObservation> {
  const chain = sent.map(({ pem }) => pem).join('');
  server.setSecureContext({ cert: chain, key: keyPem((sent[0] as Made).key), ciphers: 'DEFAULT:@SECLEVEL=0' });
  const stream = net.connect((server.address() as net.AddressInfo).port, '127.0.0.1');
  await once(stream, 'connect');
  const context = makeSecureContext({ ...DEFAULT_REQUEST.tls, extraRoots: [trusted.pem] });
  // One each: the files before this one in its process take their time.
  const deadline = new Deadline(60_000);
  const outcome = await handshake(stream, { context, servername, stage: 'tls', budget: 'tls', limitMs: 30_000 }, deadline);
  deadline.release();
  assert.ok(outcome.ok, JSON.stringify(outcome));
  outcome.value.socket.destroy();
  return outcome.value.observation;
}

const textOf = ({ title, detail, evidence, fix }: Finding): string => [title, detail, ...evidence, fix].join('\n');

describe('why a certificate does not verify', () => {
  for (const [name, one] of Object.entries(CASES))
    it(name, { skip: one.skip ?? false }, async () => {
      const seen = await observe(one);
      assert.equal(seen.trusted, false);
      assert.equal(seen.faults[0]?.code, one.id, JSON.stringify(seen.faults));
      const asked = named(465, 'tls', { servername: one.servername ?? HOST });
      const { findings } = diagnose(asked, observations([works('465/tls', { tls: seen })]));
      const found = findings.filter(({ id }) => id === one.id);
      assert.equal(found.length, 1, findings.map(({ id }) => id).join(', '));
      assert.match(textOf(found[0] as Finding), one.says);
      if (!one.mayAdd) for (const { fix } of findings) assert.doesNotMatch(fix, /--ca\b|NODE_EXTRA_CA_CERTS|public authority/);
    });

  it('a leaf that signed itself is self-signed, whatever its key is for', async () =>
    assert.equal((await observe(CASES['self-signed, its key for signatures alone'] as Case)).certificate?.selfSigned, true));
});
