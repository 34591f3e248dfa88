// The redactor's rules, case by case; the properties are in test/fuzz.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Redactor } from '../../../src/net/redactor.ts';

const USER = 'alice@example.test';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const knowing = (secret: string, user = USER): Redactor => {
  const redactor = new Redactor();
  redactor.add(secret, user);
  return redactor;
};

describe('Redactor', () => {
  const cases: [secret: string, text: string, expected: string][] = [
    ['hunter22', '535 Bad password hunter22 for alice', '535 Bad password *** for alice'],
    ['hunter22', 'hunter22hunter22', '***'],
    ['hunter22', `535 ${base64('hunter22')} no`, '535 *** no'],
    ['hunter22', `535 ${base64(`\0${USER}\0hunter22`)} no`, '535 *** no'],
    // The ends of a blob hold bits of the secret's first and last byte: the run goes as a whole.
    ['hunter22', `x ${base64('abhunter22cd')} y`, 'x *** y'],
    ['hunter22', 'said 68 75 6e 74 65 72 32 32.', 'said ***.'],
    // A space at its end was pasted along, and may be trimmed by whoever echoes it.
    ['hunter22 ', '* CAPABILITY IMAP4rev1 hunter22', '* CAPABILITY IMAP4rev1 ***'],
    [' hunter22\n', 'no hunter22, no', 'no ***, no'],
    ['hunter22 ', `535 ${base64('hunter22 ')} no`, '535 *** no'],
    ['hunter22 ', `535 ${base64(`\0${USER}\0hunter22`)} no`, '535 *** no'],
    // Short: only as a word.
    ['mail', 'mail.example.com says mail is bad', 'mail.example.com says *** is bad'],
    ['mail', 'a mailbox, email, 587-mail', 'a mailbox, email, 587-mail'],
    ['abc', 'got \\x00abc, not abcd', 'got \\x00***, not abcd'],
    // One character: only between quotes, and in blobs.
    ['a', "a bad password 'a' for alice (a)", "a bad password '***' for alice (***)"],
    ['a', `535 ${base64(`\0${USER}\0a`)}`, '535 ***'],
    ['a', `535 ${base64('a')} banana`, '535 *** banana'],
    // What can't be told from the mask is let be.
    ['****', 'text **** text', 'text **** text'],
  ];
  for (const [secret, text, expected] of cases) {
    it(`${JSON.stringify(secret)} in ${JSON.stringify(text)}`, () => assert.equal(knowing(secret).scrub(text), expected));
  }

  it('leaves Base64 of the user name, which is no secret', () => {
    const text = `334 ${base64(USER)} UGFzc3dvcmQ6`;
    assert.equal(knowing('hunter22').scrub(text), text);
  });

  it('knows a payload that went over the wire, and the digest in it', () => {
    const redactor = new Redactor();
    const digest = '3dbc88f0624776a737b39093f6eb6427';
    redactor.addSent(base64(`tanstaaftanstaaf ${digest}`), [digest]);
    assert.equal(
      redactor.scrub(`you said ${base64(`tanstaaftanstaaf ${digest}`)}, that is ${digest} for tanstaaftanstaaf`),
      'you said ***, that is *** for tanstaaftanstaaf',
    );
  });

  it('knows a SCRAM proof, and leaves the nonce', () => {
    const redactor = new Redactor();
    const proof = 'v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=';
    redactor.addSent(base64(`c=biws,r=fyko+d2lbbFgONRv9qkxdawL,p=${proof}`), [proof]);
    assert.equal(redactor.scrub('r=fyko+d2lbbFgONRv9qkxdawL p v0X8v3Bz2T0CJGbJQyF0X+HI4Ts='), 'r=fyko+d2lbbFgONRv9qkxdawL p ***');
  });

  it('ignores payloads that say nothing', () => {
    const redactor = new Redactor();
    for (const payload of ['', '=', '*', 'AQ==']) redactor.addSent(payload);
    assert.equal(redactor.isEmpty, true);
    assert.equal(redactor.scrub('= * AQ=='), '= * AQ==');
  });

  it('finds a token that was cut short, or broken over reply lines with codes between', () => {
    const token = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL291dGxvb2sub2ZmaWNlMzY1LmNvbSJ9.c2lnbmF0dXJl';
    const redactor = knowing(token);
    assert.equal(redactor.scrub(`token ${token.slice(20, 60)}... is bad`), 'token ***... is bad');
    const blob = base64(`user=${USER}\u0001auth=Bearer ${token}\u0001\u0001`);
    const lines = (blob.match(/.{1,64}/g) ?? []).map((line) => redactor.scrub(`535-5.7.8 ${line}`));
    assert.ok(
      lines.slice(1).every((line) => line === '535-5.7.8 ***'),
      lines.join('\n'),
    );
  });

  it('scrubs a megabyte of near misses', () => {
    const redactor = knowing('aaaaaaab');
    const text = `${'a'.repeat(200_000)} ${'hunter2 '.repeat(10_000)}`;
    assert.equal(redactor.scrub(text), text);
    assert.equal(redactor.scrub(`${text}aaaaaaab`).endsWith('hunter2 ***'), true);
  });

  it('says whether it knows anything', () => {
    assert.equal(new Redactor().isEmpty, true);
    assert.equal(knowing('x').isEmpty, false);
  });
});
