// What a watch comes to, and that its memory and its screen do not grow with the runs.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { displayWidth } from '../../../src/report/formats/text-layout.ts';
import { makeStyle } from '../../../src/report/formats/text-style.ts';
import { concludeWatch } from '../../../src/watch/conclusion.ts';
import { WATCH_LIMITS } from '../../../src/watch/limits.ts';
import { changeLine, runLine } from '../../../src/watch/run-lines.ts';
import { parseWatchExpectation } from '../../../src/watch/watch-expectation.ts';
import { screenLines } from '../../../src/watch/watch-screen.ts';
import { WatchStatistics } from '../../../src/watch/watch-statistics.ts';
import { summaryText } from '../../../src/watch/watch-summary.ts';
import { shareText, spanText } from '../../../src/watch/watch-words.ts';
import fc from '../../support/property.ts';
import { EVERY_MS, place, result, START_MS, statisticsOf } from './results.ts';

const PLAIN = makeStyle(false);
const conclude = (
  statistics: WatchStatistics,
  expected: readonly string[] = [],
  strict = false,
): ReturnType<typeof concludeWatch> =>
  concludeWatch(statistics, { host: 'mail.example.com', strict, expectations: expected.map(parseWatchExpectation) });
const ids = ({ findings }: ReturnType<typeof concludeWatch>): string[] => findings.map(({ id }) => id);

const [A, B] = ['587@192.0.2.10', '587@192.0.2.11'];
const THIRD = '..x..x..x..x..x';

describe('what a watch comes to', () => {
  it('names the address that fails, how often, and when', () => {
    const concluded = conclude(statisticsOf({ [A]: '...............', [B]: THIRD }));
    assert.deepEqual(ids(concluded), ['intermittent']);
    assert.equal(concluded.verdict, 'fail');
    const [finding] = concluded.findings;
    assert.ok(finding);
    const text = [finding.title, finding.fix, ...finding.evidence].join('\n');
    assert.match(text, /587 at 192\.0\.2\.11 failed in 5 of 15 runs, and other addresses do not/);
    assert.match(text, /port 587 fails only at 192\.0\.2\.11 \(5 of 15\), never at 192\.0\.2\.10 \(0 of 15\)/);
    assert.match(text, /fails every 1 min 30 s \(each third run\), 5 times/);
    assert.match(text, /connection-closed \(5\)/);
    assert.match(text, /the machine behind 192\.0\.2\.11/);
    assert.deepEqual(finding.endpoints, ['587/starttls@192.0.2.11']);
    assert.match(concluded.summary, /^mail\.example\.com comes and goes: 587 at 192\.0\.2\.11 failed in 5 of 15 runs/);
  });

  it('says nothing is intermittent that always works or always fails', () => {
    assert.deepEqual(ids(conclude(statisticsOf({ [A]: '.....' }))), []);
    assert.equal(conclude(statisticsOf({ [A]: '.....' })).verdict, 'ok');
    const down = conclude(statisticsOf({ [A]: 'xxxxx' }));
    assert.deepEqual([down.verdict, ids(down)], ['fail', []]);
    assert.match(down.summary, /failed in all 5 runs\. It does not work\./);
    assert.match(conclude(statisticsOf({ [A]: '..' })).summary, /worked in both runs over 30 s/);
  });

  it('lets expectations decide, and nothing else', () => {
    const statistics = statisticsOf({ [A]: '...................x' });
    assert.equal(conclude(statistics).verdict, 'fail');
    assert.equal(conclude(statistics, ['success>=90%']).verdict, 'warn');
    const missed = conclude(statistics, ['success>=99%', 'max(connect)<1s']);
    assert.deepEqual([missed.verdict, ids(missed)], ['fail', ['expectation-failed', 'intermittent']]);
    assert.match(missed.summary, /does not hold: success>=99%\./);
  });

  it('tells what worked when it was repeated alone as what it may be', () => {
    const [finding] = conclude(statisticsOf({ [A]: '.r.r..r..r' })).findings;
    assert.match(
      finding?.evidence.join('\n') ?? '',
      /in 4 of the 4 it worked when it was repeated alone.*--max-connections 1 tells/,
    );
    // In each run: a limit on connections at once, of which nothing is to be said.
    assert.deepEqual(ids(conclude(statisticsOf({ [A]: 'rrrrrr' }))), []);
  });

  it('has something to say of no run', () => {
    const none = conclude(new WatchStatistics(), ['success>=1%']);
    assert.equal(none.verdict, 'fail');
    assert.match(
      summaryText(new WatchStatistics(), none, { style: PLAIN, columns: 80, withheld: null }),
      /No run of mail\.example\.com/,
    );
  });
});

