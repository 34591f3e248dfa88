// The spinner on stderr that says what is under way, only where a person watches a terminal. Loads ora late, while
// the network is already being waited for. Must not know what is probed.
import { visibleText } from '../../model/visible-text.ts';
import type { Io } from './io.ts';

export interface Progress {
  readonly say: (text: string) => void;
  /** Wipes the spinner off the line. Further calls do nothing. */
  readonly stop: () => void;
}

const SILENT: Progress = { say: () => {}, stop: () => {} };
// Quick checks end before anybody could read it.
const SHOW_AFTER_MS = 150;

// A terminal may say that it is 0 columns wide (expect, some CI runners): ora would then wipe lines without end.
const MIN_COLUMNS = 20;

/** Whether a spinner belongs here: a terminal that can redraw a line, and nobody asked for quiet. */
const wantsProgress = (io: Io, quiet: boolean): boolean =>
  io.stderr.isTTY === true && (io.stderr.columns ?? 0) >= MIN_COLUMNS && !quiet && io.env.TERM !== 'dumb' && !io.env.CI;

export function startProgress(io: Io, quiet: boolean, text: string): Progress {
  if (!wantsProgress(io, quiet)) return SILENT;
  let latest = text;
  let spinner: { text: string; stop: () => unknown } | null = null;
  let isOver = false;
  const timer = setTimeout(async () => {
    const { default: ora } = await import('ora');
    // stdin stays untouched: Ctrl-C must reach us as a signal, not as a key.
    if (!isOver) spinner = ora({ text: latest, stream: process.stderr, discardStdin: false }).start();
  }, SHOW_AFTER_MS);
  timer.unref();
  return {
    say: (next) => {
      latest = visibleText(next);
      if (spinner) spinner.text = latest;
    },
    stop: () => {
      isOver = true;
      clearTimeout(timer);
      spinner?.stop();
      spinner = null;
    },
  };
}
