// What a text tells at the least, and what only looks like a cause: a program that got no connection, a way of logging in that was
// not there before another did, a link, the name of a folder. One row is one text and the finding that comes first; null: none.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainText } from '../../../src/explain/explain.ts';

const bestOf = (text: string) => explainText(text).matches[0];

const FIRST: Readonly<Record<string, readonly (readonly [string | null, string])[]>> = {
  'no connection, and nothing else': [
    ['host-unreachable', 'SMTP Error (-1): Connection to server failed.'],
    ['host-unreachable', 'FATAL: error sending e-mail (method: smtp), (error: SMTP Error: Could not connect to SMTP host.)'],
    ['tcp-refused', 'SMTP Error: Could not connect to SMTP host. Connection refused (111)'],
    [null, 'mail collector: cannot connect to host ; error = fsockopen(): unable to connect to ssl://imap.example.com:993'],
  ],
  'a way of logging in that is not there, and then another': [
    [
      'nothing-wrong',
      '"POP3D"\t3\t2\t"2026-01-31 10:42:01"\t"192.0.2.1"\t"RECEIVED: AUTH "\n"POP3D"\t3\t2\t"2026-01-31 10:42:01"\t"192.0.2.1"\t"SENT: -ERR Invalid command in current state."\n"POP3D"\t3\t2\t"2026-01-31 10:42:01"\t"192.0.2.1"\t"SENT: +OK Mailbox locked and ready"',
    ],
  ],
  'a link decides nothing': [
    [
      'auth-encryption-required',
      'javax.mail.AuthenticationFailedException: 530 Login fail. A secure connection is requiered(such as ssl). More information at http://service.mail.qq.com/cgi-bin/help?id=28',
    ],
  ],
  'the name of a folder': [[null, "Sending: 2 STATUS dmarc (MESSAGES)\nRead: \t2 NO dmarc doesn't exist."]],
  'a reason that is left out': [['auth-rejected', '535 5.7.8 Error: authentication failed: (reason unavailable)']],
  'tags of letters and digits': [['service-unavailable', 'imapfilter: IMAP (3): 10EA NO Server Unavailable. 15']],
  'replies in quotation marks, behind what leads to them': [
    ['auth-encryption-required', "ERROR: command: LOGIN => unexpected response: 'NO cleartext logins disabled'"],
    ['ehlo-name-rejected', 'Command HELO ESP-CAM: got wrong response: HELO requires valid address'],
    ['server-blocks-ip', '退信提示:"IP is rejected"'],
  ],
  'a port of implicit TLS without it': [
    ['mode-mismatch', "imap_open(): Couldn't open stream {imap.example.com:993}INBOX"],
    [null, "imap_open(): Couldn't open stream {imap.example.com:993/imap/ssl}INBOX"],
  ],
  'programs that show no reply': [
    ['dns-name-not-found', 'fetchmail: Query status=11 (DNS)'],
    ['cert-name-mismatch', 'fetchmail: Server CommonName mismatch: mail.example.net != pop.example.com'],
    ['auth-encryption-required', 'gomail: unencrypted connection'],
    [
      'starttls-not-offered',
      `'require_tls' is true (default) but "smtp.example.com:25" does not advertise the STARTTLS extension`,
    ],
    ['host-unreachable', "POP3: Can't connect to pop.example.com"],
    ['auth-rejected', 'POP3: Auth for user bob/pop.example.com failed!'],
    ['command-timeout', "EIdReadTimeout with message 'Read timed out.'"],
    ['auth-required', 'Net::SMTPAuthenticationError: 530 5.7.0 Authentication Required'],
  ],
  "libraries' own words": [
    ['sender-not-allowed', 'Mail sender rejection.'],
    ['reply-malformed', 'bounce.go:139: error scanning bounce mailbox: unknown response. Neither -ERR, nor +OK'],
    [
      'tcp-timeout',
      'SMTP_Connect:\nsmtp_host:\nConnection attempt timed out, trying again.\nSocketError: WSAEWOULDBLOCK The socket would block.',
    ],
    ['bad-target', '8004020A - "The SMTP server name is required, and was not found in the configuration source"'],
    ['graph-mailbox-unavailable', 'Client Error: Not Found | Error Message: REST API is not yet supported for this mailbox.'],
    ['ews-path-unknown', 'ews endpoint not available at https://mail.example.com/ews/exchange.asmx'],
  ],
};

for (const [kind, rows] of Object.entries(FIRST))
  describe(kind, () => {
    for (const [id, text] of rows) it(`${id}: ${text.slice(-90)}`, () => assert.equal(bestOf(text)?.id ?? null, id));
  });

it('what is left is never more than generic', () =>
  assert.equal(bestOf('SMTP Error (-1): Connection to server failed.')?.confidence, 'generic'));
it('what is left says how to learn more', () =>
  assert.match(bestOf("POP3: Can't connect to pop.example.com")?.fix ?? '', /mailprobe check/));
it('what is left names nobody who would have to act', () =>
  assert.equal(bestOf('SMTP Error: Could not connect to SMTP host.')?.owner, 'you'));
it('what follows a link is never certain', () =>
  assert.notEqual(bestOf('535 Error: see http://service.mail.qq.com/cgi-bin/help?id=28')?.confidence, 'certain'));
