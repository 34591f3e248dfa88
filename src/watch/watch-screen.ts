// The live screen of a watch as lines that fit a terminal: one line a port, and one with its times. Pure, and as cheap after
// ten thousand runs as after ten: it looks at no more results than it has columns.
import type { Verdict } from '../model/report.ts';
import { CUT, shorten } from '../model/shorten.ts';
import { oneLine } from '../report/formats/options.ts';
import { displayWidth, padEnd, padStart } from '../report/formats/text-layout.ts';
import type { Style } from '../report/formats/text-style.ts';
import type { PlaceStatistics, RecentResult } from './place-statistics.ts';
import type { WatchStatistics } from './watch-statistics.ts';
import { phaseTexts } from './watch-summary.ts';
import { clockText, countText, portName, shareText, spanText } from './watch-words.ts';

export interface ScreenFacts {
  readonly host: string;
  readonly everyMs: number;
  /** Milliseconds to the next run; null: one is under way, `run`. */
  readonly nextInMs: number | null;
  readonly run: number;
  readonly statistics: WatchStatistics;
  /** What is concluded so far, a line or none. */
  readonly note: string;
  /** Wall clock. */
  readonly nowMs: number;
}

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

const MARKS: Readonly<Record<RecentResult, string>> = { ok: '.', failed: 'x', unseen: ' ' };
/** Columns in front of the strip: name, state, loss. */
const NAME = 17;
const STATE = 6;
const LOSS = 7;
const CHANGED = 10;
const FRONT = NAME + STATE + LOSS;
/** From here on the times stand on the port's own line. */
const WIDE = 150;
const WIDE_STRIP = 30;

/** Cut to the terminal, with the sign that it was. */
function fit(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let cut = shorten(text, columns);
  while (displayWidth(cut) > columns) cut = `${cut.slice(0, -2)}${CUT}`;
  return cut;
}

function strip(place: PlaceStatistics, width: number, style: Style): string {
  const marks = place.recent(width);
  let painted = '';
  for (let at = 0; at < marks.length; ) {
    const kind = marks[at] ?? 'ok';
    let end = at;
    while (end < marks.length && marks[end] === kind) end += 1;
    const text = MARKS[kind].repeat(end - at);
    painted += kind === 'failed' ? style.bad(text) : text;
    at = end;
  }
  return painted + ' '.repeat(width - marks.length);
}

interface PlaceRows {
  /** Always shown. */
  readonly row: string;
  /** The cause, where it fails now. */
  readonly cause: readonly string[];
  readonly times: readonly string[];
}

function placeRows(place: PlaceStatistics, { columns }: ScreenSize, nowMs: number, style: Style, isGrouped: boolean): PlaceRows {
  const { isOk, failure } = place;
  const isWide = columns >= WIDE;
  const width = isWide ? WIDE_STRIP : Math.max(4, columns - FRONT - CHANGED - 1);
  const name = padEnd(fit(`${isGrouped && place.port !== null ? '  ' : ''}${portName(place)}`, NAME - 1), NAME);
  const state = (isOk ? 'ok' : 'FAILS').padEnd(STATE);
  const loss = padEnd(padStart(shareText(place.lossShare), LOSS - 2), LOSS);
  const changed = place.streaks > 1 ? clockText(place.sinceMs, nowMs).slice(-8) : '-';
  const phases = phaseTexts(place);
  const room = columns - (isWide ? FRONT + width + 1 + CHANGED : 4);
  const times = fitItems(phases, room);
  const painted = [name, isOk ? style.good(state) : style.bad(state), place.failed > 0 ? style.doubtful(loss) : loss];
  const line = `${painted.join('')}${strip(place, width, style)} ${padEnd(changed, CHANGED - 1)}`;
  return {
    row: (isWide ? `${line} ${style.faint(times)}` : line).trimEnd(),
    cause: failure ? [style.bad(fit(`    ${failure.code}: ${oneLine(failure.message)}`, columns))] : [],
    times: isWide || times === '' ? [] : [style.faint(`    ${times}`)],
  };
}

/** As many items as fit; the total, which is the last, in any case. */
function fitItems(items: readonly string[], room: number): string {
  const whole = items.join('  ');
  if (displayWidth(whole) <= room || items.length < 2) return fit(whole, Math.max(1, room));
  return fitItems(items.toSpliced(-2, 1), room);
}

