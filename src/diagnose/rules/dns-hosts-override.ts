// The system's answer (hosts file, local resolver) is another than that of DNS.
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';

export const dnsHostsOverride: Rule = {
  id: 'dns-hosts-override',
  find({ dns, plan, endpoints }) {
    if (dns.resolver.source !== 'system' || dns.dnsAddresses === null) return [];
    const used = dns.addresses.map(({ address }) => address);
    const told = dns.dnsAddresses;
    // Round robin and geographic answers differ too; one address in common is agreement.
    if (used.length === 0 || told.length === 0 || used.some((address) => told.includes(address))) return [];
    return [
      {
        severity: 'warning',
        title: `This machine has addresses of its own for ${plan.host}`,
        detail: `The system says ${list(used)}, DNS says ${list(told)}. An entry in the hosts file, a local resolver or a VPN decides here; others reach another server.`,
        evidence: [`system: ${list(used)}`, `DNS: ${list(told)}`],
        fix: `Look for ${plan.host} in /etc/hosts (Windows: C:\\Windows\\System32\\drivers\\etc\\hosts) and take an outdated line out. To check what others see: --dns-server 9.9.9.9.`,
        owner: 'you',
        endpoints: endpoints.map(({ id }) => id),
        reference: null,
      },
    ];
  },
};
