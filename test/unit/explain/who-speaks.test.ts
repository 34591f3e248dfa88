// Faults that are told by who speaks and where: the stack of calls, the capabilities before, tuples of Erlang, replies that are
// lists, sentences without their number. One row is one text and the finding that comes first.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainText } from '../../../src/explain/explain.ts';

const PYTHON = 'Traceback (most recent call last):\n  File "/usr/lib/python3.12/smtplib.py", line 256, in __init__\n';
const frame = (of: string, line = 345): string => `  File "/usr/lib/python3.12/smtplib.py", line ${line}, in ${of}\n`;
const UNKNOWN_CA = 'TLS client: In state certify at ssl_handshake.erl:1952 generated CLIENT ALERT: Fatal - Unknown CA';
const PHPMAILER = 'SMTP Error: Could not connect to SMTP host.';

const FIRST: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'the stack tells what ran out of time': [
    [
      'greeting-timeout',
      `${PYTHON}${frame('connect')}${frame('getreply', 398)}smtplib.SMTPServerDisconnected: Connection unexpectedly closed: timed out`,
    ],
    ['command-timeout', `${PYTHON}${frame('login')}${frame('getreply', 398)}TimeoutError: The read operation timed out`],
    ['tcp-timeout', `${PYTHON}${frame('connect')}${frame('_get_socket')}TimeoutError: timed out`],
    [
      'command-timeout',
      'System.TimeoutException: Operation timed out after 5000 milliseconds\n   at MailKit.Net.NetworkStream.ReadAsync(Byte[] buffer, Int32 offset)\n   at MailKit.Net.Smtp.SmtpClient.AuthenticateAsync(Encoding encoding)',
    ],
  ],
  'capabilities before the refusal': [
    [
      'auth-encryption-required',
      "<= '* CAPABILITY IMAP4rev1 LOGINDISABLED STARTTLS'\n{ Error: Logging in is disabled on this server\n    at Connection._resTagged (/app/node_modules/imap/lib/Connection.js:1535:22)",
    ],
    // Without TLS, as a rule: such a server has it from the first byte on another port.
    [
      'auth-encryption-required',
      "<= '* CAPABILITY IMAP4rev1 LOGINDISABLED'\n{ Error: Logging in is disabled on this server\n    at Connection._resTagged (/app/node_modules/imap/lib/Connection.js:1535:22)",
    ],
  ],
  'Erlang and Elixir': [
    ['tcp-timeout', '{:error, {:network_failure, "smtp.example.com", {:error, :timeout}}}'],
    ['tcp-refused', '{error,retries_exceeded,{network_failure,"smtp.example.com",{error,econnrefused}}}'],
    ['dns-name-not-found', '{:error, :no_more_hosts, {:network_failure, ~c"smtp.example.com", {:error, :nxdomain}}}'],
    ['starttls-not-offered', '{error,retries_exceeded,{missing_requirement,"smtp.example.com",tls}}'],
    ['auth-rejected', '{:error, {:no_more_hosts, {:permanent_failure, "smtp.example.com", :auth_failed}}}'],
    ['cert-untrusted-root', `{:error, {:tls_alert, {:unknown_ca, ~c"${UNKNOWN_CA}"}}}`],
    ['cert-name-mismatch', '{tls_alert,{handshake_failure,"generated CLIENT ALERT {bad_cert,hostname_check_failed}"}}'],
    ['relay-denied', '** (Swoosh.DeliveryError) {:permanent_failure, "mx.example.com", "550 5.7.1 Relaying denied\\r\\n"}'],
  ],
  'mail programs of Android': [
    ['auth-rejected', 'Username or password is wrong. (Command: *sensitive*; response: #2# [NO, authentication failed])'],
    ['auth-temporary-failure', 'Command: 1 LOGIN; response: #3# [NO, [UNAVAILABLE], Back end is down]'],
  ],
  tokens: [
    ['auth-token-invalid', 'MailKit.Security.AuthenticationException: 334\n\n{"status":"400","schemes":"Bearer","scope":"x"}'],
    ['oauth-token-request-failed', "The provided value for the input parameter 'scope' is not valid. The scope x is not valid."],
    ['oauth-token-request-failed', 'Mail: The refresh token has expired due to inactivity. The token was issued on 2026-01-01.'],
  ],
  'a command that a server of IMAP or POP3 does not know': [
    ['auth-mechanism-rejected', '+OK POP3 ready\nC: AUTH PLAIN\nS: -ERR invalid command'],
  ],
  'PHPMailer, with the words of the reply behind its sentence': [
    ['starttls-rejected', `${PHPMAILER} STARTTLS command failed Unrecognized command 'STARTTLS'`],
    ['relay-denied', `${PHPMAILER} RCPT TO command failed Relaying denied`],
  ],
  'the preamble of a bounce says nothing': [
    [
      'content-rejected',
      "This is the mail system at host mx.example.org.\n\nI'm sorry to have to inform you that your message could not\nbe delivered.\n\n<bob@example.org>: Spam message rejected",
    ],
  ],
  'words behind which a class, a code or a quotation mark stands': [
    [
      'auth-rejected',
      "/usr/lib/ruby/net/imap.rb:1196:in `get_tagged_response': Lookup failed m103 (Net::IMAP::NoResponseError)\n\tfrom /usr/lib/ruby/net/imap.rb:436:in `login'",
    ],
    [
      'auth-encryption-required',
      "Net::IMAP::BadResponseError: Command received in Invalid state.\n/usr/lib/ruby/net/imap.rb:422:in `login'",
    ],
    ['auth-protocol-error', 'Net::IMAP::BadResponseError: Command received in Invalid state.'],
    ['account-quota-exceeded', 'Exception message was: sorry, too many emails (#5.7.1)'],
    ['sender-not-allowed', 'Mail: got code \\"550\\", with message \\"550 \\"envelope sender not allowed a@example.com\\"\\".'],
    [
      'auth-policy-blocked',
      'It does not work with smtp.office365.com. The error is "Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully."',
    ],
  ],
  'maddy, whose reply is three properties': [
    [
      'recipient-unknown',
      'queue: delivery attempt failed        {"msg_id":"2f6f32e9","rcpt":"a@example.org","reason":"No such user","smtp_code":550,"smtp_enchcode":"5.1.1","smtp_msg":"No such user"}',
    ],
  ],
  'pages of a sign-in, and what the library did not get': [
    ['oauth-token-request-failed', 'Need admin approval\nOur mailer needs permission to access resources in your organization'],
    ['oauth-token-request-failed', 'Mail: Required parameter not passed: "refresh_token"'],
  ],
  'a handshake that ran out of time': [
    ['tls-handshake-failed', '2026-01-31 18:13:04 TLS error on connection from localhost [127.0.0.1] (SSL_accept): timed out'],
  ],
  'the words stand above the code': [
    ['auth-rejected', 'USER nobody\n+OK\nPASS x\n-ERR [SYS/PERM] No such user.'],
    ['auth-required', 'SMTP ERROR: MAIL FROM command failed: 503 Error: need EHLO and AUTH first !'],
  ],
};

for (const [kind, rows] of Object.entries(FIRST))
  describe(kind, () => {
    for (const [id, text] of rows) it(`${id}: ${text.slice(-90)}`, () => assert.equal(explainText(text).matches[0]?.id, id));
  });
