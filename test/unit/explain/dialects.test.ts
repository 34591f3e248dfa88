// Each dialect's grammar: a text on the left, who says what in it on the right. One row is one utterance: line, speaker, step,
// host, whether it was this side that refused, whether it only follows from another, and how its words begin.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readUtterances } from '../../../src/explain/read-utterances.ts';
import { redactText } from '../../../src/explain/redact.ts';
import type { Utterance } from '../../../src/explain/utterance.ts';

const WORDS_SHOWN = 60;

function shortly({ line, speaker, stage, transaction, host, direction, isConsequence, isSuccess, words }: Utterance): string {
  const marks = [
    line,
    speaker ?? 'plain',
    stage ?? transaction ?? '-',
    ...(host === null ? [] : [host]),
    ...(direction === 'by-us' ? ['by us'] : []),
    ...(isConsequence ? ['follows'] : []),
    ...(isSuccess ? ['went well'] : []),
  ];
  return `${marks.join(' ')}: ${words.slice(0, WORDS_SHOWN)}`;
}

const HEARD: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'MailKit',
    'MailKit.Security.AuthenticationException: 535: 5.7.139 Authentication unsuccessful, basic authentication is disabled.\n   at MailKit.Net.Smtp.SmtpClient.AuthenticateAsync(Encoding encoding)',
    ['1 server auth: 535 5.7.139 Authentication unsuccessful, basic authenticatio'],
  ],
  [
    '.NET',
    'System.Net.Mail.SmtpException: Failure sending mail. ---> System.Net.Sockets.SocketException (10061): No connection could be made because the target machine actively refused it 192.0.2.1:587\n   at System.Net.Sockets.Socket.DoConnect(EndPoint endPointSnapshot)',
    ['1 client -: Failure sending mail.', '1 system -: No connection could be made because the target machine activ'],
  ],
  [
    '.NET in Spanish',
    'System.Net.Mail.SmtpException: El servidor SMTP requiere una conexión segura o el cliente no se autenticó. La respuesta del servidor fue: 5.7.0 Authentication Required',
    ['1 server -: 5.7.0 Authentication Required'],
  ],
  [
    'JavaMail',
    'javax.mail.MessagingException: Could not connect to SMTP host: mail.example.com, port: 465;\n  nested exception is:\n\tjava.net.ConnectException: Connection refused\n\tat com.sun.mail.smtp.SMTPTransport.openServer(SMTPTransport.java:1934)',
    [
      '1 client - mail.example.com: Could not connect to SMTP host: mail.example.com, port: 465;',
      '3 system - mail.example.com: Connection refused',
    ],
  ],
  [
    'JavaMail, a reply',
    'com.sun.mail.smtp.SMTPSenderFailedException: 550 5.7.60 SMTP; Client does not have permissions to send as this sender',
    ['1 server mail: 550 5.7.60 SMTP; Client does not have permissions to send as'],
  ],
  [
    'JavaMail, debug log',
    'DEBUG SMTP: got response code 550, with response: 550 5.1.1 User unknown',
    ['1 server -: 550 5.1.1 User unknown'],
  ],
  [
    'Python',
    'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    server.login(user, password)\nsmtplib.SMTPAuthenticationError: (535, b\'5.7.8 Error: authentication failed\')',
    ['4 server auth: 535 5.7.8 Error: authentication failed'],
  ],
  [
    'imaplib',
    "imaplib.IMAP4.error: b'[AUTHENTICATIONFAILED] Invalid credentials (Failure)'",
    ['1 server -: NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)'],
  ],
  [
    'nodemailer',
    "Error: Invalid login: 535 5.7.8 Error: authentication failed\n    at SMTPConnection._formatError (/app/node_modules/nodemailer/lib/smtp-connection/index.js:790:19) {\n  code: 'EAUTH',\n  command: 'AUTH PLAIN'\n}",
    ['1 server auth: 535 5.7.8 Error: authentication failed'],
  ],
  [
    'node-imap',
    "Error: Invalid credentials (Failure)\n    at Connection._resTagged (/app/node_modules/imap/lib/Connection.js:1502:11) {\n  type: 'no',\n  source: 'authentication'\n}",
    ['1 server auth: Invalid credentials (Failure)'],
  ],
  [
    'PHPMailer',
    '2026-01-31 12:00:00 CLIENT -> SERVER: RCPT TO:<bob@example.org>\n2026-01-31 12:00:00 SERVER -> CLIENT: 550 5.1.1 User unknown\n2026-01-31 12:00:00 SMTP ERROR: RCPT TO command failed: 550 5.1.1 User unknown\nSMTP Error: Could not connect to SMTP host.',
    ['3 server rcpt: 550 5.1.1 User unknown', '4 client - follows: SMTP Error: Could not connect to SMTP host.'],
  ],
  [
    'Symfony',
    'Expected response code "250" but got code "550", with message "550 5.7.1 Relaying denied".',
    ['1 server -: 550 5.7.1 Relaying denied'],
  ],
  [
    'Swift Mailer',
    'Swift_TransportException: Connection could not be established with host mail.example.com [Connection timed out #110]',
    ['1 system - mail.example.com: Connection timed out #110'],
  ],
  [
    'Ruby',
    "Net::SMTPAuthenticationError: 535 5.7.8 Error: authentication failed\n/usr/lib/ruby/net/smtp.rb:541:in `initialize'",
    ['1 server -: 535 5.7.8 Error: authentication failed'],
  ],
  [
    'Go',
    'level=error err="dial tcp 192.0.2.1:587: connect: connection refused"',
    ['1 system -: dial tcp 192.0.2.1:587: connect: connection refused"'],
  ],
  [
    'Go, a server',
    'cannot upgrade connection: remote error: tls: bad certificate protocol=IMAP',
    ['1 server-log - by us: tls: bad certificate protocol=IMAP'],
  ],
  ['Rust', 'SMTP error: permanent error (550): 5.7.1 Relaying denied', ['1 server -: 550 5.7.1 Relaying denied']],
  [
    'swaks',
    '=== Trying mail.example.com:587...\n -> EHLO host\n<** 502 5.5.2 Error: command not recognized\n*** Remote host closed connection unexpectedly.',
    [
      '3 server ehlo mail.example.com: 502 5.5.2 Error: command not recognized',
      '4 client - mail.example.com follows: Remote host closed connection unexpectedly.',
    ],
  ],
  [
    'curl',
    '< 535 5.7.8 Error: authentication failed\ncurl: (67) Login denied',
    ['1 server -: 535 5.7.8 Error: authentication failed', '2 client -: curl: (67) Login denied'],
  ],
  [
    'msmtp',
    'msmtp: authentication failed (method PLAIN)\nmsmtp: server message: 535 5.7.8 Error: authentication failed\nmsmtp: could not send mail (account default from /etc/msmtprc)',
    [
      '1 client -: authentication failed (method PLAIN)',
      '2 server auth: 535 5.7.8 Error: authentication failed',
      '3 client - follows: msmtp: could not send mail (account default from /etc/msmtpr',
    ],
  ],
  [
    'openssl',
    'CONNECTED(00000003)\nverify error:num=10:certificate has expired\nVerify return code: 10 (certificate has expired)',
    ['2 tls -: verify error:num=10:certificate has expired', '3 tls -: Verify return code: 10 (certificate has expired)'],
  ],
  [
    'openssl, sound',
    'CONNECTED(00000003)\nverify return:1\nVerify return code: 0 (ok)',
    ['3 tls - went well: Verify return code: 0 (ok)'],
  ],
  [
    'GnuTLS',
    '- Status: The certificate is NOT trusted. The certificate issuer is unknown.\n*** Fatal error: Error in the certificate.',
    [
      '1 tls -: - Status: The certificate is NOT trusted. The certificate is',
      '2 tls -: *** Fatal error: Error in the certificate.',
    ],
  ],
  [
    'isync',
    "mbsync: connecting\nIMAP command 'LOGIN <user> <pass>' returned an error: NO [AUTHENTICATIONFAILED] Authentication failed.",
    ['2 server auth: NO [AUTHENTICATIONFAILED] Authentication failed.'],
  ],
  [
    'Outlook',
    "Server: 'mail.example.com', Protocol: SMTP, Server Response: '550 5.7.1 Unable to relay', Port: 25, Secure(SSL): No, Error Number: 0x800CCC79",
    ['1 server - mail.example.com: 550 5.7.1 Unable to relay'],
  ],
  [
    'Thunderbird',
    'An error occurred while sending mail. The mail server responded: 5.7.1 <bob@example.org>: Relay access denied. Please check the message recipient bob@example.org and try again.',
    ['1 server -: 5.7.1 <bob@example.org>: Relay access denied'],
  ],
  [
    'Apple',
    'Error Domain=MCOErrorDomain Code=5 "Unable to authenticate with the current session\'s credentials."',
    ['1 dialog -: Domain=MCOErrorDomain Code=5 "Unable to authenticate with th'],
  ],
  [
    'Roundcube',
    'IMAP Error: Login failed for alice@example.com against mail.example.com from 203.0.113.9. Empty startup greeting (mail.example.com:993) in /usr/share/roundcube/rcube_imap.php on line 204',
    ['1 client greeting mail.example.com: Empty startup greeting (mail.example.com:993) in /usr/share/'],
  ],
  [
    'Postfix, a delivery',
    'postfix/smtp[811]: 4F1A2B3C4D: to=<bob@example.org>, relay=mx.example.org[198.51.100.3]:25, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 5D6E7F)',
    ['1 server - mx.example.org went well: 250 2.0.0 Ok: queued as 5D6E7F'],
  ],
  [
    'Postfix, a remote reply',
    'postfix/smtp[811]: 4F1A2B3C4D: to=<bob@example.org>, relay=mx.example.org[198.51.100.3]:25, status=bounced (host mx.example.org[198.51.100.3] said: 550 5.1.1 User unknown (in reply to RCPT TO command))',
    ['1 server rcpt mx.example.org: 550 5.1.1 User unknown'],
  ],
  [
    'Postfix, its own refusal',
    'postfix/smtpd[811]: NOQUEUE: reject: RCPT from unknown[203.0.113.7]: 454 4.7.1 <bob@example.org>: Relay access denied; from=<a@example.com> to=<bob@example.org> proto=ESMTP helo=<pc>',
    ['1 server rcpt by us: 454 4.7.1 <bob@example.org>: Relay access denied'],
  ],
  [
    'Postfix, a peer',
    'postfix/smtpd[811]: connect from unknown[203.0.113.7]',
    ['1 server-log - by us: connect from unknown[203.0.113.7]'],
  ],
  [
    'Postfix, TLS with a client',
    'postfix/smtpd[811]: SSL_accept error from unknown[203.0.113.7]: -1\npostfix/smtpd[811]: warning: TLS library problem: error:0A0000C1:SSL routines::no shared cipher:ssl/x.c:1:',
    [
      '1 server-log - by us follows: SSL_accept error from unknown[203.0.113.7]: -1',
      '2 tls - by us: TLS library problem: error:0A0000C1:SSL routines::no shared ',
    ],
  ],
  [
    'Exim',
    '2026-01-31 12:00:00 1abcDE-000001-AB ** bob@example.org R=smarthost T=remote_smtp H=mail.example.com [192.0.2.5]: SMTP error from remote mail server after RCPT TO:<bob@example.org>: 550 5.1.1 User unknown',
    ['1 server rcpt: 550 5.1.1 User unknown'],
  ],
  [
    'Exim, its own reason',
    '2026-01-31 12:00:00 1abcDE-000001-AB ** bob@example.org R=dnslookup: Unrouteable address',
    ['1 mailer -: Unrouteable address'],
  ],
  [
    'Exim, a login',
    '2026-01-31 12:00:00 dovecot_login authenticator failed for H=(host) [203.0.113.5]: 535 Incorrect authentication data (set_id=alice@example.com)',
    ['1 server auth by us: 535 Incorrect authentication data'],
  ],
  ['Sendmail', 'sm-mta[12]: x: to=<bob@example.org>, delay=00:00:01, dsn=5.1.1, stat=User unknown', ['1 mailer -: User unknown']],
  [
    'Dovecot',
    'dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<alice@example.com>, rip=203.0.113.86',
    ['1 server-log - by us follows: Disconnected (auth failed, 1 attempts in 2 secs): user=<alic'],
  ],
  [
    'Dovecot, a login',
    'dovecot: imap-login: Login: user=<alice@example.com>, method=PLAIN, rip=203.0.113.86',
    ['1 server-log - went well: dovecot: imap-login: Login: user=<alice@example.com>, method'],
  ],
  [
    'hMailServer',
    '"SMTPD"\t2772\t3\t"2026-04-10 20:56:55.076"\t"203.0.113.4"\t"SENT: 535 Authentication failed. Restarting authentication process."',
    ['1 server - by us: 535 Authentication failed. Restarting authentication process'],
  ],
  [
    'Qt, a port of IMAP',
    'smtpclient.cpp:657 [Socket] IN:  "* OK [CAPABILITY IMAP4rev1] Dovecot ready\\r\\n"',
    ['1 client greeting: [Socket] IN:  "* OK'],
  ],
  [
    'Stalwart, a notice',
    "<bob@example.org> (host 'mx.example.org' rejected command 'RCPT TO:<bob@example.org>' with code 550 (5.1.1) 'User unknown')",
    ['1 server rcpt mx.example.org: 550 5.1.1 User unknown'],
  ],
  [
    'Stalwart, TLS',
    "<bob@example.org> (TLS error from 'mx.example.org': I/O error: tls handshake eof)",
    ['1 tls - mx.example.org: I/O error: tls handshake eof'],
  ],
  [
    'Go, the command before the reply',
    'failed to issue MAIL command: 501 5.1.7 Bad sender address syntax',
    ['1 server mail: 501 5.1.7 Bad sender address syntax'],
  ],
  [
    'Rust’s IMAP',
    'Error:\n   0: cannot select IMAP mailbox\n   1: unexpected NO response: SELECT Unsafe Login. Please contact kefu@188.com for help',
    [
      '1 plain -: Error:',
      '2 plain -: 0: cannot select IMAP mailbox',
      '3 server -: A1 NO SELECT Unsafe Login. Please contact kefu@188.com for h',
    ],
  ],
  [
    'Node, a number alone',
    '{\n  "errno": -4039,\n  "code": "ESOCKET",\n  "syscall": "connect"\n}',
    ['2 system - follows: "errno": -4039'],
  ],
  ['MDaemon', '12:00:00: [12] <-- 550 5.1.1 User unknown', ['1 server -: 550 5.1.1 User unknown']],
  [
    'a bounce',
    'Final-Recipient: rfc822; bob@example.org\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 User unknown',
    ['4 server -: 550 5.1.1 User unknown'],
  ],
  [
    'Exchange',
    "Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'",
    ['1 server -: 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not fou'],
  ],
  [
    'an identity provider',
    '{"error":"invalid_grant","error_description":"Token has been expired or revoked."}',
    ['1 identity-provider -: {"error":"invalid_grant","error_description":"Token has been'],
  ],
  [
    'imapsync',
    'Host1: imap connection timeout is 120 seconds\nErr 1/1: Host1 failure: Error login on [mail.example.com] with user [alice] auth [LOGIN]: 2 NO Wrong name or password',
    ['2 server auth mail.example.com: a1 NO Wrong name or password'],
  ],
  ['a package manager', 'npm ERR! code ECONNREFUSED\nnpm ERR! connect ECONNREFUSED 192.0.2.1:443', []],
  [
    'ESP Mail Client',
    '> C: perform the SSL/TLS handshake\n! E: no answer to the handshake\n< S: 535 5.7.8 Bad credentials',
    ['2 client tls follows: no answer to the handshake', '3 server -: 535 5.7.8 Bad credentials'],
  ],
  [
    'c-client',
    "imap_open(): Couldn't open stream {mail.example.com:110/pop3}. TLS/SSL failure for mail.example.com: SSL negotiation failed",
    [
      "1 client -: Couldn't open stream {mail.example.com:110/pop3}",
      '1 client -: TLS/SSL failure for mail.example.com: SSL negotiation failed',
    ],
  ],
  [
    'c-client, a reply',
    'imap_open(): 2 errors: - [AUTHENTICATIONFAILED] Wrong password; Too many login failures',
    ['1 server auth: NO [AUTHENTICATIONFAILED] Wrong password'],
  ],
  [
    'PHP before 7',
    "exception 'Zend_Mail_Protocol_Exception' with message 'Sender is not yours.' in /srv/a/Abstract.php:431",
    ['1 server -: Sender is not yours.'],
  ],
  ['Horde', 'Horde_Smtp_Exception: The message is too big for us', ['1 server -: The message is too big for us']],
  [
    'Roundcube, a login that no mechanism was offered for',
    'SMTP Fehler (250): Die Authentisierung ist fehlgeschlagen',
    ['1 client -: SMTP Error (250)'],
  ],
  [
    'the command of a transcript',
    'C: AUTH PLAIN AGEAYg==\nS: 500 5.5.1 What is that\nC: MAIL FROM:<a@example.org>\nS: 550 Not you',
    [
      '1 plain -: C: AUTH PLAIN ***',
      '2 server auth: 500 5.5.1 What is that',
      '3 plain -: C: MAIL FROM:<a@example.org>',
      '4 server mail: 550 Not you',
    ],
  ],
  [
    'the command below an error',
    "{ Error: no luck\n  response: '502 5.5.2 No such command',\n  command: 'AUTH PLAIN',\n}",
    ['1 plain -: { Error: no luck', '2 server auth: 502 5.5.2 No such command'],
  ],
  [
    'words within brackets',
    'Expected response code(s) [250] but got response [530 5.7.0 TLS comes first] in /srv/Swift.php',
    ['1 server -: 530 5.7.0 TLS comes first'],
  ],
  [
    'words after a disconnect',
    'MailKit.Net.Smtp.SmtpProtocolException: The SMTP server has unexpectedly disconnected: Bad name or password',
    ['1 server -: Bad name or password', '1 client - follows: The SMTP server has unexpectedly disconnected: Bad name or p'],
  ],
  [
    'words of a command that was not accepted',
    'SMTP server did not accept STARTTLS with error: 503 5.5.2 Say hello first',
    ['1 server starttls: 503 5.5.2 Say hello first'],
  ],
  [
    'words behind a recipient',
    'SMTP Error: The following recipients failed: bob@example.org: : Host turned away: log in first',
    [
      '1 server rcpt: Host turned away: log in first',
      '1 client - follows: SMTP Error: The following recipients failed: bob@example.org',
    ],
  ],
  [
    'msmtp before the refusal of an address',
    'msmtp: recipient address root not accepted by the server\nmsmtp: server message: 501 <root>: recipient address must contain a domain',
    [
      '1 client -: recipient address root not accepted by the server',
      '2 server rcpt: 501 <root>: recipient address must contain a domain',
    ],
  ],
  [
    'PHPMailer after an empty greeting',
    '3 - Connection: opened\n2 - SERVER -> CLIENT: \n3 - Connection: closing due to error\n3 - Connection: closed',
    ['3 client -: Connection: closing due to error'],
  ],
  [
    'osTicket above the words of c-client',
    "Invalid login. Check IMAP settings\nCan't connect to mail.example.com,143: Permission denied",
    [
      '1 client - follows: Invalid login. Check IMAP settings',
      "2 system - mail.example.com: Can't connect to mail.example.com,143: Permission denied",
    ],
  ],
  [
    'Dolibarr, each error behind the other',
    'Error [120]: Ran into problems sending Mail. Response: 501 5.5.2 : Helo command rejected: Invalid name Error [120]: Ran into problems sending Mail. Response: 554 5.5.1 Error: no valid recipients',
    ['1 server -: 501 5.5.2 : Helo command rejected: Invalid name', '1 server - follows: 554 5.5.1 Error: no valid recipients'],
  ],
  [
    "Outlook with the server's words in another language",
    'サーバーエラー:0x800ccc78 サーバーの応答:認証が必要です」',
    ['1 server -: 認証が必要です', '1 dialog - follows: サーバーエラー:0x800ccc78 サーバーの応答:認証が必要です」'],
  ],
  [
    'c-client over IMAP',
    'Webklex: Can not authenticate to IMAP server: [AUTHENTICATIONFAILED] Authentication failed.',
    ['1 server auth: NO [AUTHENTICATIONFAILED] Authentication failed.'],
  ],
  [
    'the end of a message, as it was typed',
    'DATA\n354 End data with <CR><LF>.<CR><LF>\nSubject: one\n.\n550 5.7.1 Not from here',
    ['2 plain -: 354 End data with <CR><LF>.<CR><LF>', '5 server data: 550 5.7.1 Not from here'],
  ],
  [
    'a line of a program is no reply',
    'Error: cannot send at /app/Job.php:529 from queue',
    ['1 plain -: Error: cannot send at /app/Job.php:529 from queue'],
  ],
  [
    'a frame of Swift Mailer, where the sentence is missing',
    "#0 AbstractSmtpTransport.php(281): Swift_Transport_AbstractSmtpTransport->_assertResponseCode('530 5.7.57 SMTP...', Array)",
    ['1 server - follows: 530 5.7.57 SMTP'],
  ],
  [
    'a function of libcurl',
    'Error in curl::curl_fetch_memory(url, handle = h) : Login denied',
    ['1 client auth: CURLE_LOGIN_DENIED: Login denied'],
  ],
  [
    'what was sent, and what was got',
    'Sent: STARTTLS\nGot: 500 5.3.3 Unrecognized command',
    ['2 server starttls: 500 5.3.3 Unrecognized command'],
  ],
  [
    'a property that says what was not so',
    '"value": "KO: tls: first record does not look like a TLS handshake",',
    ['1 tls -: tls: first record does not look like a TLS handshake",'],
  ],
  ['a code in brackets', 'Error SMTP: [550] Header is of somebody else', ['1 server -: 550 Header is of somebody else']],
  ['an enhanced code alone', 'login: transient: 4.7.0 Back end lost', ['1 server -: 4.7.0 Back end lost']],
  ['options of a program', 'new Imap({\n  tls: true,\n  authTimeout: 5000,\n})', []],
];

for (const [name, text, heard] of HEARD) {
  test(`${name} says what it says`, () => {
    assert.deepEqual(readUtterances(redactText(text)).utterances.map(shortly), heard);
  });
}
