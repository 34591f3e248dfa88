// A failing server is data: what an attempt came to, and the facts of its failure. No sentences here: words
// belong to rules and knowledge. Imports nothing but the other nouns.
import type { Stage } from './protocol.ts';
import type { Reply } from './reply.ts';

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export const succeed = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const fail = (failure: Failure): { readonly ok: false; readonly failure: Failure } => ({ ok: false, failure });

/** Which of the limits ran out. `syn`: two SYNs unanswered while a sibling port answered; `patience`: silence cut short. */
export type Budget = 'connect' | 'syn' | 'greeting' | 'patience' | 'tls' | 'command' | 'auth' | 'proxy' | 'total';

export type ProxyFault = 'unreachable' | 'auth-required' | 'refused' | 'protocol-error';

export type MalformedFault = 'no-code' | 'mixed-codes' | 'line-too-long' | 'reply-too-long' | 'unexpected-code' | 'bad-syntax';

/** What may be known of a handshake that nothing came in answer to. */
interface Unanswered {
  /** Bytes of the ClientHello, where it was too large for one segment. */
  readonly helloBytes?: number;
}

/** Everything that can end one connection, ordered by layer. `stage` is where it happened. */
export type Failure =
  /** An errno of connect, read or write: ECONNREFUSED, EHOSTUNREACH, ECONNRESET, EACCES … */
  | ({ readonly kind: 'system'; readonly stage: Stage; readonly systemCode: string; readonly detail?: string } & Unanswered)
  /**
   * A wait ran out. `budgetMs`: the limit; `siblingMs`: how fast a sibling answered, for `syn` and `patience`;
   * `endedByLine`: the connection that had been silent was closed at the first line that it heard.
   */
  | ({
      readonly kind: 'timeout';
      readonly stage: Stage;
      readonly budget: Budget;
      readonly budgetMs: number;
      readonly waitedMs: number;
      readonly siblingMs?: number;
      readonly partial?: string;
      readonly endedByLine?: true;
    } & Unanswered)
  /** FIN from the peer. `partial`: what it had said of an unfinished line or reply. */
  | ({ readonly kind: 'closed'; readonly stage: Stage; readonly partial?: string } & Unanswered)
  | {
      readonly kind: 'proxy';
      readonly stage: 'connect' | 'proxy';
      readonly fault: ProxyFault;
      readonly systemCode?: string;
      readonly detail: string;
    }
  /** The handshake failed. `alert`: the TLS alert number received (RFC 8446 §6); `plaintext`: what came instead of TLS.
   *  `clientCertificateRequested`: the server had asked for a certificate before it failed. */
  | {
      readonly kind: 'tls';
      readonly stage: Stage;
      readonly systemCode: string;
      readonly detail: string;
      readonly alert?: number;
      readonly clientCertificateRequested?: true;
      readonly plaintext?: string;
    }
  /** The server said no. `speaks`: another protocol, one of whose commands it took or named. */
  | { readonly kind: 'reply'; readonly stage: Stage; readonly reply: Reply; readonly speaks?: 'LMTP' | 'FTP' }
  /** What came is no reply of this protocol. `sample`: its beginning, as visible text. */
  | { readonly kind: 'malformed'; readonly stage: Stage; readonly fault: MalformedFault; readonly sample: string }
  /** STARTTLS mode, and the server does not offer it. */
  | { readonly kind: 'not-offered'; readonly stage: 'starttls' }
  /** The SASL exchange itself does not fit the mechanism (undecodable challenge, foreign nonce, unproven server …). */
  | {
      readonly kind: 'sasl';
      readonly stage: 'auth';
      readonly mechanism: string;
      readonly detail: string;
      /** The server did not prove that it knows the password. */
      readonly isServerUnproven?: true;
    }
  /** Another endpoint's result made this one's outcome plain; the wait was ended. `by`: that endpoint's id. */
  | {
      readonly kind: 'settled';
      readonly stage: Stage;
      readonly by: string;
      readonly detail: 'speaks-tls' | 'speaks-plaintext';
    }
  /** The user ended the run, or the plan left this one out. */
  | { readonly kind: 'not-tried'; readonly stage: Stage; readonly reason: 'interrupted' | 'deadline' | 'no-route' }
  /** Our own bug. */
  | { readonly kind: 'internal'; readonly stage: Stage; readonly detail: string };
