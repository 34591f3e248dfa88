// Where a watch is told while it runs, and at its end: the live screen of a terminal, lines, or JSON Lines. Must not know how
// anything is checked or counted.
import type { Target } from '../../model/target.ts';
import { jsonLine } from '../../report/formats/json.ts';
import { makeStyle } from '../../report/formats/text-style.ts';
import { concludeWatch, type WatchConclusion, type WatchJudging } from '../../watch/conclusion.ts';
import { runLines } from '../../watch/run-lines.ts';
import type { Schedule } from '../../watch/schedule.ts';
import type { WatchedRun, WatchListener } from '../../watch/watch.ts';
import { runRecord, summaryRecord } from '../../watch/watch-json.ts';
import { screenLines } from '../../watch/watch-screen.ts';
import type { WatchStatistics } from '../../watch/watch-statistics.ts';
import { summaryText } from '../../watch/watch-summary.ts';
import type { WatchOptions } from '../options/watch-options.ts';
import { columnsOf, type Io, isColourful } from '../terminal/io.ts';
import { canDrawScreen, type Draw, openLiveScreen } from '../terminal/live-screen.ts';

export interface WatchOutputOptions {
  readonly io: Io;
  readonly options: Pick<WatchOptions, 'json' | 'quiet' | 'verbose' | 'color'>;
  readonly target: Target;
  readonly schedule: Schedule;
  readonly judging: WatchJudging;
  readonly statistics: WatchStatistics;
  /** Nobody reads what is written any more (`| head`). */
  readonly onReaderGone: () => void;
  /** The clock of the runs. */
  readonly now: () => number;
}

export interface WatchEnd {
  readonly toolVersion: string;
  readonly isInterrupted: boolean;
  readonly withheld: string | null;
}

export interface WatchOutput extends WatchListener {
  /** Puts the terminal back as it was. */
  readonly stop: () => void;
  readonly conclude: (conclusion: WatchConclusion, end: WatchEnd) => Promise<void>;
}

export function openWatchOutput(given: WatchOutputOptions): WatchOutput {
  const { io, options, target, schedule, statistics, onReaderGone } = given;
  const style = makeStyle(isColourful(io, options.color));
  const write = (text: string): Promise<void> =>
    new Promise((resolve) => {
      io.stdout.write(text, (error) => {
        if (error) onReaderGone();
        resolve();
      });
    });
  if (options.json)
    return {
      onRun: (run) => write(`${jsonLine(runRecord(run, options.verbose === true))}\n`),
      stop: () => {},
      conclude: (conclusion, { toolVersion, isInterrupted }) => {
        const facts = { input: target.input, toolVersion, schedule, isInterrupted };
        return write(`${jsonLine(summaryRecord(statistics, conclusion, facts))}\n`);
      },
    };
  const conclude = (conclusion: WatchConclusion, { withheld }: WatchEnd): Promise<void> =>
    write(summaryText(statistics, conclusion, { style, columns: columnsOf(io), withheld }));
  if (options.quiet) return { stop: () => {}, conclude };
  if (canDrawScreen(io)) return { ...liveOutput(given), conclude };
  const separate = async (conclusion: WatchConclusion, end: WatchEnd): Promise<void> => {
    if (statistics.runs > 0) await write('\n');
    await conclude(conclusion, end);
  };
  return { onRun: (run: WatchedRun) => write(runLines(run, style)), stop: () => {}, conclude: separate };
}

function liveOutput({
  io,
  options,
  schedule,
  judging,
  statistics,
  now,
}: WatchOutputOptions): WatchListener & { stop: () => void } {
  const style = makeStyle(isColourful(io, options.color));
  let state: { readonly run: number; readonly untilMs: number | null } = { run: 1, untilMs: null };
  let note = '';
  const draw: Draw = (size) => {
    const nextInMs = state.untilMs === null ? null : Math.max(0, state.untilMs - now());
    const { host } = judging;
    const facts = { host, everyMs: schedule.everyMs, nextInMs, run: state.run, statistics, note, nowMs: Date.now() };
    return screenLines(facts, size, style);
  };
  const screen = openLiveScreen(io, draw);
  return {
    onBegin: (run) => {
      state = { run, untilMs: null };
      screen.refresh();
    },
    onRun: () => {
      note = concludeWatch(statistics, judging).findings[0]?.title ?? '';
      screen.refresh();
    },
    onWait: (untilMs) => {
      state = { ...state, untilMs };
      screen.refresh();
    },
    stop: screen.stop,
  };
}
