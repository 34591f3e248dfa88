// A slip away from a well-known provider host.
import { nearMiss } from '../../knowledge/index.ts';
import { isUnconnected } from '../evidence.ts';
import type { Rule } from '../rule.ts';

export const dnsNameTypo: Rule = {
  id: 'dns-name-typo',
  find({ plan, dns, endpoints, usable }) {
    const meant = plan.literal === 0 ? nearMiss(plan.host) : null;
    if (meant === null) return [];
    // Nobody there, or somebody else: then the slip is the cause. A host that talks mail may be right in spite of its name.
    const isCause =
      usable.length === 0 &&
      (dns.error !== null ||
        endpoints.every((endpoint) => isUnconnected(endpoint) || endpoint.tlsError?.code === 'cert-name-mismatch'));
    return [
      {
        severity: isCause ? 'error' : 'info',
        title: dns.error
          ? `There is no host named ${plan.host}: did you mean ${meant}?`
          : `${plan.host} is one slip away from ${meant}: did you mean that?`,
        detail: `${plan.host} is a slip of the pen away from ${meant}. Names like that are registered by others, who may collect passwords.`,
        evidence: [
          `asked for: ${plan.host}`,
          `known provider host: ${meant}`,
          ...(dns.error ? [`${dns.error.systemCode}: ${dns.error.message}`] : []),
        ],
        fix: `Set the server name to ${meant}, if that is the provider. To check it: \`mailprobe check ${meant}\`.`,
        owner: 'you',
        endpoints: endpoints.map(({ id }) => id),
        reference: null,
      },
    ];
  },
};
