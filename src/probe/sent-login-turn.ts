// The turn of one run's login among those that the memory of sent logins knows: whether it may go out, and what becomes of
// it, also when the run is over. Must not know how a login is made.
import type { AuthAttempt } from '../model/observation.ts';
import type { Deadline } from '../net/deadline.ts';
import type { LateAnswer, LoginAnswer, LoginTurn } from './login-turn.ts';
import type { SentLogin, SentLogins, Withheld } from './sent-logins.ts';

export interface SentLoginTurnOptions<T> {
  readonly logins: SentLogins<T>;
  /** Of the credentials. */
  readonly key: string;
  readonly user: string;
  /** The run's. */
  readonly deadline: Deadline;
  /** Until when the answer to a login that went out is waited for. */
  readonly answerDeadline: Deadline;
}

export class SentLoginTurn<T> implements LoginTurn {
  readonly late: LateAnswer;
  readonly #options: SentLoginTurnOptions<T>;
  #login: SentLogin<T> | null = null;
  #withheld: Withheld<T> | null = null;
  #isAnswered = false;
  #resolve: (attempt: AuthAttempt | null) => void = () => {};
  /** Resolves with the end of the login, where one went out. */
  readonly answer = new Promise<AuthAttempt | null>((resolve) => {
    this.#resolve = resolve;
  });

  constructor(options: SentLoginTurnOptions<T>) {
    this.#options = options;
    this.late = { deadline: options.answerDeadline, answered: (attempt) => this.#answered(attempt) };
  }

  /** The login that went out; null: none did. */
  get login(): SentLogin<T> | null {
    return this.#login;
  }

  /** Why none went out, where it came to the question. */
  get withheld(): Withheld<T> | null {
    return this.#withheld;
  }

  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  /** Waits for one under way no longer than the run lasts: whoever asked wants the answer in time. */
  async begin(): Promise<LoginAnswer> {
    const { logins, key, user, deadline } = this.#options;
    const sent = await logins.send(key, deadline.signal);
    if (sent.isSent) {
      this.#login = sent;
      return 'go';
    }
    this.#withheld = sent.withheld;
    if (sent.withheld === null) return 'over';
    return { result: sent.withheld.reason === 'refused' ? 'refused' : 'unanswered', at: user, isOfEarlierRun: false };
  }

  accepted(): void {
    this.#login?.ended('accepted');
  }

  #answered(attempt: AuthAttempt | null): void {
    this.#isAnswered = true;
    // A refusal is told from a temporary failure by the report, which whoever took the turn has in the end.
    if (attempt?.status === 'accepted') this.accepted();
    this.#resolve(attempt);
  }
}
