// Promise 2: credentials are tried once in all. Logins are counted on the server's side, for every way in which AUTH can
// end: never a second guess, and what is concluded is what was seen.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PROTOCOLS } from '../../src/model/protocol.ts';
import { notBuilt } from '../scenarios/support/built-program.ts';
import { countThrough, type Door } from './support/login-counter.ts';
import { throughCheck, throughEngine } from './support/login-doors.ts';
import { LOGIN_ENDINGS } from './support/login-endings.ts';

const DOORS: readonly { readonly name: string; readonly door: Door; readonly skip: string | false }[] = [
  { name: 'the engine', door: throughEngine, skip: false },
  { name: 'mailprobe check', door: throughCheck, skip: notBuilt },
];

for (const { name: doorName, door, skip } of DOORS) {
  for (const protocol of PROTOCOLS) {
    describe(`logins of ${doorName}, ${protocol}`, { concurrency: 4, skip }, () => {
      for (const [name, row] of Object.entries(LOGIN_ENDINGS)) {
        const ending = row[protocol];
        if (!ending) continue;
        it(name, async () => {
          const { count, verdict } = await countThrough(door, protocol, ending);
          const { begun, guesses, status, causes } = ending.expect;
          assert.deepEqual({ ...count, status: verdict.status }, { begun, guesses, status }, JSON.stringify(verdict));
          const isNamed = causes.length === 0 ? verdict.cause === null : causes.some((cause) => cause === verdict.cause);
          assert.ok(isNamed, `concluded ${verdict.cause}, not ${causes.join(' or ') || 'nothing'}`);
          // What is said to have been sent is what came.
          if (verdict.sent) assert.equal(verdict.sent.filter((sent) => sent !== 'nothing').length, guesses, `${verdict.sent}`);
        });
      }
    });
  }
}
