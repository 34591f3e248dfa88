// One entry of a list from its text to its line of output: the same straight line as `check`, in whatever thread. Must
// not know how many others there are, nor where the line goes.
import type { Permit } from '../../batch/address-gate.ts';
import type { Finished, Permits } from '../../batch/check-worker.ts';
import { badTarget, type Entry, parseEntry, requestOf } from '../../batch/entry.ts';
import { checkTarget } from '../../check/check.ts';
import { toolVersion } from '../../check/tool-version.ts';
import type { Observations } from '../../model/observation.ts';
import type { Report } from '../../model/report.ts';
import type { Target } from '../../model/target.ts';
import { UsageError } from '../../model/usage-error.ts';
import { Deadline } from '../../net/deadline.ts';
import { Redactor } from '../../net/redactor.ts';
import { maybeLimited } from '../../probe/connection-limit.ts';
import { buildBadTargetReport } from '../../report/build.ts';
import { csvRow } from '../../report/formats/csv.ts';
import { jsonLine } from '../../report/formats/json.ts';
import { type TextLineOptions, textLine } from '../../report/formats/text-line.ts';
import type { PlanRequest } from '../../request/plan.ts';
import { fateOf } from './batch-logins.ts';
import type { BatchFormat } from './batch-options.ts';

/** What is the same for all entries. */
export interface BatchJob {
  readonly request: PlanRequest;
  readonly format: BatchFormat;
  /** With the transcripts. */
  readonly verbose: boolean;
  /** For the format text; absent: whole and without colours. */
  readonly line?: TextLineOptions;
}

const MAX_SECRETS = 50;

/** Checks under way in this thread, so that they can be ended together. */
export class BatchChecks {
  readonly #job: BatchJob;
  readonly #running = new Set<Deadline>();
  #shared = new Redactor();
  #isOver = false;

  constructor(job: BatchJob) {
    this.#job = job;
  }

  get load(): number {
    return this.#running.size;
  }

  interrupt(): void {
    this.#isOver = true;
    for (const deadline of this.#running) deadline.interrupt();
  }

  /** null: it was over before it got its turn. */
  async check(entry: Entry, permits: Permits): Promise<Finished | null> {
    let parsed: ReturnType<typeof parseEntry>;
    try {
      parsed = parseEntry(entry);
      const { target, settings } = parsed;
      const request = requestOf(this.#job.request, target, settings);
      const first = await this.#run(target, request, permits, false);
      if (!first) return null;
      const report = first.mayBeLimited ? await this.#runAlone(first.report, target, request, permits) : first.report;
      return this.#finish(entry, report);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return this.#finish(entry, this.#refuse(entry, error.message));
    }
  }

  /** One check, from the resolving to the report. Its clock stands while it waits for its turn at the addresses. */
  async #run(target: Target, request: PlanRequest, { admit, loginTurn }: Permits, isAlone: boolean): Promise<Ran | null> {
    const deadline = new Deadline(request.timeouts.totalMs);
    this.#running.add(deadline);
    if (this.#isOver) deadline.interrupt();
    let permit: Permit | null | undefined;
    try {
      const { observations, report } = await checkTarget(target, request, deadline, {
        redactor: this.#redactor(),
        verbose: this.#job.verbose,
        ...(loginTurn === null ? {} : { loginTurn }),
        admit: async (addresses) => {
          permit = await admit(addresses, isAlone);
          if (!permit) deadline.interrupt();
        },
      });
      if (permit === null) return null;
      const mayBeLimited = permit !== undefined && isSuspicious(observations) && (await permit.wasShared());
      return { report, mayBeLimited };
    } finally {
      permit?.leave();
      this.#running.delete(deadline);
      deadline.release();
    }
  }

  /**
   * One for many checks: most of what it has to look at is the same in each. Some mechanisms send something new each time
   * (CRAM-MD5, SCRAM), of which it must not know ever more.
   */
  #redactor(): Redactor {
    if (this.#shared.size > MAX_SECRETS) this.#shared = new Redactor();
    return this.#shared;
  }

  /** Promise 7 of the contract over the whole list: a refusal that our own other checks may have caused is asked for again. */
  async #runAlone(before: Report, target: Target, request: PlanRequest, permits: Permits): Promise<Report> {
    const again = await this.#run(target, request, permits, true);
    return again?.report ?? before;
  }

  #refuse(entry: Entry, reason: string): Report {
    return buildBadTargetReport({
      input: entry.text,
      protocol: this.#job.request.protocol ?? 'smtp',
      startedAt: new Date().toISOString(),
      finding: badTarget(entry, reason),
      toolVersion: toolVersion(),
    });
  }

  #finish({ line, text }: Entry, report: Report): Finished {
    const withEntry = { ...report, batch: { line, entry: text } };
    const formats: Readonly<Record<BatchFormat, () => string>> = {
      jsonl: () => `${jsonLine(withEntry)}\n`,
      csv: () => csvRow(report, line),
      text: () => textLine(report, this.#job.line ?? { colour: false, columns: null }),
    };
    const [gravest] = report.findings;
    return {
      text: formats[this.#job.format](),
      verdict: report.verdict,
      gravest: gravest && gravest.severity !== 'info' ? gravest.id : null,
      isBadTarget: report.dns === null,
      isInterrupted: report.interrupted === true,
      isInternal: report.findings.some(({ id }) => id === 'internal-error'),
      login: fateOf(report.credentials),
    };
  }
}

interface Ran {
  readonly report: Report;
  readonly mayBeLimited: boolean;
}

/** Refused as if for being one of many, and no login was spent: that is not risked a second time. */
const isSuspicious = ({ endpoints, credentials, interrupted }: Observations): boolean =>
  !interrupted && (credentials?.attempts.length ?? 0) === 0 && endpoints.some(({ failure }) => maybeLimited(failure));
