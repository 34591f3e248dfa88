// No answer to the SYN: dropped by a firewall, or the host is down.
import { portsOf } from '../phrases.ts';
import { endpointRule } from '../rule.ts';

export const tcpTimeout = endpointRule('tcp-timeout', (cases, { alternatives, plan }) => {
  const ports = portsOf(cases.map(({ endpoint }) => endpoint.seen));
  return {
    title: `No answer from ${ports} of ${plan.host}`,
    detail:
      'The connection attempt got no reply at all, not even a refusal: a firewall here or there drops it, or the host is down.',
    fix:
      alternatives.length > 0
        ? `Use ${alternatives.join(' or ')}. Where these will not do, ask whoever runs the firewall of this network to allow outbound TCP to ${ports}.`
        : `Repeat the check from another network (a phone's hotspot). If it works there, ask whoever runs this network's firewall or the hosting provider to allow outbound TCP to ${ports}; if not, ask the server's administrator whether the host is up and lets ${ports} in.`,
    owner: 'network',
  };
});
