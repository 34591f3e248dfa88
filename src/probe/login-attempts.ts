// The attempts of one check: one, and a second only where the reply faults the mechanism and nothing of the secret has gone
// out; with `--auth-all` one a connection. Keeps what each came to, also when its answer comes after the run.
import type { TLSSocket } from 'node:tls';
import type { AuthAttempt } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Reply } from '../model/reply.ts';
import type { Secret } from '../model/secret.ts';
import type { Deadline } from '../net/deadline.ts';
import { internalFailure } from '../net/failure.ts';
import type { Capabilities, LoginSession } from '../protocols/protocol.ts';
import type { ChannelBinding } from '../sasl/mechanism.ts';
import { interruption } from './interruption.ts';
import { bindingOf, type Login, type Way } from './login.ts';
import { inUsualForm, wayOfClient } from './login-form.ts';
import type { LoginTurn } from './login-turn.ts';
import type { EndpointRecorder } from './recorder.ts';

/** Without `--auth-all`, over all connections of a check. */
const MAX_ATTEMPTS = 2;

type Attempting = ReturnType<Login['attempt']>;

export class LoginAttempts {
  readonly #login: Login;
  readonly #plan: Plan;
  readonly #triesAll: boolean;
  readonly #deadline: Deadline;
  readonly #turn: LoginTurn | null;
  readonly #made: AuthAttempt[] = [];
  /** Names of the mechanisms and commands that had their attempt. */
  readonly #tried: string[] = [];
  /** Where the next mechanism of `--auth-all` is to be tried. */
  #another: string | null = null;
  /** The endpoint at which an answer is waited for that may outlast the run. */
  #awaiting: string | null = null;
  #lateAnswer: Promise<void> | null = null;

  constructor(login: Login, plan: Plan, deadline: Deadline, turn: LoginTurn | null) {
    this.#login = login;
    this.#plan = plan;
    this.#triesAll = plan.auth.all;
    this.#deadline = deadline;
    this.#turn = turn;
  }

  /** Those that have ended, in order. */
  get made(): readonly AuthAttempt[] {
    return this.#made;
  }

  isAcceptedAt(id: string): boolean {
    return this.#made.some(({ endpoint, status }) => endpoint === id && status === 'accepted');
  }

  isAwaiting(id: string): boolean {
    return this.#awaiting === id;
  }

  lateAnswer(id: string): Promise<void> | null {
    return this.#awaiting === id ? this.#lateAnswer : null;
  }

  /** Logs in. The outcome is that of the step. */
  async make(
    recorder: EndpointRecorder,
    session: LoginSession,
    socket: TLSSocket | null,
    token: Secret | null,
  ): Promise<Outcome<null>> {
    try {
      const last = await this.#makeOnConnection(recorder, session, socket, token);
      if (last?.status === 'accepted') {
        this.#turn?.accepted();
        return { ok: true, value: null };
      }
      return { ok: false, failure: last?.failure ?? { kind: 'reply', stage: 'auth', reply: last?.reply ?? NO_REPLY } };
    } finally {
      if (!this.#lateAnswer) this.#turn?.late?.answered(this.#made.at(-1) ?? null);
    }
  }

  /** With `--auth-all`: the endpoint to connect to once more, for the next mechanism; null when all were tried. */
  takeAnother(): string | null {
    const endpoint = this.#deadline.isOver ? null : this.#another;
    this.#another = null;
    return endpoint;
  }

  async #makeOnConnection(
    recorder: EndpointRecorder,
    session: LoginSession,
    socket: TLSSocket | null,
    token: Secret | null,
  ): Promise<AuthAttempt | undefined> {
    const capabilities = recorder.underTls ?? recorder.plaintext;
    const binding = socket && bindingOf(socket, recorder);
    const usual = binding && (await usableBinding(binding, recorder, capabilities));
    const nextWay = (): Way | null => {
      if (!capabilities) return null;
      const way = this.#login.choose(capabilities, this.#tried, usual);
      // Where there is nothing else, or it was named.
      return way ?? (this.#tried.length === 0 || this.#triesAll ? this.#login.choose(capabilities, this.#tried, binding) : null);
    };
    let last: AuthAttempt | undefined;
    const usualWay = nextWay();
    const isFirst = this.#tried.length === 0;
    const firstWay = usualWay && isFirst ? wayOfClient(usualWay, capabilities?.mechanisms ?? [], this.#plan) : usualWay;
    for (let way = firstWay; way; way = way.form ? inUsualForm(way) : nextWay()) {
      this.#tried.push(way.name);
      const { attempt, allowsAnother } = await this.#makeOne(
        recorder,
        session,
        way.mechanism?.bindsChannel ? binding : usual,
        way,
        token,
      );
      last = attempt;
      const isCutOff = attempt.failure !== null && attempt.failure.kind !== 'sasl';
      if (isCutOff || !allowsAnother || this.#made.length >= MAX_ATTEMPTS || this.#deadline.isOver) break;
      // With --auth-all each mechanism has a connection of its own: after a success AUTH is refused (RFC 4954 §4).
      if (this.#triesAll) break;
    }
    this.#another = this.#triesAll && nextWay() ? recorder.id : null;
    return last;
  }

  /** One attempt, kept whatever becomes of it. */
  async #makeOne(...[recorder, session, binding, way, token]: Parameters<Login['attempt']>): Attempting {
    try {
      const made = await this.#withinRun(this.#login.attempt(recorder, session, binding, way, token), recorder.id, way);
      this.#made.push(made.attempt);
      return made;
    } catch (error) {
      // A bug of our own, at a moment that nobody knows: the secret may be out.
      const failure = internalFailure(error, 'auth');
      const lost = { status: 'error', reply: null, failure, challenge: null, sent: way.sends } as const;
      this.#made.push({ endpoint: recorder.id, mechanism: way.name, ...lost });
      throw error;
    }
  }

  /** Where somebody wants to know an answer that comes later, the attempt ends with the run, and its connection stays. */
  async #withinRun(attempting: Attempting, id: string, way: Way): Attempting {
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
}

/**
 * RFC 5802 §6 has a client take -PLUS where both sides can bind. With a server that binds to what this side has not, it
 * cannot, and says `n`: by `y` it would claim that -PLUS had been struck out on the way, and the server has to fail it. The
 * proof would be out by the time that the server refuses the binding, and no other mechanism may follow then.
 */
async function usableBinding(
  binding: ChannelBinding,
  { greeting }: EndpointRecorder,
  capabilities: Capabilities | null,
): Promise<ChannelBinding> {
  if (!binding.serverOffersPlus) return binding;
  const { bindsToUniqueAlone } = await import('../knowledge/index.ts');
  const said = [...(greeting?.lines ?? []), ...(capabilities?.keywords ?? [])];
  return bindsToUniqueAlone(said) ? { ...binding, exporter: null, endPoint: null } : binding;
}

const NO_REPLY: Reply = { code: null, enhanced: null, lines: [] };
