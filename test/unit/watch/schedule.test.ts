// When runs begin: a table, the politeness to the server, and what the options take.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WATCH_LIMITS } from '../../../src/watch/limits.ts';
import { nextStartMs, parseEvery, parseFor, type RunsSoFar, type Schedule } from '../../../src/watch/schedule.ts';
import fc from '../../support/property.ts';

const EVERY_30S: Schedule = { everyMs: 30_000, forMs: null, count: null };
const after = (more: Partial<RunsSoFar> = {}): RunsSoFar => ({
  runs: 1,
  firstStartMs: 1_000,
  lastStartMs: 1_000,
  lastEndMs: 1_500,
  lastConnections: 3,
  ...more,
});

const ROWS: readonly (readonly [what: string, schedule: Partial<Schedule>, so: Partial<RunsSoFar>, startMs: number | null])[] = [
  ['from beginning to beginning', {}, {}, 31_000],
  ['a run that takes longer delays the next', {}, { lastEndMs: 40_000 }, 41_000],
  ['a second for each connection', {}, { lastConnections: 48 }, 49_000],
  ['so many runs and no more', { count: 1 }, {}, null],
  ['so many runs and not fewer', { count: 2 }, {}, 31_000],
  ['none begins when the time is over', { forMs: 30_000 }, {}, null],
  ['one begins just before', { forMs: 30_001 }, {}, 31_000],
  ['nor after a run that outlasts it', { forMs: 60_000 }, { lastEndMs: 70_000 }, null],
];

describe('the schedule of a watch', () => {
  for (const [what, schedule, so, startMs] of ROWS) {
    it(what, () => assert.equal(nextStartMs({ ...EVERY_30S, ...schedule }, after(so)), startMs));
  }

  it('never overlaps runs, and never goes faster than it was told', () => {
    const ms = fc.nat({ max: 1_000_000 });
    fc.assert(
      fc.property(ms, ms, fc.nat({ max: 200 }), fc.integer({ min: 5_000, max: 100_000 }), (start, took, connections, everyMs) => {
        const so = after({ lastStartMs: start, lastEndMs: start + took, lastConnections: connections });
        const next = nextStartMs({ everyMs, forMs: null, count: null }, so) ?? -1;
        assert.ok(next > start + took && next >= start + everyMs && next >= start + connections * WATCH_LIMITS.perConnectionMs);
      }),
    );
  });

  it('takes no interval that a server would mind', () => {
    assert.equal(parseEvery('5s'), 5_000);
    assert.equal(parseEvery('2m'), 120_000);
    for (const text of ['4.9s', '500ms', '1']) assert.throws(() => parseEvery(text), /less than 5s/);
    assert.throws(() => parseEvery('often'), /no duration/);
  });

  it('takes days for how long', () => {
    assert.equal(parseFor('7d'), 7 * 86_400_000);
    assert.equal(parseFor('10m'), 600_000);
    for (const text of ['0d', '400d']) assert.throws(() => parseFor(text), /10m, 8h, 7d/);
  });
});
