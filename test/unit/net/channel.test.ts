import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { describe, it } from 'node:test';
import type { Outcome } from '../../../src/model/outcome.ts';
import { Channel } from '../../../src/net/channel.ts';
import { Deadline } from '../../../src/net/deadline.ts';
import { Redactor } from '../../../src/net/redactor.ts';
import { Transcript } from '../../../src/net/transcript.ts';

const MAX_LINE_BYTES = 64;
/** For what has to come, on the slowest machine. */
const AMPLE_MS = 60_000;

/** A stream that gives the bytes in pieces of `size`, then ends if `ends`; keeps what is written. */
class Peer extends Duplex {
  readonly written: string[] = [];
  readonly #pieces: Buffer[] = [];
  readonly #ends: boolean;

  constructor(bytes: Buffer, size: number, ends: boolean) {
    super();
    this.#ends = ends;
    for (let at = 0; at < bytes.length; at += size) this.#pieces.push(bytes.subarray(at, at + size));
  }

  override _read(): void {
    const next = this.#pieces.shift();
    if (next) setImmediate(() => this.push(next));
    else if (this.#ends) this.push(null);
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.written.push(chunk.toString());
    done();
  }
}

interface Setting {
  readonly ends?: boolean;
  readonly ms?: number;
  readonly totalMs?: number;
}

function open(text: string | Buffer, size: number, { ends = true, ms = AMPLE_MS, totalMs = AMPLE_MS }: Setting = {}) {
  const deadline = new Deadline(totalMs);
  const peer = new Peer(Buffer.isBuffer(text) ? text : Buffer.from(text), size, ends);
  const channel = new Channel(peer, deadline, new Transcript(deadline, new Redactor()), MAX_LINE_BYTES);
  channel.begin({ stage: 'greeting', budget: 'greeting', ms });
  return { channel, peer, deadline };
}

const shown = (outcome: Outcome<Buffer>): string =>
  outcome.ok
    ? outcome.value.toString('latin1')
    : outcome.failure.kind === 'malformed'
      ? outcome.failure.fault
      : outcome.failure.kind;

async function read(text: string | Buffer, size: number, setting?: Setting): Promise<string[]> {
  const { channel } = open(text, size, setting);
  const lines: string[] = [];
  for (;;) {
    const outcome = await channel.readLine();
    lines.push(shown(outcome));
    if (!outcome.ok) return lines;
  }
}

const CASES: readonly [string, string | Buffer, string[]][] = [
  ['two lines', 'a\r\nb\r\n', ['a', 'b', 'closed']],
  ['a bare LF ends a line', 'a\nb\r\n', ['a', 'b', 'closed']],
  ['a bare CR is data', 'a\rb\r\n', ['a\rb', 'closed']],
  ['empty lines are lines', '\r\n\n', ['', '', 'closed']],
  ['a last line without an end is none', 'a\r\nb', ['a', 'closed']],
  ['NUL and 8-bit are data', Buffer.from([0, 0xff, 0x0d, 0x0a]), ['\0\xff', 'closed']],
  ['the longest line', `${'x'.repeat(MAX_LINE_BYTES - 1)}\r\n`, ['x'.repeat(MAX_LINE_BYTES - 1), 'closed']],
  ['a line without end', 'y'.repeat(5000), ['line-too-long']],
  ['a line too long', `ok\r\n${'z'.repeat(MAX_LINE_BYTES + 1)}\r\nafter\r\n`, ['ok', 'line-too-long']],
  ['nothing', '', ['closed']],
];

describe('Channel', () => {
  for (const [name, text, lines] of CASES) {
    for (const size of [1, 3, 100_000]) {
      it(`${name}, in pieces of ${size}`, async () => assert.deepEqual(await read(text, size), lines));
    }
  }

  for (const size of [1, 3, 100_000]) {
    it(`reads bytes between lines, in pieces of ${size}`, async () => {
      const { channel } = open('a {6}\r\n\r\n.\r\nz)\r\n', size);
      assert.equal(shown(await channel.readLine()), 'a {6}');
      assert.equal(shown(await channel.readBytes(6)), '\r\n.\r\nz');
      assert.equal(shown(await channel.readBytes(0)), '');
      assert.equal(shown(await channel.readLine()), ')');
      assert.equal(shown(await channel.readBytes(1)), 'closed');
    });
  }

  it('reads no more bytes than a line may have, and waits for none that do not come', async () => {
    const { channel } = open('abc', 100, { ends: false, ms: 30 });
    assert.equal(shown(await channel.readBytes(MAX_LINE_BYTES + 1)), 'reply-too-long');
    assert.equal(shown(await channel.readBytes(4)), 'timeout');
  });

  it('keeps no more of a flood than a line and what the stream had in hand', async () => {
    const { channel, peer } = open(Buffer.alloc(10_000_000, 'f'), 16_384, { ends: false });
    assert.equal(shown(await channel.readLine()), 'line-too-long');
    assert.ok(peer.isPaused());
  });

  it('says which budget ran out, and what was said by then', async () => {
    const { channel } = open('220-half a gree', 100, { ends: false, ms: 500 });
    const outcome = await channel.readLine();
    assert.ok(!outcome.ok && outcome.failure.kind === 'timeout');
    assert.equal(outcome.failure.budget, 'greeting');
    assert.equal(outcome.failure.partial, '220-half a gree');
  });

  it('says so when it was the whole that ran out', async () => {
    const { channel } = open('', 1, { ends: false, totalMs: 30 });
    const outcome = await channel.readLine();
    assert.ok(!outcome.ok && outcome.failure.kind === 'timeout');
    assert.equal(outcome.failure.budget, 'total');
  });

  it('takes what has come for an answer, also where the process was held up beyond the limit', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const arrived = once(server, 'connection');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const [[peer]] = (await Promise.all([arrived, once(socket, 'connect')])) as [[Socket], unknown];
    const deadline = new Deadline(AMPLE_MS);
    const channel = new Channel(socket, deadline, new Transcript(deadline, new Redactor()), MAX_LINE_BYTES);
    channel.begin({ stage: 'greeting', budget: 'greeting', ms: 20 });
    const line = channel.readLine();
    // In one go: the bytes are there before the time is up, and the process looks only afterwards.
    peer.write('220 ready\r\n');
    const until = performance.now() + 100;
    while (performance.now() < until);
    const said = shown(await line);
    channel.destroy();
    peer.destroy();
    server.close();
    deadline.release();
    assert.equal(said, '220 ready');
  });

  it('drops what came before TLS, and tells it', async () => {
    const { channel } = open('220 ready\r\n250 injected\r\n', 100, { ends: false });
    assert.equal(shown(await channel.readLine()), '220 ready');
    assert.equal(channel.detach().leftover, '250 injected\\x0d\\x0a');
    const secure = new Peer(Buffer.from('250 under TLS\r\n'), 100, true);
    channel.attach(secure);
    channel.begin({ stage: 'ehlo', budget: 'command', ms: AMPLE_MS });
    assert.equal(shown(await channel.readLine()), '250 under TLS');
  });

  it('gives at once what has come, and waits for nothing then', async () => {
    const { channel, peer } = open('a\r\nb\r\nc', 100, { ends: false });
    assert.equal(channel.lineAtHand(), null);
    assert.equal(shown(await channel.readLine()), 'a');
    const second = channel.lineAtHand();
    assert.equal(second && shown(second), 'b');
    assert.equal(channel.lineAtHand(), null, 'a line without its end is none');
    peer.destroy();
    assert.equal(shown(await channel.readLine()), 'closed');
    const ending = channel.lineAtHand();
    assert.equal(ending && shown(ending), 'closed');
  });

  it('takes all its listeners back when the stream is closed', async () => {
    const { channel, peer } = open('a\r\n', 100, { ends: false });
    await channel.readLine();
    peer.destroy();
    await once(peer, 'close');
    assert.deepEqual(
      ['data', 'end', 'close', 'error'].map((event) => peer.listenerCount(event)),
      [0, 0, 0, 0],
    );
    assert.equal(shown(await channel.readLine()), 'closed');
  });

  it('ends a wait when it is told to', async () => {
    const { channel } = open('', 1, { ends: false });
    setImmediate(() => channel.abort({ kind: 'settled', stage: 'greeting', by: 'x', detail: 'speaks-tls' }));
    assert.equal(shown(await channel.readLine()), 'settled');
  });

  it('tells a TLS alert from text', async () => {
    const { channel } = open(Buffer.from([0x15, 3, 3, 0, 2, 2, 70]), 100);
    assert.equal(shown(await channel.readLine()), 'closed');
    assert.equal(channel.tlsAlert(), 70);
  });

  it('writes CRLF, and shows what it is told to show', () => {
    const { channel, peer } = open('', 1, { ends: false });
    channel.writeLine('AUTH PLAIN c2VjcmV0', 'AUTH PLAIN ***');
    assert.deepEqual(peer.written, ['AUTH PLAIN c2VjcmV0\r\n']);
    assert.deepEqual(
      channel.transcript.lines().map(({ line }) => line),
      ['AUTH PLAIN ***'],
    );
  });
});
