// The certificate is the one that DNS, secured by DNSSEC, says it is.
import { danePorts } from '../dane-ports.ts';
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';

export const daneVerified: Rule = {
  id: 'dane-verified',
  find(evidence) {
    const good = danePorts(evidence).filter(({ authentic, matches }) => authentic && matches);
    if (good.length === 0) return [];
    return [
      {
        severity: 'info',
        title: `DANE confirms the certificate on ${list(good.map(({ port }) => port))}`,
        detail: 'A TLSA record secured by DNSSEC fits the certificate that the server sent.',
        evidence: good.flatMap(({ lines }) => lines),
        fix: '',
        owner: 'server',
        endpoints: good.flatMap(({ endpoints }) => endpoints.map(({ id }) => id)),
        reference: 'RFC 7672',
      },
    ];
  },
};
