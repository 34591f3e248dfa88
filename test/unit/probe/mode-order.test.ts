// Which mode of a port waits for the other, and what ends that wait.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import type { Failure } from '../../../src/model/outcome.ts';
import { ModeOrder } from '../../../src/probe/mode-order.ts';
import type { EndpointSpec } from '../../../src/probe/recorder.ts';
import { LIMITS } from '../../../src/request/limits.ts';

const spec = (port: number, mode: EndpointSpec['mode']): EndpointSpec => ({
  protocol: 'smtp',
  address: '192.0.2.1',
  family: 4,
  port,
  mode,
});
const both = (port: number): [EndpointSpec, EndpointSpec] => [spec(port, 'tls'), spec(port, 'starttls')];
const CLOSED: Failure = { kind: 'closed', stage: 'greeting', partial: '' };
const CUT: Failure = {
  kind: 'timeout',
  stage: 'greeting',
  budget: 'patience',
  budgetMs: 150,
  waitedMs: 150,
  siblingMs: 2,
};

/** Whether it is the probe's turn by now. */
async function isDue(order: ModeOrder, one: EndpointSpec): Promise<boolean> {
  let due = false;
  void order.turn(one).then(() => {
    due = true;
  });
  await new Promise((resolve) => process.nextTick(resolve));
  return due;
}

describe('the order of the modes of a port', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  for (const [port, first] of [
    [25, 'starttls'],
    [587, 'starttls'],
    [2525, 'starttls'],
    [143, 'starttls'],
    [110, 'starttls'],
    [465, 'tls'],
    [993, 'tls'],
    [995, 'tls'],
    // Nobody's: listening offends nobody.
    [10025, 'starttls'],
  ] as const) {
    it(`${port}: ${first} first`, async () => {
      const order = new ModeOrder(both(port));
      for (const one of both(port)) assert.equal(await isDue(order, one), one.mode === first, one.mode);
    });
  }

  it('a port asked for in one mode waits for none, nor does plaintext by name', async () => {
    const order = new ModeOrder([spec(587, 'tls'), spec(465, 'starttls'), spec(25, 'plain'), spec(25, 'starttls')]);
    for (const one of [spec(587, 'tls'), spec(465, 'starttls'), spec(25, 'plain')]) assert.ok(await isDue(order, one));
  });

  it('what the port speaks, and that it takes no connection, ends the wait', async () => {
    const order = new ModeOrder([...both(587), ...both(25)]);
    order.settled(spec(587, 'starttls'));
    assert.ok(await isDue(order, spec(587, 'tls')));
    assert.equal(await isDue(order, spec(25, 'tls')), false);
  });

  it('the end of the first ends the wait, however it came', async () => {
    const order = new ModeOrder(both(587));
    order.ended(spec(587, 'starttls'), CLOSED);
    assert.ok(await isDue(order, spec(587, 'tls')));
    assert.equal(order.cutShort(spec(587, 'tls')), null);
  });

  it('a first that was not waited for takes the other with it', async () => {
    const order = new ModeOrder(both(587));
    order.ended(spec(587, 'starttls'), CUT);
    assert.ok(await isDue(order, spec(587, 'tls')));
    assert.equal(order.cutShort(spec(587, 'tls')), CUT);
    assert.equal(order.cutShort(spec(587, 'starttls')), null);
  });

  it('a silent port that is meant to greet hears no ClientHello before the longest usual pause is over', async () => {
    const order = new ModeOrder(both(25));
    order.firstByteAwaited(spec(25, 'starttls'));
    mock.timers.tick(LIMITS.helloPatienceMs - 1);
    assert.equal(await isDue(order, spec(25, 'tls')), false);
    mock.timers.tick(1);
    assert.ok(await isDue(order, spec(25, 'tls')));
  });

  it('a silent TLS port is asked for a greeting soon, for that offends nobody', async () => {
    const order = new ModeOrder(both(465));
    const stop = order.firstByteAwaited(spec(465, 'tls'));
    mock.timers.tick(LIMITS.explainSilenceMs);
    assert.ok(await isDue(order, spec(465, 'starttls')));
    stop();
  });

  it('a wait that is over counts no further', async () => {
    const order = new ModeOrder(both(465));
    order.firstByteAwaited(spec(465, 'tls'))();
    mock.timers.tick(LIMITS.helloPatienceMs);
    assert.equal(await isDue(order, spec(465, 'starttls')), false);
  });
});
