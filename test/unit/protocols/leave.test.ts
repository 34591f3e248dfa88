// Taking leave after a login: what was said unasked is told from the answer, however soon that comes.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Failure, Outcome } from '../../../src/model/outcome.ts';
import type { Reply } from '../../../src/model/reply.ts';
import { endedUnasked, hearLeaving, NO_WORD } from '../../../src/protocols/leave.ts';

const SILENCE: Failure = { kind: 'timeout', stage: 'quit', budget: 'command', budgetMs: 25, waitedMs: 25 };
const CLOSED: Failure = { kind: 'closed', stage: 'quit' };
const BYE: Reply = { code: 421, enhanced: null, lines: ['4.3.2 shutting down'] };

const fails = (failure: Failure): Outcome<Reply> => ({ ok: false, failure });
const says = (value: Reply): Outcome<Reply> => ({ ok: true, value });

/** What came of it, and what happened in which order. */
async function leave(heard: readonly Outcome<Reply>[]): Promise<{ unasked: boolean; ended: Reply | null; order: string[] }> {
  const order: string[] = [];
  const rest = [...heard];
  const leaving = await hearLeaving(
    { writeLine: (line) => order.push(line) },
    'QUIT',
    { ms: 1000, onAsked: () => order.push('asked') },
    async (ms) => {
      order.push(ms === 1000 ? 'answer' : 'listen');
      return rest.shift() ?? fails(SILENCE);
    },
  );
  return { unasked: leaving.isUnasked, ended: endedUnasked(leaving), order };
}

describe('taking leave', () => {
  it('a reply that nobody asked for is no answer, and QUIT is said all the same', async () => {
    assert.deepEqual(await leave([says(BYE)]), { unasked: true, ended: null, order: ['listen', 'QUIT'] });
  });
  it('the same reply to QUIT is one', async () => {
    const order = ['listen', 'QUIT', 'asked', 'answer'];
    assert.deepEqual(await leave([fails(SILENCE), says(BYE)]), { unasked: false, ended: null, order });
  });
  it('a close that nobody asked for is told, and nothing is said to who is gone', async () => {
    assert.deepEqual(await leave([fails(CLOSED)]), { unasked: true, ended: NO_WORD, order: ['listen'] });
  });
  it('a close in place of an answer is none of a fault, however soon it comes', async () => {
    const order = ['listen', 'QUIT', 'asked', 'answer'];
    assert.deepEqual(await leave([fails(SILENCE), fails(CLOSED)]), { unasked: false, ended: null, order });
  });
  it('silence is no end', async () => {
    const { unasked, ended } = await leave([]);
    assert.deepEqual([unasked, ended], [false, null]);
  });
});
