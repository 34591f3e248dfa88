// The mechanisms of one or two messages, by the examples of their RFCs.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { anonymous } from '../../../src/sasl/anonymous.ts';
import { decodeBase64 } from '../../../src/sasl/base64.ts';
import { cramMd5 } from '../../../src/sasl/cram-md5.ts';
import { external } from '../../../src/sasl/external.ts';
import { login } from '../../../src/sasl/login.ts';
import { oauthbearer } from '../../../src/sasl/oauthbearer.ts';
import { plain } from '../../../src/sasl/plain.ts';
import { xoauth2 } from '../../../src/sasl/xoauth2.ts';
import { inputFor, said } from './exchange-input.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('PLAIN', () => {
  it('the example of RFC 4616', async () => {
    const input = inputFor({ user: 'tim', password: 'tanstaaftanstaaf' });
    const exchange = plain.start(input);
    assert.equal(exchange.initialResponse?.toString(), '\0tim\0tanstaaftanstaaf');
    assert.deepEqual(input.sent, [base64('\0tim\0tanstaaftanstaaf')]);
    assert.deepEqual(exchange.finish(null), { ok: true });
    assert.match(said(await exchange.respond(Buffer.alloc(0))), /^\[abort: /);
  });

  it('is UTF-8, spaces and all', () => {
    assert.equal(
      plain.start(inputFor({ user: 'j\u00fcrgen', password: ' p\u20ac ' })).initialResponse?.toString('hex'),
      Buffer.from('\0j\u00fcrgen\0 p\u20ac ').toString('hex'),
    );
  });

  it('without a secret is our own bug', () => assert.throws(() => plain.start(inputFor({ secret: null }))));
});

describe('LOGIN', () => {
  it('answers two prompts, whatever they say, and no third', async () => {
    const input = inputFor({ user: 'tim', password: 'secret' });
    const exchange = login.start(input);
    assert.equal(exchange.initialResponse, null);
    assert.equal(exchange.finish(null).ok, false);
    assert.equal(said(await exchange.respond(Buffer.from('Benutzername\0'))), 'tim');
    assert.deepEqual(input.sent, [], 'the user name is no secret');
    assert.equal(said(await exchange.respond(Buffer.alloc(0))), 'secret');
    assert.deepEqual(input.sent, [base64('secret')]);
    assert.deepEqual(exchange.finish(null), { ok: true });
    for (let more = 0; more < 3; more++) assert.match(said(await exchange.respond(Buffer.from('Username:'))), /^\[abort: /);
  });
});

describe('CRAM-MD5', () => {
  const CHALLENGE = Buffer.from('<1896.697170952@postoffice.reston.mci.net>');
  it('the example of RFC 2195', async () => {
    const input = inputFor({ user: 'tim', password: 'tanstaaftanstaaf' });
    const exchange = cramMd5.start(input);
    assert.equal(exchange.initialResponse, null);
    assert.equal(said(await exchange.respond(CHALLENGE)), 'tim b913a602c7eda7a495b4e6e7334d3890');
    assert.deepEqual(input.sent, [base64('tim b913a602c7eda7a495b4e6e7334d3890')]);
    assert.deepEqual(exchange.finish(null), { ok: true });
    assert.match(said(await exchange.respond(CHALLENGE)), /second challenge/);
  });

  it('breaks off on an empty or a huge challenge, and takes any other bytes', async () => {
    assert.match(said(await cramMd5.start(inputFor()).respond(Buffer.alloc(0))), /empty/);
    assert.match(said(await cramMd5.start(inputFor()).respond(Buffer.alloc(1 << 20))), /1048576 bytes/);
    assert.match(said(await cramMd5.start(inputFor()).respond(Buffer.from([0, 255]))), /^user [0-9a-f]{32}$/);
    assert.equal(cramMd5.start(inputFor()).finish(null).ok, false);
  });
});

describe('XOAUTH2', () => {
  const input = () => inputFor({ user: 'someuser@example.com', password: 'ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg' });
  it("the example of Google's page", () => {
    const given = input();
    assert.equal(
      xoauth2.start(given).initialResponse?.toString('base64'),
      'dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==',
    );
    assert.equal(given.sent.length, 1);
  });

  it('answers the error with an empty response, once', async () => {
    const exchange = xoauth2.start(input());
    assert.equal(exchange.errorChallenge, null);
    assert.deepEqual(await exchange.respond(Buffer.from('{"status":"401","schemes":"bearer"}\x1b')), {
      kind: 'response',
      carriesSecret: false,
      bytes: Buffer.alloc(0),
    });
    assert.equal(exchange.errorChallenge, '{"status":"401","schemes":"bearer"}\\x1b');
    assert.equal(exchange.finish(null).ok, false);
    assert.match(said(await exchange.respond(Buffer.from('{}'))), /^\[abort: /);
  });

  it('keeps no more of an error than a challenge may have', async () => {
    const exchange = xoauth2.start(input());
    await exchange.respond(Buffer.alloc(1 << 20, 0x41));
    assert.equal(exchange.errorChallenge?.length, 12_288);
  });
});

describe('OAUTHBEARER', () => {
  it('the example of RFC 7628 §4.1', async () => {
    const exchange = oauthbearer.start(
      inputFor({
        user: 'user@example.com',
        host: 'server.example.com',
        port: 143,
        password: 'vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==',
      }),
    );
    assert.equal(
      exchange.initialResponse?.toString(),
      'n,a=user@example.com,\x01host=server.example.com\x01port=143\x01auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\x01\x01',
    );
    assert.deepEqual(await exchange.respond(Buffer.from('{"status":"invalid_token"}')), {
      kind: 'response',
      carriesSecret: false,
      bytes: Buffer.of(1),
    });
    assert.equal(exchange.errorChallenge, '{"status":"invalid_token"}');
  });

  it('escapes the name', () => {
    assert.match(oauthbearer.start(inputFor({ user: 'a,b=c' })).initialResponse?.toString() ?? '', /^n,a=a=2Cb=3Dc,\x01/);
    assert.match(oauthbearer.start(inputFor({ user: '' })).initialResponse?.toString() ?? '', /^n,,\x01/);
  });
});

describe('EXTERNAL and ANONYMOUS', () => {
  it('send a name, or present and empty', () => {
    assert.equal(external.start(inputFor({ user: '', secret: null })).initialResponse?.length, 0);
    assert.equal(external.start(inputFor({ user: 'tim', secret: null })).initialResponse?.toString(), 'tim');
    assert.equal(anonymous.start(inputFor({ user: 'sirhc', secret: null })).initialResponse?.toString(), 'sirhc');
    assert.equal(anonymous.start(inputFor({ user: 'x'.repeat(300), secret: null })).initialResponse?.length, 255);
  });
});

describe('decodeBase64', () => {
  const good: [text: string, decoded: string][] = [
    ['', ''],
    ['=', ''],
    ['VXNlcm5hbWU6', 'Username:'],
    ['VXNlcm5hbWU6 ', 'Username:'],
    ['YQ==', 'a'],
    ['YQ', 'a'],
    ['YWI=', 'ab'],
  ];
  for (const [text, decoded] of good)
    it(`good ${JSON.stringify(text)}`, () => assert.equal(decodeBase64(text)?.toString(), decoded));
  for (const text of ['!!! not base64 !!!', 'Username:', 'YQ=', 'Y', 'YQ==YQ==', 'Y Q=', '====', 'YQ\u00e9=', '\0']) {
    it(`bad ${JSON.stringify(text)}`, () => assert.equal(decodeBase64(text), null));
  }
});
