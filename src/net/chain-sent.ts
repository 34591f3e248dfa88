// The certificates as the server sent them: not the chain that was built of them, which OpenSSL puts in order and completes
// from the store. Facts only.
import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { SentCertificate } from '../model/observation.ts';
import { shorten } from '../model/shorten.ts';
import { visibleText } from '../model/visible-text.ts';

const MAX_SENT = 16;
const MAX_NAME = 300;

const nameOf = (lines: string): string =>
  lines
    .split('\n')
    .filter(Boolean)
    .map((line) => shorten(visibleText(line), MAX_NAME))
    .join(', ') || '(empty)';

/**
 * Node's `issuerCertificate` of a peer's certificate is no more than the next one sent, whoever issued what. To be called
 * last: Node 20 has nothing more to say of the peer's certificate after `getPeerX509Certificate`.
 */
export function readChainSent(socket: TLSSocket): SentCertificate[] {
  const sent: SentCertificate[] = [];
  let next: X509Certificate | undefined = socket.getPeerX509Certificate();
  for (; next && sent.length < MAX_SENT; next = next.issuerCertificate)
    sent.push({ subject: nameOf(next.subject ?? ''), issuer: nameOf(next.issuer ?? '') });
  return sent;
}
