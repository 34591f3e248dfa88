// The lab's certificate authority: a root, intermediates and one certificate for each fault that a mail host's
// certificate can have. Made at run time, when first asked for, and kept for the process; nothing is written to disk.
import type { KeyObject } from 'node:crypto';
import {
  buildCertificate,
  type ExtraExtension,
  generateKey,
  type KeyKind,
  keyPem,
  publicKeyOf,
  type SignatureHash,
} from './x509.ts';

export const LAB_HOST = 'mail.lab.test';

export interface LabCertificate {
  /** The server's (or client's) own certificate. */
  readonly certPem: string;
  /** What is presented in the handshake: its own, and what the kind sends along. */
  readonly chainPem: string;
  readonly keyPem: string;
}

type IssuerName = 'intermediate' | 'expired-intermediate' | 'untrusted' | 'antivirus' | 'self';

export interface CertificateSpec {
  readonly subject?: string;
  /** subjectAltName; null: none at all. Default: the host. */
  readonly names?: readonly string[] | null;
  /** Days from now. Default: -30 and 90. */
  readonly fromDays?: number;
  readonly toDays?: number;
  readonly key?: KeyKind;
  /** A key that no other certificate has. */
  readonly ownKey?: true;
  readonly hash?: SignatureHash;
  readonly purpose?: 'server' | 'client';
  readonly issuer?: IssuerName;
  /** What is sent beside the certificate itself. Default: the intermediate. */
  readonly send?: 'alone' | 'intermediate' | 'all';
  readonly extensions?: readonly ExtraExtension[];
}

const PURPOSE = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' } as const;

// A title bar, a clipboard write, colours, a bell, line ends, a right-to-left override: what a terminal would act on.
const HOSTILE_TEXT = '\x1b]0;owned\x07\x1b]52;c;bGFi\x07\x1b[2J\x1b[31mmail\r\n220 forged\u202etset\x9b0m';

const KINDS = {
  good: () => ({}),
  rsa: () => ({ key: 'rsa' }),
  expired: () => ({ fromDays: -100, toDays: -3 }),
  'not-yet-valid': () => ({ fromDays: 4, toDays: 94 }),
  'expiring-soon': () => ({ toDays: 7.5 }),
  // Let's Encrypt's profile `shortlived`: 160 hours, renewed at half of them.
  'short-lived': () => ({ fromDays: -2, toDays: 14 / 3 }),
  'wrong-name': () => ({ subject: 'shared17.hosting.test', names: ['shared17.hosting.test', '*.hosting.test'] }),
  wildcard: (host) => ({ subject: wildcardOf(host), names: [wildcardOf(host)] }),
  'self-signed': () => ({ issuer: 'self', send: 'alone' }),
  'untrusted-root': () => ({ issuer: 'untrusted', send: 'all' }),
  'missing-intermediate': () => ({ send: 'alone' }),
  'expired-intermediate': () => ({ issuer: 'expired-intermediate' }),
  'wrong-purpose': () => ({ purpose: 'client' }),
  'weak-key': () => ({ key: 'rsa-1024' }),
  'huge-key': () => ({ key: 'rsa-16k' }),
  sha1: () => ({ hash: 'sha1' }),
  antivirus: () => ({ issuer: 'antivirus', send: 'all' }),
  'common-name-only': () => ({ names: null }),
  'partial-wildcard': (host) => ({ names: [`${host.slice(0, 1)}${wildcardOf(host)}`] }),
  'loopback-address': (host) => ({ names: [host, '127.0.0.1'] }),
  'hostile-fields': (host) => ({ subject: HOSTILE_TEXT, names: [host, `${HOSTILE_TEXT}.test`] }),
  // OpenSSL takes 100 KiB of certificates; this is about half, the next one twice of it.
  'thousands-of-names': (host) => ({ names: [host, ...numbered(2500)] }),
  'ten-thousand-names': (host) => ({ names: [host, ...numbered(10_000)] }),
  'nul-in-name': (host) => ({ subject: `${host}\0.evil.test`, names: [`${host}\0.evil.test`] }),
} as const satisfies Record<string, (host: string) => CertificateSpec>;

export type CertificateKind = keyof typeof KINDS;
export const CERTIFICATE_KINDS = Object.keys(KINDS) as CertificateKind[];

export type ClientCertificateKind = 'good' | 'expired' | 'future' | 'untrusted' | 'for-servers';

interface Issuer {
  readonly name: string;
  readonly key: KeyObject;
  /** Its own certificate. */
  readonly pem: string;
  readonly rootPem: string;
}

const DAY_MS = 86_400_000;
const daysFromNow = (days: number): Date => new Date(Date.now() + days * DAY_MS);
const wildcardOf = (host: string): string => `*.${host.split('.').slice(1).join('.')}`;
const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `host-${index}.lab.test`);

function once<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

// Certificates share keys: what differs between them is what they say, and a key of its own would only cost time.
const sharedKey = once((kind: KeyKind) => generateKey(kind));
const issuerKey = once((_name: string) => generateKey('ec'));

