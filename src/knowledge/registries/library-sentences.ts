// Fixed sentences of mail libraries that no other list has: MailKit's of a broken dialogue, node-imap, lettre, Python's
// imaplib and aiosmtplib, Indy, PEAR and Laminas, msmtp and mpop, apps of Android. Knows no text but its own.
import { certain, likely, undecided } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const from = (source: string, entries: readonly RegistryEntry[]): readonly RegistryEntry[] =>
  entries.map((entry) => ({ ...entry, source }));

const LOGIN_WAS_FINE = 'It is about a folder, a message or a command of that program, and no fault of connection or login.';
const OWN_FAULT = 'It is a fault of the program or of what it was given: the server was not asked.';

const MAILKIT = from('jstedfast/MailKit Net/Smtp/SmtpStream.cs, Net/Imap/ImapEngine.cs, Net/Pop3/Pop3Engine.cs', [
  likely('not-smtp', 'Unable to parse status code returned by the server', [
    'Invalid status code returned by the server',
    'The status codes returned by the server did not match',
  ]),
  likely('mode-mismatch', 'Unexpected token in IMAP greeting: [atom: 220]', [
    'Syntax error in IMAP server greeting. Unexpected token: [atom: 220]',
    // What stands behind `token:` is taken for one, and not read.
    'Syntax error in IMAP server greeting. Unexpected token: *** 220',
    'Unexpected token in IMAP greeting: *** 220',
    'Syntax error in IMAP server greeting. Unexpected token: *** *** 220',
  ]),
  likely('not-smtp', 'Syntax error in IMAP server greeting. Unexpected token: *** +OK', [
    'Unexpected token in IMAP greeting: *** +OK',
  ]),
  likely('not-smtp', 'Unexpected greeting from server: 220', [
    'Unexpected greeting from server: * OK',
    'Unexpected greeting from server: HTTP/1',
  ]),
  likely('greeting-refused', 'Unexpected greeting from server: -ERR'),
  likely('greeting-refused', 'Unexpected token in IMAP greeting: [atom: BYE]', [
    'Syntax error in IMAP server greeting. Unexpected token: [atom: BYE]',
  ]),
  likely('reply-malformed', 'Unexpected token in IMAP response', ['Syntax error in untagged']),
]);

const OPENPOP = from('foens/hpop OpenPop/Pop3/Pop3Client.cs', [
  likely('not-smtp', 'The server did not respond with a + response. The response was: "* OK', [
    'The server did not respond with a + response. The response was: "220',
    'The server did not respond with a + response. The response was: "HTTP/1',
  ]),
]);

const NODE_IMAP = from('mscdex/node-imap lib/Connection.js', [
  likely('tcp-timeout', 'Timed out while connecting to server'),
  likely('command-timeout', 'Timed out while authenticating with server'),
  // Said where the server offers LOGINDISABLED: without TLS as a rule (RFC 3501 §6.2.3).
  likely('auth-encryption-required', 'Logging in is disabled on this server'),
  certain('auth-no-common-mechanism', 'No supported authentication method(s) available. Unable to login'),
  certain('starttls-not-offered', 'Server does not support STARTTLS'),
  undecided(LOGIN_WAS_FINE, 'No mailbox is currently selected'),
]);

const NODE = from('nodejs/node lib/net.js', [likely('connection-closed', 'This socket has been ended by the other party')]);

const JAVA = from('jakartaee/mail-api SMTPTransport.java, in the spelling of releases before 1.5', [
  certain('auth-no-common-mechanism', 'No authentication mechansims supported by both server and client'),
]);

const PYTHON = from('CPython Lib/imaplib.py; cole/aiosmtplib protocol.py, smtp.py', [
  likely('reply-malformed', 'Malformed SMTP response line', ['Malformed SMTP response']),
  likely('connection-closed', 'Unexpected EOF received'),
  likely('greeting-timeout', 'Timed out waiting for server ready message'),
  certain('auth-not-advertised', 'The SMTP AUTH extension is not supported by this server'),
  // imaplib: a line that is neither tagged nor untagged, with repr() of its bytes
  likely('reply-malformed', "unexpected response: b'", ['unexpected response: b"']),
  undecided(OWN_FAULT, 'illegal in state AUTH, only allowed in states', [
    'illegal in state NONAUTH, only allowed in states',
    'illegal in state LOGOUT, only allowed in states',
  ]),
]);

const RUBY = from('ruby/net-smtp lib/net/smtp.rb; ruby/timeout lib/timeout.rb', [
  likely('tcp-timeout', 'execution expired'),
  undecided(
    'The program was to log in and was given no user name or no password: the server was not asked.',
    'SMTP-AUTH requested but missing user name',
    ['SMTP-AUTH requested but missing secret phrase'],
  ),
]);

const EXCHANGE_CLIENTS = from(
  'mguessan/davmail ExchangeSession.java, EwsExchangeSession.java; OfficeDev/ews-managed-api Strings',
  [likely('ews-path-unknown', 'ews endpoint not available at', ["The Autodiscover service couldn't be located"])],
);

const MAILIO = from('karastojko/mailio src/smtp.cpp', [
  likely('greeting-refused', 'Connection rejection.'),
  likely('ehlo-rejected', 'Initial message rejection.'),
  likely('auth-mechanism-rejected', 'Authentication rejection.'),
  likely('auth-rejected', 'Username rejection.', ['Password rejection.']),
  likely('sender-not-allowed', 'Mail sender rejection.'),
  likely('recipient-unknown', 'Mail recipient rejection.', ['Mail cc recipient rejection.', 'Mail bcc recipient rejection.']),
  likely('content-rejected', 'Mail message rejection.'),
  likely('starttls-rejected', 'Start tls refused by server.'),
  likely('reply-malformed', 'Parsing server failure.'),
]);

