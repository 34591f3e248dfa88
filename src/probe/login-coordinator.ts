// Where to log in, and how often: once, on the best secure endpoint, on the session that is still open. A second attempt
// only where the reply faults the mechanism and nothing of the secret has gone out, or with `--auth-all`. How is
// login.ts's business.
import type { TLSSocket } from 'node:tls';
import type {
  AuthAttempt,
  AuthSkipReason,
  CredentialsObservation,
  EarlierLogin,
  TlsObservation,
  TokenRequestFailure,
} from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Credentials, Plan } from '../model/plan.ts';
import type { Reply } from '../model/reply.ts';
import type { Secret } from '../model/secret.ts';
import type { Deadline } from '../net/deadline.ts';
import { internalFailure } from '../net/failure.ts';
import type { Redactor } from '../net/redactor.ts';

import type { Capabilities, Session } from '../protocols/protocol.ts';
import { shapeOf } from './credential-shape.ts';
import { interruption } from './interruption.ts';
import { ANY_BINDING, bindingOf, Login, type Way } from './login.ts';
import type { LoginTurn } from './login-turn.ts';
import { loginRank } from './matrix.ts';
import { type EndpointRecorder, type EndpointSpec, idOf } from './recorder.ts';

/** Without `--auth-all`, over all connections of a check. */
const MAX_ATTEMPTS = 2;

/** What one endpoint would have taken, and why it was not the place to log in. */
interface Offer {
  readonly endpoint: string;
  readonly reason: AuthSkipReason;
  readonly offered: readonly string[];
}

interface Candidate {
  readonly rank: number;
  readonly answer: (mayLogIn: boolean) => void;
}

let knowledge: Promise<typeof import('../knowledge/index.ts')> | null = null;
/** Loaded with the first login; import() takes its time also for what is loaded already. */
const loadKnowledge = (): Promise<typeof import('../knowledge/index.ts')> => {
  knowledge ??= import('../knowledge/index.ts');
  return knowledge;
};

export class LoginCoordinator {
  readonly #plan: Plan;
  readonly #credentials: Credentials;
  readonly #login: Login;
  readonly #deadline: Deadline;
  readonly #redactor: Redactor;
  readonly #token: Promise<{ token: Secret | null; failure: TokenRequestFailure | null }>;
  /** Endpoints that may yet turn out to be the better place, with their ranks. */
  readonly #pending = new Map<string, number>();
  readonly #candidates = new Map<string, Candidate>();
  readonly #offers: Offer[] = [];
  readonly #attempts: AuthAttempt[] = [];
  readonly #tried: string[] = [];
  /** Where the next mechanism of `--auth-all` is to be tried. */
  #another: string | null = null;
  #isTaken = false;
  readonly #turn: LoginTurn | null;
  #earlier: EarlierLogin | null = null;
  /** The endpoint at which an answer is waited for that may outlast the run. */
  #awaiting: string | null = null;
  #lateAnswer: Promise<void> | null = null;

  constructor(plan: Plan, credentials: Credentials, deadline: Deadline, redactor: Redactor, turn: LoginTurn | null = null) {
    this.#turn = turn;
    this.#plan = plan;
    this.#credentials = credentials;
    this.#login = new Login(plan, credentials, deadline, redactor);
    this.#deadline = deadline;
    this.#redactor = redactor;
    this.#token = this.#obtainToken();
  }

  /** Which endpoints are under way. Those that are likely to be a place to log in are waited for by worse ones. */
  expect(endpoints: readonly { readonly spec: EndpointSpec; readonly isLikely: boolean }[]): void {
    this.#pending.clear();
    for (const { spec, isLikely } of endpoints) if (isLikely) this.#pending.set(idOf(spec), loginRank(spec));
    this.#review();
  }

