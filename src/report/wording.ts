// The few words that summary, settings and every format share: how a mode, an owner, an endpoint is called.
// Knows no layout and no syntax; findings bring their own words.
import type { Owner, Severity } from '../model/finding.ts';
import { isMailProtocol, MODE_FACTS, type Mode, type Stage } from '../model/protocol.ts';
import type { Recommendation, Report, ReportEndpoint, ReportReply, ReportTls, ReportTrust, Verdict } from '../model/report.ts';

/** The four who can act, as a support person calls them on the telephone: the same in every command and format. */
export const OWNER_WORDS: Readonly<Record<Owner, string>> = {
  you: 'the customer',
  network: "the customer's network people",
  server: 'the mail hoster',
  provider: "the tenant's administrator",
};

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = { ok: 'OK', warn: 'WARNING', fail: 'FAIL' };

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', info: 'NOTE' };

export const namedPortAndMode = (endpoint: { readonly port: number; readonly mode: Mode }): string =>
  `port ${endpoint.port} with ${MODE_FACTS[endpoint.mode].word}`;

/** One line of what the server said, its codes in front. */
export function reportedReplyText(reply: ReportReply): string {
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

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly (string | number)[]): string {
  const words = [...new Set(items.map(String))];
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `412 ms`, `3.4 s`. */
export const durationText = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${Number((ms / 1_000).toFixed(1))} s`;

const two = (value: number): string => String(value).padStart(2, '0');

/** `UTC`, `UTC+02:00`: this machine's zone at that time. */
function zoneText(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** A point in time as the clock on this machine's wall had it, with its zone; as given where it is none. */
export function localTime(iso: string): { readonly day: string; readonly time: string; readonly zone: string } | null {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return null;
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return { day, time: `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`, zone: zoneText(date) };
}

/** `2026-01-31 13:00:00 UTC+01:00`. */
export function localTimeText(iso: string): string {
  const local = localTime(iso);
  return local === null ? iso : `${local.day} ${local.time} ${local.zone}`;
}

/** The columns of a table of times: what the stages of this report are called, and which of them share one. */
export function timeColumns({
  endpoints,
}: Pick<Report, 'endpoints'>): readonly (readonly [label: string, stages: readonly Stage[]])[] {
  const isHttp = endpoints.some(({ protocol }) => !isMailProtocol(protocol));
  return isHttp
    ? [
        ['Connect', ['connect', 'proxy']],
        ['TLS', ['tls']],
        ['HTTP', ['http']],
        ['Permission', ['permission']],
      ]
    : [
        ['Connect', ['connect', 'proxy']],
        ['Greeting', ['greeting']],
        ['TLS', ['starttls', 'tls']],
        ['EHLO', ['ehlo']],
      ];
}

/** Of a server that asked for a certificate of the client. */
export const CLIENT_CERTIFICATE_TEXT: Readonly<Record<NonNullable<ReportTls['clientCertificate']>, string>> = {
  given: 'client certificate: asked for, and the one given was sent',
  optional: 'client certificate: asked for, and optional',
  required: 'client certificate: asked for, and missed',
};

/** `this system's list (140 roots), and 1 of --ca`. */
export function trustText({ store, name, certificates, added, isIntact }: ReportTrust): string {
  const count = certificates === undefined ? '' : ` (${certificates} ${certificates === 1 ? 'root' : 'roots'})`;
  const whose = store === 'default' ? ', as Node.js brings it along (NODE_EXTRA_CA_CERTS adds to it)' : count;
  const more = added === 0 ? '' : `, and ${added} of --ca`;
  return `${name}${whose}${more}${isIntact === false ? '; whether the file was altered could not be told' : ''}`;
}

/** The same where they are not those that everybody has; null: they are. */
export const namedTrustText = ({ trust }: Pick<Report, 'trust'>): string | null =>
  trust === undefined || trust.store === 'default' ? null : trustText(trust);
