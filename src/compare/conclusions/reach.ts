// What a pair proves of the way to the host: a port, or all of it, that answers in one run and not in the other, at the same
// address.
import { listed } from '../../report/wording.ts';
import { type PortFact, portFacts } from '../aspects/ports.ts';
import { isSameTime, type Pairing } from '../pairing.ts';
import { alsoServer, type ConclusionRule, isLater } from './conclusion.ts';

const SILENT: readonly PortFact['a'][] = ['timeout', 'unreachable'];

interface Reach {
  /** At addresses that both runs know. */
  readonly silent: readonly PortFact[];
  readonly refused: readonly PortFact[];
  /** Some port of a shared address answered or refused here. */
  readonly isHostUp: boolean;
  /** One takes connections here. */
  readonly isOpen: boolean;
}

function reachOf(pairing: Pairing): Reach {
  const facts = portFacts(pairing).filter(({ address }) => address !== null);
  const lost = facts.filter(({ a, b }) => b === 'open' && a !== 'open');
  return {
    silent: lost.filter(({ a }) => SILENT.includes(a)),
    refused: lost.filter(({ a }) => a === 'refused'),
    isHostUp: facts.some(({ a }) => a === 'open' || a === 'refused'),
    isOpen: facts.some(({ a }) => a === 'open'),
  };
}

const portsText = (facts: readonly PortFact[]): string => {
  const ports = [...new Set(facts.map(({ port }) => port))];
  return `${ports.length === 1 ? 'port' : 'ports'} ${listed(ports)}`;
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const STATE: Readonly<Record<PortFact['a'], string>> = {
  open: 'answers',
  refused: 'refused',
  timeout: 'no answer',
  unreachable: 'unreachable',
};

const evidenceOf = ({ a, b }: Pairing, facts: readonly PortFact[]): string[] =>
  facts.map((fact) => `${fact.address}:${fact.port}: ${STATE[fact.a]} at ${a.label}, ${STATE[fact.b]} at ${b.label}`);

export const hostBlocked: ConclusionRule = {
  of: 'one',
  find(pairing) {
    const { silent, isHostUp } = reachOf(pairing);
    if (silent.length === 0 || isHostUp) return null;
    const { a, b } = pairing;
    const { host } = a.report.target;
    return {
      id: 'host-blocked',
      severity: 'error',
      title: `${host} answers at ${b.label}, and nothing of it does at ${a.label}`,
      detail: `The same address takes connections from ${b.label}. At ${a.label} something on the way drops them all: a firewall or route there, or a block of that network's address at the server.${alsoServer(pairing)}`,
      evidence: evidenceOf(pairing, silent),
      fix: `At ${a.label}, let ${portsText(silent)} of ${host} through the firewall and trace the way (\`traceroute -T -p ${silent[0]?.port} ${host}\`). Where that is in order, whoever runs ${host} looks for a block of the network's public address.`,
      owner: 'network',
    };
  },
};

export const portBlocked: ConclusionRule = {
  of: 'one',
  find(pairing) {
    const { silent, refused, isHostUp, isOpen } = reachOf(pairing);
    // A port that is refused in the same hour, at the address that takes it from elsewhere, is refused on the way or to us.
    const lost = isSameTime(pairing) ? [...silent, ...refused] : silent;
    if (lost.length === 0 || !isHostUp) return null;
    const { a, b } = pairing;
    const { host } = a.report.target;
    const ports = portsText(lost);
    const isRelay = lost.some(({ port }) => port === 25);
    // Clients hand in on the other ports; 25 is for servers.
    const isRelayAlone = lost.every(({ port }) => port === 25);
    return {
      id: 'port-blocked',
      severity: isRelayAlone ? 'warning' : 'error',
      title: `${capital(ports)} of ${host} ${lost.length > 1 ? 'are' : 'is'} blocked on the way at ${a.label}`,
      detail: `The same address answers on ${ports} at ${b.label}, and at ${a.label} ${isOpen ? 'on other ports only' : 'it refuses'}: a filter on the way, or one at the server that goes by where a client comes from.${alsoServer(pairing)}`,
      evidence: evidenceOf(pairing, lost),
      fix: `At ${a.label}, let outgoing ${ports} through the firewall${isRelay ? '; many providers drop port 25 for their customers: ask them, or send by 587 or 465' : ''}.${isOpen ? ' Until then use a port that answers there.' : ''}`,
      owner: 'network',
    };
  },
};

export const portClosed: ConclusionRule = {
  of: 'one',
  find(pairing) {
    const { refused } = reachOf(pairing);
    if (refused.length === 0 || isSameTime(pairing)) return null;
    const { a, b } = pairing;
    const ports = portsText(refused);
    return {
      id: 'port-closed',
      severity: 'error',
      title: `${capital(ports)} ${refused.length > 1 ? 'answer' : 'answers'} at ${b.label}, and ${refused.length > 1 ? 'are' : 'is'} refused at ${a.label}`,
      detail: isLater(pairing)
        ? 'The service on it has been stopped or moved since, or a firewall that rejects has been put before it.'
        : 'The service on it was not running then, or a firewall that rejects stood before it.',
      evidence: evidenceOf(pairing, refused),
      fix: isLater(pairing)
        ? `Whoever runs the host looks whether the service still listens on ${ports} (\`ss -ltnp\`).`
        : `Nothing to do if it answers now; else look whether the service listens on ${ports} (\`ss -ltnp\`).`,
      owner: 'server',
    };
  },
};
