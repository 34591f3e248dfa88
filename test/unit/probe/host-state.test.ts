// What probes tell each other arrives at those who listen, of the same place only, and at nobody who has stopped.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../../../src/model/outcome.ts';
import { HostState } from '../../../src/probe/host-state.ts';

const TIMEOUT: Failure = { kind: 'timeout', stage: 'connect', budget: 'connect', budgetMs: 5000, waitedMs: 5000 };

test('a failed connect is told to the other probe of the port', () => {
  const hostState = new HostState();
  const heard: string[] = [];
  hostState.onConnectFailure('192.0.2.1', 25, () => heard.push('25'));
  hostState.onConnectFailure('192.0.2.1', 465, () => heard.push('465'));
  hostState.onConnectFailure('2001:db8::1', 25, () => heard.push('25 of another address'));
  const stop = hostState.onConnectFailure('192.0.2.1', 25, () => heard.push('stopped'));
  stop();
  hostState.connectFailed('192.0.2.1', 25, TIMEOUT);
  assert.deepEqual(heard, ['25']);
  assert.equal(hostState.connectFailure('192.0.2.1', 25), TIMEOUT);
  assert.equal(hostState.connectFailure('192.0.2.1', 465), null);
});

test('only a quicker answer is news', () => {
  const hostState = new HostState();
  let told = 0;
  hostState.onAnswer('192.0.2.1', () => {
    told += 1;
  });
  for (const tookMs of [40, 60, 40, 12]) hostState.addressAnswered('192.0.2.1', tookMs);
  assert.deepEqual([hostState.quickestAnswerMs('192.0.2.1'), told], [12, 2]);
});
