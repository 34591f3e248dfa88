// The library: what a program may import. The same straight line as the command, without argv and terminal.
import { checkTarget } from './check/check.ts';
import { toolVersion } from './check/tool-version.ts';
import { compareReports } from './compare/compare.ts';
import type { ReportComparison } from './compare/comparison.ts';
import { labelRuns } from './compare/run-labels.ts';
import type { Discovery } from './discover/candidate.ts';
import type { DiscoverOptions } from './discover/discover.ts';
import type { Credentials } from './model/plan.ts';
import type { MailProtocol } from './model/protocol.ts';
import type { Report } from './model/report.ts';
import { Secret } from './model/secret.ts';
import { UsageError } from './model/usage-error.ts';
import { Deadline } from './net/deadline.ts';
import { type StageWait, Waits } from './probe/waits.ts';
import { DEFAULT_REQUEST, makePlan, type PlanRequest } from './request/plan.ts';
import { parseTarget } from './request/target.ts';

type Nested = 'timeouts' | 'tls' | 'auth' | 'credentials';

/** A login; what is left out is not there. A string is as good as a Secret, which no `console.log` shows. */
export interface LoginSettings extends Partial<Omit<Credentials, 'user' | 'password' | 'token'>> {
  readonly user: string;
  readonly password?: Secret | string | null;
  readonly token?: Secret | string | null;
}

/** What the options of `mailprobe check` would say; what is left out, at any depth, is as the command has it by default. */
export interface CheckRequest extends Partial<Omit<PlanRequest, Nested>> {
  /** Milliseconds. A `connectMs` or `greetingMs` that is given is waited for in full. */
  readonly timeouts?: Partial<PlanRequest['timeouts']>;
  readonly tls?: Partial<PlanRequest['tls']>;
  readonly auth?: Partial<PlanRequest['auth']>;
  readonly credentials?: LoginSettings | null;
}

export interface CheckSettings {
  readonly request?: CheckRequest;
  /** With the redacted transcript of every connection. Default: false. */
  readonly verbose?: boolean;
  /**
   * Ends the check. The promise resolves all the same, with what was found by then and `interrupted: true`: unlike half an
   * answer to `fetch`, half a report is worth reading. Whoever wants the AbortError says `signal.throwIfAborted()` after it.
   */
  readonly signal?: AbortSignal;
  /** Told which connections wait, and for what, whenever that changes. What it throws is not caught. */
  readonly onProgress?: (waits: readonly StageWait[]) => void;
}

export interface DiscoverSettings {
  /** Default: all three. */
  readonly protocol?: MailProtocol;
  readonly dnsServer?: { readonly address: string; readonly port: number };
  /** Names that have these addresses, whatever DNS says. */
  readonly resolve?: ReadonlyMap<string, readonly string[]>;
  /** Milliseconds. Default: 30,000. */
  readonly totalMs?: number;
  /** Ends the search; what was found by then is the result, as with `check`. */
  readonly signal?: AbortSignal;
}

const asSecret = (given: Secret | string | null | undefined): Secret | null =>
  typeof given === 'string' ? new Secret(given) : (given ?? null);

function wholeRequest({ timeouts = {}, tls, auth, credentials = null, ...given }: CheckRequest): PlanRequest {
  return {
    ...DEFAULT_REQUEST,
    ...given,
    timeouts: {
      ...DEFAULT_REQUEST.timeouts,
      connectNamed: timeouts.connectMs !== undefined,
      greetingNamed: timeouts.greetingMs !== undefined,
      ...timeouts,
    },
    tls: { ...DEFAULT_REQUEST.tls, ...tls },
    auth: { ...DEFAULT_REQUEST.auth, ...auth },
    credentials: credentials && {
      oauth: null,
      notices: [],
      ...credentials,
      password: asSecret(credentials.password),
      token: asSecret(credentials.token),
    },
  };
}

