// What an HTTP authentication scheme is (RFC 9110 §11): its name, what it takes, and what it says. Knows no connection.
import type { Secret } from '../../model/secret.ts';

/** One login by one scheme. */
export interface HttpAuthExchange {
  /**
   * What stands behind the scheme in Authorization. `challenge`: what stood behind it in the server's (token68); null: nothing has
   * been said yet. Null: there is nothing more to say, and the answer stands.
   */
  respond(challenge: string | null): Promise<Secret | null> | Secret | null;
}

export interface HttpAuthInput {
  readonly user: string;
  readonly secret: Secret;
  /** Called with each text that goes out and is made of the secret, so that it is known where it comes back. */
  readonly onSent: (payload: string, proofs?: readonly (string | Buffer)[]) => void;
}

export interface HttpAuthScheme {
  /** What `--auth` calls it, and reports name it by; upper case. */
  readonly name: string;
  /** As it is written on the wire. */
  readonly word: string;
  readonly takesToken: boolean;
  /** It sends the secret as it is, not a proof made with it. */
  readonly exposesSecret: boolean;
  /** It logs in the connection, and takes several requests over it (RFC 4559, MS-NTHT); else each request by itself. */
  readonly isOfConnection: boolean;
  start(input: HttpAuthInput): HttpAuthExchange;
}
