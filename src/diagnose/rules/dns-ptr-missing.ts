// The address has no reverse name, by the word of DNS.
import { isPrivateAddress } from '../../model/private-address.ts';
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';

export const dnsPtrMissing: Rule = {
  id: 'dns-ptr-missing',
  find({ dns, endpoints, plan }) {
    // Private ranges have no public reverse zone; a name server given by name may have one.
    const missing = Object.entries(dns.ptr).flatMap(([address, names]) =>
      Array.isArray(names) && names.length === 0 && (plan.dnsServer !== null || !isPrivateAddress(address)) ? [address] : [],
    );
    if (missing.length === 0) return [];
    return [
      {
        severity: 'info',
        title: `${list(missing)} has no reverse name`,
        detail:
          'There is no PTR record. That matters for mail that this host sends: many servers refuse senders without one. Clients that submit mail do not need it.',
        evidence: missing.map((address) => `PTR of ${address}: none`),
        fix: 'Whoever owns the address (the hosting provider) sets a PTR record to the host name.',
        owner: 'server',
        endpoints: endpoints.filter(({ seen }) => missing.includes(seen.address)).map(({ id }) => id),
        reference: 'RFC 1912 §2.1',
      },
    ];
  },
};
