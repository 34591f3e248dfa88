// The certificates that are trusted: Node's own store with what the user adds to it. Reads one file at most.
import { readFileSync } from 'node:fs';
import tls from 'node:tls';

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

/** What `createSecureContext` itself adds certificates by; not in Node's documentation, there in every release since 0.12. */
interface NativeContext {
  readonly addCACert?: (pem: string) => void;
}

/**
 * A context that trusts these as well. Passing `ca` would have Node parse all of its own roots again, 18 ms; adding to its
 * ready-made store takes one.
 */
export function addRoots(options: tls.SecureContextOptions, extraRoots: readonly string[]): tls.SecureContext {
  if (extraRoots.length === 0) return tls.createSecureContext(options);
  const made = tls.createSecureContext(options);
  const native = made.context as NativeContext;
  if (typeof native.addCACert !== 'function') {
    const ca = trustedRoots(extraRoots);
    return tls.createSecureContext({ ...options, ...(ca ? { ca } : {}) });
  }
  for (const pem of extraRoots) native.addCACert(pem);
  return made;
}
