// Whatever bytes come: they are the answer to the question, or nothing, or malformed; and never more than text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as wire from 'dns-packet';
import { visibleText } from '../../../../src/model/visible-text.ts';
import { type Answer, decodeAnswer, encodeQuery, MAX_MESSAGE_BYTES, type Question } from '../../../../src/net/dns/message.ts';
import fc, { runs } from '../../../support/property.ts';

const question: Question = { name: 'mail.example', type: 'MX' };
const whole = wire.encode({
  type: 'response',
  id: 7,
  flags: wire.RECURSION_AVAILABLE,
  questions: [question],
  answers: [
    { type: 'CNAME', name: 'mail.example', data: 'other.example' },
    { type: 'MX', name: 'other.example', data: { preference: 5, exchange: 'mx.example' } },
    { type: 'TXT', name: 'other.example', data: ['one', 'two'] },
    { type: 'TLSA', name: 'other.example', data: { usage: 3, selector: 1, matchingType: 1, certificate: Buffer.alloc(32, 1) } },
    { type: 'SRV', name: 'other.example', data: { priority: 1, weight: 2, port: 3, target: 'srv.example' } },
    { type: 'AAAA', name: 'other.example', data: '2001:db8::1' },
  ],
  authorities: [{ type: 'SOA', name: 'example', data: { mname: 'ns.example', rname: 'root.example' } }],
});

const holds = (outcome: Answer | null | 'malformed'): boolean =>
  outcome === null || outcome === 'malformed' || JSON.stringify(outcome) === visibleText(JSON.stringify(outcome));

test('a whole answer is read', () => {
  const answer = decodeAnswer(whole, 7, question);
  assert.ok(answer !== null && answer !== 'malformed');
  assert.deepEqual(
    answer.records.map(({ type }) => type),
    ['CNAME', 'MX', 'TXT', 'TLSA', 'SRV', 'AAAA'],
  );
  assert.equal(answer.rcode, 'NOERROR');
});

test('every beginning of an answer is malformed or nothing', () => {
  for (let length = 0; length < whole.length; length += 1) {
    const outcome = decodeAnswer(whole.subarray(0, length), 7, question);
    assert.ok(outcome === null || outcome === 'malformed', `${length} bytes`);
  }
});

test('an answer with bytes changed is still text or nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }), (changes) => {
      const message = Buffer.from(whole);
      for (const [at, value] of changes) message[at] = value;
      return holds(decodeAnswer(message, message.readUInt16BE(0), question));
    }),
    { numRuns: runs(500) },
  );
});

test('noise behind a header is still text or nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 0, maxLength: 600 }), (noise) =>
      holds(decodeAnswer(Buffer.concat([whole.subarray(0, 12), noise]), 7, question)),
    ),
    { numRuns: runs(300) },
  );
});

const others: [what: string, message: Buffer][] = [
  ['a query', wire.encode({ type: 'query', id: 7, questions: [question] })],
  ['another type', wire.encode({ type: 'response', id: 7, questions: [{ name: 'mail.example', type: 'A' }] })],
  ['another name', wire.encode({ type: 'response', id: 7, questions: [{ name: 'mail2.example', type: 'MX' }] })],
  ['no question', wire.encode({ type: 'response', id: 7 })],
];
for (const [what, message] of others) test(`no answer: ${what}`, () => assert.equal(decodeAnswer(message, 7, question), null));

test('FORMERR may leave the question out, upper case may come back', () => {
  const formerr = decodeAnswer(wire.encode({ type: 'response', id: 7, flags: 1 }), 7, question);
  assert.ok(formerr !== null && formerr !== 'malformed' && formerr.rcode === 'FORMERR');
  const upper = wire.encode({ type: 'response', id: 7, questions: [{ name: 'MAIL.example', type: 'MX' }] });
  assert.notEqual(decodeAnswer(upper, 7, question), null);
});

test('a message beyond the limit is not read', () => {
  assert.equal(decodeAnswer(Buffer.concat([whole, Buffer.alloc(MAX_MESSAGE_BYTES)]), 7, question), 'malformed');
});

test('a query with and without EDNS', () => {
  const plain = wire.decode(encodeQuery(9, question, { edns: false, dnssec: false }));
  assert.deepEqual([plain.id, plain.flag_rd, plain.additionals?.length], [9, true, 0]);
  const secure = wire.decode(encodeQuery(9, question, { edns: true, dnssec: true }));
  const [opt] = secure.additionals ?? [];
  assert.ok(secure.flag_ad && opt?.type === 'OPT' && opt.flag_do);
});
