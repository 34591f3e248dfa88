// One check for one scrape: the straight line with a module in the place of the options, and with the memory of sent logins
// beside it. Knows nothing of HTTP.
import { type Checked, checkTarget } from '../check/check.ts';
import { judgeObservations } from '../check/judge-observations.ts';
import type { Credentials, Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import { Deadline } from '../net/deadline.ts';
import { Redactor } from '../net/redactor.ts';
import { scrubObservations } from '../probe/scrub-observations.ts';
import { SentLoginTurn } from '../probe/sent-login-turn.ts';
import type { SentLogin, SentLogins, Withheld, WithheldReason } from '../probe/sent-logins.ts';
import { prometheus } from '../report/formats/prometheus.ts';
import { Exposition } from '../report/formats/prometheus-text.ts';
import type { PlanRequest } from '../request/plan.ts';
import type { Configuration } from './module.ts';
import { isAllowed, type ProbeQuery } from './probe-query.ts';
import { type ToldLogin, toldOf, withWithheldLogin } from './withheld-login.ts';

/** A login whose answer is waited for though its scrape is over. */
export interface LateLogin {
  readonly deadline: Deadline;
  /** Resolves when the answer has come, or its time is over. */
  readonly done: Promise<void>;
}

export interface ProbeResult {
  readonly report: Report;
  readonly strict: boolean;
  readonly late: LateLogin | null;
  readonly exposition: string;
}

export interface ExporterContext {
  readonly configuration: Configuration;
  readonly sentLogins: SentLogins<ToldLogin>;
  /** Told of every login that went out and was not accepted, when its end is known. */
  readonly onFailedLogin: (told: ToldLogin, withheld: Withheld<ToldLogin>) => void;
}

/** The domain of a mailbox named a host that is not on the list. */
export class HostNotAllowed extends Error {
  override readonly name = 'HostNotAllowed';
  readonly host: string;

  constructor(host: string) {
    super('a discovered host is not allowed');
    this.host = host;
  }
}

/** Never rejects for anything that a peer does, but for HostNotAllowed; ends with the deadline. */
export async function probe(query: ProbeQuery, deadline: Deadline, context: ExporterContext): Promise<ProbeResult> {
  const { module, request } = query;
  const credentials = (await module.login?.credentials()) ?? null;
  if (credentials !== null) return probeWithLogin(query, credentials, deadline, context);
  const { report } = await run(query, null, deadline, context);
  return { report, strict: request.strict, late: null, exposition: expose(report, request) };
}

async function probeWithLogin(
  query: ProbeQuery,
  credentials: Credentials,
  deadline: Deadline,
  context: ExporterContext,
): Promise<ProbeResult> {
  const { sentLogins } = context;
  const { request } = query;
  const { strict, timeouts } = request;
  const key = sentLogins.keyOf(credentials);
  // AUTH may go out in the last moment, and its answer has the time that it always has.
  const answerDeadline = new Deadline(deadline.remainingMs() + timeouts.authMs);
  const { user } = credentials;
  const loginTurn = new SentLoginTurn({ logins: sentLogins, key, user, deadline, answerDeadline });
  const redactor = new Redactor();
  let late: LateLogin | null = null;
  try {
    const checked = await run(query, credentials, deadline, context, { loginTurn, redactor });
    const { login, isAnswered } = loginTurn;
    const learn = (sent: SentLogin<ToldLogin>, { report }: Checked): void => {
      const told = toldOf(report);
      if (told === null || told.credentials.status === 'accepted') return;
      sent.ended(told.credentials.status === 'rejected' ? 'refused' : 'unknown', told);
      const withheld = sentLogins.withheld(key);
      if (withheld !== null) context.onFailedLogin(told, withheld);
    };
    if (login && isAnswered) learn(login, checked);
    else if (login) {
      const done = withLateAnswer(checked, loginTurn, login, redactor).then((complete) => {
        if (complete) learn(login, complete);
      });
      late = { deadline: answerDeadline, done: done.finally(() => login.ended('unknown')) };
    }
    // Where the host was not even reached, what is known of the login stands all the same.
    const withheld = login ? null : (sentLogins.withheld(key) ?? loginTurn.withheld);
    const report = withheld === null ? checked.report : withWithheldLogin(checked.report, user, withheld);
    return { report, strict, late, exposition: expose(report, request, { withheld }) };
  } finally {
    if (late === null) {
      answerDeadline.release();
      // Also where a fault of ours has left it without a report.
      loginTurn.login?.ended('unknown');
    }
  }
}

/** The check as if it had waited for the answer to its login; null: there is none, by a fault of ours. */
async function withLateAnswer(
  { plan, observations, report }: Checked,
  turn: SentLoginTurn<ToldLogin>,
  login: SentLogin<ToldLogin>,
  redactor: Redactor,
): Promise<Checked | null> {
  const told = toldOf(report);
  if (told !== null) login.leave(told);
  const attempt = await turn.answer;
  turn.late.deadline.release();
  const { credentials } = observations;
  if (attempt === null || credentials === null) return null;
  const attempts = [...credentials.attempts.slice(0, -1), attempt];
  return judgeObservations(plan, scrubObservations({ ...observations, credentials: { ...credentials, attempts } }, redactor));
}

function run(
  { target, request, module }: ProbeQuery,
  credentials: Credentials | null,
  deadline: Deadline,
  { configuration }: ExporterContext,
  hooks: { readonly loginTurn?: SentLoginTurn<ToldLogin>; readonly redactor?: Redactor } = {},
): Promise<Checked> {
  // What a domain's DNS names is not what the administrator named.
  const onPlan = ({ host }: Plan): void => {
    if (!isAllowed(host, module, configuration)) throw new HostNotAllowed(host);
  };
  return checkTarget(target, { ...request, credentials }, deadline, { ...hooks, onPlan });
}

const REASONS = ['refused', 'no-verdict', 'under-way'] as const satisfies readonly WithheldReason[];

/** `login`: absent where the module has none. */
function expose(
  report: Report,
  { strict, warnDays }: PlanRequest,
  login?: { readonly withheld: Withheld<ToldLogin> | null },
): string {
  const text = prometheus(report, { verbose: false, quiet: false, colour: false, columns: 80, strict, warnDays });
  if (!login) return text;
  const { withheld } = login;
  const own = new Exposition();
  const help = 'Whether the login was left out because of what came of the last one';
  own.gauge('mailprobe_credentials_not_tried_again', help, withheld === null ? 0 : 1);
  const why =
    'Why the login was left out: refused (until the secret is another or the configuration is loaded anew), no_verdict (for a while), under_way';
  for (const reason of REASONS)
    own.gauge('mailprobe_credentials_withheld', why, withheld?.reason === reason ? 1 : 0, { reason: reason.replace('-', '_') });
  return `${text}${own}`;
}
