// One check for one scrape: the straight line of `check` with a module in the place of the options, and with the memory of
// refused logins in between. Knows nothing of HTTP.
import { diagnose } from '../diagnose/diagnose.ts';
import type { Credentials } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import type { Deadline } from '../net/deadline.ts';
import { findHost } from '../probe/found-host.ts';
import { makePlan, type PlanRequest } from '../probe/plan.ts';
import { runPlan } from '../probe/run.ts';
import { buildReport } from '../report/build.ts';
import { prometheus } from '../report/formats/prometheus.ts';
import { Exposition } from '../report/formats/prometheus-text.ts';
import type { Configuration } from './module.ts';
import { isAllowed, type ProbeQuery } from './probe-query.ts';
import { type RefusedLogins, withRefusedLogin } from './refused-logins.ts';

export interface ProbeResult {
  readonly report: Report;
  /** The summary without any secret, for the log. */
  readonly summary: string;
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
  readonly toolVersion: string;
}

interface Ran {
  readonly report: Report;
  readonly summary: string;
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
    const ran = await run(query, null, deadline, context);
    const result = { ...ran, strict, isWithheld: false, isNewlyRefused: false };
    return { ...result, exposition: expose(result.report, request, null) };
  }
  const { refused } = context;
  const key = refused.keyOf(credentials, query.target.host);
  const leave = refused.find(key) === null ? await refused.takeTurn(key, deadline.signal) : null;
  try {
    const before = refused.find(key);
    const ran = await run(query, before === null ? credentials : null, deadline, context);
    const isNewlyRefused = before === null && refused.learn(key, ran.report);
    const report = before === null ? ran.report : withRefusedLogin(ran.report, before);
    const summary = before === null ? ran.summary : report.summary;
    const isWithheld = before !== null;
    return { report, summary, strict, isWithheld, isNewlyRefused, exposition: expose(report, request, isWithheld) };
  } finally {
    leave?.();
  }
}

async function run(query: ProbeQuery, credentials: Credentials | null, deadline: Deadline, context: ProbeContext): Promise<Ran> {
  const { configuration, toolVersion } = context;
  const found = await findHost(query.target, query.request, deadline);
  // What a domain's DNS names is not what the administrator named.
  if (!isAllowed(found.target.host, query.module, configuration)) throw new HostNotAllowed(found.target.host);
  const plan = makePlan(found.target, { ...found.request, credentials });
  const { observations, redactor } = await runPlan(plan, deadline, { keepsTranscript: false });
  const diagnosis = diagnose(plan, observations);
  const report = buildReport({ plan, observations, diagnosis, toolVersion, verbose: false });
  return { report, summary: redactor.scrub(report.summary) };
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
