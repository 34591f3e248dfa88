// Which endpoints a plan asks for, in the order of the report, and in which order they are started.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Mode, Protocol } from '../../../src/model/protocol.ts';
import { chooseAddresses, endpointsOf, isMeant, loginRank, startOrder } from '../../../src/probe/matrix.ts';
import { idOf } from '../../../src/probe/recorder.ts';
import { makePlan } from '../../support/plan.ts';

const V6 = { address: '2001:db8::1', family: 6 } as const;
const V6_SECOND = { address: '2001:db8::2', family: 6 } as const;
const V4 = { address: '192.0.2.1', family: 4 } as const;
const V4_SECOND = { address: '192.0.2.2', family: 4 } as const;
const ALL = [V6, V4, V6_SECOND, V4_SECOND];

const specOf = (port: number, mode: Mode, protocol: Protocol = 'smtp') => ({ protocol, ...V4, port, mode });

describe('chooseAddresses', () => {
  it('gives the full ladder to the first address of each family', () =>
    assert.deepEqual(chooseAddresses(makePlan(), ALL), { full: [V6, V4], connectOnly: [V6_SECOND, V4_SECOND] }));

  it('gives it to all where all are wanted', () =>
    assert.deepEqual(chooseAddresses(makePlan({ allAddresses: true }), ALL), { full: ALL, connectOnly: [] }));

  it('leaves out a family that is not wanted', () =>
    assert.deepEqual(chooseAddresses(makePlan({ families: [4] }), ALL), { full: [V4], connectOnly: [V4_SECOND] }));
});

describe('endpointsOf', () => {
  it('goes by address, by port and by mode as the plan has them', () => {
    const plan = makePlan({ ports: [587, 25], modes: ['tls', 'starttls'] });
    assert.deepEqual(endpointsOf(plan, [V6, V4]).map(idOf), [
      '587/tls@2001:db8::1',
      '587/starttls@2001:db8::1',
      '25/tls@2001:db8::1',
      '25/starttls@2001:db8::1',
      '587/tls@192.0.2.1',
      '587/starttls@192.0.2.1',
      '25/tls@192.0.2.1',
      '25/starttls@192.0.2.1',
    ]);
  });

  it('has none without an address', () => assert.deepEqual(endpointsOf(makePlan(), []), []));
});

describe('isMeant', () => {
  const rows: readonly [number, Mode, boolean][] = [
    [465, 'tls', true],
    [465, 'starttls', false],
    [587, 'starttls', true],
    [587, 'tls', false],
    [25, 'starttls', true],
    [2525, 'tls', false],
    [2526, 'tls', true],
    [2526, 'starttls', true],
  ];
  for (const [port, mode, expected] of rows)
    it(`${port} in ${mode}: ${expected}`, () => assert.equal(isMeant(specOf(port, mode)), expected));
});

describe('loginRank', () => {
  it('prefers implicit TLS to STARTTLS, submission to relay, and has plaintext last', () => {
    const order = [
      specOf(25, 'plain'),
      specOf(587, 'plain'),
      specOf(25, 'starttls'),
      specOf(587, 'starttls'),
      specOf(587, 'tls'),
      specOf(465, 'tls'),
    ].sort((a, b) => loginRank(a) - loginRank(b));
    assert.deepEqual(
      order.map(({ port, mode }) => `${port} ${mode}`),
      ['465 tls', '587 tls', '587 starttls', '25 starttls', '587 plain', '25 plain'],
    );
  });

  it('knows the ports of the other protocols', () => {
    assert.ok(loginRank(specOf(993, 'tls', 'imap')) < loginRank(specOf(143, 'starttls', 'imap')));
    assert.ok(loginRank(specOf(995, 'tls', 'pop3')) < loginRank(specOf(110, 'starttls', 'pop3')));
  });
});

describe('startOrder', () => {
  it('starts what a port is meant for before what it is not, and takes the families in turn', () => {
    const plan = makePlan({ ports: [465, 587] });
    assert.deepEqual(startOrder(endpointsOf(plan, [V6, V4])).map(idOf), [
      '465/tls@2001:db8::1',
      '465/tls@192.0.2.1',
      '587/starttls@2001:db8::1',
      '587/starttls@192.0.2.1',
      '587/tls@2001:db8::1',
      '587/tls@192.0.2.1',
      '465/starttls@2001:db8::1',
      '465/starttls@192.0.2.1',
    ]);
  });
});
