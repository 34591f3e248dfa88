// The stub resolver against a server that lies, loses, refuses and truncates.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { Deadline, type Ending } from '../../../../src/net/deadline.ts';
import { DnsClient, type DnsServer } from '../../../../src/net/dns/client.ts';
import type { RecordType } from '../../../../src/net/dns/message.ts';
import { startDnsServer, type TestDnsServer, type Zone } from '../../../support/dns-server.ts';

const manyAddresses = Array.from({ length: 500 }, (_, index) => `192.0.${index >> 8}.${index & 255}`);

const zone: Zone = {
  'plain.example': {
    A: ['192.0.2.1', '192.0.2.2'],
    AAAA: ['2001:db8:0:0:0:0:0:1'],
    MX: [
      [20, 'b.example'],
      [10, 'a.example'],
    ],
  },
  'alias.example': { CNAME: 'Middle.example' },
  'middle.example': { CNAME: 'plain.example' },
  'dangling.example': { CNAME: 'gone.example' },
  'loop-a.example': { CNAME: 'loop-b.example' },
  'loop-b.example': { CNAME: 'loop-a.example' },
  'text.example': { TXT: ['x'.repeat(3000)] },
  'escape.example': { TXT: ['evil \u001b[2J'], PTR: ['a\u001b]0;owned.example'] },
  'failing.example': { rcode: 'SERVFAIL' },
  'refused.example': { rcode: 'REFUSED' },
  'notimp.example': { rcode: 'NOTIMP' },
  'silent.example': { silent: true },
  'many.example': { A: manyAddresses },
  'truncated.example': { A: ['192.0.2.3'], truncate: true },
  'wrong-id.example': { A: ['192.0.2.4'], ahead: 'wrong-id' },
  'wrong-question.example': { A: ['192.0.2.4'], ahead: 'wrong-question' },
  'garbage.example': { A: ['192.0.2.4'], ahead: 'garbage' },
  'only-garbage.example': { instead: 'garbage' },
  'foreign.example': { instead: 'foreign-record' },
  'referral.example': { instead: 'referral' },
  'old.example': { A: ['192.0.2.5'], refusesEdns: true },
  'lossy.example': { A: ['192.0.2.6'], lose: 1 },
  '_25._tcp.mx.example': { TLSA: [[3, 1, 1, 'ab'.repeat(32)]], authentic: true },
  '_465._tcp.mx.example': { TLSA: [[3, 1, 1, 'ab'.repeat(32)]] },
  '_submissions._tcp.plain.example': { SRV: [[0, 5, 465, 'mail.plain.example']] },
  'nowhere.example': { MX: [[0, '.']] },
};

let server: TestDnsServer;
before(async () => {
  server = await startDnsServer(zone);
});
after(() => server.close());

/** For an answer that has to come, on the slowest machine. */
const AMPLE_MS = 60_000;
/** For one that does not, once what else was said is in. */
const SHORT_MS = 1_500;

const never: Ending = { isOver: false, onOver: () => () => {} };

async function ask(name: string, type: RecordType, options = {}, limitMs = AMPLE_MS, servers: readonly DnsServer[] = [server]) {
  const client = new DnsClient(servers, never, limitMs);
  try {
    return await client.query(name, type, options);
  } finally {
    client.close();
  }
}

const found: [name: string, type: RecordType, records: readonly unknown[], aliases?: readonly string[]][] = [
  ['plain.example', 'A', ['192.0.2.1', '192.0.2.2']],
  ['PLAIN.example.', 'A', ['192.0.2.1', '192.0.2.2']],
  ['plain.example', 'AAAA', ['2001:db8::1']],
  [
    'plain.example',
    'MX',
    [
      { preference: 20, exchange: 'b.example' },
      { preference: 10, exchange: 'a.example' },
    ],
  ],
  ['nowhere.example', 'MX', [{ preference: 0, exchange: '.' }]],
  ['alias.example', 'A', ['192.0.2.1', '192.0.2.2'], ['Middle.example', 'plain.example']],
  ['_submissions._tcp.plain.example', 'SRV', [{ priority: 0, weight: 5, port: 465, target: 'mail.plain.example' }]],
  ['text.example', 'TXT', ['x'.repeat(3000)]],
  ['escape.example', 'TXT', ['evil \\x1b[2J']],
  ['escape.example', 'PTR', ['a\\x1b]0;owned.example']],
  ['truncated.example', 'A', ['192.0.2.3']],
  ['many.example', 'A', manyAddresses],
  ['wrong-id.example', 'A', ['192.0.2.4']],
  ['wrong-question.example', 'A', ['192.0.2.4']],
  ['garbage.example', 'A', ['192.0.2.4']],
  ['old.example', 'A', ['192.0.2.5']],
  ['lossy.example', 'A', ['192.0.2.6']],
];
for (const [name, type, records, aliases = []] of found) {
  test(`${type} ${name} is found`, async () => {
    const answer = await ask(name, type);
    assert.equal(answer.status, 'found');
    assert.deepEqual([...answer.records], records);
    assert.deepEqual([...answer.aliases], aliases);
    assert.equal(answer.error, null);
  });
}

