// What of the probes goes into the log: a verdict that is another than the last time, and logins that failed. Knows nothing
// of HTTP.

import type { ToldLogin } from '../check/told-login.ts';
import type { Withheld } from '../probe/sent-logins.ts';
import { SERVE_LIMITS } from './limits.ts';
import type { Log } from './log.ts';
import type { ProbeQuery } from './probe-query.ts';

export interface ProbeEnd {
  /** With the module's strictness applied. */
  readonly verdict: string;
  readonly seconds: number;
  readonly summary: string;
}

export class ProbeLog {
  readonly #log: Log;
  readonly #verbose: boolean;
  /** The last verdict of each module on each target. */
  readonly #verdicts = new Map<string, string>();

  /** `verbose`: every probe, not only news. */
  constructor(log: Log, verbose: boolean) {
    this.#log = log;
    this.#verbose = verbose;
  }

  ended({ target, module }: ProbeQuery, end: ProbeEnd): void {
    const { verdict } = end;
    const key = `${module.name} ${target.input}`;
    const isNews = this.#verdicts.get(key) !== verdict;
    if (this.#verdicts.size >= SERVE_LIMITS.maxVerdicts && !this.#verdicts.has(key)) this.#verdicts.clear();
    this.#verdicts.set(key, verdict);
    if (!isNews && !this.#verbose) return;
    this.#log(verdict === 'fail' ? 'warn' : 'info', 'probe', { module: module.name, target: target.input, ...end });
  }

  failedLogin({ target, module }: ProbeQuery, { credentials }: ToldLogin, { reason, retryInMs }: Withheld<ToldLogin>): void {
    const fields = { module: module.name, target: target.input, cause: credentials.cause ?? 'unknown' };
    if (reason === 'refused')
      this.#log('warn', 'login refused, not tried again until the configuration is loaded anew (SIGHUP)', fields);
    else this.#log('warn', 'login without a verdict', { ...fields, retry_in_seconds: (retryInMs ?? 0) / 1_000 });
  }
}
