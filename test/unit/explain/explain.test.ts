// Failures found in what people paste: bare replies, client libraries, transcripts, logs; secrets kept out of the echo.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainText } from '../../../src/explain/explain.ts';
import { readUtterances } from '../../../src/explain/read-utterances.ts';
import { redactText } from '../../../src/explain/redact.ts';
import { type FindingId, isFindingId } from '../../../src/model/finding.ts';
import fc, { anyCharacter, runs } from '../../support/property.ts';

const PASTED: readonly (readonly [string, string, FindingId])[] = [
  ['a bare reply', '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.', 'auth-basic-disabled'],
  [
    'a reply of two lines',
    '534-5.7.9 Application-specific password required. Learn more at\r\n534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor a1sm2.3 - gsmtp\r\n',
    'auth-app-password-required',
  ],
  [
    'swaks',
    '=== Trying smtp.example.com:587...\n=== Connected to smtp.example.com.\n<-  220 smtp.example.com ESMTP Postfix\n -> EHLO host\n<-  250-smtp.example.com\n<-  250 STARTTLS\n -> STARTTLS\n<-  220 2.0.0 Ready to start TLS\n=== TLS started\n ~> AUTH PLAIN AGFsaWNlAHMzY3IzdA==\n<~* 535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6\n*** No authentication type succeeded\n ~> QUIT\n<~  221 2.0.0 Bye',
    'auth-rejected',
  ],
  [
    'swaks, STARTTLS refused',
    '<-  220 x ESMTP\n -> EHLO h\n<-  250 STARTTLS\n -> STARTTLS\n<** 454 4.7.0 TLS not available due to local problem\n*** STARTTLS attempted but failed',
    'starttls-rejected',
  ],
  [
    'nodemailer',
    "Error: Invalid login: 535-5.7.8 Username and Password not accepted. For more information, go to\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials x-20020a05.1 - gsmtp\n    at SMTPConnection._formatError (/app/node_modules/nodemailer/lib/smtp-connection/index.js:790:19) {\n  code: 'EAUTH',\n  response: '535-5.7.8 Username and Password not accepted. For more information, go to\\n' +\n    '535 5.7.8  https://support.google.com/mail/?p=BadCredentials x-20020a05.1 - gsmtp',\n  responseCode: 535,\n  command: 'AUTH PLAIN'\n}",
    'auth-rejected',
  ],
  [
    'nodemailer, wrong mode',
    "Error: 140735:error:1408F10B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/openssl/ssl/record/ssl3_record.c:332:\n{ code: 'ESOCKET', command: 'CONN' }",
    'mode-mismatch',
  ],
  [
    'nodemailer, refused',
    "Error: connect ECONNREFUSED 127.0.0.1:587\n    at TCPConnectWrap.afterConnect {\n  errno: -111,\n  code: 'ESOCKET',\n  syscall: 'connect',\n  address: '127.0.0.1',\n  port: 587,\n  command: 'CONN'\n}",
    'tcp-refused',
  ],
  ['nodemailer, no greeting', "Error: Greeting never received\n  code: 'ETIMEDOUT',\n  command: 'CONN'", 'greeting-timeout'],
  [
    'Python smtplib',
    "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Username and Password not accepted. For more information, go to\\n5.7.8  https://support.google.com/mail/?p=BadCredentials k1-2sm - gsmtp')",
    'auth-rejected',
  ],
  [
    'Python, sender refused',
    "smtplib.SMTPSenderRefused: (530, b'5.7.57 Client not authenticated to send mail. [AB1.namprd.prod.outlook.com]', 'me@example.com')",
    'auth-required',
  ],
  ['Python imaplib', "imaplib.IMAP4.error: b'[AUTHENTICATIONFAILED] Invalid credentials (Failure)'", 'auth-rejected'],
  [
    'PHPMailer',
    '2026-01-31 12:00:00 CLIENT -> SERVER: AUTH LOGIN\n2026-01-31 12:00:00 SERVER -> CLIENT: 334 VXNlcm5hbWU6\n2026-01-31 12:00:00 CLIENT -> SERVER: [credentials hidden]\n2026-01-31 12:00:01 SERVER -> CLIENT: 535 5.7.8 Error: authentication failed: generic failure\n2026-01-31 12:00:01 SMTP ERROR: Password command failed: 535 5.7.8 Error: authentication failed: generic failure\nSMTP Error: Could not authenticate.',
    'auth-temporary-failure',
  ],
  [
    'MailKit',
    'MailKit.Security.AuthenticationException: 535: 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.',
    'auth-protocol-disabled',
  ],
  [
    'MailKit, TLS',
    "MailKit.Security.SslHandshakeException: An error occurred while attempting to establish an SSL or TLS connection.\n\nThe host name (mail.example.org) did not match the name given in the server's SSL certificate (host.example).",
    'cert-name-mismatch',
  ],
  [
    '.NET SmtpClient',
    'System.Net.Mail.SmtpException: The SMTP server requires a secure connection or the client was not authenticated. The server response was: 5.7.57 Client not authenticated to send mail. [AM0PR01.eurprd01.prod.exchangelabs.com]',
    'auth-required',
  ],
  [
    'JavaMail',
    'javax.mail.AuthenticationFailedException: 535 5.7.3 Authentication unsuccessful [AB0.eurprd.prod.outlook.com 2026-01-01T00:00:00.000Z 08DE]\n\tat com.sun.mail.smtp.SMTPTransport$Authenticator.authenticate(SMTPTransport.java:965)',
    'auth-rejected',
  ],
  [
    'JavaMail, TLS',
    'javax.mail.MessagingException: Could not convert socket to TLS;\n  nested exception is:\n\tjavax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
    'cert-untrusted-root',
  ],
  [
    'Symfony',
    'Failed to authenticate on SMTP server with username "x" using the following authenticators: "LOGIN". Authenticator "LOGIN" returned "Expected response code "235" but got code "535", with message "535 Incorrect authentication data".".',
    'auth-rejected',
  ],
  ['Ruby', 'Net::SMTPAuthenticationError (535 5.7.8 Error: authentication failed: (reason unavailable)\n):', 'auth-rejected'],
  ['Go', 'gomail: could not send email 1: 454 4.7.0 Temporary authentication failure', 'auth-temporary-failure'],
  [
    'Postfix, breaks as question marks',
    'Jan 31 12:00:00 mx postfix/smtp[1234]: 4F1A2B3C4D: to=<bob@example.org>, relay=smtp.gmail.com[142.250.102.108]:587, delay=1.2, dsn=5.7.9, status=bounced (SASL authentication failed; server smtp.gmail.com[142.250.102.108] said: 534-5.7.9 Please log in with your web browser and then try again. Learn more at?534 5.7.9  https://support.google.com/mail/?p=WebLoginRequired)',
    'auth-web-login-required',
  ],
  [
    'Postfix, breaks as blanks',
    'postfix/smtp[9]: 1F2: to=<x@example.net>, relay=mx.example.net[192.0.2.1]:25, status=bounced (host mx.example.net[192.0.2.1] said: 550-5.7.25 [203.0.113.9] The IP address sending this message does not have a 550-5.7.25 PTR record setup 550 5.7.25 https://support.google.com/a/answer/81126 (in reply to end of DATA command))',
    'client-no-rdns',
  ],
  [
    'Postfix, TLS',
    'postfix/smtp[7]: SSL_connect error to smtp.example.com[192.0.2.4]:465: -1\npostfix/smtp[7]: warning: TLS library problem: error:0A00010B:SSL routines::wrong version number:ssl/record/ssl3_record.c:354:',
    'mode-mismatch',
  ],
  [
    'Exim',
    '2026-01-31 12:00:00 1abcDE-000001-AB ** bob@example.org R=smarthost T=remote_smtp H=mail.example.com [192.0.2.5]: SMTP error from remote mail server after MAIL FROM:<a@example.com>: 530 5.7.0 Must issue a STARTTLS command first',
    'auth-encryption-required',
  ],
  [
    'Exim, login',
    '2026-01-31 12:00:00 dovecot_login authenticator failed for H=(host) [203.0.113.5]: 535 Incorrect authentication data (set_id=alice@example.com)',
    'auth-rejected',
  ],
  [
    'a reply over log lines',
    '12:00:00.123 [smtp] S: 554-gmx.net (mxgmx115) Nemesis ESMTP Service not available\n12:00:00.124 [smtp] S: 554-No SMTP service\n12:00:00.125 [smtp] S: 554 Bad DNS PTR resource record.',
    'client-no-rdns',
  ],
  [
    'IMAP transcript',
    '* OK ready\nA1 CAPABILITY\nA1 OK done\nA2 LOGIN alice s3cret\nA2 NO [AUTHENTICATIONFAILED] Authentication failed.',
    'auth-rejected',
  ],
  [
    'imapflow',
    "Error: Command failed\n  response: '3 NO [UNAVAILABLE] Temporary authentication failure.',\n  responseText: 'Temporary authentication failure.',\n  serverResponseCode: 'UNAVAILABLE'",
    'auth-temporary-failure',
  ],
  ['POP3 transcript', '+OK ready\nUSER alice\n+OK\nPASS x\n-ERR [IN-USE] mailbox is locked', 'mailbox-in-use'],
  [
    'a late failure of an early one',
    '535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [X.PROD.OUTLOOK.COM]\nMAIL FROM:<a@example.com>\n530 5.7.57 Client not authenticated to send mail. [X.PROD.OUTLOOK.COM]',
    'auth-basic-disabled',
  ],
  [
    'a Microsoft failure one step late',
    "530 5.7.57 Client not authenticated to send mail. Error: 535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.",
    'auth-policy-blocked',
  ],
  [
    'openssl s_client',
    'depth=0 CN = mail.example.org\nverify error:num=10:certificate has expired\nVerify return code: 10 (certificate has expired)',
    'cert-expired',
  ],
  ['an errno in a sentence', 'The program says: connect EHOSTUNREACH 192.0.2.7:465 - Local (192.0.2.9:52000)', 'tcp-unreachable'],
  ['OAuth', '{"error":"invalid_grant","error_description":"Token has been expired or revoked."}', 'oauth-token-request-failed'],
  ['AADSTS', 'AADSTS7000222: The provided client secret keys for app are expired.', 'oauth-token-request-failed'],
  [
    'a challenge',
    '334 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZ29vZ2xlLmNvbS8ifQ==',
    'auth-token-invalid',
  ],
  ['a masked greeting', '220 ****************************', 'middlebox-masking'],
  ['a message that was taken', '250 2.0.0 OK queued as 12AB', 'nothing-wrong'],
  ['words without a code', 'Username and Password not accepted', 'auth-rejected'],
];

