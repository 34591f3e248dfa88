// Where to log in, and how often: once, on the best secure endpoint, on the session that is still open. Decides which
// endpoints may be the place; who of them goes is login-choice.ts's business, what is sent login-attempts.ts's.
import type { TLSSocket } from 'node:tls';
import type { AuthSkipReason, CredentialsObservation, EarlierLogin, TlsObservation, TokenClaims } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Credentials, Plan } from '../model/plan.ts';
import type { Secret } from '../model/secret.ts';
import type { Deadline } from '../net/deadline.ts';
import type { Redactor } from '../net/redactor.ts';
import type { Semaphore } from '../net/semaphore.ts';
import type { Capabilities, LoginSession } from '../protocols/protocol.ts';
import { shapeOf } from './credential-shape.ts';
import { ANY_BINDING, Login } from './login.ts';
import { LoginAttempts } from './login-attempts.ts';
import { LoginChoice } from './login-choice.ts';
import { LoginOffers, waysOf } from './login-offers.ts';
import { type LoginToken, obtainToken } from './login-token.ts';
import type { LoginTurn } from './login-turn.ts';
import { loginRank } from './matrix.ts';
import { type EndpointRecorder, type EndpointSpec, idOf } from './recorder.ts';

let knowledge: Promise<typeof import('../knowledge/index.ts')> | null = null;
/** Loaded with the first login; import() takes its time also for what is loaded already. */
const loadKnowledge = (): Promise<typeof import('../knowledge/index.ts')> => {
  knowledge ??= import('../knowledge/index.ts');
  return knowledge;
};

export class LoginCoordinator {
  readonly #plan: Plan;
  readonly #credentials: Credentials;
  readonly #deadline: Deadline;
  readonly #turn: LoginTurn | null;
  readonly #token: Promise<LoginToken>;
  readonly #login: Login;
  readonly #choice: LoginChoice;
  readonly #offers = new LoginOffers();
  readonly #attempts: LoginAttempts;
  #connections: Semaphore | null = null;
  /** A login of another check with the same credentials, which forbade this one's. */
  #earlier: EarlierLogin | null = null;

  constructor(plan: Plan, credentials: Credentials, deadline: Deadline, redactor: Redactor, turn: LoginTurn | null = null) {
    this.#plan = plan;
    this.#credentials = credentials;
    this.#deadline = deadline;
    this.#turn = turn;
    this.#token = obtainToken(plan, credentials, deadline, redactor);
    this.#login = new Login(plan, credentials, deadline, redactor);
    const isInTheWay = (candidates: number): boolean =>
      this.#connections !== null && this.#connections.waiting > 0 && this.#connections.held <= candidates;
    this.#choice = new LoginChoice(() => deadline.isOver, isInTheWay);
    this.#attempts = new LoginAttempts(this.#login, plan, deadline, turn);
  }

  /** The connections that the endpoints share. */
  share(connections: Semaphore): void {
    this.#connections = connections;
  }

  /** One more endpoint stands in line for a connection. */
  lineGrew(): void {
    this.#choice.lineGrew();
  }

  /** Which endpoints are under way. Those that are likely to be a place to log in are waited for by worse ones. */
  expect(endpoints: readonly { readonly spec: EndpointSpec; readonly isLikely: boolean }[]): void {
    const likely = endpoints.filter(({ isLikely }) => isLikely);
    this.#choice.expect(likely.map(({ spec }) => [idOf(spec), loginRank(spec)] as const));
  }

