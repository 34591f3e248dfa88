// The server's side of a TLS handshake on a connection that already stands, and what it came to. Knows no protocol.
import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket, type TlsOptions } from 'node:tls';
import { labClientAuthorities } from './certificates.ts';
import type { TlsRecord } from './record.ts';

/** The connection under TLS, or why there is none. Never rejects. */
export function acceptTls(raw: Socket, secureContext: SecureContext, options: TlsOptions): Promise<TLSSocket | string> {
  const secure = new TLSSocket(raw, {
    isServer: true,
    secureContext,
    requestCert: options.requestCert ?? false,
    rejectUnauthorized: options.rejectUnauthorized ?? false,
  });
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message);
    // Node gives the server's own handshake errors by `_tlsError`, the connection's by `error`.
    secure.once('_tlsError', failed);
    secure.on('error', failed);
    // The lab's sockets stay open half-way: who hangs up in the midst of a handshake is gone all the same.
    for (const event of ['end', 'close']) secure.once(event, () => resolve('closed during the handshake'));
    raw.once('close', () => resolve('closed during the handshake'));
    // tls.Server asks OpenSSL what it thinks of the client's certificate, and hangs up; a TLSSocket alone does not.
    secure.once('secure', () => {
      const fault = options.requestCert && options.rejectUnauthorized ? verifyFault(secure) : null;
      if (fault !== null) secure.destroy();
      resolve(fault ?? secure);
    });
  });
}

const verifyFault = (secure: TLSSocket): string | null => {
  const handle = (secure as { readonly _handle?: { readonly verifyError?: () => NodeJS.ErrnoException | null } | null })._handle;
  const error = handle?.verifyError?.() ?? null;
  return error && (error.code ?? error.message);
};

/** What was agreed on, and who the client says it is. */
export function describeTls(secure: TLSSocket): TlsRecord {
  const peer = secure.getPeerX509Certificate();
  const authorities = peer ? labClientAuthorities().map((pem) => new X509Certificate(pem)) : [];
  return {
    protocol: secure.getProtocol() ?? 'unknown',
    cipher: secure.getCipher().name,
    servername: (secure as TLSSocket & { servername?: string | false }).servername || null,
    clientCertificate: peer
      ? { subject: peer.subject, trusted: authorities.some((authority) => peer.verify(authority.publicKey)) }
      : null,
  };
}
