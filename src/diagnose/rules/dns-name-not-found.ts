// NXDOMAIN.
import { dnsRule } from '../dns-rule.ts';

export const dnsNameNotFound = dnsRule('dns-name-not-found', ({ plan }) => ({
  title: `There is no host named ${plan.host}`,
  detail: 'DNS answered that the name does not exist (NXDOMAIN), so no mail server was tried.',
  fix: `Check the spelling of ${plan.host} against the provider's settings page; \`mailprobe discover <address>\` finds the servers of a mailbox. For a domain of your own: add the A or AAAA record at the DNS host.`,
  owner: 'you',
  reference: 'RFC 2308 §2.1',
}));
