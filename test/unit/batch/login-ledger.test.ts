// Which login may be sent after which: one at a time until the first is accepted, none after a refusal, and what that
// reaches: the host, its address, its domain, its account.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Entry } from '../../../src/batch/entry.ts';
import { type LoginFate, LoginLedger } from '../../../src/batch/login-ledger.ts';
import type { LoginAnswer, LoginPlace } from '../../../src/probe/login-turn.ts';

const entry = (line: number): Entry => ({ line, text: `line ${line}`, refusal: null });
const place = (host: string, address: string, protocol: LoginPlace['protocol'] = 'smtp'): LoginPlace => ({
  host,
  address,
  protocol,
});
const settle = () => new Promise((resolve) => setImmediate(resolve));
const [A, B] = [place('mail.one.test', '192.0.2.1'), place('mail.two.test', '192.0.2.2')];
const SIBLING = place('mx9.one.test', '192.0.2.9');
const NEIGHBOUR = place('mail.other.test', '192.0.2.1');

/** What the second is answered after the first has ended so. */
async function after(user: string, first: LoginPlace, fate: LoginFate, second: LoginPlace): Promise<string> {
  const ledger = new LoginLedger(user);
  assert.equal(await ledger.begin(entry(1), first), 'go');
  ledger.end(entry(1), fate);
  const answer = await ledger.begin(entry(2), second);
  return typeof answer === 'string' ? answer : `${answer.result} at ${answer.at}`;
}

describe('a login after another', () => {
  const ROWS: readonly (readonly [string, LoginPlace, LoginFate, LoginPlace, string])[] = [
    ['ada', A, 'accepted', A, 'go'],
    ['ada', A, 'refused', A, 'refused at mail.one.test'],
    ['ada', A, 'refused', { ...A, host: 'MAIL.ONE.TEST' }, 'refused at mail.one.test'],
    ['ada', A, 'refused', { ...A, protocol: 'imap' }, 'refused at mail.one.test'],
    ['ada', A, 'refused', NEIGHBOUR, 'refused at 192.0.2.1'],
    ['ada', A, 'refused', SIBLING, 'refused at one.test'],
    ['ada', A, 'refused', place('one.test', '192.0.2.8'), 'refused at one.test'],
    ['ada', A, 'refused', B, 'go'],
    ['ada', place('192.0.2.1', '192.0.2.1'), 'refused', place('192.0.2.2', '192.0.2.2'), 'go'],
    ['ada', place('::1', '::1'), 'refused', place('::2', '::2'), 'go'],
    ['ada@two.test', A, 'refused', B, 'refused at mail.one.test'],
    ['TWO\\ada', A, 'refused', B, 'refused at mail.one.test'],
    ['ada', A, 'unanswered', A, 'unanswered at mail.one.test'],
    ['ada', A, 'unanswered', SIBLING, 'unanswered at one.test'],
    ['ada@two.test', A, 'unanswered', B, 'go'],
    ['ada', A, 'unjudged', A, 'refused at mail.one.test'],
    ['ada', A, 'unjudged', { ...A, protocol: 'imap' }, 'go'],
    ['ada', A, 'unjudged', SIBLING, 'go'],
    ['ada', A, 'unsent', A, 'go'],
  ];
  for (const [user, first, fate, second, expected] of ROWS) {
    it(`${user} ${fate} at ${first.host}, then ${second.host} by ${second.protocol}: ${expected}`, async () => {
      assert.equal(await after(user, first, fate, second), expected);
    });
  }

  it('a refusal behind an acceptance reaches the host alone', async () => {
    const ledger = new LoginLedger('ada@one.test');
    for (const [line, where, fate] of [
      [1, A, 'accepted'],
      [2, B, 'refused'],
    ] as const) {
      assert.equal(await ledger.begin(entry(line), where), 'go');
      ledger.end(entry(line), fate);
    }
    assert.notEqual(await ledger.begin(entry(3), B), 'go');
    assert.equal(await ledger.begin(entry(4), SIBLING), 'go');
    assert.equal(await ledger.begin(entry(5), place('mail.three.test', '192.0.2.3')), 'go');
  });

  it('the same check may go on with another mechanism', async () => {
    const ledger = new LoginLedger('ada');
    assert.deepEqual([await ledger.begin(entry(1), A), await ledger.begin(entry(1), A)], ['go', 'go']);
  });
});

describe('logins at once', () => {
  const begin = (ledger: LoginLedger, line: number, where: LoginPlace): { answer: LoginAnswer | null } => {
    const seen: { answer: LoginAnswer | null } = { answer: null };
    void ledger.begin(entry(line), where).then((answer) => {
      seen.answer = answer;
    });
    return seen;
  };

  it('wait for the first, and go together once it is accepted', async () => {
    const ledger = new LoginLedger('ada@one.test');
    const seen = [A, A, B, A, B].map((where, index) => begin(ledger, index, where));
    await settle();
    assert.deepEqual(
      seen.map(({ answer }) => answer),
      ['go', null, null, null, null],
    );
    ledger.accepted(entry(0));
    await settle();
    // At the other host only one more is a first.
    assert.deepEqual(
      seen.map(({ answer }) => answer),
      ['go', 'go', 'go', 'go', null],
    );
  });

  it('all hear of a refusal', async () => {
    const ledger = new LoginLedger('ada@one.test');
    const seen = [A, A, B].map((where, index) => begin(ledger, index, where));
    await settle();
    ledger.end(entry(0), 'refused');
    await settle();
    assert.deepEqual(
      seen.slice(1).map(({ answer }) => typeof answer === 'object' && answer?.result),
      ['refused', 'refused'],
    );
  });

  it('are told when it is over', async () => {
    const ledger = new LoginLedger('ada');
    const seen = [A, A].map((where, index) => begin(ledger, index, where));
    await settle();
    ledger.close();
    await settle();
    assert.deepEqual(
      seen.map(({ answer }) => answer),
      ['go', 'over'],
    );
  });
});

describe('a login that an earlier run began', () => {
  it('is not sent again at its target nor at its host; for another account it is', async () => {
    const begun = { user: 'ada', entry: 'line 1', ...A };
    const ledger = new LoginLedger('ada');
    ledger.learnBegun(begun);
    assert.deepEqual(await ledger.begin(entry(1), B), { result: 'unanswered', at: 'line 1', isOfEarlierRun: true });
    assert.deepEqual(await ledger.begin(entry(2), A), { result: 'unanswered', at: 'mail.one.test', isOfEarlierRun: false });
    const other = new LoginLedger('eve');
    other.learnBegun(begun);
    assert.equal(await other.begin(entry(1), A), 'go');
  });
});
