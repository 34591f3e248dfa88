// A port in an advice is one that was seen to work: a server that stands on odd ports alone, or on one that speaks and then fails,
// sends nobody to 465 or 587 by habit.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FAMILIES } from '../../src/clients/families/index.ts';
import type { ServerFacts } from '../../src/clients/server-facts.ts';
import { diagnose } from '../../src/diagnose/diagnose.ts';
import type { ClientMode, ClientView } from '../../src/model/application-settings.ts';
import type { EndpointObservation } from '../../src/model/observation.ts';
import { readApplicationSettings } from '../../src/settings/read-settings.ts';
import { login, port, server, viewOf } from '../unit/clients/facts.ts';
import { fails, named, observations, refused, works, wrongVersion } from '../unit/diagnose/facts.ts';

const onOdd = (speaks: 'tls' | 'greeting'): ReturnType<typeof port> => ({ ...port(speaks === 'tls' ? 465 : 587), port: 2465 });
const broken = { tls: null, certificate: null };

/** The ports in each that a client can be sent to. */
const SERVERS: readonly (readonly [name: string, facts: ServerFacts, at: number, working: readonly number[]])[] = [
  ['TLS on an odd port alone', server([onOdd('tls')]), 2465, [2465]],
  ['STARTTLS on an odd port alone', server([onOdd('greeting')]), 2465, [2465]],
  ['an odd port, and 465 whose handshake fails', server([onOdd('greeting'), port(465, broken)]), 2465, [2465]],
  [
    'an odd port, and 587 without STARTTLS',
    server([onOdd('tls'), port(587, { startTls: 'not-offered', ...broken })]),
    2465,
    [2465],
  ],
  [
    'an odd port, and 587 that refuses STARTTLS',
    server([onOdd('tls'), port(587, { startTls: 'refused', ...broken })]),
    2465,
    [2465],
  ],
  ['465 alone', server([port(465)]), 465, [465]],
  ['587 alone, whose STARTTLS is refused', server([port(587, { startTls: 'refused', ...broken })]), 587, []],
  ['587 alone, whose AUTH is bare', server([port(587, { login: { plaintext: login(), tls: login() } })]), 587, [587]],
];
const MODES: readonly ClientMode[] = ['tls', 'starttls', 'starttls-if-offered', 'plain', 'auto'];

const portsIn = ({ change, setting }: ClientView): number[] =>
  [...`${change ?? ''} ${setting?.written ?? ''}`.matchAll(/\bport (\d+)/g)].map(([, digits]) => Number(digits));

describe('a port in an advice', () => {
  for (const [name, facts, at, working] of SERVERS) {
    it(`${name}: is one that was seen to work`, () => {
      for (const { id, protocols } of FAMILIES) {
        if (!protocols.includes('smtp')) continue;
        const views = [viewOf(id, facts), ...MODES.map((mode) => viewOf(id, facts, { port: at, mode, written: mode }))];
        for (const view of views)
          for (const one of portsIn(view)) assert.ok(working.includes(one), `${id}: ${JSON.stringify(view, null, 1)}`);
      }
    });
  }

  it('is given where one works', () => {
    const facts = server([onOdd('tls'), port(587)]);
    assert.equal(viewOf('gomail', facts, { port: 2465, mode: 'starttls' }).change, 'port 587');
  });

  it('is not the way of a client that has TLS from the first byte on one port alone', () => {
    const view = viewOf('gomail', server([onOdd('tls')]), { port: 2465, mode: 'starttls' });
    assert.equal(view.change, null);
    assert.match(view.why ?? '', /TLS from the first byte on port 465 alone/);
    assert.match(view.serverChange ?? '', /STARTTLS/);
    assert.equal(viewOf('gomail', server([onOdd('tls')])).verdict, 'fails');
  });
});

describe('the fix of a mode that does not go with its port', () => {
  const text = '[mailer]\nPROTOCOL = smtps\nSMTP_PORT = 587\nSMTP_ADDR = mail.example.org\n';
  const { settings, traps, file } = readApplicationSettings({ text, file: 'app.ini' });

  function fixWhere(...beside: readonly EndpointObservation[]): string {
    const plan = { ...named(587, 'tls'), application: { file, settings, traps } };
    const seen = observations([fails('587/tls', wrongVersion)], { auxiliary: beside });
    return diagnose(plan, seen).findings.find(({ id }) => id === 'config-mismatch')?.fix ?? '';
  }

  it('names the way that was seen to work, and no other', () => {
    assert.match(fixWhere(works('587/starttls'), fails('465/tls', refused)), /^Port 587 with STARTTLS \(mailer\.PROTOCOL=/);
    assert.doesNotMatch(fixWhere(works('587/starttls'), fails('465/tls', refused)), /465/);
    assert.equal(fixWhere(fails('587/starttls', refused), works('465/tls')), 'Port 465 goes with SSL/TLS.');
    assert.equal(
      fixWhere(fails('587/starttls', refused), fails('465/tls', refused), works('2525/starttls')),
      'Use port 2525 with STARTTLS, which was seen to work.',
    );
    assert.match(fixWhere(fails('587/starttls', refused), fails('465/tls', refused)), /^Ask whoever runs mail\.example\.org/);
  });

  it('says what goes together as long as nothing was seen of it', () => {
    assert.match(fixWhere(), /^Port 465 goes with SSL\/TLS; port 587 with STARTTLS/);
  });
});
