// One check for one scrape: the straight line with a module in the place of the options, and with the memory of sent logins
// beside it. Knows nothing of HTTP.
import { type Checked, checkTarget } from '../check/check.ts';
import { checkRepeatedly, type LateLogin, type RepeatedCheckHooks } from '../check/repeated-check.ts';
import type { ToldLogin } from '../check/told-login.ts';
import type { Credentials, Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import type { Deadline } from '../net/deadline.ts';
import { Redactor } from '../net/redactor.ts';
import type { SentLogins, Withheld, WithheldReason } from '../probe/sent-logins.ts';
import { prometheus } from '../report/formats/prometheus.ts';
import { Exposition } from '../report/formats/prometheus-text.ts';
import type { PlanRequest } from '../request/plan.ts';
import type { Configuration } from './module.ts';
import { isAllowed, type ProbeQuery } from './probe-query.ts';
import { withWithheldLogin } from './withheld-login.ts';

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
  const { sentLogins, onFailedLogin } = context;
  const { request } = query;
  const { strict, timeouts } = request;
  const login = { credentials, timeouts, deadline, redactor: new Redactor(), sentLogins, onFailedLogin };
  const { checked, withheld, late } = await checkRepeatedly(login, (hooks) => run(query, credentials, deadline, context, hooks));
  const report = withheld === null ? checked.report : withWithheldLogin(checked.report, credentials.user, withheld);
  return { report, strict, late, exposition: expose(report, request, { withheld }) };
}

function run(
  { target, request, module }: ProbeQuery,
  credentials: Credentials | null,
  deadline: Deadline,
  { configuration }: ExporterContext,
  hooks: Partial<RepeatedCheckHooks> = {},
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