const paintOf = (verdict: Verdict | undefined, style: Style): ((text: string) => string) =>
  verdict === undefined ? style.faint : { ok: style.good, warn: style.doubtful, fail: style.bad }[verdict];

/** The first line: what, how often, how long, and when next. */
function headLine({ host, everyMs, nextInMs, run, statistics, nowMs }: ScreenFacts, columns: number, style: Style): string {
  const { runs, last, firstAtMs } = statistics;
  const span = runs === 0 ? '' : `, ${spanText(Math.max(0, nowMs - firstAtMs))}`;
  const next = nextInMs === null ? `run ${run} is under way` : `next in ${Math.ceil(nextInMs / 1_000)} s`;
  const rest = `  every ${spanText(everyMs)}  ${countText(runs, 'run')}${span}`;
  const name = fit(host, Math.max(8, columns - displayWidth(rest) - next.length - 2));
  const left = `${name}${rest}`;
  const gap = columns - displayWidth(left) - next.length;
  if (gap < 2) return fit(left, columns);
  return `${paintOf(last?.verdict, style)(name)}${rest}${' '.repeat(gap)}${style.faint(next)}`;
}

function columnTitles({ columns }: ScreenSize): string {
  const isWide = columns >= WIDE;
  const width = isWide ? WIDE_STRIP : Math.max(4, columns - FRONT - CHANGED - 1);
  const front = `${'Port'.padEnd(NAME)}${'State'.padEnd(STATE)}${padEnd(padStart('Loss', LOSS - 2), LOSS)}`;
  const line = `${front}${fit('Last results', width).padEnd(width)} ${'Changed'.padEnd(CHANGED - 1)}`;
  return fit(`${line} ${isWide ? 'Times in ms: p50/p95/max' : ''}`.trimEnd(), columns);
}

interface ScreenRow {
  readonly text: string;
  /** What goes first where the screen is low: 0 stays. */
  readonly rank: 0 | 1 | 2;
}

function bodyRows(facts: ScreenFacts, size: ScreenSize, style: Style): ScreenRow[] {
  const { places } = facts.statistics;
  const addresses = [...new Set(places.map(({ address }) => address))];
  const isGrouped = addresses.filter((address) => address !== null).length > 1;
  return addresses.flatMap((address): ScreenRow[] => [
    ...(isGrouped && address !== null ? [{ text: fit(address, size.columns), rank: 0 as const }] : []),
    ...places
      .filter((place) => place.address === address)
      .flatMap((place): ScreenRow[] => {
        const { row, cause, times } = placeRows(place, size, facts.nowMs, style, isGrouped);
        return [
          { text: row, rank: 0 },
          ...cause.map((text): ScreenRow => ({ text, rank: 1 })),
          ...times.map((text): ScreenRow => ({ text, rank: 2 })),
        ];
      }),
  ]);
}

/** Takes off what matters least until the rows fit; what still does not is counted. */
function fitRows(rows: readonly ScreenRow[], most: number, columns: number): string[] {
  const kept = ([2, 1, 0] as const).map((rank) => rows.filter((row) => row.rank <= rank)).find(({ length }) => length <= most);
  if (kept) return kept.map(({ text }) => text);
  const least = rows.filter(({ rank }) => rank === 0).map(({ text }) => text);
  const shown = Math.max(0, most - 1);
  return [...least.slice(0, shown), fit(`${CUT} and ${least.length - shown} lines more: a higher window shows them`, columns)];
}

/** At most `rows` lines of at most `columns` columns, without line ends. */
export function screenLines(facts: ScreenFacts, size: ScreenSize, style: Style): readonly string[] {
  const { columns, rows } = size;
  const head = headLine(facts, columns, style);
  if (facts.statistics.runs === 0) return [head].slice(0, rows);
  const isWide = columns >= WIDE;
  const foot = [
    ...(isWide ? [] : [fit('Times in ms as p50/p95/max.', columns)]),
    fit('Ctrl-C ends it and tells the whole.', columns),
  ].map((line) => style.faint(line));
  const note = facts.note === '' ? [] : [style.doubtful(fit(facts.note, columns))];
  const frame = [head, '', style.strong(columnTitles(size))];
  const room = rows - frame.length - note.length - foot.length - 1;
  return [...frame, ...fitRows(bodyRows(facts, size, style), Math.max(1, room), columns), '', ...note, ...foot].slice(
    0,
    Math.max(1, rows),
  );
}
