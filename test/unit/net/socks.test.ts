// What is said to a SOCKS proxy, byte by byte: RFC 1928 §3 to §5, RFC 1929 §2, and SOCKS 4 with its extension 4a.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ProxyOptions, ProxyScheme } from '../../../src/model/plan.ts';
import { Secret } from '../../../src/model/secret.ts';
import { socks } from '../../../src/net/proxy/socks.ts';

/** What goes out while these answers come in, each a row of hex; and what it is settled by. */
function talk(scheme: ProxyScheme, host: string, answers: readonly string[], login?: readonly [string, string]): string[] {
  const [user = null, password] = login ?? [];
  const proxy: ProxyOptions = { scheme, host: 'proxy', port: 1080, user, password: password ? new Secret(password) : null };
  const said: string[] = [];
  const dialogue = socks(host, 587, proxy);
  dialogue.begin({
    write: (bytes) => said.push(Buffer.from(bytes).toString('hex')),
    settle: (answer) => said.push(answer === 'granted' ? answer : answer.fault),
  });
  for (const byte of Buffer.from(answers.join(''), 'hex')) dialogue.take(Buffer.of(byte));
  return said;
}

const GRANTED_5 = '05000001c0000201024b';

describe('SOCKS', () => {
  for (const [what, said, expected] of [
    ['4 with an address', talk('socks4', '192.0.2.1', ['005a000000000000']), ['0401024bc000020100', 'granted']],
    ['4 with a user', talk('socks4', '192.0.2.1', [], ['bob', '']), ['0401024bc0000201626f6200']],
    ['4a with a name', talk('socks4a', 'm.test', ['005a000000000000']), ['0401024b00000001006d2e7465737400', 'granted']],
    ['4 without IPv6', talk('socks4', '2001:db8::1', []), ['refused']],
    ['5 with an address', talk('socks5', '192.0.2.1', ['0500', GRANTED_5]), ['050100', '05010001c0000201024b', 'granted']],
    ['5 with a name', talk('socks5h', 'm.test', ['0500', GRANTED_5]), ['050100', '05010003066d2e74657374024b', 'granted']],
    [
      '5 with IPv6, and a grant that names a host',
      talk('socks5', '2001:db8::1', ['0500', '0500000301610000']),
      ['050100', '0501000420010db8000000000000000000000001024b', 'granted'],
    ],
    [
      '5 with an address of IPv4 in IPv6',
      talk('socks5', '::ffff:192.0.2.1', ['0500']),
      ['050100', '0501000400000000000000000000ffffc0000201024b'],
    ],
    ['5 with a zone', talk('socks5', 'fe80::1%eth0', ['0500']), ['050100', '05010004fe800000000000000000000000000001024b']],
    [
      '5 with a login',
      talk('socks5', '192.0.2.1', ['0502', '0100', GRANTED_5], ['bob', 'pw']),
      ['05020002', '0103626f62027077', '05010001c0000201024b', 'granted'],
    ],
    [
      '5 with a login that nobody asks for',
      talk('socks5', '192.0.2.1', ['0500'], ['bob', 'pw']),
      ['05020002', '05010001c0000201024b'],
    ],
    [
      '5 whose login is refused',
      talk('socks5', '192.0.2.1', ['0502', '0101'], ['bob', 'pw']),
      ['05020002', '0103626f62027077', 'auth-required'],
    ],
  ] as const) {
    it(what, () => assert.deepEqual(said, expected));
  }
});
