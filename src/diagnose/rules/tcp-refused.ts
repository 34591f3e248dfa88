// A RST at connect: nothing listens, or a firewall rejects.
import { portsOf } from '../phrases.ts';
import { endpointRule } from '../rule.ts';

export const tcpRefused = endpointRule('tcp-refused', (cases, { alternatives, plan }) => {
  const ports = portsOf(cases.map(({ endpoint }) => endpoint.seen));
  const elsewhere = alternatives.length > 0;
  return {
    title: `Connections to ${ports} of ${plan.host} are refused`,
    detail: `The host answered and turned the connection away: nothing listens on ${ports}, or a firewall rejects it.${elsewhere ? ' Other ports of the host work.' : ''}`,
    fix: elsewhere
      ? `Use ${alternatives.join(' or ')}. If ${ports} should work as well: the server's administrator checks that the service listens there (\`ss -ltnp\`).`
      : `Check host and port (465 SSL/TLS, 587 STARTTLS, 993 IMAP, 995 POP3). The server's administrator checks that the mail service runs and listens on its public address (\`ss -ltnp\`) and that the firewall lets ${ports} in.`,
    owner: elsewhere ? 'you' : 'server',
    reference: 'RFC 9293 §3.10.7',
  };
});
