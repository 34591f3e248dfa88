// 535 with no narrower cause: the checklist, with what the provider is known to want.
import { providerOfHost } from '../../knowledge/index.ts';
import type { CredentialsObservation } from '../../model/observation.ts';
import { authRule } from '../auth-rule.ts';
import type { Words } from '../rule.ts';

/** Logins that show no password. */
const UNSECRET: Readonly<Partial<Record<CredentialsObservation['kind'], Partial<Words>>>> = {
  certificate: {
    title: 'The server does not take the client certificate as a login',
    detail:
      'EXTERNAL lets the certificate of the TLS connection say who logs in, and the server knows nobody by this one, or not by the name given.',
    fix: "The server's administrator maps the certificate's name or fingerprint to an account (Dovecot: auth_ssl_username_from_cert; Postfix goes by permit_tls_clientcerts and needs no AUTH). Leave --user out to let the certificate alone decide.",
    owner: 'server',
    reference: 'RFC 4422 appendix A',
  },
  anonymous: {
    title: 'The server takes no login without a password',
    detail: 'ANONYMOUS, or EXTERNAL without a client certificate, was refused. No password was sent.',
    fix: 'Log in with a user name and password; for EXTERNAL give --client-cert and --client-key.',
    owner: 'you',
    reference: 'RFC 4505',
  },
};

export const authRejected = authRule('auth-rejected', ({ fix, evidence = [] }, _, { plan, credentials }) => {
  if (credentials && UNSECRET[credentials.seen.kind]) return { ...UNSECRET[credentials.seen.kind], evidence };
  const provider = providerOfHost(plan.host);
  const shape = credentials?.seen.shape ?? [];
  const odd = shape.length > 0 ? ' The credentials themselves look odd: see the finding credential-shape first.' : '';
  return {
    title: `The server does not accept user name and password of ${credentials?.seen.user || 'this login'}`,
    fix: `${provider ? `${provider.name} wants as user name: ${provider.username}; as password: ${provider.password}. ` : ''}${fix}${odd}`,
    evidence,
  };
});
