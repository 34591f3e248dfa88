// A watch as JSON Lines: a record for each run and one for all of them together, as watch.schema.json describes them. Pure.
import type { Finding } from '../model/finding.ts';
import type { Report, Verdict } from '../model/report.ts';
import type { WatchConclusion } from './conclusion.ts';
import type { DurationFigures } from './duration-histogram.ts';
import { PHASES, type Phase } from './phases.ts';
import type { PlaceStatistics } from './place-statistics.ts';
import type { PlaceResult, RunLogin, RunResult } from './run-result.ts';
import type { Schedule } from './schedule.ts';
import type { TimePattern } from './time-pattern.ts';
import type { WatchedRun } from './watch.ts';
import type { WatchStatistics } from './watch-statistics.ts';

const iso = (ms: number): string => new Date(ms).toISOString();
const isPort = ({ port }: Pick<PlaceResult, 'port'>): boolean => port !== null;
const statusOf = (isOk: boolean): 'ok' | 'failed' => (isOk ? 'ok' : 'failed');

interface RunPlaceRecord {
  readonly status: 'ok' | 'failed';
  readonly failure: PlaceResult['cause'];
  /** With status ok: of what it had failed among the other connections of the run, before it was repeated alone. */
  readonly firstFailure?: NonNullable<PlaceResult['firstFailure']>;
  readonly phases: PlaceResult['phases'];
}

export interface RunRecord {
  readonly schemaVersion: 1;
  readonly type: 'run';
  readonly run: number;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly verdict: Verdict;
  readonly summary: string;
  readonly dns: RunPlaceRecord | null;
  readonly ports: readonly (RunPlaceRecord & Pick<PlaceResult, 'id' | 'port' | 'mode' | 'address'>)[];
  readonly changes: readonly {
    readonly id: string;
    readonly status: 'ok' | 'failed';
    readonly lastedMs: number;
    readonly lastedRuns: number;
  }[];
  readonly login: RunLogin | null;
  readonly findings: RunResult['findings'];
  /** With `--verbose`. */
  readonly report?: Report;
}

const placeRecord = ({ isOk, cause, phases }: PlaceResult): RunPlaceRecord => ({
  status: statusOf(isOk),
  failure: cause,
  phases,
});

export function runRecord({ result, report, changes }: WatchedRun, verbose: boolean): RunRecord {
  const { run, atMs, tookMs, verdict, summary, places, login, findings } = result;
  const dns = places.find((place) => !isPort(place));
  return {
    schemaVersion: 1,
    type: 'run',
    run,
    startedAt: iso(atMs),
    durationMs: tookMs,
    verdict,
    summary,
    dns: dns ? placeRecord(dns) : null,
    ports: places.filter(isPort).map((place) => {
      const { id, port, mode, address } = place;
      return { id, port, mode, address, ...placeRecord(place) };
    }),
    changes: changes.map(({ place, isOk, lastedMs, lastedResults }) => ({
      id: place.id,
      status: statusOf(isOk),
      lastedMs,
      lastedRuns: lastedResults,
    })),
    login,
    findings,
    ...(verbose ? { report } : {}),
  };
}

type PatternRecord =
  | { readonly kind: 'since' | 'until'; readonly at: string; readonly runs: number }
  | { readonly kind: 'once'; readonly from: string; readonly to: string; readonly runs: number }
  | Extract<TimePattern, { readonly kind: 'periodic' | 'bursts' | 'scattered' }>;

interface PlaceSummary {
  readonly status: 'ok' | 'failed';
  readonly since: string;
  readonly runs: number;
  readonly failed: number;
  /** Those of the failed in which it worked when it was repeated alone. */
  readonly repeated: number;
  readonly causes: readonly {
    readonly code: string;
    readonly message: string;
    readonly count: number;
    readonly first: string;
    readonly last: string;
  }[];
  /** The latest, the oldest first. */
  readonly outages: readonly { readonly from: string; readonly to: string; readonly runs: number; readonly code: string }[];
  readonly outageCount: number;
  readonly longestOutage: number;
  readonly pattern: PatternRecord | null;
  readonly phases: Partial<Readonly<Record<Phase, DurationFigures>>>;
}

