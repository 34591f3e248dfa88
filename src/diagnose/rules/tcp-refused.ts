// A RST at connect: nothing listens, or a firewall rejects.

import { besideText, unknownToProvider } from '../beside.ts';
import { list, portsOf } from '../phrases.ts';
import { endpointRule } from '../rule.ts';

export const tcpRefused = endpointRule('tcp-refused', (cases, evidence) => {
  const { alternatives, plan } = evidence;
  const ports = portsOf(cases.map(({ endpoint }) => endpoint.seen));
  const elsewhere = alternatives.length > 0;
  const usual = evidence.waysIn();
  const beside = besideText(evidence);
  const known = unknownToProvider(cases, evidence);
  if (known !== null) return { ...known, detail: `${known.detail} The connection was refused.${beside}` };
  return {
    title: `Connections to ${ports} of ${plan.host} are refused`,
    detail: `The host answered and turned the connection away: nothing listens on ${ports}, or a firewall rejects it.${beside || (elsewhere ? ' Other ports of the host work.' : '')}`,
    fix: elsewhere
      ? `Use ${alternatives.join(' or ')}. If ${ports} should work as well: the server's administrator checks that the service listens there (\`ss -ltnp\`).`
      : `Check host and port${usual.length > 0 ? ` (usual are ${list(usual, 'or')})` : ''}. The server's administrator checks that the mail service runs and listens on its public address (\`ss -ltnp\`) and that the firewall lets ${ports} in.`,
    owner: elsewhere ? 'you' : 'server',
    reference: 'RFC 9293 §3.10.7',
  };
});
