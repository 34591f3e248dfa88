import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CLIENT_EXCEPTIONS } from '../../../../src/knowledge/registries/client-exceptions.ts';
import { holdRegistryRules, longestEntryIn } from './registry-rules.ts';

/** lib/errors.js of nodemailer, whole. */
const NODEMAILER =
  `ECONNECTION ETIMEDOUT ESOCKET EDNS ETLS EREQUIRETLS EPROTOCOL EENVELOPE EMESSAGE ESTREAM EAUTH ENOAUTH EOAUTH2 EMAXLIMIT
  EMAXRECIPIENTS ESENDMAIL ESES ECONFIG EPROXY EFILEACCESS EURLACCESS EFETCH`.split(/\s+/);
/** All that smtplib, imaplib and poplib raise of their own. */
const PYTHON =
  `SMTPServerDisconnected SMTPResponseException SMTPSenderRefused SMTPRecipientsRefused SMTPDataError SMTPConnectError
  SMTPHeloError SMTPNotSupportedError SMTPAuthenticationError imaplib.IMAP4.error imaplib.IMAP4.abort imaplib.IMAP4.readonly
  poplib.error_proto`.split(/\s+/);
const RUBY = `Net::SMTPAuthenticationError Net::SMTPServerBusy Net::SMTPSyntaxError Net::SMTPFatalError Net::SMTPUnknownError
  Net::SMTPUnsupportedCommand Net::IMAP::NoResponseError Net::IMAP::BadResponseError Net::IMAP::ByeResponseError
  Net::POPAuthenticationError Net::POPError`.split(/\s+/);

describe('the exceptions of mail clients', () => {
  holdRegistryRules(CLIENT_EXCEPTIONS);

  it('have the classes and codes of each library whole', () => {
    const forms = new Set(CLIENT_EXCEPTIONS.entries.flatMap((entry) => entry.forms));
    assert.deepEqual(
      [...NODEMAILER, ...PYTHON, ...RUBY].filter((name) => !forms.has(name)),
      [],
    );
  });

  it('each name the client they are of', () => {
    for (const { code, source } of CLIENT_EXCEPTIONS.entries) assert.ok((source ?? '').length > 0, code);
  });

  for (const [text, id] of [
    ['MailKit.Security.AuthenticationException: Authentication failed.', 'auth-rejected'],
    ['System.Security.Authentication.AuthenticationException: A call to SSPI failed', 'tls-handshake-failed'],
    ['java.lang.NullPointerException: Cannot invoke "String.length()"', null],
    ['javax.mail.MessagingException: Could not connect to SMTP host: smtp.example.com, port: 587', null],
    ['smtplib.SMTPNotSupportedError: SMTP AUTH extension not supported by server.', 'auth-not-advertised'],
    ['Error: Greeting never received', 'greeting-timeout'],
    [
      'lettre::transport::smtp::Error { kind: Client, source: "No compatible authentication mechanism was found" }',
      'auth-no-common-mechanism',
    ],
    ['*** Host did not advertise STARTTLS', 'starttls-not-offered'],
    ['fetchmail: Query status=3 (AUTHFAIL)', 'auth-rejected'],
  ] as const)
    it(`knows ${JSON.stringify(text.slice(0, 60))}`, () => {
      const entry = longestEntryIn(CLIENT_EXCEPTIONS, text);
      assert.ok(entry);
      assert.equal(entry.id, id);
    });
});
