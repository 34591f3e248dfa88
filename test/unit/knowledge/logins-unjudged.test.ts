// Replies to a login that judge no password: none of them may be read as a wrong one.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { explainReply } from '../../../src/knowledge/index.ts';
import type { FindingId } from '../../../src/model/finding.ts';
import type { Protocol } from '../../../src/model/protocol.ts';

const CASES: readonly (readonly [Protocol, string, FindingId])[] = [
  ['smtp', '503 Authentication from 198.51.100.7 is not allowed, contact your administrator', 'auth-ip-not-allowed'],
  ['smtp', '550 Authentication from mail.example.net [198.51.100.7] is not permitted', 'auth-ip-not-allowed'],
  ['smtp', '503 Administrative prohibition', 'auth-policy-blocked'],
  ['smtp', '550 Administrative prohibition', 'auth-policy-blocked'],
  ['smtp', '451 4.3.5 Internal error, see the log', 'auth-temporary-failure'],
  ['smtp', '535 5.7.8 Error: authentication failed: generic failure', 'auth-temporary-failure'],
  ['smtp', '535 5.7.8 Error: authentication failed: authorization failure', 'auth-policy-blocked'],
  ['smtp', '535 5.7.8 Error: authentication failed: bad protocol / cancel', 'auth-protocol-error'],
  ['smtp', '535 5.7.8 Error: authentication failed: no mechanism available', 'auth-mechanism-rejected'],
  ['imap', '* BYE Temporary problem, please try again later', 'auth-temporary-failure'],
  ['imap', 'a1 NO generic failure', 'auth-temporary-failure'],
  ['imap', 'a1 NO Login failed: generic failure', 'auth-temporary-failure'],
  ['imap', 'a1 NO user exists, but no verifier for user', 'auth-temporary-failure'],
  ['imap', 'a1 NO authorization failure', 'auth-policy-blocked'],
  ['imap', 'a1 NO One time use of a plaintext password will enable requested mechanism for user', 'auth-mechanism-rejected'],
  ['imap', 'a1 NO failed: Login Disabled', 'auth-protocol-disabled'],
  ['imap', 'a1 NO LOGIN failed: Login Disabled', 'auth-protocol-disabled'],
  ['imap', 'a1 NO [REFERRAL IMAP://user;AUTH=*@server2/] Specified user is invalid on this server.', 'auth-policy-blocked'],
  ['imap', "a1 NO [ALERT] Client didn't present valid SSL certificate", 'tls-client-certificate-required'],
  ['imap', 'a1 NO Too many open connections (1 of 1 for alice@x.test)', 'auth-rate-limited'],
  ['imap', '* BYE chdir Maildir: No such file or directory', 'server-fault'],
  ['pop3', '-ERR [AUTH] Client sent an invalid SSL certificate', 'tls-client-certificate-required'],
  ['pop3', '-ERR chdir Maildir failed', 'server-fault'],
  ['pop3', '-ERR this user has no $HOME/Maildir', 'server-fault'],
  ['pop3', '-ERR [SYS/TEMP] Access to this service has been blocked', 'auth-policy-blocked'],
  ['pop3', '-ERR [AUTH] Unsupported authentication mechanism.', 'auth-mechanism-rejected'],
  // And those beside them that do.
  ['smtp', '535 5.7.8 Error: authentication failed: authentication failure', 'auth-rejected'],
  ['smtp', '535 Mailbox does not exist', 'auth-rejected'],
  ['imap', 'a1 NO Login failed: authentication failure', 'auth-rejected'],
  ['pop3', '-ERR [AUTH] Authentication failed.', 'auth-rejected'],
];

for (const [protocol, text, id] of CASES) {
  it(`${id}: ${text}`, () => assert.equal(explainReply(text, { protocol, stage: 'auth' })[0]?.id, id));
}
