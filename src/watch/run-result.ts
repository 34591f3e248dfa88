// What a watch keeps of one report: of each port of each address whether a client could use it, of what it failed, and how
// long its phases took. Pure.
import type { Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { knownPort, type Mode } from '../model/protocol.ts';
import type { Report, ReportEndpoint, Verdict } from '../model/report.ts';
import { totalMs } from '../report/wording.ts';
import { firstFailuresOf } from './first-failures.ts';
import type { Phase } from './phases.ts';

export interface PlaceFailure {
  /** The id of a finding. */
  readonly code: string;
  readonly message: string;
}

/** A port of an address, or DNS, in one run. */
export interface PlaceResult {
  /** `465@192.0.2.10`; `dns`. */
  readonly id: string;
  readonly port: number | null;
  readonly address: string | null;
  /** That of the endpoint which stands for the port. */
  readonly mode: Mode | null;
  readonly isOk: boolean;
  /** Null: it works. */
  readonly cause: PlaceFailure | null;
  /** It works, and had failed among the other connections of the run with this before it was repeated alone. */
  readonly firstFailure: PlaceFailure | null;
  /** Milliseconds of what succeeded: the time of a phase that failed is a limit of ours. */
  readonly phases: Partial<Readonly<Record<Phase, number>>>;
}

/** What a run is told by. */
export interface WatchedCheck {
  readonly plan: Plan;
  readonly observations: Pick<Observations, 'endpoints'>;
  readonly report: Report;
}

export interface RunLogin {
  readonly status: 'accepted' | 'rejected' | 'error' | 'skipped';
  readonly cause: string | null;
}

export interface RunResult {
  /** From 1. */
  readonly run: number;
  /** Wall clock, milliseconds since 1970. */
  readonly atMs: number;
  readonly tookMs: number;
  readonly verdict: Verdict;
  readonly summary: string;
  readonly places: readonly PlaceResult[];
  /** Null: none was to be made. */
  readonly login: RunLogin | null;
  /** Errors and warnings. */
  readonly findings: readonly { readonly id: string; readonly severity: 'error' | 'warning'; readonly title: string }[];
  readonly connections: number;
}

const tenth = (ms: number): number => Math.round(ms * 10) / 10;

function phasesOf(endpoint: ReportEndpoint): PlaceResult['phases'] {
  const phases: Partial<Record<Phase, number>> = {};
  for (const { stage, status, durationMs } of endpoint.steps) {
    if (status !== 'ok' || stage === 'quit') continue;
    // `tls` and `ehlo` come twice with STARTTLS.
    phases[stage] = tenth((phases[stage] ?? 0) + durationMs);
  }
  const whole = endpoint.status === 'ok' ? totalMs(endpoint) : null;
  return whole === null ? phases : { ...phases, total: tenth(whole) };
}

const portOf = ({ port, address }: ReportEndpoint): string => `${port}@${address}`;
const reached = ({ steps }: ReportEndpoint): number => steps.filter(({ status }) => status === 'ok').length;
/** Of those that fail the one that got furthest; else that in the mode of the port, where it is known. */
const byProgress =
  (modeOfPort: Mode | null) =>
  (one: ReportEndpoint, other: ReportEndpoint): number =>
    reached(other) - reached(one) || Number(other.mode === modeOfPort) - Number(one.mode === modeOfPort);

interface PlaceContext {
  /** Port and mode were both asked for by name. */
  readonly isEachNamed: boolean;
  readonly mode: Mode | null;
  readonly firstFailures: ReturnType<typeof firstFailuresOf>;
}

/**
 * What a port came to; null: nothing that counts. The mode that it is not meant for counts only where it was asked for by
 * name, together with the port: then each has to work, else one is enough.
 */
function placeOf(
  endpoints: readonly ReportEndpoint[],
  { isEachNamed, mode: modeOfPort, firstFailures }: PlaceContext,
): PlaceResult | null {
  const works = endpoints.filter(({ status }) => status === 'ok');
  const fails = endpoints.filter(({ status }) => status === 'failed').toSorted(byProgress(modeOfPort));
  const isOk = isEachNamed ? fails.length === 0 && works.length > 0 : works.length > 0;
  const chosen = isOk ? works[0] : fails[0];
  if (!chosen) return null;
  const { port, address, mode, failure } = chosen;
  const cause = isOk ? null : { code: failure?.code ?? 'internal-error', message: failure?.message ?? '' };
  return {
    id: portOf(chosen),
    port,
    address,
    mode,
    isOk,
    cause,
    firstFailure: isOk ? (firstFailures.get(chosen.id) ?? null) : null,
    phases: phasesOf(chosen),
  };
}

function dnsOf({ dns }: Report): PlaceResult | null {
  if (dns === null || dns.resolver.source === 'literal' || dns.resolver.source === 'resolve-option') return null;
  const { error, resolver } = dns;
  // Behind a proxy that resolves the name nobody was asked.
  if (error === null && dns.addresses.length === 0) return null;
  return {
    id: 'dns',
    port: null,
    address: null,
    mode: null,
    isOk: error === null,
    cause: error && { code: error.code, message: error.message },
    firstFailure: null,
    phases: error === null ? { dns: tenth(resolver.durationMs) } : {},
  };
}

/** The mode that works at any address of the host, else the one that the port is meant for; null: nothing tells. */
function modeOfPort({ endpoints }: Report, port = 0): Mode | null {
  const works = endpoints.find((endpoint) => endpoint.port === port && endpoint.status === 'ok');
  return works?.mode ?? knownPort(port)?.mode ?? null;
}

export function runResultOf({ plan, observations, report }: WatchedCheck, run: number): RunResult {
  const firstFailures = firstFailuresOf(plan, observations);
  const ids = new Set(report.endpoints.map(portOf));
  const ports = [...ids].flatMap((id) => {
    const endpoints = report.endpoints.filter((endpoint) => portOf(endpoint) === id);
    return (
      placeOf(endpoints, { isEachNamed: plan.endpointsNamed, mode: modeOfPort(report, endpoints[0]?.port), firstFailures }) ?? []
    );
  });
  const { credentials } = report;
  return {
    run,
    atMs: Date.parse(report.startedAt),
    tookMs: report.durationMs,
    verdict: report.verdict,
    summary: report.summary,
    places: [dnsOf(report), ...ports].filter((place) => place !== null),
    login: credentials && { status: credentials.status, cause: credentials.cause },
    findings: report.findings.flatMap(({ id, severity, title }) => (severity === 'info' ? [] : [{ id, severity, title }])),
    connections: report.endpoints.reduce((count, endpoint) => count + connectionsTo(endpoint), 0),
  };
}

/** That of its ladder, and one more where a certificate was held against another list of roots. */
function connectionsTo({ steps, tls }: ReportEndpoint): number {
  const hasTried = steps.some(({ stage, status }) => stage === 'connect' && status !== 'skipped');
  return (hasTried ? 1 : 0) + (tls?.otherTrust === undefined ? 0 : 1);
}
