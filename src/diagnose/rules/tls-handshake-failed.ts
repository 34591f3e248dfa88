// The handshake failed, and nothing narrows it down.
import { isPlaintextAnswer } from '../classify-tls.ts';
import { portsOf } from '../phrases.ts';
import { endpointRule } from '../rule.ts';

export const tlsHandshakeFailed = endpointRule('tls-handshake-failed', (cases, { plan }) => {
  const [{ endpoint, cause }] = cases;
  const { port, mode } = endpoint.seen;
  const starttls = mode === 'starttls' ? ` -starttls ${plan.protocol}` : '';
  const failure = cause.failure;
  const inPlaintext = failure?.kind === 'tls' && isPlaintextAnswer(failure);
  const sni = failure?.kind === 'tls' && failure.alert === 112;
  return {
    title: `The TLS handshake fails on ${portsOf(cases.map((item) => item.endpoint.seen))}`,
    detail: sni
      ? `The server has no certificate for the name ${plan.servername} and breaks off.`
      : inPlaintext
        ? mode === 'tls'
          ? 'What answers there speaks no TLS, and gives no greeting of a mail server in plaintext either: another service, or a wrong port.'
          : 'The server agreed to start TLS and then went on in plaintext: its TLS is not set up.'
        : 'Client and server could not agree on a secure connection, and the alert or error does not say more.',
    fix: sni
      ? `Use the host name that the provider gives, or --servername; the server's administrator adds a certificate for ${plan.servername}.`
      : `Look closer with \`openssl s_client -connect ${plan.host}:${port} -servername ${plan.servername}${starttls}\`; the other half of the story is in the server's log, for its administrator.`,
    owner: 'server',
    reference: 'RFC 8446 §6.2',
  };
});
