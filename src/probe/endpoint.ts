// The ladder of one connection: connect, proxy, TLS, greeting, EHLO, STARTTLS, TLS, EHLO, AUTH, QUIT. Climbs as far
// as the server lets it and writes down what it sees. Judges nothing; says what to do about nothing.
import { hostname } from 'node:os';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { EndpointObservation } from '../model/observation.ts';
import type { Failure, Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Stage } from '../model/protocol.ts';
import type { Reply } from '../model/reply.ts';
import { visibleBytes } from '../model/visible-text.ts';
import { Channel } from '../net/channel.ts';
import { internalFailure } from '../net/failure.ts';
import { afterSessionEvent } from '../net/node-workarounds.ts';
import { connectTcp } from '../net/tcp.ts';
import { handshake, type SecureStream } from '../net/tls.ts';
import type { Capabilities, Session } from '../protocols/protocol.ts';
import { LIMITS, synPatienceMs, ticketPatienceMs } from '../request/limits.ts';
import type { ProbeContext } from './context.ts';
import { interruption } from './interruption.ts';
import { EndpointRecorder, type EndpointSpec } from './recorder.ts';
import { addressNamed } from './seen-as.ts';

/** Never rejects: a fault of our own becomes the failure `internal` of this endpoint, and the others go on. */
export async function probeEndpoint(spec: EndpointSpec, context: ProbeContext): Promise<EndpointObservation> {
  const recorder = new EndpointRecorder(spec, context.deadline, context.redactor, context.keepsTranscript);
  try {
    await runStages(recorder, context);
  } catch (error) {
    recorder.failure ??= internalFailure(error, recorder.stage);
  }
  context.logins?.leave(recorder.id, recorder.plaintext, recorder.underTls, recorder.tls);
  return recorder.observation(ladderOf(spec, context));
}

/** The observation of an endpoint that needed no connection of its own. */
export function skippedEndpoint(spec: EndpointSpec, context: ProbeContext, failure: Failure): EndpointObservation {
  const recorder = new EndpointRecorder(spec, context.deadline, context.redactor, context.keepsTranscript);
  recorder.failure = failure;
  context.logins?.leave(recorder.id, null, null, null);
  return recorder.observation(ladderOf(spec, context));
}

function ladderOf(spec: EndpointSpec, { plan, logins }: ProbeContext): Stage[] {
  const proxied: Stage[] = plan.proxy ? ['connect', 'proxy'] : ['connect'];
  const auth: Stage[] = logins ? ['auth'] : [];
  const talk: Record<EndpointSpec['mode'], Stage[]> = {
    tls: ['tls', 'greeting', 'ehlo'],
    starttls: ['greeting', 'ehlo', 'starttls', 'tls', 'ehlo'],
    plain: ['greeting', 'ehlo'],
  };
  return [...proxied, ...talk[spec.mode], ...auth, 'quit'];
}

async function runStages(recorder: EndpointRecorder, context: ProbeContext): Promise<void> {
  const stream = await reach(recorder, context);
  if (!stream) return;
  const secured = recorder.spec.mode === 'tls' ? await secure(recorder, context, stream) : null;
  if (recorder.failure) return;
  const { address, port, mode } = recorder.spec;
  const { logins, deadline } = context;
  const answerDeadline = logins?.answerDeadline ?? deadline;
  const channel = new Channel(
    secured?.socket ?? stream,
    answerDeadline,
    recorder.transcript,
    LIMITS.maxLineBytes,
    LIMITS.maxReplyBytes,
  );
  if (secured) recorder.transcript.secured();
  const onOver = (): void => {
    if (answerDeadline.isOver || !logins?.isAwaiting(recorder.id)) channel.abort(interruption(context.deadline, channel.stage));
  };
  const stopListening = [...new Set([deadline, answerDeadline])].map((one) => one.onOver(onOver));
  const session = openSession(channel, recorder, context);
  try {
    if (!(await greet(recorder, context, channel, session))) return;
    if (mode !== 'tls') context.hostState.portSpeaks(address, port, 'plaintext', recorder.id);
    const first = await recorder.step('ehlo', () => session.identify());
    if (!first.ok) return;
    recorder.ehloRefusal = first.value.refusal;
    noteAddress(recorder, first.value, context.plan);
    if (mode === 'tls') recorder.underTls = first.value;
    else recorder.plaintext = first.value;
    const upgraded = mode === 'starttls' ? await upgrade(recorder, context, channel, session) : null;
    if (mode === 'starttls' && !upgraded) return;
    await logIn(recorder, context, session, (secured ?? upgraded)?.socket ?? null);
  } finally {
    const end = (): Promise<void> => {
      for (const stop of stopListening) stop();
      return takeLeave(recorder, channel, session);
    };
    // The run is over, and an answer that somebody wants to know has not come: this one connection stays for it.
    const late = logins?.lateAnswer(recorder.id) ?? null;
    if (late === null) await end();
    else void late.then(end);
  }
}

