// What is refused of one message, and what the codes, the step and the speaker make of the words: no login is read into it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeMeaning } from '../../../src/knowledge/fallback.ts';
import { explainReply } from '../../../src/knowledge/index.ts';

const idOf = (reply: string, context = {}): string | undefined => explainReply(reply, context)[0]?.id;
const confidenceOf = (reply: string, context = {}): string | undefined => explainReply(reply, context)[0]?.confidence;

describe('the words decide over the code', () => {
  for (const [reply, id] of [
    ['550 5.1.1 sender is on our block list', 'sender-not-allowed'],
    ['550 5.1.1 message detected as spam', 'content-rejected'],
    ['550 5.7.1 no such user', 'recipient-unknown'],
    ['554 5.7.1 mailbox of the recipient is full', 'mailbox-full'],
    ['452 4.3.1 Out of disk space', 'server-fault'],
    ['421 4.7.0 TLS is required for this recipient', 'auth-encryption-required'],
    ['550 5.7.30 This mail has been blocked because DKIM does not pass. x - gsmtp', 'sender-unauthenticated'],
    ['550 5.7.30 Basic authentication is not supported for Client Submission.', 'auth-basic-disabled'],
  ] as const)
    it(`${reply} is ${id}`, () => assert.equal(idOf(reply), id));
});

describe('a link alone decides nothing', () => {
  it('of a login that is missing', () =>
    assert.equal(
      idOf('530-5.5.1 Authentication Required. Learn more at\r\n530 5.5.1 https://support.google.com/mail/answer/14257'),
      'auth-required',
    ));
  it('of a refused message', () =>
    assert.equal(idOf('550 Mail content denied. https://service.mail.qq.com/detail/122/57'), 'content-rejected'));
});

describe('refused for now, without a reason', () => {
  for (const reply of [
    '451 4.7.1 Try again later',
    '450 4.7.1 <b@example.com>: Recipient address rejected: please come back later',
    '451 Temporarily deferred, retry in 300 seconds',
    '450 4.2.0 first time sender, please wait',
  ])
    it(`${reply} is greylisting, most likely`, () => {
      assert.equal(idOf(reply), 'greylisted');
      assert.equal(confidenceOf(reply), 'likely');
    });
  it('is a busy server in its greeting', () =>
    assert.equal(idOf('421 4.7.0 Try again later', { protocol: 'smtp', stage: 'greeting' }), 'greeting-busy'));
  it('is its filter, where Postfix says so', () =>
    assert.equal(idOf('451 4.7.1 Service unavailable - try again later'), 'server-fault'));
});

describe('what was refused tells where the code has many uses', () => {
  it('550 after DATA is about the message', () => assert.equal(codeMeaning(550, null, null, 'data')?.id, 'content-rejected'));
  it('550 after MAIL is about the sender', () => assert.equal(codeMeaning(550, null, null, 'mail')?.id, 'sender-not-allowed'));
  it('550 after RCPT is about the recipient', () => assert.equal(codeMeaning(550, null, null, 'rcpt')?.id, 'recipient-unknown'));
  it('an enhanced code that says more stays', () => assert.equal(codeMeaning(552, '5.2.2', null, 'data')?.id, 'mailbox-full'));
  it('x.7.30 is TLS on the way, by IANA', () => assert.equal(codeMeaning(550, '5.7.30', null)?.id, 'delivery-tls-failed'));
  it('x.7.30 says nothing of a login', () => assert.equal(codeMeaning(535, '5.7.30', 'auth')?.id, 'auth-rejected'));
  it('x.7.0 of a message is policy', () => assert.equal(codeMeaning(554, '5.7.0', null)?.id, 'content-rejected'));
});

describe('what is said of a login alone', () => {
  it('is not meant of a recipient', () => {
    assert.equal(idOf('550 5.2.1 Mailbox disabled', { protocol: 'smtp', transaction: 'rcpt' }), 'recipient-unknown');
    assert.equal(idOf('525 5.7.13 Account is disabled'), 'auth-account-locked');
  });
  it('[SYS/PERM] is no password, and does not go away by itself (RFC 3206)', () =>
    assert.equal(idOf('-ERR [SYS/PERM] Mailbox is corrupt', { protocol: 'pop3', stage: 'auth' }), 'server-fault'));
});

describe('confidence', () => {
  it('anybody’s words for what has several causes are likely', () =>
    assert.equal(confidenceOf('550 your host is blocked'), 'likely'));
  it('and certain where the code says the same', () =>
    assert.equal(confidenceOf('421 4.3.2 Service not available, closing transmission channel'), 'certain'));
  it('or where the step is known', () =>
    assert.equal(confidenceOf('554 your host is blocked', { protocol: 'smtp', stage: 'greeting' }), 'certain'));
});
