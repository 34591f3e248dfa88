// The options that `watch` alone has. Data, as in options.ts.
import type { Expectation } from '../../model/plan.ts';
import { UsageError } from '../../model/usage-error.ts';
import { parseExpectation, parseWhole } from '../../request/values.ts';
import { WATCH_LIMITS } from '../../watch/limits.ts';
import { parseEvery, parseFor } from '../../watch/schedule.ts';
import {
  isOverRuns,
  parseWatchExpectation,
  WATCH_EXPECTATION_FORMS,
  type WatchExpectation,
} from '../../watch/watch-expectation.ts';
import { type CheckOptions, namedOptions, type OptionSpec, pickOptions } from './options.ts';

export interface WatchOptions extends Omit<CheckOptions, 'for' | 'expect'> {
  readonly every?: number;
  readonly for?: number;
  readonly count?: number;
  readonly loginEach?: true;
  readonly expect?: readonly (Expectation | WatchExpectation)[];
}

/** One of all runs together, or one of each. Throws UsageError. */
function parseAnyExpectation(text: string): Expectation | WatchExpectation {
  if (isOverRuns(text)) return parseWatchExpectation(text);
  try {
    return parseExpectation(text);
  } catch (error) {
    throw error instanceof UsageError
      ? new UsageError(`${error.message}; of all runs together: ${WATCH_EXPECTATION_FORMS}`)
      : error;
  }
}

export const WATCH_OPTIONS: readonly OptionSpec[] = [
  {
    flags: '--every <time>',
    group: 'Over time',
    description: `From the beginning of one run to the next; at least ${WATCH_LIMITS.leastEveryMs / 1_000}s, out of politeness to the server`,
    fallback: `${WATCH_LIMITS.everyMs / 1_000}s`,
    parse: parseEvery,
  },
  {
    flags: '--for <time>',
    group: 'Over time',
    description: 'Begin no run later than this after the first: 10m, 8h, 7d',
    fallback: 'until Ctrl-C',
    parse: parseFor,
  },
  {
    flags: '--count <n>',
    group: 'Over time',
    description: 'So many runs',
    fallback: 'no limit',
    parse: parseWhole(1, WATCH_LIMITS.maxCount),
  },
  {
    flags: '--login-each',
    group: 'Over time',
    description: 'Log in with every run, not in the first alone; ends with the first that is refused',
  },
  ...pickOptions(
    ['What to check', 'Names', 'Credentials', 'OAuth 2.0', 'TLS', 'Route', 'Time'],
    ['all', 'all-addresses', 'client', 'auth-all', 'tls-scan'],
  ),
  ...namedOptions('warn-days', 'strict'),
  {
    flags: '--expect <assertion>',
    group: 'Judging',
    description: `Fail unless it holds over all runs: ${WATCH_EXPECTATION_FORMS}; what check takes is expected of each run; repeatable`,
    parse: parseAnyExpectation,
    repeatable: true,
  },
  { flags: '--json', group: 'Output', description: 'JSON Lines: a record a run, and a summary at the end' },
  ...namedOptions('verbose', 'quiet', 'no-color'),
];
