// NTLM by the example of MS-NLMP §4.2.4, MD4 by RFC 1320 §A.5, and challenges that are none.
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { md4 } from '../../../src/sasl/md4.ts';
import { ntlm, ntlmKey, ntlmV2Responses } from '../../../src/sasl/ntlm.ts';
import { inputFor, said } from './exchange-input.ts';

const MD4: [text: string, digest: string][] = [
  ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
  ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
  ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
  ['message digest', 'd9130a8164549fe818874806e1c7014b'],
  ['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', '043f8582f241db351ce627e153e7f0e4'],
  ['12345678901234567890123456789012345678901234567890123456789012345678901234567890', 'e33b4ddc9c38f2199c3e7b164fcc0536'],
];

function pair(id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const END = pair(0, Buffer.alloc(0));
const TARGET_INFO = Buffer.concat([pair(2, utf16('Domain')), pair(1, utf16('Server')), END]);

function challenge(targetInfo: Buffer, change: (message: Buffer) => void = () => {}): Buffer {
  const name = utf16('Server');
  const message = Buffer.alloc(48);
  message.write('NTLMSSP\0', 'latin1');
  message.writeUInt32LE(2, 8);
  message.writeUInt16LE(name.length, 12);
  message.writeUInt16LE(name.length, 14);
  message.writeUInt32LE(48, 16);
  message.writeUInt32LE(0x00888205 | 1, 20);
  Buffer.from('0123456789abcdef', 'hex').copy(message, 24);
  message.writeUInt16LE(targetInfo.length, 40);
  message.writeUInt16LE(targetInfo.length, 42);
  message.writeUInt32LE(48 + name.length, 44);
  change(message);
  return Buffer.concat([message, name, targetInfo]);
}

const input = () => inputFor({ user: 'Domain\\User', password: 'Password', nonce: Buffer.alloc(8, 0xaa).toString('base64') });

function fieldOf(message: Buffer, at: number): Buffer {
  const offset = message.readUInt32LE(at + 4);
  return message.subarray(offset, offset + message.readUInt16LE(at));
}

describe('MD4', () => {
  for (const [text, digest] of MD4) it(JSON.stringify(text), () => assert.equal(md4(Buffer.from(text)).toString('hex'), digest));
});

describe('NTLM', () => {
  it('the example of MS-NLMP', () => {
    const key = ntlmKey('Password', 'User', 'Domain');
    assert.equal(key.toString('hex'), '0c868a403bfd7a93a3001ef22ef02e3f');
    const { ntResponse, lmResponse } = ntlmV2Responses({
      key,
      serverChallenge: Buffer.from('0123456789abcdef', 'hex'),
      clientChallenge: Buffer.alloc(8, 0xaa),
      time: Buffer.alloc(8),
      targetInfo: TARGET_INFO,
      serverGaveTime: false,
    });
    assert.equal(ntResponse.subarray(0, 16).toString('hex'), '68cd0ab851e51c96aabc927bebef6a1c');
    assert.equal(lmResponse.toString('hex'), '86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa');
  });

  it('begins, answers, and says what the server told of itself', async () => {
    const given = input();
    const exchange = ntlm.start(given);
    assert.equal(exchange.initialResponse?.subarray(0, 12).toString('latin1'), 'NTLMSSP\0\x01\0\0\0');
    const step = await exchange.respond(challenge(TARGET_INFO));
    assert.equal(step.kind, 'response');
    if (step.kind !== 'response') return;
    assert.equal(step.bytes.readUInt32LE(8), 3);
    assert.equal(fieldOf(step.bytes, 28).toString('utf16le'), 'Domain');
    assert.equal(fieldOf(step.bytes, 36).toString('utf16le'), 'User');
    assert.equal(fieldOf(step.bytes, 12).toString('hex'), '86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa');
    assert.equal(exchange.targetInformation, 'target=Server; domain=Domain; computer=Server');
    assert.deepEqual(given.sent, [step.bytes.toString('base64')]);
    assert.deepEqual(exchange.finish(null), { ok: true });
    assert.match(said(await exchange.respond(Buffer.alloc(0))), /second NTLM challenge/);
  });

  it("takes the server's time, and then gives no LM answer", async () => {
    const time = Buffer.from('0011223344556677', 'hex');
    const exchange = ntlm.start(input());
    const step = await exchange.respond(challenge(Buffer.concat([pair(7, time), END])));
    assert.equal(step.kind, 'response');
    if (step.kind !== 'response') return;
    assert.deepEqual(fieldOf(step.bytes, 12), Buffer.alloc(24));
    assert.deepEqual(fieldOf(step.bytes, 20).subarray(24, 32), time);
  });

  const certificateHash = Buffer.alloc(32, 7);
  const overHttp = (time: boolean, service = 'HTTP') => ({
    given: { ...input(), service, channelBinding: { exporter: null, endPoint: certificateHash, serverOffersPlus: false } },
    offer: challenge(Buffer.concat([...(time ? [pair(7, Buffer.alloc(8, 9))] : []), END])),
  });

  it('over HTTP binds to the certificate, and signs all three messages', async () => {
    const { given, offer } = overHttp(true);
    const exchange = ntlm.start(given);
    const step = await exchange.respond(offer);
    assert.equal(step.kind, 'response');
    if (step.kind !== 'response' || !exchange.initialResponse) return;
    const answer = fieldOf(step.bytes, 20);
    // RFC 2744 §3.11 with no addresses: four zeros, and the length of what is bound to.
    const bound = Buffer.concat([Buffer.from('tls-server-end-point:'), certificateHash]);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bound.length);
    const hash = createHash('md5')
      .update(Buffer.concat([Buffer.alloc(16), length, bound]))
      .digest();
    assert.ok(answer.includes(pair(10, hash)), 'channel bindings');
    assert.ok(answer.includes(pair(9, utf16(`HTTP/${given.host}`))), 'target name');
    const unsigned = Buffer.from(step.bytes).fill(0, 72, 88);
    const key = createHmac('md5', ntlmKey('Password', 'User', 'Domain'))
      .update(answer.subarray(0, 16))
      .digest();
    const code = createHmac('md5', key)
      .update(Buffer.concat([exchange.initialResponse, offer, unsigned]))
      .digest();
    assert.deepEqual(step.bytes.subarray(72, 88), code);
  });

  for (const [name, given] of [
    ['SMTP', overHttp(true, 'smtp')],
    ['a server that gives no time', overHttp(false)],
  ] as const)
    it(`binds nothing with ${name}`, async () => {
      const step = await ntlm.start(given.given).respond(given.offer);
      assert.equal(step.kind, 'response');
      if (step.kind === 'response') assert.equal(step.bytes.readUInt32LE(16), 72);
    });

  it('shows nothing of a name that a terminal would act on', async () => {
    const exchange = ntlm.start(input());
    await exchange.respond(challenge(Buffer.concat([pair(3, utf16('mail\x1b[2J\u202e')), END])));
    assert.equal(exchange.targetInformation, 'target=Server; DNS computer=mail\\x1b[2J\\u202e');
  });

  const hostile: [name: string, message: Buffer, reason: RegExp][] = [
    ['nothing', Buffer.alloc(0), /no NTLM message/],
    ['text', Buffer.from('NTLM supported, please begin with a message'), /no NTLM message/],
    ['another type', challenge(TARGET_INFO, (m) => m.writeUInt32LE(3, 8)), /type 3/],
    ['a name outside', challenge(TARGET_INFO, (m) => m.writeUInt32LE(0xfffffff0, 16)), /outside/],
    ['target information outside', challenge(TARGET_INFO, (m) => m.writeUInt16LE(0xffff, 40)), /outside/],
    ['a broken pair', challenge(Buffer.from('0100ffff', 'hex')), /broken/],
    ['pairs without end', challenge(Buffer.alloc(4000, 1)), /broken/],
    ['version 1', challenge(Buffer.alloc(0)), /version 1/],
  ];
  for (const [name, message, reason] of hostile) {
    it(`breaks off on ${name}`, async () => {
      const given = input();
      const text = said(await ntlm.start(given).respond(message));
      assert.match(text, /^\[abort: /);
      assert.match(text, reason);
      assert.deepEqual(given.sent, []);
    });
  }
});
