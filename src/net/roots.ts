// The certificates that are trusted: Node's own store or the one in its place, with what the user adds. Reads one file at most.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import type { TlsOptions } from '../model/plan.ts';
import { addTrusted } from './node-workarounds.ts';

/** What is trusted beside Node's own store, or in place of it. */
export type Roots = Pick<TlsOptions, 'extraRoots' | 'trust'>;

/**
 * What to pass as `ca`. Undefined where nothing is added: then Node's own store stands, NODE_EXTRA_CA_CERTS included.
 * Passing `ca` puts all of that aside, so all three are given; and of a store in its place nothing but that.
 */
export function trustedRoots({ extraRoots, trust }: Roots): string[] | undefined {
  if (trust) return [...trust.certificates, ...extraRoots];
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

/** A context that trusts these. */
export function addRoots(options: tls.SecureContextOptions, roots: Roots): tls.SecureContext {
  if (!roots.trust) {
    const made = tls.createSecureContext(options);
    if (roots.extraRoots.length === 0 || addTrusted(made, roots.extraRoots)) return made;
  }
  const ca = trustedRoots(roots);
  return tls.createSecureContext({ ...options, ...(ca ? { ca } : {}) });
}

/** `same-name`: an authority of that name; `same-organisation`: another one of its organisation. */
export type TrustedRelative = 'same-name' | 'same-organisation';

interface TrustedNames {
  readonly subjects: ReadonlySet<string>;
  readonly organisations: ReadonlySet<string>;
}

const namesBefore = new WeakMap<Roots, TrustedNames>();

function trustedNames(roots: Roots): TrustedNames {
  const known = namesBefore.get(roots);
  if (known) return known;
  const subjects = (trustedRoots(roots) ?? tls.rootCertificates).flatMap(subjectsIn);
  const organisations = subjects.flatMap((subject) => organisationOf(subject) ?? []);
  const made = { subjects: new Set(subjects), organisations: new Set(organisations) };
  namesBefore.set(roots, made);
  return made;
}

function subjectsIn(pems: string): string[] {
  return (pems.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END/g) ?? []).flatMap((pem) => {
    try {
      return [new X509Certificate(`${pem} CERTIFICATE-----\n`).subject];
    } catch {
      return [];
    }
  });
}

const organisationOf = (name: string): string | null => /^O=(.+)$/m.exec(name)?.[1] ?? null;

/**
 * Whether an authority of this name, or of its organisation, is among the trusted. It explains why a chain does not verify
 * and never makes one trusted. `issuer`: as Node writes names, an attribute a line. Parses every root, once: for faults only.
 */
export function trustedRelative(issuer: string, roots: Roots): TrustedRelative | null {
  const { subjects, organisations } = trustedNames(roots);
  if (subjects.has(issuer)) return 'same-name';
  return organisations.has(organisationOf(issuer) ?? '') ? 'same-organisation' : null;
}
