import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { Secret } from '../../../src/model/secret.ts';
import { pop3 } from '../../../src/protocols/pop3/definition.ts';
import type { LoginResult } from '../../../src/protocols/protocol.ts';
import { findMechanism } from '../../../src/sasl/index.ts';
import fc, { runs } from '../../support/property.ts';
import { openTalk, PIECES, type Talk, type TalkSetting } from './scripted-peer.ts';

const USER = 'me@example.com';
const PASSWORD = 'correct-horse-battery';
const READY = '+OK POP3 ready <1896.697170952@mail.test>\r\n';
const CAPA = '+OK list\r\nTOP\r\nUSER\r\nSASL PLAIN LOGIN CRAM-MD5\r\n.\r\n';

const talk = (turns: readonly (string | Buffer)[], setting?: TalkSetting): Talk => openTalk(pop3, turns, setting);

async function begin(turns: readonly (string | Buffer)[], setting?: TalkSetting): Promise<Talk> {
  const open = talk([READY, CAPA, ...turns], setting);
  open.redactor.add(PASSWORD, USER);
  assert.equal((await open.session.greet()).ok, true);
  assert.equal((await open.session.identify()).ok, true);
  return open;
}

function authenticate({ session, redactor }: Talk, name: string): Promise<LoginResult> {
  const mechanism = findMechanism(name);
  assert.ok(mechanism);
  const exchange = mechanism.start({
    user: USER,
    secret: new Secret(PASSWORD),
    host: 'mail.test',
    port: 995,
    service: 'pop',
    channelBinding: null,
    randomBytes: (size) => Buffer.alloc(size, 7),
    onSent: (payload, proofs) => redactor.addSent(payload, proofs),
  });
  return session.authenticate(name, exchange);
}

const logIn = ({ session }: Talk, command = 'USER', password = PASSWORD): Promise<LoginResult> => {
  assert.ok(session.logIn);
  return session.logIn(command, { user: USER, secret: new Secret(password) });
};

const blob = Buffer.from(`\0${USER}\0${PASSWORD}`).toString('base64');

for (const size of PIECES) {
  describe(`POP3 session, pieces of ${size}`, () => {
    it('asks for capabilities before and after TLS', async () => {
      const { session, peer } = talk(['+OK ready\r\n', '+OK\r\nSTLS\r\n.\r\n', '+OK begin\r\n', CAPA], { size });
      await session.greet();
      const before = await session.identify();
      assert.deepEqual(before.ok && [before.value.offersStartTls, before.value.loginCommands], [true, []]);
      assert.equal((await session.requestTls()).ok, true);
      const after = await session.identify();
      assert.deepEqual(after.ok && after.value.mechanisms, ['PLAIN', 'LOGIN', 'CRAM-MD5']);
      assert.deepEqual(peer.heard, ['CAPA', 'STLS', 'CAPA']);
    });

    it('takes stuffed dots and blank lines for what they are', async () => {
      const { session } = talk(['+OK ready\r\n', '+OK\r\n..X\r\n\r\n USER \r\n.\r\n'], { size });
      await session.greet();
      const outcome = await session.identify();
      assert.deepEqual(outcome.ok && outcome.value.keywords, ['.X', 'USER']);
    });

    it('a server without CAPA has USER and PASS, and no more is known', async () => {
      const { session } = talk(['+OK ready\r\n', '-ERR unknown command\r\n'], { size });
      await session.greet();
      const outcome = await session.identify();
      assert.deepEqual(outcome, {
        ok: true,
        value: {
          keywords: [],
          mechanisms: [],
          loginCommands: [{ name: 'USER', onlyByName: false, exposesSecret: true }],
          offersStartTls: false,
          refusal: null,
        },
      });
    });

    it('AUTH: the initial response answers the empty challenge', async () => {
      const open = await begin(['+ \r\n', '+OK in\r\n'], { size });
      const result = await authenticate(open, 'PLAIN');
      assert.deepEqual([result.status, open.peer.heard.slice(1)], ['accepted', ['AUTH PLAIN', blob]]);
      assert.ok(!open.lines().join().includes(blob));
    });

    it('AUTH: a mechanism that lets the server begin', async () => {
      const open = await begin([`+ ${Buffer.from('<1@x>').toString('base64')}\r\n`, '-ERR [AUTH] no\r\n'], { size });
      const result = await authenticate(open, 'CRAM-MD5');
      assert.deepEqual([result.status, result.reply?.enhanced, result.reply?.lines], ['rejected', 'AUTH', ['[AUTH] no']]);
    });

    it('AUTH: what cannot be decoded is cancelled', async () => {
      const open = await begin(['+ ?!\r\n', '-ERR cancelled\r\n'], { size });
      const result = await authenticate(open, 'LOGIN');
      assert.deepEqual([result.faultsMechanism, result.failure?.kind, open.peer.heard.at(-1)], [true, 'sasl', '*']);
    });

    it('USER and PASS', async () => {
      const open = await begin(['+OK\r\n', '+OK in\r\n'], { size });
      assert.equal((await logIn(open)).status, 'accepted');
      assert.deepEqual(open.peer.heard.slice(1), [`USER ${USER}`, `PASS ${PASSWORD}`]);
      assert.deepEqual(
        open.lines().filter((line) => line.startsWith('PASS')),
        ['PASS ***'],
      );
    });

    it('USER refused: no password follows', async () => {
      const open = await begin(['-ERR [SYS/TEMP] down\r\n'], { size });
      const result = await logIn(open);
      assert.deepEqual([result.status, result.reply?.enhanced, open.peer.heard.length], ['rejected', 'SYS/TEMP', 2]);
    });

    it('APOP: the digest of timestamp and password', async () => {
      const open = await begin(['+OK in\r\n'], { size });
      assert.equal((await logIn(open, 'APOP')).status, 'accepted');
      const digest = createHash('md5').update(`<1896.697170952@mail.test>${PASSWORD}`).digest('hex');
      assert.equal(open.peer.heard.at(-1), `APOP ${USER} ${digest}`);
      assert.ok(!open.lines().join().includes(digest));
    });

    it('keeps a password that comes back out of the transcript', async () => {
      const open = await begin(['+OK\r\n', `-ERR [${PASSWORD}] ${PASSWORD} (${blob})\r\n`], { size });
      const result = await logIn(open);
      assert.equal(result.status, 'rejected');
      const text = JSON.stringify(open.lines()).toLowerCase();
      assert.ok(!text.includes(PASSWORD) && !text.includes(blob.toLowerCase()), text);
    });
  });
}

