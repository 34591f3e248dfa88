// What IMAP and POP3 servers answer to a login, and to what comes after it: the literal replies of Dovecot, Cyrus, Courier, UW
// imapd, Exchange, Gmail, Yahoo, Zimbra, Qpopper, popa3d and their like, each with the findings of which any is right.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainText } from '../../../src/explain/explain.ts';
import type { FindingId } from '../../../src/model/finding.ts';

type Accepted = FindingId | 'none';

const REPLIES: readonly (readonly [reply: string, ...accepted: readonly Accepted[]])[] = [
  ['a1 NO [AUTHENTICATIONFAILED] Authentication failed.', 'auth-rejected'],
  ['a1 NO [UNAVAILABLE] Temporary authentication failure. [mx:2026-11-27 01:00:00]', 'auth-temporary-failure'],
  [
    'a1 NO [AUTHORIZATIONFAILED] Permission denied',
    'auth-policy-blocked',
    'auth-rejected',
    'auth-account-locked',
    'auth-protocol-disabled',
  ],
  [
    'a1 NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.',
    'auth-encryption-required',
  ],
  [
    '* BAD [ALERT] Plaintext authentication not allowed without SSL/TLS, but your client did it anyway. If anyone was listening, the password was exposed.',
    'auth-encryption-required',
  ],
  [
    'a1 NO [SERVERBUG] Internal error occurred. Refer to server log for more information. [2026-11-27 01:00:00]',
    'server-fault',
    'auth-temporary-failure',
  ],
  ['* BYE Disconnected for inactivity.', 'server-timeout'],
  ['* BYE Autologout; idle for too long', 'server-timeout'],
  ['A001 NO Login failed: authentication failure', 'auth-rejected'],
  ['A001 NO login: no such user', 'auth-rejected'],
  ['A01 NO Invalid user', 'auth-rejected'],
  ['A001 NO Login incorrect', 'auth-rejected'],
  ['A001 NO Login only available under a layer', 'auth-encryption-required'],
  ['A001 NO [ALERT] plaintext login disabled', 'auth-encryption-required', 'auth-protocol-disabled', 'auth-mechanism-rejected'],
  ['a1 NO Error in IMAP command received by server.', 'auth-protocol-error'],
  ['a1 NO LOGIN failed.', 'auth-rejected', 'auth-basic-disabled'],
  ['a1 NO AUTHENTICATE failed.', 'auth-rejected', 'auth-token-invalid', 'auth-basic-disabled'],
  ['a1 BAD User is authenticated but not connected.', 'auth-protocol-disabled', 'server-fault', 'auth-temporary-failure'],
  ['* BYE Server shutting down.', 'service-unavailable', 'server-fault', 'greeting-busy'],
  [
    '* BYE Temporary problem, please try again later',
    'server-fault',
    'greeting-busy',
    'auth-temporary-failure',
    'service-unavailable',
  ],
  ['* BYE Too many connections from your IP address', 'rate-limited'],
  ['a1 NO [ALERT] Invalid credentials (Failure)', 'auth-rejected'],
  [
    'a1 NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)',
    'auth-app-password-required',
  ],
  ['a1 NO [WEBALERT https://accounts.google.com/signin/continue?sarp=1] Web login required.', 'auth-web-login-required'],
  [
    'a1 NO [ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page and enable your account for IMAP access. (Failure)',
    'auth-protocol-disabled',
  ],
  ['a1 NO [AUTHENTICATIONFAILED] (#AUTH012) Incorrect username or password.', 'auth-rejected', 'auth-app-password-required'],
  ['a1 NO [AUTHENTICATIONFAILED] LOGIN Invalid credentials', 'auth-rejected', 'auth-app-password-required'],
  ['a1 NO [AUTHORIZATIONFAILED] LOGIN Account is locked', 'auth-account-locked'],
  ['a1 NO LOGIN failed: account suspended', 'auth-account-locked'],
  ['* BYE account is in maintenance mode', 'service-unavailable', 'auth-temporary-failure', 'server-fault', 'greeting-refused'],
  ['A1 NO [UNAVAILABLE] Account is temporarily unavailable', 'auth-temporary-failure'],
  ['* BYE IMAP4 server is not enabled', 'auth-protocol-disabled', 'service-unavailable', 'greeting-refused'],
  ['a1 NO Server Unavailable. 15', 'server-fault', 'auth-temporary-failure', 'service-unavailable'],
  ['a1 NO invalid user name or password', 'auth-rejected'],
  ['a1 NO Authentication failed. You are blocked for 15 minutes after too many failed attempts', 'auth-rate-limited'],
  [
    'a1 BAD [ALERT] Too many invalid IMAP commands. Closing',
    'auth-protocol-error',
    'connection-closed',
    'rate-limited',
    'greeting-refused',
  ],
  ['* BYE [UNAVAILABLE] Too many concurrent IMAP connections', 'rate-limited'],
  ['a1 NO [INUSE] Mailbox is locked by POP server', 'mailbox-in-use'],
  ['a1 NO [OVERQUOTA] Quota exceeded (mailbox for user is full)', 'mailbox-full'],
  ['* BYE Lost mailbox lock', 'mailbox-in-use', 'connection-closed', 'server-fault'],
  ['a1 NO [NONEXISTENT] Unknown Mailbox: Sent (Failure)', 'none', 'server-fault', 'config-mismatch'],
  ['a1 NO [CANNOT] Invalid mailbox name', 'none'],
  ['a1 NO Mailbox does not exist', 'none', 'recipient-unknown'],
  [
    'a1 NO [CONTACTADMIN] Your account needs attention, please contact the administrator',
    'auth-account-locked',
    'auth-policy-blocked',
    'auth-rejected',
  ],
  ['-ERR [AUTH] Authentication failed.', 'auth-rejected'],
  ['-ERR [SYS/TEMP] Temporary authentication failure.', 'auth-temporary-failure'],
  ['-ERR [IN-USE] Mailbox is locked by another session', 'mailbox-in-use'],
  ['-ERR [IN-USE] Unable to lock maildrop: Mailbox is locked by POP server', 'mailbox-in-use'],
  ['-ERR [LOGIN-DELAY] minimum time between mail checks violation', 'auth-rate-limited', 'rate-limited'],
  ['-ERR Password supplied for "bob" is incorrect.', 'auth-rejected'],
  ['-ERR [AUTH] Password supplied for "bob" is incorrect.', 'auth-rejected'],
  ['-ERR POP timeout from mail.example.org', 'server-timeout'],
  ['-ERR /var/spool/mail/.bob.pop lock busy!  Is another session active? (11)', 'mailbox-in-use'],
  [
    '-ERR [SYS/TEMP] Unable to process From lines (envelopes) in /var/mail/bob; change recognition modes or check for corrupted mail drop.',
    'server-fault',
    'auth-temporary-failure',
  ],
  ['-ERR Logon failure: unknown user name or bad password.', 'auth-rejected', 'auth-basic-disabled'],
  [
    '-ERR Command is not valid in this state.',
    'auth-protocol-error',
    'auth-encryption-required',
    'auth-not-advertised',
    'auth-required',
  ],
  ['-ERR Server Unavailable. 21', 'server-fault', 'auth-temporary-failure', 'service-unavailable'],
  ['-ERR [AUTH] Web login required: https://support.google.com/mail/answer/78754', 'auth-web-login-required'],
  [
    '-ERR [SYS/PERM] Your account is not enabled for POP access. Please visit your Gmail settings page and enable your account for POP access.',
    'auth-protocol-disabled',
  ],
  ['-ERR [AUTH] (#MBR1212) Incorrect username or password.', 'auth-rejected', 'auth-app-password-required'],
  ['-ERR Invalid login', 'auth-rejected'],
  ['-ERR authorization failed', 'auth-rejected'],
  ['-ERR bad password or no such user', 'auth-rejected'],
  ['-ERR must use TLS first', 'auth-encryption-required'],
  ['-ERR TLS/SSL-connection required', 'auth-encryption-required'],
  ['-ERR Client must start TLS before logging in', 'auth-encryption-required'],
  ['-ERR maildrop already locked', 'mailbox-in-use'],
  ['-ERR Maildrop is locked', 'mailbox-in-use'],
  ['-ERR Too many connections', 'rate-limited'],
  ['-ERR [SYS/TEMP] Too many simultaneous connections', 'rate-limited'],
  ['-ERR Disconnected for inactivity.', 'server-timeout'],
  ['-ERR POP3 service disabled for this account', 'auth-protocol-disabled'],
  ['-ERR user not allowed to use POP3', 'auth-protocol-disabled'],
  ['-ERR Account inactive', 'auth-account-locked'],
  ['-ERR Unable to open INBOX: no such file', 'server-fault', 'auth-temporary-failure'],
  ['-ERR being read already /var/mail/bob', 'mailbox-in-use'],
  ['-ERR unable to scan $HOME/Maildir', 'server-fault', 'auth-temporary-failure'],
  ['-ERR this user has no $HOME/Maildir', 'server-fault', 'auth-temporary-failure', 'auth-rejected'],
  ['-ERR Bad login', 'auth-rejected'],
  [
    '-ERR Invalid command; valid commands: USER, APOP, QUIT',
    'auth-mechanism-rejected',
    'auth-protocol-error',
    'auth-not-advertised',
    'auth-encryption-required',
  ],
  ['-ERR server is down for maintenance', 'service-unavailable', 'server-fault', 'auth-temporary-failure'],
  ['-ERR Internal server error', 'server-fault', 'auth-temporary-failure'],
  ['-ERR [AUTH] Rate limit exceeded', 'auth-rate-limited', 'rate-limited'],
  ['-ERR Your IP is blocked due to too many failed logins', 'auth-rate-limited', 'server-blocks-ip'],
  ['-ERR no such message', 'none'],
  ['-ERR Message 5 does not exist', 'none'],
  ['-ERR Unsupported authentication mechanism', 'auth-mechanism-rejected'],
];

describe('a reply of IMAP or POP3', () => {
  for (const [reply, ...accepted] of REPLIES) {
    it(reply, () => {
      const got = explainText(reply).matches[0]?.id ?? 'none';
      assert.ok(accepted.includes(got), `${got} is none of ${accepted}`);
    });
  }

  // A fault within the server may have any cause, the accounts' database or the disk: it is certain of none, also behind a client's own words.
  for (const reply of [
    'Host1 folder INBOX: Could not select: 15 NO [SERVERBUG] Internal error occurred. Refer to server log for more information. [2022-07-07 18:46:51] (0.001 + 0.000 secs).',
    'a2 NO [SERVERBUG] Internal error occurred. Refer to server log for more information.',
    'a2 NO [SERVERBUG] oops',
    '* BYE [SERVERBUG] oops',
    'a2 NO Internal error',
    '-ERR internal error',
  ]) {
    it(`names a fault of the server, and is not certain of it: ${reply.slice(0, 60)}`, () => {
      const [first] = explainText(reply).matches;
      assert.equal(first?.id, 'server-fault');
      assert.equal(first?.confidence, 'likely');
    });
  }
});
