// Promise 5 against answers whose lines are each in bounds, and all of them together without end: every reader of foreign
// bytes has a bound on the whole of an answer, and keeps no more than that.
import assert from 'node:assert/strict';
import { createServer, type Server, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { describe, it } from 'node:test';
import type { ProxyOptions } from '../../src/model/plan.ts';
import { Channel } from '../../src/net/channel.ts';
import { Deadline } from '../../src/net/deadline.ts';
import { exchangeOverTcp } from '../../src/net/dns/transport.ts';
import { converse } from '../../src/net/proxy/dialogue.ts';
import { httpConnect } from '../../src/net/proxy/http-connect.ts';
import { socks } from '../../src/net/proxy/socks.ts';
import { Redactor } from '../../src/net/redactor.ts';
import { Transcript } from '../../src/net/transcript.ts';
import { protocolNamed } from '../../src/protocols/index.ts';
import type { ProtocolDefinition } from '../../src/protocols/protocol.ts';
import { LIMITS } from '../../src/request/limits.ts';

const [smtp, imap, pop3] = [protocolNamed('smtp'), protocolNamed('imap'), protocolNamed('pop3')];

/** Lines as long as one may be; together fifty times what a reply may have, were there an end to them. */
const LONG = 'x'.repeat(LIMITS.maxLineBytes - 100);
const LINES = LIMITS.maxReplyLines - 5;

/** Gives its greeting, and to the first command one line after the other for as long as anybody takes them. */
class Pouring extends Duplex {
  poured = 0;
  #isAsked = false;
  readonly #first: string;
  readonly #line: string;

  constructor(first: string, line: string) {
    super({ highWaterMark: 1 });
    this.#first = first;
    this.#line = line;
  }

  override _read(): void {
    if (this.#first !== '' && this.poured === 0) this.#pour(this.#first);
    else if (this.#isAsked && this.poured < LINES * LONG.length) setImmediate(() => this.#pour(this.#line));
  }

  override _write(_chunk: Buffer, _encoding: string, done: () => void): void {
    this.#isAsked = true;
    this.#pour(this.#line);
    done();
  }

  #pour(text: string): void {
    this.poured += text.length;
    this.push(text);
  }
}

const MAILS: readonly [name: string, protocol: ProtocolDefinition, greeting: string, line: string][] = [
  ['SMTP lines of one reply', smtp, '220 mail.lab.test\r\n', `250-${LONG}\r\n`],
  ['IMAP untagged responses', imap, '* OK ready\r\n', `* OK [ALERT] ${LONG}\r\n`],
  ['IMAP literals', imap, '* OK ready\r\n', `* STATUS {${LONG.length}}\r\n${LONG}\r\n`],
  ['IMAP data', imap, '* OK ready\r\n', `* CAPABILITY ${LONG}\r\n`],
  ['POP3 lines of CAPA', pop3, '+OK ready\r\n', `+OK ${LONG}\r\n`],
  ['POP3 lines of NULs', pop3, '+OK ready\r\n', `+OK ${'\0'.repeat(LONG.length)}\r\n`],
];

describe('an answer without end', () => {
  for (const [name, protocol, greeting, line] of MAILS) {
    it(name, async () => {
      const deadline = new Deadline(60_000);
      const redactor = new Redactor();
      const peer = new Pouring(greeting, line);
      const channel = new Channel(peer, deadline, new Transcript(deadline, redactor), LIMITS.maxLineBytes, LIMITS.maxReplyBytes);
      const limits = { greetingMs: 60_000, commandMs: 60_000, authMs: 60_000, maxReplyLines: LIMITS.maxReplyLines };
      const session = protocol.open(channel, { clientName: 'client.test', redactor, ...limits });
      assert.equal((await session.greet()).ok, true);
      const outcome = await session.identify();
      deadline.release();
      assert.ok(!outcome.ok && outcome.failure.kind === 'malformed', JSON.stringify(outcome).slice(0, 200));
      assert.equal(outcome.failure.fault, 'reply-too-long');
      assert.ok(outcome.failure.sample.length <= 1_000);
      // What the failing line and the one behind it have, and no more.
      assert.ok(peer.poured <= LIMITS.maxReplyBytes + 4 * LIMITS.maxLineBytes, `${peer.poured} bytes were taken`);
    });
  }

  it('a reply that is as long as any in the wild is taken', async () => {
    const keywords = Array.from({ length: 60 }, (_, at) => `250-X-KEYWORD-${at} ${'y'.repeat(400)}\r\n`).join('');
    const peer = new Pouring('220 mail.lab.test\r\n', `250-mail.lab.test\r\n${keywords}250 HELP\r\n`);
    const deadline = new Deadline(60_000);
    const redactor = new Redactor();
    const channel = new Channel(peer, deadline, new Transcript(deadline, redactor), LIMITS.maxLineBytes, LIMITS.maxReplyBytes);
    const limits = { greetingMs: 60_000, commandMs: 60_000, authMs: 60_000, maxReplyLines: LIMITS.maxReplyLines };
    const session = smtp.open(channel, { clientName: 'client.test', redactor, ...limits });
    await session.greet();
    const outcome = await session.identify();
    deadline.release();
    assert.equal(outcome.ok && outcome.value.keywords.length, 61);
  });
});

/** Pours to whoever connects, and counts what was taken. */
async function pouring(chunk: Buffer, use: (port: number) => Promise<void>): Promise<number> {
  let poured = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    const pour = (): void => {
      while (!socket.destroyed && poured < 512 * 1_048_576) {
        poured += chunk.length;
        if (!socket.write(chunk)) return;
      }
    };
    socket.on('drain', pour).on('error', () => {});
    pour();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  try {
    await use(typeof address === 'object' && address ? address.port : 0);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
  return poured;
}

const PROXY: ProxyOptions = { scheme: 'http', host: '127.0.0.1', port: 1, user: null, password: null };

describe('around the mail server', () => {
  const interim = Buffer.from('HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n'.repeat(500));
  const dialogues = [
    ['interim answers of an HTTP proxy', interim, () => httpConnect('192.0.2.1', 25, PROXY, new Redactor())],
    [
      'a header of an HTTP proxy',
      Buffer.from(`HTTP/1.1 200 OK\r\nX: ${'y'.repeat(60_000)}`),
      () => httpConnect('192.0.2.1', 25, PROXY, new Redactor()),
    ],
    ['a SOCKS 5 proxy', Buffer.alloc(65_536, 5), () => socks('192.0.2.1', 25, { ...PROXY, scheme: 'socks5' })],
    ['a SOCKS 4 proxy', Buffer.alloc(65_536, 0), () => socks('192.0.2.1', 25, { ...PROXY, scheme: 'socks4' })],
  ] as const;
  for (const [name, chunk, dialogue] of dialogues) {
    it(name, async () => {
      const { connect } = await import('node:net');
      await pouring(chunk, async (port) => {
        const deadline = new Deadline(60_000);
        const outcome = await converse(connect({ host: '127.0.0.1', port }), dialogue(), 60_000, deadline, new Redactor());
        deadline.release();
        assert.ok(!outcome.ok && outcome.failure.kind === 'proxy', JSON.stringify(outcome.ok || outcome.failure));
        assert.ok(JSON.stringify(outcome).length < 1_000);
      });
    });
  }

  it('a DNS server over TCP', async () => {
    const taken: number[] = [];
    await pouring(Buffer.alloc(65_537, 0xff), async (port) => {
      const read = (message: Buffer): undefined => void taken.push(message.length);
      const result = await exchangeOverTcp({ address: '127.0.0.1', port }, Buffer.from('query'), 65_535, read).result;
      assert.deepEqual(result, { systemCode: 'EBADRESP' });
    });
    assert.deepEqual(taken, [65_535]);
  });
});
