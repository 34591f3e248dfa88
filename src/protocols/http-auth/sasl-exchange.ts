// A SASL mechanism as HTTP carries it: its messages are the tokens of a scheme of the same name (MS-NTHT for NTLM). Keeps what
// became of it: whether the secret is out, and what did not fit.
import { Secret } from '../../model/secret.ts';
import { decodeBase64 } from '../../sasl/base64.ts';
import type { SaslExchange, SaslFault } from '../../sasl/mechanism.ts';
import type { HttpAuthExchange } from './scheme.ts';

export class SaslAuthExchange implements HttpAuthExchange {
  readonly #exchange: SaslExchange;
  #hasSentSecret = false;
  #fault: SaslFault | null = null;

  constructor(exchange: SaslExchange) {
    this.#exchange = exchange;
  }

  get hasSentSecret(): boolean {
    return this.#hasSentSecret;
  }

  /** Why there was no answer to what the server said; null: there was one. */
  get fault(): SaslFault | null {
    return this.#fault;
  }

  async respond(challenge: string | null): Promise<Secret | null> {
    if (challenge === null) {
      this.#hasSentSecret ||= this.#exchange.opensWithSecret;
      return new Secret((this.#exchange.initialResponse ?? Buffer.alloc(0)).toString('base64'));
    }
    const bytes = decodeBase64(challenge);
    if (!bytes) return this.#fail({ detail: 'the challenge is no Base64', said: challenge });
    const step = await this.#exchange.respond(bytes);
    if (step.kind === 'abort') return this.#fail(step);
    this.#hasSentSecret ||= step.carriesSecret;
    return new Secret(step.bytes.toString('base64'));
  }

  #fail(fault: SaslFault): null {
    this.#fault = fault;
    return null;
  }
}
