// The tls stage: the handshake, in whichever place the mode has it. Records what the peer showed, and judges none of it.
import type { Duplex } from 'node:stream';
import type { Failure } from '../../model/outcome.ts';
import { handshake, type SecureStream } from '../../net/tls.ts';
import { LIMITS } from '../../request/limits.ts';
import type { ProbeContext } from '../context.ts';
import { interruption } from '../interruption.ts';
import type { EndpointRecorder } from '../recorder.ts';

/** The stream under TLS. Null: the handshake failed, and `recorder.failure` says how. */
export async function secureStream(
  recorder: EndpointRecorder,
  context: ProbeContext,
  stream: Duplex,
): Promise<SecureStream | null> {
  const { plan, deadline, settling, secureContext } = context;
  const { spec } = recorder;
  const isImplicit = spec.mode === 'tls';
  const stops: (() => void)[] = [];
  const onAbortable = (abort: (failure: Failure) => void): void => {
    stops.push(deadline.onOver(() => abort(interruption(deadline, 'tls'))));
    if (isImplicit) stops.push(settling.handshakeWait(spec, abort));
  };
  // It began: what the port speaks is known, and no patience cuts it short.
  const onAnswer = (): void => {
    for (const stop of stops.splice(1)) stop();
    settling.languageSeen(spec, 'tls');
  };
  const request = {
    context: secureContext,
    servername: plan.servername,
    stage: 'tls',
    budget: 'tls',
    limitMs: context.handshakeMs ?? Math.max(plan.timeouts.commandMs, isImplicit ? plan.timeouts.greetingMs : 0),
    onAbortable,
    ...(isImplicit ? { onAnswer: { everyMs: LIMITS.handshakeLookMs, call: onAnswer } } : {}),
  } as const;
  const outcome = await recorder.step('tls', () => handshake(stream, request, deadline));
  for (const stop of stops) stop();
  if (isImplicit && (outcome.ok || isAnswerInTls(outcome.failure))) settling.languageSeen(spec, 'tls');
  if (isImplicit && !outcome.ok && isAnswerInTheClear(outcome.failure)) settling.answeredInTheClear(spec);
  if (!outcome.ok) return null;
  const seen = outcome.value.observation;
  const observation = plan.tls.revocation ? await (await import('../revocation.ts')).withRevocation(seen, context) : seen;
  recorder.tls = observation;
  const verified = observation.trusted ? 'verified' : `not verified: ${observation.faults.map(({ code }) => code).join(', ')}`;
  recorder.transcript.note(`${observation.protocol} ${observation.cipher}, certificate ${verified}`);
  if (observation.clientCertificateRequested) recorder.transcript.note(certificateNote(plan.tls.clientCertificate !== null));
  return { ...outcome.value, observation };
}

/** A TLS alert, or a handshake message too large to take, is TLS all the same: plaintext need not be waited for on that port. */
const isAnswerInTls = (failure: Failure): boolean =>
  failure.kind === 'tls' && (failure.alert !== undefined || failure.systemCode.includes('EXCESSIVE_MESSAGE_SIZE'));

/** No record of TLS came, and something did: whoever listens there takes a ClientHello for a line of its own protocol. */
const isAnswerInTheClear = (failure: Failure): boolean =>
  failure.kind === 'tls' && failure.alert === undefined && failure.systemCode.includes('WRONG_VERSION_NUMBER');

const certificateNote = (isGiven: boolean): string =>
  isGiven
    ? 'the server asked for a client certificate, and got the one given'
    : 'the server asks for a client certificate; the handshake went on without one';
