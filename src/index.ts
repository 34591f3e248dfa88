// The library: what a program may import. The same straight line as the command, without argv and terminal.
import { diagnose } from './diagnose/diagnose.ts';
import type { Plan } from './model/plan.ts';
import type { Report } from './model/report.ts';
import { Deadline } from './net/deadline.ts';
import { DEFAULT_REQUEST, makePlan, type PlanRequest } from './probe/plan.ts';
import { runPlan } from './probe/run.ts';
import { parseTarget } from './probe/target.ts';
import { buildReport } from './report/build.ts';

declare const __MAILPROBE_VERSION__: string | undefined;
const VERSION = typeof __MAILPROBE_VERSION__ === 'string' ? __MAILPROBE_VERSION__ : '0.0.0';

export interface CheckSettings {
  /** What the options of `mailprobe check` would say; the rest is as the command has it by default. */
  readonly request?: Partial<PlanRequest>;
  /** With the redacted transcript of every connection. */
  readonly verbose?: boolean;
  /** Ends the check; what was found by then is reported. */
  readonly signal?: AbortSignal;
}

/**
 * Checks one host: `host`, `host:port`, an address or a URL. Never sends mail. Resolves with the report whatever the
 * server does; throws UsageError for a target or a request that is wrong or contradicts itself.
 */
export async function check(target: string, { request = {}, verbose = false, signal }: CheckSettings = {}): Promise<Report> {
  const plan = makePlan(parseTarget(target), { ...DEFAULT_REQUEST, ...request });
  return checkPlan(plan, { verbose, ...(signal ? { signal } : {}) });
}

/** The same for a plan that is already made. */
export async function checkPlan(plan: Plan, { verbose = false, signal }: Omit<CheckSettings, 'request'> = {}): Promise<Report> {
  const deadline = new Deadline(plan.timeouts.totalMs);
  const interrupt = (): void => deadline.interrupt();
  signal?.addEventListener('abort', interrupt, { once: true });
  if (signal?.aborted) interrupt();
  try {
    const { observations } = await runPlan(plan, deadline, { keepsTranscript: verbose });
    return buildReport({ plan, observations, diagnosis: diagnose(plan, observations), toolVersion: VERSION, verbose });
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
export type { Recommendation, Report, ReportEndpoint, Verdict } from './model/report.ts';
export { Secret } from './model/secret.ts';
export type { Target } from './model/target.ts';
export { UsageError } from './model/usage-error.ts';
export { DEFAULT_REQUEST, makePlan, type PlanRequest } from './probe/plan.ts';
export { parseTarget } from './probe/target.ts';
export { FORMAT_NAMES, type Format, type FormatName, type FormatOptions, loadFormat } from './report/formats/index.ts';
