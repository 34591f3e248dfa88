// The roots that this system's programs go by: through Node where it can ask for them, else the bundle that OpenSSL's programs
// read on a Unix. Must not know what they are used for.
import { readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { systemCertificates } from '../net/node-workarounds.ts';
import { readInputFile } from './input-file.ts';
import { LIMITS } from './limits.ts';
import { pemBlocks } from './pem-blocks.ts';
import type { Environment } from './secret-source.ts';

export interface SystemRootSources {
  readonly platform: NodeJS.Platform;
  readonly env: Environment;
  /** By Node's own call; null: this Node has none. */
  readonly ask: (() => readonly string[]) | null;
  /** Where the bundles of the systems are. */
  readonly bundles: readonly string[];
  /** OpenSSL's default folders of certificates, named by their hash. */
  readonly folders: readonly string[];
}

const OWN: Omit<SystemRootSources, 'env'> = {
  platform: process.platform,
  ask: systemCertificates,
  bundles: [
    '/etc/ssl/certs/ca-certificates.crt', // Debian, Ubuntu, Arch, Alpine with ca-certificates
    '/etc/pki/tls/certs/ca-bundle.crt', // Fedora, RHEL 6 to 9
    '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', // Fedora 42, RHEL 10
    '/etc/ssl/ca-bundle.pem', // openSUSE
    '/etc/ssl/cert.pem', // Alpine, OpenBSD, macOS
    '/usr/local/etc/ssl/cert.pem', // FreeBSD
  ],
  folders: ['/etc/ssl/certs', '/etc/pki/tls/certs'],
};

/** c_rehash(1). */
const HASHED_NAME = /^[0-9a-f]{8}\.\d{1,4}$/;
/** A folder that holds more is none of certificates. */
const MAX_FILES = 2_000;

async function readBundle(path: string): Promise<string[]> {
  try {
    const { bytes } = await readInputFile(path, 'the roots of the system', LIMITS.maxPemBytes);
    return pemBlocks(bytes.toString('latin1'));
  } catch {
    return []; // As OpenSSL, which goes on without it.
  }
}

async function readFolder(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => HASHED_NAME.test(name)).slice(0, MAX_FILES);
  return (await Promise.all(files.map((name) => readBundle(join(folder, name))))).flat();
}

async function firstBundle(paths: readonly string[]): Promise<string[]> {
  for (const path of paths) {
    const found = await readBundle(path);
    if (found.length > 0) return found;
  }
  return [];
}

/** As `X509_STORE_set_default_paths` of OpenSSL takes a file and a folder, each its variable's or its own default. */
async function readAsOpenSsl({ env, bundles, folders }: SystemRootSources): Promise<string[]> {
  const { SSL_CERT_FILE: file, SSL_CERT_DIR: folder } = env;
  // What stands in the usual folder stands in the usual bundle too.
  const named = folder ? folder.split(delimiter) : file ? folders : [];
  const found = [file ? await readBundle(file) : await firstBundle(bundles), ...(await Promise.all(named.map(readFolder)))];
  return [...new Set(found.flat())];
}

/** Each once: of OpenSSL's folder Node reads every file, and a root stands there under several names. */
function askNode({ ask }: SystemRootSources): string[] {
  try {
    return [...new Set(ask?.())];
  } catch {
    return []; // A store that the system itself does not open.
  }
}

/** PEM; null: this Node cannot ask for them, and there is no bundle. */
export async function readSystemRoots(given: Partial<SystemRootSources> = {}): Promise<readonly string[] | null> {
  const sources: SystemRootSources = { ...OWN, env: process.env, ...given };
  const asked = askNode(sources);
  if (asked.length > 0) return asked;
  // The keychain and the Windows store are no files.
  if (sources.platform === 'win32' || sources.platform === 'darwin') return null;
  const read = await readAsOpenSsl(sources);
  return read.length > 0 ? read : null;
}
