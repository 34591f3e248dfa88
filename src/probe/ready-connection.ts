// One connection more to an endpoint whose ladder was climbed, up to where a client would log in or send: for what is done
// with connections that stand. Never logs in, and judges nothing.
import type { Failure, Outcome } from '../model/outcome.ts';
import type { Stage } from '../model/protocol.ts';
import { Channel } from '../net/channel.ts';
import type { Session } from '../protocols/protocol.ts';
import { LIMITS } from '../request/limits.ts';
import type { ProbeContext } from './context.ts';
import { interruption } from './interruption.ts';
import { EndpointRecorder, type EndpointSpec } from './recorder.ts';
import { openConnection } from './stages/connect.ts';
import { openSession } from './stages/session.ts';
import { upgradeToTls } from './stages/starttls.ts';
import { secureStream } from './stages/tls.ts';

export interface ReadyConnection {
  readonly session: Session;
  /** As `performance.now()` has it. */
  readonly readyAtMs: number;
  /** QUIT or LOGOUT, and the end. */
  close(): void;
}

/** `onStage`: told of each stage that begins, and null in its end. */
export async function openReadyConnection(
  { protocol, address, family, port, mode }: EndpointSpec,
  context: ProbeContext,
  onStage: (stage: Stage | null) => void = () => {},
): Promise<Outcome<ReadyConnection>> {
  const spec = { protocol, address, family, port, mode };
  const recorder = new EndpointRecorder(spec, context.deadline, context.redactor, false, onStage);
  const stream = await openConnection(recorder, context);
  if (!stream) return { ok: false, failure: failureOf(recorder, context) };
  const secured = mode === 'tls' ? await secureStream(recorder, context, stream) : null;
  if (recorder.failure) {
    stream.destroy();
    return { ok: false, failure: recorder.failure };
  }
  const { maxLineBytes, maxReplyBytes } = LIMITS;
  const channel = new Channel(secured?.socket ?? stream, context.deadline, recorder.transcript, maxLineBytes, maxReplyBytes);
  const stopListening = context.deadline.onOver(() => channel.abort(interruption(context.deadline, channel.stage)));
  const session = openSession(channel, recorder, context);
  const failure = await climb(recorder, context, channel, session);
  if (failure) {
    stopListening();
    // Who was refused in words is expected to go; who said it may wait for it.
    if (failure.kind === 'reply') session.quit();
    else channel.destroy();
    return { ok: false, failure };
  }
  const close = (): void => {
    stopListening();
    session.quit();
  };
  return { ok: true, value: { session, readyAtMs: performance.now(), close } };
}

/** Null: the endpoint is as ready as its mode has it. */
async function climb(
  recorder: EndpointRecorder,
  context: ProbeContext,
  channel: Channel,
  session: Session,
): Promise<Failure | null> {
  const greeted = await recorder.step('greeting', () => session.greet());
  if (!greeted.ok) return greeted.failure;
  recorder.greeting = greeted.value;
  const { mode } = recorder.spec;
  const identified = await recorder.step('ehlo', () => session.identify());
  if (!identified.ok) return identified.failure;
  if (mode !== 'starttls') return null;
  recorder.plaintext = identified.value;
  return (await upgradeToTls(recorder, context, channel, session)) ? null : failureOf(recorder, context);
}

const failureOf = ({ failure, stage }: EndpointRecorder, { deadline }: ProbeContext): Failure =>
  failure ?? interruption(deadline, stage);
