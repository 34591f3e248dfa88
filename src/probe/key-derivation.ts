// Where SCRAM's keys are made, so that a server that asks for a million iterations late does not hold up the end: what takes
// no time here, in libuv's pool; what takes longer where it can be given up. Knows no mechanism.
import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { callInChild } from '../net/child-call.ts';
import type { Ending } from '../net/deadline.ts';
import type { KeyDerivation } from '../sasl/mechanism.ts';

/** A tenth of a second on a slow machine. Servers ask for 4096 to 15000 as a rule, careful ones for 600000. */
const QUICK_ITERATIONS = 50_000;

const derive = promisify(pbkdf2);

/** Null: the time was up first. */
export async function deriveKey(derivation: KeyDerivation, ending: Ending): Promise<Buffer | null> {
  const { password, salt, iterations, bytes, hash } = derivation;
  if (ending.isOver) return null;
  if (iterations > QUICK_ITERATIONS) {
    const called = await callInChild({ kind: 'key', password, salt: salt.toString('base64'), iterations, bytes, hash }, ending);
    if (called === 'over') return null;
    if (called !== 'no-child' && called.value.key !== '') return Buffer.from(called.value.key, 'base64');
  }
  const key = await derive(password, salt, iterations, bytes, hash);
  return ending.isOver ? null : key;
}
