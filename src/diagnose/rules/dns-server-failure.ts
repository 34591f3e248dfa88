// SERVFAIL, REFUSED or nonsense from the name server.
import { dnsRule } from '../dns-rule.ts';

export const dnsServerFailure = dnsRule('dns-server-failure', ({ plan }) => ({
  title: `DNS cannot answer for ${plan.host}`,
  detail:
    'The resolver reported a failure: a broken delegation, DNSSEC that does not verify, dead name servers of the domain, or a resolver that refuses this client.',
  fix: `Ask another resolver (\`mailprobe check ${plan.host} --dns-server 9.9.9.9\`). If that fails too, whoever runs the domain's DNS repairs it (DNSSEC: \`dig +cd ${plan.host}\` answers where \`dig\` does not); if it works, whoever runs this network's resolver.`,
  owner: 'network',
  reference: 'RFC 8914',
}));
