// What happened is told from what is talked of: in a manual, a program, a list of changes or a table no fault is named, and a message,
// a log or a bare reply beside them is heard all the same.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainText } from '../../../src/explain/explain.ts';
import { occurrencesIn } from '../../../src/explain/occurrences.ts';

const TALK: Readonly<Record<string, string>> = {
  'exit codes of a manual':
    '26  server did not accept mail following data\n\n27  server returned error after normal-session quit request\n\n28  error in AUTH transaction\n\n29  error in TLS transaction\n\n30  PRDR requested/required but not advertised\n\n32  error in EHLO following TLS negotiation\n\n35  error in PROXY option processing',
  'changes by number':
    'GH   91	SMTP SASL support doesn’t handle authentication failure properly\nGH   92	SASL authentication failures should not try other methods\nGH   94	add OAuth2 support to JavaMail\nGH   95	IMAP failures during close can leave connection unusable',
  'settings with their defaults':
    'daemon_timeout (18000s)\n    How much time a process may take to handle a request.\n\nipc_timeout (3600s)\n    The time limit for sending or receiving information.\n\nmax_idle (100s)\n    How long a process waits for an incoming connection.',
  'options with what they are for':
    '-S, --serverinfo\n      Print information about the server.\n\nsendtimeout\n      The time to wait for a remote module to complete sending a\n      message before killing it and trying again, in seconds.',
  'a program in C':
    'if (ret < 0) {\n\tfprintf(stderr, "*** Handshake failed\\n");\n\tgnutls_perror(ret);\n\tgoto end;\n} else {\n\tchar *desc;\n\n\tdesc = gnutls_session_get_desc(session);',
  'a program in Go':
    'type backend struct {\n\tuser *user\n}\n\nfunc (be *backend) Login(_ *imap.ConnInfo, username, password string) (backend.User, error) {\n\tif username != "user" {\n\t\treturn nil, errors.New("Invalid username or password")\n\t}\n\treturn be.user, nil\n}',
  'a filter in Perl': 'if ($date =~ /x/) {\n\treturn "500 Invalid Date header."\n\t\tif $line =~ /^Date:/i;\n}\nreturn "";',
  'an expression that is searched for':
    '^\\w{3} [ :0-9]{11} [._[:alnum:]-]+ postfix/smtpd\\[[0-9]+\\]: NOQUEUE: reject: RCPT from .+: 450 <.+>: Recipient address rejected: Greylisted\n^\\w{3} [ :0-9]{11} [._[:alnum:]-]+ postfix/smtpd\\[[0-9]+\\]: lost connection',
  'a filter presented':
    'The package does not depend on a server, as you can run it on\na different host.\n\nTo use it for greylisting, put something along the lines of\n\n    smtpd_recipient_restrictions =\n        permit_mynetworks,\n        reject_unauth_destination',
  'a list of codes':
    'Traditional Bounce Codes\n\n421<domain> Service not available, closing transmission channel\n450Requested mail action not taken: mailbox unavailable (e.g., mailbox busy)\n451Requested action aborted: error in processing\n550Requested action not taken: mailbox unavailable',
  'two replies, each with a paragraph on it':
    '550 5.1.1 Account not found\n\nThe account that this was sent to does not exist or was closed.\n\n550 5.2.1 Mailbox not available\n\nThis can have several reasons: the address is wrong, or the mailbox is full.',
  'codes as headings':
    'What the device shows\n\n421\n\nService not available: the server is too busy\n\n535\n\nAuthentication failed, credentials rejected',
  'what a server answers, and what it answers where it fails':
    'EHLO example.com\nSuccessful Response\n250 mail.example.com Hello\nFailure Response\n501 5.5.4 Invalid domain name\nPossible Reasons for Failure There are invalid characters in the name.',
  'codes as an example in Japanese':
    'エラーメッセージの内容から理由を判定します。\n0x800CCC0Fや0x80042109など、0x800からはじまるものは、メールアプリが表示するエラー番号です。',
  'a table of codes':
    '| Code | Meaning |\n|------|---------|\n| 4.2.2 | Mailbox full |\n| 5.1.1 | Bad destination mailbox address |\n| 5.7.8 | Authentication credentials invalid |',
  'rules of a site':
    'Rules of our mail server\n\nWho sends has to log in. The following error will be thrown: "550 Authentication is required for relay".\n\nIf the domains of both addresses differ, the following error will be thrown: "550 From domain must match authenticated domain"',
  'changes to a file':
    '@@ -176,6 +178,11 @@ def send_email(\n                 f"Unable to resolve SMTP host \'{self.smtp_host}\'. "\n             ) from exc\n+        except TimeoutError as exc:\n+            raise ValidationError(\n+                f"SMTP server \'{self.smtp_host}\' timed out. "',
  'steps of a test in words':
    '  Scenario: an IMAP client with a wrong password\n    When the user connects a client\n    Then the IMAP client cannot authenticate with incorrect password\n    And authentication failed',
  'an example within a sentence':
    'Rejections with a basic code alone (e.g. 550 User unknown, 552 mailbox is full) were taken for temporary ones. They are permanent now.',
  'a cause in general':
    'SMTP authentication failures often stem from a mismatch between the mechanism of the client and what the mail delivery system expects.',
  'a table of settings':
    'Read Timeout | The number of milliseconds in which a response must be read from the SMTP server. |\nWrite Timeout | Socket write timeout value in milliseconds. |',
  'a paragraph on a program': 'The greylisting package does not depend on Postfix, as it can run on a different host.',
  'changes by module':
    'Added\n\n  • outbound: log errors on deferral (#36)\n\nFixed\n\n  • drop a connection whose TLS cipher is gone (#37)\n  • server: handle listener bind failures\n  • tls: close the socket when a context fails',
  'a table of settings with the answer that they lead to':
    '| Setting | Default | Description |\n|:--------|:-------:|:------------|\n| `verify` | off | Reject senders whose address cannot be verified (450) |\n| `tls` | off | Refuse mail without STARTTLS (530 5.7.0 Must issue a STARTTLS command first) |',
  'columns of a table in a database':
    "CREATE TABLE mail_log (\n  id serial PRIMARY KEY,\n  recipient text NOT NULL,\n  code int DEFAULT 250,\n  error text DEFAULT 'connection timed out'\n);",
  'a catalogue of translations':
    '#: lib/Smtp.php:512\nmsgid "Could not open secure TLS connection to the server."\nmsgstr "Es konnte keine sichere Verbindung zum Server hergestellt werden."\n\n#: lib/Smtp.php:530\nmsgid "Server denied authentication."\nmsgstr "Der Server hat die Anmeldung abgelehnt."',
  'a page on what a library says':
    'Troubleshooting PHPMailer:\n- "SMTP Error: Could not connect to SMTP host." may be shown when the host is wrong.\n- Check the port, which should be 587 for STARTTLS.\n- The option SMTPDebug shows what the server says.',
  'names that a program exports':
    '__all__ = (\n    "SMTPAuthenticationError",\n    "SMTPHeloError",\n    "SMTPReadTimeoutError",\n)',
  'a template of a bounce':
    'The default template starts with:\n\n    This is the mail system at host $myhostname.\n\n    I am sorry to have to inform you that your message could not\n    be delivered to one or more recipients. It is attached below.',
};

