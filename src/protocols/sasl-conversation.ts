// A SASL exchange over a line protocol whose challenges and responses are Base64 lines and whose cancellation is a lone
// "*" (RFC 4954 §4, RFC 9051 §6.2.2, RFC 5034 §4). Knows when the secret is out; neither the commands nor the replies
// around it.
import type { Budget, Failure, Outcome } from '../model/outcome.ts';
import type { Reply } from '../model/reply.ts';
import { decodeBase64 } from '../sasl/base64.ts';
import type { SaslExchange, SaslFault } from '../sasl/mechanism.ts';
import type { LoginResult } from './protocol.ts';

/** No mechanism asks more often; an endless row of challenges is an attack or a loop. */
const MAX_CHALLENGES = 10;
/** Characters of the server's own words in a failure. */
const MAX_SAID = 200;

/** What the server says in an exchange: a challenge, still in Base64, or its verdict. */
export type SaslAnswer =
  | { readonly kind: 'challenge'; readonly text: string }
  | { readonly kind: 'reply'; readonly reply: Reply };

export interface SaslWire {
  read(budget: Budget): Promise<Outcome<SaslAnswer>>;
  /** `shown`: what the transcript gets. */
  write(line: string, shown: string): void;
  /** Writes what carries the secret. Null: it is out. Else nothing was sent, and this is what the server had said unasked. */
  writeSecret(line: string, shown: string): Promise<Outcome<SaslAnswer> | null>;
  /** `neither`: a reply that has no place at the end of a login (220, 250). */
  verdictOf(reply: Reply): 'accepted' | 'refused' | 'neither';
  /** Of what the server said, without any secret. */
  excerpt(text: string, limit: number): string;
}

/** The command that opens the exchange. `hasInitialResponse`: that went along with it. */
export interface Opening {
  readonly line: string;
  readonly shown: string;
  readonly hasInitialResponse: boolean;
}

/** One exchange, from the command to the server's verdict. */
export class SaslConversation {
  readonly #wire: SaslWire;
  readonly #mechanism: string;
  readonly #exchange: SaslExchange;
  #hasSentSecret = false;

  constructor(wire: SaslWire, mechanism: string, exchange: SaslExchange) {
    this.#wire = wire;
    this.#mechanism = mechanism;
    this.#exchange = exchange;
  }

  async run({ line, shown, hasInitialResponse }: Opening): Promise<LoginResult> {
    const { initialResponse, opensWithSecret } = this.#exchange;
    const unasked = await this.#write(line, shown, hasInitialResponse && opensWithSecret);
    if (unasked) return this.#tooEarly(unasked);
    let waiting = hasInitialResponse ? null : initialResponse;
    for (let challenges = 0; ; challenges += 1) {
      const outcome = await this.#wire.read('auth');
      if (!outcome.ok) return this.#unfinished(outcome.failure, null);
      if (outcome.value.kind === 'reply') return this.#conclude(outcome.value.reply, waiting === null);
      if (challenges >= MAX_CHALLENGES) return this.#cancel({ detail: 'challenges without end' });
      const ended = await (waiting ? this.#respond(waiting, opensWithSecret) : this.#answer(outcome.value.text));
      if (ended) return ended;
      waiting = null;
    }
  }

  async #answer(text: string): Promise<LoginResult | null> {
    const challenge = decodeBase64(text);
    if (!challenge) return this.#cancel({ detail: 'the challenge is no Base64', said: text });
    const step = await this.#exchange.respond(challenge);
    return step.kind === 'abort' ? this.#cancel(step) : this.#respond(step.bytes, step.carriesSecret);
  }

  async #respond(bytes: Buffer, carriesSecret: boolean): Promise<LoginResult | null> {
    const unasked = await this.#write(bytes.toString('base64'), bytes.length === 0 ? '' : '***', carriesSecret);
    if (!unasked) return null;
    // The server still waits for a response: what would come next must not be taken for one.
    this.#wire.write('*', '*');
    return this.#tooEarly(unasked);
  }

  async #write(line: string, shown: string, carriesSecret: boolean): Promise<Outcome<SaslAnswer> | null> {
    if (!carriesSecret) {
      this.#wire.write(line, shown);
      return null;
    }
    const unasked = await this.#wire.writeSecret(line, shown);
    this.#hasSentSecret ||= unasked === null;
    return unasked;
  }

  /** The server spoke, or left, before it was asked. A refusal counts all the same; nothing else does. */
  #tooEarly(unasked: Outcome<SaslAnswer>): LoginResult {
    if (!unasked.ok) return this.#unfinished(unasked.failure, null);
    const reply = unasked.value.kind === 'reply' ? unasked.value.reply : null;
    if (reply && this.#wire.verdictOf(reply) === 'refused') return { ...this.#conclude(reply, false), isOutOfStep: true };
    return this.#unfinished(this.#fault({ detail: 'the server answered before it was asked' }), reply);
  }

  async #cancel(fault: SaslFault): Promise<LoginResult> {
    this.#wire.write('*', '*');
    const outcome = await this.#wire.read('command');
    const reply = outcome.ok && outcome.value.kind === 'reply' ? outcome.value.reply : null;
    // Only a server that takes the cancellation (501, BAD, -ERR) is where the next exchange could begin.
    const isCancelled = reply !== null && this.#wire.verdictOf(reply) === 'refused';
    return {
      ...this.#unfinished(this.#fault(fault), reply),
      faultsMechanism: isCancelled && !fault.isServerUnproven,
    };
  }

  /** `hasSaidAll`: no initial response is left, so that the server can have judged what it says it accepts. */
  #conclude(reply: Reply, hasSaidAll: boolean): LoginResult {
    const { errorChallenge, targetInformation } = this.#exchange;
    const ended = {
      reply,
      challenge: errorChallenge ?? targetInformation ?? null,
      faultsMechanism: false,
      hasSentSecret: this.#hasSentSecret,
    };
    const verdict = this.#wire.verdictOf(reply);
    if (verdict === 'refused') return { ...ended, status: 'rejected', failure: null };
    const fault = verdict === 'neither' ? { detail: `${reply.code} is no end of a login` } : this.#disproof(hasSaidAll);
    return fault === null
      ? { ...ended, status: 'accepted', failure: null }
      : { ...ended, status: 'error', failure: this.#fault(fault) };
  }

  /** Why an acceptance does not count, or null. */
  #disproof(hasSaidAll: boolean): SaslFault | null {
    if (!hasSaidAll) return { detail: 'the server accepted before anything was sent' };
    const verdict = this.#exchange.finish(null);
    return verdict.ok ? null : verdict;
  }

  #unfinished(failure: Failure, reply: Reply | null): LoginResult {
    const challenge = this.#exchange.errorChallenge;
    return { status: 'error', reply, failure, challenge, faultsMechanism: false, hasSentSecret: this.#hasSentSecret };
  }

  /** Our words as they are, and an excerpt of the server's. */
  #fault({ detail: own, said, isServerUnproven }: SaslFault): Failure {
    const detail = said === undefined ? own : `${own}: ${this.#wire.excerpt(said, MAX_SAID)}`;
    const unproven = isServerUnproven ? ({ isServerUnproven } as const) : {};
    return { kind: 'sasl', stage: 'auth', mechanism: this.#mechanism, detail, ...unproven };
  }
}
