// What Exchange Web Services answer to two harmless questions: which logins are taken, and whether a login may open an inbox (GetFolder,
// of which nothing but the folder's id comes back). Whatever is asked goes through the door of all HTTP services, once each.
import type { HttpExchangeObservation, HttpPurpose } from '../../model/observation.ts';
import { type Failure, fail, type Outcome, succeed } from '../../model/outcome.ts';
import type { Stage } from '../../model/protocol.ts';
import { visibleText } from '../../model/visible-text.ts';
import type { SaslExchange } from '../../sasl/mechanism.ts';
import type { HarmlessRequest } from '../harmless-requests.ts';
import { replyOf } from '../http-answers.ts';
import { httpAuthSchemeNamed, loginCommandsFor } from '../http-auth/index.ts';
import { SaslAuthExchange } from '../http-auth/sasl-exchange.ts';
import { describeChallenge, offeredSchemes, parseChallenges } from '../http-challenges.ts';
import type { Authorization, HttpDoor } from '../http-door.ts';
import type { Capabilities, HttpSession, HttpSessionOptions, LoginResult, PlainLogin } from '../protocol.ts';
import { readAnswer } from './answer.ts';

const MAX_SAMPLE = 160;

export class EwsSession implements HttpSession {
  readonly #door: HttpDoor;
  readonly #options: HttpSessionOptions;
  readonly #exchanges: HttpExchangeObservation[] = [];
  /** What came from behind a login that was taken; null: there was none. */
  #behind: Outcome<null> | null = null;

  constructor(door: HttpDoor, options: HttpSessionOptions) {
    this.#door = door;
    this.#options = options;
  }

  get exchanges(): readonly HttpExchangeObservation[] {
    return this.#exchanges;
  }

  async identify(): Promise<Outcome<Capabilities>> {
    const first = await this.#askDoor(false);
    if (!first.ok) return first;
    if (first.value.status !== 401) return fail({ kind: 'reply', stage: 'http', reply: replyOf(first.value) });
    const [challenge = ''] = first.value.challenges;
    const offered = offeredSchemes(challenge);
    // Exchange Server tells of tokens only whoever comes with one, be it empty.
    const second = offered.includes('BEARER') ? null : await this.#askDoor(true);
    const also = second?.ok && second.value.status === 401 ? (second.value.challenges[0] ?? '') : '';
    const all = [...new Set([...offered, ...offeredSchemes(also)])];
    return succeed({
      keywords: [...new Set(parseChallenges(`${challenge}, ${also}`).map(describeChallenge))],
      mechanisms: all,
      loginCommands: loginCommandsFor(all),
      offersStartTls: false,
      refusal: null,
    });
  }

  /** NTLM, whose messages HTTP carries as a scheme of the same name. */
  async authenticate(mechanism: string, exchange: SaslExchange): Promise<LoginResult> {
    const carried = new SaslAuthExchange(exchange);
    const result = await this.#openInbox('', { scheme: { word: mechanism, isOfConnection: true }, exchange: carried });
    const { fault, hasSentSecret } = carried;
    const challenge = exchange.errorChallenge ?? exchange.targetInformation ?? null;
    if (fault) {
      const said = fault.said === undefined ? '' : `: ${this.#excerpt(fault.said)}`;
      const failure: Failure = { kind: 'sasl', stage: 'auth', mechanism, detail: `${fault.detail}${said}` };
      return { ...result, status: 'error', failure, challenge, hasSentSecret, faultsMechanism: true };
    }
    return { ...result, challenge, hasSentSecret, faultsMechanism: result.status === 'rejected' && !hasSentSecret };
  }

  logIn(command: string, { user, secret }: PlainLogin): Promise<LoginResult> {
    const scheme = httpAuthSchemeNamed(command);
    const onSent = this.#options.redactor.addSent.bind(this.#options.redactor);
    return this.#openInbox(user, { scheme, exchange: scheme.start({ user, secret, onSent }) });
  }

  /** The one request that the login is for has told it. */
  askPermissions(): Promise<Outcome<null> | null> {
    return Promise.resolve(this.#behind);
  }

  /** 401 refuses the login; every other answer of Exchange's own comes from behind it. */
  async #openInbox(user: string, authorization: Authorization): Promise<LoginResult> {
    const { path, impersonated, mailbox, authMs } = this.#options;
    const isOwn = impersonated !== null || mailbox === null || mailbox.toLowerCase() === user.toLowerCase();
    const anchor = impersonated ?? mailbox ?? (user.includes('@') ? user : null);
    const request = { name: 'ews-inbox', path, mailbox: isOwn ? null : mailbox, impersonated, anchor } as const;
    const outcome = await this.#ask('auth', 'inbox', request, authorization, authMs);
    const ended = { challenge: null, faultsMechanism: false, hasSentSecret: true } as const;
    if (!outcome.ok) return { ...ended, status: 'error', reply: null, failure: outcome.failure };
    const seen = outcome.value;
    const reply = replyOf(seen);
    if (seen.status === 401) return { ...ended, status: 'rejected', reply, failure: null };
    // SOAP faults come with 500 as well: what names an error of EWS has let the login in.
    const isOfGateway = seen.errorCode === null && (seen.status === 429 || seen.status >= 500);
    if (isOfGateway || seen.status === 404 || seen.status === 440) return { ...ended, status: 'error', reply, failure: null };
    const isRefused = seen.status >= 400 || seen.errorCode !== null;
    this.#behind = isRefused ? fail({ kind: 'reply', stage: 'permission', reply }) : succeed(null);
    return { ...ended, status: 'accepted', reply: null, failure: null };
  }

  #askDoor(asksForTokens: boolean): Promise<Outcome<HttpExchangeObservation>> {
    const { path, commandMs } = this.#options;
    return this.#ask('http', 'door', { name: 'ews-door', path, asksForTokens }, null, commandMs);
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
    const { seen, foreign } = readAnswer(outcome.value, { stage, purpose, receivedAt: Date.now() }, this.#excerpt);
    this.#exchanges.push(seen);
    return foreign ? fail(foreign) : succeed(seen);
  }

  readonly #excerpt = (text: string): string => this.#options.redactor.excerpt(visibleText(text), MAX_SAMPLE);
}