/** TCP, by the proxy where there is one. Null when it failed. */
export async function reach(recorder: EndpointRecorder, context: ProbeContext): Promise<Duplex | null> {
  const { plan, deadline, hostState } = context;
  const { address, port, family } = recorder.spec;
  if (plan.proxy) {
    const { reachThroughProxy } = await import('./through-proxy.ts');
    return reachThroughProxy(recorder, context, plan.proxy);
  }
  const startedAt = performance.now();
  const stopListening: (() => void)[] = [];
  const shortened = (notify: () => void): { limitMs: number; siblingMs: number } | null => {
    if (plan.timeouts.connectNamed) return null;
    const siblingMs = hostState.quickestAnswerMs(address);
    if (siblingMs === null) {
      stopListening.push(hostState.onAnswer(address, notify));
      return null;
    }
    return { limitMs: synPatienceMs(siblingMs), siblingMs };
  };
  // The port's other probe may have begun before this one: where its SYNs went unanswered, more of them tell nothing new.
  const onAbortable = (abort: (failure: Failure) => void): void => {
    stopListening.push(
      hostState.onConnectFailure(address, port, () => {
        const failure = hostState.connectFailure(address, port);
        if (failure?.kind === 'timeout') abort(failure);
      }),
    );
  };
  const limitMs = plan.timeouts.connectMs;
  const request = { address, port, family, bindAddress: plan.bindAddress, limitMs, shortened, onAbortable };
  const outcome = await recorder.step('connect', () => connectTcp(request, deadline));
  for (const stop of stopListening) stop();
  const tookMs = Math.round((performance.now() - startedAt) * 10) / 10;
  if (!outcome.ok) {
    if (deadline.isInterrupted) recorder.failure = interruption(context.deadline, 'connect');
    hostState.connectFailed(address, port, outcome.failure);
    if (outcome.failure.kind === 'system' && outcome.failure.systemCode === 'ECONNREFUSED')
      hostState.addressAnswered(address, tookMs);
    return null;
  }
  hostState.addressAnswered(address, tookMs);
  recorder.roundTripMs = tookMs;
  context.onConnected(tookMs);
  recorder.localAddress = outcome.value.localAddress ?? null;
  recorder.transcript.note(`connected to ${address} port ${port} in ${tookMs} ms`);
  return outcome.value;
}

/** The TLS handshake, in whichever place the mode has it. Null when it failed. */
async function secure(recorder: EndpointRecorder, context: ProbeContext, stream: Duplex): Promise<SecureStream | null> {
  const { plan, deadline, hostState, silence, secureContext } = context;
  const { address, port, mode } = recorder.spec;
  let stopWatching: (() => void)[] = [];
  const onAbortable = (abort: (failure: Failure) => void): void => {
    const onOver = (): void => abort(interruption(context.deadline, 'tls'));
    stopWatching = [deadline.onOver(onOver)];
    if (mode !== 'tls') return;
    stopWatching.push(silence.begin(recorder.id, 'tls', abort));
    // A greeting in the clear on the same port: this handshake gets it in place of TLS at once, or never an answer.
    const settle = (): void => {
      const known = hostState.languageOf(address, port);
      if (known?.language !== 'plaintext') return;
      const timer = setTimeout(
        () => abort({ kind: 'settled', stage: 'tls', by: known.by, detail: 'speaks-plaintext' }),
        LIMITS.settledGraceMs,
      );
      stopWatching.push(() => clearTimeout(timer));
    };
    stopWatching.push(hostState.onLanguage(address, port, settle));
    settle();
  };
  const limitMs = Math.max(plan.timeouts.commandMs, mode === 'tls' ? plan.timeouts.greetingMs : 0);
  const request = {
    context: secureContext,
    servername: plan.servername,
    stage: 'tls',
    budget: 'tls',
    limitMs,
    onAbortable,
    withDetails: plan.tls.scan,
  } as const;
  const outcome = await recorder.step('tls', () => handshake(stream, request, deadline));
  for (const stop of stopWatching) stop();
  if (!outcome.ok) {
    if (mode === 'tls' && speaksTls(outcome.failure)) hostState.portSpeaks(address, port, 'tls', recorder.id);
    return null;
  }
  const { observation } = outcome.value;
  recorder.tls = observation;
  if (mode === 'tls') hostState.portSpeaks(address, port, 'tls', recorder.id);
  const verified = observation.trusted ? 'verified' : `not verified: ${observation.faults.map(({ code }) => code).join(', ')}`;
  recorder.transcript.note(`${observation.protocol} ${observation.cipher}, certificate ${verified}`);
  return outcome.value;
}

