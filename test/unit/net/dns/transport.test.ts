// What the network itself refuses is told as a code, over UDP and TCP.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeQuery } from '../../../../src/net/dns/message.ts';
import { exchangeOverTcp, exchangeOverUdp } from '../../../../src/net/dns/transport.ts';
import { startDnsServer } from '../../../support/dns-server.ts';

test('an address that the kernel refuses to connect to', async () => {
  // A broadcast address wants a permission that the socket has not: as with no route at all, the connect itself fails.
  const broadcast = { address: '255.255.255.255', port: 53 };
  const udp = await exchangeOverUdp(broadcast, Buffer.alloc(12), () => true).result;
  assert.ok('systemCode' in udp);
  assert.match(udp.systemCode, /^E[A-Z]+$/);
  const tcp = await exchangeOverTcp(broadcast, Buffer.alloc(12), 512, () => true).result;
  assert.ok('systemCode' in tcp);
});

test('nobody listens', async () => {
  const nobody = { address: '127.0.0.1', port: 9 };
  assert.deepEqual(await exchangeOverUdp(nobody, Buffer.alloc(12), () => true).result, { systemCode: 'ECONNREFUSED' });
});

test('a reader that throws has a bug, and whoever waits for the answer gets to know', async () => {
  const server = await startDnsServer({});
  const bug = (): true => {
    throw new TypeError('a bug of ours');
  };
  const asked = encodeQuery(1, { name: 'mail.example', type: 'A' }, { edns: false, dnssec: false });
  const running = [exchangeOverUdp(server, asked, bug), exchangeOverTcp(server, asked, 512, bug)];
  for (const { result } of running) await assert.rejects(result, { message: 'a bug of ours' });
  for (const { cancel } of running) cancel();
  await server.close();
});
