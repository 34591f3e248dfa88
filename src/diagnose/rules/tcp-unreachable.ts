// EHOSTUNREACH, ENETUNREACH, or an ICMP "prohibited": the network itself says no.
import { list } from '../phrases.ts';
import { endpointRule } from '../rule.ts';

export const tcpUnreachable = endpointRule('tcp-unreachable', (cases) => {
  const addresses = list(cases.map(({ endpoint }) => endpoint.seen.address));
  const codes = list(cases.flatMap(({ cause }) => cause.systemCode ?? []));
  const local = /EACCES|EPERM/.test(codes);
  return {
    title: local ? 'This machine forbids the connection' : `The network has no way to ${addresses}`,
    detail: local
      ? `The operating system refused to connect (${codes}): a local firewall, a sandbox or a security product.`
      : `A router or this machine answered that the address cannot be reached (${codes}): no route, no neighbour of that address, or a firewall that says "prohibited".`,
    fix: local
      ? 'Allow outbound connections to the mail ports in the local firewall or security product.'
      : `Check the VPN and the route (\`ip route get ${cases[0].endpoint.seen.address}\`), then ask whoever runs the network; some hosting plans remove the route for mail ports.`,
    owner: 'network',
  };
});
