// What is expected of all runs together, `--expect "success>=99%"` and `--expect "p95(connect)<200ms"`: the grammar.
// Pure; whether it holds is judged elsewhere, so that the list of options loads no more than this.
import type { Comparison } from '../model/plan.ts';
import { quoteInput, UsageError } from '../model/usage-error.ts';
import { parseDuration } from '../request/values.ts';
import { PHASES, type Phase } from './phases.ts';

export type Measured = Exclude<Comparison, '='>;

export type WatchExpectation =
  /** The share of runs that do not fail. */
  | { readonly kind: 'success'; readonly text: string; readonly operator: Measured; readonly share: number }
  /** Of the place where it is longest. `share` 1: the longest time of all. */
  | {
      readonly kind: 'time';
      readonly text: string;
      readonly operator: Measured;
      readonly phase: Phase;
      readonly share: number;
      readonly ms: number;
    };

export const WATCH_EXPECTATION_FORMS = 'success>=99%, p95(connect)<200ms, max(total)<=2s';

/** Whether it is one over all runs, well formed or not; else it is one of a single check. */
export const isOverRuns = (text: string): boolean => /^\s*(?:success|loss|max|min|avg|mean|median|p\d)/i.test(text);

/** Throws UsageError that says what was expected where. What was understood is quoted, what follows only as far as it is harmless. */
export function parseWatchExpectation(given: string): WatchExpectation {
  const text = given.trim();
  const [, measured = '', sign = '', rest = ''] = /^([^<>=]*)(?:(>=|<=|==|=|>|<)([^<>=]*))?$/.exec(text) ?? [];
  const bound = rest.trim();
  const name = measured.trim().toLowerCase();
  const [, quantile = '', phaseName] = /^(success|p\d{1,2}(?:\.\d{1,2})?|max)(?:\(([^()]*)\))?$/.exec(name) ?? [];
  const isShare = quantile === 'success' && phaseName === undefined;
  if (quantile === '' || (quantile === 'success' && !isShare))
    throw new UsageError(`${quoteInput(measured || text)} is not measured: use ${WATCH_EXPECTATION_FORMS}`);
  const phase = isShare ? null : parsePhase(quantile, phaseName);
  const what = phase === null ? quantile : `${quantile}(${phase})`;
  if (sign === '' || bound === '') throw new UsageError(`${what} is compared with nothing: use ${WATCH_EXPECTATION_FORMS}`);
  if (sign === '=' || sign === '==')
    throw new UsageError(`${what}: what is measured is hardly ever equal to anything: use >=, <=, > or <`);
  const operator = sign as Measured;
  if (phase === null) return { kind: 'success', text, operator, share: parseShare(what, bound) };
  const share = quantile === 'max' ? 1 : Number((Number(quantile.slice(1)) / 100).toFixed(6));
  if (share <= 0) throw new UsageError(`${what} is below every time: use p50, p95, p99 or max`);
  return { kind: 'time', text, operator, phase, share, ms: parseBound(what, bound) };
}

function parsePhase(quantile: string, name: string | undefined): Phase {
  const choices = PHASES.join(', ');
  if (name === undefined) throw new UsageError(`${quantile} of which phase? Write ${quantile}(connect), or one of ${choices}`);
  const phase = PHASES.find((one) => one === name.trim());
  if (phase === undefined) throw new UsageError(`there is no phase ${quoteInput(name)}: choose from ${choices}`);
  return phase;
}

function parseShare(what: string, bound: string): number {
  const [, percent] = /^(\d{1,3}(?:\.\d{1,4})?)\s*%$/.exec(bound) ?? [];
  if (percent === undefined)
    throw new UsageError(`${what}: ${quoteInput(bound)} is no share of the runs in per cent, as in ${what}>=99.5%`);
  if (Number(percent) > 100) throw new UsageError(`${what}: there is no more than 100%`);
  return Number(percent) / 100;
}

function parseBound(what: string, bound: string): number {
  if (/^[\d.]+$/.test(bound)) throw new UsageError(`${what}: ${bound} of what? Write ${bound}ms or ${bound}s`);
  try {
    return parseDuration(bound);
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`${what}: ${error.message}`) : error;
  }
}
