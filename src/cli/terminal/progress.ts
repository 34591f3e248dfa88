// The spinner on stderr that says what is waited for and for how long yet, only where a person watches a terminal. Loads
// ora late, while the network is already being waited for. Must not know how anything is probed.
import type { Stage } from '../../model/protocol.ts';
import { visibleText } from '../../model/visible-text.ts';
import type { StageWait } from '../../probe/waits.ts';
import { listed } from '../../report/wording.ts';
import type { Io } from './io.ts';

export interface Progress {
  readonly say: (text: string) => void;
  /** What is waited for from now on; the seconds go on by themselves. */
  readonly wait: (waits: readonly StageWait[]) => void;
  /** Wipes the spinner off the line. Further calls do nothing. */
  readonly stop: () => void;
}

const SILENT: Progress = { say: () => {}, wait: () => {}, stop: () => {} };
// Quick checks end before anybody could read it.
const SHOW_AFTER_MS = 150;

const TICK_MS = 500;
/** A wait that is told of in seconds. */
const LONG_WAIT_MS = 1_000;

const AWAITED: Readonly<Record<Stage, string>> = {
  dns: 'DNS',
  connect: 'an answer',
  proxy: 'the proxy',
  tls: 'the TLS handshake',
  greeting: 'the greeting',
  ehlo: 'the reply to EHLO',
  starttls: 'the reply to STARTTLS',
  http: 'the first answer',
  auth: 'the reply to the login',
  permission: 'the last answers',
  quit: 'the end',
};

/** `waiting for the greeting on 465 and 587, 4 s of 10 s`: what has been waited for longest. Null where nothing is. */
export function waitingText(waits: readonly StageWait[], nowMs: number): string | null {
  const [longest] = waits.toSorted((one, other) => one.sinceMs - other.sinceMs);
  if (longest === undefined) return null;
  const alike = waits.filter(({ stage, what }) => stage === longest.stage && what === longest.what);
  const ports = listed(alike.map(({ port }) => port).toSorted((one, other) => one - other));
  const waitedMs = nowMs - longest.sinceMs;
  const limit = Math.round(longest.limitMs / 1_000);
  const time = waitedMs < LONG_WAIT_MS || limit === 0 ? '' : `, ${Math.min(limit, Math.floor(waitedMs / 1_000))} s of ${limit} s`;
  return `waiting for ${longest.what ?? AWAITED[longest.stage]} on ${ports}${time}`;
}

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
  let waits: readonly StageWait[] = [];
  const show = (next: string): void => {
    latest = visibleText(next);
    if (spinner) spinner.text = latest;
  };
  // Between two waits the text of the last one stays: it would only flicker.
  const showWaits = (): void => show(waitingText(waits, performance.now()) ?? latest);
  const ticker = setInterval(showWaits, TICK_MS);
  ticker.unref();
  const timer = setTimeout(async () => {
    const { default: ora } = await import('ora');
    // stdin stays untouched: Ctrl-C must reach us as a signal, not as a key.
    if (!isOver) spinner = ora({ text: latest, stream: process.stderr, discardStdin: false }).start();
  }, SHOW_AFTER_MS);
  timer.unref();
  return {
    say: (next) => {
      waits = [];
      show(next);
    },
    wait: (next) => {
      waits = next;
      showWaits();
    },
    stop: () => {
      isOver = true;
      clearTimeout(timer);
      clearInterval(ticker);
      spinner?.stop();
      spinner = null;
    },
  };
}
