// Another service answers than the one asked for.
import { list, nameOfProtocol, portsOf } from '../phrases.ts';
import { endpointRule } from '../rule.ts';

export const notSmtp = endpointRule('not-smtp', (cases, { plan, alternatives }) => {
  const wanted = nameOfProtocol(plan.protocol);
  const services = list(
    cases.map(({ cause }) =>
      / answers: /.test(cause.message) ? (cause.message.split(' answers: ')[0] ?? '') : 'something else',
    ),
  );
  const ports = portsOf(cases.map(({ endpoint }) => endpoint.seen));
  const usual = {
    smtp: '465 (SSL/TLS) or 587 (STARTTLS)',
    imap: '993 (SSL/TLS) or 143 (STARTTLS)',
    pop3: '995 (SSL/TLS) or 110 (STARTTLS)',
  }[plan.protocol];
  return {
    title: `${services} answers on ${ports}, not ${wanted}`,
    detail: `Behind ${ports} of ${plan.host} is another service than ${wanted}: a wrong port or host name in the client, or a port forwarded to the wrong place.`,
    fix: `Use ${alternatives.join(' or ') || `port ${usual}`} and check the host name; if the port should be right, the server's administrator checks port forwarding and the load balancer.`,
    owner: 'you',
    evidence: [`expected a greeting of ${wanted}`],
  };
});
