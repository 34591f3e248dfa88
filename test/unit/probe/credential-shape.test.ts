// What looks wrong about credentials: the pair on the left, the shapes on the right.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret } from '../../../src/model/secret.ts';
import { shapeOf } from '../../../src/probe/credential-shape.ts';
import { describeUnsendable } from '../../../src/sasl/index.ts';

const ADDRESS = { username: 'full email address' };
const LOCAL_PART = { username: 'local part only (before the @)' };
const USER = 'ada@example.test';

describe('shapeOf', () => {
  const passwords: [secret: string, shapes: string[]][] = [
    ['correct horse 7', []],
    ['p<w&"d\'`|*_\\%41+/=', []],
    ['', ['empty-password']],
    [' secret', ['leading-space']],
    ['secret ', ['trailing-space']],
    ['\u00a0secret\u3000', ['leading-space', 'trailing-space']],
    ['\tsecret', ['leading-space']],
    ['secret\n', ['newline']],
    ['secret \r\n', ['newline', 'trailing-space']],
    ['sec\nret', ['newline']],
    ['\u201csecret\u201d', ['typographic-quotes']],
    ['don\u2019t', ['typographic-quotes']],
    ['Z\u00fcrich', ['non-ascii']],
    ['\u5bc6\u7801\u{1f511}', ['non-ascii']],
    ['sec\u200bret', ['control-character']],
    ['sec\u0007ret', ['control-character']],
    ['\u2018\u00e9\u200d', ['typographic-quotes', 'control-character', 'non-ascii']],
    ['abcd efgh ijkl mnop', ['app-password-spaces']],
    ['abcd\u00a0efgh\u00a0ijkl\u00a0mnop', ['app-password-spaces']],
    ['abcdefghijklmnop', []],
    ['abcd efgh ijkl', []],
    ['   ', ['leading-space', 'trailing-space']],
  ];
  for (const [secret, shapes] of passwords) {
    it(`password ${JSON.stringify(secret)}`, () =>
      assert.deepEqual(shapeOf({ user: USER, secret: new Secret(secret), kind: 'password' }), shapes));
  }

  const users: [user: string, provider: { username: string } | null, shapes: string[]][] = [
    [USER, ADDRESS, []],
    ['ada', ADDRESS, ['bare-user']],
    ['ada', LOCAL_PART, []],
    ['ada', null, []],
    ['CORP\\ada', ADDRESS, ['domain-backslash-user']],
    ['CORP\\ada', null, []],
    ['', ADDRESS, []],
    [' ada@example.test', ADDRESS, ['user-spaces']],
    ['ada @example.test', null, ['user-spaces']],
    ['ada@example.test\n', null, ['user-spaces', 'newline']],
    ['j\u00fcrgen@example.test', null, ['non-ascii']],
    ['ada\u200b@example.test', null, ['control-character']],
  ];
  for (const [user, provider, shapes] of users) {
    it(`user ${JSON.stringify(user)} at ${provider?.username ?? 'an unknown host'}`, () =>
      assert.deepEqual(shapeOf({ user, secret: new Secret('secret'), kind: 'password', provider }), shapes));
  }

  it('names whatever cannot be sent at all, so that a login which is not made is told of', () => {
    const texts = ['sec\0ret', 'a b', ' a', 'a\tb', 'a\nb', 'a\x01b', 'a\x7fb', 'a\ud800b', 'Bearer a', 'a\u00a0b', 'abc'];
    for (const kind of ['password', 'token'] as const)
      for (const [user, secret] of texts.flatMap((text) => [[USER, text] as const, [text, 'abc'] as const]))
        if (describeUnsendable(user, secret, kind) !== null)
          assert.notDeepEqual(shapeOf({ user, secret, kind }), [], JSON.stringify([user, secret, kind]));
  });

  it('tokens, certificates and nothing', () => {
    assert.deepEqual(shapeOf({ user: USER, secret: new Secret('eyJ.x.y '), kind: 'token' }), ['trailing-space']);
    assert.deepEqual(shapeOf({ user: USER, secret: new Secret('abcd efgh ijkl mnop'), kind: 'token' }), ['token-space']);
    assert.deepEqual(shapeOf({ user: '', secret: null, kind: 'certificate' }), []);
    assert.deepEqual(shapeOf({ user: '', secret: null, kind: 'anonymous' }), []);
  });
});
