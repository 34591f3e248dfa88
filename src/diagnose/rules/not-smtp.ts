// Another service answers than the one asked for.
import { MODE_FACTS, portsByPreference } from '../../model/protocol.ts';
import { capital, list, nameOfProtocol, portsOf } from '../phrases.ts';
import { endpointRule } from '../rule.ts';

export const notSmtp = endpointRule('not-smtp', (cases, { plan, alternatives }) => {
  const wanted = nameOfProtocol(plan.protocol);
  const services = cases.map(({ cause }) =>
    / answers: /.test(cause.message) ? (cause.message.split(' answers: ')[0] ?? '') : 'something else',
  );
  const verb = new Set(services).size > 1 ? 'answer' : 'answers';
  const ports = portsOf(cases.map(({ endpoint }) => endpoint.seen));
  const forClients = portsByPreference(plan.protocol).filter(({ use }) => use === 'client');
  const usual = forClients.map(({ port, mode }) => `${port} (${MODE_FACTS[mode].word})`).join(' or ');
  return {
    title: `${capital(list(services))} ${verb} on ${ports}, not ${wanted}`,
    detail: `Behind ${ports} of ${plan.host} is another service than ${wanted}: a wrong port or host name in the client, or a port forwarded to the wrong place.`,
    fix: `Use ${alternatives.join(' or ') || `port ${usual}`} and check the host name; if the port should be right, the server's administrator checks port forwarding and the load balancer.`,
    owner: 'you',
    evidence: [`expected a greeting of ${wanted}`],
  };
});