  /** The endpoint has climbed its ladder and asks whether it is the one. Resolves when that is settled. */
  async apply(recorder: EndpointRecorder): Promise<boolean> {
    const { spec, id, tls } = recorder;
    const capabilities = recorder.underTls ?? recorder.plaintext;
    const offered = waysOf(capabilities);
    const { token, failure } = await this.#token;
    const refuse = (reason: AuthSkipReason): boolean => {
      this.#offers.push({ endpoint: id, reason, offered });
      this.#pending.delete(id);
      this.#review();
      return false;
    };
    const { withheldLogin } = this.#plan;
    if (withheldLogin) return refuse(withheldLogin);
    if (this.#isTaken || this.#deadline.isOver) return refuse(this.#deadline.isInterrupted ? 'interrupted' : 'no-endpoint');
    if (failure) return refuse('token-request-failed');
    if (!capabilities || offered.length === 0) return refuse('not-advertised');
    if (!this.#login.choose(capabilities, [], ANY_BINDING))
      return refuse(this.#login.takesOnlyTokens(capabilities) ? 'oauth-required' : 'no-common-mechanism');
    if (this.#login.isUnsendable(token)) return refuse('unsendable');
    if (!tls && !(spec.mode === 'plain' && this.#plan.auth.allowInsecure)) return refuse('plaintext');
    if (tls && !tls.trusted && !this.#plan.tls.insecure) return refuse('untrusted');
    // Somebody puts words into this connection (RFC 3207 §6): no place for a secret, whatever TLS says since.
    if (recorder.leftover !== null) return refuse('plaintext-injected');
    this.#pending.delete(id);
    const isBest = await new Promise<boolean>((resolve) => {
      this.#candidates.set(id, { rank: loginRank(spec), answer: resolve });
      this.#review();
    });
    // It may have waited for a better one to the end: a login that goes out then can have no answer.
    if (isBest && this.#deadline.isOver) return refuse(this.#deadline.isInterrupted ? 'interrupted' : 'no-endpoint');
    return isBest;
  }

  /** Until when a connection may stay for the answer to its login. */
  get answerDeadline(): Deadline {
    return this.#turn?.late?.deadline ?? this.#deadline;
  }

  /** A login was sent there whose answer somebody wants to know, also when the run is over. */
  isAwaiting(id: string): boolean {
    return this.#awaiting === id;
  }

  /** Resolves when that answer has come; null: the run has not ended before it. */
  lateAnswer(id: string): Promise<void> | null {
    return this.#awaiting === id ? this.#lateAnswer : null;
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
    const reason = typeof answer === 'object' ? 'sent-before' : 'interrupted';
    this.#offers.push({ endpoint: id, reason, offered: waysOf(underTls ?? plaintext) });
    return false;
  }

  /** The endpoint is done, or never got to apply: nobody waits for it any longer. */
  leave(id: string, plaintext: Capabilities | null, underTls: Capabilities | null, tls: TlsObservation | null): void {
    this.#pending.delete(id);
    const hasApplied =
      this.#offers.some(({ endpoint }) => endpoint === id) || this.#attempts.some(({ endpoint }) => endpoint === id);
    const offered = waysOf(underTls ?? plaintext);
    if (!hasApplied && offered.length > 0) this.#offers.push({ endpoint: id, reason: tls ? 'untrusted' : 'plaintext', offered });
    this.#review();
  }

  /** Logs in. The outcome is that of the step; a refusal is no failure of the endpoint. */
  async logIn(recorder: EndpointRecorder, session: Session, socket: TLSSocket | null): Promise<Outcome<null>> {
    try {
      return await this.#logIn(recorder, session, socket);
    } finally {
      if (!this.#lateAnswer) this.#turn?.late?.answered(this.#attempts.at(-1) ?? null);
    }
  }

  async #logIn(recorder: EndpointRecorder, session: Session, socket: TLSSocket | null): Promise<Outcome<null>> {
    const capabilities = recorder.underTls ?? recorder.plaintext;
    const { token } = await this.#token;
    const binding = socket && bindingOf(socket, recorder);
    let last: AuthAttempt | undefined;
    for (;;) {
      const way = capabilities && this.#login.choose(capabilities, this.#tried, binding);
      if (!way) break;
      this.#tried.push(way.name);
      const { attempt, allowsAnother } = await this.#attempt(recorder, session, binding, way, token);
      last = attempt;
      const isCutOff = attempt.failure !== null && attempt.failure.kind !== 'sasl';
      if (isCutOff || !allowsAnother || this.#attempts.length >= MAX_ATTEMPTS || this.#deadline.isOver) break;
      // With --auth-all each mechanism has a connection of its own: after a success AUTH is refused (RFC 4954 §4).
      if (this.#plan.auth.all) break;
    }
    this.#another =
      capabilities && this.#plan.auth.all && this.#login.choose(capabilities, this.#tried, binding) ? recorder.id : null;
    if (last?.status === 'accepted') {
      this.#turn?.accepted();
      return { ok: true, value: null };
    }
    return { ok: false, failure: last?.failure ?? { kind: 'reply', stage: 'auth', reply: last?.reply ?? NO_REPLY } };
  }

  /** One attempt, kept whatever becomes of it. */
  async #attempt(...[recorder, session, binding, way, token]: Parameters<Login['attempt']>): ReturnType<Login['attempt']> {
    try {
      const made = await this.#withinRun(this.#login.attempt(recorder, session, binding, way, token), recorder.id, way);
      this.#attempts.push(made.attempt);
      return made;
    } catch (error) {
      // A bug of our own, at a moment that nobody knows: the secret may be out.
      const failure = internalFailure(error, 'auth');
      const lost = { status: 'error', reply: null, failure, challenge: null, sent: way.sends } as const;
      this.#attempts.push({ endpoint: recorder.id, mechanism: way.name, ...lost });
      throw error;
    }
  }

  /** Where somebody wants to know an answer that comes later, the attempt ends with the run, and its connection stays. */
  async #withinRun(attempting: ReturnType<Login['attempt']>, id: string, way: Way): ReturnType<Login['attempt']> {
    const late = this.#turn?.late;
    if (!late) return attempting;
    this.#awaiting = id;
    let stopListening = (): void => {};
    const over = new Promise<null>((resolve) => {
      stopListening = this.#deadline.onOver(() => resolve(null));
    });
    try {
      const inTime = await Promise.race([attempting, over]);
      if (inTime) return inTime;
      this.#lateAnswer = attempting.then(({ attempt }) => late.answered(attempt)).catch(() => late.answered(null));
      const failure = interruption(this.#deadline, 'auth');
      const cutOff = { status: 'error', reply: null, failure, challenge: null, sent: way.sends } as const;
      return { attempt: { endpoint: id, mechanism: way.name, ...cutOff }, allowsAnother: false };
    } finally {
      stopListening();
      if (!this.#lateAnswer) this.#awaiting = null;
    }
  }

  /** With `--auth-all`: the endpoint to connect to once more, for the next mechanism; null when all were tried. */
  takeAnother(): string | null {
    const endpoint = this.#deadline.isOver ? null : this.#another;
    this.#another = null;
    this.#isTaken = false;
    this.#pending.clear();
    return endpoint;
  }

  /** Everything about the credentials that rules may know. */
  async observation(): Promise<CredentialsObservation> {
    const { token, failure } = await this.#token;
    const { user, notices } = this.#credentials;
    const kind = this.#login.kind;
    const secret = kind === 'token' ? token : this.#credentials.password;
    const { providerOfHost } = await loadKnowledge();
    const claims = kind === 'token' && token ? (await import('../oauth/claims.ts')).readClaims(token.reveal()) : null;
    const shape = shapeOf({ user, secret, kind, provider: providerOfHost(this.#plan.host) });
    return {
      user,
      kind,
      attempts: this.#attempts,
      skipped: this.#attempts.length > 0 ? null : this.#skipped(),
      shape,
      claims,
      tokenRequest: failure,
      notices,
    };
  }

  /** The best of those that are ready goes, unless a better one may still come. */
  #review(): void {
    if (this.#isTaken) {
      for (const { answer } of this.#candidates.values()) answer(false);
      return this.#candidates.clear();
    }
    const [best] = [...this.#candidates].sort(([, a], [, b]) => a.rank - b.rank);
    if (!best) return;
    const [id, { rank, answer }] = best;
    if (!this.#deadline.isOver && [...this.#pending.values()].some((pending) => pending < rank)) return;
    this.#isTaken = true;
    this.#candidates.delete(id);
    answer(true);
    this.#review();
  }

  #skipped(): NonNullable<CredentialsObservation['skipped']> {
    const found =
      SKIP_ORDER.map((reason) => this.#offers.filter((offer) => offer.reason === reason)).find((offers) => offers.length > 0) ??
      [];
    const offered = [...new Set(found.flatMap((offer) => offer.offered))];
    const { only, exclude } = this.#plan.auth;
    const allowed = (only ?? []).filter((name) => !exclude.includes(name));
    return {
      reason: found[0]?.reason ?? 'no-endpoint',
      endpoints: found.map(({ endpoint }) => endpoint),
      offered,
      allowed,
      ...(this.#earlier === null ? {} : { earlier: this.#earlier }),
    };
  }

  async #obtainToken(): Promise<{ token: Secret | null; failure: TokenRequestFailure | null }> {
    const { oauth, token, tokenRequest = null } = this.#credentials;
    if (!oauth || token || tokenRequest || this.#plan.withheldLogin) return { token, failure: tokenRequest };
    const { fetchToken } = await import('../oauth/fetch-token.ts');
    const result = await fetchToken(oauth, {
      deadline: this.#deadline,
      extraRoots: this.#plan.tls.extraRoots,
      redactor: this.#redactor,
    });
    if (!result.ok) return { token: null, failure: result.failure };
    this.#redactor.add(result.token.reveal(), this.#credentials.user);
    return { token: result.token, failure: null };
  }
}

/** What a server offers, by name. Commands that are never taken unasked count where there is nothing else. */
function waysOf(capabilities: Capabilities | null): readonly string[] {
  if (!capabilities) return [];
  const { mechanisms, loginCommands } = capabilities;
  const usual = loginCommands.filter(({ onlyByName }) => !onlyByName);
  const commands = mechanisms.length + usual.length > 0 ? usual : loginCommands;
  return [...mechanisms, ...commands.map(({ name }) => name)];
}

const NO_REPLY: Reply = { code: null, enhanced: null, lines: [] };

/** The nearest miss first: why the credentials stayed here. */
const SKIP_ORDER: readonly AuthSkipReason[] = [
  'host-unproven',
  'refused-elsewhere',
  'interrupted',
  'sent-before',
  'token-request-failed',
  'unsendable',
  'plaintext-injected',
  'untrusted',
  'oauth-required',
  'no-common-mechanism',
  'plaintext',
  'not-advertised',
  'no-endpoint',
];
