// The HTTP side of the exporter: which path answers what, how many probes run at once, what happens when a client leaves
// and when the service ends. Knows nothing of mail, files or signals.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ToldLogin } from '../check/told-login.ts';
import { Semaphore } from '../net/semaphore.ts';
import { SentLogins } from '../probe/sent-logins.ts';
import { HTML, METRICS, PLAIN, sendAnswer } from './http-answer.ts';
import { indexPage } from './index-page.ts';
import { SERVE_LIMITS } from './limits.ts';
import type { ListenAddress } from './listen-address.ts';
import type { Log } from './log.ts';
import type { Configuration } from './module.ts';
import { OwnMetrics, type Rejection } from './own-metrics.ts';
import { HostNotAllowed, type ProbeResult, probe } from './probe.ts';
import { ProbeLog } from './probe-log.ts';
import { notAllowed, type ProbeQuery, probeTimeMs, readProbeQuery } from './probe-query.ts';
import { RunningProbes } from './running-probes.ts';
import { ANSWER_HEADERS, faultOfAccess, PAGE_POLICY } from './web-access.ts';

export interface ExporterOptions {
  readonly configuration: Configuration;
  readonly toolVersion: string;
  readonly log: Log;
  readonly maxProbes: number;
  /** Names in lower case by which the exporter may be asked, besides its addresses and localhost. */
  readonly webHosts?: readonly string[];
  /** Every probe in the log, not only those whose verdict is another than the last time. */
  readonly verbose: boolean;
  /** How long a client may take for its headers; for tests. */
  readonly headersMs?: number;
  /** Milliseconds on a clock that never goes back, for the pauses between logins; for tests. */
  readonly now?: () => number;
}

export class Exporter {
  readonly #options: ExporterOptions;
  readonly #server: Server;
  readonly #places: Semaphore;
  readonly #metrics = new OwnMetrics();
  readonly #sentLogins: SentLogins<ToldLogin>;
  readonly #running = new RunningProbes();
  readonly #probeLog: ProbeLog;
  readonly #webHosts: ReadonlySet<string>;
  #configuration: Configuration;
  #isLeaving = false;

