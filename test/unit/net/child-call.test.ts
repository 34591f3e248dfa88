// Calls in a process of their own: answered, given up, and nothing left of them.
import assert from 'node:assert/strict';
import { pbkdf2Sync } from 'node:crypto';
import { test } from 'node:test';
import { callInChild, type KeyCall } from '../../../src/net/child-call.ts';
import { Deadline } from '../../../src/net/deadline.ts';

const call = (iterations: number): KeyCall => ({
  kind: 'key',
  password: 'Winter-2024 \u00e9',
  salt: Buffer.from('salt').toString('base64'),
  iterations,
  bytes: 32,
  hash: 'sha256',
});

test('localhost has an address, an invalid name has none', async () => {
  const deadline = new Deadline(20_000);
  const [known, unknown] = await Promise.all([
    callInChild({ kind: 'addresses', host: 'localhost', family: 0 }, deadline),
    callInChild({ kind: 'addresses', host: 'no..name', family: 0 }, deadline),
  ]);
  assert.ok(typeof known === 'object' && 'addresses' in known.value);
  assert.ok(known.value.addresses.some(({ address }) => address === '127.0.0.1' || address === '::1'));
  assert.ok(typeof unknown === 'object' && 'systemCode' in unknown.value);
  deadline.release();
});

test('a key is the key that Node makes', async () => {
  const deadline = new Deadline(20_000);
  const called = await callInChild(call(3), deadline);
  const wanted = pbkdf2Sync('Winter-2024 \u00e9', 'salt', 3, 32, 'sha256').toString('base64');
  assert.deepEqual(called, { value: { key: wanted } });
  deadline.release();
});

test('a call that would last for hours is given up, those beside it are not, and nothing keeps this process alive', async () => {
  const short = new Deadline(300);
  const long = new Deadline(30_000);
  const endless = callInChild(call(2_000_000_000), short);
  const beside = callInChild(call(1_000), long);
  assert.equal(await endless, 'over');
  assert.ok(typeof (await beside) === 'object');
  assert.equal(await callInChild(call(1), short), 'over');
  // The next one is not held up by what hangs.
  assert.ok(typeof (await callInChild(call(1), long)) === 'object');
  long.interrupt();
});
