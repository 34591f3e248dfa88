// What of the lookup goes into the record of DNS, and what may not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DnsFacts, ResolvedAddresses } from '../../../src/net/dns/lookup-question.ts';
import { describeDomain } from '../../../src/probe/domain.ts';

const facts: DnsFacts = {
  cname: ['alias.example'],
  mx: { error: 'no answer' },
  ptr: { '192.0.2.1': [] },
  ptrConfirmed: {},
  srv: [],
  tlsa: {},
  dnsAddresses: ['192.0.2.9'],
  mxHosts: [],
  mtaSts: null,
  tlsRpt: null,
  internalErrors: [],
};
const resolved: ResolvedAddresses = {
  addresses: [
    { address: '192.0.2.1', family: 4 },
    { address: '2001:db8::1', family: 6 },
  ],
  source: 'system',
  durationMs: 3,
  error: null,
  unanswered: [],
};

test('every address keeps its place, with or without a connection', () => {
  const dns = describeDomain({ host: 'mail.example', resolved, facts, ports: new Map([['192.0.2.1', { 465: 'open' }]]) });
  assert.deepEqual(dns.addresses, [
    { address: '192.0.2.1', family: 4, ports: { 465: 'open' } },
    { address: '2001:db8::1', family: 6, ports: {} },
  ]);
  assert.deepEqual([dns.cname, dns.mx], [['alias.example'], { error: 'no answer' }]);
});

test('DNS is set beside the system alone', () => {
  for (const [source, expected] of [
    ['system', ['192.0.2.9']],
    ['dns-server', null],
  ] as const) {
    const dns = describeDomain({ host: 'mail.example', resolved: { ...resolved, source }, facts, ports: new Map() });
    assert.deepEqual(dns.dnsAddresses, expected);
  }
});
