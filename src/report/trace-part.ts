// The traces of `--trace` as the report gives them, and as a table of hops that every format draws: a row a hop, a column a
// port. Pure; knows no format.
import { droppedWhere } from '../diagnose/dropped-where.ts';
import type { Report, ReportTrace } from '../model/report.ts';
import type { PortTrace, RouteTraceObservation, TraceHop, UntracedReason } from '../model/route-trace.ts';

export function reportTrace(routeTrace: RouteTraceObservation): ReportTrace {
  const dropped = routeTrace.traces.filter(({ isDropped }) => isDropped).map(({ port }) => port);
  const where = droppedWhere(routeTrace, dropped);
  return { ...routeTrace, follows: where && { port: where.port, place: where.place, sentence: where.sentence } };
}

export interface TraceTable {
  /** `port 25 (dropped)`; behind the column of hops. */
  readonly heads: readonly string[];
  /** The first cell is the hop: `3`, or `4 and on`. */
  readonly rows: readonly (readonly string[])[];
}

const UNTRACED: Readonly<Record<UntracedReason, string>> = {
  'nothing-dropped': 'Nothing was traced: every port gave an answer.',
  proxy: 'Nothing was traced: the connections go through a proxy, and only the way to the proxy would be seen.',
  'no-tool':
    'Nothing was traced: this system has no program that traces TCP to such an address (the tracert and pathping of Windows send ICMP alone).',
  'not-permitted': 'Nothing was traced: this system lets only root trace TCP.',
  failed: 'Nothing was traced: the traceroute of this system cannot trace TCP.',
  'no-time': 'Nothing was traced: the time of the check was up before there was an answer.',
};

/** What follows, or why there is no trace, with the command to run by hand in backticks. */
export function traceSentence({ follows, untraced, command }: ReportTrace): string {
  if (follows) return follows.sentence;
  const by = command === null ? '' : ` By hand, on this machine or another one of its network: \`${command}\``;
  return `${UNTRACED[untraced ?? 'failed']}${by}`;
}

/** Null: there is no trace. Hops that nothing answers behind the last answer of all are one row. */
export function traceTable({ trace }: Report): TraceTable | null {
  if (trace === undefined || trace.traces.length === 0) return null;
  const { traces, address } = trace;
  const lastTtl = Math.max(0, ...traces.flatMap(({ hops }) => hops.filter((hop) => hop.address !== null).map(({ ttl }) => ttl)));
  const isOpen = traces.some(({ hops }) => hops.some(({ ttl }) => ttl > lastTtl));
  const ttls = Array.from({ length: lastTtl }, (_, at) => at + 1);
  const cellAt = (one: PortTrace, ttl: number): string =>
    cell(
      one,
      one.hops.find((hop) => hop.ttl === ttl),
      address,
    );
  return {
    heads: traces.map(({ port, isDropped }) => `port ${port}${isDropped ? ' (dropped)' : ''}`),
    rows: [
      ...ttls.map((ttl) => [String(ttl), ...traces.map((one) => cellAt(one, ttl))]),
      ...(isOpen || lastTtl === 0
        ? [[lastTtl === 0 ? '1 and on' : `${lastTtl + 1} and on`, ...traces.map((one) => cellAt(one, lastTtl + 1))]]
        : []),
    ],
  };
}

function cell({ end, hops }: PortTrace, hop: TraceHop | undefined, target: string | null): string {
  if (end === 'not-sent') return 'not sent by this machine';
  if (hop === undefined) return end === 'cut' && hops.length === 0 ? 'time was up' : '';
  if (hop.address === null) return '*';
  return `${hop.address}${hop.address === target ? ' (the server)' : ''}${hop.mark === undefined ? '' : ` ${hop.mark}`}`;
}
