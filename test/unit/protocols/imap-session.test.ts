import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret } from '../../../src/model/secret.ts';
import { imap } from '../../../src/protocols/imap/definition.ts';
import type { LoginResult } from '../../../src/protocols/protocol.ts';
import { findMechanism } from '../../../src/sasl/index.ts';
import fc, { runs } from '../../support/property.ts';
import { openTalk, PIECES, type Talk, type TalkSetting } from './scripted-peer.ts';

const USER = 'me@example.com';
const PASSWORD = 'correct-horse-battery';

const READY = '* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n';
const WITHOUT_IR = '* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN AUTH=XOAUTH2] ready\r\n';

const talk = (turns: readonly (string | Buffer)[], setting?: TalkSetting): Talk => openTalk(imap, turns, setting);

async function begin(turns: readonly (string | Buffer)[], setting?: TalkSetting): Promise<Talk> {
  const open = talk(turns, setting);
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
    port: 993,
    service: 'imap',
    channelBinding: null,
    randomBytes: (size) => Buffer.alloc(size, 7),
    onSent: (payload, proofs) => redactor.addSent(payload, proofs),
  });
  return session.authenticate(name, exchange);
}

const logIn = ({ session }: Talk, user = USER, password = PASSWORD): Promise<LoginResult> => {
  assert.ok(session.logIn);
  return session.logIn('LOGIN', { user, secret: new Secret(password) });
};

const blob = Buffer.from(`\0${USER}\0${PASSWORD}`).toString('base64');

