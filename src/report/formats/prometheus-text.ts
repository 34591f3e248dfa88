// The Prometheus text exposition format 0.0.4: metrics declared once, no series twice, labels escaped. Knows nothing
// of mail.
import { oneLine } from './options.ts';

export type Labels = Readonly<Record<string, string | number>>;

const escapeLabel = (value: string): string =>
  oneLine(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

const seriesName = (name: string, labels: Labels): string => {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escapeLabel(String(value))}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
};

const numberText = (value: number): string => {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? String(value) : `${value < 0 ? '-' : '+'}Inf`;
};

export interface Histogram {
  /** Upper bounds, ascending, without +Inf. */
  readonly bounds: readonly number[];
  /** How many were at or below each bound; with one more for all. */
  readonly counts: readonly number[];
  readonly sum: number;
}

interface Metric {
  readonly type: 'gauge' | 'counter' | 'histogram';
  readonly help: string;
  readonly samples: Map<string, number>;
}

/** Collects samples and writes them metric by metric, in the order of their first sample. */
export class Exposition {
  readonly #metrics = new Map<string, Metric>();

  /** A series given twice keeps its first value: a scrape with a duplicate is lost as a whole. */
  gauge(name: string, help: string, value: number, labels: Labels = {}): void {
    this.#add(this.#metric(name, 'gauge', help), seriesName(name, labels), value);
  }

  /** `name` ends in _total. */
  counter(name: string, help: string, value: number, labels: Labels = {}): void {
    this.#add(this.#metric(name, 'counter', help), seriesName(name, labels), value);
  }

  histogram(name: string, help: string, { bounds, counts, sum }: Histogram, labels: Labels = {}): void {
    const metric = this.#metric(name, 'histogram', help);
    const all = counts[bounds.length] ?? 0;
    for (const [at, bound] of [...bounds, Number.POSITIVE_INFINITY].entries()) {
      this.#add(metric, seriesName(`${name}_bucket`, { ...labels, le: numberText(bound) }), counts[at] ?? all);
    }
    this.#add(metric, seriesName(`${name}_sum`, labels), sum);
    this.#add(metric, seriesName(`${name}_count`, labels), all);
  }

  #metric(name: string, type: Metric['type'], help: string): Metric {
    const metric = this.#metrics.get(name) ?? { type, help, samples: new Map<string, number>() };
    this.#metrics.set(name, metric);
    return metric;
  }

  #add({ samples }: Metric, series: string, value: number): void {
    if (!samples.has(series)) samples.set(series, value);
  }

  toString(): string {
    let out = '';
    for (const [name, { type, help, samples }] of this.#metrics) {
      out += `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n# TYPE ${name} ${type}\n`;
      for (const [series, value] of samples) out += `${series} ${numberText(value)}\n`;
    }
    return out;
  }
}