const GO_POP3 = from('knadh/go-pop3 pop3.go', [likely('reply-malformed', 'Neither -ERR, nor +OK')]);

/** Said where the server gave no reply of its own. */
const ESP_MAIL = from('mobizt/ESP-Mail-Client src/ESP_Mail_Client.cpp, errorReason', [
  likely('recipient-unknown', 'set recipient failed'),
  likely('sender-not-allowed', 'set sender failed', ['send header failed']),
  likely('greeting-refused', 'SMTP server greeting failed'),
  // ESP32-Mail-Client, its elder: no reply, or none that it could read, where the greeting was due.
  likely('greeting-timeout', 'could not handle SMTP server response'),
  likely('auth-rejected', 'login password is not valid'),
  certain('auth-no-common-mechanism', 'the provided SASL authentication mechanism is not support'),
  likely('auth-no-common-mechanism', 'OAuth2.0 log in was disabled for this server', ['server is not support OAuth2 login']),
  likely('auth-token-invalid', 'XOAuth2 authenticate failed'),
  likely('tls-handshake-failed', 'fail to set up the SSL/TLS structure'),
  likely('command-timeout', 'response read timed out'),
  likely('content-rejected', 'send body failed'),
]);

const NOTIFICATION_CENTER = from('QNAP Notification Center, https://www.qnap.com/how-to/faq', [
  likely('auth-token-expired', 'Authorization has expired. Reauthorize the account'),
]);

const RUST = from('lettre src/transport/smtp/client/connection.rs, async_connection.rs, error.rs', [
  // The stream ended within the reply, or before it.
  likely('connection-closed', 'response error: incomplete response'),
  likely('reply-malformed', 'response error: error Tag at', ['response parse error']),
]);

const SMTP_CLIENT_FOR_QT = from('bluetiger9/SmtpClient-for-Qt src/smtpclient.cpp', [
  likely('not-smtp', '[Socket] IN: "* OK', ['[Socket] IN: "+OK']),
]);

const INDY = from('IndySockets/Indy Lib/Core/IdResourceStringsCore.pas, Lib/Protocols/IdResourceStringsProtocols.pas', [
  likely('command-timeout', 'Read timed out.', ['Read Time Out', 'Read Timeout']),
  likely('tcp-timeout', 'Connect timed out.'),
]);

const PEAR = from(
  'pear/Net_SMTP Net/SMTP.php; pear/Mail Mail/smtp.php; laminas/laminas-mail src/Protocol, src/Storage/Imap.php',
  [
    certain('auth-no-common-mechanism', 'No supported authentication methods'),
    likely('auth-rejected', 'cannot login, user or password wrong'),
    likely('connection-closed', 'cannot read - connection closed?', ['Unable to read response, or response is empty']),
    undecided(OWN_FAULT, 'The Auth_SASL package is required for'),
  ],
);

const MSMTP = from('marlam/msmtp src/smtp.c, src/net.c', [
  likely('connection-closed', 'the server sent an empty reply'),
  likely('reply-malformed', 'the server sent an invalid reply', ['Rejecting server reply that is longer than']),
  likely('greeting-refused', 'cannot get initial OK message from server'),
]);

const MPOP = from('marlam/mpop src/pop3.c, src/mpop.c', [
  certain('starttls-not-offered', 'the POP3 server does not support TLS via the STLS command'),
  likely('connection-closed', 'POP3 server sent an empty reply'),
  likely('reply-malformed', 'POP3 server sent an invalid reply'),
  likely('greeting-refused', 'cannot get initial OK message from POP3 server'),
]);

const ANDROID = from('mail apps of Android, as their users quote them', [
  likely('auth-rejected', 'Username or password is wrong'),
  likely('auth-rejected', 'Server denied POP access for the given username and password', [
    'Server denied access for the given username and password',
  ]),
]);

const POPLIB = from('ditesh/node-poplib; cakephp-pop and other PHP classes of POP3', [
  likely('auth-rejected', 'LOGIN/PASS failed', ['LOGIN/USER failed']),
  likely('auth-no-common-mechanism', "Doesn't support AUTH or the specified SASL handlers"),
]);

const SENDGRID = from('Twilio SendGrid, https://docs.sendgrid.com/ui/account-and-settings/billing', [
  likely('account-quota-exceeded', 'Maximum credits exceeded'),
]);

export const LIBRARY_SENTENCES: Registry = {
  name: 'Further sentences of mail libraries',
  source: 'the source of each library, named with its entries',
  speaker: 'client',
  entries: [
    ...MAILKIT,
    ...OPENPOP,
    ...NODE_IMAP,
    ...NODE,
    ...JAVA,
    ...PYTHON,
    ...RUBY,
    ...EXCHANGE_CLIENTS,
    ...MAILIO,
    ...GO_POP3,
    ...ESP_MAIL,
    ...NOTIFICATION_CENTER,
    ...RUST,
    ...SMTP_CLIENT_FOR_QT,
    ...INDY,
    ...PEAR,
    ...MSMTP,
    ...MPOP,
    ...ANDROID,
    ...POPLIB,
    ...SENDGRID,
  ],
};
