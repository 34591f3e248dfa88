// Whether a certificate bears the name or address that the user meant (RFC 9525 §6). Node and OpenSSL decide, each by itself,
// and both have to agree: what is added here can only refuse. Knows nothing of chains, dates and trust.
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import tls from 'node:tls';
import type { OutdatedName } from '../model/observation.ts';
import { readExtensions } from './certificate-extensions.ts';

/** `outdated`: by a form that RFC 9525 does not take and Node does. */
export type NameMatch = 'borne' | 'missing' | { readonly outdated: OutdatedName };

/** RFC 9525 §6.3: a wildcard is the whole of the leftmost label. §2: the subject's common name is no identity. */
const STRICT = { subject: 'never', wildcards: true, partialWildcards: false, multiLabelWildcards: false } as const;

/** `legacy`: the certificate in the form that Node's own check takes, which takes as long to make as everything here. */
export function matchName(
  certificate: X509Certificate,
  servername: string,
  legacy: tls.PeerCertificate = certificate.toLegacyObject(),
): NameMatch {
  if (!nodeAccepts(servername, legacy)) return 'missing';
  const name = servername.replace(/\.$/, '');
  if (isIP(name) !== 0) return bearsAddress(certificate, name) ? 'borne' : 'missing';
  if (certificate.checkHost(name, STRICT)) return 'borne';
  const outdated = outdatedForm(certificate, servername, legacy);
  return outdated ? { outdated } : 'missing';
}

/** By what Node takes it: the common name counts for Node where there is no DNS name. */
function outdatedForm(certificate: X509Certificate, servername: string, legacy: tls.PeerCertificate): OutdatedName | null {
  const withoutSubject = { ...legacy, subject: {} } as tls.PeerCertificate;
  if (!nodeAccepts(servername, withoutSubject)) return 'common-name';
  return readExtensions(certificate.raw).names.some(isPartialWildcard) ? 'partial-wildcard' : null;
}

const isPartialWildcard = (name: string): boolean => name.includes('*') && !name.startsWith('*.');

/** Throws nothing: Node does for names that it cannot split, and such a certificate bears none. */
function nodeAccepts(servername: string, peer: tls.PeerCertificate): boolean {
  try {
    return tls.checkServerIdentity(servername, peer) === undefined;
  } catch {
    return false;
  }
}

/** iPAddress alone (RFC 9525 §6.4): neither a DNS name that looks like one nor the common name. */
function bearsAddress(certificate: X509Certificate, address: string): boolean {
  try {
    return certificate.checkIP(address) !== undefined;
  } catch {
    // An address with a zone is in no certificate.
    return false;
  }
}

/** For `node:https`, which asks it once OpenSSL has verified the chain. */
export function checkServerIdentity(hostname: string, peer: tls.PeerCertificate): Error | undefined {
  const refused = tls.checkServerIdentity(hostname, peer);
  if (refused || matchName(new X509Certificate(peer.raw), hostname) === 'borne') return refused;
  const error: NodeJS.ErrnoException = new Error(`the certificate bears ${hostname} only in a form that RFC 9525 does not take`);
  error.code = 'ERR_TLS_CERT_ALTNAME_INVALID';
  return error;
}