describe('POP3 greeting', () => {
  const rows: [string, string][] = [
    ['+OK\r\n', 'ok'],
    ['-ERR [SYS/TEMP] busy\r\n', 'reply -ERR SYS/TEMP'],
    ['* OK IMAP4rev1 ready\r\n', 'malformed no-code * OK IMAP4rev1 ready'],
    ['220 mail.test ESMTP\r\n', 'malformed no-code 220 mail.test ESMTP'],
    ['+ hello\r\n', 'malformed bad-syntax + hello'],
    ['HTTP/1.1 400 Bad Request\r\n', 'malformed no-code HTTP/1.1 400 Bad Request'],
    ['+OK half', 'closed'],
  ];
  for (const [bytes, expected] of rows)
    it(JSON.stringify(bytes), async () => {
      const outcome = await talk([bytes]).session.greet();
      if (outcome.ok) return assert.equal('ok', expected);
      const { failure } = outcome;
      if (failure.kind === 'reply') return assert.equal(`reply ${failure.reply.status} ${failure.reply.enhanced}`, expected);
      assert.equal(failure.kind === 'malformed' ? `malformed ${failure.fault} ${failure.sample}` : failure.kind, expected);
    });
});

describe('POP3, what does not fit', () => {
  const rows: [string, string, string][] = [
    ['a refusal for the time being', '-ERR [SYS/TEMP] later\r\n', 'reply'],
    ['another protocol', '500 what\r\n', 'no-code'],
    ['a list without end', `+OK\r\n${'X\r\n'.repeat(1000)}`, 'reply-too-long'],
    ['blank lines without end', `+OK\r\n${'\r\n'.repeat(1000)}`, 'reply-too-long'],
    ['a line without end', `+OK\r\n${'X'.repeat(9000)}`, 'line-too-long'],
    ['a list cut off', '+OK\r\nUSER\r\n', 'closed'],
  ];
  for (const [name, answer, expected] of rows)
    it(name, async () => {
      const { session } = talk(['+OK hello\r\n', answer]);
      await session.greet();
      const outcome = await session.identify();
      assert.ok(!outcome.ok);
      const { failure } = outcome;
      assert.equal(failure.kind === 'malformed' ? failure.fault : failure.kind, expected);
    });

  it('a refused STLS is a reply', async () => {
    const { session } = talk(['+OK hello\r\n', '-ERR no\r\n']);
    await session.greet();
    const outcome = await session.requestTls();
    assert.ok(!outcome.ok && outcome.failure.kind === 'reply' && outcome.failure.stage === 'starttls');
  });

  it('a line end in the password is never sent', async () => {
    for (const command of ['USER', 'APOP']) {
      const open = await begin(['+OK\r\n', '+OK\r\n']);
      const result = await logIn(open, command, 'secret\r\nDELE 1');
      assert.deepEqual([result.status, result.failure?.kind, open.peer.heard], ['error', 'sasl', ['CAPA']]);
    }
  });

  it('challenges without end are cut short', async () => {
    const open = await begin(Array.from({ length: 50 }, () => '+ \r\n'));
    const result = await authenticate(open, 'LOGIN');
    assert.deepEqual([result.status, open.peer.heard.at(-1)], ['error', '*']);
  });
});

describe('POP3, any bytes', () => {
  const word = fc.constantFrom('+OK ', '-ERR ', '+ ', '[AUTH] ', '.', '.\r\n', 'SASL PLAIN', 'USER', '\r\n', '\n', '\0', '<1@x>');
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
    fc.array(word, { maxLength: 40 }).map((words) => Buffer.from(words.join(''))),
  );

  it('come to an outcome', () =>
    fc.assert(
      fc.asyncProperty(fc.array(bytes, { maxLength: 6 }), fc.constantFrom(...PIECES), async (turns, size) => {
        const open = talk(turns, { size, waitMs: 3 });
        assert.equal(typeof (await open.session.greet()).ok, 'boolean');
        assert.equal(typeof (await open.session.identify()).ok, 'boolean');
        for (const result of [await authenticate(open, 'PLAIN'), await logIn(open), await authenticate(open, 'LOGIN')]) {
          assert.ok(['accepted', 'rejected', 'error'].includes(result.status));
          assert.equal(result.status === 'error', result.failure !== null);
        }
        open.session.quit();
      }),
      { numRuns: runs(300) },
    ));
});
