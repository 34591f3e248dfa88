// The connect stage: TCP to the port, or through a proxy where there is one. Knows nothing of what is said over it.
import type { Duplex } from 'node:stream';
import { connectTcp } from '../../net/tcp.ts';
import type { ProbeContext } from '../context.ts';
import { interruption } from '../interruption.ts';
import type { EndpointRecorder } from '../recorder.ts';

/** The stream to the mail server. Null: there is none, and `recorder.failure` says why. */
export async function openConnection(recorder: EndpointRecorder, context: ProbeContext): Promise<Duplex | null> {
  const { plan, deadline, settling } = context;
  if (plan.proxy) {
    const { reachThroughProxy } = await import('../through-proxy.ts');
    return reachThroughProxy(recorder, context, plan.proxy);
  }
  const { address, port, family } = recorder.spec;
  const startedAt = performance.now();
  const { stop, ...wait } = settling.connectWait(recorder.spec);
  const request = { address, port, family, bindAddress: plan.bindAddress, limitMs: plan.timeouts.connectMs, ...wait };
  const outcome = await recorder.step('connect', () => connectTcp(request, deadline));
  stop();
  const tookMs = Math.round((performance.now() - startedAt) * 10) / 10;
  settling.connectEnded(recorder.spec, outcome.ok ? null : outcome.failure, tookMs);
  if (!outcome.ok) {
    if (deadline.isInterrupted) recorder.failure = interruption(deadline, 'connect');
    return null;
  }
  recorder.roundTripMs = tookMs;
  context.onConnected(tookMs);
  recorder.localAddress = outcome.value.localAddress ?? null;
  recorder.transcript.note(`connected to ${address} port ${port} in ${tookMs} ms`);
  return outcome.value;
}
