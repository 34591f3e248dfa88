// The waits that depend on what was seen: bounded below and above, and nought where waiting could only lose.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Step } from '../../../src/model/protocol.ts';
import { synPatienceMs, ticketPatienceMs, unspokenPatienceMs } from '../../../src/request/limits.ts';

test('the ticket is awaited where that costs less than a delayed acknowledgement', () => {
  const table: readonly (readonly [roundTripMs: number | null, isPostfix: boolean, patienceMs: number])[] = [
    [0, true, 25],
    [50, true, 75],
    [null, true, 25],
    [0, false, 5],
    [10, false, 15],
    [10.1, false, 0],
    [50, false, 0],
    [null, false, 0],
  ];
  for (const [roundTripMs, isPostfix, patienceMs] of table)
    assert.equal(ticketPatienceMs(roundTripMs, isPostfix), patienceMs, `${roundTripMs} ms, Postfix: ${isPostfix}`);
});

test('a refusal is waited for until Windows believes it', () => {
  for (const siblingMs of [0, 0.3, 75, 400]) {
    assert.ok(synPatienceMs(siblingMs, 'win32') >= 2_000 + 300 + siblingMs, `${siblingMs} ms`);
    assert.ok(synPatienceMs(siblingMs, 'linux') < 2_000 + 4 * siblingMs);
  }
});

test('a second SYN always gets its time', () => {
  for (const siblingMs of [0, 0.3, 50, 75, 400]) assert.ok(synPatienceMs(siblingMs) >= 1000 + Math.max(300, siblingMs));
});

test('a server that is slow to reply is given longer for what it does unasked, within bounds', () => {
  const step = (stage: Step['stage'], durationMs: number, status: Step['status'] = 'ok'): Step => ({
    stage,
    status,
    startMs: 0,
    durationMs,
  });
  const table: readonly (readonly [steps: readonly Step[], patienceMs: number])[] = [
    [[], 250],
    [[step('connect', 1), step('tls', 40), step('ehlo', 10)], 330],
    [[step('connect', 1), step('greeting', 8_000), step('auth', 5_000)], 252],
    [[step('tls', 9_000, 'failed')], 250],
    [[step('ehlo', 9_000)], 2_250],
  ];
  for (const [steps, patienceMs] of table) assert.equal(unspokenPatienceMs(250, steps), patienceMs);
});
