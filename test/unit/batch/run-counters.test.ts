// What is said of a run: counted right, one line wide enough for any terminal, no nonsense at its beginning.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finished } from '../../../src/batch/check-worker.ts';
import { clockTime, progressLine, RunCounters, summaryLines } from '../../../src/batch/run-counters.ts';

const finished = (more: Partial<Finished> = {}): Finished => ({
  text: '',
  verdict: 'ok',
  gravest: null,
  isBadTarget: false,
  isInternal: false,
  isInterrupted: false,
  login: 'unsent',
  ...more,
});

function tallyOf(...results: readonly Partial<Finished>[]): RunCounters {
  const counters = new RunCounters();
  for (const result of results) counters.count(finished(result));
  return counters;
}

describe('counters', () => {
  const TIMES: readonly (readonly [number, string])[] = [
    [0, '0:00'],
    [7_400, '0:07'],
    [750_000, '12:30'],
    [11_100_000, '3:05:00'],
  ];
  for (const [ms, text] of TIMES) it(`writes ${ms} ms as ${text}`, () => assert.equal(clockTime(ms), text));

  it('shows how far it is and how long it will take', () => {
    const counters = tallyOf({}, {}, { verdict: 'warn' }, { verdict: 'fail', gravest: 'tcp-refused' });
    counters.skipped = 6;
    const line = progressLine(counters, { elapsedMs: 2_000, running: 3, total: 20 }, 120);
    assert.equal(line, '[##########..........]  50%  4 done  ok 2  warn 1  fail 1  3 running  2.0/s  0:05 left');
  });
  it('shows no bar where the length is not known, and no time before there is a rate', () => {
    assert.equal(
      progressLine(tallyOf({}), { elapsedMs: 500, running: 0, total: null }, 120),
      '1 done  ok 1  warn 0  fail 0  0 running  2.0/s',
    );
    assert.doesNotMatch(progressLine(new RunCounters(), { elapsedMs: 0, running: 9, total: 9 }, 120), /left|NaN|Infinity/);
  });
  it('fits the terminal', () => {
    for (const columns of [20, 40, 60, 80]) {
      const line = progressLine(tallyOf({}), { elapsedMs: 500, running: 1, total: 100_000 }, columns);
      assert.ok(line.length <= columns, line);
    }
  });
  it('sums up', () => {
    const counters = tallyOf(
      {},
      { verdict: 'fail', gravest: 'tcp-refused' },
      { verdict: 'fail', gravest: 'bad-target', isBadTarget: true },
      { verdict: 'fail', gravest: 'tcp-refused', isInterrupted: true },
    );
    assert.deepEqual(summaryLines(counters, 2_000), [
      '4 targets in 0:02 (2.0/s): 1 ok, 0 warn, 3 fail',
      '1 line names no target that could be checked; 1 interrupted',
      'most frequent: tcp-refused 2, bad-target 1',
    ]);
    assert.deepEqual(summaryLines(tallyOf({}), 0), ['1 target in 0:00 (0/s): 1 ok, 0 warn, 0 fail']);
  });
});
