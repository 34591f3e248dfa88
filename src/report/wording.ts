// The few words that summary, settings and every format share: how a mode, an owner, an endpoint is called.
// Knows no layout and no syntax; findings bring their own words.
import type { Owner, Severity } from '../model/finding.ts';
import { MODE_FACTS, type Mode } from '../model/protocol.ts';
import type { Recommendation, Report, ReportEndpoint, ReportReply } from '../model/report.ts';

export const OWNER_WORDS: Readonly<Record<Owner, string>> = {
  you: 'you, or whoever sets up the program that uses this server',
  network: 'whoever runs the network between (firewall, internet provider, proxy)',
  server: "the mail server's administrator",
  provider: 'the administrator of the account or tenant at the mail provider',
};

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', info: 'NOTE' };

export const portAndMode = (endpoint: { readonly port: number; readonly mode: Mode }): string =>
  `port ${endpoint.port} with ${MODE_FACTS[endpoint.mode].word}`;

/** One line of what the server said, its codes in front. */
export function replyText(reply: ReportReply): string {
  const codes = [reply.status, reply.code, reply.enhanced].filter((part) => part !== undefined && part !== null);
  const text = reply.lines.join(' / ');
  // Servers that send enhanced codes have them in the text already; say them once.
  const isSaid = reply.enhanced !== null && text.includes(reply.enhanced);
  return [...(isSaid ? codes.slice(0, -1) : codes), text].join(' ').trim();
}

/** `61 days left`, `expired 12 days ago`. */
export function daysLeftText(days: number): string {
  const plural = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`;
  return days < 0 ? `expired ${plural(-days)} ago` : `${plural(days)} left`;
}

/** What a report fails by: the verdict, and with `--strict` a warning too. */
export const isFailing = (report: Report, strict: boolean): boolean =>
  report.verdict === 'fail' || (strict && report.verdict === 'warn');

/** Milliseconds of all steps of a stage (`tls` and `ehlo` come twice with STARTTLS); null where it was not reached. */
export function stageMs(endpoint: ReportEndpoint, ...stages: readonly string[]): number | null {
  const steps = endpoint.steps.filter((step) => step.status !== 'skipped' && stages.includes(step.stage));
  return steps.length === 0 ? null : steps.reduce((sum, step) => sum + step.durationMs, 0);
}

/** From the first packet to the end of the last step but QUIT; null where nothing ran. */
export function totalMs(endpoint: ReportEndpoint): number | null {
  const steps = endpoint.steps.filter((step) => step.status !== 'skipped' && step.stage !== 'quit');
  const first = steps[0];
  if (first === undefined) return null;
  return Math.max(...steps.map((step) => step.startMs + step.durationMs)) - first.startMs;
}

/** All that are given: one a protocol with `--all`, else the one or none. */
export const recommendationsOf = ({ recommendation, recommendations }: Report): readonly Recommendation[] =>
  recommendations ?? (recommendation === null ? [] : [recommendation]);
