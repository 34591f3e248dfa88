// Connections opened one by one until one is refused: how many, what the one try after it proves, and that there is no other.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConnectionPool } from '../../../src/model/observation.ts';
import type { Failure, Outcome } from '../../../src/model/outcome.ts';
import { openPool } from '../../../src/probe/connection-pool.ts';
import type { ReadyConnection } from '../../../src/probe/ready-connection.ts';

const TOO_MANY: Failure = {
  kind: 'reply',
  stage: 'greeting',
  reply: { code: 421, enhanced: '4.7.0', lines: ['4.7.0 x Error: too many connections from 192.0.2.1'] },
};
const silence: Failure = { kind: 'timeout', stage: 'quit', budget: 'command', budgetMs: 0, waitedMs: 0 };

interface Server {
  /** Taken at once. */
  readonly atOnce?: number;
  /** Taken in all. */
  readonly inAll?: number;
  /** The number of one that the server ends by itself. */
  readonly ends?: number;
  readonly standing?: number;
  /** The user has had enough when so many were opened. */
  readonly brokenOffAt?: number;
}

async function pool(wanted: number, server: Server): Promise<ConnectionPool & { tried: number; open: number; pauses: number }> {
  const { atOnce = 1_000, inAll = 1_000, ends, standing = 0, brokenOffAt = 1_000 } = server;
  const counts = { tried: 0, open: standing, pauses: 0 };
  const open = async (): Promise<Outcome<ReadyConnection>> => {
    counts.tried += 1;
    const number = counts.tried;
    if (counts.open >= atOnce || counts.tried > inAll) return { ok: false, failure: TOO_MANY };
    counts.open += 1;
    const hear = async () => ({ ok: false, failure: number === ends ? { kind: 'closed', stage: 'quit' } : silence }) as const;
    const close = (): void => {
      counts.open -= 1;
    };
    return { ok: true, value: { session: { hear } as unknown as ReadyConnection['session'], readyAtMs: 0, close } };
  };
  const found = await openPool({
    endpoint: '587/starttls@192.0.2.1',
    wanted,
    standing,
    steps: [],
    open,
    pause: async () => {
      counts.pauses += 1;
    },
    isOver: () => (counts.tried >= brokenOffAt ? 'interrupted' : null),
  });
  return { ...found, ...counts };
}

describe('a pool of connections', () => {
  it('is as large as was asked for where none is refused', async () => {
    const { taken, refusal, afterClosing, tried, open, pauses } = await pool(50, {});
    assert.deepEqual([taken, refusal, afterClosing, tried, open, pauses], [50, null, null, 50, 0, 1]);
  });

  it('ends at the first refusal, and one more is taken once all were closed: what is open is limited', async () => {
    const { taken, refusal, afterClosing, tried, open, pauses } = await pool(20, { atOnce: 5 });
    assert.deepEqual([taken, refusal, afterClosing?.isTaken, tried, open, pauses], [5, TOO_MANY, true, 7, 0, 2]);
  });

  it('tries no more than that one where it is refused as well: not only what is open is counted', async () => {
    const { taken, afterClosing, tried, open } = await pool(20, { inAll: 5 });
    assert.deepEqual([taken, afterClosing?.isTaken, afterClosing?.failure, tried, open], [5, false, TOO_MANY, 7, 0]);
  });

  it('says so where not even one is taken', async () => {
    const { taken, refusal, tried } = await pool(20, { inAll: 0 });
    assert.deepEqual([taken, refusal, tried], [0, TOO_MANY, 2]);
  });

  it('counts what the server ended meanwhile', async () => {
    const { taken, lost } = await pool(4, { ends: 2 });
    assert.deepEqual([taken, lost], [4, 1]);
  });

  it('counts the connection of the check that stands there, and leaves it open', async () => {
    const { taken, tried, open } = await pool(20, { atOnce: 5, standing: 1 });
    assert.deepEqual([taken, tried, open], [5, 6, 1]);
  });

  it('is closed at once when the user has had enough, and nothing is concluded from it', async () => {
    const { taken, refusal, afterClosing, brokenOff, open, pauses } = await pool(20, { brokenOffAt: 3 });
    assert.deepEqual([taken, refusal, afterClosing, brokenOff, open, pauses], [3, null, null, 'interrupted', 0, 1]);
  });
});
