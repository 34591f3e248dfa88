// Credentials were given for a mailbox, and the host was learned from records that anybody on the way can forge: they
// stayed here (RFC 6186 §6, RFC 9525 §6.1).
import type { Rule } from '../rule.ts';

export const loginHostUnproven: Rule = {
  id: 'login-host-unproven',
  find({ plan, credentials, endpoints }) {
    const { discovery, host, withheldLogin } = plan;
    if (withheldLogin !== 'host-unproven' || discovery === null || credentials === null) return [];
    const { domain, detail } = discovery;
    return [
      {
        severity: 'error',
        title: `The login was not sent: nothing proves that ${host} serves ${domain}`,
        detail: `${host} was learned from unsigned DNS (${detail}). Whoever can answer for DNS on the way could have named a host of their own there, with a certificate that is valid for its own name, and would get the password. Everything but the login was checked.`,
        evidence: [
          `${domain}: ${detail}`,
          `${host} is not under ${domain}, and no DNSSEC, HTTPS document or known provider vouches for it`,
        ],
        fix: `Ask whoever runs the mail of ${domain} whether ${host} is the right server. If it is, name it: \`mailprobe check ${host} --user ${credentials.seen.user}\`.`,
        owner: 'you',
        endpoints: endpoints.map(({ id }) => id),
        reference: 'RFC 6186 §6',
      },
    ];
  },
};
