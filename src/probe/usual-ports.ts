// Where a port asked for by name takes no connection: the usual ports of the protocol beside it, so that the report can say
// what works. One connect each, and the ladder where one answers and no login is at stake. Judges nothing.
import type { AddressObservation, EndpointObservation } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { defaultPorts, knownPort } from '../model/protocol.ts';
import type { Semaphore } from '../net/semaphore.ts';
import { LIMITS } from '../request/limits.ts';
import { connectResults, testConnect } from './connect-test.ts';
import type { ProbeContext } from './context.ts';
import { probeEndpoint } from './endpoint.ts';
import type { EndpointSpec } from './recorder.ts';

export interface SeenBeside {
  /** Where no login is at stake, or the settings of an application are; else empty. None of them logs in. */
  readonly ladders: readonly EndpointObservation[];
  /** By address: which of the ports take connections. */
  readonly ports: ReadonlyMap<string, AddressObservation['ports']>;
}

/** It was tried, and came to no connection. */
const tookNoConnection = ({ failure }: EndpointObservation): boolean =>
  failure !== null && failure.stage === 'connect' && (failure.kind === 'system' || failure.kind === 'timeout');

/** Empty where no port was named, all of them took the connection, something works, or a proxy stands between. */
export function usualPortsBeside(plan: Plan, seen: readonly EndpointObservation[]): EndpointSpec[] {
  if (!plan.portsNamed || plan.proxy !== null) return [];
  // Whoever has the settings of an application in hand wants to know what to write in their place, whatever is wrong with them.
  const isReplaceable = plan.application ? plan.modes.includes('plain') || seen.every(({ failure }) => failure !== null) : false;
  if (!isReplaceable && seen.some(({ failure }) => failure === null)) return [];
  const places = isReplaceable ? seen : seen.filter(tookNoConnection);
  const addresses = [...new Map(places.map(({ address, family }) => [address, { address, family }])).values()];
  return addresses.flatMap((one) =>
    [
      ...defaultPorts(plan.protocol).filter((port) => !plan.ports.includes(port)),
      ...(plan.modes.includes('plain') && isReplaceable ? plan.ports : []),
    ].flatMap((port) => {
      // Beside a port without TLS its own STARTTLS as well.
      const mode = plan.ports.includes(port) ? 'starttls' : knownPort(port)?.mode;
      return mode === undefined ? [] : [{ ...one, protocol: plan.protocol, port, mode }];
    }),
  );
}

/** A look aside takes no login, waits for nobody long, and explains no failure of its own. */
function asideContext(context: ProbeContext): ProbeContext {
  const { plan } = context;
  const briefly = (ms: number): number => Math.min(ms, LIMITS.explainFailureMs);
  const { connectMs, greetingMs, commandMs } = plan.timeouts;
  const timeouts = {
    ...plan.timeouts,
    connectMs: briefly(connectMs),
    greetingMs: briefly(greetingMs),
    commandMs: briefly(commandMs),
  };
  return { ...context, plan: { ...plan, timeouts }, logins: null, onSilence: () => {} };
}

/** What the usual ports beside those asked for do, after `seen`. */
export async function lookBeside(
  seen: readonly EndpointObservation[],
  context: ProbeContext,
  connections: Semaphore,
): Promise<SeenBeside> {
  const specs = context.deadline.isOver ? [] : usualPortsBeside(context.plan, seen);
  const addresses = [...new Map(specs.map(({ address, family }) => [address, { address, family }])).values()];
  const aside = asideContext(context);
  // What is to be written into an application's file in place of what it has must have been seen to work, TLS and all.
  if (context.logins === null || context.plan.application) {
    const ladders = await Promise.all(specs.map((spec) => connections.use(() => probeEndpoint(spec, aside))));
    const portsOf = (address: string) => connectResults(ladders.filter((one) => one.address === address));
    return { ladders, ports: new Map(addresses.map(({ address }) => [address, portsOf(address)])) };
  }
  const plan = { ...aside.plan, ports: [...new Set(specs.map(({ port }) => port))] };
  const tested = await Promise.all(addresses.map((one) => testConnect(one, { ...aside, plan }, connections)));
  return { ladders: [], ports: new Map(tested.map((one) => [one.address, one.ports])) };
}
