// Stapled OCSP answers, built here byte by byte: what they say, and that no bytes of a peer do more than not be understood.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DER, derTime, readDer, readDerList } from '../../../src/net/der.ts';
import { readStapledOcsp } from '../../../src/net/ocsp.ts';

function der(tag: number, ...parts: readonly (Buffer | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  const { length } = content;
  const head = length < 128 ? [tag, length] : [tag, 0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(head), content]);
}

const sequence = (...parts: Buffer[]): Buffer => der(DER.sequence, ...parts);
const time = (text: string): Buffer => der(DER.generalizedTime, text);
const GOOD = der(DER.taggedPrimitive(0));
const UNKNOWN = der(DER.taggedPrimitive(2));
const revoked = (at: string, reason?: number): Buffer =>
  der(DER.tagged(1), time(at), reason === undefined ? '' : der(DER.tagged(0), der(DER.enumerated, Buffer.from([reason]))));
const BASIC = Buffer.from('2b0601050507300101', 'hex');

function single(serial: string, status: Buffer, next: string | null = '20260208120000Z'): Buffer {
  const algorithm = sequence(der(DER.oid, Buffer.from('2b0e03021a', 'hex')));
  const octets = der(DER.octets, Buffer.alloc(20, 7));
  const certId = sequence(algorithm, octets, octets, der(DER.integer, Buffer.from(serial, 'hex')));
  return sequence(certId, status, time('20260201120000Z'), ...(next === null ? [] : [der(DER.tagged(0), time(next))]));
}

function response(...singles: Buffer[]): Buffer {
  const responder = der(DER.tagged(2), der(DER.octets, Buffer.alloc(20, 9)));
  const data = sequence(responder, time('20260201120000Z'), sequence(...singles));
  const basic = sequence(data, sequence(der(DER.oid, Buffer.from('2a8648ce3d040302', 'hex'))), der(0x03, Buffer.alloc(64)));
  const bytes = der(DER.tagged(0), sequence(der(DER.oid, BASIC), der(DER.octets, basic)));
  return sequence(der(DER.enumerated, Buffer.from([0])), bytes);
}

const SERIAL = '00A1B2C3D4';

test('what an answer says of the certificate', () => {
  const table: readonly (readonly [answer: Buffer, status: string, detail: string | null, revokedAt: string | null])[] = [
    [response(single(SERIAL, GOOD)), 'good', null, null],
    [response(single(SERIAL, UNKNOWN)), 'unknown', null, null],
    [response(single(SERIAL, revoked('20260110080000Z', 1))), 'revoked', 'key compromise', '2026-01-10T08:00:00.000Z'],
    [response(single(SERIAL, revoked('20260110080000Z'))), 'revoked', null, '2026-01-10T08:00:00.000Z'],
    [response(single(SERIAL, revoked('20260110080000Z', 7))), 'revoked', null, '2026-01-10T08:00:00.000Z'],
    // Of several, the one that is meant.
    [response(single('05', revoked('20260110080000Z')), single(SERIAL, GOOD)), 'good', null, null],
    [response(single('05', GOOD)), 'unreadable', 'an answer about another certificate', null],
    [sequence(der(DER.enumerated, Buffer.from([3]))), 'unreadable', 'the responder had no answer: try later', null],
    [sequence(der(DER.enumerated, Buffer.from([99]))), 'unreadable', 'the responder had no answer: status 99', null],
    [sequence(der(DER.enumerated, Buffer.from([0]))), 'unreadable', 'no basic OCSP response', null],
    [Buffer.from('HTTP/1.1 200 OK'), 'unreadable', 'no OCSP response', null],
    [Buffer.alloc(0), 'unreadable', 'no OCSP response', null],
  ];
  for (const [answer, status, detail, revokedAt] of table) {
    const seen = readStapledOcsp(answer, 'A1B2C3D4');
    assert.deepEqual([seen.status, seen.detail, seen.revokedAt], [status, detail, revokedAt], answer.toString('hex'));
  }
});

test('its times', () => {
  const seen = readStapledOcsp(response(single(SERIAL, GOOD)), 'A1B2C3D4');
  assert.deepEqual([seen.thisUpdate, seen.nextUpdate], ['2026-02-01T12:00:00.000Z', '2026-02-08T12:00:00.000Z']);
  assert.equal(readStapledOcsp(response(single(SERIAL, GOOD, null)), 'A1B2C3D4').nextUpdate, null);
  for (const text of ['20261301120000Z', '20260201120000', '2026', '']) {
    const element = readDer(time(text));
    assert.equal(element && derTime(element), null, text);
  }
});

test('cut anywhere or changed anywhere, it is an answer or none: never an exception', () => {
  const whole = response(single(SERIAL, revoked('20260110080000Z', 1)));
  const known = new Set(['good', 'revoked', 'unknown', 'unreadable']);
  for (let length = 0; length < whole.length; length += 1)
    assert.equal(readStapledOcsp(whole.subarray(0, length), 'A1B2C3D4').status, 'unreadable', `${length} bytes`);
  for (let at = 0; at < whole.length; at += 1) {
    for (const byte of [0x00, 0x30, 0x7f, 0x80, 0x84, 0xa0, 0xff]) {
      const changed = Buffer.from(whole);
      changed[at] = byte;
      assert.ok(known.has(readStapledOcsp(changed, 'A1B2C3D4').status));
    }
  }
});

test('lengths that lie', () => {
  for (const hex of ['3080', '30840000000100', '3083ffffff', '3003', '30', '', '0482ffff00'])
    assert.equal(readDer(Buffer.from(hex, 'hex')), null, hex);
  assert.equal(readDerList(Buffer.from('020101ff', 'hex')), null);
  assert.equal(readDerList(Buffer.alloc(1000, 0).fill(Buffer.from('0500', 'hex')), 64)?.length, 64);
});