for (const size of PIECES) {
  describe(`IMAP session, pieces of ${size}`, () => {
    it('takes the capabilities from the greeting, and asks after TLS', async () => {
      const { session, peer } = talk(
        [
          '* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] Dovecot ready.\r\n',
          'a1 OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] Begin\r\n',
          '* CAPABILITY IMAP4rev1 AUTH=CRAM-MD5\r\na2 OK done\r\n',
        ],
        { size },
      );
      const greeting = await session.greet();
      assert.deepEqual(greeting, {
        ok: true,
        value: { code: null, enhanced: null, lines: ['Dovecot ready.'], status: 'OK' },
      });
      const before = await session.identify();
      assert.deepEqual(before.ok && [before.value.offersStartTls, before.value.mechanisms, peer.heard], [true, [], []]);
      assert.equal((await session.requestTls()).ok, true);
      const after = await session.identify();
      assert.deepEqual(after.ok && [after.value.mechanisms, peer.heard], [['CRAM-MD5'], ['a1 STARTTLS', 'a2 CAPABILITY']]);
    });

    it('reads past untagged data and literals', async () => {
      const { session } = talk(
        [
          '* OK hello\r\n',
          '* ID ("name" {9}\r\na1 OK\r\n)x "v" {3+}\r\n\r\n\n)\r\n* 3 EXISTS\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\na1 OK done\r\n',
        ],
        { size },
      );
      await session.greet();
      const outcome = await session.identify();
      assert.deepEqual(outcome.ok && outcome.value.keywords, ['IMAP4rev1', 'AUTH=PLAIN']);
    });

    it('sends an initial response along where SASL-IR is offered', async () => {
      const open = await begin([READY, '* CAPABILITY IMAP4rev1\r\na1 OK [CAPABILITY IMAP4rev1] Logged in\r\n'], { size });
      const result = await authenticate(open, 'PLAIN');
      assert.deepEqual([result.status, open.peer.heard], ['accepted', [`a1 AUTHENTICATE PLAIN ${blob}`]]);
      assert.ok(open.lines().includes('a1 AUTHENTICATE PLAIN ***'));
    });

    it('else waits for the empty continuation, be it bare or with words', async () => {
      for (const invitation of ['+ \r\n', '+\r\n', '+ go ahead\r\n']) {
        const open = await begin([WITHOUT_IR, invitation, 'a1 OK in\r\n'], { size });
        const result = await authenticate(open, 'PLAIN');
        assert.deepEqual([result.status, open.peer.heard], ['accepted', ['a1 AUTHENTICATE PLAIN', blob]]);
      }
    });

    it('LOGIN as a mechanism: two prompts', async () => {
      const open = await begin([WITHOUT_IR, '+ VXNlciBOYW1lAA==\r\n', '+ UGFzc3dvcmQA\r\n', 'a1 OK in\r\n'], { size });
      const result = await authenticate(open, 'LOGIN');
      assert.equal(result.status, 'accepted');
      assert.deepEqual(
        open.peer.heard.slice(1),
        [USER, PASSWORD].map((text) => Buffer.from(text).toString('base64')),
      );
    });

    it('acknowledges the error challenge of XOAUTH2 and keeps it', async () => {
      const error = '{"status":"401","schemes":"bearer"}';
      const challenge = `+ ${Buffer.from(error).toString('base64')}\r\n`;
      const open = await begin([WITHOUT_IR, '+ \r\n', challenge, 'a1 NO [AUTHENTICATIONFAILED] Invalid\r\n'], { size });
      const result = await authenticate(open, 'XOAUTH2');
      assert.deepEqual([result.status, result.challenge, result.reply?.enhanced], ['rejected', error, 'AUTHENTICATIONFAILED']);
      assert.equal(open.peer.heard.at(-1), '');
    });

    it('cancels what it cannot decode, and blames the mechanism', async () => {
      const open = await begin([WITHOUT_IR, '+ ?not base64?\r\n', 'a1 BAD cancelled\r\n'], { size });
      const result = await authenticate(open, 'LOGIN');
      assert.deepEqual([result.status, result.failure?.kind, result.faultsMechanism], ['error', 'sasl', true]);
      assert.equal(open.peer.heard.at(-1), '*');
    });

    it('keeps what was said beside a refusal', async () => {
      const open = await begin(
        [READY, '* NO [WEBALERT https://x.test/] Web login required.\r\na1 NO [ALERT] Invalid credentials (Failure)\r\n'],
        { size },
      );
      assert.deepEqual((await logIn(open)).reply, {
        code: null,
        enhanced: 'ALERT',
        lines: ['[ALERT] Invalid credentials (Failure)', '[WEBALERT https://x.test/] Web login required.'],
        status: 'NO',
      });
    });

    it('LOGIN with literals: waits for leave, or not with LITERAL+', async () => {
      const waiting = await begin([READY, '+ go\r\n', 'a1 OK in\r\n'], { size });
      assert.equal((await logIn(waiting, 'me', 'pässword')).status, 'accepted');
      assert.deepEqual(waiting.peer.heard, ['a1 LOGIN "me" {9}', 'pässword']);
      const greeting = '* OK [CAPABILITY IMAP4rev1 LITERAL+ AUTH=PLAIN] ready\r\n';
      const atOnce = await begin([greeting, '', 'a1 OK in\r\n'], { size });
      assert.equal((await logIn(atOnce, 'me', 'pässword')).status, 'accepted');
      assert.deepEqual(atOnce.peer.heard, ['a1 LOGIN "me" {9+}', 'pässword']);
    });

    it('LOGIN whose literal is refused ends there', async () => {
      const open = await begin([READY, 'a1 BAD literal too long\r\n'], { size });
      const result = await logIn(open, 'jörg', 'pässword');
      assert.deepEqual([result.status, result.reply?.status], ['rejected', 'BAD']);
      assert.deepEqual(open.peer.heard, ['a1 LOGIN {5}']);
    });

    it('keeps a password that comes back out of the transcript', async () => {
      const open = await begin([READY, `* NO ${PASSWORD}\r\na1 NO [${PASSWORD}] ${blob} ${PASSWORD}\r\n`], { size });
      const result = await logIn(open);
      assert.equal(result.status, 'rejected');
      const text = JSON.stringify(open.lines()).toLowerCase();
      assert.ok(!text.includes(PASSWORD) && !text.includes(blob.toLowerCase()), text);
    });
  });
}

describe('IMAP greeting', () => {
  const rows: [string, string][] = [
    ['* PREAUTH hello\r\n', 'PREAUTH'],
    ['* BYE [UNAVAILABLE] Server too busy\r\n', 'reply BYE UNAVAILABLE'],
    ['* NO go away\r\n', 'reply NO null'],
    ['+OK POP3 ready\r\n', 'malformed no-code +OK POP3 ready'],
    ['220 mail.test ESMTP\r\n', 'malformed no-code 220 mail.test ESMTP'],
    ['a1 OK tagged\r\n', 'malformed no-code a1 OK tagged'],
    ['* CAPABILITY IMAP4rev1\r\n', 'malformed no-code * CAPABILITY IMAP4rev1'],
    ['\r\n', 'malformed no-code '],
    ['* OK half', 'closed * OK half'],
  ];
  for (const [bytes, expected] of rows)
    it(JSON.stringify(bytes), async () => {
      const outcome = await talk([bytes]).session.greet();
      if (outcome.ok) return assert.equal(outcome.value.status, expected);
      const { failure } = outcome;
      if (failure.kind === 'reply') {
        return assert.equal(`reply ${failure.reply.status} ${failure.reply.enhanced}`, expected);
      }
      if (failure.kind === 'closed') return assert.equal(`closed ${failure.partial}`, expected);
      assert.equal(failure.kind === 'malformed' && `malformed ${failure.fault} ${failure.sample}`, expected);
    });

  it('whoever was dismissed does not say LOGOUT', async () => {
    const { session, peer } = talk(['* BYE busy\r\n'], { ends: false });
    await session.greet();
    session.quit();
    assert.deepEqual([peer.heard, peer.destroyed], [[], true]);
  });
});

