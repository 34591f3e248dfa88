// Opens the talk of the plan's protocol over a connection: the name to give in EHLO, and how long each answer may take.
import type { Channel } from '../../net/channel.ts';
import type { Session } from '../../protocols/protocol.ts';
import { LIMITS } from '../../request/limits.ts';
import { clientNameOf } from '../client-name.ts';
import { lineProtocolOf, type ProbeContext } from '../context.ts';
import type { EndpointRecorder } from '../recorder.ts';

export function openSession(channel: Channel, recorder: EndpointRecorder, context: ProbeContext): Session {
  const { plan, redactor } = context;
  const { greetingMs, commandMs, authMs } = plan.timeouts;
  const clientName = clientNameOf(recorder, plan);
  return lineProtocolOf(context).open(channel, {
    clientName,
    greetingMs,
    commandMs,
    authMs,
    maxReplyLines: LIMITS.maxReplyLines,
    redactor,
  });
}
