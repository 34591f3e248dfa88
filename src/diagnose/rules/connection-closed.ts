// The peer hung up with no reply, at the stage named.
import { endedHandshake } from '../ended-handshake.ts';
import { oneCause } from '../one-cause.ts';
import { atStages, portsOf } from '../phrases.ts';
import { endpointRule } from '../rule.ts';

export const connectionClosed = endpointRule('connection-closed', (cases, evidence) => {
  if (cases.every(({ cause }) => cause.stage === 'tls')) return endedHandshake('hangs up', cases, evidence);
  const ended = oneCause('hangs up', cases, evidence);
  if (ended !== null) return ended;
  const when = atStages(...cases.map(({ cause }) => cause.stage));
  const atTheDoor = cases.every(({ cause }) => cause.stage === 'greeting' || cause.stage === 'tls');
  return {
    title: `The server hangs up on ${portsOf(cases.map(({ endpoint }) => endpoint.seen))} ${when}`,
    detail: atTheDoor
      ? 'The connection was made, and closed without a word: a limit on connections, an access filter (TCP wrappers, fail2ban), a proxy with no mail server behind it, or a server that waits for a PROXY header.'
      : `The server closed the connection ${when}, where a reply was due: its process crashed, a filter cut in, or a proxy on the way gave up.`,
    fix: "The server's administrator finds the reason in the mail log at this minute, under this client's address. From another network one can tell whether it is about this address.",
    owner: 'server',
  };
});
