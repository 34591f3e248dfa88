// The name exists, without A and AAAA: the mail host is mostly another name.
import { providerOfHost } from '../../knowledge/index.ts';
import { dnsRule } from '../dns-rule.ts';
import { list } from '../phrases.ts';
import { deniedProviderHost } from './dns-name-not-found.ts';
import { mailHostsOf } from './target-is-domain.ts';

export const dnsNoAddress = dnsRule('dns-no-address', (evidence) => {
  const hosts = mailHostsOf(evidence).map(({ host }) => host);
  const { host, literal } = evidence.plan;
  const provider = literal === 0 ? providerOfHost(host) : null;
  if (provider !== null && hosts.length === 0) return deniedProviderHost(evidence.plan, provider.name, 'has no address');
  return {
    title: `${host} has no address${hosts.length > 0 ? `; its mail host is ${list(hosts)}` : ''}`,
    detail: `The name exists in DNS, but has neither an A nor an AAAA record${hosts.length > 0 ? ': it is a mail domain, and its records name another host' : ''}.`,
    fix:
      hosts.length > 0
        ? `Use ${list(hosts, 'or')} as the server name.`
        : `Look up the right server name in the provider's settings page (\`mailprobe discover <address>\`). For a domain of your own: add the A or AAAA record.`,
    owner: 'you',
    reference: 'RFC 5321 §5.1',
    evidence: mailHostsOf(evidence).map(({ line }) => line),
  };
});
