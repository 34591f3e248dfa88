// The checks that an assistant may ask for: at hosts on the list alone, with each login once. Keeps their reports by a short
// id, to be compared. Knows nothing of the Model Context Protocol.
import { type Checked, checkTarget } from '../check/check.ts';
import { checkRepeatedly, type RepeatedCheckHooks } from '../check/repeated-check.ts';
import type { ToldLogin } from '../check/told-login.ts';
import type { Credentials } from '../model/plan.ts';
import type { Mode, Protocol } from '../model/protocol.ts';
import type { Report } from '../model/report.ts';
import type { Target } from '../model/target.ts';
import { quoteInput, UsageError } from '../model/usage-error.ts';
import { visibleText } from '../model/visible-text.ts';
import { Deadline } from '../net/deadline.ts';
import type { Redactor } from '../net/redactor.ts';
import { SentLogins } from '../probe/sent-logins.ts';
import { type StageWait, Waits } from '../probe/waits.ts';
import { makePlan, type PlanRequest } from '../request/plan.ts';
import { parseTarget } from '../request/target.ts';
import type { TargetList } from '../request/target-list.ts';
import type { NamedLogin } from './named-logins.ts';

const MAX_KEPT_REPORTS = 50;
const PAUSES = { maxKept: 1_000, firstPauseMs: 300_000, longestPauseMs: 14_400_000 };

export interface GuardedChecksOptions {
  readonly request: PlanRequest;
  readonly allowed: TargetList;
  readonly logins: ReadonlyMap<string, NamedLogin>;
  /** Each login with every check that names it, until it is refused. */
  readonly repeatsLogins: boolean;
  /** Knows every secret of the process: a server that got one may say it back in a later check. */
  readonly redactor: Redactor;
}

export interface AskedCheck {
  readonly target: string;
  readonly ports?: readonly number[];
  readonly modes?: readonly Mode[];
  readonly protocol?: Protocol;
  readonly login?: string;
  readonly transcript?: boolean;
}

/** How a call goes on, and what ends it. */
export interface CallFrame {
  readonly signal: AbortSignal;
  readonly onWaits: (waits: readonly StageWait[]) => void;
  /** What is done at the moment, in a few words, where no connection is waited for. */
  readonly onProgress: (message: string) => void;
}

export interface GuardedReport {
  readonly id: string;
  readonly report: Report;
  /** What became of the login that was named; null: none was. */
  readonly login: { readonly name: string; readonly sent: boolean; readonly note: string } | null;
}

type RunOnce = (credentials: Credentials | null, hooks?: Partial<RepeatedCheckHooks>) => Promise<Checked>;

export class GuardedChecks {
  readonly #options: GuardedChecksOptions;
  readonly #sentLogins = new SentLogins<ToldLogin>({ ...PAUSES, now: () => performance.now() });
  /** What became of the logins that went out, by their key. */
  readonly #spent = new Map<string, string>();
  /** The end of the last check with a login, by its key: two at once would both send it. */
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #reports = new Map<string, Report>();
  #count = 0;

  constructor(options: GuardedChecksOptions) {
    this.#options = options;
  }

