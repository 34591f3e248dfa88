// How a watch calls things: places, shares, spans of time, patterns. Knows no layout.
import { MODE_FACTS, type Mode } from '../model/protocol.ts';
import { durationText, listed } from '../report/wording.ts';
import type { AddressPattern } from './address-pattern.ts';
import type { TimePattern } from './time-pattern.ts';

export interface NamedPlace {
  readonly port: number | null;
  readonly address: string | null;
  readonly mode: Mode | null;
}

/** `465 at 192.0.2.10`, `DNS`. */
export const placeName = ({ port, address }: Pick<NamedPlace, 'port' | 'address'>): string =>
  port === null ? 'DNS' : `${port} at ${address}`;

/** `465 SSL/TLS`. */
export const portName = ({ port, mode }: Pick<NamedPlace, 'port' | 'mode'>): string =>
  port === null ? 'DNS' : `${port}${mode === null ? '' : ` ${MODE_FACTS[mode].word}`}`;

/** `100%`, `97.5%`, `0.02%`: never 0% nor 100% of what is not all. */
export function shareText(share: number): string {
  if (share === 0 || share === 1) return `${share * 100}%`;
  const digits = share < 0.001 || share > 0.999 ? 3 : share < 0.1 || share > 0.9 ? 1 : 0;
  return `${Math.min(100 - 10 ** -digits, Math.max(10 ** -digits, share * 100)).toFixed(digits)}%`;
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** `45 s`, `1 min 30 s`, `2 h 5 min`, `3 d 4 h`: the two largest units. */
export function spanText(ms: number): string {
  if (ms < 1_000) return durationText(ms);
  let rest = Math.round(ms / 1_000) * 1_000;
  const parts = UNITS.flatMap(([unit, size]) => {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    return amount === 0 ? [] : [`${amount} ${unit}`];
  });
  return parts.slice(0, 2).join(' ');
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `13:05:09` by this machine's clock; with the day where it is another than that of `besideMs`. */
export function clockText(ms: number, besideMs: number = ms): string {
  const [date, beside] = [new Date(ms), new Date(besideMs)];
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  if (date.toDateString() === beside.toDateString()) return time;
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`;
}

export const countText = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

const ORDINALS = ['', '', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** What follows "it fails". */
export function timePatternText(pattern: TimePattern, nowMs: number): string {
  switch (pattern.kind) {
    case 'since':
      return `from ${clockText(pattern.atMs, nowMs)} on: ${countText(pattern.runs, 'run')} on end, and none before`;
    case 'until':
      return `until ${clockText(pattern.atMs, nowMs)}, and in none of the ${countText(pattern.runs, 'run')} since`;
    case 'once': {
      const { fromMs, toMs, runs } = pattern.outage;
      const end = toMs === fromMs ? '' : ` to ${clockText(toMs, nowMs)}`;
      return `once, at ${clockText(fromMs, nowMs)}${end} (${countText(runs, 'run')})`;
    }
    case 'periodic': {
      const { everyRuns, periodMs, times } = pattern;
      const inRuns = everyRuns === null ? '' : ` (each ${ORDINALS[everyRuns] ?? `${everyRuns}th`} run)`;
      return `every ${spanText(periodMs)}${inRuns}, ${times} times`;
    }
    case 'bursts':
      return `in ${countText(pattern.outages, 'burst')} of up to ${countText(pattern.longest, 'run')} on end`;
    case 'scattered':
      return 'now and then, without a pattern in time';
  }
}

/** `only at 192.0.2.11 (5 of 15); never at 192.0.2.10 (0 of 15)`. */
export function addressPatternText({ failing, sound }: AddressPattern): string {
  const counted = (counts: AddressPattern['failing']): string =>
    listed(counts.map(({ address, failed, runs }) => `${address} (${failed} of ${runs})`));
  const isNever = sound.every(({ failed }) => failed === 0);
  return isNever
    ? `only at ${counted(failing)}, never at ${counted(sound)}`
    : `mostly at ${counted(failing)}, less at ${counted(sound)}`;
}

/** `the one run`, `both runs`, `all 12 runs`. */
export const allRunsText = (runs: number): string => (runs === 1 ? 'the one run' : runs === 2 ? 'both runs' : `all ${runs} runs`);
