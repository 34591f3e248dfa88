// The certificates that are trusted: Node's own store with what the user adds to it. Reads one file at most.
import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { addTrusted } from './node-workarounds.ts';

/**
 * What to pass as `ca`. Undefined where nothing is added: then Node's own store stands, NODE_EXTRA_CA_CERTS included.
 * Passing `ca` puts all of that aside, so all three are given.
 */
export function trustedRoots(extraRoots: readonly string[]): string[] | undefined {
  if (extraRoots.length === 0) return undefined;
  const roots = [...tls.rootCertificates, ...extraRoots];
  const extraFile = process.env.NODE_EXTRA_CA_CERTS;
  if (extraFile) {
    try {
      roots.push(readFileSync(extraFile, 'utf8'));
    } catch {
      // Node itself only warns of a file that it can't read.
    }
  }
  return roots;
}

/** A context that trusts these as well. */
export function addRoots(options: tls.SecureContextOptions, extraRoots: readonly string[]): tls.SecureContext {
  const made = tls.createSecureContext(options);
  if (extraRoots.length === 0 || addTrusted(made, extraRoots)) return made;
  const ca = trustedRoots(extraRoots);
  return tls.createSecureContext({ ...options, ...(ca ? { ca } : {}) });
}
