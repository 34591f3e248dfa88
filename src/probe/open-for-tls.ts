// Once more to an endpoint whose ladder was climbed, up to where TLS begins: for connections that only look at its TLS.
import type { Duplex } from 'node:stream';
import type { EndpointObservation } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import { Channel } from '../net/channel.ts';
import { LIMITS } from '../request/limits.ts';
import type { ProbeContext } from './context.ts';
import { EndpointRecorder } from './recorder.ts';
import { openConnection } from './stages/connect.ts';
import { openSession } from './stages/session.ts';

/** A stream on which TLS comes next: at once, or after the talk that leads to STARTTLS. */
export async function openForTls(
  endpoint: EndpointObservation,
  context: ProbeContext,
  injected?: string,
): Promise<Outcome<Duplex>> {
  const { protocol, address, family, port, mode } = endpoint;
  const recorder = new EndpointRecorder({ protocol, address, family, port, mode }, context.deadline, context.redactor, false);
  const stream = await openConnection(recorder, context);
  if (!stream) return { ok: false, failure: recorder.failure ?? { kind: 'not-tried', stage: 'connect', reason: 'deadline' } };
  if (mode === 'tls') return { ok: true, value: stream };
  const channel = new Channel(stream, context.deadline, recorder.transcript, LIMITS.maxLineBytes, LIMITS.maxReplyBytes);
  const session = openSession(channel, recorder, context);
  const greeted = await session.greet();
  const identified = greeted.ok ? await session.identify() : greeted;
  const requested = identified.ok ? await session.requestTls(injected) : identified;
  if (!requested.ok) {
    channel.destroy();
    return requested;
  }
  return { ok: true, value: channel.detach().stream };
}
