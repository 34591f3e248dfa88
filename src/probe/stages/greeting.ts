// The greeting stage: mail servers speak first. Where none does, or not in the clear, it finds out what listens there instead.
import type { Failure } from '../../model/outcome.ts';
import { knownPort, type MailProtocol } from '../../model/protocol.ts';
import type { Reply } from '../../model/reply.ts';
import { visibleBytes } from '../../model/visible-text.ts';
import type { Channel } from '../../net/channel.ts';
import type { Session } from '../../protocols/protocol.ts';
import { LIMITS } from '../../request/limits.ts';
import { lineProtocolOf, type ProbeContext } from '../context.ts';
import { otherModePatienceMs } from '../mode-order.ts';
import type { EndpointRecorder, EndpointSpec } from '../recorder.ts';

/** Whether the server greeted. If not, `recorder.failure` says what came instead. */
export async function awaitGreeting(
  recorder: EndpointRecorder,
  context: ProbeContext,
  channel: Channel,
  session: Session,
): Promise<boolean> {
  const { spec } = recorder;
  const { settling } = context;
  const isInTheClear = spec.mode !== 'tls';
  const startedAt = performance.now();
  const stopWaiting = isInTheClear ? watchSilence(recorder, context, channel) : askForeigner(spec, context, channel);
  const outcome = await recorder.step('greeting', () => session.greet());
  stopWaiting?.();
  if (!outcome.ok && isInTheClear) recorder.failure = explainedByTls(recorder, context, channel) ?? recorder.failure;
  if (recorder.failure) recorder.failure = withRest(await speakFirst(recorder.failure, context, channel), context, channel);
  const said: Reply | null = outcome.ok ? outcome.value : outcome.failure.kind === 'reply' ? outcome.failure.reply : null;
  if (outcome.ok && outcome.value.code !== null && outcome.value.code !== 220) recorder.oddReplies.push(outcome.value);
  if (said) {
    recorder.greeting = said;
    recorder.greetingMs = Math.round((performance.now() - startedAt) * 10) / 10;
  }
  if (isInTheClear && (outcome.ok || isPlaintext(outcome.failure, spec))) settling.languageSeen(spec, 'plaintext');
  return outcome.ok;
}

/**
 * Another service's words, or a refusal on a port that is meant to greet. Elsewhere whoever bars connections ahead of a TLS
 * server may say so in the clear, which tells nothing of the mode.
 */
const isPlaintext = (failure: Failure, { port }: EndpointSpec): boolean =>
  failure.kind === 'malformed' || (failure.kind === 'reply' && knownPort(port)?.mode === 'starttls');

/** While a greeting in the clear is waited for: what may end the wait, and when to ask the port in its other mode. */
function watchSilence(recorder: EndpointRecorder, context: ProbeContext, channel: Channel): () => void {
  const { spec } = recorder;
  const stop = context.settling.greetingWait(spec, channel, lineProtocolOf(context).harmlessLine);
  const patienceMs = Math.max(LIMITS.explainSilenceMs, otherModePatienceMs(spec.port));
  const timer = setTimeout(() => channel.isSilent && context.onSilence(spec), patienceMs);
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** Where IANA has TLS from the first byte for a service that waits to be spoken to: HTTPS, LDAPS, DNS over TLS, SIPS, XMPP. */
const FOREIGN_TLS_PORTS = new Set([443, 636, 853, 3269, 5061, 5223, 5269, 6443, 8443, 9443]);

/** No mail server greets there; what does not answer in a mail protocol names itself, and soon. */
function askForeigner({ port }: EndpointSpec, context: ProbeContext, channel: Channel): (() => void) | undefined {
  const { harmlessLine } = lineProtocolOf(context);
  if (!FOREIGN_TLS_PORTS.has(port)) return undefined;
  const timer = setTimeout(() => channel.isSilent && channel.writeLine(harmlessLine), LIMITS.explainSilenceMs);
  return () => clearTimeout(timer);
}

/** A TLS alert in place of a greeting, or an end to the talk on a port that is known to speak TLS from the first byte. */
function explainedByTls({ spec }: EndpointRecorder, { settling }: ProbeContext, channel: Channel): Failure | null {
  const alert = channel.tlsAlert();
  const settled = settling.settledByHandshake(spec);
  if (settled && (alert !== null || channel.isSilent)) return settled;
  if (alert === null) return null;
  return { kind: 'tls', stage: 'greeting', systemCode: 'TLS_ALERT', detail: `TLS alert ${alert} in place of a greeting`, alert };
}

/** Characters of a line that is no greeting. */
const MAX_SAMPLE = 200;
/** A mail server of the protocol asked for, that spoke at last: SMTP's code, IMAP's tag or star, POP3's marks. */
const LATE_GREETING: Readonly<Record<MailProtocol, RegExp>> = { smtp: /^\d{3}[ -]/, imap: /^(?:\*|a0) /, pop3: /^(?:\+OK|-ERR)/ };

/**
 * The greeting's own time is over, and nothing was said. Mail servers speak first, web servers wait to be spoken to: what
 * answers one harmless line names itself. One that expects a PROXY header closes at the first byte that is none.
 */
async function speakFirst(failure: Failure, context: ProbeContext, channel: Channel): Promise<Failure> {
  const { deadline, redactor } = context;
  const protocol = lineProtocolOf(context);
  if (failure.kind !== 'timeout' || failure.budget !== 'greeting' || !channel.isSilent || deadline.isOver) return failure;
  channel.begin({ stage: 'greeting', budget: 'greeting', ms: LIMITS.silentAnswerMs });
  channel.writeLine(protocol.harmlessLine);
  const answer = await channel.readLine();
  // XMPP, for one, has no lines.
  if (!answer.ok && !channel.hasUnread) return answer.failure.kind === 'timeout' ? failure : { ...failure, endedByLine: true };
  const line = answer.ok ? visibleBytes(answer.value) : channel.sample();
  channel.transcript.server(line);
  if (LATE_GREETING[protocol.name].test(line)) return failure;
  return { kind: 'malformed', stage: 'greeting', fault: 'no-code', sample: redactor.excerpt(line, MAX_SAMPLE) };
}

/** MySQL's first packet has a byte in its head that ends a line: what tells of it stands behind. */
function withRest(failure: Failure, { redactor }: ProbeContext, channel: Channel): Failure {
  if (failure.kind !== 'malformed' || failure.fault !== 'no-code' || !channel.hasUnread || !CONTROL.test(failure.sample))
    return failure;
  return { ...failure, sample: redactor.excerpt(`${failure.sample}\\x0a${channel.sample()}`, MAX_SAMPLE, true) };
}

/** No text. */
const CONTROL = /\\x00/;
