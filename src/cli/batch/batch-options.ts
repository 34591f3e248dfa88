// The options that only `batch` has, with their readers. Knows what they are for, not how it is done.
import { UsageError } from '../../model/usage-error.ts';
import { parseChoice, parseWhole } from '../../request/values.ts';
import type { CheckOptions, OptionSpec } from '../options/options.ts';

const BATCH_FORMATS = ['jsonl', 'csv', 'text'] as const;
export type BatchFormat = (typeof BATCH_FORMATS)[number];

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

export interface BatchOptions extends Omit<CheckOptions, 'format'> {
  readonly format?: BatchFormat;
  readonly concurrency?: number;
  readonly perHost?: number;
  readonly rate?: number;
  readonly workers?: number;
  readonly resume?: string;
  readonly shard?: Shard;
}

/** The format by its option, else by the ending of the file, else by who reads: a person at a terminal, or a program. */
export function batchFormat({ format, json, output }: BatchOptions, isTerminal: boolean): BatchFormat {
  if (format !== undefined || json) return format ?? 'jsonl';
  if (output === undefined || output === '-') return isTerminal ? 'text' : 'jsonl';
  return /\.csv$/i.test(output) ? 'csv' : 'jsonl';
}

/** Checks at once. A check mostly waits, so many fit on one core; each has up to six connections and as many DNS questions open. */
export const DEFAULT_CONCURRENCY = 64;
/** Checks at once towards one address: with up to six connections each still within what Postfix (50) and most others allow one client. */
export const DEFAULT_PER_HOST = 4;

/** 0/8 is 8/8: whoever counts from zero, as Kubernetes does (JOB_COMPLETION_INDEX), has each part once as well. */
function parseShard(text: string): Shard {
  const [, index = '', of = ''] = /^(\d{1,4})\/(\d{1,4})$/.exec(text.trim()) ?? [];
  const shard = { index: Number(index) || Number(of), of: Number(of) };
  if (shard.index < 1 || shard.index > shard.of) throw new UsageError('a shard is two numbers such as 2/5: the second of five');
  return shard;
}

function parseRate(text: string): number {
  const rate = /^\d{1,4}(\.\d{1,3})?$/.test(text.trim()) ? Number(text) : 0;
  if (rate < 0.001 || rate > 1_000) throw new UsageError('a rate is a number of checks a second, from 0.001 to 1000');
  return rate;
}

const ONE_TARGET = 'waits for minutes or opens many connections: it is for one target, with mailprobe check';

export const BATCH_OPTIONS: readonly OptionSpec[] = [
  { flags: '--hold [time]', group: 'Batch', description: 'Not taken', refused: `--hold ${ONE_TARGET}` },
  { flags: '--pool [n]', group: 'Batch', description: 'Not taken', refused: `--pool ${ONE_TARGET}` },
  {
    flags: '--concurrency <n>',
    group: 'Batch',
    description: 'Checks at once',
    fallback: String(DEFAULT_CONCURRENCY),
    parse: parseWhole(1, 5_000),
  },
  {
    flags: '--per-host <n>',
    group: 'Batch',
    description: 'Checks at once towards one address, as many names may lead to one provider',
    fallback: String(DEFAULT_PER_HOST),
    parse: parseWhole(1, 5_000),
  },
  {
    flags: '--rate <n>',
    group: 'Batch',
    description: 'Checks begun a second towards one address',
    fallback: 'no limit',
    parse: parseRate,
  },
  {
    flags: '--workers <n>',
    group: 'Batch',
    description: 'Threads that check; a short list is done by one',
    fallback: 'one a core, 4 at most',
    parse: parseWhole(1, 64),
  },
  {
    flags: '--resume <file>',
    group: 'Batch',
    description: 'Leave out what has a result in this file of an earlier run; with -o of the same name, go on writing to it',
    values: 'file',
  },
  {
    flags: '--shard <i/n>',
    group: 'Batch',
    description: 'Only the i-th of n parts of the list, told by the text of each line; part 0 is part n',
    parse: parseShard,
  },
];

/** In place of those of `check`. */
export const BATCH_OUTPUT: readonly OptionSpec[] = [
  { flags: '--json', group: 'Output', description: 'JSON Lines, the same as --format jsonl' },
  {
    flags: '-f, --format <name>',
    group: 'Output',
    description: 'jsonl (one report a line), csv, or text (a line a target, to read)',
    fallback: 'as the ending of --output says, text on a terminal, else jsonl',
    parse: parseChoice(BATCH_FORMATS, 'format'),
    values: BATCH_FORMATS,
  },
];