for (const [name, text, id] of PASTED) {
  test(`${name}: ${id}`, () => {
    const { recognised, matches } = explainText(text);
    assert.equal(matches[0]?.id, id, JSON.stringify(readUtterances(text).utterances));
    assert.ok(recognised);
  });
}

for (const text of [
  'the moon is made of green cheese',
  '',
  '   \n ',
  'Dear Alice, 550 sheep were counted',
  'Build finished in 421 ms with 0 errors',
  'It was 12:00:00 and nothing had happened',
  'lorem ipsum dolor sit amet',
]) {
  test(`not recognised: ${JSON.stringify(text)}`, () => assert.deepEqual(explainText(text).matches, []));
}

test('in a long log the telling line is found, and only it is echoed', () => {
  const noise = 'Jan 31 12:00:00 mx cron[1]: nothing to see here, moving along\n'.repeat(16_000);
  const { input, matches } = explainText(
    `password=hunter22\n${noise}534 5.7.9 Application-specific password required.\n${noise}`,
  );
  assert.equal(matches[0]?.id, 'auth-app-password-required');
  assert.ok(input.length < 2100);
  assert.doesNotMatch(input, /hunter22/);
});

test('of many equal failures one is kept', () => {
  const lines = Array.from(
    { length: 5000 },
    (_, n) => `Jan 31 12:00:${n % 60} mx postfix/smtpd[${n}]: 535 5.7.8 Error: authentication failed: id ${n}0000`,
  );
  assert.ok(readUtterances(lines.join('\n')).utterances.length <= 3);
});

