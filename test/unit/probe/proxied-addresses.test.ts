import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Plan, ProxyScheme } from '../../../src/model/plan.ts';
import { isResolvedByProxy, proxiedAddresses } from '../../../src/probe/proxied-addresses.ts';

const HOST = 'mail.example.com';
const FOUR = { address: '192.0.2.10', family: 4 } as const;
const SIX = { address: '2001:db8::10', family: 6 } as const;
const route = (scheme: ProxyScheme | null, more: Partial<Plan> = {}) => ({
  proxy: scheme && { scheme, host: 'proxy', port: 1080, user: null, password: null },
  host: HOST,
  literal: 0 as const,
  resolve: new Map<string, readonly string[]>(),
  families: [4, 6] as const,
  ...more,
});

test('the name goes to the proxy, once, whatever is known of it here', () => {
  for (const scheme of ['socks4a', 'socks5h', 'http', 'https'] as const)
    for (const known of [[], [FOUR], [SIX, FOUR]])
      assert.deepEqual(proxiedAddresses(route(scheme), known), [{ address: HOST, family: 4 }]);
  assert.deepEqual(proxiedAddresses(route('socks5h', { families: [6] }), []), [{ address: HOST, family: 6 }]);
});

test('addresses stay addresses without a proxy, for a literal, for --resolve and for SOCKS 4 and 5', () => {
  const resolve = new Map([[HOST, [FOUR.address]]]);
  assert.deepEqual(proxiedAddresses(route(null), [SIX, FOUR]), [SIX, FOUR]);
  assert.deepEqual(proxiedAddresses(route('http', { resolve }), [FOUR]), [FOUR]);
  assert.deepEqual(proxiedAddresses(route('http', { literal: 6, host: SIX.address }), [SIX]), [SIX]);
  assert.deepEqual(proxiedAddresses(route('socks5'), [SIX, FOUR]), [SIX, FOUR]);
  assert.deepEqual(proxiedAddresses(route('socks5'), []), []);
});

test('SOCKS 4 has no IPv6', () => {
  const resolve = new Map([[HOST, []]]);
  assert.deepEqual(proxiedAddresses(route('socks4'), [SIX, FOUR]), [FOUR]);
  assert.deepEqual(proxiedAddresses(route('socks4a', { resolve }), [SIX, FOUR]), [FOUR]);
  assert.deepEqual(proxiedAddresses(route('socks4'), [SIX]), [SIX]);
});

test('names compare without case', () => {
  assert.equal(isResolvedByProxy(route('http', { host: 'MAIL.example.com', resolve: new Map([[HOST, []]]) })), false);
});