export interface SummaryRecord {
  readonly schemaVersion: 1;
  readonly type: 'summary';
  readonly tool: Report['tool'];
  readonly target: { readonly input: string };
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly schedule: Schedule;
  readonly interrupted: boolean;
  readonly verdict: Verdict;
  readonly summary: string;
  readonly runs: Readonly<Record<'total' | Verdict, number>>;
  readonly dns: PlaceSummary | null;
  readonly ports: readonly (PlaceSummary & Pick<PlaceStatistics, 'id' | 'port' | 'mode' | 'address'>)[];
  /** By port: where it fails at some addresses alone. */
  readonly addresses: readonly {
    readonly port: number;
    readonly failing: readonly string[];
    readonly sound: readonly string[];
  }[];
  readonly logins: WatchStatistics['logins'];
  readonly expectations: WatchConclusion['expectations'];
  readonly findings: readonly Finding[];
  /** What the runs found, and in how many. */
  readonly found: WatchStatistics['findings'];
}

function patternRecord(pattern: TimePattern): PatternRecord {
  if (pattern.kind === 'since' || pattern.kind === 'until')
    return { kind: pattern.kind, at: iso(pattern.atMs), runs: pattern.runs };
  if (pattern.kind !== 'once') return pattern;
  const { fromMs, toMs, runs } = pattern.outage;
  return { kind: 'once', from: iso(fromMs), to: iso(toMs), runs };
}

function placeSummary(place: PlaceStatistics, { unsteady }: WatchConclusion): PlaceSummary {
  const when = unsteady.find((one) => one.place === place)?.when;
  const phases = PHASES.flatMap((phase) => {
    const figures = place.histogram(phase)?.figures;
    return figures ? [[phase, figures] as const] : [];
  });
  return {
    status: statusOf(place.isOk),
    since: iso(place.sinceMs),
    runs: place.runs,
    failed: place.failed,
    repeated: place.repeated,
    causes: place.causes.map(({ code, message, count, firstMs, lastMs }) => ({
      code,
      message,
      count,
      first: iso(firstMs),
      last: iso(lastMs),
    })),
    outages: place.outages.map(({ fromMs, toMs, runs, cause }) => ({ from: iso(fromMs), to: iso(toMs), runs, code: cause.code })),
    outageCount: place.outageCount,
    longestOutage: place.longestOutage,
    pattern: when ? patternRecord(when) : null,
    phases: Object.fromEntries(phases),
  };
}

export interface WatchFacts {
  readonly input: string;
  readonly toolVersion: string;
  readonly schedule: Schedule;
  readonly isInterrupted: boolean;
}

export function summaryRecord(statistics: WatchStatistics, conclusion: WatchConclusion, facts: WatchFacts): SummaryRecord {
  const { last, runs, firstAtMs, places } = statistics;
  const dns = places.find((place) => !isPort(place));
  return {
    schemaVersion: 1,
    type: 'summary',
    tool: { name: 'mailprobe', version: facts.toolVersion },
    target: { input: facts.input },
    startedAt: last && iso(firstAtMs),
    endedAt: last && iso(last.atMs + last.tookMs),
    schedule: facts.schedule,
    interrupted: facts.isInterrupted,
    verdict: conclusion.verdict,
    summary: conclusion.summary,
    runs: { total: runs, ok: statistics.count('ok'), warn: statistics.count('warn'), fail: statistics.count('fail') },
    dns: dns ? placeSummary(dns, conclusion) : null,
    ports: places.filter(isPort).map((place) => {
      const { id, port, mode, address } = place;
      return { id, port, mode, address, ...placeSummary(place, conclusion) };
    }),
    addresses: [...conclusion.addresses].map(([port, { failing, sound }]) => ({
      port,
      failing: failing.map(({ address }) => address),
      sound: sound.map(({ address }) => address),
    })),
    logins: statistics.logins,
    expectations: conclusion.expectations,
    findings: conclusion.findings,
    found: statistics.findings,
  };
}
