// SCRAM by the examples of RFC 5802 §5 and RFC 7677 §3, and against servers that do not keep to them.
import assert from 'node:assert/strict';
import { pbkdf2Sync } from 'node:crypto';
import { describe, it } from 'node:test';
import { findMechanism } from '../../../src/sasl/index.ts';
import type { SaslExchange, SaslInput } from '../../../src/sasl/mechanism.ts';
import { scramKeys } from '../../../src/sasl/scram.ts';
import { inputFor, said } from './exchange-input.ts';

const NONCE = 'fyko+d2lbbFgONRv9qkxdawL';
const FIRST = 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096';
const PROOF = 'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=';
const SIGNATURE = 'v=rmF9pqV8S7suAoZWja4dJRkFsKQ=';

function start(name: string, input: SaslInput = inputFor()): SaslExchange {
  const mechanism = findMechanism(name);
  assert.ok(mechanism);
  return mechanism.start(input);
}

describe('SCRAM', () => {
  it('SHA-1: the example of RFC 5802', async () => {
    const input = inputFor();
    const exchange = start('SCRAM-SHA-1', input);
    assert.equal(exchange.initialResponse?.toString(), `n,,n=user,r=${NONCE}`);
    assert.equal(said(await exchange.respond(Buffer.from(FIRST))), PROOF);
    assert.deepEqual(input.sent, [Buffer.from(PROOF).toString('base64')]);
    assert.equal(said(await exchange.respond(Buffer.from(SIGNATURE))), '');
    assert.deepEqual(exchange.finish(null), { ok: true });
  });

  it('SHA-256: the example of RFC 7677, the signature with the success', async () => {
    const exchange = start('SCRAM-SHA-256', inputFor({ nonce: 'rOprNGfwEbeRWgbNEkqO' }));
    const step = await exchange.respond(
      Buffer.from('r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096'),
    );
    assert.equal(
      said(step),
      'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
    );
    assert.deepEqual(exchange.finish(Buffer.from('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')), { ok: true });
  });

  it('a yes without a proof, or with a wrong one, does not count', async () => {
    const cases: (Buffer | null)[] = [
      null,
      Buffer.alloc(0),
      Buffer.from('v='),
      Buffer.from('v=AAAAAAAAAAAAAAAAAAAAAAAAAAA='),
      Buffer.from('v=rmF9pqV8S7suAoZWja4dJRkFsK'),
      Buffer.from(`x=1,${SIGNATURE}`),
      Buffer.from('e=other-error'),
    ];
    for (const finalData of cases) {
      const exchange = start('SCRAM-SHA-1');
      await exchange.respond(Buffer.from(FIRST));
      assert.equal(exchange.finish(finalData).ok, false, String(finalData));
    }
    assert.equal(start('SCRAM-SHA-1').finish(Buffer.from(SIGNATURE)).ok, false, 'accepted before any challenge');
  });

  it('breaks off on a wrong signature, and stays broken off', async () => {
    const exchange = start('SCRAM-SHA-1');
    await exchange.respond(Buffer.from(FIRST));
    assert.match(said(await exchange.respond(Buffer.from('v=AAAA'))), /^\[abort: the server's signature is wrong/);
    assert.equal(exchange.finish(Buffer.from(SIGNATURE)).ok, false);
  });

  it('takes e= as the refusal that it is', async () => {
    const exchange = start('SCRAM-SHA-1');
    await exchange.respond(Buffer.from(FIRST));
    assert.equal(said(await exchange.respond(Buffer.from('e=invalid-proof\x1b'))), '');
    assert.equal(exchange.errorChallenge, 'e=invalid-proof\\x1b');
    assert.equal(exchange.finish(null).ok, false);
  });

  const hostile: [name: string, first: string | Buffer, reason: RegExp][] = [
    ['nothing', '', /no SCRAM message/],
    ['a foreign nonce', 'r=abcdefgh,s=QSXCR+Q6sek8bf92,i=4096', /does not continue/],
    ['our nonce alone', `r=${NONCE},s=QSXCR+Q6sek8bf92,i=4096`, /does not continue/],
    ['no salt', `r=${NONCE}x,i=4096`, /no SCRAM message/],
    ['an empty salt', `r=${NONCE}x,s=,i=4096`, /no SCRAM message/],
    ['a salt that is no Base64', `r=${NONCE}x,s=QQQ=Q,i=4096`, /salt/],
    ['no iterations', `r=${NONCE}x,s=QSXCR+Q6sek8bf92,i=0`, /no iterations/],
    [
      'iterations without end',
      `r=${NONCE}x,s=QSXCR+Q6sek8bf92,i=2147483647`,
      /more than the 1000000 iterations that are made: 2147483647/,
    ],
    ['a number too large for numbers', `r=${NONCE}x,s=QSXCR+Q6sek8bf92,i=${'9'.repeat(400)}`, /iterations/],
    ['negative iterations', `r=${NONCE}x,s=QSXCR+Q6sek8bf92,i=-1`, /no SCRAM message/],
    ['a field twice', `r=${NONCE}x,s=QSXCR+Q6sek8bf92,i=4096,i=1`, /twice/],
    ['fields in another order', `s=QSXCR+Q6sek8bf92,r=${NONCE}x,i=4096`, /no SCRAM message/],
    ['a mandatory extension', `m=x,r=${NONCE}x,s=QSXCR+Q6sek8bf92,i=4096`, /extension/],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00]), /no SCRAM message/],
    ['a megabyte', Buffer.alloc(1 << 20, 0x72), /1048576 bytes/],
  ];
  for (const [name, first, reason] of hostile) {
    it(`breaks off, without any proof, on ${name}`, async () => {
      const input = inputFor();
      const exchange = start('SCRAM-SHA-1', input);
      const text = said(await exchange.respond(Buffer.from(first)));
      assert.match(text, /^\[abort: /);
      assert.match(text, reason);
      assert.deepEqual(input.sent, []);
      assert.equal(exchange.finish(null).ok, false);
    });
  }

  it('takes extensions at the end, and fewer iterations than the RFC asks for', async () => {
    const exchange = start('SCRAM-SHA-1');
    assert.match(said(await exchange.respond(Buffer.from(`r=${NONCE}x,s=QSXCR+Q6sek8bf92,i=1,x=y`))), /^c=biws,r=/);
  });

  it('gives no proof once the time is up', async () => {
    const input = inputFor({ deriveKey: async () => null });
    const exchange = start('SCRAM-SHA-1', input);
    assert.match(
      said(await exchange.respond(Buffer.from(FIRST))),
      /^\[abort: the server asks for 4096 iterations, and the time was up/,
    );
    assert.deepEqual(input.sent, []);
  });

  it('escapes and prepares the user name', () => {
    assert.equal(start('SCRAM-SHA-1', inputFor({ user: 'a=b,c' })).initialResponse?.toString(), `n,,n=a=3Db=2Cc,r=${NONCE}`);
    // RFC 4013 §3: soft hyphen goes, the roman numeral is spelt out.
    assert.equal(start('SCRAM-SHA-1', inputFor({ user: 'I\u00adX\u2168' })).initialResponse?.toString(), `n,,n=IXIX,r=${NONCE}`);
  });

  it('prepares the password, and takes one as it stands that can not be prepared', async () => {
    const proofOf = async (password: string): Promise<string> =>
      said(await start('SCRAM-SHA-1', inputFor({ password })).respond(Buffer.from(FIRST)));
    assert.equal(await proofOf('p\u00adencil'), PROOF);
    const salt = Buffer.from('QSXCR+Q6sek8bf92', 'base64');
    const authMessage = `n=user,r=${NONCE},${FIRST},${PROOF.slice(0, PROOF.indexOf(',p='))}`;
    const salted = pbkdf2Sync('bell\u0007\u00fc', salt, 4096, 20, 'sha1');
    const { proof } = scramKeys('sha1', salted, authMessage);
    assert.ok((await proofOf('bell\u0007\u00fc')).endsWith(`,p=${proof.toString('base64')}`));
  });

  const exporter = Buffer.alloc(32, 7);
  const endPoint = Buffer.alloc(32, 9);
  const bindings: [name: string, mechanism: string, binding: SaslInput['channelBinding'], header: string, data: Buffer | null][] =
    [
      ['no TLS', 'SCRAM-SHA-256', null, 'n,,', null],
      ['TLS, the server without -PLUS', 'SCRAM-SHA-256', { exporter, endPoint, serverOffersPlus: false }, 'y,,', null],
      [
        'TLS, the server with -PLUS that is not wanted',
        'SCRAM-SHA-256',
        { exporter, endPoint, serverOffersPlus: true },
        'n,,',
        null,
      ],
      ['TLS without any data', 'SCRAM-SHA-256', { exporter: null, endPoint: null, serverOffersPlus: false }, 'n,,', null],
      ['TLS 1.3', 'SCRAM-SHA-256-PLUS', { exporter, endPoint, serverOffersPlus: true }, 'p=tls-exporter,,', exporter],
      ['TLS 1.2', 'SCRAM-SHA-1-PLUS', { exporter: null, endPoint, serverOffersPlus: true }, 'p=tls-server-end-point,,', endPoint],
    ];
  for (const [name, mechanism, channelBinding, header, data] of bindings) {
    it(`channel binding: ${name}: ${header}`, async () => {
      const exchange = start(mechanism, inputFor({ channelBinding }));
      assert.ok(exchange.initialResponse?.toString().startsWith(`${header}n=user,`));
      const final = said(await exchange.respond(Buffer.from(FIRST)));
      const sent = Buffer.from(/^c=([^,]+)/.exec(final)?.[1] ?? '', 'base64');
      assert.deepEqual(sent, Buffer.concat([Buffer.from(header), data ?? Buffer.alloc(0)]));
    });
  }
});
