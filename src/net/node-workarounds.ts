// What is done as it is only because of Node: a bug, or something that it knows and does not tell. Each says which Node, why,
// and where it is talked of; it goes when the oldest Node that is supported does without it. Knows nothing of its callers' ends.
import type { X509Certificate } from 'node:crypto';
import tls, { type SecureContext, type TLSSocket } from 'node:tls';

/** Goes on out of a TLS socket's `session` event. Node 20: what is written in the event itself gets stuck. */
export function afterSessionEvent(goOn: () => void): void {
  setImmediate(goOn);
}

/**
 * Whether the server sent a CertificateRequest. Node has no event for it (nodejs/node#29882, #40008), but only that message
 * (RFC 8446 §4.3.2, RFC 5246 §7.4.4) tells a client signature algorithms that could be shared.
 */
export const hasCertificateRequest = (socket: TLSSocket): boolean => (socket.getSharedSigalgs() ?? []).length > 0;

/**
 * The certificates as they came, the leaf first, `atMost` of them: of a peer's certificate Node's `issuerCertificate` is no
 * more than the next one sent, whoever issued what. To be called last: after `getPeerX509Certificate`, Node 20 has nothing
 * more to say of the peer's certificate.
 */
export function certificatesSent(socket: TLSSocket, atMost: number): X509Certificate[] {
  const sent: X509Certificate[] = [];
  let next: X509Certificate | undefined = socket.getPeerX509Certificate();
  for (; next && sent.length < atMost; next = next.issuerCertificate) sent.push(next);
  return sent;
}

/** What `createSecureContext` itself adds certificates by; not in Node's documentation, there in every release since 0.12. */
interface NativeContext {
  readonly addCACert?: (pem: string) => void;
}

/**
 * Has a context trust these beside what it trusts; false: this Node can't, and the context is as it was. No documented call
 * does it (nodejs/node#27079): `ca` puts Node's own roots aside, and passing them again has all be parsed anew, 18 ms.
 */
export function addTrusted(context: SecureContext, pems: readonly string[]): boolean {
  const native = context.context as NativeContext;
  if (typeof native.addCACert !== 'function') return false;
  for (const pem of pems) native.addCACert(pem);
  return true;
}

/**
 * Whether the peer closed in the midst of a handshake, by FIN. Node tells it as ECONNRESET, as it does a reset (`onConnectEnd`
 * of its TLS sockets, up to Node 24 at least): only the words are different.
 */
export const isClosedInHandshake = (message: string): boolean => message.includes('before secure TLS connection was established');

/**
 * OpenSSL's own sentence about why the chain does not verify; null where it does. `authorizationError` has names for half of
 * OpenSSL's reasons only and says UNSPECIFIED of the others (node_crypto's X509ErrorCode, up to Node 24 at least).
 */
export function verifyReason(socket: TLSSocket): string | null {
  const handle = (socket as { readonly _handle?: { readonly verifyError?: () => Error | null | undefined } | null })._handle;
  return handle?.verifyError?.()?.message ?? null;
}

/** What Node 22.15 and 23.10 on have (nodejs/node#57107), and the types of Node 20 do not know. */
const { getCACertificates } = tls as { readonly getCACertificates?: (type: 'system') => string[] };

/** The roots of the operating system's own store, PEM; null: this Node cannot ask for them. */
export const systemCertificates: (() => readonly string[]) | null = getCACertificates ? () => getCACertificates('system') : null;