describe('IMAP, what does not fit', () => {
  const identify = async (answer: string | Buffer, setting?: TalkSetting): Promise<string> => {
    const { session } = talk(['* OK hello\r\n', answer], setting);
    await session.greet();
    const outcome = await session.identify();
    if (outcome.ok) return `ok ${outcome.value.keywords.join(' ')}`;
    const { failure } = outcome;
    if (failure.kind === 'malformed') return failure.fault;
    return failure.kind === 'reply' ? `reply ${failure.reply.status} ${failure.reply.lines.join('|')}` : failure.kind;
  };
  const rows: [string, string, string][] = [
    ['a refusal', 'a1 BAD what\r\n', 'reply BAD what'],
    ['no list', 'a1 OK done\r\n', 'ok '],
    ['a list in the tagged reply', 'a1 OK [CAPABILITY IMAP4rev1] done\r\n', 'ok IMAP4rev1'],
    ['another tag first', 'a7 OK late\r\n* CAPABILITY X\r\na1 OK done\r\n', 'ok X'],
    ['BYE and an end', '* BYE shutting down\r\n', 'reply BYE shutting down'],
    ['a server that lost the tag', '* BAD Invalid tag\r\n', 'reply BAD Invalid tag'],
    ['a challenge', '+ go\r\n', 'bad-syntax'],
    ['another protocol', '500 what\r\n', 'bad-syntax'],
    ['an end', '', 'closed'],
    ['endless untagged lines', '* X\r\n'.repeat(1000), 'reply-too-long'],
    ['a huge literal', '* X {4294967295}\r\nabc', 'reply-too-long'],
    ['a literal cut off', '* X {50}\r\nabc', 'closed'],
    ['endless literals', '* X {1}\r\nz'.repeat(1) + ' {1}\r\nz'.repeat(1000), 'reply-too-long'],
    ['an endless line', `* CAPABILITY ${'X '.repeat(3000)}`, 'line-too-long'],
  ];
  for (const [name, answer, expected] of rows) it(name, async () => assert.equal(await identify(answer), expected));

  it('silence ends with the wait', async () => {
    assert.equal(await identify('', { ends: false, waitMs: 1_000 }), 'timeout');
    assert.equal(await identify('* BYE soon\r\n', { ends: false, waitMs: 1_000 }), 'reply BYE soon');
  });

  it('challenges without end are cut short', async () => {
    const open = await begin([WITHOUT_IR, ...Array.from({ length: 50 }, () => '+ \r\n')]);
    const result = await authenticate(open, 'LOGIN');
    assert.deepEqual([result.status, open.peer.heard.at(-1)], ['error', '*']);
  });
});

describe('IMAP, any bytes', () => {
  const word = fc.constantFrom(
    '* ',
    'a1 ',
    'a2 ',
    'a3 ',
    '+ ',
    'OK ',
    'NO ',
    'BYE ',
    '[CAPABILITY ',
    '] ',
    '{3}\r\n',
    '{99}',
    '\r\n',
    '\n',
    '\0',
    'CAPABILITY ',
    'AUTH=PLAIN ',
    'LOGIN',
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
    fc.array(word, { maxLength: 40 }).map((words) => Buffer.from(words.join(''))),
  );

  it('come to an outcome', () =>
    fc.assert(
      fc.asyncProperty(fc.array(bytes, { maxLength: 6 }), fc.constantFrom(...PIECES), async (turns, size) => {
        const open = talk(['* OK hello\r\n', ...turns], { size, waitMs: 3 });
        await open.session.greet();
        const identified = await open.session.identify();
        assert.equal(typeof identified.ok, 'boolean');
        for (const result of [await authenticate(open, 'PLAIN'), await logIn(open), await authenticate(open, 'LOGIN')]) {
          assert.ok(['accepted', 'rejected', 'error'].includes(result.status));
          assert.equal(result.status === 'error', result.failure !== null);
        }
        open.session.quit();
      }),
      { numRuns: runs(300) },
    ));

  it('as a greeting, too', () =>
    fc.assert(
      fc.asyncProperty(bytes, async (greeting) => {
        assert.equal(typeof (await talk([greeting], { waitMs: 3 }).session.greet()).ok, 'boolean');
      }),
      { numRuns: runs(300) },
    ));
});