  constructor(options: ExporterOptions) {
    this.#options = options;
    this.#configuration = options.configuration;
    this.#probeLog = new ProbeLog(options.log, options.verbose);
    this.#webHosts = new Set(options.webHosts);
    this.#places = new Semaphore(options.maxProbes, options.maxProbes * SERVE_LIMITS.waitingPerProbe);
    this.#metrics.reloaded(true, Date.now());
    const { headersMs = SERVE_LIMITS.headersMs, now = () => performance.now() } = options;
    this.#sentLogins = new SentLogins({ ...SERVE_LIMITS.logins, now });
    this.#server = createServer(
      {
        maxHeaderSize: SERVE_LIMITS.maxHeaderBytes,
        headersTimeout: headersMs,
        requestTimeout: SERVE_LIMITS.requestMs,
        connectionsCheckingInterval: headersMs / 5,
      },
      (request, response) => void this.#answer(request, response),
    );
    this.#server.maxRequestsPerSocket = 1;
    this.#server.maxConnections = SERVE_LIMITS.maxConnections;
  }

  /** Resolves with the address in use. Rejects with the system's error where it cannot listen there. */
  listen({ address, port }: ListenAddress): Promise<ListenAddress> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host: address, port }, () => {
        this.#server.off('error', reject);
        this.#server.on('error', (error) => this.#options.log('error', 'server error', { error: error.message }));
        const bound = this.#server.address();
        resolve(typeof bound === 'object' && bound ? { address: bound.address, port: bound.port } : { address, port });
      });
    });
  }

  /** From the next probe on. Logins that were withheld are tried once more. */
  use(configuration: Configuration): void {
    this.#configuration = configuration;
    this.#sentLogins.forget();
    this.#metrics.reloaded(true, Date.now());
  }

  /** A configuration that could not be loaded: the old one stays. */
  keepOld(): void {
    this.#metrics.reloaded(false, Date.now());
  }

  /** Takes no more requests, gives probes under way `graceMs`, then ends them with what they have. */
  async close(graceMs: number = SERVE_LIMITS.graceMs): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#isLeaving = true;
    this.#places.close();
    this.#server.closeIdleConnections();
    const grace = setTimeout(() => this.#running.interrupt(), graceMs);
    // An interrupted probe answers at once; what still stands after that is a client that does not read.
    const last = setTimeout(() => this.#server.closeAllConnections(), graceMs + 1_000);
    await closed;
    clearTimeout(last);
    // A probe whose client has gone, or a login that outlasts its scrape.
    await this.#running.settled();
    clearTimeout(grace);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // One request a connection: nothing is left open, and a closed connection means that the client has gone.
    response.setHeader('Connection', 'close');
    for (const [name, value] of Object.entries(ANSWER_HEADERS)) response.setHeader(name, value);
    request.on('error', () => {});
    response.on('error', () => {});
    response.once('finish', () => request.socket.setTimeout(SERVE_LIMITS.answerMs, () => request.socket.destroy()));
    request.resume();
    try {
      await this.#route(request, response);
    } catch (error) {
      this.#metrics.rejected('internal_error');
      this.#logFault(error);
      if (!response.headersSent) sendAnswer(response, 500, PLAIN, 'internal error, see the log of the exporter\n');
      else response.destroy();
    }
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '', search = ''] = splitOnce(request.url ?? '', '?');
    const fault = faultOfAccess(path, request.headersDistinct, this.#webHosts);
    if (fault) return this.#reject(response, 403, fault.reason, fault.message);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return sendAnswer(response, 405, PLAIN, 'only GET and HEAD are taken\n');
    }
    switch (path) {
      case '/probe':
        return this.#answerProbe(search, request, response);
      case '/metrics':
        return sendAnswer(response, 200, METRICS, this.#metrics.expose(this.#numbers()));
      case '/-/healthy':
        return sendAnswer(response, 200, PLAIN, 'healthy\n');
      case '/-/ready':
        if (this.#isLeaving) return sendAnswer(response, 503, PLAIN, 'about to end\n');
        return sendAnswer(response, 200, PLAIN, 'ready\n');
      case '/':
        response.setHeader('Content-Security-Policy', PAGE_POLICY);
        return sendAnswer(response, 200, HTML, indexPage(this.#configuration, this.#options.toolVersion));
      default:
        return sendAnswer(response, 404, PLAIN, 'not here: /probe?target=…&module=…, /metrics, /-/healthy, /-/ready\n');
    }
  }

  #numbers(): Parameters<OwnMetrics['expose']>[0] {
    const { toolVersion, maxProbes } = this.#options;
    return {
      toolVersion,
      modules: [...this.#configuration.modules.keys()],
      inFlight: this.#places.held,
      waiting: this.#places.waiting,
      places: maxProbes,
      withheldLogins: this.#sentLogins.withheldCount,
    };
  }

  async #answerProbe(search: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const configuration = this.#configuration;
    const read = readProbeQuery(search, configuration);
    if (!read.ok) return this.#reject(response, read.refusal.status, read.refusal.reason, read.refusal.message);
    const { query } = read;
    const scrapeTimeout = request.headers['x-prometheus-scrape-timeout-seconds'];
    const timeMs = probeTimeMs(query.request.timeouts.totalMs, String(scrapeTimeout ?? ''));
    const askedAt = performance.now();
    const gone = new AbortController();
    const patience = new AbortController();
    response.once('close', () => {
      if (response.writableFinished) return;
      gone.abort();
      patience.abort();
    });
    const tooLong = setTimeout(() => patience.abort(), timeMs * SERVE_LIMITS.waitingShare);
    const admission = await this.#places.acquire(patience.signal);
    clearTimeout(tooLong);
    if (admission.kind !== 'acquired') {
      if (gone.signal.aborted) return this.#metrics.interrupted();
      response.setHeader('Retry-After', String(SERVE_LIMITS.retryAfterSeconds));
      const [reason, message] = this.#isLeaving
        ? (['queue_timeout', 'the exporter is about to end'] as const)
        : admission.kind === 'full'
          ? (['queue_full', 'too many probes wait already: raise --max-probes, or scrape less often'] as const)
          : (['queue_timeout', 'no place became free in time: raise --max-probes, or scrape less often'] as const);
      return this.#reject(response, 503, reason, message);
    }
    try {
      const result = await this.#probeWithin(query, timeMs - (performance.now() - askedAt), gone.signal, configuration);
      if (gone.signal.aborted) return this.#metrics.interrupted();
      this.#record(query, result);
      sendAnswer(response, 200, METRICS, result.exposition);
    } catch (error) {
      if (!(error instanceof HostNotAllowed)) throw error;
      const { status, reason, message } = notAllowed(error.host);
      this.#reject(response, status, reason, message);
    } finally {
      admission.release();
    }
  }

  #probeWithin(query: ProbeQuery, timeMs: number, gone: AbortSignal, configuration: Configuration): Promise<ProbeResult> {
    return this.#running.runWithin(timeMs, gone, async (deadline) => {
      const result = await probe(query, deadline, {
        configuration,
        sentLogins: this.#sentLogins,
        onFailedLogin: (told, withheld) => this.#probeLog.failedLogin(query, told, withheld),
      });
      const { late } = result;
      // The end of the service waits for it; its scrape does not.
      if (late) void this.#running.keep(late.deadline, late.done).catch((error: unknown) => this.#logFault(error));
      return result;
    });
  }

  #record(query: ProbeQuery, { report, strict }: ProbeResult): void {
    const verdict = strict && report.verdict === 'warn' ? 'fail' : report.verdict;
    const seconds = report.durationMs / 1_000;
    this.#metrics.probed(query.module.name, verdict, seconds);
    this.#metrics.reached(query.module.name, report);
    this.#probeLog.ended(query, { verdict, seconds, summary: report.summary });
  }

  #logFault(error: unknown): void {
    this.#options.log('error', 'internal error', { error: error instanceof Error ? error.message : String(error) });
  }

  #reject(response: ServerResponse, status: number, reason: Rejection, message: string): void {
    this.#metrics.rejected(reason);
    this.#options.log('warn', 'request rejected', { status, reason, detail: message });
    sendAnswer(response, status, PLAIN, `${message}\n`);
  }
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