const TOLD: Readonly<Record<string, readonly [id: string, text: string]>> = {
  'a reply on a line of its own in prose': [
    'auth-rejected',
    'The server checks the password and, when it is wrong, returns\nwhat is described in the standard, which may depend on the\nmechanism. In our case:\n\n535 5.7.8 Authentication credentials invalid',
  ],
  'a message and what its library says of it': [
    'cert-untrusted-root',
    'An error occurred while attempting to establish an SSL or TLS connection.\n\nThis usually means that the certificate presented by the server is not trusted by the system for one or more of\nthe following reasons:\n\n1. The server is using a certificate which cannot be verified.\n2. The local system is missing a certificate.',
  ],
  'a program and what came of it': [
    'cert-self-signed',
    'const transport = nodemailer.createTransport({\n  host: "mail.example.org",\n  port: 465,\n  secure: true,\n});\n\n{ Error: self signed certificate\n    at TLSSocket.onConnectSecure (_tls_wrap.js:1055:34)',
  ],
  'when an error occurs, and the error behind the colon': [
    'auth-protocol-disabled',
    'The error occurs when sending a mail from the CRM: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
  ],
  'when it happens, and the system behind the colon': [
    'tcp-timeout',
    'Error happens when connecting to smtp.office365.com:587: connect ETIMEDOUT 52.97.1.2:587',
  ],
  'a question for the meaning of an error': [
    'recipient-unknown',
    'Error code 550 5.1.1 is returned when the CRM sends to bob@example.com, what does it mean?',
  ],
  'a reply as the example of its kind': [
    'relay-denied',
    'Example of the bounce:\n550 5.7.1 <bob@example.org>: Relay access denied',
  ],
  'what was changed, by who still has the error': [
    'tcp-timeout',
    'Changed: the port to 465. Now we get Error: Connection timeout',
  ],
  'a sentence that is quoted as an answer, whatever it says may be': [
    'tcp-timeout',
    'There is a problem connecting to mail.example.org\n--\n  | The server has sent this error back: "Connection timed out: There may be a problem with the settings you added."\n\nTry again',
  ],
  'refusals one after the other': [
    'recipient-unknown',
    '451 4.3.0 Temporary failure\n550 5.1.1 <a@example.org>: User unknown\n451 4.3.0 Temporary failure',
  ],
  'a sentence of a server in a report with headings': [
    'relay-denied',
    '### Describe the bug\n\nSending fails.\n\n### Logs\n\n```\nSending messages is not allowed on this server, relay access denied\n```\n\n### Expected behavior\n\nThe mail should be sent.\n\n### Environment\n\n- OS: Debian 12\n- Version: 1.2.3',
  ],
  'a notice below what its reader tells': [
    'recipient-unknown',
    'We moved our site to a new provider last week and since then\nnothing is delivered any more, which may be the reason or not. If\nanybody knows more, please tell us how to go on.\n\nDelivery has failed to these recipients or groups:\n\nbob@example.com\nThe e-mail address you entered couldn’t be found. Please check the recipient’s e-mail address and try again.',
  ],
  'a log line with braces': [
    'content-rejected',
    'May 1 10:00:00 mx rspamd[5]: <abc>; task; rspamd_task_write_log: id: <1@x>, qid: <3F>, ip: 203.0.113.5, from: <a@x.example>, (default: T (reject): [25.10/15.00] [GTUBE(0.00){}]), len: 800, time: 90ms',
  ],
};

describe('nothing happened where it is only talked of', () => {
  for (const [name, text] of Object.entries(TALK))
    it(name, () => {
      assert.deepEqual(explainText(text).matches, []);
    });
});

describe('what happened is heard beside talk', () => {
  for (const [name, [id, text]] of Object.entries(TOLD)) it(name, () => assert.equal(explainText(text).matches[0]?.id, id));
});

describe('of each line', () => {
  const { kindAt, characterAt } = occurrencesIn(
    'if the server says "451 try again", the client\nwaits.\n\nerror: could not connect to mail.example.org\nConnection refused',
  );
  it('prose that goes on may quote anything', () => assert.equal(kindAt(1), 'quoted'));
  it('a word that introduces it tells', () => assert.equal(kindAt(4), 'told'));
  it('a sentence that stands alone tells too', () => assert.equal(kindAt(5), 'told'));
  it('and the text tells', () => assert.ok(characterAt(4).isAnyTold));
});
