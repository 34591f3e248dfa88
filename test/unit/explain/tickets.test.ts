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

describe('what support is asked and told without any error names none', () => {
  const asked: readonly string[] = [
    'How do I configure SMTP for Office 365 in our CRM?',
    'Which port should I use for STARTTLS, 25 or 587?',
    'Please whitelist our IP 203.0.113.7 in your firewall.',
    'The customer wants to know if port 25 is blocked by default at Azure.',
    'Do you support OAuth2 for IMAP mailboxes, or only passwords?',
    'We plan to switch from basic authentication to modern authentication next month.',
    'Can your software use a self-signed certificate?',
    'What happens when the mailbox is full?',
    'The mail server will be down for maintenance on Sunday from 2 to 4 am.',
    'Our certificate expires on 2027-01-31, do we have to do anything?',
    'Ihr Zertifikat läuft in 30 Tagen ab, bitte erneuern Sie es rechtzeitig.',
    'Please send me the invoice for October, the last one was not correct.',
    'The connection test was successful, thank you!',
    'Everything works again after the restart of the service.',
    'I would like to limit the number of connections per client to 10.',
    'smtp.example.com:587 STARTTLS user@example.com',
    'Host: smtp.office365.com\nPort: 587\nEncryption: STARTTLS\nAuthentication: OAuth2',
    'Is it normal that the server says "250 2.0.0 OK queued as 4F1A2B3C4D" after each mail?',
    'Hello,\n\ncould you please reset the password of bob@example.org? He forgot it.\n\nRegards\nAlice',
    'Newsletter: Gmail will reject unauthenticated mail from bulk senders starting in February.',
    'Microsoft will turn off basic authentication for SMTP AUTH in 2026.',
    'We would like to raise the message size limit from 10 MB to 25 MB.',
    'Can I use an app password instead of my normal password?',
    'The spam filter is too strict, could you lower it a bit?',
    'Wie richte ich ein IMAP-Konto in Outlook ein?',
    'Feature request: show the number of failed logins in the dashboard.',
    'TLS 1.0 and 1.1 will be disabled on our servers from 1 March on.',
    'The job ran at 02:00, sent 431 mails and finished without errors.',
    'Order 550 was shipped, invoice 421 is open, ticket 535 was closed.',
    'The mail server is located in Frankfurt and has two IP addresses.',
    'The certificate of our mail server is valid until 2027.',
    'We use TLS 1.2 only, TLS 1.0 is switched off.',
    'After the update the login works again, thanks.',
    'The mailbox has 25 GB and is half full.',
    'The connection is encrypted and stable.',
    'SPF, DKIM and DMARC pass for all our mails.',
    'We moved the mailbox to Microsoft 365 last week.',
    'Der Mailserver läuft, alle Postfächer sind erreichbar.',
    'Bitte ändern Sie das Passwort des Postfachs info@example.com.',
    'Le serveur de messagerie fonctionne correctement.',
    'The server limits attachments to 20 MB, as agreed.',
    'Relaying is only allowed for authenticated users.',
    'The provider asked us for the sender address of the newsletter.',
    'The web server refuses the connection.',
    'Our SQL server closes the connection after an hour.',
    'The login to the file server fails since Monday.',
  ];
  // A server's `OK` is told as nothing wrong.
  for (const text of asked) it(text.slice(0, 70), () => assert.ok(['none', 'nothing-wrong'].includes(idOf(text)), idOf(text)));
});