/** A TLS alert, or a handshake message too large to take, is TLS all the same: plaintext need not be waited for on that port. */
const speaksTls = (failure: Failure): boolean =>
  failure.kind === 'tls' && (failure.alert !== undefined || failure.systemCode.includes('EXCESSIVE_MESSAGE_SIZE'));

export function openSession(channel: Channel, recorder: EndpointRecorder, { plan, protocol, redactor }: ProbeContext): Session {
  const { greetingMs, commandMs, authMs } = plan.timeouts;
  const clientName = clientNameOf(recorder, plan);
  return protocol.open(channel, { clientName, greetingMs, commandMs, authMs, maxReplyLines: LIMITS.maxReplyLines, redactor });
}

const clientNameOf = (recorder: EndpointRecorder, { ehloName }: Plan): string =>
  ehloName ?? ownName(recorder.localAddress, recorder.spec.family);

function noteAddress(recorder: EndpointRecorder, { firstLine }: Capabilities, plan: Plan): void {
  recorder.seenAs = firstLine === undefined ? null : (addressNamed(firstLine, clientNameOf(recorder, plan)) ?? recorder.seenAs);
}

const FQDN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/** A question to the system, with the same answer for thousands of checks. Null: this machine has no FQDN. */
let ownFqdn: string | null | undefined;

function findOwnFqdn(): string | null {
  const name = hostname();
  return FQDN.test(name) && !name.endsWith('.local') && !name.endsWith('.localdomain') ? name : null;
}

/** RFC 5321 §4.1.4: the client's own FQDN where it has one, else an address literal (§4.1.3). */
function ownName(localAddress: string | null, family: 4 | 6): string {
  if (ownFqdn === undefined) ownFqdn = findOwnFqdn();
  if (ownFqdn !== null) return ownFqdn;
  const address = (localAddress ?? (family === 6 ? '::1' : '127.0.0.1')).replace(/^::ffff:/, '').replace(/%.*$/, '');
  return address.includes(':') ? `[IPv6:${address}]` : `[${address}]`;
}

async function greet(recorder: EndpointRecorder, context: ProbeContext, channel: Channel, session: Session): Promise<boolean> {
  const { mode } = recorder.spec;
  const startedAt = performance.now();
  const stopWatching = mode === 'tls' ? [] : watchSilentGreeting(recorder, context, channel);
  const outcome = await recorder.step('greeting', () => session.greet());
  for (const stop of stopWatching) stop();
  if (!outcome.ok && mode !== 'tls') recorder.failure = explainedByTls(recorder, context, channel) ?? recorder.failure;
  if (recorder.failure) recorder.failure = await speakFirst(recorder.failure, context, channel);
  const said: Reply | null = outcome.ok ? outcome.value : outcome.failure.kind === 'reply' ? outcome.failure.reply : null;
  if (said) {
    recorder.greeting = said;
    recorder.greetingMs = Math.round((performance.now() - startedAt) * 10) / 10;
  }
  return outcome.ok;
}

/** Characters of a line that is no greeting. */
const MAX_SAMPLE = 200;
/** SMTP's code, IMAP's and POP3's marks: a mail server that spoke at last. */
const LATE_GREETING = /^(?:\d{3}[ -]|\* |\+OK|-ERR)/;

/**
 * The greeting's own time is over, and nothing was said. Mail servers speak first, web servers wait to be spoken to: what
 * answers one harmless line names itself.
 */
async function speakFirst(failure: Failure, { protocol, deadline, redactor }: ProbeContext, channel: Channel): Promise<Failure> {
  if (failure.kind !== 'timeout' || failure.budget !== 'greeting' || !channel.isSilent || deadline.isOver) return failure;
  channel.begin({ stage: 'greeting', budget: 'greeting', ms: LIMITS.silentAnswerMs });
  channel.writeLine(protocol.harmlessLine);
  const answer = await channel.readLine();
  if (!answer.ok) return failure;
  const line = visibleBytes(answer.value);
  channel.transcript.server(line);
  if (LATE_GREETING.test(line)) return failure;
  return { kind: 'malformed', stage: 'greeting', fault: 'no-code', sample: redactor.excerpt(line, MAX_SAMPLE) };
}

/** A TLS alert in place of a greeting, or an end to the talk on a port that is known to speak TLS from the first byte. */
function explainedByTls(recorder: EndpointRecorder, { hostState }: ProbeContext, channel: Channel): Failure | null {
  const { address, port } = recorder.spec;
  const alert = channel.tlsAlert();
  const known = hostState.languageOf(address, port);
  if (known?.language === 'tls' && (alert !== null || channel.isSilent)) {
    return { kind: 'settled', stage: 'greeting', by: known.by, detail: 'speaks-tls' };
  }
  if (alert === null) return null;
  return { kind: 'tls', stage: 'greeting', systemCode: 'TLS_ALERT', detail: `TLS alert ${alert} in place of a greeting`, alert };
}

