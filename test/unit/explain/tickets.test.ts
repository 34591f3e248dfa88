// How a ticket tells an error: in a sentence of its own, in the midst of a line, with a number in front, as a question. The same reply
// and the same sentence of a system mean the same in each; what only talks of errors names none. And what a program says, told alone.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainText } from '../../../src/explain/explain.ts';
import { findInRegistries, REGISTRIES } from '../../../src/knowledge/registries/index.ts';

const idOf = (text: string): string => explainText(text).matches[0]?.id ?? 'none';

const TOLD: readonly string[] = [
  'When sending mail the customer gets: {R}',
  'Our CRM shows {R} when we test the connection.',
  'Since Monday all outgoing mails fail with {R}',
  'It worked until yesterday, now it says {R}',
  '3. {R}',
  '- {R}',
  '| {R} |',
  '2026-11-27 10:00:00,123 ERROR [main] com.acme.MailSender - {R}',
  'the customer says he gets {R}',
  'If we click on test, we get {R}',
  'If he logs in he gets "{R}".',
  'What could cause {R}?',
  'Wenn der Kunde eine Mail sendet, bekommt er: {R}',
  'Lorsque nous envoyons un message, le client reçoit : {R}',
  'Cuando enviamos un correo nos sale: {R}',
  'error message {R} appears',
  'We tried port 587 → {R}, port 465 → timeout',
  'Dear support,\n\nsince today:\n{R}\n\nBest regards\nBob\n-- \nACME Ltd.',
  '1. Open the app\n2. Click "Test connection"\n3. {R}',
  'Steps to reproduce:\n1. Configure the account\n2. Send a test mail\n\nActual: {R}\nExpected: mail is sent',
];
/** Every one is known by its words: a code alone in the midst of a line is a number like any other. */
const REPLIES: Readonly<Record<string, string>> = {
  '535 5.7.8 Error: authentication failed: authentication failure': 'auth-rejected',
  '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.': 'auth-protocol-disabled',
  '550 5.1.1 The email account that you tried to reach does not exist.': 'recipient-unknown',
  '554 5.7.1 <bob@example.org>: Relay access denied': 'relay-denied',
  '421 Too many concurrent SMTP connections; please try again later.': 'greeting-busy',
  '530 Must issue a STARTTLS command first': 'auth-encryption-required',
  '554 SMTP synchronization error': 'client-too-early',
  '552 Mailbox quota exceeded': 'mailbox-full',
};

describe('a reply means the same however a ticket tells it', () => {
  for (const [reply, id] of Object.entries(REPLIES))
    it(reply, () => {
      assert.equal(idOf(reply), id);
      for (const frame of TOLD) assert.equal(idOf(frame.replace('{R}', () => reply)), id, frame);
    });
});

describe('a sentence of a system or a TLS library, told alone and in a ticket', () => {
  const WORDS = 4;
  const SHOWN = [
    'When we test the connection in the CRM we get "{R}".',
    'Our program shows: {R}',
    'Guten Tag,\n\nbeim Testen der Verbindung erscheint:\n\n"{R}"\n\nMit freundlichen Grüßen\nBob\nACME GmbH',
    '1. Open settings\n2. Press Test\n3. See "{R}"',
  ];
  const lists = [
    'OpenSSL certificate verification',
    'OpenSSL reasons',
    'mbedTLS',
    'Apple TLS',
    'Java TLS',
    'rustls',
    'POSIX socket errors',
    'Windows sockets',
  ];
  for (const { name, entries } of REGISTRIES.filter((registry) => lists.includes(registry.name)))
    it(name, () => {
      // "usually" is the system's own word in one of them: a letter that has it explains.
      const told = entries.flatMap(({ id, forms }) =>
        id === null ? [] : forms.filter((form) => form.split(' ').length >= WORDS && !form.includes('usually')),
      );
      told.forEach((form, at) => {
        const said = (SHOWN[at % SHOWN.length] ?? '').replace('{R}', () => form);
        const ids = explainText(said).matches.map(({ id }) => id);
        // One sentence may be in several lists, and mean more than one thing.
        const wanted = findInRegistries(form, ['tls', 'system']).flatMap(({ entry }) => entry.id ?? []);
        assert.ok(
          ids.some((one) => wanted.includes(one)),
          `${said}: ${ids.join(', ') || 'none'}, not ${wanted.join(', ')}`,
        );
      });
    });
});

