// `--trace`: how far a SYN to a dropped port gets, beside one to a port of the same address that answers. Runs the system's own
// program for it (net/trace-tools.ts) after all else is done, and never unless asked. Judges nothing. Loaded when needed.
import type { AddressObservation, EndpointObservation } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { knownPort } from '../model/protocol.ts';
import type { PortTrace, RouteTraceObservation, UntracedReason } from '../model/route-trace.ts';
import { type CommandResult, runCommand } from '../net/bounded-command.ts';
import type { Deadline } from '../net/deadline.ts';
import { findTraceTools, THIS_SYSTEM, type TraceQuestion, type TraceSystem, traceByHand } from '../net/trace-tools.ts';
import { LIMITS } from '../request/limits.ts';

export interface TracedPorts {
  readonly address: string;
  readonly dropped: readonly number[];
  /** Answers, be it by a refusal; null: none does. */
  readonly answering: number | null;
}

const isSilentConnect = ({ failure }: EndpointObservation): boolean =>
  failure?.stage === 'connect' &&
  (failure.kind === 'timeout' || (failure.kind === 'system' && failure.systemCode === 'ETIMEDOUT'));

/** Of one address, where a port that answers is, if any: at most two that were dropped. Null: none was. */
export function portsToTrace(
  endpoints: readonly EndpointObservation[],
  addresses: readonly AddressObservation[],
): TracedPorts | null {
  const silent = endpoints.filter(isSilentConnect);
  const candidates = [...new Set(silent.map(({ address }) => address))].map((address): TracedPorts => {
    const dropped = [...new Set(silent.filter((one) => one.address === address).map(({ port }) => port))];
    const ports = Object.entries(addresses.find((one) => one.address === address)?.ports ?? {});
    const that = (result: string): number[] => ports.flatMap(([port, seen]) => (seen === result ? [Number(port)] : []));
    const answering = [...forClientsFirst(that('open')), ...that('refused')].find((port) => !dropped.includes(port));
    return { address, dropped: dropped.slice(0, MAX_DROPPED), answering: answering ?? null };
  });
  return candidates.find(({ answering }) => answering !== null) ?? candidates[0] ?? null;
}

const MAX_DROPPED = 2;
const forClientsFirst = (ports: readonly number[]): number[] =>
  [...ports].sort((a, b) => Number(knownPort(b)?.use === 'client') - Number(knownPort(a)?.use === 'client'));

const NOT_PERMITTED = /privilege|not permitted|permission denied|must be root|superuser|open (?:IPv[46] )?sockets/i;

const without = (untraced: UntracedReason, address: string | null, command: string | null): RouteTraceObservation => ({
  address,
  tool: null,
  traces: [],
  untraced,
  command,
});

const timeLeft = (deadline: Deadline): number =>
  Math.max(0, Math.min(LIMITS.traceMs, deadline.isOver ? 0 : deadline.remainingMs() - LIMITS.reserveMs));

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

/** Never rejects for what a program does. */
export async function observeRoute(
  plan: Pick<Plan, 'bindAddress' | 'proxy'>,
  endpoints: readonly EndpointObservation[],
  addresses: readonly AddressObservation[],
  deadline: Deadline,
  system: TraceSystem = THIS_SYSTEM,
): Promise<RouteTraceObservation> {
  if (plan.proxy !== null) return without('proxy', null, null);
  const ports = portsToTrace(endpoints, addresses);
  if (ports === null) return without('nothing-dropped', null, null);
  const { address, dropped, answering } = ports;
  const ask = (port: number): TraceQuestion => ({ address, port, from: plan.bindAddress, maxHops: LIMITS.traceHops });
  const command = traceByHand(ask(dropped[0] ?? 25), system);
  const asked = [...dropped, ...(answering === null ? [] : [answering])];
  let untraced: UntracedReason = 'no-tool';
  for (const tool of findTraceTools(address, system)) {
    if (timeLeft(deadline) <= 0) return without('no-time', address, command);
    const run = (port: number): Promise<CommandResult> =>
      runCommand(tool.path, tool.args(ask(port)), { limitMs: timeLeft(deadline), maxBytes: LIMITS.traceBytes }, deadline);
    // At once, if that may be: side by side is fair at one time alone.
    const results = tool.isAlone ? await inTurn(asked, run) : await Promise.all(asked.map(run));
    const traces = results.map(({ stdout, stderr, isCut }, at): PortTrace => {
      const { hops, end } = tool.read(stdout, stderr, address);
      const port = asked[at] ?? 0;
      return { port, isDropped: dropped.includes(port), hops, end: isCut && end === 'silent' ? 'cut' : end };
    });
    if (traces.some(({ hops, end }) => hops.length > 0 || end === 'not-sent'))
      return { address, tool: tool.program, traces, untraced: null, command: null };
    // Where one program may not, or is another one under that name, the next may.
    const isBarred = results.some(({ stderr }) => NOT_PERMITTED.test(stderr));
    if (isBarred) untraced = 'not-permitted';
    else if (untraced === 'no-tool') untraced = results.every(({ isCut }) => isCut) ? 'no-time' : 'failed';
  }
  return without(untraced, address, command);
}
