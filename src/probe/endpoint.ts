// The ladder of one connection: connect, proxy, TLS, greeting, EHLO, STARTTLS, TLS, EHLO, AUTH, QUIT. Climbs as far
// as the server lets it and writes down what it sees. Judges nothing; says what to do about nothing.
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { EndpointObservation } from '../model/observation.ts';
import type { Failure, Outcome } from '../model/outcome.ts';
import { isNullServer, type Stage } from '../model/protocol.ts';
import type { Reply } from '../model/reply.ts';
import { Channel } from '../net/channel.ts';
import { internalFailure } from '../net/failure.ts';
import type { Capabilities, Session } from '../protocols/protocol.ts';
import { LIMITS } from '../request/limits.ts';
import { clientNameOf } from './client-name.ts';
import type { ProbeContext } from './context.ts';
import { interruption } from './interruption.ts';
import { EndpointRecorder, type EndpointSpec, idOf } from './recorder.ts';
import { addressNamed } from './seen-as.ts';
import { openConnection } from './stages/connect.ts';
import { awaitGreeting } from './stages/greeting.ts';
import { logInHere } from './stages/login.ts';
import { openSession } from './stages/session.ts';
import { upgradeToTls } from './stages/starttls.ts';
import { secureStream } from './stages/tls.ts';
import { limitOfStage } from './waits.ts';

/** Never rejects: a fault of our own becomes the failure `internal` of this endpoint, and the others go on. */
export async function probeEndpoint(spec: EndpointSpec, context: ProbeContext): Promise<EndpointObservation> {
  const recorder = recorderOf(spec, context);
  try {
    await runStages(recorder, context);
  } catch (error) {
    recorder.failure ??= internalFailure(error, recorder.stage);
  }
  context.logins?.leave(recorder.id, recorder.plaintext, recorder.underTls, recorder.tls);
  return recorder.observation(ladderOf(spec, context));
}

function recorderOf(spec: EndpointSpec, { deadline, redactor, keepsTranscript, waits, plan }: ProbeContext): EndpointRecorder {
  const id = idOf(spec);
  const onStage = (stage: Stage | null): void => {
    if (stage === null || stage === 'quit') return waits?.end(id);
    const limitMs = limitOfStage(stage, spec.mode, plan.timeouts);
    waits?.begin(id, { port: spec.port, stage, sinceMs: performance.now(), limitMs });
  };
  return new EndpointRecorder(spec, deadline, redactor, keepsTranscript, onStage);
}

/** The observation of an endpoint that needed no connection of its own. */
export function skippedEndpoint(spec: EndpointSpec, context: ProbeContext, failure: Failure): EndpointObservation {
  const recorder = new EndpointRecorder(spec, context.deadline, context.redactor, context.keepsTranscript);
  recorder.failure = failure;
  context.logins?.leave(recorder.id, null, null, null);
  return recorder.observation(ladderOf(spec, context));
}

function ladderOf(spec: EndpointSpec, { plan, logins, protocol }: ProbeContext): Stage[] {
  const proxied: Stage[] = plan.proxy ? ['connect', 'proxy'] : ['connect'];
  const auth: Stage[] = logins ? ['auth'] : [];
  if (protocol === null) return [...proxied, 'tls', 'http', ...auth, 'permission'];
  const talk: Record<EndpointSpec['mode'], Stage[]> = {
    tls: ['tls', 'greeting', 'ehlo'],
    starttls: ['greeting', 'ehlo', 'starttls', 'tls', 'ehlo'],
    plain: ['greeting', 'ehlo'],
  };
  return [...proxied, ...talk[spec.mode], ...auth, 'quit'];
}

async function runStages(recorder: EndpointRecorder, context: ProbeContext): Promise<void> {
  const stream = await openConnection(recorder, context);
  if (!stream) return;
  const secured = recorder.spec.mode === 'tls' ? await secureStream(recorder, context, stream) : null;
  if (recorder.failure) return;
  if (context.protocol === null) {
    const { talkOverHttp } = await import('./stages/http.ts');
    return talkOverHttp(recorder, context, secured?.socket ?? null);
  }
  const channel = openChannel(recorder, context, secured?.socket ?? stream);
  if (secured) recorder.transcript.secured();
  const stopListening = endWithRun(recorder, context, channel);
  const session = openSession(channel, recorder, context);
  try {
    await talk(recorder, context, channel, session, secured?.socket ?? null);
  } finally {
    const end = (): Promise<void> => {
      stopListening();
      return takeLeave(recorder, context, channel, session);
    };
    // The run is over, and an answer that somebody wants to know has not come: this one connection stays for it.
    const late = context.logins?.lateAnswer(recorder.id) ?? null;
    if (late === null) await end();
    else void late.then(end);
  }
}