/** Runs `work` under one clock, which the signal ends as well. */
async function withinTime<T>(
  totalMs: number,
  signal: AbortSignal | undefined,
  work: (deadline: Deadline) => Promise<T>,
): Promise<T> {
  const deadline = new Deadline(totalMs);
  const interrupt = (): void => deadline.interrupt();
  signal?.addEventListener('abort', interrupt, { once: true });
  if (signal?.aborted) interrupt();
  try {
    return await work(deadline);
  } finally {
    signal?.removeEventListener('abort', interrupt);
    deadline.release();
  }
}

/**
 * Checks one host: `host`, `host:port`, an address or a URL; or a mailbox, whose servers are discovered first. Never sends
 * mail. Resolves with the report, which holds no secret, whatever the server does; throws UsageError for a target or a
 * request that is wrong or contradicts itself.
 */
export async function check(
  target: string,
  { request = {}, verbose = false, signal, onProgress }: CheckSettings = {},
): Promise<Report> {
  const asked = parseTarget(target);
  const whole = wholeRequest(request);
  makePlan(asked, whole); // Contradictions are said before the first packet.
  const hooks = { verbose, ...(onProgress ? { waits: new Waits(onProgress) } : {}) };
  return withinTime(
    whole.timeouts.totalMs,
    signal,
    async (deadline) => (await checkTarget(asked, whole, deadline, hooks)).report,
  );
}

/**
 * Which servers serve a mailbox or a domain, the best first: by DNS, by documents over verified HTTPS, by what is known of
 * providers. Connects to no mail server. Throws UsageError for what is neither an address nor a domain.
 */
async function discoverServers(
  address: string,
  { protocol, dnsServer, resolve, totalMs = DEFAULT_REQUEST.timeouts.totalMs, signal }: DiscoverSettings = {},
): Promise<Discovery> {
  const { mailbox, host, literal, port, mode } = parseTarget(address);
  if (mailbox === null && (literal !== 0 || port !== null || mode !== null))
    throw new UsageError('servers are discovered for a mail address or a domain, without port or scheme');
  const asked = mailbox ? { user: mailbox.user, domain: mailbox.domain } : { domain: host };
  const options: DiscoverOptions = {
    dnsServer: dnsServer ?? null,
    protocol: protocol ?? 'all',
    httpAllowed: true,
    ...(resolve ? { resolve } : {}),
  };
  const { discover } = await import('./discover/discover.ts');
  return withinTime(totalMs, signal, (deadline) => discover(asked, options, deadline));
}

/**
 * Two reports side by side, the older or the working one first: what differs, and what only the pair proves. Times, ids of
 * sessions and what one of the two did not look at are no difference. Pure; throws nothing for reports that `check` made.
 */
export function diff(before: Report, after: Report): ReportComparison {
  const [a, b] = labelRuns({ report: before, name: null }, { report: after, name: null });
  return compareReports({ label: a, report: before }, { label: b, report: after }, toolVersion());
}

export type { ReportComparison } from './compare/comparison.ts';
export type { Candidate, Discovery } from './discover/candidate.ts';
/** What a pasted reply, exception, dialog, log or error code means. Offline; masks secrets before it reads. */
export { type ExplainedText, explainText, explainText as explain } from './explain/explain.ts';
export type { Finding, FindingId, Owner, Severity } from './model/finding.ts';
export { FINDING_IDS } from './model/finding.ts';
export type { Credentials, Plan, TlsOptions } from './model/plan.ts';
export type { MailProtocol, Mode, Protocol, Stage } from './model/protocol.ts';
export type { Recommendation, Report, ReportEndpoint, ReportServer, Verdict } from './model/report.ts';
export { Secret } from './model/secret.ts';
export type { Target } from './model/target.ts';
export { UsageError } from './model/usage-error.ts';
export type { StageWait } from './probe/waits.ts';
export { FORMAT_NAMES, type Format, type FormatName, type FormatOptions, loadFormat } from './report/formats/index.ts';
export { DEFAULT_REQUEST, makePlan, type PlanRequest } from './request/plan.ts';
export { parseTarget } from './request/target.ts';

export { discoverServers as discover };