function makeRoot(name: string): Issuer {
  const key = issuerKey(name);
  const pem = buildCertificate({
    ...authorityFields(name, name, key, key),
    validFrom: daysFromNow(-2000),
    validTo: daysFromNow(2000),
  });
  return { name, key, pem, rootPem: pem };
}

const authorityFields = (subject: string, issuer: string, key: KeyObject, signingKey: KeyObject) => ({
  subject,
  issuer,
  publicKey: publicKeyOf(key),
  signingKey,
  hash: 'sha256' as const,
  isCa: true,
  names: null,
  purposes: null,
  issuerUrl: null,
});

function makeIntermediate(name: string, root: Issuer, toDays = 1000): Issuer {
  const key = issuerKey(name);
  const pem = buildCertificate({
    ...authorityFields(name, root.name, key, root.key),
    validFrom: daysFromNow(-1000),
    validTo: daysFromNow(toDays),
  });
  return { name, key, pem, rootPem: root.pem };
}

const labRoot = once((_: 'root') => makeRoot('O=Lab Trust, CN=Lab Root R1'));

const issuers = once((name: Exclude<IssuerName, 'self'>): Issuer => {
  switch (name) {
    case 'intermediate':
      return makeIntermediate('O=Lab Trust, CN=Lab Intermediate E1', labRoot('root'));
    case 'expired-intermediate':
      return makeIntermediate('O=Lab Trust, CN=Lab Intermediate E0', labRoot('root'), -2);
    case 'untrusted':
      return makeIntermediate(
        'O=Example Corp, CN=Example Corp Issuing CA',
        makeRoot('O=Example Corp, CN=Example Corp Internal Root'),
      );
    case 'antivirus':
      return makeRoot('O=Avast Web/Mail Shield, CN=Avast Web/Mail Shield Root');
  }
});

/** A certificate as described; the kinds below are such descriptions. */
export function makeCertificate(spec: CertificateSpec, host = LAB_HOST): LabCertificate {
  const key = (spec.ownKey ? generateKey : sharedKey)(spec.key ?? 'ec');
  const subject = spec.subject ?? host;
  const issuer = spec.issuer === 'self' ? null : issuers(spec.issuer ?? 'intermediate');
  const certPem = buildCertificate({
    subject,
    issuer: issuer?.name ?? subject,
    validFrom: daysFromNow(spec.fromDays ?? -30),
    validTo: daysFromNow(spec.toDays ?? 90),
    publicKey: publicKeyOf(key),
    signingKey: issuer?.key ?? key,
    hash: spec.hash ?? 'sha256',
    isCa: false,
    names: spec.names === undefined ? [host] : spec.names,
    purposes: [PURPOSE[spec.purpose ?? 'server']],
    issuerUrl: issuer ? 'http://ca.lab.test/issuer.crt' : null,
    ...(spec.extensions ? { extensions: spec.extensions } : {}),
  });
  const send = spec.send ?? 'intermediate';
  const along = issuer && send !== 'alone' ? [...new Set([issuer.pem, ...(send === 'all' ? [issuer.rootPem] : [])])] : [];
  return { certPem, chainPem: [certPem, ...along].join(''), keyPem: keyPem(key) };
}

const byHostAndKind = once((hostAndKind: string): LabCertificate => {
  const [host = LAB_HOST, kind = 'good'] = hostAndKind.split(' ');
  return makeCertificate(KINDS[kind as CertificateKind](host), host);
});

/** The certificate of that kind for that host; made once a process. */
export const labCertificate = (kind: CertificateKind, host = LAB_HOST): LabCertificate => byHostAndKind(`${host} ${kind}`);

/** What the lab's certificates are signed by, or those of a stranger. */
export const labIssuer = (name: 'intermediate' | 'untrusted'): Pick<Issuer, 'pem' | 'key'> => issuers(name);

/** The root to trust (`--ca`). */
export const labRootPem = (): string => labRoot('root').pem;
/** What a server needs to verify client certificates of the lab. */
export const labClientAuthorities = (): string[] => [issuers('intermediate').pem, labRootPem()];

const CLIENT_KINDS: Record<ClientCertificateKind, CertificateSpec> = {
  good: { purpose: 'client' },
  expired: { purpose: 'client', fromDays: -100, toDays: -3 },
  future: { purpose: 'client', fromDays: 3, toDays: 90 },
  untrusted: { purpose: 'client', issuer: 'untrusted' },
  // What Let's Encrypt issues since 2026: for servers alone.
  'for-servers': { purpose: 'server' },
};

/** A client certificate that bears the user's name, for TLS client authentication and EXTERNAL. */
export const clientCertificate = (user: string, kind: ClientCertificateKind = 'good'): LabCertificate =>
  makeCertificate({ ...CLIENT_KINDS[kind], subject: user, names: user.includes('@') ? [user] : null });