describe('a failure told in words of whoever met it', () => {
  const told: readonly (readonly [ids: readonly string[], text: string])[] = [
    [['cert-untrusted-root'], "The customer's Outlook says the certificate is not trusted."],
    [['relay-denied'], 'mailserver says relay access denied'],
    [['tcp-timeout', 'host-unreachable'], 'we get a timeout when connecting to port 587 of the mail server'],
    [['tcp-refused'], 'connection refused on port 465'],
    [['auth-rejected'], 'The SMTP login is rejected although the password works in webmail.'],
    [['recipient-unknown'], 'mail bounces with user unknown'],
    [
      ['tls-handshake-failed', 'tls-version-unsupported'],
      'SSL handshake with the mail server fails since the update to OpenSSL 3',
    ],
    [['auth-token-expired'], 'IMAP login fails: the token has expired'],
    [['mailbox-full'], 'the mailbox of bob is over quota'],
    [['sender-unauthenticated'], 'Our mails are rejected because SPF fails.'],
    [['dns-name-not-found'], 'The host name of the mail server could not be resolved.'],
    [['starttls-not-offered'], 'STARTTLS is not offered by the server.'],
    [['connection-closed'], 'The server closes the connection after EHLO.'],
    [['rate-limited'], 'SMTP: too many connections from our IP'],
    [['server-blocks-ip'], 'Our IP is listed on Spamhaus and mails bounce.'],
    [['cert-expired'], 'The certificate of mail.example.com has expired.'],
    [['cert-expired'], 'Das Zertifikat des Mailservers ist abgelaufen.'],
    [['auth-rejected'], 'Anmeldung am SMTP-Server fehlgeschlagen, Benutzername oder Passwort falsch'],
    [['tcp-timeout', 'host-unreachable'], 'Zeitüberschreitung beim Verbinden mit dem Mailserver auf Port 587'],
    [['tcp-refused'], 'Der Mailserver verweigert die Verbindung auf Port 25.'],
    [['recipient-unknown'], 'Die Mail kommt zurück: Empfänger unbekannt'],
    [['cert-name-mismatch'], 'The certificate is for another host name than our mail server.'],
    [['auth-app-password-required'], 'Gmail says we need an application-specific password.'],
    [['auth-protocol-disabled', 'auth-basic-disabled'], 'SMTP AUTH is disabled for the tenant.'],
    [['auth-basic-disabled'], 'Basic authentication is disabled in Exchange Online, IMAP login fails'],
    [['message-too-large'], 'The message is too large for the mail server.'],
    [['greylisted'], 'Our mail was greylisted, try again later'],
    [['cert-self-signed', 'cert-untrusted-root'], 'The program complains about a self-signed certificate of the mail server.'],
    [['dns-name-not-found'], 'Name or service not known when connecting to smtp.exmaple.com'],
    [['auth-required'], 'The server wants authentication before sending.'],
    [['mode-mismatch'], 'wrong version number when we use SSL on port 587'],
    [['sender-not-allowed'], 'The server does not allow us to send as info@example.com.'],
    [['content-rejected'], 'The mail was rejected as spam.'],
    [['account-quota-exceeded', 'rate-limited'], 'We reached the daily sending limit of Gmail.'],
    [['tls-no-shared-cipher'], 'no shared cipher with the old mail server'],
    [['auth-no-common-mechanism'], 'The server supports none of the authentication methods of our client.'],
    [['oauth-token-request-failed'], "We can't get a token for IMAP: consent required"],
    [['auth-rejected'], "Users can't log in to the mail server any more, it says wrong password."],
    [['tcp-timeout', 'host-unreachable'], 'The CRM hangs for a minute and then reports that the SMTP server did not answer.'],
    [['cert-untrusted-root'], 'our java application does not trust the certificate of the mail server'],
    [['relay-denied'], 'relaying denied when we send to external addresses'],
    [['recipient-unknown'], 'The recipient does not exist according to the bounce.'],
    [['tls-version-unsupported'], 'The mail server only speaks TLS 1.0 and our client refuses it.'],
    [['dns-name-not-found'], 'DNS lookup of the mail server fails.'],
    [['connection-closed'], 'SMTP connection drops right after we connect.'],
    [['auth-account-locked'], 'The mail account was locked after too many failed logins.'],
    [['mailbox-full'], 'Mails to our customer come back because the mailbox is full.'],
    [['greeting-timeout'], 'We never receive the greeting of the SMTP server.'],
    [['server-blocks-ip'], 'The provider blocks the IP of our mail server.'],
    [['tcp-refused'], 'Port 993 is closed on the mail server: connection refused.'],
    [['tls-handshake-failed'], 'TLS negotiation with the mail server fails.'],
    [['cert-expired'], "Their mail server's certificate expired last week."],
    [['rate-limited', 'account-quota-exceeded'], 'The provider limits us to 100 mails per hour.'],
    [['content-rejected'], 'Gmail takes our newsletter for spam and rejects it.'],
    [['auth-rejected'], 'Login beim IMAP-Server schlägt fehl, das Passwort stimmt aber.'],
    [['dns-name-not-found'], 'Der Name des Mailservers kann nicht aufgelöst werden.'],
    [['connection-closed'], 'Die Verbindung zum Mailserver wird sofort wieder getrennt.'],
    [['mailbox-full'], 'Das Postfach des Empfängers ist voll.'],
    [['relay-denied'], 'Relaying wird vom Mailserver abgelehnt.'],
    [['server-blocks-ip'], 'Unsere IP-Adresse steht auf einer Blacklist, Mails werden abgewiesen.'],
    [['auth-rejected'], "L'authentification SMTP échoue, mot de passe refusé."],
    [['tcp-timeout', 'host-unreachable'], "Délai d'attente dépassé lors de la connexion au serveur SMTP."],
    [['cert-expired'], 'Le certificat du serveur de messagerie a expiré.'],
    [['auth-rejected'], 'Error de autenticación SMTP: usuario o contraseña incorrectos'],
    [['tcp-timeout', 'host-unreachable'], 'Tiempo de espera agotado al conectar con el servidor de correo.'],
    [['mailbox-full'], 'El buzón del destinatario está lleno.'],
    [['starttls-not-offered'], 'El servidor de correo no admite STARTTLS.'],
    [['auth-rejected'], "The ticket system can't authenticate at the IMAP server since yesterday."],
    [['tcp-timeout', 'host-unreachable'], 'Sending mail times out after 30 seconds, the mail server never responds.'],
    [['tcp-refused'], 'The mail server refuses connections on port 587.'],
    [['recipient-unknown'], 'We get a bounce that the mailbox does not exist.'],
    [['relay-denied'], "Our printer can't send to external addresses: relay not allowed."],
    [['mailbox-full'], "The customer's inbox exceeded its quota and mails bounce."],
    [['tls-handshake-failed'], 'The SSL handshake with smtp.example.com breaks off.'],
    [['dns-name-not-found'], "The server can't find the host mail.example.com."],
    [['server-blocks-ip'], "Microsoft blocks our server's IP address."],
    [['connection-closed'], 'The IMAP connection is closed by the server every few minutes.'],
    [['starttls-not-offered'], "The mail server doesn't offer STARTTLS on port 25."],
    [['auth-required'], "The mail server requires authentication, but our device can't log in."],
    [['sender-unauthenticated'], 'Mails from our domain fail DMARC at Gmail and are rejected.'],
    [['tls-version-unsupported'], 'The old Exchange server only supports TLS 1.0.'],
    [['auth-rejected'], 'Der Kunde kann sich nicht am SMTP-Server anmelden.'],
    [['tcp-timeout', 'host-unreachable'], 'Der SMTP-Server antwortet nicht.'],
    [['cert-expired'], 'Das SSL-Zertifikat von mail.example.de ist seit gestern abgelaufen.'],
    [['relay-denied'], 'Der Server lehnt das Relaying ab.'],
    [['mailbox-full'], 'Das Postfach ist voll, Mails kommen zurück.'],
    [['content-rejected'], 'Unsere Mails werden von GMX als Spam abgelehnt.'],
    [['tls-handshake-failed'], 'Der TLS-Handshake mit dem Mailserver schlägt fehl.'],
    [['tcp-refused'], 'Le serveur SMTP refuse la connexion sur le port 587.'],
    [['auth-rejected'], 'Identifiant ou mot de passe incorrect pour le serveur IMAP.'],
    [['dns-name-not-found'], 'Le nom du serveur de messagerie est introuvable.'],
    [['recipient-unknown'], 'El destinatario no existe según el servidor.'],
    [['auth-rejected'], 'No se puede iniciar sesión en el servidor SMTP.'],
    [['cert-expired'], 'El certificado del servidor de correo ha caducado.'],
  ];
  for (const [ids, text] of told) it(text, () => assert.ok(ids.includes(idOf(text)), `${idOf(text)}, not ${ids.join(' or ')}`));
});
