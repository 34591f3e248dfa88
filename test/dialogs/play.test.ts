// The scripts themselves: each can be played to its end, both ways, by the plainest of clients, and says what its facts say.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { PlainClient } from '../unit/lab/client.ts';
import { type DialogServer, MANNERS, parseDialog, playDialog, readDialogs } from './play.ts';

async function dial(server: DialogServer, implicit: boolean): Promise<PlainClient> {
  const { address: host, port, host: servername, caPem: ca } = server;
  const socket = implicit ? connectTls({ host, port, servername, ca }) : connect(port, host);
  await new Promise<void>((resolve, reject) => {
    socket.once(implicit ? 'secureConnect' : 'connect', resolve);
    socket.once('error', reject);
  });
  return new PlainClient(socket, server);
}

const mechanismsOf = (lines: readonly string[]): string => {
  const said = lines.flatMap((line) => /^250[ -]AUTH[ =](.*)$/i.exec(line)?.[1]?.trim().split(/ +/) ?? []);
  return [...new Set(said.map((name) => name.toUpperCase()))].join(' ');
};

for (const dialog of readDialogs('smtp')) {
  for (const manner of MANNERS) {
    test(`${dialog.name}, ${manner}`, async () => {
      const server = await playDialog(dialog, manner);
      try {
        const { facts } = dialog;
        const client = await dial(server, facts.mode === 'tls');
        const greeting = await client.reply();
        if (facts.greeting) assert.ok(greeting[0]?.startsWith(facts.greeting));
        let ehlo = await client.ask('EHLO client.test');
        if (facts.mode === 'plain') ehlo = await client.ask('HELO client.test');
        if (facts.mode === 'starttls') {
          assert.equal(mechanismsOf(ehlo), facts['auth plaintext']);
          await client.ask('STARTTLS');
          await client.upgrade();
          ehlo = await client.ask('EHLO client.test');
        }
        if (facts['auth tls'] !== undefined) assert.equal(mechanismsOf(ehlo), facts['auth tls']);
        if (facts.login === 'LOGIN') for (const line of ['AUTH LOGIN', 'dXNlcg==', 'cGFzcw==']) await client.ask(line);
        await client.ask('QUIT');
        await client.ending();
        assert.deepEqual(server.mismatches, []);
        assert.equal(server.finished(), 1);
        client.end();
      } finally {
        await server.close();
      }
    });
  }
}

test('a client that leaves the script is named, with the line', async () => {
  const server = await playDialog(parseDialog('x', 'S: 220 x\nC? NOOP\nS: 250 ok\nC: EHLO *\nS: 250 x\n'), 'whole');
  try {
    const client = await dial(server, false);
    await client.reply();
    client.write('HELO client.test\r\n');
    await client.ending();
    assert.deepEqual(server.mismatches, ['line 4: expected "EHLO *", heard "HELO client.test"']);
    assert.equal(server.finished(), 0);
    client.end();
  } finally {
    await server.close();
  }
});

test('what is no dialogue is refused', () => {
  assert.throws(() => parseDialog('x', 'S: 220 x\nQUIT\n'), /line 2/);
});