  get loginNames(): readonly string[] {
    return [...this.#options.logins.keys()];
  }

  /** What a tool was given, with no secret of this process. */
  scrub(text: string): string {
    return this.#options.redactor.scrub(text);
  }

  allows(host: string): boolean {
    return this.#options.allowed.allows(host);
  }

  /** Throws UsageError for a host that is not on the list. `domain`: whose records name it. */
  admit(host: string, domain: string | null = null): void {
    if (this.allows(host)) return;
    const shown = visibleText(this.scrub(host));
    const what = domain === null || domain === host ? `${shown} is` : `${domain} has its mail at ${shown}, which is`;
    throw new UsageError(
      `${what} not on the list of allowed hosts, and nothing was sent to it: ask the person who runs this server to start it with --allow ${shown}`,
    );
  }

  /** What a call names, where it may. Throws UsageError, also where a password stands in the place of the user. */
  readTarget(text: string): Target {
    const target = parseTarget(text);
    const { mailbox, host } = target;
    this.admit(mailbox?.domain ?? host);
    if (mailbox !== null && this.scrub(mailbox.user) !== mailbox.user)
      throw new UsageError('a password or token is never an argument: a login is named by login');
    return target;
  }

  /** A report of this process. Throws UsageError for an id that is not known. */
  reportOf(id: string): Report {
    const report = this.#reports.get(id);
    if (report) return report;
    const known = [...this.#reports.keys()].join(', ') || 'none yet';
    throw new UsageError(`no report has the id ${quoteInput(id)}; there is: ${known}`);
  }

  keep(report: Report): string {
    this.#count += 1;
    const id = `r${this.#count}`;
    this.#reports.set(id, report);
    const [oldest] = this.#reports.keys();
    if (this.#reports.size > MAX_KEPT_REPORTS && oldest !== undefined) this.#reports.delete(oldest);
    return id;
  }

  /** Never rejects for what a server does; throws UsageError for what is asked wrongly or not allowed. */
  async check(asked: AskedCheck, { signal, onWaits }: CallFrame): Promise<GuardedReport> {
    const target = this.readTarget(asked.target);
    const login = this.#loginNamed(asked.login);
    const { ports = null, modes = null, protocol = null } = asked;
    const request: PlanRequest = { ...this.#options.request, ports, modes, protocol };
    makePlan(target, request, { ports: 'ports', modes: 'modes', protocol: 'protocol', bindAddress: '--bind' });
    const deadline = new Deadline(request.timeouts.totalMs);
    const stopListening = deadline.interruptBy(signal);
    const run: RunOnce = (credentials, hooks = {}) =>
      this.#run(target, { ...request, credentials }, deadline, {
        ...hooks,
        waits: new Waits(onWaits),
        verbose: asked.transcript === true,
      });
    try {
      if (!login) {
        const { report } = await run(null);
        return { id: this.keep(report), report, login: null };
      }
      const { report, sent, note } = await this.#inTurn(login.login, request, deadline, run);
      return { id: this.keep(report), report, login: { name: login.name, sent, note } };
    } finally {
      stopListening();
      deadline.release();
    }
  }

  #loginNamed(name: string | undefined): { readonly name: string; readonly login: NamedLogin } | null {
    if (name === undefined) return null;
    const login = this.#options.logins.get(name);
    if (login) return { name, login };
    const known = this.loginNames.join(', ') || 'none: the server was started without --login';
    throw new UsageError(`no login is called that; there is ${known}. A password or token is never an argument`);
  }

  #run(
    target: Target,
    request: PlanRequest,
    deadline: Deadline,
    hooks: Partial<RepeatedCheckHooks> & { readonly waits: Waits; readonly verbose: boolean },
  ): Promise<Checked> {
    // What a domain's records name is not what the person named.
    const onPlan = ({ host }: { readonly host: string }): void => this.admit(host, target.mailbox?.domain);
    return checkTarget(target, request, deadline, { ...hooks, redactor: this.#options.redactor, onPlan });
  }

  /** The checks with one login go one after the other, so that the second knows what the first has sent. */
  async #inTurn(
    login: NamedLogin,
    request: PlanRequest,
    deadline: Deadline,
    run: RunOnce,
  ): Promise<{ readonly report: Report; readonly sent: boolean; readonly note: string }> {
    const credentials = await login.credentials();
    const key = this.#sentLogins.keyOf(credentials);
    const before = this.#turns.get(key);
    const own = (before ?? Promise.resolve()).then(() => this.#checkOnce({ key, credentials, request, deadline, run }));
    this.#turns.set(
      key,
      own.catch(() => {}),
    );
    return own;
  }

  async #checkOnce(turn: {
    readonly key: string;
    readonly credentials: Credentials;
    readonly request: PlanRequest;
    readonly deadline: Deadline;
    readonly run: RunOnce;
  }): Promise<{ readonly report: Report; readonly sent: boolean; readonly note: string }> {
    const { key, credentials, request, deadline, run } = turn;
    const earlier = this.#spent.get(key);
    if (earlier !== undefined && !this.#options.repeatsLogins) {
      const note = `The login was not sent again: it goes out once while this server runs. When it was sent: ${earlier}.`;
      return { report: (await run(null)).report, sent: false, note };
    }
    const sentLogins = this.#sentLogins;
    const { timeouts } = request;
    const { redactor } = this.#options;
    try {
      const repeated = { credentials, timeouts, deadline, redactor, sentLogins, onFailedLogin: () => {} };
      const { checked, isSent, withheld, late } = await checkRepeatedly(repeated, (hooks) => run(credentials, hooks));
      // Who cancels a call wants nothing left open: what the server made of the login stays unknown, and counts as sent.
      if (deadline.isInterrupted) late?.deadline.interrupt();
      const { report } = checked;
      const status = report.credentials?.status ?? 'unknown';
      if (isSent) {
        this.#spent.set(key, `${status}, at ${report.target.host}`);
        return { report, sent: true, note: `The login was sent once: ${status}.` };
      }
      const why = withheld === null ? 'the findings say why' : `an earlier one is ${withheld.reason}`;
      return { report, sent: false, note: `The login was not sent: ${why}.` };
    } catch (error) {
      // It may have gone out before what failed.
      if (sentLogins.withheld(key) !== null) this.#spent.set(key, 'its answer is not known');
      throw error;
    }
  }
}
