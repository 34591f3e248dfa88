// How long idle connections live, and who ends them, in a time of the tests' own: what the number is, what is proven of it, and
// how little is said meanwhile.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BusyConnection } from '../../../src/probe/busy-connection.ts';
import { type HoldResult, holdIdle } from '../../../src/probe/idle-hold.ts';
import { silencesUpTo } from '../../../src/request/limits.ts';
import { type Fate, VirtualClock, VirtualPeer } from './virtual-peer.ts';

const MINUTE = 60_000;
/** The least that any server limits commands without mail to: Exim's smtp_accept_max_nonmail. */
const MOST_COMMANDS = 10;

interface Held extends HoldResult {
  readonly first: VirtualPeer;
  readonly others: readonly VirtualPeer[];
}

/** `second`: where it is not like the first; null: the server takes no second one. */
async function hold(holdMs: number, fate: Fate, second: Fate | null = fate, secondLateMs = 40): Promise<Held> {
  const clock = new VirtualClock();
  const others: VirtualPeer[] = [];
  const silencesMs = silencesUpTo(holdMs);
  const open = async (): Promise<VirtualPeer | null> => {
    await clock.sleep(secondLateMs, new Promise(() => {}));
    if (second === null) return null;
    const peer = new VirtualPeer(clock, second);
    others.push(peer);
    return peer;
  };
  const busy = new BusyConnection(open, (silencesMs[0] ?? 0) / 3, clock);
  const first = new VirtualPeer(clock, fate);
  const work = async (): Promise<HoldResult> => {
    const starting = busy.start();
    const result = await holdIdle({ line: first, readyAtMs: first.readyAtMs, busy, silencesMs, clock });
    await starting;
    await busy.close();
    return result;
  };
  return { ...(await clock.run(work())), first, others };
}

describe('an idle connection that the server ends', () => {
  for (const seconds of [1, 5, 10, 12, 15, 29.5, 30, 31, 45, 60, 100, 180, 300, 600]) {
    for (const how of ['told', 'closed', 'reset'] as const) {
      it(`after ${seconds} s, ${how}: the moment is seen`, async () => {
        const { end, busy } = await hold(10 * MINUTE, { idleMs: seconds * 1_000, how });
        assert.deepEqual([end?.how, end?.silentMs, end?.isNoticedLate], [how, seconds * 1_000, false]);
        assert.deepEqual([busy?.status, busy?.endedAtSameAge, busy?.endedAfterSameSilence ?? true], ['answered', false, true]);
      });
    }
  }

  it('is told from one whose age is limited, which ends what is in use, too', async () => {
    for (const seconds of [7, 45, 178, 179, 180, 181, 400, 900]) {
      for (const lateMs of [0, 40, 900]) {
        const fate: Fate = { ageMs: seconds * 1_000, how: 'closed' };
        const { end, busy } = await hold(10 * MINUTE, fate, fate, lateMs);
        const isOfAge = busy?.endedAtSameAge || busy?.endedAfterSameSilence === false;
        const where = `${seconds} s, ${lateMs} ms: ${JSON.stringify([end, busy])}`;
        assert.deepEqual([end?.how, end?.ageMs, isOfAge], ['closed', seconds * 1_000, true], where);
      }
    }
  });

  it('is no less certain where one in use is ended sooner, as before a login', async () => {
    const { end, busy, others } = await hold(10 * MINUTE, { idleMs: 10 * MINUTE - 5_000 }, { ageMs: 3 * MINUTE });
    assert.deepEqual([end?.how, end?.silentMs, busy?.endedAtSameAge], ['told', 10 * MINUTE - 5_000, false]);
    assert.ok(others.length <= 4, `${others.length} connections in use, one after the other`);
  });
});

describe('an idle connection that is lost on the way', () => {
  for (const seconds of [5, 12, 45, 100, 240, 350, 599]) {
    for (const whenForgotten of ['lost', 'reset'] as const) {
      it(`after ${seconds} s, ${whenForgotten}: lies between two silences, and one in use is answered`, async () => {
        const { end, survivedMs, busy } = await hold(10 * MINUTE, { forgottenMs: seconds * 1_000, whenForgotten });
        assert.deepEqual([end?.how, end?.isNoticedLate], [whenForgotten === 'reset' ? 'reset' : 'unanswered', true]);
        assert.ok((survivedMs.at(-1) ?? 0) <= seconds * 1_000 && (end?.silentMs ?? 0) > seconds * 1_000, `${survivedMs}`);
        assert.equal(busy?.status, 'answered');
      });
    }
  }

  it('is lost also where the server ends it later, unheard', async () => {
    const { end, busy } = await hold(MINUTE, { forgottenMs: 12_000, idleMs: 20_000 });
    assert.deepEqual([end?.how, end?.isNoticedLate, busy?.status], ['unanswered', true, 'answered']);
  });

  it('is told from a way that is down, over which one in use is not answered either', async () => {
    const { end, busy } = await hold(2 * MINUTE, { outageAtMs: 60_000 });
    assert.equal(end?.how, 'unanswered');
    assert.notEqual(busy?.status, 'answered');
  });

  it('is not claimed where no second connection was to be had', async () => {
    const { end, busy } = await hold(MINUTE, { forgottenMs: 12_000 }, null);
    assert.deepEqual([end?.how, busy?.status], ['unanswered', 'none']);
  });
});

describe('an idle connection that nothing ends', () => {
  it('survives all silences, each longer than the last', async () => {
    const { end, survivedMs, busy, first } = await hold(10 * MINUTE, {});
    assert.equal(end, null);
    assert.deepEqual(survivedMs, [11_000, 31_000, 61_000, 121_000, 301_000, 601_000]);
    assert.equal(busy?.status, 'answered');
    assert.equal(first.commandsAtMs.length, 6);
  });

  it('says what is known when the user has had enough', async () => {
    const { end, survivedMs, brokenOffMs, others } = await hold(10 * MINUTE, { brokenOffAtMs: 60_000 });
    assert.deepEqual([end, survivedMs, brokenOffMs], [null, [11_000, 31_000], 18_000]);
    assert.ok(others.every(({ isClosed }) => isClosed));
  });
});

describe('what is said meanwhile', () => {
  it('is so little that no server minds, in an hour and a half', async () => {
    const { first, others } = await hold(60 * MINUTE, {});
    for (const { commandsAtMs } of [first, ...others]) assert.ok(commandsAtMs.length < MOST_COMMANDS, `${commandsAtMs}`);
    assert.ok(others.length <= 4);
    assert.ok(others.every(({ isClosed }) => isClosed));
  });

  it('keeps the second in use: it is never silent for as long as the first was when it ended', async () => {
    for (const seconds of [4, 12, 45, 100, 240]) {
      const { others } = await hold(10 * MINUTE, { idleMs: seconds * 1_000 });
      assert.equal(others.length <= 2, true);
      for (const { commandsAtMs, readyAtMs } of others) {
        const gaps = commandsAtMs.map((atMs, at) => atMs - (commandsAtMs[at - 1] ?? readyAtMs));
        assert.ok(Math.max(...gaps) < seconds * 1_000, `${seconds} s: ${gaps}`);
      }
    }
  });
});