describe('what only talks of a reply names none', () => {
  const talk: readonly string[] = [
    'If the password is wrong, the server answers 535 5.7.8 Authentication failed and the client should ask again.',
    'You may see "535 5.7.8 Authentication failed" when the password is wrong.',
    'When a client sends too many commands, servers may answer 421 4.7.0 Too many errors and close the connection.',
    'If our system receives 550 User unknown the address is removed from the list.',
    'Whenever the provider returns 421 we wait ten minutes and try again, so that nobody is blocked.',
    'our app uses port 587 and shows 550 messages a day',
    'We send 500 emails per day with 450 recipients in total and see 421 opens.',
    'Clients that do not log in first may be refused with messages like "Relaying denied" by most servers.',
    'A relay SHOULD return 550 if a client attempts to send to an unacceptable recipient (RFC 5321, Section 3.6.2).',
    'The registry has X.7.1 for "Delivery not authorized, message refused" and X.1.1 for bad mailboxes.',
    'smtpd_helo_restrictions reject_non_fqdn_helo_hostname reject_invalid_helo_hostname reject_unknown_helo_hostname',
  ];
  for (const text of talk) it(text.slice(0, 70), () => assert.equal(idOf(text), 'none'));
});

describe('a page that was written for others names none', () => {
  const pages: Readonly<Record<string, string>> = {
    'documentation of a class, as javadoc makes it':
      'Package com.acme.mail\nClass LoginFailedException\njava.lang.Object\njava.lang.Throwable\ncom.acme.mail.LoginFailedException\nAll Implemented Interfaces:\nSerializable\nThis exception is thrown when the login at the mail server fails due to a bad user name or password.',
    'a table of exceptions whose cells stand in lines of their own':
      'The exceptions of the mailer:\n| Class | Meaning |\n|---|---|\nHeloError |\nThe server did not answer EHLO properly. |\nLoginError |\nUser name or password is incorrect. |',
    'an article':
      'Mail that does not arrive\n\nIn this article, we look at the commonest refusals of SMTP servers.\nThe server says 550 5.1.1 User unknown where an address does not exist.\nCheck the address then.',
    'a title that asks, and its answer':
      'What does the SMTP error 550 mean?\n\nIt says that the message was refused for good.\nThe standard version is “550 Requested action not taken: mailbox unavailable”.\nOther servers have other words for it.',
    'replies as headings':
      'Messages of our servers\n\n450 4.7.1 Client host rejected: cannot find your reverse hostname\nYour server has no entry in the reverse zone, so ask your provider for one.\n\n450 4.2.0 Recipient address rejected: Greylisted\nThe message is taken at the second attempt, which any mail server makes.\n\n421 4.7.0 Error: too many connections\nYour server opened more connections than are allowed to any client.',
    'a catalogue of errors in a program':
      '{\n"MAIL_SEND": {\n"errorCode": "MAIL_SEND_ERROR",\n"errorMessage": "Failed to send email"\n},\n"SMTP_AUTH": {\n"errorCode": "SMTP_AUTH_ERROR",\n"errorMessage": "SMTP authentication failed"\n},\n"SMTP_CONNECT": {\n"errorCode": "SMTP_CONNECT_ERROR",\n"errorMessage": "Failed to establish SMTP connection"\n}\n}',
    'terms and what they mean':
      'Why mail comes back\n\nMailbox is full – The inbox has exceeded its storage limit.\nSpam filters – The message was flagged as spam and rejected.\nGreylisting – The server temporarily rejects what it does not know.',
    'a wish':
      'Actionable logging for SMTP authentication failures\n\nWhen the login fails, the current output is a stack trace.\nAcceptance Criteria:\nCatch the authentication error and tell the user to generate an app password.',
    'a list of changes with their kinds':
      '1.0.3\n\n- Bugfix: Close the connection when the server disconnected unexpectedly\n- Bugfix: LoginError: (-1, connection lost) is raised no more\n- Feature: Authentication failed is told with the reply',
    'questions that are asked often':
      '#### I get timeouts\n\nCheck your firewall: it may drop connections to port 25.\n\n#### I get TLS errors\n\nYour antivirus may have put a certificate of its own in between.',
  };
  for (const [name, text] of Object.entries(pages)) it(name, () => assert.equal(idOf(text), 'none'));
});

