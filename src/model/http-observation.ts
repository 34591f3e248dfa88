// What was asked of a service over HTTP and what it answered: facts, no judgement. Holds no secret, and of a body no more than
// what the service itself says of an error. Imports only nouns.
import type { Stage } from './protocol.ts';

export interface HttpExchangeObservation {
  readonly stage: Stage;
  /** `GET /v1.0/users/alice@contoso.example?$select=mail`. */
  readonly request: string;
  /** What it was asked for. */
  readonly purpose: HttpPurpose;
  readonly status: number;
  readonly contentType: string;
  /** The service's own name of the error; null: it named none. */
  readonly errorCode: string | null;
  /** Its own words, as visible text; empty where there are none. */
  readonly message: string;
  /** The challenges of WWW-Authenticate (RFC 9110 §11.6.1), as they came. */
  readonly challenges: readonly string[];
  /** Where a redirect leads; null: it is none. */
  readonly location: string | null;
  /** By the answer's own Date, ISO 8601; null: it has none that can be read. */
  readonly serverTime: string | null;
  /** When the answer came by this machine's clock, ISO 8601. */
  readonly receivedAt: string;
  /** Seconds after which it may be asked again (RFC 9110 §10.2.3); null: it does not say. */
  readonly retryAfterSeconds: number | null;
  /** By which the service's own people find the request; null: it gave none. */
  readonly requestId: string | null;
  /** What the answer tells of the server behind it; absent: nothing. */
  readonly server?: HttpServerFacts;
}

export interface HttpServerFacts {
  /** `15.2.1748.10`; null: it does not say. */
  readonly version: string | null;
  /** Names of machines, as headers have them. */
  readonly machines: readonly string[];
}

/** `door`: without a login, who answers; `user`: the entry in the directory; `inbox`: the mailbox itself. */
export type HttpPurpose = 'door' | 'user' | 'inbox';
