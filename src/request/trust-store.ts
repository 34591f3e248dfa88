// `--trust`: which roots a certificate is verified by in place of those that Node trusts by itself; and the store that it is
// held against where it does not verify. Reads files; must not know how the handshake uses them.
import { X509Certificate } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import tls from 'node:tls';
import { Secret } from '../model/secret.ts';
import { NODE_ROOTS_NAME, type StoredCertificates, type TrustStore } from '../model/trust-store.ts';
import { UsageError } from '../model/usage-error.ts';
import { readInputFile } from './input-file.ts';
import { LIMITS } from './limits.ts';
import { pemBlocks } from './pem-blocks.ts';
import type { Environment } from './secret-source.ts';

/** The variable with the passphrase of a keystore. */
export const TRUST_PASSPHRASE = 'MAILPROBE_TRUST_PASSPHRASE';

export interface TrustReading {
  /** What it is called where the user wrote it: `--trust`, `trust`. */
  readonly name: string;
  readonly env: Environment;
  /** How long a pipe may take. */
  readonly limitMs?: number;
  /** Told of the passphrase before it is used. */
  readonly onSecret: (secret: Secret) => void;
  /** Where a file named in a configuration is. */
  readonly resolve?: (path: string) => string;
}

/** Its own, and what it has others say. */
const SYSTEM_NAMES: Partial<Record<NodeJS.Platform, string>> = { win32: 'Windows', darwin: 'macOS' };
const WITHOUT_SYSTEM_ROOTS =
  process.platform === 'win32' || process.platform === 'darwin'
    ? `Node.js ${process.versions.node} cannot ask ${SYSTEM_NAMES[process.platform]} for its roots: that takes 22.15, 23.10 or newer`
    : 'no list of roots was found on this system: install its package ca-certificates, or name the file in SSL_CERT_FILE';

/** The list that Node brings along, and nothing else. */
export const nodeTrust = (): TrustStore => ({
  kind: 'node',
  name: NODE_ROOTS_NAME,
  path: null,
  certificates: tls.rootCertificates,
  beyondNode: [],
  isIntact: null,
});

const withoutBlanks = (pem: string): string => pem.replace(/\s/g, '');

function beyondNode(certificates: readonly string[]): string[] {
  const known = new Set(tls.rootCertificates.map(withoutBlanks));
  return certificates.filter((pem) => !known.has(withoutBlanks(pem)));
}

/** null: there is none to be had. */
export async function readSystemTrust(): Promise<TrustStore | null> {
  const certificates = await (await import('./system-roots.ts')).readSystemRoots();
  if (certificates === null) return null;
  const name = SYSTEM_NAMES[process.platform] ?? "this system's list";
  return { kind: 'system', name, path: null, certificates, beyondNode: beyondNode(certificates), isIntact: null };
}

/** What Java keeps its roots in: a JKS, JCEKS or PKCS#12 store. Throws UsageError where there is no such file. */
export async function isKeystoreFile(path: string, { name, limitMs }: TrustReading): Promise<boolean> {
  const { bytes } = await readInputFile(path, name, LIMITS.maxPemBytes, { limitMs });
  const [{ isJavaKeystore }, { isPkcs12 }] = await Promise.all([
    import('../net/java-keystore.ts'),
    import('../net/pkcs12-certificates.ts'),
  ]);
  return isJavaKeystore(bytes) || (bytes[0] === 0x30 && isPkcs12(bytes));
}

/** By what is in it, whatever it is called. */
async function readStore(bytes: Buffer, passphrase: string | null, asJava: boolean): Promise<StoredCertificates> {
  const jks = await import('../net/java-keystore.ts');
  if (jks.isJavaKeystore(bytes)) return jks.readJavaKeystore(bytes, passphrase);
  const blocks = pemBlocks(bytes.toString('latin1'));
  if (blocks.length > 0) return { certificates: blocks.map((block) => rawOf(block)), isIntact: null };
  if (bytes[0] === 0x30) {
    const pkcs12 = await import('../net/pkcs12-certificates.ts');
    if (pkcs12.isPkcs12(bytes)) return pkcs12.readPkcs12Certificates(bytes, passphrase, asJava);
  }
  return { certificates: [rawOf(bytes)], isIntact: null };
}

function rawOf(encoded: string | Buffer): Buffer {
  try {
    return new X509Certificate(encoded).raw;
  } catch {
    throw new UsageError('it holds no readable certificate: PEM, DER, JKS or PKCS#12 is wanted');
  }
}

/** One that OpenSSL cannot read is of no use to it. */
function asPem(der: Buffer): string[] {
  try {
    return [new X509Certificate(der).toString()];
  } catch {
    return [];
  }
}

async function readFile(path: string, kind: 'file' | 'java', reading: TrustReading): Promise<TrustStore> {
  const { name, env, limitMs, onSecret } = reading;
  const { bytes } = await readInputFile(path, name, LIMITS.maxPemBytes, { limitMs });
  const passphrase = env[TRUST_PASSPHRASE] || null;
  if (passphrase !== null) onSecret(new Secret(passphrase));
  try {
    const { certificates, isIntact } = await readStore(bytes, passphrase, kind === 'java');
    const pems = [...new Set(certificates.flatMap(asPem))];
    if (pems.length === 0) throw new UsageError('there is no certificate in it');
    const shown = kind === 'java' ? `Java's ${path}` : path;
    return { kind, name: shown, path, certificates: pems, beyondNode: beyondNode(pems), isIntact };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const hint = /passphrase/.test(error.problem) ? ` (it is taken from ${TRUST_PASSPHRASE})` : '';
    throw new UsageError(`cannot read ${path}: ${error.problem}${hint}`, name);
  }
}

/** Where Java's own truststore is, the first that there is: `jssecacerts` goes before `cacerts` (JSSE Reference Guide). */
async function findCacerts({ env, name }: TrustReading): Promise<string> {
  const home = env.JAVA_HOME;
  const candidates = [
    ...(home ? ['lib/security/jssecacerts', 'lib/security/cacerts', 'jre/lib/security/cacerts'].map((at) => join(home, at)) : []),
    '/etc/ssl/certs/java/cacerts', // Debian, Ubuntu
    '/etc/pki/java/cacerts', // Fedora, RHEL
  ];
  for (const path of candidates) if (await stat(path).catch(() => null)) return path;
  const where = home
    ? `neither below JAVA_HOME nor in /etc/ssl/certs/java`
    : 'JAVA_HOME is not set, and /etc/ssl/certs/java has none';
  throw new UsageError(`no cacerts was found: ${where}; name it, as in java:/path/to/cacerts`, name);
}

/** `node`, `system`, a file, `java:` with or without one. Throws UsageError. */
export async function readTrustStore(text: string, reading: TrustReading): Promise<TrustStore> {
  const resolve = reading.resolve ?? ((path: string) => path);
  if (text === '') throw new UsageError('wants node, system, a file of certificates, or java:<cacerts>', reading.name);
  if (text === 'node') return nodeTrust();
  if (text === 'system') {
    const found = await readSystemTrust();
    if (found === null) throw new UsageError(WITHOUT_SYSTEM_ROOTS, reading.name);
    return found;
  }
  if (!text.startsWith('java:')) return readFile(resolve(text), 'file', reading);
  const path = text.slice('java:'.length);
  return readFile(path === '' ? await findCacerts(reading) : resolve(path), 'java', reading);
}
