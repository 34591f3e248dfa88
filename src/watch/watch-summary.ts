// The end of a watch as text for a person: the sentence, the runs, each port with its loss, causes and times, then the
// findings with what to do. Pure.
import type { Finding } from '../model/finding.ts';
import { oneLine } from '../report/formats/options.ts';
import { hanging, padEnd, wrap } from '../report/formats/text-layout.ts';
import type { Style } from '../report/formats/text-style.ts';
import { localTimeText, OWNER_WORDS, VERDICT_WORDS } from '../report/wording.ts';
import type { WatchConclusion } from './conclusion.ts';
import { PHASES, type Phase } from './phases.ts';
import type { PlaceStatistics } from './place-statistics.ts';
import type { WatchStatistics } from './watch-statistics.ts';
import { allRunsText, clockText, countText, portName, shareText, spanText, timePatternText } from './watch-words.ts';

export interface SummaryOptions {
  readonly style: Style;
  readonly columns: number;
  /** Why no login goes out any more; null: nothing speaks against it, or none was given. */
  readonly withheld: string | null;
}

const LABEL = 9;
const MOST_FOUND = 6;

export const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  dns: 'lookup',
  connect: 'connect',
  proxy: 'proxy',
  greeting: 'greeting',
  tls: 'TLS',
  ehlo: 'EHLO',
  starttls: 'STARTTLS',
  http: 'HTTP',
  auth: 'login',
  permission: 'permission',
  total: 'total',
};

/** Three digits at most: `0.4`, `12`, `340`, `1.2k` would be read wrong, so `1200`. */
const msText = (ms: number): string => (ms < 10 ? String(Math.round(ms * 10) / 10) : String(Math.round(ms)));

/** `connect 12/14/30`: p50, p95 and the longest, in milliseconds. */
export function phaseTexts(place: PlaceStatistics): string[] {
  return PHASES.flatMap((phase) => {
    const figures = place.histogram(phase)?.figures;
    if (!figures) return [];
    return [`${PHASE_WORDS[phase]} ${[figures.p50Ms, figures.p95Ms, figures.maxMs].map(msText).join('/')}`];
  });
}

function placeLines(
  place: PlaceStatistics,
  conclusion: WatchConclusion,
  nowMs: number,
  { style, columns }: SummaryOptions,
): string[] {
  const { failed, runs, lossShare, causes, longestOutage } = place;
  const name = padEnd(place.port === null ? 'DNS' : `${portName(place)} at ${place.address}`, 28);
  const counts =
    failed === 0
      ? `worked in ${allRunsText(runs)}`
      : `failed in ${failed} of ${countText(runs, 'run')} (${shareText(lossShare)})`;
  const longest = longestOutage > 1 && failed < runs ? `, up to ${longestOutage} on end` : '';
  const paint = failed === 0 ? style.good : failed === runs ? style.bad : style.doubtful;
  const when = conclusion.unsteady.find((one) => one.place === place)?.when;
  const row = (text: string): string[] => hanging('  ', text, columns);
  const phases = phaseTexts(place);
  return [
    `${name} ${paint(`${counts}${longest}`)}`,
    ...causes.flatMap(({ code, message, count, firstMs, lastMs }) => {
      const times =
        count === 1 ? `at ${clockText(firstMs, nowMs)}` : `${clockText(firstMs, nowMs)} to ${clockText(lastMs, nowMs)}`;
      return row(`${count}x ${code}, ${times}${message === '' ? '' : `: ${oneLine(message)}`}`);
    }),
    ...(place.otherCauses > 0 ? row(`${place.otherCauses}x of other causes`) : []),
    ...(when ? row(`fails ${timePatternText(when, nowMs)}`) : []),
    ...(phases.length > 0 ? row(phases.join(' · ')).map((line) => style.faint(line)) : []),
  ];
}

function findingLines({ id, title, detail, evidence, fix, owner }: Finding, { style, columns }: SummaryOptions): string[] {
  const row = (label: string, text: string): string[] => hanging(label.padEnd(LABEL), oneLine(text), columns);
  return [
    ...wrap(`${title} (${id})`, columns).map((line) => style.strong(line)),
    ...wrap(detail, columns),
    ...evidence.flatMap((line, at) => row(at === 0 ? 'Seen' : '', line)),
    ...row('Fix', fix),
    ...row('Who acts', OWNER_WORDS[owner]),
  ];
}

function loginText({ logins, lastLogin }: WatchStatistics, withheld: string | null): string | null {
  if (lastLogin === null) return null;
  const counts = Object.entries(logins).flatMap(([status, count]) =>
    count === 0 ? [] : [`${status} in ${countText(count, 'run')}`],
  );
  const cause = lastLogin.cause === null ? '' : ` (${lastLogin.cause})`;
  return `${counts.join(', ')}${cause}${withheld === null ? '' : `; ${withheld}`}`;
}

/** With a line end. */
export function summaryText(statistics: WatchStatistics, conclusion: WatchConclusion, options: SummaryOptions): string {
  const { style, columns, withheld } = options;
  const { verdict, summary, findings, expectations } = conclusion;
  const { runs, last, firstAtMs, places } = statistics;
  const paint = { ok: style.good, warn: style.doubtful, fail: style.bad }[verdict];
  const head = hanging(`${VERDICT_WORDS[verdict]}  `, oneLine(summary), columns)
    .join('\n')
    .replace(VERDICT_WORDS[verdict], paint);
  if (last === null) return `${head}\n`;
  const row = (label: string, text: string): string[] => hanging(label.padEnd(LABEL), text, columns);
  const counts = (['ok', 'warn', 'fail'] as const).flatMap((one) =>
    statistics.count(one) === 0 ? [] : [`${statistics.count(one)} ${one}`],
  );
  const login = loginText(statistics, withheld);
  const others = statistics.findings.filter(({ id }) => findings.every((own) => own.id !== id)).slice(0, MOST_FOUND);
  const from = localTimeText(new Date(firstAtMs).toISOString());
  const blocks = [
    [head],
    [
      ...row('Runs', `${runs}: ${counts.join(', ')}`),
      ...row('When', `${from}${runs > 1 ? `, for ${spanText(last.atMs + last.tookMs - firstAtMs)}` : ''}`),
      ...(login === null ? [] : row('Login', login)),
      ...expectations.flatMap(({ text, holds, found: value }, at) =>
        row(at === 0 ? 'Expected' : '', `${text}: ${holds ? 'holds' : 'does not hold'}, ${value}`),
      ),
      ...others.flatMap(({ id, title, runs: count }, at) =>
        row(at === 0 ? 'Found' : '', `${oneLine(title)} (${id}) in ${count === runs ? 'each run' : countText(count, 'run')}`),
      ),
    ],
    [style.faint('Times in ms as p50/p95/max'), ...places.flatMap((place) => placeLines(place, conclusion, last.atMs, options))],
    ...findings.map((finding) => findingLines(finding, options)),
    ...(statistics.leftOut > 0
      ? [[`${countText(statistics.leftOut, 'result')} of more ports and addresses than are kept apart`]]
      : []),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
