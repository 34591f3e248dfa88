// The library: what a program may import. The same straight line as the command, without argv and terminal.
import { checkTarget } from './check/check.ts';
import type { Report } from './model/report.ts';
import { Deadline } from './net/deadline.ts';
import { DEFAULT_REQUEST, makePlan, type PlanRequest } from './request/plan.ts';
import { parseTarget } from './request/target.ts';

export interface CheckSettings {
  /** What the options of `mailprobe check` would say; the rest is as the command has it by default. */
  readonly request?: Partial<PlanRequest>;
  /** With the redacted transcript of every connection. */
  readonly verbose?: boolean;
  /** Ends the check; what was found by then is reported. */
  readonly signal?: AbortSignal;
}

/**
 * Checks one host: `host`, `host:port`, an address or a URL; or a mailbox, whose servers are discovered first. Never sends
 * mail. Resolves with the report, which holds no secret, whatever the server does; throws UsageError for a target or a
 * request that is wrong or contradicts itself.
 */
export async function check(target: string, { request = {}, verbose = false, signal }: CheckSettings = {}): Promise<Report> {
  const asked = parseTarget(target);
  const whole = { ...DEFAULT_REQUEST, ...request };
  makePlan(asked, whole); // Contradictions are said before the first packet.
  const deadline = new Deadline(whole.timeouts.totalMs);
  const interrupt = (): void => deadline.interrupt();
  signal?.addEventListener('abort', interrupt, { once: true });
  if (signal?.aborted) interrupt();
  try {
    return (await checkTarget(asked, whole, deadline, { verbose })).report;
  } finally {
    signal?.removeEventListener('abort', interrupt);
    deadline.release();
  }
}

export { type ExplainedText, explainText } from './explain/explain.ts';
export type { Finding, FindingId, Owner, Severity } from './model/finding.ts';
export { FINDING_IDS } from './model/finding.ts';
export type { Credentials, Plan, TlsOptions } from './model/plan.ts';
export type { Mode, Protocol, Stage } from './model/protocol.ts';
export type { Recommendation, Report, ReportEndpoint, ReportServer, Verdict } from './model/report.ts';
export { Secret } from './model/secret.ts';
export type { Target } from './model/target.ts';
export { UsageError } from './model/usage-error.ts';
export { FORMAT_NAMES, type Format, type FormatName, type FormatOptions, loadFormat } from './report/formats/index.ts';
export { DEFAULT_REQUEST, makePlan, type PlanRequest } from './request/plan.ts';
export { parseTarget } from './request/target.ts';
