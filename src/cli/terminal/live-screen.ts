// A screen that is drawn in place on a terminal, on its alternate buffer, so that what stood there before comes back and a
// window of another size spoils nothing. Must not know what is drawn.
import type { Io } from './io.ts';

/** Alternate buffer, cursor hidden (xterm's DECSET 1049 and 25; every terminal since the VT220 that people use). */
const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?1049l';
const HOME = '\u001b[H';
const CLEAR_LINE_END = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';

const REFRESH_MS = 1_000;
/** Lower or narrower it would show nothing that a line a run does not show better. */
const LEAST_COLUMNS = 44;
const LEAST_ROWS = 6;

export type Draw = (size: { readonly columns: number; readonly rows: number }) => readonly string[];

/** Whether stdout is a terminal on which it can be drawn. */
export function canDrawScreen({ stdout, env }: Io): boolean {
  if (stdout.isTTY !== true || env.TERM === 'dumb' || env.CI) return false;
  return (stdout.columns ?? 0) >= LEAST_COLUMNS && (stdout.rows ?? 0) >= LEAST_ROWS;
}

export interface LiveScreen {
  /** Draws anew; happens each second by itself. */
  readonly refresh: () => void;
  /** Puts the terminal back as it was. Further calls do nothing. */
  readonly stop: () => void;
}

export function openLiveScreen({ stdout }: Io, draw: Draw): LiveScreen {
  let isOver = false;
  let shown = '';
  const refresh = (): void => {
    if (isOver) return;
    const lines = draw({ columns: stdout.columns ?? LEAST_COLUMNS, rows: stdout.rows ?? LEAST_ROWS });
    // No line end behind the last line: on a full screen it would scroll.
    const frame = `${HOME}${lines.map((line) => line + CLEAR_LINE_END).join('\r\n')}${CLEAR_BELOW}`;
    if (frame !== shown) stdout.write(frame);
    shown = frame;
  };
  const stop = (): void => {
    if (isOver) return;
    isOver = true;
    clearInterval(ticker);
    process.off('exit', stop);
    stdout.write(LEAVE);
  };
  const ticker = setInterval(refresh, REFRESH_MS);
  ticker.unref();
  // Also where the process ends by a second Ctrl-C or a fault of ours.
  process.on('exit', stop);
  stdout.write(ENTER);
  refresh();
  return { refresh, stop };
}
