// Connected, and silence.
import { portsOf } from '../phrases.ts';
import { endpointRule } from '../rule.ts';

export const greetingTimeout = endpointRule('greeting-timeout', (cases, { alternatives, plan }) => ({
  title: `No greeting on ${portsOf(cases.map(({ endpoint }) => endpoint.seen))}`,
  detail:
    'The connection was made and the server said nothing, or never finished its greeting: an overloaded or hanging service, a deliberate delay against spam, or a proxy with no mail server behind it.',
  fix:
    alternatives.length > 0
      ? `Use ${alternatives.join(' or ')}; the server's administrator looks at why this port stays silent.`
      : `Repeat with --greeting-timeout 60s (now ${plan.timeouts.greetingMs / 1000}s). If it stays silent, the server's administrator checks load, DNS look-ups of the client's name, and the service behind any proxy.`,
  owner: 'server',
  reference: 'RFC 5321 §4.5.3.2.1',
}));
