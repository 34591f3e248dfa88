// Another service answers than the one asked for.
import { PROTOCOL_FACTS, PROTOCOLS } from '../../model/protocol.ts';
import type { Case, Evidence } from '../evidence.ts';
import { capital, list, nameOfProtocol, portsOf } from '../phrases.ts';
import { endpointRule } from '../rule.ts';

/** How mailprobe is told to check the mail protocol that answers; none where another service does. */
function commandFor({ endpoint: { seen }, cause }: Case, { plan, auxiliary, endpoints }: Evidence): string[] {
  const protocol = PROTOCOLS.find((one) => cause.message.startsWith(nameOfProtocol(one)));
  if (protocol === undefined) return [];
  const speaksTls = [...endpoints, ...auxiliary].some(
    (other) => other.seen.port === seen.port && other.seen.mode === 'tls' && other.seen.tls !== null,
  );
  const mode = speaksTls ? 'tls' : 'starttls';
  const scheme = PROTOCOL_FACTS[protocol].ports.find((facts) => facts.mode === mode && facts.schemes.length > 0)?.schemes[0];
  const host = plan.literal === 6 ? `[${plan.host}]` : plan.host;
  return scheme === undefined ? [] : [`mailprobe check ${scheme}://${host}:${seen.port}`];
}

export const notSmtp = endpointRule('not-smtp', (cases, evidence) => {
  const { plan } = evidence;
  const wanted = nameOfProtocol(plan.protocol);
  const services = cases.map(({ cause }) =>
    / answers: /.test(cause.message) ? (cause.message.split(' answers: ')[0] ?? '') : 'something else',
  );
  const verb = new Set(services).size > 1 ? 'answer' : 'answers';
  const ports = portsOf(cases.map(({ endpoint }) => endpoint.seen));
  const taken = cases.map(({ endpoint }) => endpoint.seen.port);
  const waysIn = evidence.waysIn().filter((way) => !taken.some((port) => way.startsWith(`${port} `)));
  const commands = cases.flatMap((item) => commandFor(item, evidence));
  return {
    title: `${capital(list(services))} ${verb} on ${ports}, not ${wanted}`,
    detail: `Behind ${ports} of ${plan.host} is another service than ${wanted}: a wrong port or host name in the client, or a port forwarded to the wrong place.`,
    fix: `${waysIn.length > 0 ? `For ${wanted} use ${waysIn.join(' or ')} and check the host name` : 'Check the host name'}.${
      commands.length > 0
        ? ` To check what answers there: ${list(
            commands.map((command) => `\`${command}\``),
            'or',
          )}.`
        : ''
    } If the port should be right, the server's administrator checks port forwarding and the load balancer.`,
    owner: 'you',
    evidence: [`expected a greeting of ${wanted}`],
  };
});
