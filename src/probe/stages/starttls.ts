// The starttls stage and what follows from it: the command, the handshake, EHLO once more. What was learned in the clear is
// kept beside what is learned under TLS, and never used for it (RFC 3207 §4.2).
import type { Outcome } from '../../model/outcome.ts';
import { isNullServer } from '../../model/protocol.ts';
import type { Reply } from '../../model/reply.ts';
import type { Channel } from '../../net/channel.ts';
import { afterSessionEvent } from '../../net/node-workarounds.ts';
import type { SecureStream } from '../../net/tls.ts';
import type { Session } from '../../protocols/protocol.ts';
import { ticketPatienceMs } from '../../request/limits.ts';
import type { ProbeContext } from '../context.ts';
import type { EndpointRecorder } from '../recorder.ts';
import { secureStream } from './tls.ts';

/** Goes on under TLS over the same channel. Null: it came to nothing, and `recorder.failure` says why. */
export async function upgradeToTls(
  recorder: EndpointRecorder,
  context: ProbeContext,
  channel: Channel,
  session: Session,
): Promise<SecureStream | null> {
  const requested = await recorder.step('starttls', () => requestTls(recorder, session));
  if (!requested.ok) return null;
  if (requested.value.code !== null && requested.value.code !== 220) recorder.oddReplies.push(requested.value);
  const { stream, leftover } = channel.detach();
  recorder.leftover = leftover;
  const secured = await secureStream(recorder, context, stream);
  if (!secured) return null;
  channel.attach(secured.socket);
  await ticketOrSoon(secured, ticketPatienceMs(recorder.roundTripMs, isPostfix(recorder.greeting)));
  const second = await recorder.step('ehlo', () => session.identify());
  if (!second.ok) return null;
  recorder.underTls = second.value;
  return secured;
}

/** A server that lists nothing at all has a reason, and says it to whoever asks: the question is asked all the same. */
async function requestTls({ plaintext }: EndpointRecorder, session: Session): Promise<Outcome<Reply>> {
  const notOffered = { ok: false, failure: { kind: 'not-offered', stage: 'starttls' } } as const;
  if (plaintext?.offersStartTls) return session.requestTls();
  if (!isNullServer(plaintext?.keywords ?? [])) return notOffered;
  const outcome = await session.requestTls();
  const isUnknown = !outcome.ok && outcome.failure.kind === 'reply' && [500, 502, 503].includes(outcome.failure.reply.code ?? 0);
  return isUnknown ? notOffered : outcome;
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