/** While a plaintext port is silent: end the wait when its silence is explained, or nothing else is waited for. */
function watchSilentGreeting(recorder: EndpointRecorder, context: ProbeContext, channel: Channel): (() => void)[] {
  const { hostState, silence, protocol } = context;
  const { address, port } = recorder.spec;
  const timers: NodeJS.Timeout[] = [];
  const stopSilence = silence.begin(recorder.id, 'greeting', (failure) => {
    if (channel.isSilent) channel.abort(failure);
  });
  const settle = (): void => {
    const known = hostState.languageOf(address, port);
    if (known?.language !== 'tls' || !channel.isSilent) return;
    // The proof: a TLS server answers a line of plaintext with an alert or a close; one that would greet still can.
    channel.writeLine(protocol.harmlessLine);
    const failure: Failure = { kind: 'settled', stage: 'greeting', by: known.by, detail: 'speaks-tls' };
    timers.push(setTimeout(() => channel.isSilent && channel.abort(failure), LIMITS.settledGraceMs));
  };
  const stopLanguage = hostState.onLanguage(address, port, settle);
  settle();
  timers.push(setTimeout(() => channel.isSilent && context.onSilence({ address, port }), LIMITS.explainSilenceMs));
  return [stopSilence, stopLanguage, () => timers.forEach(clearTimeout)];
}

/** STARTTLS, the handshake, EHLO again. What was learned in the clear is kept beside it and never used for it. */
async function upgrade(
  recorder: EndpointRecorder,
  context: ProbeContext,
  channel: Channel,
  session: Session,
): Promise<SecureStream | null> {
  const offered = recorder.plaintext?.offersStartTls ?? false;
  const requested = await recorder.step('starttls', async (): Promise<Outcome<Reply>> => {
    if (!offered) return { ok: false, failure: { kind: 'not-offered', stage: 'starttls' } };
    return session.requestTls();
  });
  if (!requested.ok) return null;
  const { stream, leftover } = channel.detach();
  recorder.leftover = leftover;
  const secured = await secure(recorder, context, stream);
  if (!secured) return null;
  channel.attach(secured.socket);
  await ticketOrSoon(secured, ticketPatienceMs(recorder.roundTripMs, isPostfix(recorder.greeting)));
  const second = await recorder.step('ehlo', () => session.identify());
  if (!second.ok) return null;
  recorder.underTls = second.value;
  return secured;
}

/**
 * Postfix sends its TLS 1.3 session ticket and the reply to EHLO as two small segments; Nagle holds the second until
 * the first is acknowledged, which Linux delays by 40 ms. EHLO after the ticket avoids that; Exim sends no ticket.
 */
function ticketOrSoon({ socket, observation }: SecureStream, patienceMs: number): Promise<void> {
  if (observation.protocol !== 'TLSv1.3' || patienceMs === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, patienceMs);
    function done(): void {
      clearTimeout(timer);
      socket.off('session', done);
      afterSessionEvent(resolve);
    }
    socket.once('session', done);
  });
}

const isPostfix = (greeting: Reply | null): boolean => greeting?.lines.some((line) => /\bpostfix\b/i.test(line)) ?? false;

/** Waits for its turn, and logs in where it is this endpoint's. A refusal of the login leaves the endpoint as sound as it is. */
async function logIn(
  recorder: EndpointRecorder,
  context: ProbeContext,
  session: Session,
  socket: TLSSocket | null,
): Promise<void> {
  const { logins, silence, plan } = context;
  if (recorder.tls && (recorder.tls.trusted || plan.tls.insecure)) silence.usableFound(recorder.greetingMs ?? 0);
  if (!logins) return;
  silence.held(recorder.id, true);
  const mayLogIn = (await logins.apply(recorder)) && (await logins.takeTurn(recorder));
  silence.held(recorder.id, false);
  if (!mayLogIn) return recorder.skip('auth');
  await recorder.sideStep('auth', () => logins.logIn(recorder, session, socket));
}

async function takeLeave(recorder: EndpointRecorder, channel: Channel, session: Session): Promise<void> {
  const { failure } = recorder;
  const isGone = failure !== null && failure.kind !== 'reply' && failure.kind !== 'not-offered' && failure.kind !== 'sasl';
  if (isGone) return channel.destroy();
  await recorder.step('quit', async () => {
    session.quit();
    return { ok: true, value: null };
  });
}
