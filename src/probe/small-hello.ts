// Handshakes that had no answer to a ClientHello too large for one segment, made once more with a small one: some servers read
// no further than the first segment, and some devices on the way drop the second (https://tldr.fail). One connection each, one
// after the other on an address. Loaded only where that has happened; what it means is a rule's to say.
import type { EndpointObservation } from '../model/observation.ts';
import type { Semaphore } from '../net/semaphore.ts';
import { makeClassicalContext } from '../net/tls.ts';
import { LIMITS } from '../request/limits.ts';
import type { ProbeContext } from './context.ts';
import { probeEndpoint, skippedEndpoint } from './endpoint.ts';
import { type EndpointSpec, idOf } from './recorder.ts';

/** Puts into `results` what works with a small ClientHello; what does not work either stays as it was. */
export async function repeatWithSmallHello(
  specs: readonly EndpointSpec[],
  results: Map<string, EndpointObservation>,
  context: ProbeContext,
  connections: Semaphore,
): Promise<void> {
  const addresses = [...new Set(specs.map(({ address }) => address))];
  const small: ProbeContext = {
    ...context,
    secureContext: makeClassicalContext(context.plan.tls),
    handshakeMs: LIMITS.explainFailureMs,
  };
  const repeatOn = async (address: string): Promise<void> => {
    const own = specs.filter((spec) => spec.address === address);
    for (const spec of own) await repeat(spec, results, small, connections);
    for (const spec of own) settleByHandshake(spec, results, context);
  };
  await Promise.all(addresses.map(repeatOn));
}

async function repeat(
  spec: EndpointSpec,
  results: Map<string, EndpointObservation>,
  context: ProbeContext,
  connections: Semaphore,
): Promise<void> {
  const failure = results.get(idOf(spec))?.failure ?? null;
  if (failure === null || !('helloBytes' in failure) || context.deadline.isOver) return;
  const again = await connections.use(() => probeEndpoint(spec, context));
  if (again.tls !== null) results.set(idOf(spec), { ...again, largeHelloFailure: failure });
}

/** A port that had kept silent in the clear, and is known by now to speak TLS from the first byte. */
function settleByHandshake(spec: EndpointSpec, results: Map<string, EndpointObservation>, context: ProbeContext): void {
  const failure = results.get(idOf(spec))?.failure;
  if (spec.mode !== 'starttls' || failure?.stage !== 'greeting' || failure.kind === 'reply') return;
  const settled = context.settling.settledByHandshake(spec);
  if (settled) results.set(idOf(spec), skippedEndpoint(spec, context, settled));
}
