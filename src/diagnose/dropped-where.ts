// Where on the way a port is dropped, as far as traces to it and to a port that answers tell: sentences that the rules about
// silent ports share, and the report draws the traces with. Pure.
import type { Owner } from '../model/finding.ts';
import { isPrivateAddress } from '../model/private-address.ts';
import type { PortTrace, RouteTraceObservation, TraceHop } from '../model/route-trace.ts';
import type { Evidence } from './evidence.ts';
import type { Cases } from './rule.ts';

export type DroppedPlace = 'this-machine' | 'own-network' | 'provider-edge' | 'on-the-way' | 'server-edge';

export interface DroppedWhere {
  /** The dropped port that it is about. */
  readonly port: number;
  /** Null: the traces do not tell. */
  readonly place: DroppedPlace | null;
  /** A sentence or two: how far it gets, and what follows. */
  readonly sentence: string;
  /** One line a trace. */
  readonly evidence: readonly string[];
}

interface Answered extends TraceHop {
  readonly address: string;
}
const isAnswered = (hop: TraceHop): hop is Answered => hop.address !== null;

/** Of one's own network: private, but not of the range that providers translate their customers to (RFC 6598). */
const isOwn = (address: string): boolean =>
  isPrivateAddress(address) && !/^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./.test(address);

const hopText = ({ ttl, address }: Answered): string => `hop ${ttl} (${address})`;

function evidenceLine({ port, hops, end }: PortTrace): string {
  const last = hops.filter(isAnswered).at(-1);
  const what = `trace to port ${port}: `;
  if (end === 'not-sent') return `${what}this machine refuses to send it`;
  if (last === undefined) return `${what}no hop answers`;
  if (end === 'reached') return `${what}answered by the server, hop ${last.ttl} (${last.address})`;
  if (end === 'rejected') return `${what}${hopText(last)} answers ${last.mark}`;
  return `${what}the last to answer is ${hopText(last)}`;
}

/** What follows from the traces for the first of these ports that was traced; null: there is no trace to it. */
export function droppedWhere(routeTrace: RouteTraceObservation | undefined, ports: readonly number[]): DroppedWhere | null {
  const { traces = [], address } = routeTrace ?? {};
  const dropped = traces.find(({ port, isDropped }) => isDropped && ports.includes(port));
  if (dropped === undefined || !address) return null;
  const answering = traces.find(({ isDropped }) => !isDropped);
  const evidence = [dropped, ...(answering ? [answering] : [])].map(evidenceLine);
  return { port: dropped.port, evidence, ...placeOf(dropped, answering, address) };
}

type Placed = Pick<DroppedWhere, 'place' | 'sentence'>;

function placeOf(dropped: PortTrace, answering: PortTrace | undefined, target: string): Placed {
  const { port, hops, end } = dropped;
  const last = hops.filter(isAnswered).at(-1);
  if (end === 'not-sent')
    return {
      place: 'this-machine',
      sentence: `This machine itself refuses to send to port ${port}: its own firewall (nftables, iptables, pf, a security product) drops it.`,
    };
  if (end === 'reached')
    return {
      place: null,
      sentence: `When it was traced, port ${port} got an answer from the server: it is not dropped every time. Repeat the check; a limit on connections looks like this.`,
    };
  if (end === 'rejected' && last !== undefined) {
    const place = last.address === target ? 'server-edge' : isOwn(last.address) ? 'own-network' : 'on-the-way';
    return {
      place,
      sentence: `When it was traced, ${hopText(last)} rejected port ${port} (${last.mark}): whoever runs that address blocks it.`,
    };
  }
  const seen = answering?.hops.filter(isAnswered) ?? [];
  return seen.length > 0 && answering ? besideAnswering(port, last, seen, answering, target) : alone(port, last);
}

/** The drop is behind the last hop that answers for the dropped port, and not behind the next one that answers for the other. */
function besideAnswering(
  port: number,
  last: Answered | undefined,
  seen: readonly Answered[],
  answering: PortTrace,
  target: string,
): Placed {
  const lastTtl = last?.ttl ?? 0;
  const next = seen.find(({ ttl }) => ttl > lastTtl);
  const gets = last === undefined ? `No hop answers for port ${port}` : `Port ${port} gets as far as ${hopText(last)}`;
  if (next === undefined)
    return {
      place: null,
      sentence: `${gets}, which is as far as port ${answering.port} is seen to get, too: what drops it stands near the server, or is the server's own firewall.`,
    };
  const other = `port ${answering.port} on to ${next.address === target ? `the server, hop ${next.ttl}` : hopText(next)}`;
  const isGap = next.ttl - lastTtl > 1;
  const silent = isGap ? ` (hops between them answer for neither)` : '';
  const is = (place: DroppedPlace | null, follows: string): Placed => ({
    place,
    sentence: `${gets}, ${other}${silent}: ${follows}`,
  });
  if (next.address === target) {
    if (last === undefined && isGap) return is(null, 'the traces do not tell where on the way it is dropped.');
    if (isGap)
      return is(
        null,
        `it is dropped behind ${last ? hopText(last) : 'this machine'}, and the traces do not tell how near to the server.`,
      );
    if (last !== undefined)
      return is('server-edge', "it is dropped at the server's: by the router in front of it, or by its own firewall.");
  }
  if (isOwn(next.address) || (last === undefined && next.address === target))
    return is(
      'own-network',
      `it is dropped in your own network${last === undefined ? ', by this machine or its first router' : ''}.`,
    );
  const isEdge = last === undefined || seen.every(({ ttl, address }) => ttl >= lastTtl || isOwn(address));
  if (isEdge)
    return is(
      'provider-edge',
      last === undefined || isOwn(last.address)
        ? "it is dropped at the edge of your network: by your router's firewall, or by your provider behind it."
        : "it is dropped at your provider's edge.",
    );
  return is(
    'on-the-way',
    `it is dropped between the two, far from both ends: whoever runs these addresses (\`whois ${next.address}\`) can say why.`,
  );
}

/** Nothing to hold it against: a silent hop and a drop look the same. */
function alone(port: number, last: Answered | undefined): Placed {
  if (last === undefined)
    return {
      place: null,
      sentence: `A trace to port ${port} has no answer from any hop, and no port answers to hold it against.`,
    };
  const left = isOwn(last.address) ? 'it is not seen to leave your own network' : 'it leaves your own network';
  return {
    place: null,
    sentence: `Port ${port} gets as far as ${hopText(last)}: ${left}. No port of that address answers, so the traces do not tell whether a hop drops it or the host is down.`,
  };
}

/** The same for the ports of a finding, with who must act by it and what; null where nothing was traced. */
export function tracedDrop(cases: Cases, { plan, observations }: Evidence): TracedDrop | null {
  const where = droppedWhere(
    observations.routeTrace,
    cases.map(({ endpoint }) => endpoint.seen.port),
  );
  if (where === null) return null;
  const { place, port } = where;
  if (place === 'this-machine')
    return { ...where, owner: 'you', fix: `Allow outbound TCP to port ${port} in the firewall of this machine.` };
  if (place === 'server-edge')
    return { ...where, owner: 'server', fix: `Ask the administrator of ${plan.host} whether the firewall lets port ${port} in.` };
  return { ...where, owner: 'network', fix: null };
}

export interface TracedDrop extends DroppedWhere {
  readonly owner: Owner;
  /** Who must act is known, and this is what they must do; null: as without a trace. */
  readonly fix: string | null;
}
