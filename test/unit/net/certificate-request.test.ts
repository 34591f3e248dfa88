// The list of authorities out of a TLS 1.2 flight: whole, in many records, cut anywhere, and of bytes that only look like one.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import { labClientAuthorities } from '../../../src/lab/certificates.ts';
import { authoritiesAskedFor, issuerDer, nameText } from '../../../src/net/certificate-request.ts';

const vector = (lengthBytes: 1 | 2 | 3, content: Buffer): Buffer => {
  const head = Buffer.alloc(lengthBytes);
  head.writeUIntBE(content.length, 0, lengthBytes);
  return Buffer.concat([head, content]);
};
const message = (type: number, body: Buffer): Buffer => Buffer.concat([Buffer.from([type]), vector(3, body)]);
const record = (content: Buffer, type = 22): Buffer => Buffer.concat([Buffer.from([type, 3, 3]), vector(2, content)]);

const names = labClientAuthorities().map((pem) => issuerDer(new X509Certificate(pem).raw) ?? Buffer.alloc(0));
const asking = (authorities: readonly Buffer[]): Buffer =>
  message(
    13,
    Buffer.concat([
      vector(1, Buffer.from([1, 64])),
      vector(2, Buffer.from([4, 3, 8, 4])),
      vector(2, Buffer.concat(authorities.map((name) => vector(2, name)))),
    ]),
  );
const hello = message(2, Buffer.alloc(70, 1));
const certificate = message(11, Buffer.alloc(900, 2));
const flightOf = (...messages: readonly Buffer[]): Buffer => record(Buffer.concat(messages));

describe('the authorities of a CertificateRequest', () => {
  it('in the order of the server, readable', () => {
    const found = authoritiesAskedFor(flightOf(hello, certificate, asking(names), message(14, Buffer.alloc(0)))) ?? [];
    assert.deepEqual(found.map(nameText), ['O=Lab Trust, CN=Lab Root R1', 'O=Lab Trust, CN=Lab Root R1']);
    assert.ok(found[0]?.equals(names[0] ?? Buffer.alloc(0)));
  });

  it('over records of any size', () => {
    const messages = Buffer.concat([hello, certificate, asking(names)]);
    for (const size of [1, 7, 300]) {
      const records = Array.from({ length: Math.ceil(messages.length / size) }, (_, at) =>
        record(messages.subarray(at * size, (at + 1) * size)),
      );
      assert.equal(authoritiesAskedFor(Buffer.concat(records))?.length, 2, `${size}`);
    }
  });

  it('none named is an empty list; none asked for is null', () => {
    assert.deepEqual(authoritiesAskedFor(flightOf(hello, asking([]))), []);
    assert.equal(authoritiesAskedFor(flightOf(hello, certificate)), null);
    assert.equal(authoritiesAskedFor(record(asking(names), 23)), null);
    assert.equal(authoritiesAskedFor(Buffer.from('220 mail.example.org ESMTP\r\n')), null);
  });

  it('cut anywhere, and with any byte changed: a list, or null, and no exception', () => {
    const flight = flightOf(hello, asking(names));
    for (let at = 0; at < flight.length; at++) {
      authoritiesAskedFor(flight.subarray(0, at));
      for (const byte of [0, 0x7f, 0xff]) {
        const changed = Buffer.from(flight);
        changed[at] = byte;
        for (const name of authoritiesAskedFor(changed) ?? []) assert.ok(nameText(name).length <= 301);
      }
    }
  });

  it('a name that would act on a terminal is shown as text', () => {
    assert.doesNotMatch(nameText(Buffer.from('300f310d300b06035504030c041b5b324a', 'hex')), /\p{Cc}/u);
  });
});
