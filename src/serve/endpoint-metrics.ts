// What the exporter counts of the endpoints that its probes reached, over all scrapes: how long each stage took, and how each
// address did. Series are bounded, whoever names targets. Knows reports, and no request.
import type { Report } from '../model/report.ts';
import type { Exposition } from '../report/formats/prometheus-text.ts';
import { SERVE_LIMITS } from './limits.ts';

/** Seconds. A loopback answers in one thousandth, another continent in a quarter; above are the limits of a check. */
const STAGE_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const RESULTS = ['ok', 'failed'] as const;

interface StageTimes {
  readonly labels: { readonly module: string; readonly stage: string };
  /** How many were at or below each bound; with one more for all. */
  readonly counts: number[];
  sum: number;
}

interface AddressResults {
  readonly labels: { readonly module: string; readonly port: string; readonly mode: string; readonly address: string };
  ok: number;
  failed: number;
}

export class EndpointMetrics {
  readonly #stages = new Map<string, StageTimes>();
  readonly #addresses = new Map<string, AddressResults>();

  probed(module: string, { endpoints }: Pick<Report, 'endpoints'>): void {
    for (const { port, mode, address, status, steps } of endpoints) {
      // A mode that the port is not meant for, and what was not tried, say nothing of the server.
      if (status !== 'ok' && status !== 'failed') continue;
      this.#addressFor({ module, port: String(port), mode, address })[status] += 1;
      for (const step of steps) if (step.status === 'ok') this.#time(module, step.stage, step.durationMs / 1_000);
    }
  }

  expose(out: Exposition): void {
    const help = 'Seconds that stages of connections took which succeeded, by module';
    for (const { labels, counts, sum } of this.#stages.values())
      out.histogram('mailprobe_exporter_stage_duration_seconds', help, { bounds: STAGE_BOUNDS, counts, sum }, labels);
    for (const { labels, ...counts } of this.#addresses.values()) {
      for (const result of RESULTS)
        out.counter('mailprobe_exporter_endpoint_results_total', 'Endpoints probed, by address and result', counts[result], {
          ...labels,
          result,
        });
    }
  }

  #time(module: string, stage: string, seconds: number): void {
    const key = `${module} ${stage}`;
    const times = this.#stages.get(key) ?? {
      labels: { module, stage },
      counts: new Array<number>(STAGE_BOUNDS.length + 1).fill(0),
      sum: 0,
    };
    this.#stages.set(key, times);
    times.sum += seconds;
    for (const [at, bound] of [...STAGE_BOUNDS, Number.POSITIVE_INFINITY].entries())
      if (seconds <= bound) times.counts[at] = (times.counts[at] ?? 0) + 1;
  }

  /** Those that there is no room for count together, by module. */
  #addressFor(labels: AddressResults['labels']): AddressResults {
    const known = this.#addresses.get(keyOf(labels));
    if (known) return known;
    const isRoom = this.#addresses.size < SERVE_LIMITS.maxAddresses;
    const kept = isRoom ? labels : { module: labels.module, port: 'other', mode: 'other', address: 'other' };
    const results = this.#addresses.get(keyOf(kept)) ?? { labels: kept, ok: 0, failed: 0 };
    this.#addresses.set(keyOf(kept), results);
    return results;
  }
}

const keyOf = ({ module, port, mode, address }: AddressResults['labels']): string => `${module} ${port} ${mode} ${address}`;
