// Promise 2: credentials are tried once in all. Logins are counted on the server's side, for every way in which AUTH can
// end: never a second guess, and what is concluded is what was seen.
// Alone in its process: it waits for half a minute, which others would wait with it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type MailProtocol, PROTOCOLS } from '../../src/model/protocol.ts';
import { sized } from '../support/test-size.ts';
import { countThrough, type Door, type LoginEnding } from './support/login-counter.ts';
import { throughAll, throughBatch, throughCheck, throughEngine, throughLibrary, throughServe } from './support/login-doors.ts';
import { LOGIN_ENDINGS } from './support/login-endings.ts';

interface Front {
  readonly name: string;
  readonly door: Door;
  /** How many logins it makes where each is accepted; of all others it makes one. */
  readonly accepted: number;
  /** What comes before the login is the same code for all doors: the others are tried in one protocol. */
  readonly protocols: readonly MailProtocol[];
}

const DOORS: readonly Front[] = [
  { name: 'the engine', door: throughEngine, accepted: 1, protocols: PROTOCOLS },
  { name: 'the library', door: throughLibrary, accepted: 1, protocols: ['imap'] },
  { name: 'mailprobe check', door: throughCheck, accepted: 1, protocols: ['smtp'] },
  { name: 'check --all', door: throughAll, accepted: 1, protocols: ['pop3'] },
  { name: 'batch, and batch --resume', door: throughBatch, accepted: 2, protocols: ['smtp'] },
  { name: 'serve', door: throughServe, accepted: 3, protocols: ['smtp'] },
];

const WAYS = DOORS.flatMap((front) => front.protocols.map((protocol) => ({ front, protocol })));

async function holds({ front: { door, accepted }, protocol }: (typeof WAYS)[number], ending: LoginEnding): Promise<void> {
  const { count, verdict } = await countThrough(door, protocol, ending);
  const { status, causes } = ending.expect;
  const times = status === 'accepted' ? accepted : 1;
  const [begun, guesses] = [ending.expect.begun * times, ending.expect.guesses * times];
  // Where nothing of the secret went out, a door that comes again may begin again.
  const mayBegin = guesses === 0 ? begun * accepted : begun;
  assert.equal(count.guesses, guesses, JSON.stringify(verdict));
  assert.ok(count.begun >= begun && count.begun <= mayBegin, `${count.begun} begun`);
  if (verdict.status === null) return;
  assert.equal(verdict.status, status, JSON.stringify(verdict));
  const isNamed = causes.length === 0 ? verdict.cause === null : causes.some((cause) => cause === verdict.cause);
  assert.ok(isNamed, `concluded ${verdict.cause}, not ${causes.join(' or ') || 'nothing'}`);
  // What is said to have been sent is what came.
  if (verdict.sent) assert.equal(verdict.sent.filter((sent) => sent !== 'nothing').length, guesses, `${verdict.sent}`);
}

/** Of so many endings the doors behind the engine are tried with one, each door with others. */
const EACH = sized(3, 1);
const endingsOf = ({ front, protocol }: (typeof WAYS)[number]): (readonly [name: string, ending: LoginEnding])[] =>
  Object.entries(LOGIN_ENDINGS)
    .flatMap(([name, row]) => (row[protocol] ? [[name, row[protocol]] as const] : []))
    .filter(([, { isEndless }], at) => front.door === throughEngine || isEndless || (at + DOORS.indexOf(front)) % EACH === 0);

// Seconds of waiting each: all of them at once.
describe('logins without an end', { concurrency: WAYS.length }, () => {
  for (const way of WAYS)
    for (const [name, ending] of endingsOf(way).filter(([, { isEndless }]) => isEndless))
      it(`${way.front.name}, ${way.protocol}: ${name}`, () => holds(way, ending));
});

for (const way of WAYS) {
  describe(`logins of ${way.front.name}, ${way.protocol}`, { concurrency: 4 }, () => {
    for (const [name, ending] of endingsOf(way)) if (!ending.isEndless) it(name, () => holds(way, ending));
  });
}
