// How DNS writes names and addresses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalIpv6, isAskableName, isHostName, isLocalName, reverseName } from '../../../../src/net/dns/names.ts';

const reversed: [string, string][] = [
  ['192.0.2.10', '10.2.0.192.in-addr.arpa'],
  ['::1', `${'1.'}${'0.'.repeat(31)}ip6.arpa`],
  ['2001:db8::567:89ab', 'b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa'],
  ['fe80::1%eth0', '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.e.f.ip6.arpa'],
  ['::ffff:192.0.2.1', '1.0.2.0.0.0.0.c.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa'],
];
for (const [address, name] of reversed) test(`reverse of ${address}`, () => assert.equal(reverseName(address), name));

test('one form of an IPv6 address', () => {
  assert.equal(canonicalIpv6('2001:DB8:0:0:0:0:0:1'), '2001:db8::1');
  assert.equal(canonicalIpv6('192.0.2.1'), '192.0.2.1');
  assert.equal(canonicalIpv6('fe80::1%eth0'), 'fe80::1%eth0');
});

test('names of this network only', () => {
  for (const name of ['localhost', 'mail', 'mail.local', 'a.localhost', 'MAIL.LOCAL.'])
    assert.equal(isLocalName(name), true, name);
  for (const name of ['mail.example', 'local.example']) assert.equal(isLocalName(name), false, name);
});

test('names that can be asked for', () => {
  for (const name of ['a', 'a.example.', '_25._tcp.mx.example', 'a'.repeat(63)]) assert.equal(isAskableName(name), true, name);
  for (const name of ['', '.', 'a..b', 'a'.repeat(64), `${'abcdefg.'.repeat(32)}x`])
    assert.equal(isAskableName(name), false, name);
});

test('names that can be hosts', () => {
  for (const name of ['mail.example', 'MX_1.example', 'a']) assert.equal(isHostName(name), true, name);
  for (const name of ['.', '', 'a b.example', 'mx\\x1b[2J.example', 'müller.example'])
    assert.equal(isHostName(name), false, name);
});
