// Which mode of a port waits for the other, and what ends that wait.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import type { Failure } from '../../../src/model/outcome.ts';
import { handshakeLeastMs, listenersFor, ModeOrder } from '../../../src/probe/mode-order.ts';
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

const ignore = (): void => {};

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
      const order = new ModeOrder(both(port), { portsNamed: false });
      for (const one of both(port)) assert.equal(await isDue(order, one), one.mode === first, one.mode);
    });
  }

  it('a port asked for in one mode waits for none, nor does plaintext by name', async () => {
    const order = new ModeOrder([spec(587, 'tls'), spec(465, 'starttls'), spec(25, 'plain'), spec(25, 'starttls')], {
      portsNamed: false,
    });
    for (const one of [spec(587, 'tls'), spec(465, 'starttls'), spec(25, 'plain')]) assert.ok(await isDue(order, one));
  });

  it('TLS alone on a port that is meant to greet gets a listener, which it waits for', async () => {
    const asked = [spec(587, 'tls'), spec(465, 'tls'), spec(10025, 'tls'), ...both(25), spec(143, 'tls'), spec(143, 'plain')];
    const listeners = listenersFor(asked);
    assert.deepEqual(listeners, [spec(587, 'starttls')]);
    const order = new ModeOrder([...asked, ...listeners], { portsNamed: true });
    for (const [port, due] of [
      [587, false],
      [143, false],
      [465, true],
      [10025, true],
    ] as const)
      assert.equal(await isDue(order, spec(port, 'tls')), due, String(port));
  });

  it('what the port speaks, and that it takes no connection, ends the wait', async () => {
    const order = new ModeOrder([...both(587), ...both(25)], { portsNamed: false });
    order.settled(spec(587, 'starttls'));
    assert.ok(await isDue(order, spec(587, 'tls')));
    assert.equal(await isDue(order, spec(25, 'tls')), false);
  });

  it('the end of the first ends the wait, however it came', async () => {
    const order = new ModeOrder(both(587), { portsNamed: false });
    order.ended(spec(587, 'starttls'), CLOSED);
    assert.ok(await isDue(order, spec(587, 'tls')));
    assert.equal(order.cutShort(spec(587, 'tls')), null);
  });

  it('a first that was not waited for takes the other with it', async () => {
    const order = new ModeOrder(both(587), { portsNamed: false });
    order.ended(spec(587, 'starttls'), CUT);
    assert.ok(await isDue(order, spec(587, 'tls')));
    assert.equal(order.cutShort(spec(587, 'tls')), CUT);
    assert.equal(order.cutShort(spec(587, 'starttls')), null);
  });

  it("a first that was not waited for takes nothing with it where its port was named, or is nobody's", async () => {
    for (const [port, portsNamed] of [
      [587, true],
      [10025, false],
    ] as const) {
      const order = new ModeOrder(both(port), { portsNamed });
      order.ended(spec(port, 'starttls'), CUT);
      assert.equal(order.cutShort(spec(port, 'tls')), null);
    }
  });

  for (const [port, others, waitedMs] of [
    [587, [], LIMITS.helloPatienceMs],
    [587, [143], LIMITS.greetingPauseMs],
    [25, [], LIMITS.greetingPauseMs],
    [10025, [], LIMITS.unassignedPatienceMs],
  ] as const) {
    it(`${port}, silent${others.length > 0 ? ` beside ${others}` : ''}, hears a ClientHello after ${waitedMs} ms`, async () => {
      const order = new ModeOrder([port, ...others].flatMap(both), { portsNamed: false });
      const now = performance.now();
      const clock = mock.method(performance, 'now', () => now);
      for (const one of [port, ...others]) order.firstByteAwaited(spec(one, 'starttls'), ignore);
      clock.mock.mockImplementation(() => now + waitedMs - 1);
      mock.timers.tick(waitedMs - 1);
      assert.equal(await isDue(order, spec(port, 'tls')), false);
      clock.mock.mockImplementation(() => now + waitedMs + 1);
      mock.timers.tick(2);
      clock.mock.restore();
      assert.ok(await isDue(order, spec(port, 'tls')));
    });
  }

  it('a silent TLS port is asked for a greeting soon, for that offends nobody', async () => {
    const order = new ModeOrder(both(465), { portsNamed: false });
    const stop = order.firstByteAwaited(spec(465, 'tls'), ignore);
    mock.timers.tick(LIMITS.explainSilenceMs);
    assert.ok(await isDue(order, spec(465, 'starttls')));
    stop();
  });

  it('a port that nobody assigned makes room where the other mode gets no connection beside it', () => {
    for (const isFollowed of [true, false]) {
      const order = new ModeOrder(both(10025), { portsNamed: true });
      const aborted: Failure[] = [];
      order.firstByteAwaited(spec(10025, 'starttls'), (failure) => aborted.push(failure));
      if (isFollowed) order.begun(spec(10025, 'tls'));
      mock.timers.tick(LIMITS.explainSilenceMs);
      assert.equal(aborted.length, isFollowed ? 0 : 1);
    }
  });

  it('a wait that is over counts no further', async () => {
    const order = new ModeOrder(both(465), { portsNamed: false });
    order.firstByteAwaited(spec(465, 'tls'), ignore)();
    mock.timers.tick(LIMITS.greetingPauseMs);
    assert.equal(await isDue(order, spec(465, 'starttls')), false);
  });
});

it('a silent handshake is left alone where TLS is what the port is for, and where nobody assigned it', () => {
  for (const port of [465, 993, 995]) assert.equal(handshakeLeastMs(port), LIMITS.handshakePatienceMs);
  assert.equal(handshakeLeastMs(10025), LIMITS.explainSilenceMs);
  for (const port of [25, 587, 143, 110]) assert.equal(handshakeLeastMs(port), 0);
});
