// Unsigned records of the domain name other servers than its known provider has: stale, or somebody who answers for DNS.
import type { Rule } from '../rule.ts';

export const dnsContradictsProvider: Rule = {
  id: 'dns-contradicts-provider',
  find({ plan }) {
    const { discovery, host } = plan;
    if (discovery === null || discovery.contradictions.length === 0) return [];
    return [
      {
        severity: 'warning',
        title: `DNS names another mail server for ${discovery.domain} than its provider has`,
        detail: `${host} is known to serve ${discovery.domain} and was checked. The records that say otherwise are not signed: they are out of date, or somebody on the way answers for DNS, who would get the passwords of clients that follow them.`,
        evidence: discovery.contradictions,
        fix: `Enter ${host} in the client by hand. Compare what another network's DNS says of these records; if it says something else, this network's resolver is not to be trusted.`,
        owner: 'network',
        endpoints: [],
        reference: 'RFC 6186 §6',
      },
    ];
  },
};
