// TLSA records that DNSSEC does not vouch for: senders ignore them.
import { danePorts } from '../dane-ports.ts';
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';

export const tlsaInsecure: Rule = {
  id: 'tlsa-insecure',
  find(evidence) {
    const open = danePorts(evidence).filter(
      ({ authentic, endpoints }) => !authentic && !endpoints.some((item) => evidence.isExplained('tlsa-insecure', item)),
    );
    if (open.length === 0) return [];
    return [
      {
        severity: 'warning',
        title: `The TLSA record for ${list(open.map(({ port }) => port))} is not secured by DNSSEC`,
        detail:
          'The resolver did not vouch for the record (no AD bit): the zone is not signed, or the resolver does not validate. Without that DANE does nothing.',
        evidence: open.flatMap(({ lines }) => lines),
        fix: `Whoever runs the DNS of ${evidence.plan.host} signs the zone and has the DS record put into the parent zone. To rule out this resolver: --dns-server 9.9.9.9.`,
        owner: 'server',
        endpoints: open.flatMap(({ endpoints }) => endpoints.map(({ id }) => id)),
        reference: 'RFC 7672 §2.2',
      },
    ];
  },
};
