// handshake_failure, or keys and parameters too small for this client.
import { endpointRule } from '../rule.ts';

export const tlsNoSharedCipher = endpointRule('tls-no-shared-cipher', (cases) => {
  const isSmall = cases.some(({ cause }) => /TOO_SMALL/.test(cause.systemCode ?? ''));
  return {
    title: isSmall ? "The server's key exchange is too weak for this client" : 'No cipher suite in common with the server',
    detail: isSmall
      ? 'The Diffie-Hellman parameters or the key are shorter than current clients accept (2048 bits).'
      : 'The server refused every cipher, curve and signature algorithm offered. A server without a usable certificate, or one that silently wants a client certificate, answers in the same way.',
    fix: isSmall
      ? "The server's administrator makes DH parameters of 2048 bits (`openssl dhparam 2048`) or uses ECDHE alone, and a key of RSA 2048 or ECDSA P-256."
      : "The server's administrator allows ECDHE with AES-GCM (Postfix: smtpd_tls_mandatory_ciphers = medium or better) and checks in the mail log that certificate and key were loaded.",
    owner: 'server',
    reference: 'RFC 9325 §4.2',
  };
});
