// What of a greeting is the server's and what is this connection's: the day and the hour, ids of sessions and queues, process
// ids and challenges change with each, and are no difference. Also the time that a greeting tells. Pure.
import type { ReportEndpoint } from '../model/report.ts';

/** APOP's challenge (RFC 1939 §7), and what stands in angle brackets else. */
const CHALLENGE = /<[^<>]{1,400}>/g;
const DAY_OR_MONTH = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[,.]?$/i;
const ZONE = /^\(?(?:UTC|GMT|[A-Z]{1,2}[DS]T|[A-Z]{2,4}T)\)?$/;
/** `8.17.1`, `v4.96`, `(8.17.1/8.17.1)`: a version stays. */
const VERSION = /^\(?v?\d{1,3}(?:\.\d{1,6}){1,4}(?:[/-][\w.+~-]{1,40})?\)?[,;]?$/i;
const CLOCK_TIME = /^\d{1,2}:\d{2}(?::\d{2})?/;

/** The words that stay from one connection to the next. A word with a digit that is no version is an id, or one host of a pool. */
export function lastingWords(lines: readonly string[]): readonly string[] {
  return lines
    .join(' ')
    .replace(CHALLENGE, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !DAY_OR_MONTH.test(word) && !ZONE.test(word) && !CLOCK_TIME.test(word))
    .filter((word) => !/\d/.test(word) || VERSION.test(word));
}

/** RFC 5322 §3.3, as Exim, Sendmail and Exchange write it. */
const WRITTEN_TIME = /\b(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}\b/;

/** How far the server's clock is ahead of this run's, by its greeting; null: it tells no time. */
export function clockAheadMs({ greeting, steps }: ReportEndpoint, startedMs: number): number | null {
  const written = WRITTEN_TIME.exec(greeting?.lines.join(' ') ?? '')?.[0];
  const theirs = written === undefined ? Number.NaN : Date.parse(written);
  const step = steps.find(({ stage, status }) => stage === 'greeting' && status === 'ok');
  return Number.isNaN(theirs) || step === undefined ? null : theirs - (startedMs + step.startMs + step.durationMs);
}
