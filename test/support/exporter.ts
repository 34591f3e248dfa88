// An exporter on a port of its own, and requests to it as a scraper or a browser would send them. No test of its own.
import { type IncomingHttpHeaders, request } from 'node:http';
import { Exporter, type ExporterOptions } from '../../src/serve/exporter.ts';
import type { Configuration } from '../../src/serve/module.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Aborted: the client hangs up. */
  readonly signal?: AbortSignal;
}

export function fetchFrom(base: string, path: string, options: Asking = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { ...options.headers } as Record<string, string | string[]>;
    const sent = request(`${base}${path}`, { agent: false, ...options, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      response.once('error', reject);
    });
    sent.once('error', reject).end();
  });
}

/** The value of one series; null: it is not there. */
export function sampleOf(exposition: string, series: string): number | null {
  const line = exposition.split('\n').find((text) => text.startsWith(`${series} `));
  return line === undefined ? null : Number(line.slice(series.length));
}

export interface RunningExporter {
  readonly base: string;
  readonly exporter: Exporter;
  readonly log: string[];
}

export async function startExporter(
  configuration: Configuration,
  more: Partial<ExporterOptions> = {},
  log: string[] = [],
): Promise<RunningExporter> {
  const exporter = new Exporter({
    configuration,
    toolVersion: '1.2.3',
    log: (level, message, fields) => log.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`),
    maxProbes: 4,
    verbose: false,
    ...more,
  });
  const { port } = await exporter.listen({ address: '127.0.0.1', port: 0 });
  return { base: `http://127.0.0.1:${port}`, exporter, log };
}
