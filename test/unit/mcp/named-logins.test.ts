// What may follow --login of `mcp`, and that a refusal repeats nothing of it: a password may stand there by mistake.
import assert from 'node:assert/strict';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { openLogins, parseLoginReference } from '../../../src/mcp/named-logins.ts';
import { UsageError } from '../../../src/model/usage-error.ts';
import { makeFolder } from '../../scenarios/support/built-program.ts';

const SECRET = 'Zf7-quartz-lamp.91x';
const folder = makeFolder();
after(() => folder.remove());

const refusal = (error: unknown): boolean => {
  assert.ok(error instanceof UsageError, String(error));
  assert.ok(!error.message.includes(SECRET), error.message);
  return true;
};

describe('a login by its name', () => {
  const FORMS: readonly (readonly [text: string, name: string, user: string, kind: string, source: string])[] = [
    ['work=alice@example.com:env:MAIL_PASSWORD', 'work', 'alice@example.com', 'env', 'MAIL_PASSWORD'],
    ['W-1_x=alice:FILE:/run/secrets/mail', 'W-1_x', 'alice', 'file', '/run/secrets/mail'],
    ['a=EXAMPLE\\alice:token-env:T', 'a', 'EXAMPLE\\alice', 'token-env', 'T'],
    ['a=alice:token-file:C:\\secrets\\token.txt', 'a', 'alice', 'token-file', 'C:\\secrets\\token.txt'],
    ['a=b=c:env:V', 'a', 'b=c', 'env', 'V'],
  ];
  for (const [text, name, user, kind, source] of FORMS)
    it(text, () => assert.deepEqual(parseLoginReference(text), { name, user, kind, source }));

  it('is refused without a word of it where it is in no such form', () => {
    for (const text of [
      ...[
        SECRET,
        `work=${SECRET}`,
        `work=alice:${SECRET}`,
        `work=alice:password:${SECRET}`,
        `work=alice:env`,
        `=alice:env:${SECRET}`,
      ],
      ...[`work:alice:env:${SECRET}`, `${SECRET}=:env:X`, `wörk=alice:env:${SECRET}`, `work=al\nice:env:${SECRET}`, ''],
    ])
      assert.throws(() => parseLoginReference(text), refusal, text);
  });

  const open = (text: string, env = {}) => openLogins([parseLoginReference(text)], env, () => {});
  it('is not opened where its secret cannot be read, and no message repeats what stands there', async () => {
    for (const text of [
      `a=b:env:${SECRET}`,
      'a=b:env:UNSET',
      `a=b:file:${SECRET}`,
      `a=b:file:${folder.path}/none`,
      `a=b:file:${folder.path}`,
    ])
      await assert.rejects(open(text), refusal, text);
    await assert.rejects(open('a=b:env:EMPTY', { EMPTY: '' }), refusal);
    await assert.rejects(open(`a=b:token-file:${folder.file('nul', `${SECRET}\0x`)}`), refusal);
    await assert.rejects(
      openLogins([parseLoginReference('a=b:env:V'), parseLoginReference('a=c:env:V')], { V: SECRET }, () => {}),
      /two logins are called a/,
    );
  });

  it('reads its file when it is wanted, and tells of every secret that it reads', async () => {
    const file = folder.file('secret', `${SECRET}\r\n`);
    chmodSync(file, 0o600);
    const told: string[] = [];
    const logins = await openLogins([parseLoginReference(`a=alice:file:${file}`)], {}, (secret) => told.push(secret.reveal()));
    assert.deepEqual(told, [SECRET]);
    writeFileSync(file, 'another one');
    const credentials = await logins.get('a')?.credentials();
    assert.equal(credentials?.password?.reveal(), 'another one');
    assert.equal(credentials?.token, null);
    assert.deepEqual(told, [SECRET, 'another one']);
    rmSync(file);
    await assert.rejects(async () => logins.get('a')?.credentials(), refusal);
  });
});
