// A ClientHello as servers read it, and their first flights as they come: whole, byte by byte, cut, and made by somebody hostile.
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, describe, it } from 'node:test';
import tls from 'node:tls';
import { labCertificate } from '../../../src/lab/certificates.ts';
import type { HelloOffer } from '../../../src/model/server-tls.ts';
import { buildClientHello, farewell } from '../../../src/net/client-hello.ts';
import { FlightReader, type HelloOutcome } from '../../../src/net/first-flight.ts';
import fc from '../../support/property.ts';

const OFFER: HelloOffer = {
  version: 0x0303,
  suites: [0xc02f, 0xc02b, 0x009e, 0x002f],
  groups: [0x0017, 0x001d],
  signatures: [0x0403, 0x0804, 0x0401],
  sni: true,
};

const record = (type: number, body: readonly number[]): Buffer =>
  Buffer.from([type, 3, 3, body.length >> 8, body.length & 255, ...body]);
const message = (type: number, body: readonly number[]): number[] => [type, 0, body.length >> 8, body.length & 255, ...body];

function read(bytes: Buffer, pieces: number): HelloOutcome | null {
  const reader = new FlightReader();
  for (let at = 0; at < bytes.length; at += pieces) {
    const outcome = reader.push(bytes.subarray(at, at + pieces));
    if (outcome) return outcome;
  }
  return null;
}

describe('the hello', () => {
  it('is one record of the version that old servers want, and names what it offers', () => {
    const hello = buildClientHello(OFFER, 'mail.example.org');
    assert.deepEqual([...hello.subarray(0, 3)], [22, 3, 1]);
    assert.equal(hello.readUInt16BE(3), hello.length - 5);
    assert.deepEqual([...hello.subarray(9, 11)], [3, 3]);
    assert.ok(hello.includes(Buffer.from('mail.example.org')));
    assert.ok(hello.includes(Buffer.from([0xc0, 0x2f, 0xc0, 0x2b])));
    assert.ok(!buildClientHello({ ...OFFER, sni: false }, 'mail.example.org').includes(Buffer.from('mail.example.org')));
    assert.ok(!buildClientHello(OFFER, '192.0.2.1').includes(Buffer.from('192.0.2.1')), 'an address is no name');
    assert.deepEqual([...buildClientHello({ ...OFFER, version: 0x0300 }, '').subarray(1, 3)], [3, 0]);
  });

  it('takes leave with two alerts', () => {
    assert.deepEqual([...farewell(0x0303)], [21, 3, 3, 0, 2, 1, 90, 21, 3, 3, 0, 2, 1, 0]);
  });
});

describe('the first flight of a server', () => {
  let server: tls.Server;
  before(async () => {
    const { chainPem, keyPem } = labCertificate('rsa');
    server = tls.createServer({ cert: chainPem, key: keyPem, dhparam: 'auto' }).on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(() => server.close());

  /** All that it sends for a hello, until it has said enough or hangs up. */
  async function flightFor(offer: HelloOffer): Promise<Buffer> {
    const { port } = server.address() as net.AddressInfo;
    const socket = net.connect(port, '127.0.0.1');
    const reader = new FlightReader();
    const chunks: Buffer[] = [];
    socket.write(buildClientHello(offer, 'mail.lab.test'));
    return new Promise((resolve) => {
      const finish = (): void => {
        socket.destroy();
        resolve(Buffer.concat(chunks));
      };
      socket.on('data', (bytes: Buffer) => {
        chunks.push(bytes);
        if (reader.push(bytes)) finish();
      });
      socket.on('error', finish).on('close', finish);
    });
  }

  const cases: readonly (readonly [string, Partial<HelloOffer>, Record<string, unknown>])[] = [
    [
      'ECDHE',
      { suites: [0xc02f], groups: [0x0017] },
      { version: 0x0303, suite: 0xc02f, group: 0x0017, dhBits: null, secureRenegotiation: true },
    ],
    ['DHE', { suites: [0x009e] }, { version: 0x0303, suite: 0x009e, group: null, dhBits: 2048, secureRenegotiation: true }],
    ['RSA key exchange', { suites: [0x009c] }, { version: 0x0303, suite: 0x009c, group: null, dhBits: null, signature: null }],
    [
      'TLS 1.3 by the group that it wants',
      { version: 0x0304, suites: [0x1301], signatures: [0x0804] },
      { version: 0x0304, suite: 0x1301, leaf: null, secureRenegotiation: null },
    ],
  ];
  for (const [name, more, expected] of cases) {
    it(`${name}, whole and byte by byte`, async () => {
      const bytes = await flightFor({ ...OFFER, ...more });
      for (const pieces of [bytes.length, 1, 7]) {
        const outcome = read(bytes, pieces);
        assert.equal(outcome?.kind, 'chosen', JSON.stringify(outcome));
        for (const [key, value] of Object.entries(expected)) {
          assert.deepEqual(outcome?.kind === 'chosen' && (outcome.flight as unknown as Record<string, unknown>)[key], value, key);
        }
      }
      // Cut anywhere it is not answered yet, and never wrongly.
      for (let length = 0; length < bytes.length; length += 13) {
        const outcome = read(bytes.subarray(0, length), 1);
        assert.ok(outcome === null || outcome.kind === 'chosen');
      }
    });
  }

  it('a refusal is its alert', async () => {
    assert.deepEqual(read(await flightFor({ ...OFFER, version: 0x0301, signatures: [] }), 1), { kind: 'refused', alert: 70 });
    assert.deepEqual(read(await flightFor({ ...OFFER, suites: [0xc02b] }), 99), { kind: 'refused', alert: 40 });
  });
});

describe('what is no flight', () => {
  const malformed = { kind: 'malformed' };
  const table: readonly (readonly [string, Buffer, unknown])[] = [
    ['a greeting in the clear', Buffer.from('220 mail.example.org ESMTP\r\n'), malformed],
    ['HTML', Buffer.from('<html>'), malformed],
    ['an empty record', record(22, []), malformed],
    ['a record longer than any', Buffer.from([22, 3, 3, 0xff, 0xff]), malformed],
    ['another major version', Buffer.from([22, 9]), malformed],
    ['a certificate before the hello', record(22, message(11, [0, 0, 0])), malformed],
    ['a hello that ends too soon', record(22, message(2, [3, 3, 1, 2, 3])), malformed],
    ['a message longer than a flight', record(22, [2, 0xff, 0xff, 0xff]), malformed],
    ['half an alert', record(21, [2]), malformed],
    ['a warning that ends nothing', record(21, [1, 112]), null],
    ['a fatal alert', record(21, [2, 80]), { kind: 'refused', alert: 80 }],
    ['nothing', Buffer.alloc(0), null],
  ];
  for (const [name, bytes, expected] of table) {
    it(name, () => {
      assert.deepEqual(read(bytes, Math.max(bytes.length, 1)), expected);
      assert.deepEqual(read(bytes, 1), expected);
    });
  }

  it('endless warnings end', () => {
    const warnings = Buffer.concat(Array.from({ length: 20_000 }, () => record(21, [1, 112])));
    assert.deepEqual(read(warnings, 1_400), malformed);
  });

  it('any bytes at all are answered, or more is wanted', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, asHandshake) => {
        const body = asHandshake ? record(22, message(2, [...bytes])) : Buffer.from(bytes);
        const outcome = read(body, 5);
        assert.ok(outcome === null || ['chosen', 'refused', 'malformed'].includes(outcome.kind));
      }),
    );
  });
});
