import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { atTurnEnd } from '../../../src/net/turn.ts';

it('calls all back together, in the order of asking, and never at once', async () => {
  const called: number[] = [];
  for (const number of [1, 2, 3]) atTurnEnd(() => called.push(number));
  assert.deepEqual(called, []);
  await Promise.resolve();
  assert.deepEqual(called, []);
  await turn();
  assert.deepEqual(called, [1, 2, 3]);
});

it('who asks while the others are called has to wait for the next turn', async () => {
  const called: string[] = [];
  atTurnEnd(() => {
    called.push('first');
    atTurnEnd(() => called.push('later'));
  });
  atTurnEnd(() => called.push('second'));
  await turn();
  assert.deepEqual(called, ['first', 'second']);
  await turn();
  assert.deepEqual(called, ['first', 'second', 'later']);
});
