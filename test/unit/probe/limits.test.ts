// The waits that depend on what was seen: bounded below and above, and nought where waiting could only lose.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { synPatienceMs, ticketPatienceMs } from '../../../src/probe/limits.ts';

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

test('a second SYN always gets its time', () => {
  for (const siblingMs of [0, 0.3, 50, 75, 400]) assert.ok(synPatienceMs(siblingMs) >= 1000 + Math.max(300, siblingMs));
});
