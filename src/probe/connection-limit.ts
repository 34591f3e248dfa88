// Which failures a connection or rate limit of the server may have made because several connections were open at once: such
// a probe is repeated alone before anything is said of the server. Pure.
import type { EndpointObservation } from '../model/observation.ts';
import type { Failure } from '../model/outcome.ts';

/** Before the server has said anything of substance a close or a reset may be a connection limit's doing. */
const EARLY_STAGES = new Set(['connect', 'tls', 'greeting']);

/** SMTP's temporary codes, IMAP's and POP3's way of hanging up. */
const REFUSAL_IN_THE_CLEAR = /^(?:4\d\d[ -]|\* BYE\b|-ERR\b)/i;

/** A refusal that a connection or rate limit could have made: any 4xx before or in place of a greeting, 421 or BYE at any stage, a close without a word. */
export function maybeLimited(failure: Failure | null): boolean {
  if (!failure) return false;
  switch (failure.kind) {
    case 'reply': {
      const { code, status } = failure.reply;
      return code === 421 || (EARLY_STAGES.has(failure.stage) && code !== null && code < 500) || status === 'BYE';
    }
    // Who bars connections ahead of a TLS server says so in the clear.
    case 'tls':
      return failure.stage === 'tls' && REFUSAL_IN_THE_CLEAR.test(failure.plaintext ?? '');
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
