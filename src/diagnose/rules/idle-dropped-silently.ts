// An idle connection was lost on the way and nobody was told, while one in use went on (`--hold`).
import { type JudgedHold, judgeHeld } from '../held.ts';
import { duration, portsOf } from '../phrases.ts';
import { atLeast, idleAdvice, span } from '../pool-values.ts';
import { isSome, type Rule } from '../rule.ts';

export const idleDroppedSilently: Rule = {
  id: 'idle-dropped-silently',
  find(evidence) {
    const gone = judgeHeld(evidence).filter(({ verdict }) => verdict === 'gone');
    if (!isSome(gone)) return [];
    const fromMs = Math.min(...gone.map(({ survivedMs }) => survivedMs));
    const toMs = Math.max(...gone.map(({ seen }) => seen.end?.silentMs ?? 0));
    const isReset = gone.every(({ seen }) => seen.end?.how === 'reset');
    const ports = portsOf(gone.map(({ endpoint }) => endpoint.seen));
    const when = fromMs === 0 ? `within ${span(toMs)}` : `after ${atLeast(fromMs)} to ${span(toMs)}`;
    const { protocol, timeouts, proxy } = evidence.plan;
    const answer = isReset ? 'was answered with a reset' : `had no answer in ${duration(timeouts.commandMs)}`;
    const through = proxy === null ? '' : ' The proxy is on that way.';
    return [
      {
        severity: 'warning',
        title: `Idle connections on ${ports} are dropped on the way without a word, ${when}`,
        detail: `The first command after the silence ${answer}, and no end of the connection had come; at that moment a second connection to the same port, kept in use, was answered. So a NAT, a firewall or a load balancer forgets connections that are silent. A client that takes such a connection from its pool sends into the void: all goes well while mail flows, and fails after a pause.${through}`,
        evidence: gone.map(lineOf),
        fix: `${idleAdvice(fromMs, protocol)} On the way: whoever runs the NAT, firewall or load balancer raises its idle timeout for established TCP connections above that of the server (a NAT owes them 2 h 4 min), or lets it reset both sides.`,
        owner: 'network',
        endpoints: gone.map(({ endpoint }) => endpoint.id),
        reference: 'RFC 5382 §5',
      },
    ];
  },
};

function lineOf({ endpoint, seen: { end }, survivedMs }: JudgedHold): string {
  const stood = survivedMs === 0 ? '' : `answered after ${atLeast(survivedMs)} of silence; `;
  const answer = end?.how === 'reset' ? `reset (${end.systemCode ?? 'RST'})` : 'no answer';
  return `${endpoint.id}: ${stood}after ${span(end?.silentMs ?? 0)} ${answer}; one in use answered`;
}