/** From the greeting to the login. `socket`: of a connection that is under TLS from the first byte. */
async function talk(
  recorder: EndpointRecorder,
  context: ProbeContext,
  channel: Channel,
  session: Session,
  socket: TLSSocket | null,
): Promise<void> {
  const { mode } = recorder.spec;
  if (!(await awaitGreeting(recorder, context, channel, session))) return;
  const first = await recorder.step('ehlo', () => identify(recorder, session));
  if (!first.ok) return;
  recorder.ehloRefusal = first.value.refusal;
  noteAddress(recorder, first.value, context);
  const upgraded = mode === 'starttls' ? await upgradeToTls(recorder, context, channel, session) : null;
  if (mode === 'starttls' && !upgraded) return;
  await logInHere(recorder, context, session, socket ?? upgraded?.socket ?? null);
}

/** A server that lists nothing at all has a reason: where STARTTLS does not bring it (stages/starttls.ts), it is asked for. */
async function identify(recorder: EndpointRecorder, session: Session): Promise<Outcome<Capabilities>> {
  const { mode } = recorder.spec;
  const outcome = await session.identify();
  if (!outcome.ok) return outcome;
  if (mode === 'tls') recorder.underTls = outcome.value;
  else recorder.plaintext = outcome.value;
  const why = mode !== 'starttls' && isNullServer(outcome.value.keywords) ? await session.askWhy?.() : null;
  return why ? { ok: false, failure: { kind: 'reply', stage: 'ehlo', reply: why } } : outcome;
}

function openChannel(recorder: EndpointRecorder, { logins, deadline }: ProbeContext, stream: Duplex): Channel {
  const { maxLineBytes, maxReplyBytes } = LIMITS;
  return new Channel(stream, logins?.answerDeadline ?? deadline, recorder.transcript, maxLineBytes, maxReplyBytes);
}

/** Ends the talk when the run does; where the answer to a login may come later, when that is no longer waited for. */
function endWithRun({ id }: EndpointRecorder, { logins, deadline }: ProbeContext, channel: Channel): () => void {
  const answerDeadline = logins?.answerDeadline ?? deadline;
  const onOver = (): void => {
    if (answerDeadline.isOver || !logins?.isAwaiting(id)) channel.abort(interruption(deadline, channel.stage));
  };
  const stops = [...new Set([deadline, answerDeadline])].map((one) => one.onOver(onOver));
  return () => {
    for (const stop of stops) stop();
  };
}

function noteAddress(recorder: EndpointRecorder, { firstLine }: Capabilities, { plan }: ProbeContext): void {
  recorder.seenAs = firstLine === undefined ? null : (addressNamed(firstLine, clientNameOf(recorder, plan)) ?? recorder.seenAs);
}

async function takeLeave(
  recorder: EndpointRecorder,
  { logins, deadline, settling, kept }: ProbeContext,
  channel: Channel,
  session: Session,
): Promise<void> {
  const { failure, id, roundTripMs } = recorder;
  const isGone = failure !== null && failure.kind !== 'reply' && failure.kind !== 'not-offered' && failure.kind !== 'sasl';
  if (isGone) return channel.destroy();
  if (logins?.isAcceptedAt(id) && !deadline.isOver && kept?.canKeep) {
    recorder.afterLogin = await kept.keep(id, session, channel);
    if (kept.endpoint !== id) channel.quit(null);
    return;
  }
  if (logins?.isAcceptedAt(id) && !deadline.isOver) {
    // Dovecot, Courier and qmail open the mailbox after they have accepted the login, and Postfix may be shutting down.
    const ms = deadline.limitMs(Math.max(LIMITS.leaveFloorMs, LIMITS.leaveRoundTrips * (roundTripMs ?? 0)));
    await recorder.sideStep('quit', async () => {
      const isFar = (roundTripMs === null ? 0 : recorder.quickestMs) > LIMITS.leaveFarMs;
      const reply = await hearOut(session, ms, isFar ? settling : null);
      channel.quit(null);
      recorder.afterLogin = reply;
      return reply ? { ok: false, failure: { kind: 'reply', stage: 'quit', reply } } : { ok: true, value: null };
    });
    return;
  }
  await recorder.step('quit', async () => {
    session.quit();
    return { ok: true, value: null };
  });
}

/**
 * What a server says of a session that it cannot go on with comes without being asked for. `settling`: of a host that is far
 * away, whose answer to QUIT holds up no report; it is heard as long as another probe is under way.
 */
function hearOut(session: Session, ms: number, settling: ProbeContext['settling'] | null): Promise<Reply | null> {
  return new Promise((resolve, reject) => {
    let forget = (): void => {};
    const onAsked = (): void => {
      if (settling) forget = settling.onAlone(() => resolve(null));
    };
    session
      .leave({ ms, onAsked })
      .then(resolve, reject)
      .finally(() => forget());
  });
}
