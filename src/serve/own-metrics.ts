// What the exporter counts of itself, and the text of /metrics. Knows no request and no probe, only their numbers.
import type { Report } from '../model/report.ts';
import { Exposition, type Histogram } from '../report/formats/prometheus-text.ts';
import { EndpointMetrics } from './endpoint-metrics.ts';

export const VERDICTS = ['ok', 'warn', 'fail'] as const;
export type ProbeVerdict = (typeof VERDICTS)[number];

const REJECTIONS = [
  'bad_request',
  'target_not_allowed',
  'foreign_host',
  'cross_site',
  'queue_full',
  'queue_timeout',
  'internal_error',
] as const;
export type Rejection = (typeof REJECTIONS)[number];

/** Seconds. A healthy server answers in tenths; ten is Prometheus' own scrape timeout, thirty ours. */
const BOUNDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30];

export interface CurrentNumbers {
  readonly toolVersion: string;
  readonly modules: readonly string[];
  readonly inFlight: number;
  readonly waiting: number;
  readonly places: number;
  readonly withheldLogins: number;
}

export class OwnMetrics {
  readonly #probes = new Map<string, Map<ProbeVerdict, number>>();
  readonly #rejected = new Map<Rejection, number>();
  readonly #buckets = new Array<number>(BOUNDS.length + 1).fill(0);
  readonly #endpoints = new EndpointMetrics();
  #durationSum = 0;
  #interrupted = 0;
  #isReloaded = true;
  #reloadedAt = 0;

  probed(module: string, verdict: ProbeVerdict, seconds: number): void {
    const counts = this.#probes.get(module) ?? new Map<ProbeVerdict, number>();
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    this.#probes.set(module, counts);
    this.#durationSum += seconds;
    for (const [at, bound] of [...BOUNDS, Number.POSITIVE_INFINITY].entries())
      if (seconds <= bound) this.#buckets[at] = (this.#buckets[at] ?? 0) + 1;
  }

  /** What a probe reached. */
  reached(module: string, report: Pick<Report, 'endpoints'>): void {
    this.#endpoints.probed(module, report);
  }

  /** The client went away before its probe was done. */
  interrupted(): void {
    this.#interrupted += 1;
  }

  rejected(reason: Rejection): void {
    this.#rejected.set(reason, (this.#rejected.get(reason) ?? 0) + 1);
  }

  /** `atMs`: wall clock. */
  reloaded(isOk: boolean, atMs: number): void {
    this.#isReloaded = isOk;
    if (isOk) this.#reloadedAt = atMs / 1_000;
  }

  expose(now: CurrentNumbers): string {
    const out = new Exposition();
    const build = { version: now.toolVersion, node: process.version };
    out.gauge('mailprobe_build_info', 'Version of mailprobe and of Node', 1, build);
    this.#addProbes(out, now);
    out.gauge('mailprobe_exporter_probes_in_flight', 'Probes under way', now.inFlight);
    out.gauge('mailprobe_exporter_probes_in_flight_limit', 'Probes that may be under way at once', now.places);
    out.gauge('mailprobe_exporter_queue_length', 'Probes that wait for a place', now.waiting);
    const { withheldLogins } = now;
    out.gauge(
      'mailprobe_exporter_logins_withheld',
      'Logins that are not sent now: refused, paused after no verdict, or under way',
      withheldLogins,
    );
    const durations: Histogram = { bounds: BOUNDS, counts: this.#buckets, sum: this.#durationSum };
    out.histogram('mailprobe_exporter_probe_duration_seconds', 'Seconds that probes took, without waiting', durations);
    this.#endpoints.expose(out);
    const isOk = this.#isReloaded ? 1 : 0;
    out.gauge('mailprobe_exporter_config_last_reload_successful', 'Whether the configuration could be loaded last time', isOk);
    const help = 'Unix time at which the configuration in use was loaded';
    out.gauge('mailprobe_exporter_config_last_reload_success_timestamp_seconds', help, this.#reloadedAt);
    addProcess(out);
    return out.toString();
  }

  /** Every module and reason from the start: a series that appears with its first event has no rate before. */
  #addProbes(out: Exposition, { modules }: CurrentNumbers): void {
    for (const module of new Set([...modules, ...this.#probes.keys()])) {
      for (const verdict of VERDICTS) {
        const count = this.#probes.get(module)?.get(verdict) ?? 0;
        out.counter('mailprobe_exporter_probes_total', 'Probes done, by module and verdict', count, { module, verdict });
      }
    }
    const help = 'Probes ended since nobody waited for the answer any more';
    out.counter('mailprobe_exporter_probes_interrupted_total', help, this.#interrupted);
    for (const reason of REJECTIONS) {
      const count = this.#rejected.get(reason) ?? 0;
      out.counter('mailprobe_exporter_requests_rejected_total', 'Requests that led to no probe, by reason', count, { reason });
    }
  }
}

/** The names that every Prometheus client library has. */
function addProcess(out: Exposition): void {
  const { user, system } = process.cpuUsage();
  out.counter('process_cpu_seconds_total', 'Processor seconds spent', (user + system) / 1_000_000);
  out.gauge('process_resident_memory_bytes', 'Resident memory', process.memoryUsage.rss());
  const startedAt = Math.round(Date.now() - process.uptime() * 1_000) / 1_000;
  out.gauge('process_start_time_seconds', 'Unix time at which the process began', startedAt);
}
