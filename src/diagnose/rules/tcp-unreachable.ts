// EHOSTUNREACH, ENETUNREACH, or an ICMP "prohibited": the network itself says no.
import { list } from '../phrases.ts';
import { endpointRule } from '../rule.ts';

interface Refusal {
  readonly codes: RegExp;
  readonly title: (addresses: string) => string;
  readonly detail: string;
  readonly fix: (address: string) => string;
}

/**
 * Linux: `ip route add prohibit` and a local firewall give EACCES and EPERM. Windows: its firewall, and antivirus such as McAfee's
 * rule "Prevent mass mailing worms from sending mail" for 25 and 587 (STIG DTAM150), give WSAEACCES, EACCES to Node. ICMP "prohibited" of all kinds comes
 * as EHOSTUNREACH (RFC 1812 §5.2.7.1).
 */
const REFUSALS: readonly Refusal[] = [
  {
    codes: /EACCES|EPERM/,
    title: () => 'This machine forbids the connection',
    detail:
      'The operating system refused to connect: a route marked "prohibit", a local firewall, a sandbox or a security product. Antivirus on Windows does so for programs that it does not know as mail clients.',
    fix: () =>
      'Allow this program outbound connections to the mail ports in the local firewall or security product (often a rule against mass mailing worms).',
  },
  {
    codes: /ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EAFNOSUPPORT/,
    title: (addresses) => `There is no route from here to ${addresses}`,
    detail: 'This machine, or the router next to it, knows no way to that network. Nothing is said of the server.',
    fix: (address) =>
      `Check the network connection, the VPN and the route (\`ip route get ${address}\`, on Windows \`Find-NetRoute -RemoteIPAddress ${address}\`); some hosting plans remove the route for mail ports.`,
  },
  {
    codes: /./,
    title: (addresses) => `A router or firewall answers that ${addresses} cannot be reached`,
    detail:
      'It is no silence: something on the way said so by ICMP. Either no such machine is up in that network, or a firewall there is set to answer "administratively prohibited".',
    fix: (address) =>
      `Check the VPN and the route (\`ip route get ${address}\`; \`tcptraceroute\` shows who answers), then ask whoever runs the network or firewall at that hop to allow outbound TCP to the mail ports.`,
  },
];

export const tcpUnreachable = endpointRule('tcp-unreachable', (cases, { alternatives }) => {
  const addresses = list(cases.map(({ endpoint }) => endpoint.seen.address));
  const codes = list(cases.flatMap(({ cause }) => cause.systemCode ?? []));
  const refusal = REFUSALS.find((item) => item.codes.test(codes)) ?? REFUSALS[0];
  const fix = refusal?.fix(cases[0].endpoint.seen.address) ?? '';
  return {
    title: `${refusal?.title(addresses) ?? ''} (${codes})`,
    detail: refusal?.detail ?? '',
    fix: alternatives.length > 0 ? `Use ${alternatives.join(' or ')}. ${fix}` : fix,
    owner: 'network',
    reference: 'RFC 1122 §3.2.2.1',
  };
});
