// Graph's answers to three harmless questions: who is there, is this token taken, is this mailbox within its reach. Whatever is
// asked goes through the door of all HTTP services, once each.

import { isOfApplication, mayReadInbox, mayReadUser } from '../../model/graph-permissions.ts';
import type { HttpExchangeObservation, HttpPurpose, TokenClaims } from '../../model/observation.ts';
import { type Failure, fail, type Outcome, succeed } from '../../model/outcome.ts';
import type { Stage } from '../../model/protocol.ts';
import { visibleText } from '../../model/visible-text.ts';
import type { HarmlessRequest } from '../harmless-requests.ts';
import { replyOf } from '../http-answers.ts';
import { bearer } from '../http-auth/bearer.ts';
import { loginCommandsFor } from '../http-auth/index.ts';
import { offeredSchemes } from '../http-challenges.ts';
import type { Authorization, HttpDoor } from '../http-door.ts';
import type { Capabilities, HttpSession, HttpSessionOptions, LoginResult, PlainLogin } from '../protocol.ts';
import { foreignAnswer, observeAnswer } from './answer.ts';

const MAX_SAMPLE = 160;

/** What the login is, once it was taken. */
interface Taken {
  readonly authorization: Authorization;
  readonly claims: TokenClaims | null;
  /** Null: of whoever signed in. */
  readonly id: string | null;
  readonly asked: HttpPurpose;
  readonly refusal: Failure | null;
}

export class GraphSession implements HttpSession {
  readonly #door: HttpDoor;
  readonly #options: HttpSessionOptions;
  readonly #exchanges: HttpExchangeObservation[] = [];
  #taken: Taken | null = null;

  constructor(door: HttpDoor, options: HttpSessionOptions) {
    this.#door = door;
    this.#options = options;
  }

  get exchanges(): readonly HttpExchangeObservation[] {
    return this.#exchanges;
  }

  /** A request without a token is refused with 401 and the challenge `Bearer` (RFC 6750 §3). */
  async identify(): Promise<Outcome<Capabilities>> {
    const asked = await this.#ask('http', 'door', { name: 'graph-door' }, null, this.#options.commandMs);
    if (!asked.ok) return asked;
    const seen = asked.value;
    const [challenge = ''] = seen.challenges;
    if (seen.status !== 401) return fail({ kind: 'reply', stage: 'http', reply: replyOf(seen) });
    const offered = offeredSchemes(challenge).filter((name) => name === bearer.name);
    return succeed({
      keywords: offered,
      mechanisms: offered,
      loginCommands: loginCommandsFor(offered),
      offersStartTls: false,
      refusal: null,
    });
  }

  authenticate(): Promise<LoginResult> {
    throw new Error('Graph has no SASL');
  }

  /** 401 refuses the token; every other answer of Graph's own comes from behind it. */
  async logIn(_command: string, { user, secret }: PlainLogin): Promise<LoginResult> {
    const { authMs } = this.#options;
    const claims = this.#options.claims();
    const onSent = this.#options.redactor.addSent.bind(this.#options.redactor);
    const authorization = { scheme: bearer, exchange: bearer.start({ user, secret, onSent }) };
    const id = this.#ownerOf(user, claims);
    const asked: HttpPurpose = mayReadInbox(claims) || !mayReadUser(claims, id === null) ? 'inbox' : 'user';
    const outcome = await this.#ask('auth', asked, { name: `graph-${asked}`, id }, authorization, authMs);
    const ended = { challenge: null, faultsMechanism: false, hasSentSecret: true } as const;
    if (!outcome.ok) return { ...ended, status: 'error', reply: null, failure: outcome.failure };
    const seen = outcome.value;
    const reply = replyOf(seen);
    if (seen.status === 401) return { ...ended, status: 'rejected', reply, failure: null };
    if (seen.status === 429 || seen.status >= 500) return { ...ended, status: 'error', reply, failure: null };
    const refusal: Failure | null = seen.status < 400 ? null : { kind: 'reply', stage: 'permission', reply };
    this.#taken = { authorization, claims, id, asked, refusal };
    return { ...ended, status: 'accepted', reply: null, failure: null };
  }

  /** What was not asked with the login, as far as the token may ask it. Null: there is nothing that could be told. */
  async askPermissions(): Promise<Outcome<null> | null> {
    const taken = this.#taken;
    if (!taken) return null;
    const { authorization, claims, id, asked, refusal } = taken;
    const isUserNext = asked === 'inbox' && mayReadUser(claims, id === null);
    const next = isUserNext
      ? await this.#ask('permission', 'user', { name: 'graph-user', id }, authorization, this.#options.commandMs)
      : null;
    if (next && !next.ok) return fail(next.failure);
    const isKnownBefore = asked === 'inbox' ? mayReadInbox(claims) : mayReadUser(claims, id === null);
    if (next && next.value.status >= 400 && next.value.status !== 403)
      return fail({ kind: 'reply', stage: 'permission', reply: replyOf(next.value) });
    if (refusal && isKnownBefore) return fail(refusal);
    return refusal && !next ? null : succeed(null);
  }

  /** A person's own mailbox is asked for as such: personal accounts know no other name for it. */
  #ownerOf(user: string, claims: TokenClaims | null): string | null {
    const mailbox = this.#options.mailbox ?? user;
    const isOfPerson = claims === null || !isOfApplication(claims);
    const owner = claims?.user ?? user;
    return isOfPerson && owner.toLowerCase() === mailbox.toLowerCase() ? null : mailbox;
  }

  async #ask(
    stage: Stage,
    purpose: HttpPurpose,
    request: HarmlessRequest,
    authorization: Authorization | null,
    limitMs: number,
  ): Promise<Outcome<HttpExchangeObservation>> {
    const outcome = await this.#door.ask(request, authorization, { stage, limitMs });
    if (!outcome.ok) return outcome;
    const seen = observeAnswer(outcome.value, { stage, purpose, receivedAt: Date.now() });
    this.#exchanges.push(seen);
    const excerpt = (text: string): string => this.#options.redactor.excerpt(visibleText(text), MAX_SAMPLE);
    const foreign = foreignAnswer(outcome.value, seen, excerpt);
    return foreign ? fail(foreign) : succeed(seen);
  }
}
