// A run as lines for a pipe or a log: one for the run, one for each change. Pure; must not know where they go.
import type { Verdict } from '../model/report.ts';
import { shorten } from '../model/shorten.ts';
import { oneLine } from '../report/formats/options.ts';
import type { Style } from '../report/formats/text-style.ts';
import { durationText, localTime, VERDICT_WORDS } from '../report/wording.ts';
import type { PlaceResult } from './run-result.ts';
import type { WatchedRun } from './watch.ts';
import type { StateChange } from './watch-statistics.ts';
import { countText, portName, spanText } from './watch-words.ts';

const MOST_MESSAGE = 200;
const VERDICT_WIDTH = 7;

const paintOf = (verdict: Verdict, style: Style): ((text: string) => string) =>
  ({ ok: style.good, warn: style.doubtful, fail: style.bad })[verdict];

/** By this machine's clock, without its zone. */
export function stampText(ms: number): string {
  const local = localTime(new Date(ms).toISOString());
  return local === null ? '' : `${local.day} ${local.time}`;
}

/** `465 SSL/TLS 41 ms`, `587 STARTTLS fails at 192.0.2.11 (connection-closed)`: the addresses of one port together. */
function portText(places: readonly PlaceResult[]): string {
  const fails = places.filter(({ isOk }) => !isOk);
  const works = places.filter(({ isOk }) => isOk);
  const [first] = [...works, ...fails];
  if (!first) return '';
  if (fails.length === 0) {
    const slowest = Math.max(...works.map(({ phases }) => phases.total ?? phases.dns ?? 0));
    const again = works.find(({ firstFailure }) => firstFailure !== null)?.firstFailure;
    return `${portName(first)} ${durationText(slowest)}${again ? `, not at once (${again.code})` : ''}`;
  }
  const codes = [...new Set(fails.map(({ cause }) => cause?.code ?? ''))].join(', ');
  const where = works.length === 0 ? '' : ` at ${fails.map(({ address }) => address).join(', ')}`;
  return `${portName(first)} fails${where} (${codes})`;
}

export function runLine({ result }: Pick<WatchedRun, 'result'>, style: Style): string {
  const { run, atMs, verdict, places, summary, login } = result;
  const ports = [...new Set(places.map(({ port }) => port))];
  const parts = ports.map((port) => portText(places.filter((place) => place.port === port)));
  const loginPart =
    login === null || login.status === 'accepted' ? [] : [`login ${login.status}${login.cause ? ` (${login.cause})` : ''}`];
  // Without a port it is DNS that failed, or nothing was there to be tried.
  const text = [...(parts.length === 0 ? [oneLine(summary)] : parts), ...loginPart].join(' · ');
  const word = paintOf(verdict, style)(VERDICT_WORDS[verdict].padEnd(VERDICT_WIDTH));
  return `${stampText(atMs)}  run ${run}  ${word}  ${text}`;
}

/** `587 STARTTLS at 192.0.2.11 fails: Connection closed at the greeting (worked for 5 min, 10 runs)`. */
export function changeLine({ place, isOk, cause, lastedMs, lastedResults }: StateChange, atMs: number, style: Style): string {
  const lasted = `${isOk ? 'failed' : 'worked'} for ${spanText(lastedMs)}, ${countText(lastedResults, 'run')}`;
  const name = place.port === null ? 'DNS' : `${portName(place)} at ${place.address}`;
  const what = isOk
    ? style.good(`${name} works again`)
    : `${style.bad(`${name} fails`)}: ${shorten(oneLine(cause?.message || cause?.code || ''), MOST_MESSAGE)}`;
  return `${stampText(atMs)}  change  ${what} (${lasted})`;
}

/** With line ends. */
export function runLines(run: WatchedRun, style: Style): string {
  const { atMs } = run.result;
  return `${[runLine(run, style), ...run.changes.map((change) => changeLine(change, atMs, style))].join('\n')}\n`;
}
