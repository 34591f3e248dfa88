// Permits that rest between two who have them.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, it, mock } from 'node:test';
import { Semaphore } from '../../../src/net/semaphore.ts';

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('a permit given back rests before the next has it, be it waited for already or not yet', async () => {
  const semaphore = new Semaphore(1, undefined, 1000);
  const done: string[] = [];
  await semaphore.use(async () => void done.push('first'));
  assert.equal(semaphore.tryAcquire(), null);
  const second = semaphore.use(async () => void done.push('second'));
  mock.timers.tick(999);
  await turn();
  assert.deepEqual(done, ['first']);
  mock.timers.tick(1);
  await second;
  assert.deepEqual(done, ['first', 'second']);
});

it('without a pause it goes on at once', async () => {
  const semaphore = new Semaphore(1);
  await semaphore.use(async () => {});
  semaphore.tryAcquire()?.();
  assert.notEqual(semaphore.tryAcquire(), null);
});
