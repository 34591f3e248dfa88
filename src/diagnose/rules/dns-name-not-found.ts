// NXDOMAIN.
import { providerOfHost } from '../../knowledge/index.ts';
import type { Plan } from '../../model/plan.ts';
import { dnsRule } from '../dns-rule.ts';
import type { Words } from '../rule.ts';

export const dnsNameNotFound = dnsRule('dns-name-not-found', ({ plan }) => {
  const provider = plan.literal === 0 ? providerOfHost(plan.host) : null;
  return provider === null ? deniedName(plan) : deniedProviderHost(plan, provider.name);
});

const deniedName = ({ host }: Plan): Words => ({
  title: `There is no host named ${host}`,
  detail: 'DNS answered that the name does not exist (NXDOMAIN), so no mail server was tried.',
  fix: `Check the spelling of ${host} against the provider's settings page; \`mailprobe discover <address>\` finds the servers of a mailbox. For a domain of your own: add the A or AAAA record at the DNS host.`,
  owner: 'you',
  reference: 'RFC 2308 §2.1',
});

/** The name is right, so the answer is wrong: a filter, a captive portal, a VPN's or a container's resolver. */
export const deniedProviderHost = ({ host, dnsServer }: Plan, provider: string, denial = 'does not exist'): Words => ({
  title: `${dnsServer ? `The DNS server ${dnsServer.address}` : "This network's DNS"} says that ${host} ${denial}; it is ${provider}'s host`,
  detail: `The name is spelt as ${provider} has it, and the rest of the world finds it. The resolver asked here filters it, or sees no more than a private network.`,
  fix: `Ask another resolver (\`mailprobe check ${host} --dns-server 9.9.9.9\`). If that finds it, whoever runs this network's DNS (a filter against spam or advertising, a captive portal, a VPN, a container's resolver) lets ${host} through.`,
  owner: 'network',
  reference: 'RFC 2308 §2.1',
});
