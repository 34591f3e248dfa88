// The connection stood, and was reset.
import { endedHandshake } from '../ended-handshake.ts';
import { oneCause } from '../one-cause.ts';
import { atStages, portsOf } from '../phrases.ts';
import { endpointRule } from '../rule.ts';

export const tcpReset = endpointRule('tcp-reset', (cases, evidence) => {
  if (cases.every(({ cause }) => cause.stage === 'tls')) return endedHandshake('resets the connection', cases, evidence);
  const ended = oneCause('resets the connection', cases, evidence);
  if (ended !== null) return ended;
  return {
    title: `The connection to ${portsOf(cases.map(({ endpoint }) => endpoint.seen))} is reset ${atStages(...cases.map(({ cause }) => cause.stage))}`,
    detail:
      'The connection was made and then ended hard: an address filter such as fail2ban, a load balancer with no server behind it, a crash of the service, or a firewall that inspects traffic.',
    fix: "Repeat the check from another network. If it works there, the server's administrator looks for this client's address in fail2ban, CrowdSec or the firewall; if not, in the mail log at this minute.",
    owner: 'server',
  };
});