describe('what looks like a list, and befell somebody', () => {
  const told: Readonly<Record<string, readonly [string, string]>> = {
    'programs, and what each says': [
      'auth-rejected',
      'Outlook – works\nThunderbird – 535 5.7.8 Authentication failed\nApple Mail – works\nWebmail – works',
    ],
    'two replies, each with a sentence of those who got it': [
      'recipient-unknown',
      '450 4.7.1 Client host rejected: cannot find your reverse hostname\nWe see this every hour in the log of the mail server here.\n\n550 5.1.1 <bob@example.org>: User unknown\nThis happens for one address of many that we tried today.',
    ],
  };
  for (const [name, [id, text]] of Object.entries(told)) it(name, () => assert.equal(idOf(text), id));
});

describe('what a program says without a cause, or around it', () => {
  const said: readonly (readonly [string, string])[] = [
    ['host-unreachable', 'unable to establish SMTP connection to mail.example.org port 465 at Transport/SMTP.pm line 193'],
    ['host-unreachable', "[Error][Kernel::System::Email::SMTP::Send][Line:122]: Can't connect to smtp.gmail.com:"],
    ['host-unreachable', 'WARNING: TCP connect to (203.0.113.7 : 587) failed'],
    ['host-unreachable', '[mail] Fatal: Creating account failed: Could not connect to IMAP: Error connecting to mail server.'],
    ['mode-mismatch', 'SMTP Connection error: error:1408F10B:'],
    ['mode-mismatch', 'postfix/smtpd[9]: too many errors after UNKNOWN from unknown[203.0.113.7]'],
    ['not-smtp', 'EHLO BAD Error in IMAP command received by server.'],
    ['starttls-rejected', 'Expected response code 220 but got code "500", with message "500 #5.5.1 command not recognized"'],
    ['auth-token-invalid', "mbsync: IMAP command 'AUTHENTICATE XOAUTH2 <base64>' returned an error: NO AUTHENTICATE failed."],
    [
      'auth-token-invalid',
      'got an extra server challenge: eyJzdGF0dXMiOiI0MDAifQ==\ngot failure response: NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)',
    ],
    ['auth-token-expired', '* BYE Session invalidated - AccessTokenExpired'],
    [
      'auth-mechanism-rejected',
      'lettre::transport::smtp::Error { kind: Permanent(Code { severity: PermanentNegativeCompletion, category: Unspecified3, detail: Four }) }',
    ],
    ['cert-untrusted-root', 'Certificate validation failed for IMAP server: RemoteCertificateChainErrors'],
    ['oauth-token-request-failed', 'Get-MsalToken : AADSTS7000215: Invalid client secret provided.'],
    ['ehlo-rejected', 'postfix/smtpd[9]: warning: proxy 127.0.0.1:10050 rejected "EHLO fqdn": "505 Eh? WTF was that?"'],
    [
      'recipient-unknown',
      'NOQUEUE: reject: RCPT from mx.example.com[203.0.113.7]: 550 5.1.1 <dmarc@example.com>: Recipient address rejected: User unknown; from=<spf-report@example.com> to=<dmarc@example.com>',
    ],
    ['dns-name-not-found', '550 5.1.2 <bob@example.org>... Host unknown (Name server: mx.example.org.: host not found)'],
    [
      'auth-required',
      'In Flutter we get:\n\nClient was not authenticated to send anonymous mail during MAIL FROM [X.EURPRD.PROD.OUTLOOK.COM]',
    ],
    [
      'tcp-refused',
      "exception 'Zend_Mail_Protocol_Exception' with message 'Connection refused' in /srv/lib/Zend/Mail/Protocol/Abstract.php:277",
    ],
    ['none', 'error: Unable to contact gitea: Post "api/internal/mail/send": unsupported protocol scheme ""'],
    [
      'none',
      'org.keycloak.services.ErrorResponseException: HTTP 500 Internal Server Error\n        at org.keycloak.RealmAdminResource.testSMTPConnection(RealmAdminResource.java:1003)',
    ],
  ];
  for (const [id, text] of said) it(text.slice(0, 80), () => assert.equal(idOf(text), id));
});
