// Handing out: never more than allowed at once, no faster than results are taken, over several workers, to the end.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AddressGate } from '../../../src/batch/address-gate.ts';
import type { CheckWorker, Finished } from '../../../src/batch/check-worker.ts';
import { Dispatcher, type DispatchPlan } from '../../../src/batch/dispatcher.ts';
import type { Entry } from '../../../src/batch/entry.ts';

const FINISHED: Finished = {
  text: '',
  verdict: 'ok',
  gravest: null,
  isBadTarget: false,
  isInternal: false,
  isInterrupted: false,
  login: 'unsent',
};

class TestLane implements CheckWorker {
  readonly begun: number[] = [];
  readonly #open = new Map<number, (finished: Finished | null) => void>();
  most = 0;
  isClosed = false;

  get load(): number {
    return this.#open.size;
  }
  check({ line }: Entry): Promise<Finished | null> {
    this.begun.push(line);
    return new Promise((resolve) => {
      this.#open.set(line, resolve);
      this.most = Math.max(this.most, this.#open.size);
    });
  }
  finish(line: number): void {
    this.#open.get(line)?.(FINISHED);
    this.#open.delete(line);
  }
  interrupt(): void {
    for (const resolve of this.#open.values()) resolve({ ...FINISHED, isInterrupted: true });
    this.#open.clear();
  }
  async close(): Promise<void> {
    this.isClosed = true;
  }
}

async function* entries(count: number): AsyncGenerator<Entry> {
  for (let line = 1; line <= count; line += 1) yield { line, text: `host${line}`, refusal: null };
}
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

function setUp(plan: Partial<DispatchPlan> = {}) {
  const own = new TestLane();
  const delivered: number[] = [];
  const gate = new AddressGate({ inAll: 100, perAddress: 100, perSecond: null });
  const dispatcher = new Dispatcher({
    concurrency: 3,
    gate,
    own,
    further: [],
    furtherAfter: 5,
    deliver: async (_finished, { line }) => {
      delivered.push(line);
    },
    ...plan,
  });
  return { own, delivered, dispatcher };
}

describe('dispatcher', () => {
  it('keeps so many under way, and ends with the last', async () => {
    const { own, delivered, dispatcher } = setUp();
    let isOver = false;
    const run = dispatcher.run(entries(5)).then(() => {
      isOver = true;
    });
    await settle();
    assert.deepEqual(own.begun, [1, 2, 3]);
    own.finish(2);
    await settle();
    assert.deepEqual([own.begun.length, delivered], [4, [2]]);
    for (const line of [1, 3, 4]) own.finish(line);
    await settle();
    assert.equal(isOver, false);
    own.finish(5);
    await run;
    assert.deepEqual([own.most, own.isClosed, delivered.length], [3, true, 5]);
  });

  it('waits until a result is taken', async () => {
    let take = (): void => {};
    const { own, dispatcher } = setUp({
      concurrency: 1,
      deliver: () =>
        new Promise((resolve) => {
          take = resolve;
        }),
    });
    const run = dispatcher.run(entries(2));
    await settle();
    own.finish(1);
    await settle();
    assert.deepEqual(own.begun, [1]);
    take();
    await settle();
    assert.deepEqual(own.begun, [1, 2]);
    own.finish(2);
    await settle();
    take();
    await run;
  });

  it('brings up further workers for a long list alone, and spreads over them', async () => {
    const more: TestLane[] = [];
    const further = [
      () => {
        const worker = new TestLane();
        more.push(worker);
        return worker;
      },
    ];
    const { own, dispatcher } = setUp({ concurrency: 8, further });
    const run = dispatcher.run(entries(8));
    await settle();
    assert.equal(more.length, 1);
    assert.deepEqual([own.begun.length, more[0]?.begun.length], [4, 4]);
    for (let line = 1; line <= 8; line += 1) for (const worker of [own, ...more]) worker.finish(line);
    await run;
    assert.equal(more[0]?.isClosed, true);

    const short = setUp({ concurrency: 8, further });
    const shortRun = short.dispatcher.run(entries(4));
    await settle();
    for (let line = 1; line <= 4; line += 1) short.own.finish(line);
    await shortRun;
    assert.equal(more.length, 1);
  });

  it('delivers what was found when it is stopped, though the list goes on', async () => {
    const { delivered, dispatcher } = setUp();
    async function* endless(): AsyncGenerator<Entry> {
      yield* entries(2);
      await new Promise(() => {});
    }
    const run = dispatcher.run(endless());
    await settle();
    dispatcher.stop();
    await run;
    assert.deepEqual(delivered, [1, 2]);
  });

  it('ends with the fault of a worker, when the others are done', async () => {
    const { own, dispatcher } = setUp();
    own.check = () => Promise.reject(new Error('broken'));
    await assert.rejects(dispatcher.run(entries(10)), /broken/);
    assert.equal(own.isClosed, true);
  });

  it('ends with the fault of the list', async () => {
    const { dispatcher } = setUp();
    async function* broken(): AsyncGenerator<Entry> {
      yield* entries(1);
      throw new Error('disk');
    }
    await assert.rejects(dispatcher.run(broken()), /disk/);
  });
});
