// One host that is checked again and again: found once, every address probed in each run, its login sent in the first run
// alone or, where that was asked for, in each, until one is not accepted. Must not know when the runs are, nor how they are told.
import { type Checked, type CheckHooks, checkFoundHost } from '../check/check.ts';
import { checkRepeatedly, type LateLogin } from '../check/repeated-check.ts';
import type { ToldLogin } from '../check/told-login.ts';
import { type FoundHost, findHost } from '../discover/found-host.ts';
import type { Credentials } from '../model/plan.ts';
import type { Target } from '../model/target.ts';
import { Deadline } from '../net/deadline.ts';
import { Redactor } from '../net/redactor.ts';
import { SentLogins, type Withheld } from '../probe/sent-logins.ts';
import type { PlanRequest } from '../request/plan.ts';
import { WATCH_LIMITS } from './limits.ts';

export interface WatchedHostOptions {
  readonly target: Target;
  /** Its credentials go out in the first run. */
  readonly request: PlanRequest;
  /** The login is repeated with each run. */
  readonly isEachLogin: boolean;
  readonly hooks?: Pick<CheckHooks, 'verbose' | 'onPlan' | 'waits'>;
  /** Milliseconds on a clock that never goes back, for the pauses between logins. */
  readonly now?: () => number;
}

export class WatchedHost {
  readonly #target: Target;
  readonly #request: PlanRequest;
  readonly #isEachLogin: boolean;
  readonly #hooks: WatchedHostOptions['hooks'];
  readonly #sentLogins: SentLogins<ToldLogin>;
  #found: FoundHost | null = null;
  #redactor: Redactor | null = null;
  #deadline: Deadline | null = null;
  #late: LateLogin | null = null;
  #isOver = false;

  constructor({ target, request, isEachLogin, hooks = {}, now = () => performance.now() }: WatchedHostOptions) {
    this.#target = target;
    // One address of several that fails shows only where each is probed in full.
    this.#request = { ...request, allAddresses: true };
    this.#isEachLogin = isEachLogin;
    this.#hooks = hooks;
    this.#sentLogins = new SentLogins({ ...WATCH_LIMITS.logins, now });
  }

  /** Why no login goes out any more, or for a while; null: nothing speaks against it. */
  get withheld(): Withheld<ToldLogin> | null {
    const { credentials } = this.#request;
    return credentials === null ? null : this.#sentLogins.withheld(this.#sentLogins.keyOf(credentials));
  }

  /** `run`: from 1, one after the other. */
  async check(run: number): Promise<Checked> {
    const deadline = new Deadline(this.#request.timeouts.totalMs);
    this.#deadline = deadline;
    if (this.#isOver) deadline.interrupt();
    try {
      const { credentials } = this.#request;
      const isDue = this.#isEachLogin ? this.withheld === null : run === 1;
      if (credentials === null || !isDue) return await this.#run(null, deadline, { redactor: this.#redactorFor() });
      if (!this.#isEachLogin) return await this.#run(credentials, deadline, { redactor: this.#redactorFor() });
      return await this.#checkWithLogin(credentials, deadline);
    } finally {
      this.#deadline = null;
      deadline.release();
    }
  }

  /** Ends the run under way with what it has; those to come end at once. */
  interrupt(): void {
    this.#isOver = true;
    this.#deadline?.interrupt();
  }

  /** Resolves when nothing is under way any more. */
  async close(): Promise<void> {
    this.interrupt();
    this.#late?.deadline.interrupt();
    await this.#late?.done;
  }

  async #checkWithLogin(credentials: Credentials, deadline: Deadline): Promise<Checked> {
    const login = {
      credentials,
      timeouts: this.#request.timeouts,
      deadline,
      redactor: this.#redactorFor(),
      sentLogins: this.#sentLogins,
      onFailedLogin: () => {}, // The report tells it, and `withheld` what follows.
    };
    const { checked, late } = await checkRepeatedly(login, (hooks) => this.#run(credentials, deadline, hooks));
    this.#late = late;
    return checked;
  }

  async #run(credentials: Credentials | null, deadline: Deadline, hooks: CheckHooks): Promise<Checked> {
    const found = this.#found ?? (await findHost(this.#target, this.#request, deadline));
    // A domain that names no server may name one later; one that was found is not asked for again and again.
    if (found.isFound) this.#found = found;
    const request = { ...found.request, credentials };
    return checkFoundHost({ ...found, request }, deadline, { ...this.#hooks, ...hooks });
  }

  /**
   * Knows the secrets also in runs that send none: the server has heard them, and may say them again. Made anew when it knows
   * many, since some mechanisms send something new each time (CRAM-MD5, SCRAM).
   */
  #redactorFor(): Redactor {
    if (this.#redactor !== null && this.#redactor.size <= WATCH_LIMITS.maxSecrets) return this.#redactor;
    const redactor = new Redactor();
    const { credentials } = this.#request;
    for (const secret of [credentials?.password, credentials?.token])
      if (secret) redactor.add(secret.reveal(), credentials?.user);
    this.#redactor = redactor;
    return redactor;
  }
}