  /** The endpoint has climbed its ladder and asks whether it is the one. Resolves when that is settled. */
  async apply(recorder: EndpointRecorder): Promise<boolean> {
    const { id, spec } = recorder;
    const reason = this.#unfitness(recorder, await this.#token);
    if (reason) return this.#refuse(recorder, reason);
    const isChosen = await this.#choice.wait(id, loginRank(spec));
    // It may have waited for a better one to the end: a login that goes out then can have no answer.
    if (isChosen && this.#deadline.isOver) return this.#refuse(recorder, this.#reasonOfEnd());
    return isChosen;
  }

  /** Until when a connection may stay for the answer to its login. */
  get answerDeadline(): Deadline {
    return this.#turn?.late?.deadline ?? this.#deadline;
  }

  /** What comes after it says whether the session is of any use. */
  isAcceptedAt(id: string): boolean {
    return this.#attempts.isAcceptedAt(id);
  }

  /** A login was sent there whose answer somebody wants to know, also when the run is over. */
  isAwaiting(id: string): boolean {
    return this.#attempts.isAwaiting(id);
  }

  /** Resolves when that answer has come; null: the run has not ended before it. */
  lateAnswer(id: string): Promise<void> | null {
    return this.#attempts.lateAnswer(id);
  }

  /** The last question before anything is sent: whether an earlier login with the same credentials forbids it. */
  async takeTurn({ id, spec, plaintext, underTls }: EndpointRecorder): Promise<boolean> {
    const turn = this.#turn;
    if (!turn) return true;
    const { host, protocol } = this.#plan;
    const begin = (): ReturnType<LoginTurn['begin']> => turn.begin({ host, address: spec.address, protocol });
    const answer = await (turn.late ? begin() : this.#deadline.hold(begin));
    if (answer === 'go' && !this.#deadline.isOver) return true;
    if (typeof answer === 'object') this.#earlier = answer;
    this.#offers.refused(id, typeof answer === 'object' ? 'sent-before' : 'interrupted', underTls ?? plaintext);
    return false;
  }

  /** What the token says of itself; null: there is none, or it says nothing. */
  async claims(): Promise<TokenClaims | null> {
    return (await this.#token).claims;
  }

  /** Logs in. The outcome is that of the step; a refusal is no failure of the endpoint. */
  async logIn(recorder: EndpointRecorder, session: LoginSession, socket: TLSSocket | null): Promise<Outcome<null>> {
    const { token } = await this.#token;
    return this.#attempts.make(recorder, session, socket, token);
  }

  /** The endpoint is done, or never got to apply: nobody waits for it any longer. */
  leave(id: string, plaintext: Capabilities | null, underTls: Capabilities | null, tls: TlsObservation | null): void {
    const hasApplied = this.#offers.has(id) || this.#attempts.made.some(({ endpoint }) => endpoint === id);
    const capabilities = underTls ?? plaintext;
    // A session that ended under TLS that verified (a client certificate was wanted) had no fault of trust.
    const isTrusted = tls !== null && (tls.trusted || this.#plan.tls.insecure);
    const reason = tls === null ? 'plaintext' : isTrusted ? 'no-endpoint' : 'untrusted';
    if (!hasApplied && waysOf(capabilities).length > 0) this.#offers.refused(id, reason, capabilities);
    this.#choice.leave(id);
  }

  /** With `--auth-all`: the endpoint to connect to once more, for the next mechanism; null when all were tried. */
  takeAnother(): string | null {
    this.#choice.reopen();
    return this.#attempts.takeAnother();
  }

  /** Everything about the credentials that rules may know. */
  async observation(): Promise<CredentialsObservation> {
    const { token, failure, claims } = await this.#token;
    const { user, notices, password } = this.#credentials;
    const { kind } = this.#login;
    const secret: Secret | null = kind === 'token' ? token : password;
    const { providerOfHost } = await loadKnowledge();
    const shape = shapeOf({ user, secret, kind, provider: providerOfHost(this.#plan.host) });
    const { made: attempts } = this.#attempts;
    const skipped = attempts.length > 0 ? null : this.#skipped();
    return { user, kind, attempts, skipped, shape, claims, tokenRequest: failure, notices };
  }

  /** Why the endpoint is no place for this login; null: it may be. */
  #unfitness(recorder: EndpointRecorder, { token, failure, isForeign }: LoginToken): AuthSkipReason | null {
    const { spec, tls, leftover } = recorder;
    const { withheldLogin, auth, tls: options } = this.#plan;
    const capabilities = recorder.underTls ?? recorder.plaintext;
    if (withheldLogin) return withheldLogin;
    if (this.#choice.isTaken || this.#deadline.isOver) return this.#reasonOfEnd();
    if (failure) return 'token-request-failed';
    if (!capabilities || waysOf(capabilities).length === 0) return 'not-advertised';
    if (!this.#login.choose(capabilities, [], ANY_BINDING))
      return this.#login.takesOnlyTokens(capabilities) ? 'oauth-required' : 'no-common-mechanism';
    if (this.#login.isUnsendable(token)) return 'unsendable';
    if (isForeign) return 'foreign-audience';
    if (!tls && !(spec.mode === 'plain' && auth.allowInsecure)) return 'plaintext';
    if (tls && !tls.trusted && !options.insecure) return 'untrusted';
    // Somebody puts words into this connection (RFC 3207 §6): no place for a secret, whatever TLS says since.
    return leftover === null ? null : 'plaintext-injected';
  }

  /** No login goes out any more: the user ended the run, or it was had elsewhere or the time is up. */
  #reasonOfEnd(): AuthSkipReason {
    return this.#deadline.isInterrupted ? 'interrupted' : 'no-endpoint';
  }

  #refuse({ id, underTls, plaintext }: EndpointRecorder, reason: AuthSkipReason): false {
    this.#offers.refused(id, reason, underTls ?? plaintext);
    this.#choice.leave(id);
    return false;
  }

  #skipped(): NonNullable<CredentialsObservation['skipped']> {
    const { only, exclude } = this.#plan.auth;
    const allowed = (only ?? []).filter((name) => !exclude.includes(name));
    return { ...this.#offers.nearest(), allowed, ...(this.#earlier === null ? {} : { earlier: this.#earlier }) };
  }
}
