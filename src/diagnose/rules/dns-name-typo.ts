// A slip away from a well-known provider host.
import { nearMiss } from '../../knowledge/index.ts';
import type { Rule } from '../rule.ts';

export const dnsNameTypo: Rule = {
  id: 'dns-name-typo',
  find({ plan, dns, endpoints }) {
    const meant = plan.literal === 0 ? nearMiss(plan.host) : null;
    if (meant === null) return [];
    return [
      {
        severity: 'info',
        title: `Was ${meant} meant?`,
        detail: `${plan.host} is a slip of the pen away from ${meant}. Names like that are registered by others, who may collect passwords.`,
        evidence: [
          `asked for: ${plan.host}`,
          `known provider host: ${meant}`,
          ...(dns.error ? [`${dns.error.systemCode}: ${dns.error.message}`] : []),
        ],
        fix: `Set the server name to ${meant}, if that is the provider.`,
        owner: 'you',
        endpoints: endpoints.map(({ id }) => id),
        reference: null,
      },
    ];
  },
};
