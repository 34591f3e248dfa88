// What a token says of itself: JWTs of the usual issuers, and what is none.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readClaims } from '../../../src/oauth/claims.ts';

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const jwt = (payload: unknown, header: unknown = { alg: 'RS256' }): string => `${encode(header)}.${encode(payload)}.c2ln`;

describe('readClaims', () => {
  it('Microsoft, delegated', () => {
    const token = jwt({
      aud: 'https://outlook.office365.com',
      iss: 'https://sts.windows.net/t/',
      exp: 1700000000,
      nbf: 1699990000,
      scp: 'IMAP.AccessAsUser.All SMTP.Send',
      upn: 'ada@contoso.test',
      tid: 't-1',
      appid: 'a-1',
    });
    assert.deepEqual(readClaims(token), {
      audience: ['https://outlook.office365.com'],
      issuer: 'https://sts.windows.net/t/',
      expiresAt: '2023-11-14T22:13:20.000Z',
      notBefore: '2023-11-14T19:26:40.000Z',
      scopes: ['IMAP.AccessAsUser.All', 'SMTP.Send'],
      roles: [],
      user: 'ada@contoso.test',
      tenant: 't-1',
      application: 'a-1',
    });
  });

  it('an application, by roles, with several audiences', () => {
    const claims = readClaims(`Bearer ${jwt({ aud: ['a', 'b'], roles: ['SMTP.SendAsApp'] })}\n`);
    assert.deepEqual([claims?.audience, claims?.roles, claims?.scopes, claims?.user], [['a', 'b'], ['SMTP.SendAsApp'], [], null]);
  });

  it('scope by RFC 8693', () => assert.deepEqual(readClaims(jwt({ scope: 'mail read' }))?.scopes, ['mail', 'read']));

  it('nothing that a terminal would act on', () =>
    assert.equal(readClaims(jwt({ upn: 'a\u001b[2J\u202e' }))?.user, 'a\\x1b[2J\\u202e'));

  it('odd values are left out', () => {
    const claims = readClaims(jwt({ aud: { a: 1 }, exp: '1700000000', nbf: -1, scp: [1, null, 'x'], upn: 7, tid: '' }));
    assert.deepEqual(claims, {
      audience: [],
      issuer: null,
      expiresAt: null,
      notBefore: null,
      scopes: ['x'],
      roles: [],
      user: null,
      tenant: null,
    });
    for (const exp of [1e300, 253402300800, true, {}]) assert.equal(readClaims(jwt({ exp }))?.expiresAt, null, String(exp));
    assert.equal(readClaims(jwt('{"exp":1e999}'))?.expiresAt, null);
  });

  it('is bounded', () => {
    const claims = readClaims(jwt({ scp: Array.from({ length: 500 }, (_, i) => `s${i}`), upn: 'u'.repeat(5000) }));
    assert.equal(claims?.scopes.length, 100);
    assert.equal(claims?.user?.length, 500);
    assert.equal(readClaims(jwt({ upn: 'u'.repeat(70_000) })), null);
  });

  it('takes nothing from a prototype', () => {
    const claims = readClaims(jwt('{"__proto__":{"upn":"evil@x.test"},"constructor":1}'));
    assert.equal(claims?.user, null);
  });

  const none: [name: string, token: string][] = [
    ["Google's opaque one", 'ya29.a0AfB_byExample.more'],
    ['nothing', ''],
    ['two parts', 'a.b'],
    ['an encrypted one', `${encode({ alg: 'dir' })}.a.b.c.d`],
    ['a list', jwt([1])],
    ['a number', jwt('7')],
    ['broken JSON', jwt('{"a":')],
    ['a header that is none', jwt({ aud: 'x' }, 'hello')],
    ['no Base64', '{}.{}.{}'],
    ['a password with dots', 'pass.word.here'],
  ];
  for (const [name, token] of none) it(`null for ${name}`, () => assert.equal(readClaims(token), null));
});
