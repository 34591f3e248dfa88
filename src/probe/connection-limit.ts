// Which failures a connection or rate limit of the server may have made because several connections were open at once: such
// a probe is repeated alone before anything is said of the server. Pure.
import type { EndpointObservation } from '../model/observation.ts';
import type { Failure } from '../model/outcome.ts';
import { knownPort } from '../model/protocol.ts';

/** Before the server has said anything of substance a close or a reset may be a connection limit's doing. */
const EARLY_STAGES = new Set(['connect', 'tls', 'greeting']);

/** A limit by its words, whatever the code: `554 5.7.0 Too many concurrent SMTP connections`. */
const LIMIT_WORDS = /too many|limit|concurren|simultaneous|maximum|exceed|throttl|slow down|too (?:often|fast|quick)/i;

/**
 * A refusal that a connection or rate limit could have made: any 4xx before or in place of a greeting, 421 or BYE at any stage,
 * words that name a limit, a close without a word. POP3 has no code that tells what is temporary.
 */
export function maybeLimited(failure: Failure | null): boolean {
  if (!failure) return false;
  switch (failure.kind) {
    case 'reply': {
      const { code, status, lines } = failure.reply;
      if (code === 421 || status === 'BYE') return true;
      if (!EARLY_STAGES.has(failure.stage)) return false;
      return status === '-ERR' || (code !== null && code < 500) || LIMIT_WORDS.test(lines.join(' '));
    }
    case 'closed':
      return EARLY_STAGES.has(failure.stage);
    case 'system':
      return failure.systemCode === 'ECONNRESET' && EARLY_STAGES.has(failure.stage);
    default:
      return false;
  }
}

/**
 * Whether the port is known to work in its other mode: then a close or a reset is this mode's own doing. A refusal in
 * words came from a server that speaks this mode, and is worth asking again.
 */
export const otherModeWorks = (observation: EndpointObservation, all: readonly EndpointObservation[]): boolean =>
  observation.failure?.kind !== 'reply' &&
  all.some(
    (other) =>
      other.address === observation.address &&
      other.port === observation.port &&
      other.mode !== observation.mode &&
      other.greeting !== null &&
      other.failure?.kind !== 'reply',
  );

/**
 * The refusal that a handshake was answered with: who bars connections ahead of a TLS server says so in the clear, and OpenSSL
 * shows no more than that it is no TLS. What the port's other mode got tells; null where that was none.
 */
export function refusalInTheClear(
  { port, address, mode, failure }: EndpointObservation,
  all: readonly EndpointObservation[],
): Failure | null {
  if (mode !== 'tls' || failure?.kind !== 'tls' || failure.alert !== undefined) return null;
  const other = all.find((one) => one.port === port && one.address === address && one.mode !== 'tls');
  return other?.failure?.kind === 'reply' && other.failure.stage === 'greeting' && maybeLimited(other.failure)
    ? other.failure
    : null;
}

/**
 * A TLS port answered the ClientHello in the clear, and greets nobody there: Exim says its 421 for one connection too many
 * before any TLS. By the time that the other mode is tried the limit may be free again, and nothing is heard of it.
 */
export function isAnsweredInTheClear(
  { port, address, mode, failure }: EndpointObservation,
  all: readonly EndpointObservation[],
): boolean {
  const isInTheClear = mode === 'tls' && failure?.kind === 'tls' && /WRONG_VERSION_NUMBER/.test(failure.systemCode);
  if (!isInTheClear || failure.alert !== undefined || knownPort(port)?.mode !== 'tls') return false;
  const others = all.filter((one) => one.port === port && one.address === address && one.mode !== 'tls');
  return !others.some(
    ({ greeting, failure: heard }) =>
      heard?.kind === 'malformed' || (greeting !== null && !(heard?.kind === 'reply' && heard.stage === 'greeting')),
  );
}
