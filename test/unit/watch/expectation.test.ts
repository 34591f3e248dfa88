// What is expected of all runs: the grammar with its complaints, and whether it holds.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsageError } from '../../../src/model/usage-error.ts';
import { judgeWatchExpectation } from '../../../src/watch/judge-expectation.ts';
import { isOverRuns, parseWatchExpectation } from '../../../src/watch/watch-expectation.ts';
import { WatchStatistics } from '../../../src/watch/watch-statistics.ts';
import { place, result, statisticsOf } from './results.ts';

const READ: readonly (readonly [text: string, expectation: object])[] = [
  ['success>=99%', { kind: 'success', operator: '>=', share: 0.99 }],
  ['success > 99.5 %', { kind: 'success', operator: '>', share: 0.995 }],
  ['p95(connect)<200ms', { kind: 'time', operator: '<', phase: 'connect', share: 0.95, ms: 200 }],
  ['P99.9( TLS ) <= 1.5s', { kind: 'time', operator: '<=', phase: 'tls', share: 0.999, ms: 1_500 }],
  ['max(total)<2m', { kind: 'time', operator: '<', phase: 'total', share: 1, ms: 120_000 }],
  ['p50(dns)>1ms', { kind: 'time', operator: '>', phase: 'dns', share: 0.5, ms: 1 }],
];

const REFUSED: readonly (readonly [text: string, complaint: RegExp])[] = [
  ['success', /^success is compared with nothing/],
  ['success>=', /compared with nothing/],
  ['success>=99', /success: '99' is no share of the runs in per cent, as in success>=99\.5%/],
  ['success>=0.99', /no share/],
  ['success>=101%', /no more than 100%/],
  ['success=100%', /hardly ever equal.*>=, <=, > or </],
  ['success(465)>=99%', /is not measured/],
  ['avg(connect)<1s', /'avg.*is not measured: use success>=99%, p95\(connect\)<200ms/],
  ['p95<200ms', /p95 of which phase\? Write p95\(connect\), or one of dns, connect/],
  ['p95(quit)<200ms', /no phase 'quit': choose from dns, connect/],
  ['p95(connect)<200', /p95\(connect\): 200 of what\? Write 200ms or 200s/],
  ['p95(connect)<fast', /p95\(connect\): 'fast' is no duration/],
  ['p95(connect)<0ms', /longer than zero/],
  ['p0(connect)<1s', /below every time/],
  ['max(connect)==1s', /hardly ever equal/],
];

describe('the grammar of what is expected of all runs', () => {
  for (const [text, expectation] of READ)
    it(text, () => assert.deepEqual(parseWatchExpectation(text), { text: text.trim(), ...expectation }));

  for (const [text, complaint] of REFUSED) {
    it(`${text} is refused`, () => {
      assert.ok(isOverRuns(text));
      assert.throws(
        () => parseWatchExpectation(text),
        (error) => error instanceof UsageError && complaint.test(error.message),
      );
    });
  }

  it('leaves what is expected of one check alone', () => {
    for (const text of ['tls>=1.2', 'cert-days>=21', 'size>=2', 'auth:PLAIN', 'endpoint:587/starttls'])
      assert.ok(!isOverRuns(text));
  });

  it('says nothing of what may be a password', () => {
    for (const text of ['success>=hunter2:x9', 'p95(connect)<alice:hunter2', 'p95(alice:hunter2)<1s', 'maximum:hunter2'])
      assert.throws(
        () => parseWatchExpectation(text),
        (error) => error instanceof UsageError && !/hunter2:x9|:hunter2/.test(error.message),
        text,
      );
  });
});

describe('whether it holds', () => {
  const statistics = statisticsOf({ '465@192.0.2.10': '....', '587@192.0.2.10': '..x.' });
  const judge = (text: string, failing = 1): ReturnType<typeof judgeWatchExpectation> =>
    judgeWatchExpectation(parseWatchExpectation(text), statistics, failing);

  it('of the runs', () => {
    assert.deepEqual(judge('success>=75%'), { text: 'success>=75%', holds: true, found: '75% (3 of 4 runs)' });
    assert.equal(judge('success>75%').holds, false);
    assert.equal(judge('success>=99%', 0).found, '100% (4 of 4 runs)');
  });

  it('of the place where it is worst, and not of what was never measured', () => {
    const mixed = new WatchStatistics();
    mixed.add(result(1, [place('465@192.0.2.10', '.', 10), place('465@192.0.2.11', '.', 300)]));
    const found = judgeWatchExpectation(parseWatchExpectation('p95(connect)<200ms'), mixed, 0);
    assert.deepEqual(found, { text: 'p95(connect)<200ms', holds: false, found: '300 ms (465 at 192.0.2.11)' });
    const least = judgeWatchExpectation(parseWatchExpectation('p50(connect)>20ms'), mixed, 0);
    assert.deepEqual([least.holds, least.found], [false, '10 ms (465 at 192.0.2.10)']);
    assert.deepEqual(judge('p95(auth)<1s'), { text: 'p95(auth)<1s', holds: false, found: 'no time of auth was measured' });
  });

  it('of no run at all it does not', () => {
    const none = judgeWatchExpectation(parseWatchExpectation('success>=1%'), new WatchStatistics(), 0);
    assert.deepEqual([none.holds, none.found], [false, 'no run']);
  });
});
