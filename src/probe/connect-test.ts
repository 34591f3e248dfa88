// Whether a port takes connections: asked of the addresses that get no full ladder, and read off the ladders of those
// that do. Says nothing on the connection.
import type { AddressObservation, ConnectResult, EndpointObservation } from '../model/observation.ts';
import type { Failure } from '../model/outcome.ts';
import type { Family } from '../model/protocol.ts';
import type { Semaphore } from '../net/semaphore.ts';
import { connectTcp } from '../net/tcp.ts';
import type { ProbeContext } from './context.ts';

type Address = Pick<AddressObservation, 'address'> & { readonly family: Family };

/** Connects to each port of the plan and closes at once. Behind a proxy nothing is tried. */
export async function testConnect(one: Address, context: ProbeContext, connections: Semaphore): Promise<AddressObservation> {
  const results = await Promise.all(
    context.plan.ports.map((port) =>
      connections.use(async (): Promise<[string, ConnectResult]> => [String(port), await connect(one, port, context)]),
    ),
  );
  return { ...one, ports: Object.fromEntries(results) };
}

async function connect(
  { address, family }: Address,
  port: number,
  { plan, settling, deadline }: ProbeContext,
): Promise<ConnectResult> {
  if (plan.proxy || deadline.isOver) return 'untried';
  const place = { address, port };
  const startedAt = performance.now();
  const { stop, ...wait } = settling.connectWait(place);
  const { bindAddress, timeouts } = plan;
  const outcome = await connectTcp({ ...place, family, bindAddress, limitMs: timeouts.connectMs, ...wait }, deadline);
  stop();
  settling.connectEnded(place, outcome.ok ? null : outcome.failure, performance.now() - startedAt);
  if (!outcome.ok) return connectResult(outcome.failure);
  outcome.value.destroy();
  return 'open';
}

function connectResult(failure: Failure): ConnectResult {
  if (failure.kind === 'timeout') return 'timeout';
  if (failure.kind !== 'system') return 'untried';
  if (failure.systemCode === 'ECONNREFUSED') return 'refused';
  return failure.systemCode === 'ETIMEDOUT' ? 'timeout' : 'unreachable';
}

export const untried = (ports: readonly number[]): Record<string, ConnectResult> =>
  Object.fromEntries(ports.map((port) => [String(port), 'untried']));

/** Of each port whether it took a connection, whatever came after. */
export function connectResults(endpoints: readonly EndpointObservation[]): Record<string, ConnectResult> {
  const results: Record<string, ConnectResult> = {};
  for (const { port, failure } of endpoints) {
    if (results[port] === undefined || results[port] === 'untried') results[port] = resultOf(failure);
  }
  return results;
}

function resultOf(failure: Failure | null): ConnectResult {
  if (failure?.kind === 'proxy' || failure?.stage === 'proxy') return 'untried';
  if (failure?.stage !== 'connect') return 'open';
  return failure.kind === 'not-tried' ? 'untried' : connectResult(failure);
}
