import assert from 'node:assert/strict';
import { it } from 'node:test';
import { BoundedCache } from '../../../src/model/bounded-cache.ts';

it('makes each value once, null and false among them', () => {
  const made: string[] = [];
  const memory = new BoundedCache<string | null | false>(8);
  const get = (key: string, value: string | null | false) =>
    memory.get(key, () => {
      made.push(key);
      return value;
    });
  assert.deepEqual([get('a', 'x'), get('b', null), get('c', false)], ['x', null, false]);
  assert.deepEqual([get('a', 'y'), get('b', 'y'), get('c', 'y')], ['x', null, false]);
  assert.deepEqual(made, ['a', 'b', 'c']);
});

it('forgets the oldest for a new one', () => {
  const memory = new BoundedCache<number>(2);
  for (const [index, key] of ['a', 'b', 'c'].entries()) memory.get(key, () => index);
  assert.deepEqual(
    ['b', 'c', 'a'].map((key) => memory.get(key, () => 9)),
    [1, 2, 9],
  );
});