const missing: [name: string, type: RecordType, status: string, error: string | null, systemCode: string | null][] = [
  ['absent.example', 'A', 'no-name', null, null],
  ['plain.example', 'TXT', 'no-data', null, null],
  ['alias.example', 'TXT', 'no-data', null, null],
  ['dangling.example', 'A', 'no-name', null, null],
  ['foreign.example', 'A', 'no-data', null, null],
  ['loop-a.example', 'A', 'failed', 'alias loop', 'EBADRESP'],
  ['failing.example', 'A', 'failed', 'SERVFAIL', 'ESERVFAIL'],
  ['refused.example', 'A', 'failed', 'REFUSED', 'EREFUSED'],
  ['notimp.example', 'A', 'failed', 'NOTIMP', 'ENOTIMP'],
  ['referral.example', 'A', 'failed', 'referral: the server does not recurse', 'EREFUSED'],
  ['silent.example', 'A', 'failed', 'no answer', 'ETIMEOUT'],
  ['only-garbage.example', 'A', 'failed', 'malformed answer', 'EBADRESP'],
  [`${'a'.repeat(64)}.example`, 'A', 'failed', 'bad name', 'EBADNAME'],
  ['two..dots.example', 'A', 'failed', 'bad name', 'EBADNAME'],
];
for (const [name, type, status, error, systemCode] of missing) {
  test(`${type} ${name}: ${error ?? status}`, async () => {
    const waitsInVain = name === 'silent.example' || name === 'only-garbage.example';
    const answer = await ask(name, type, {}, waitsInVain ? SHORT_MS : AMPLE_MS);
    assert.deepEqual([answer.status, answer.error, answer.systemCode], [status, error, systemCode]);
    assert.deepEqual([...answer.records], []);
  });
}

test('the whole of a truncated answer is asked for over TCP', async () => {
  await ask('truncated.example', 'A');
  assert.ok(server.queries.includes('A truncated.example tcp'));
});

test('the AD bit is asked for and kept', async () => {
  assert.equal((await ask('_25._tcp.mx.example', 'TLSA', { dnssec: true })).authentic, true);
  assert.equal((await ask('_465._tcp.mx.example', 'TLSA', { dnssec: true })).authentic, false);
  assert.ok(server.dnssecQueries.includes('TLSA _25._tcp.mx.example'));
  assert.ok(!server.dnssecQueries.includes('A plain.example'));
});

/** A loopback port where nothing listens: bound, noted, closed. */
async function closedPort(): Promise<DnsServer> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return { address: '127.0.0.1', port };
}

test('nothing listens: the ICMP error is the evidence, long before the limit', async () => {
  const answer = await ask('plain.example', 'A', {}, AMPLE_MS, [await closedPort()]);
  assert.deepEqual([answer.status, answer.systemCode], ['failed', 'ECONNREFUSED']);
});

test('the next server is asked when one refuses, fails or has nothing listening', async () => {
  const failing = await startDnsServer({ 'plain.example': { rcode: 'SERVFAIL' } });
  try {
    const answer = await ask('plain.example', 'A', {}, AMPLE_MS, [await closedPort(), failing, server]);
    assert.equal(answer.status, 'found');
  } finally {
    await failing.close();
  }
});

test('a failure that was said outweighs a silence', async () => {
  const failing = await startDnsServer({ 'silent.example': { rcode: 'REFUSED' } });
  try {
    assert.equal((await ask('silent.example', 'A', {}, SHORT_MS, [failing, server])).error, 'REFUSED');
  } finally {
    await failing.close();
  }
});

test('an authoritative server that leaves an alias open is asked for its target, up to a chain of eight', async () => {
  const chain: Zone = {};
  for (let index = 0; index < 12; index += 1) chain[`c${index}.example`] = { CNAME: `c${index + 1}.example`, open: true };
  chain['c12.example'] = { A: ['192.0.2.9'] };
  const long = await startDnsServer(chain);
  try {
    assert.equal((await ask('c0.example', 'A', {}, AMPLE_MS, [long])).error, 'alias loop');
    assert.equal((await ask('c4.example', 'A', {}, AMPLE_MS, [long])).status, 'found');
    assert.equal(long.queries.filter((query) => query === 'A c12.example udp').length, 1);
  } finally {
    await long.close();
  }
});

test('close ends a question under way, and the end of the run does', async () => {
  const client = new DnsClient([server], never, 60_000);
  const pending = client.query('silent.example', 'A');
  client.close();
  assert.equal((await pending).error, 'no answer');
  assert.equal((await client.query('plain.example', 'A')).error, 'no answer');
  const deadline = new Deadline(60_000);
  const other = new DnsClient([server], deadline, 60_000);
  const waiting = other.query('silent.example', 'A');
  deadline.interrupt();
  assert.equal((await waiting).error, 'no answer');
  assert.equal((await other.query('plain.example', 'A')).error, 'no answer', 'a question after the end');
  deadline.release();
});
