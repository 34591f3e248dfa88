// One check for one scrape: the straight line of `check` with a module in the place of the options, and with the memory of
// refused logins in between. Knows nothing of HTTP.
import { checkTarget } from '../check/check.ts';
import type { Credentials, Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import type { Deadline } from '../net/deadline.ts';
import type { PlanRequest } from '../probe/plan.ts';
import { prometheus } from '../report/formats/prometheus.ts';
import { Exposition } from '../report/formats/prometheus-text.ts';
import type { Configuration } from './module.ts';
import { isAllowed, type ProbeQuery } from './probe-query.ts';
import { type RefusedLogins, withRefusedLogin } from './refused-logins.ts';

export interface ProbeResult {
  readonly report: Report;
  readonly strict: boolean;
  /** The login was not sent, since it was refused before; false: it was, or there is none. */
  readonly isWithheld: boolean;
  /** It was refused just now. */
  readonly isNewlyRefused: boolean;
  readonly exposition: string;
}

export interface ProbeContext {
  readonly configuration: Configuration;
  readonly refused: RefusedLogins;
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
export async function probe(query: ProbeQuery, deadline: Deadline, context: ProbeContext): Promise<ProbeResult> {
  const { module, request } = query;
  const credentials = (await module.login?.credentials()) ?? null;
  const { strict } = request;
  if (credentials === null) {
    const report = await run(query, null, deadline, context);
    const result = { report, strict, isWithheld: false, isNewlyRefused: false };
    return { ...result, exposition: expose(report, request, null) };
  }
  const { refused } = context;
  const key = refused.keyOf(credentials, query.target.host);
  const leave = refused.find(key) === null ? await refused.takeTurn(key, deadline.signal) : null;
  try {
    const before = refused.find(key);
    const ran = await run(query, before === null ? credentials : null, deadline, context);
    const isNewlyRefused = before === null && refused.learn(key, ran);
    const report = before === null ? ran : withRefusedLogin(ran, before);
    const isWithheld = before !== null;
    return { report, strict, isWithheld, isNewlyRefused, exposition: expose(report, request, isWithheld) };
  } finally {
    leave?.();
  }
}

async function run(
  { target, request, module }: ProbeQuery,
  credentials: Credentials | null,
  deadline: Deadline,
  { configuration }: ProbeContext,
): Promise<Report> {
  // What a domain's DNS names is not what the administrator named.
  const onPlan = ({ host }: Plan): void => {
    if (!isAllowed(host, module, configuration)) throw new HostNotAllowed(host);
  };
  return (await checkTarget(target, { ...request, credentials }, deadline, { onPlan })).report;
}

/** `isWithheld`: null where the module has no login. */
function expose(report: Report, { strict, warnDays }: PlanRequest, isWithheld: boolean | null): string {
  const text = prometheus(report, { verbose: false, quiet: false, colour: false, columns: 80, strict, warnDays });
  if (isWithheld === null) return text;
  const own = new Exposition();
  const help = 'Whether the login was left out, since it was refused before: reload the configuration when it is mended';
  own.gauge('mailprobe_credentials_not_tried_again', help, isWithheld ? 1 : 0);
  return `${text}${own}`;
}
