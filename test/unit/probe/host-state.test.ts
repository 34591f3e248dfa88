// What probes tell each other arrives at those who listen, of the same place only, and at nobody who has stopped.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../../../src/model/outcome.ts';
import { Board } from '../../../src/probe/host-state.ts';

const TIMEOUT: Failure = { kind: 'timeout', stage: 'connect', budget: 'connect', budgetMs: 5000, waitedMs: 5000 };

test('a failed connect is told to the other probe of the port', () => {
  const board = new Board();
  const heard: string[] = [];
  board.onConnectFailure('192.0.2.1', 25, () => heard.push('25'));
  board.onConnectFailure('192.0.2.1', 465, () => heard.push('465'));
  board.onConnectFailure('2001:db8::1', 25, () => heard.push('25 of another address'));
  const stop = board.onConnectFailure('192.0.2.1', 25, () => heard.push('stopped'));
  stop();
  board.connectFailed('192.0.2.1', 25, TIMEOUT);
  assert.deepEqual(heard, ['25']);
  assert.equal(board.connectFailure('192.0.2.1', 25), TIMEOUT);
  assert.equal(board.connectFailure('192.0.2.1', 465), null);
});

test('only a quicker answer is news', () => {
  const board = new Board();
  let told = 0;
  board.onAnswer('192.0.2.1', () => {
    told += 1;
  });
  for (const tookMs of [40, 60, 40, 12]) board.addressAnswered('192.0.2.1', tookMs);
  assert.deepEqual([board.quickestAnswerMs('192.0.2.1'), told], [12, 2]);
});
