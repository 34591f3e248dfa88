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

/** Collects gauges and writes them metric by metric, in the order of their first sample. */
export class Exposition {
  readonly #metrics = new Map<string, { help: string; samples: Map<string, number> }>();

  /** A series given twice keeps its first value: a scrape with a duplicate is lost as a whole. */
  gauge(name: string, help: string, value: number, labels: Labels = {}): void {
    const metric = this.#metrics.get(name) ?? { help, samples: new Map<string, number>() };
    const series = seriesName(name, labels);
    if (!metric.samples.has(series)) metric.samples.set(series, value);
    this.#metrics.set(name, metric);
  }

  toString(): string {
    let out = '';
    for (const [name, { help, samples }] of this.#metrics) {
      out += `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n# TYPE ${name} gauge\n`;
      for (const [series, value] of samples) out += `${series} ${numberText(value)}\n`;
    }
    return out;
  }
}
