// When a look beside the ports asked for is taken, and where.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EndpointObservation } from '../../../src/model/observation.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { usualPortsBeside } from '../../../src/probe/usual-ports.ts';
import { readApplicationSettings } from '../../../src/settings/read-settings.ts';
import { dropped, fails, named, plan, refused, silent, works } from '../diagnose/facts.ts';

const beside = (plan: Plan, seen: readonly EndpointObservation[]): string[] =>
  usualPortsBeside(plan, seen).map(({ port, mode, address }) => `${port}/${mode}@${address.at(-1)}`);

const V6 = '2001:db8::1';

describe('the usual ports beside a port asked for by name', () => {
  const asked465 = named(465, 'tls');

  it('refused: the others, each in the mode it is meant for', () =>
    assert.deepEqual(beside(asked465, [fails('465/tls', refused)]), ['25/starttls@0', '587/starttls@0']));

  it('dropped as well, and at each address that took no connection', () =>
    assert.deepEqual(beside(named(2525, 'starttls'), [fails('2525/starttls', dropped), fails(`2525/starttls@${V6}`, refused)]), [
      '25/starttls@0',
      '465/tls@0',
      '587/starttls@0',
      '25/starttls@1',
      '465/tls@1',
      '587/starttls@1',
    ]));

  it('of the protocol that was asked for', () =>
    assert.deepEqual(
      beside(named(143, 'starttls', { protocol: 'imap' }), [fails('143/starttls', refused, { protocol: 'imap' })]),
      ['993/tls@0'],
    ));

  // What could replace the settings of an application is of use whatever is wrong with them.
  const { settings } = readApplicationSettings({ text: 'MAIL_MAILER=smtp\nMAIL_HOST=mail.example.org\n', file: '.env' });
  const application = { file: '.env', settings, traps: [] };

  it('of an application: also where the port took the connection and failed', () =>
    assert.deepEqual(beside({ ...asked465, application }, [fails('465/tls', silent)]), ['25/starttls@0', '587/starttls@0']));

  it('of an application that goes without encryption: also where it works, and STARTTLS on the port itself', () =>
    assert.deepEqual(beside({ ...named(587, 'plain'), application }, [works('587/plain')]), [
      '25/starttls@0',
      '465/tls@0',
      '587/starttls@0',
    ]));

  it('of an application whose settings work: none', () =>
    assert.deepEqual(beside({ ...asked465, application }, [works('465/tls')]), []));

  for (const [name, asked, seen] of [
    ['no port was named', plan(), [fails('465/tls', refused)]],
    ['the port took the connection', asked465, [fails('465/tls', silent)]],
    [
      'something that was asked for works',
      { ...asked465, ports: [465, 2525] },
      [works('465/tls'), fails('2525/starttls', refused)],
    ],
    ['a proxy is between', { ...asked465, proxy: {} as Plan['proxy'] }, [fails('465/tls', refused)]],
    ['time had run out before', asked465, [fails('465/tls', { kind: 'not-tried', stage: 'connect', reason: 'deadline' })]],
  ] as const)
    it(`not where ${name}`, () => assert.deepEqual(beside(asked, seen), []));
});