const SECRETS: readonly (readonly [string, string])[] = [
  [' ~> AUTH PLAIN AGFsaWNlAHMzY3IzdA==', 'AGFsaWNlAHMzY3IzdA=='],
  ['C: AUTH LOGIN YWxpY2U=', 'YWxpY2U='],
  ['<- 334 UGFzc3dvcmQ6\n-> czNjcjN0cGFzcw==\n<- 535 no', 'czNjcjN0cGFzcw=='],
  ['S: 334 VXNlcm5hbWU6\nC: YWxpY2VAZXhhbXBsZS5jb20=', 'YWxpY2VAZXhhbXBsZS5jb20='],
  ["auth: { user: 'a', pass: 'hunter22' }", 'hunter22'],
  ['password=hunter22 host=x', 'hunter22'],
  ['"client_secret": "abc~DEF.123"', 'abc~DEF.123'],
  ['Authorization: Bearer abcdef123456789', 'abcdef123456789'],
  ['smtp://alice:hunter22@mail.example.com:587', 'hunter22'],
  ['token ya29.a0AfH6SMBxyz123', 'ya29.a0AfH6SMBxyz123'],
  ['eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'eyJhbGciOiJSUzI1NiJ9'],
  ['ghp_0123456789abcdefABCDEF', 'ghp_0123456789abcdefABCDEF'],
  ['SG.abcdefghijk.lmnopqrstuvwxyz', 'SG.abcdefghijk'],
  ['A1 LOGIN alice hunter22', 'hunter22'],
  ['PASS hunter22', 'hunter22'],
];

for (const [text, secret] of SECRETS) {
  test(`kept out of the echo: ${text.slice(0, 40)}`, () => {
    assert.ok(text.includes(secret));
    assert.ok(!redactText(text).includes(secret), redactText(text));
    assert.ok(!explainText(`${text}\n535 5.7.8 Authentication failed`).input.includes(secret));
  });
}

test('control characters of a pasted text reach no terminal', () => {
  const { input } = explainText('535 \u001b[31mAuthentication failed\u0007');
  assert.doesNotMatch(input, /[\u0000-\u0008\u000b-\u001f]/);
});

test('any text: no throw, known findings, a bounded echo', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 600 }), (text) => {
      const { input, recognised, matches } = explainText(text);
      assert.equal(recognised, matches.length > 0);
      assert.ok(matches.every(({ id }) => isFindingId(id)));
      assert.ok(input.length <= 2001);
    }),
    { numRuns: runs(300) },
  );
});
