// No resolver answered.
import { dnsRule } from '../dns-rule.ts';

export const dnsTimeout = dnsRule('dns-timeout', ({ plan }) => ({
  title: `No DNS server answered the question for ${plan.host}`,
  detail:
    'The name could not be looked up at all: the resolver is down, its address is wrong, or a firewall drops port 53. Nothing is said of the mail server.',
  fix: `Check ${plan.dnsServer ? `the DNS server ${plan.dnsServer.address}:${plan.dnsServer.port} (--dns-server)` : 'the resolver of this machine (`resolvectl status`, /etc/resolv.conf, on Windows `ipconfig /all`), the VPN'} and that UDP and TCP 53 get through. To check the mail server meanwhile: --resolve ${plan.host}:<address>.`,
  owner: 'network',
}));
