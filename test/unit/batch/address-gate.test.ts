// Who is let through to an address, and when: limits are never passed, nobody is forgotten, nobody overtakes.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AddressGate, type GateLimits, type Permit } from '../../../src/batch/address-gate.ts';

const gateOf = (limits: Partial<GateLimits> = {}) => new AddressGate({ inAll: 100, perAddress: 2, perSecond: null, ...limits });

/** What has been let in so far, in order. */
function visitors(gate: AddressGate) {
  const inside = new Map<string, Permit | null>();
  return {
    enter(name: string, addresses: readonly string[], isAlone = false) {
      void gate.enter(addresses, isAlone).then((permit) => inside.set(name, permit));
    },
    async leave(name: string) {
      inside.get(name)?.leave();
      await settle();
    },
    permit: (name: string) => inside.get(name),
    names: () => [...inside.keys()].join(''),
  };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('address gate', () => {
  it('lets so many in to one address, and the next when one leaves', async () => {
    const gate = gateOf();
    const { enter, leave, names } = visitors(gate);
    for (const name of 'abcd') enter(name, ['x']);
    enter('e', ['y']);
    await settle();
    assert.equal(names(), 'abe');
    assert.equal(gate.waitingForAddress, 2);
    await leave('a');
    assert.equal(names(), 'abec');
    await leave('b');
    await leave('c');
    assert.equal(names(), 'abecd');
    assert.equal(gate.waitingForAddress, 0);
  });

  it('wants room at every address', async () => {
    const { enter, leave, names } = visitors(gateOf({ perAddress: 1 }));
    enter('a', ['x']);
    enter('b', ['y']);
    enter('c', ['x', 'y']);
    enter('d', ['y']);
    await settle();
    assert.equal(names(), 'ab');
    await leave('a');
    assert.equal(names(), 'ab');
    await leave('b');
    // d stood in line at y before c came there.
    assert.equal(names(), 'abd');
    await leave('d');
    assert.equal(names(), 'abdc');
  });

  it('lets so many in at all, without counting them as waiting for an address', async () => {
    const gate = gateOf({ inAll: 2 });
    const { enter, leave, names } = visitors(gate);
    for (const name of 'abc') enter(name, [name]);
    await settle();
    assert.equal(names(), 'ab');
    assert.equal(gate.waitingForAddress, 0);
    await leave('b');
    assert.equal(names(), 'abc');
  });

  it('lets one in alone, and nobody past it meanwhile', async () => {
    const { enter, leave, names } = visitors(gateOf());
    enter('a', ['x']);
    await settle();
    enter('B', ['x'], true);
    enter('c', ['x']);
    await settle();
    assert.equal(names(), 'a');
    await leave('a');
    assert.equal(names(), 'aB');
    await leave('B');
    assert.equal(names(), 'aBc');
  });

  it('knows who was not alone', async () => {
    const { enter, leave, permit } = visitors(gateOf());
    enter('a', ['x']);
    await settle();
    assert.equal(await permit('a')?.wasShared(), false);
    enter('b', ['x']);
    await settle();
    await leave('b');
    assert.equal(await permit('a')?.wasShared(), true, 'b came while a was there');
    enter('c', ['x']);
    await settle();
    assert.equal(await permit('c')?.wasShared(), true, 'a was there when c came');
    enter('d', ['y']);
    await settle();
    assert.equal(await permit('d')?.wasShared(), false);
  });

  it('gives a permit back once', async () => {
    const { enter, leave, names } = visitors(gateOf({ perAddress: 1 }));
    for (const name of 'abc') enter(name, ['x']);
    await settle();
    await leave('a');
    await leave('a');
    assert.equal(names(), 'ab');
  });

  it('holds a rate for each address', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    let now = 1_000;
    context.mock.method(performance, 'now', () => now);
    const { enter, leave, names } = visitors(gateOf({ perSecond: 10 }));
    for (const name of 'ab') enter(name, ['x']);
    enter('c', ['y']);
    await settle();
    assert.equal(names(), 'ac');
    await leave('a');
    assert.equal(names(), 'ac', 'that there is room again does not matter');
    now += 100;
    context.mock.timers.tick(100);
    await settle();
    assert.equal(names(), 'acb');
  });

  it('lets nobody in once it is closed', async () => {
    const gate = gateOf({ perAddress: 1, inAll: 2 });
    const { enter, leave, permit } = visitors(gate);
    enter('a', ['x']);
    enter('b', ['x']);
    enter('c', ['y']);
    enter('d', ['z']);
    await settle();
    gate.close();
    await settle();
    enter('e', ['v']);
    await settle();
    assert.deepEqual([permit('b'), permit('d'), permit('e')], [null, null, null]);
    await leave('a');
    assert.equal(gate.waitingForAddress, 0);
  });
});
