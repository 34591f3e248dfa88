// The memory of sent logins, on a clock of the test's own: what may go out when, who waits for whom, what is forgotten.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Credentials } from '../../../src/model/plan.ts';
import { Secret } from '../../../src/model/secret.ts';
import { type SentLogin, type SentLoginFate, SentLogins } from '../../../src/probe/sent-logins.ts';

const never = new AbortController().signal;
const LIMITS = { maxKept: 3, firstPauseMs: 100, longestPauseMs: 1_000 };

const credentials = (password: string | null, user = 'bob', token: string | null = null): Credentials => ({
  user,
  password: password === null ? null : new Secret(password),
  token: token === null ? null : new Secret(token),
  oauth: null,
  notices: [],
});

describe('sent logins', () => {
  let now = 0;
  let logins: SentLogins<string>;
  beforeEach(() => {
    now = 0;
    logins = new SentLogins({ ...LIMITS, now: () => now });
  });

  async function sent(key: string): Promise<SentLogin<string>> {
    const result = await logins.send(key, never);
    assert.ok(result.isSent, `${key} is withheld`);
    return result;
  }
  const reason = (key: string): string | null => logins.withheld(key)?.reason ?? null;

  it('are told apart by user and secret, and by nothing else', () => {
    const key = logins.keyOf(credentials('a'));
    assert.equal(logins.keyOf(credentials('a', 'BOB')), key);
    for (const other of [credentials('b'), credentials('a', 'eve'), credentials(null, 'bob', 'a'), credentials('A')])
      assert.notEqual(logins.keyOf(other), key);
  });

  it('are named by a hash whose key is of this process alone', () => {
    const key = logins.keyOf(credentials('hunter2'));
    assert.doesNotMatch(key + Buffer.from(key, 'base64').toString('latin1'), /hunter2|bob/);
    assert.notEqual(new SentLogins({ ...LIMITS, now: () => 0 }).keyOf(credentials('hunter2')), key);
  });

  const fates: readonly (readonly [fate: SentLoginFate, reason: string | null, later: string | null])[] = [
    ['accepted', null, null],
    ['refused', 'refused', 'refused'],
    ['unknown', 'no-verdict', null],
  ];
  for (const [fate, at, later] of fates) {
    it(`that ended ${fate}: ${at ?? 'free'} at once, ${later ?? 'free'} in a year`, async () => {
      const login = await sent('k');
      assert.equal(reason('k'), 'under-way');
      login.ended(fate, 'told');
      assert.equal(reason('k'), at);
      assert.equal(logins.withheld('k')?.told ?? 'told', 'told');
      now = 365 * 86_400_000;
      assert.equal(reason('k'), later);
    });
  }

  it('wait twice as long after each that came to no verdict, up to a limit, and from the start after an acceptance', async () => {
    const pauses: number[] = [];
    for (let count = 0; count < 6; count++) {
      (await sent('k')).ended('unknown');
      const pause = logins.withheld('k')?.retryInMs ?? 0;
      pauses.push(pause);
      now += pause - 1;
      assert.equal(reason('k'), 'no-verdict');
      now += 1;
      assert.equal(reason('k'), null);
    }
    assert.deepEqual(pauses, [100, 200, 400, 800, 1_000, 1_000]);
    (await sent('k')).ended('accepted');
    (await sent('k')).ended('unknown');
    assert.equal(logins.withheld('k')?.retryInMs, 100);
  });

  it('pause from their end, not from their beginning', async () => {
    const login = await sent('k');
    now = 5_000;
    assert.equal(reason('k'), 'under-way');
    login.ended('unknown');
    assert.equal(logins.withheld('k')?.retryInMs, 100);
  });

  it('may turn out refused when more is known of them', async () => {
    const login = await sent('k');
    login.ended('unknown');
    login.ended('refused', 'told');
    login.ended('unknown');
    assert.deepEqual(logins.withheld('k'), { reason: 'refused', retryInMs: null, told: 'told' });
  });

  it('go out one at a time: the second learns from the first', async () => {
    const first = await sent('k');
    const results: string[] = [];
    const others = [1, 2, 3].map(async (which) => {
      const result = await logins.send('k', never);
      results.push(`${which} ${result.isSent ? 'sent' : result.withheld?.reason}`);
      if (result.isSent) result.ended(which === 1 ? 'accepted' : 'refused');
    });
    first.ended('accepted');
    await Promise.all(others);
    assert.deepEqual(results.sort(), ['1 sent', '2 sent', '3 refused']);
  });

  it('do not wait for one that is late, nor longer than they may', async () => {
    const first = await sent('k');
    const gone = new AbortController();
    const impatient = logins.send('k', gone.signal);
    gone.abort();
    assert.deepEqual(await impatient, { isSent: false, withheld: { reason: 'under-way', retryInMs: null, told: null } });
    const patient = logins.send('k', never);
    first.leave('told');
    assert.deepEqual(await patient, { isSent: false, withheld: { reason: 'under-way', retryInMs: null, told: 'told' } });
    first.ended('accepted');
    assert.equal(reason('k'), null);
    assert.deepEqual(await logins.send('k', AbortSignal.abort()), { isSent: false, withheld: null });
  });

  it('are forgotten when asked, and one under way once it has ended', async () => {
    (await sent('refused')).ended('refused');
    const underWay = await sent('under way');
    logins.forget();
    assert.equal(reason('refused'), null);
    assert.equal(reason('under way'), 'under-way');
    underWay.ended('refused');
    assert.equal(reason('under way'), null);
    underWay.ended('refused', 'told');
    assert.equal(reason('under way'), null);
  });

  it('of old say nothing of the one that is under way', async () => {
    const first = await sent('k');
    first.ended('unknown');
    now += 100;
    const second = await sent('k');
    first.ended('accepted');
    assert.equal(reason('k'), 'under-way');
    second.ended('refused');
    assert.equal(logins.withheldCount, 1);
  });

  it('are kept up to a limit, those under way always', async () => {
    await sent('under way');
    for (const key of ['a', 'b', 'c', 'd']) (await sent(key)).ended('refused');
    assert.deepEqual(['under way', 'a', 'b', 'c', 'd'].map(reason), ['under-way', null, null, 'refused', 'refused']);
  });
});
