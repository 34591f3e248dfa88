import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Deadline } from '../../../src/net/deadline.ts';

it('tells of its end once, in the order of asking, and not those who took that back', () => {
  const deadline = new Deadline(60_000);
  const heard: string[] = [];
  deadline.onOver(() => heard.push('first'));
  const takeBack = deadline.onOver(() => heard.push('second'));
  deadline.onOver(() => heard.push('third'));
  takeBack();
  assert.equal(deadline.isOver, false);
  deadline.interrupt();
  deadline.interrupt();
  assert.deepEqual([heard, deadline.isOver, deadline.isInterrupted], [['first', 'third'], true, true]);
});

it('calls nobody who asks after the end', () => {
  const deadline = new Deadline(60_000);
  deadline.interrupt();
  deadline.onOver(() => assert.fail('it was over'));
  deadline.interrupt();
});

it('a listener may take itself or another back while it is told', () => {
  const deadline = new Deadline(60_000);
  const heard: string[] = [];
  const takeBack = deadline.onOver(() => {
    heard.push('first');
    takeBack();
  });
  deadline.onOver(() => heard.push('second'));
  deadline.interrupt();
  assert.deepEqual(heard, ['first', 'second']);
});

it('the time runs out by itself', async () => {
  const deadline = new Deadline(1);
  // Its own timer keeps no process alive.
  const alive = setInterval(() => {}, 1_000);
  await new Promise<void>((resolve) => deadline.onOver(resolve));
  clearInterval(alive);
  assert.deepEqual([deadline.isOver, deadline.isInterrupted], [true, false]);
});

it('the signal aborts with it, be it asked for before or after', () => {
  const before = new Deadline(60_000);
  const { signal } = before;
  let aborts = 0;
  signal.addEventListener('abort', () => {
    aborts += 1;
  });
  assert.equal(signal.aborted, false);
  before.interrupt();
  assert.deepEqual([signal.aborted, aborts, before.signal === signal], [true, 1, true]);

  const after = new Deadline(60_000);
  after.interrupt();
  assert.equal(after.signal.aborted, true);
});
