// DIGEST-MD5 by the example of RFC 2831 §4, and against servers that do not keep to it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestMd5, digestResponses, parseDirectives } from '../../../src/sasl/digest-md5.ts';
import { inputFor, said } from './exchange-input.ts';

const CHALLENGE = 'realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",qop="auth",algorithm=md5-sess,charset=utf-8';
const EXAMPLE = {
  user: 'chris',
  realm: 'elwood.innosoft.com',
  password: 'secret',
  nonce: 'OA6MG9tEQGm2hh',
  cnonce: 'OA6MHXh6VqTrRk',
  uri: 'imap/elwood.innosoft.com',
};
const input = (changes = {}) =>
  inputFor({ user: 'chris', password: 'secret', host: 'elwood.innosoft.com', service: 'imap', ...changes });

describe('DIGEST-MD5', () => {
  it('the example of RFC 2831', () => {
    assert.deepEqual(digestResponses(EXAMPLE), {
      response: 'd388dad90d4bbd760a152321f2143af7',
      rspauth: 'ea40f60335c427b5527b84dbabcdfffd',
    });
  });

  it('hashes what fits Latin-1 in Latin-1', () => {
    const { response } = digestResponses({ ...EXAMPLE, user: 'j\u00fcrgen' });
    assert.notEqual(response, digestResponses({ ...EXAMPLE, user: 'j\u00c3\u00bcrgen' }).response);
  });

  it('answers, and takes the proof as a challenge or with the success', async () => {
    const cnonce = 'fyko+d2lbbFgONRv9qkxdawL';
    const { response, rspauth } = digestResponses({ ...EXAMPLE, cnonce });
    const asChallenge = digestMd5.start(input());
    assert.equal(asChallenge.initialResponse, null);
    assert.equal(
      said(await asChallenge.respond(Buffer.from(CHALLENGE))),
      `charset=utf-8,username="chris",realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",nc=00000001,cnonce="${cnonce}",digest-uri="imap/elwood.innosoft.com",response=${response},qop=auth`,
    );
    assert.equal(said(await asChallenge.respond(Buffer.from(`rspauth=${rspauth}`))), '');
    assert.deepEqual(asChallenge.finish(null), { ok: true });

    const withSuccess = digestMd5.start(input());
    await withSuccess.respond(Buffer.from(CHALLENGE));
    assert.deepEqual(withSuccess.finish(Buffer.from(`rspauth="${rspauth}"`)), { ok: true });
  });

  it('a yes without rspauth, or with a wrong one, does not count', async () => {
    for (const finalData of [
      null,
      Buffer.alloc(0),
      Buffer.from('rspauth=ea40f60335c427b5527b84dbabcdfffd'),
      Buffer.from('\xff'),
    ]) {
      const exchange = digestMd5.start(input());
      await exchange.respond(Buffer.from(CHALLENGE));
      assert.equal(exchange.finish(finalData).ok, false);
    }
    assert.equal(digestMd5.start(input()).finish(null).ok, false);
    const exchange = digestMd5.start(input());
    await exchange.respond(Buffer.from(CHALLENGE));
    assert.match(said(await exchange.respond(Buffer.from('rspauth=00'))), /^\[abort: the server's rspauth is wrong/);
  });

  it('leaves the realm out where the server has none, takes the first of several', async () => {
    const answer = async (challenge: string): Promise<string> =>
      said(await digestMd5.start(input()).respond(Buffer.from(challenge)));
    assert.doesNotMatch(await answer('nonce="abc",algorithm=md5-sess'), /realm=|charset=/);
    assert.match(await answer('realm="a\\"b",realm="c",nonce="abc",algorithm=md5-sess,qop="auth-int, auth"'), /,?realm="a\\"b",/);
  });

  const hostile: [name: string, challenge: string | Buffer, reason: RegExp][] = [
    ['nothing', '', /no list/],
    ['prose', 'please log in', /no list/],
    ['no nonce', 'realm="x",algorithm=md5-sess', /no nonce/],
    ['an empty nonce', 'nonce="",algorithm=md5-sess', /no nonce/],
    ['two nonces', 'nonce="a",nonce="b",algorithm=md5-sess', /nonce twice/],
    ['no algorithm', 'nonce="a"', /md5-sess/],
    ['another algorithm', 'nonce="a",algorithm=sha-256', /md5-sess/],
    ['no qop=auth', 'nonce="a",algorithm=md5-sess,qop="auth-conf"', /qop=auth/],
    ['an open quote', 'nonce="a,algorithm=md5-sess', /no list/],
    ['bytes', Buffer.from([0xff, 0x00, 0x22]), /no list/],
    ['too many directives', 'a=b,'.repeat(200), /no list/],
    ['a megabyte', Buffer.alloc(1 << 20, 0x2c), /1048576 bytes/],
  ];
  for (const [name, challenge, reason] of hostile) {
    it(`breaks off on ${name}`, async () => {
      const given = input();
      const text = said(await digestMd5.start(given).respond(Buffer.from(challenge)));
      assert.match(text, /^\[abort: /);
      assert.match(text, reason);
      assert.deepEqual(given.sent, []);
    });
  }

  it('reads directives with odd white space', () => {
    assert.deepEqual(
      parseDirectives(' , nonce = "a, b" ,, QOP=auth'),
      new Map([
        ['nonce', ['a, b']],
        ['qop', ['auth']],
      ]),
    );
  });
});