describe('the words of a watch', () => {
  it('never says all or none of what is not', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (share) => {
        assert.doesNotMatch(shareText(share), /^(?:0(?:\.0+)?|100(?:\.0+)?)%$/);
      }),
    );
    assert.deepEqual([0, 0.001, 0.3333, 0.975, 0.9996, 1].map(shareText), ['0%', '0.1%', '33%', '97.5%', '99.960%', '100%']);
  });

  it('says spans in two units', () => {
    assert.deepEqual([400, 45_000, 90_000, 3_600_000, 93_780_000].map(spanText), [
      '400 ms',
      '45 s',
      '1 min 30 s',
      '1 h',
      '1 d 2 h',
    ]);
  });

  it('says a run and a change in a line each', () => {
    const statistics = new WatchStatistics();
    statistics.add(result(1, [place(A, '.'), place(B, '.')]));
    const second = result(2, [place(A, '.'), place(B, 'x')]);
    const [change] = statistics.add(second);
    assert.ok(change);
    assert.match(
      runLine({ result: second }, PLAIN),
      /run 2 {2}FAIL {5}587 STARTTLS fails at 192\.0\.2\.11 \(connection-closed\)$/,
    );
    assert.match(
      changeLine(change, second.atMs, PLAIN),
      /587 STARTTLS at 192\.0\.2\.11 fails: the server closed.*\(worked for 30 s, 1 run\)$/,
    );
  });
});

describe('ten thousand runs', () => {
  const many = (runs: number): WatchStatistics =>
    statisticsOf({ dns: '.'.repeat(runs), [A]: '..x'.repeat(runs / 3), [B]: '.'.repeat(runs) });
  const few = many(300);
  const lots = many(9_999);
  const facts = (statistics: WatchStatistics) => ({
    host: 'mail.example.com',
    everyMs: EVERY_MS,
    nextInMs: 12_000,
    run: statistics.runs,
    statistics,
    note: 'It works and fails by turns: 587 at 192.0.2.10 failed in 3333 of 9999 runs, and other addresses do not',
    nowMs: START_MS + 1_000_000,
  });

  it('fit the screen at every size', () => {
    for (const [columns, rows] of [
      [44, 6],
      [80, 24],
      [80, 8],
      [120, 30],
      [160, 40],
      [220, 60],
    ] as const) {
      const lines = screenLines(facts(lots), { columns, rows }, PLAIN);
      assert.ok(lines.length <= rows, `${lines.length} lines of ${rows}`);
      for (const line of lines) assert.ok(displayWidth(line) <= columns, `${displayWidth(line)} of ${columns}: ${line}`);
    }
  });

  it('are shown one line a port, with loss, strip and times', () => {
    const text = screenLines(facts(lots), { columns: 80, rows: 24 }, PLAIN).join('\n');
    assert.match(text, /^ {2}587 STARTTLS +FAILS +33% +[.x]{39}/m);
    assert.match(text, /^ {2}587 STARTTLS +ok +0% +\.{39}/m);
    assert.match(text, /connect 10\/10\/10 {2}TLS 20\/20\/20 {2}total 40\/40\/40/);
    const wide = screenLines(facts(lots), { columns: 160, rows: 24 }, PLAIN).join('\n');
    assert.match(wide, /587 STARTTLS +ok .*connect 10\/10\/10 {2}TLS 20\/20\/20 {2}total 40\/40\/40$/m);
  });

  it('are as much to draw as three hundred', () => {
    const touched = (statistics: WatchStatistics): number =>
      screenLines(facts(statistics), { columns: 160, rows: 40 }, makeStyle(true)).join('').length;
    assert.ok(Math.abs(touched(lots) - touched(few)) < 200);
    for (const one of lots.places) assert.equal(one.recent(1_000_000).length, WATCH_LIMITS.recentResults);
  });

  it('are kept in bounds', () => {
    for (const one of lots.places) assert.ok(one.outages.length <= WATCH_LIMITS.recentOutages);
    const crowded = new WatchStatistics();
    for (let run = 1; run <= 60; run++) {
      const places = Array.from({ length: 40 }, (_, at) => ({
        ...place(`587@192.0.2.${(run * 40 + at) % 251}`, 'x'),
        cause: { code: `code-${run % 40}`, message: '' },
      }));
      const findings = Array.from({ length: 40 }, (_, at) => ({
        id: `finding-${run}-${at}`,
        severity: 'error' as const,
        title: '',
      }));
      crowded.add(result(run, places, { findings }));
    }
    assert.equal(crowded.places.length, WATCH_LIMITS.maxPlaces);
    assert.ok(crowded.leftOut > 0);
    assert.ok(crowded.findings.length <= WATCH_LIMITS.maxFindings);
    for (const one of crowded.places) assert.ok(one.causes.length <= WATCH_LIMITS.maxCauses);
  });

  it('fit the summary into its columns', () => {
    const text = summaryText(lots, conclude(lots), { style: PLAIN, columns: 80, withheld: null });
    for (const line of text.split('\n')) assert.ok(displayWidth(line) <= 80, line);
    assert.match(text, /3333x connection-closed/);
  });
});
