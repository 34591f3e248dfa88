// The server asks for a client certificate, and refuses without, or does not take the one given.
import { authWords } from '../auth-rule.ts';
import { authorityLines } from '../client-authorities.ts';
import { endpointRule } from '../rule.ts';

export const tlsClientCertificateRequired = endpointRule('tls-client-certificate-required', (cases, evidence) => {
  const { plan, alternatives } = evidence;
  // The handshake went through without one, and the login did not.
  if (cases.every(({ cause }) => cause.stage === 'auth')) return authWords('tls-client-certificate-required', cases, evidence);
  const given = plan.tls.clientCertificate !== null;
  return {
    title: given ? 'The server does not take the client certificate given' : 'The server wants a client certificate',
    detail: given
      ? 'It asked for a certificate of the client and refused the one that was sent, which is in date, meant for clients and, as far as the server tells, of an authority that it takes: revoked, or not on the list of those that it knows.'
      : 'It asked for a certificate of the client (mutual TLS) and broke off when none came. Ports for ordinary mail programs do not do that.',
    fix: `${alternatives.length > 0 ? `Use ${alternatives.join(' or ')}. Or give` : 'Give'} the certificate and key that the server's administrator issues (--client-cert and --client-key, or --pfx); if none is meant to be needed, the administrator switches the demand off${evidence.setting('client-certificate')}.`,
    owner: given ? 'you' : 'server',
    reference: 'RFC 8446 §4.3.2',
    evidence: authorityLines(cases, evidence),
  };
});
