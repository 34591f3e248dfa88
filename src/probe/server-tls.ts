// The facts of a server's TLS from ClientHellos of our own, for clients whose TLS is not ours: one connection after the other,
// when the check is done, and each ends with the alerts of somebody who takes leave. Judges nothing.
import { X509Certificate } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { EndpointObservation } from '../model/observation.ts';
import { knownPort } from '../model/protocol.ts';
import {
  type HelloAnswer,
  type HelloCertificate,
  type HelloOffer,
  type ServerTlsObservation,
  tlsLikeness,
} from '../model/server-tls.ts';
import { observeCertificate } from '../net/certificate.ts';
import { buildClientHello, farewell } from '../net/client-hello.ts';
import { FlightReader, type HelloOutcome } from '../net/first-flight.ts';
import type { Semaphore } from '../net/semaphore.ts';
import { matchName } from '../net/server-identity.ts';
import { unspokenPatienceMs } from '../request/limits.ts';
import type { ProbeContext } from './context.ts';
import { nextOffer } from './hello-offers.ts';
import { openForTls } from './open-for-tls.ts';

/** A server that leaves so many of them unanswered is asked no more. */
const MAX_UNANSWERED = 2;
/** A hello is answered at once; a loaded server needs as long as for the handshake that it has made before. */
const ANSWER_WAIT_MS = 3_000;

/** The ports that clients are meant for come first; one address of a port speaks for all. */
function endpointsToAsk(endpoints: readonly EndpointObservation[]): EndpointObservation[] {
  const placeOf = ({ port }: EndpointObservation): number => (knownPort(port)?.use === 'relay' ? 1 : 0);
  const speaking = endpoints.filter(({ mode, tls, failure }) => mode !== 'plain' && (tls !== null || failure?.stage === 'tls'));
  const seen = new Set<string>();
  return speaking
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .filter((endpoint) => {
      const { port, mode } = endpoint;
      const names = [`${port}/${mode}`, tlsLikeness(endpoint.tls) ?? `${port}/${mode}`];
      const isNew = names.every((name) => !seen.has(name));
      for (const name of names) seen.add(name);
      return isNew;
    });
}

export async function observeServerTls(
  endpoints: readonly EndpointObservation[],
  context: ProbeContext,
  connections: Semaphore,
): Promise<ServerTlsObservation[]> {
  const observations: ServerTlsObservation[] = [];
  for (const endpoint of endpointsToAsk(endpoints)) {
    const { port, mode, address } = endpoint;
    if (mode === 'plain') continue;
    observations.push({ port, mode, address, answers: await askAll(endpoint, context, connections) });
  }
  return observations;
}

async function askAll(endpoint: EndpointObservation, context: ProbeContext, connections: Semaphore): Promise<HelloAnswer[]> {
  const answers: HelloAnswer[] = [];
  const asked: HelloOffer[] = [];
  for (let unanswered = 0; unanswered < MAX_UNANSWERED && !context.deadline.isOver; ) {
    const offer = nextOffer(answers, asked, { knowsTls13: endpoint.tls !== null, wantsMore: context.plan.tls.scan });
    if (offer === null) break;
    asked.push(offer);
    const answer = await connections.use(() => ask(endpoint, offer, context));
    if (answer) answers.push(answer);
    else unanswered += 1;
  }
  return answers;
}

/** null: the server neither chose nor refused, so that nothing is known. */
async function ask(endpoint: EndpointObservation, offer: HelloOffer, context: ProbeContext): Promise<HelloAnswer | null> {
  const opened = await openForTls(endpoint, context);
  if (!opened.ok) return null;
  const { plan, deadline } = context;
  const waitMs = Math.min(plan.timeouts.commandMs, unspokenPatienceMs(ANSWER_WAIT_MS, endpoint.steps));
  const outcome = await exchange(opened.value, offer, plan.servername, deadline.limitMs(waitMs));
  if (outcome === null || outcome.kind === 'malformed') return null;
  if (outcome.kind === 'closed') return { offer, choice: null, alert: null };
  if (outcome.kind === 'refused') return { offer, choice: null, alert: outcome.alert };
  const { leaf, ...choice } = outcome.flight;
  return { offer, choice: { ...choice, certificate: leaf && describe(leaf, plan.servername) }, alert: null };
}

type Exchanged = HelloOutcome | { readonly kind: 'closed' } | null;

/**
 * A server may hang up in answer to the hello: that, too, is a refusal. null: it said nothing in time. Resolves when the connection
 * is closed, so that the next is never beside it.
 */
function exchange(stream: Duplex, offer: HelloOffer, servername: string, waitMs: number): Promise<Exchanged> {
  const reader = new FlightReader();
  return new Promise((resolve) => {
    let outcome: Exchanged | undefined;
    const finish = (found: Exchanged): void => {
      if (outcome !== undefined) return;
      outcome = found;
      clearTimeout(timer);
      if (found?.kind === 'chosen') stream.end(farewell(found.flight.version), () => stream.destroy());
      else stream.destroy();
    };
    const timer = setTimeout(() => finish(null), waitMs);
    stream.on('data', (bytes: Buffer) => {
      const found = outcome === undefined ? reader.push(bytes) : null;
      if (found) finish(found);
    });
    stream.on('error', () => finish({ kind: 'closed' })).once('end', () => finish({ kind: 'closed' }));
    stream.once('close', () => {
      finish({ kind: 'closed' });
      resolve(outcome ?? null);
    });
    stream.write(buildClientHello(offer, servername));
    // Whoever talked over it before has paused it.
    stream.resume();
  });
}

function describe(leaf: Buffer, servername: string): HelloCertificate | null {
  try {
    const { sha256, keyType, keyBits } = observeCertificate(leaf, Date.now());
    return { sha256, keyType, keyBits, bearsName: matchName(new X509Certificate(leaf), servername) === 'borne' };
  } catch {
    return null; // Bytes that OpenSSL does not take for a certificate.
  }
}
