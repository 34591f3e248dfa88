// Results of runs as tests of a watch need them. No test of its own.
import type { Verdict } from '../../../src/model/report.ts';
import type { PlaceResult, RunResult } from '../../../src/watch/run-result.ts';
import { WatchStatistics } from '../../../src/watch/watch-statistics.ts';

export const START_MS = Date.UTC(2026, 0, 31, 12);
export const EVERY_MS = 30_000;

/** A port in one run: `.` works, `x` fails, `r` works when it is repeated alone. */
export function place(id: string, mark: string, ms = 10): PlaceResult {
  const [port = '', address = ''] = id.split('@');
  const failure = { code: 'connection-closed', message: 'the server closed the connection without a reply at the greeting' };
  const isOk = mark !== 'x';
  const base =
    id === 'dns' ? { port: null, address: null, mode: null } : { port: Number(port), address, mode: 'starttls' as const };
  return {
    id,
    ...base,
    isOk,
    cause: isOk ? null : failure,
    firstFailure: mark === 'r' ? failure : null,
    phases: isOk ? { connect: ms, tls: 2 * ms, total: 4 * ms } : {},
  };
}

export function result(run: number, places: readonly PlaceResult[], more: Partial<RunResult> = {}): RunResult {
  const verdict: Verdict = places.every(({ isOk }) => isOk) ? 'ok' : 'fail';
  return {
    run,
    atMs: START_MS + (run - 1) * EVERY_MS,
    tookMs: 100,
    verdict,
    summary: verdict === 'ok' ? 'It works.' : 'It does not work.',
    places,
    login: null,
    findings: [],
    connections: places.length,
    ...more,
  };
}

/** A row of marks for each place, a column for each run; a blank: no result. */
export function statisticsOf(rows: Readonly<Record<string, string>>): WatchStatistics {
  const statistics = new WatchStatistics();
  const runs = Math.max(...Object.values(rows).map(({ length }) => length));
  for (let run = 1; run <= runs; run++) {
    const places = Object.entries(rows).flatMap(([id, marks]) => {
      const mark = marks[run - 1] ?? ' ';
      return mark === ' ' ? [] : [place(id, mark)];
    });
    statistics.add(result(run, places));
  }
  return statistics;
}
