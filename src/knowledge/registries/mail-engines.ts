// The sentences of the engines that mail programs are built on: MailCore 2 and libEtPan (mail programs of macOS and iOS,
// Mailspring), Horde (Horde, Nextcloud Mail), c-client (PHP's imap_open, Alpine), emailjs, Hedwig. Knows no text but its own.
import type { FindingId } from '../../model/finding.ts';
import { certain, leavesAtLeast, likely, undecided } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const from = (source: string, entries: readonly RegistryEntry[]): readonly RegistryEntry[] =>
  entries.map((entry) => ({ ...entry, source }));

const LOGIN_WAS_FINE = 'Connection and login were fine: it is about a folder, a message or a command of that program.';
const NAMES_NO_CAUSE = 'It names no cause: the log of the connection has the reply of the server.';
const OWN_FAULT = 'It is a fault of the program or of what it was given: the server was not asked.';

/** By their number in the domain MCOErrorDomain, which is that of the list. */
const mailcore = (number: number, entry: RegistryEntry): RegistryEntry => ({
  ...entry,
  forms: [
    ...entry.forms,
    `MCOErrorDomain Code=${number}`,
    `MCOErrorDomain error ${number}`,
    `IMAPOperation error ${number}`,
    `SMTPOperation error ${number}`,
  ],
});

/** MCIMAPSession.cpp: of every STARTTLS that failed, which is sent without a look at the offer. */
const STARTTLS_FAILED: RegistryEntry = {
  ...likely('starttls-not-offered', 'The server does not support TLS/SSL connections'),
  meaning: 'STARTTLS did not come about: the server does not know it, refused it, or the handshake behind it failed.',
};

const MAILCORE = from('MailCore/mailcore2 src/core/abstract/MCErrorMessage.cpp', [
  mailcore(1, leavesAtLeast('host-unreachable', NAMES_NO_CAUSE, 'A stable connection to the server could not be established')),
  mailcore(2, { ...STARTTLS_FAILED, forms: [...STARTTLS_FAILED.forms, 'ErrorTLSNotAvailable'] }),
  mailcore(3, likely('reply-malformed', 'Unable to parse response from server')),
  mailcore(
    4,
    likely('cert-untrusted-root', 'The certificate for this server is invalid', [
      'ssl connect certificate ERROR',
      'ErrorCertificate',
    ]),
  ),
  mailcore(5, likely('auth-rejected', "Unable to authenticate with the current session's credentials", ['ErrorAuthentication'])),
  mailcore(6, likely('auth-protocol-disabled', 'IMAP is not enabled for this Gmail account', ['ErrorGmailIMAPNotEnabled'])),
  mailcore(7, likely('rate-limited', 'Bandwidth limits were exceeded while requesting data from this Gmail account')),
  mailcore(
    8,
    likely('rate-limited', 'Too many simultaneous connections were made to this Gmail account', [
      'ErrorGmailTooManySimultaneousConnections',
    ]),
  ),
  mailcore(10, likely('server-fault', "Yahoo!'s servers are currently unavailable")),
  mailcore(11, undecided(LOGIN_WAS_FINE, 'The requested folder does not exist. Folder selection failed')),
  // Older releases write `occured`.
  mailcore(
    19,
    undecided(LOGIN_WAS_FINE, 'An error occurred while fetching messages in the requested folder', [
      'An error occured while fetching messages in the requested folder',
    ]),
  ),
  mailcore(
    20,
    undecided(LOGIN_WAS_FINE, 'An error occurred during an IDLE operation', ['An error occured during an IDLE operation']),
  ),
  mailcore(
    25,
    certain('starttls-not-offered', 'The server does not support STARTTLS connections', ['ErrorStartTLSNotAvailable']),
  ),
  mailcore(27, likely('message-too-large', 'The SMTP storage limit was hit while trying to send a large message')),
  // MCSMTPSession.cpp: of every reply 550 to MAIL and RCPT.
  mailcore(
    28,
    leavesAtLeast(
      'relay-denied',
      'It stands for any refusal with 550: an unknown recipient, a block list, a sender who is not allowed. The log of the connection has the words.',
      'Sending messages is not allowed on this server',
    ),
  ),
  mailcore(29, likely('auth-web-login-required', 'The current HotMail account cannot connect to WebMail')),
  mailcore(
    30,
    undecided(NAMES_NO_CAUSE, 'An error occurred while sending the message', ['An error occured while sending the message']),
  ),
  mailcore(31, likely('auth-required', 'Authentication is required for this SMTP server', ['ErrorAuthenticationRequired'])),
  mailcore(34, likely('auth-rejected', 'Account check failed because the account is invalid')),
  mailcore(
    40,
    likely('auth-app-password-required', 'An application specific password is required', [
      'ErrorGmailApplicationSpecificPasswordRequired',
    ]),
  ),
  mailcore(42, undecided(NAMES_NO_CAUSE, 'No valid server found')),
  mailcore(44, likely('content-rejected', 'Cannot send message due to possible spam detected by server')),
  mailcore(45, likely('account-quota-exceeded', 'User is over the limit for messages allowed to be sent in a single day')),
  mailcore(46, likely('auth-web-login-required', 'The user needs to log in via the web browser')),
]);

/** By their numbers, which the first MailCore hands on in the domain `mailcore` and Mailspring as they are, and by their names. */
const mailsmtp = (number: number, name: string, { id, confidence }: Pick<RegistryEntry, 'id' | 'confidence'>): RegistryEntry => ({
  code: `mailcore Code=${number}`,
  forms: [`mailcore Code=${number}`, `mailsmtp Last Error Code: ${number}`, `MAILSMTP_ERROR_${name}`],
  id,
  confidence,
});
const usually = (id: FindingId): Pick<RegistryEntry, 'id' | 'confidence'> => ({ id, confidence: 'likely' });

const LIBETPAN = from(
  'dinhvh/libetpan src/low-level/smtp/mailsmtp_types.h, mailsmtp.c, mailsmtp_socket.c; imap/mailimap_types.h',
  [
    mailsmtp(2, 'SERVICE_NOT_AVAILABLE', usually('greeting-busy')),
    mailsmtp(3, 'STREAM', usually('connection-closed')),
    mailsmtp(7, 'EXCEED_STORAGE_ALLOCATION', usually('message-too-large')),
    mailsmtp(8, 'IN_PROCESSING', usually('server-fault')),
    mailsmtp(9, 'INSUFFICIENT_SYSTEM_STORAGE', usually('server-fault')),
    mailsmtp(10, 'MAILBOX_UNAVAILABLE', usually('recipient-unknown')),
    // 553 to MAIL or to RCPT
    undecided(NAMES_NO_CAUSE, 'mailcore Code=11', ['mailsmtp Last Error Code: 11', 'MAILSMTP_ERROR_MAILBOX_NAME_NOT_ALLOWED']),
    mailsmtp(13, 'USER_NOT_LOCAL', usually('recipient-unknown')),
    mailsmtp(14, 'TRANSACTION_FAILED', usually('content-rejected')),
    // 504
    mailsmtp(16, 'AUTH_NOT_SUPPORTED', usually('auth-mechanism-rejected')),
    mailsmtp(17, 'AUTH_LOGIN', usually('auth-rejected')),
    mailsmtp(18, 'AUTH_REQUIRED', usually('auth-required')),
    mailsmtp(19, 'AUTH_TOO_WEAK', usually('auth-mechanism-rejected')),
    mailsmtp(20, 'AUTH_TRANSITION_NEEDED', usually('auth-mechanism-rejected')),
    mailsmtp(21, 'AUTH_TEMPORARY_FAILTURE', usually('auth-temporary-failure')),
    mailsmtp(22, 'AUTH_ENCRYPTION_REQUIRED', usually('auth-encryption-required')),
    mailsmtp(23, 'STARTTLS_TEMPORARY_FAILURE', usually('starttls-rejected')),
    mailsmtp(24, 'STARTTLS_NOT_SUPPORTED', usually('starttls-not-offered')),
    // any failure of the connect: an unknown name, a timeout, a refusal
    mailsmtp(25, 'CONNECTION_REFUSED', usually('host-unreachable')),
    mailsmtp(26, 'AUTH_AUTHENTICATION_FAILED', usually('auth-rejected')),
    mailsmtp(27, 'SSL', usually('tls-handshake-failed')),
    likely('connection-closed', 'MAILIMAP_ERROR_STREAM', ['MAILPOP3_ERROR_STREAM']),
    likely('reply-malformed', 'MAILIMAP_ERROR_PARSE'),
    likely('host-unreachable', 'MAILIMAP_ERROR_CONNECTION_REFUSED', ['MAILPOP3_ERROR_CONNECTION_REFUSED']),
    likely('greeting-refused', 'MAILIMAP_ERROR_DONT_ACCEPT_CONNECTION'),
    likely('auth-rejected', 'MAILIMAP_ERROR_LOGIN', ['MAILPOP3_ERROR_BAD_PASSWORD', 'MAILPOP3_ERROR_BAD_USER']),
    likely('starttls-rejected', 'MAILIMAP_ERROR_STARTTLS'),
    likely('tls-handshake-failed', 'MAILIMAP_ERROR_SSL', ['MAILPOP3_ERROR_SSL']),
  ],
);

const HORDE = from('horde/Smtp lib/Horde/Smtp/Exception.php; horde/Imap_Client lib/Horde/Imap/Client', [
  likely('tls-handshake-failed', 'Could not open secure TLS connection to the server'),
  likely('auth-required', 'Server requires authentication'),
  likely(
    'recipient-unknown',
    'Message could not be delivered - the address was not found, is unknown, or is not receiving messages',
  ),
  // Exception.php: of every reply 554, at the end of the message as well.
  undecided(
    'It stands for any refusal with 554: of the connection, of the sender, or of the message (spam, policy). The log has the words.',
    'Server is not accepting SMTP connections',
  ),
  likely('auth-rejected', 'Mail server denied authentication'),
  likely('connection-closed', 'Mail server closed the connection unexpectedly', [
    'Server closed the connection unexpectedly',
    'Mail server closed the connection',
    'Error when communicating with the mail server',
    'Error when communicating with the server',
  ]),
  undecided(NAMES_NO_CAUSE, 'Error connecting to mail server', ['Error connecting to SMTP server']),
  likely('auth-no-common-mechanism', 'No supported IMAP authentication method could be found'),
  likely('tls-handshake-failed', 'Could not open secure connection to the POP3 server'),
  certain(
    'starttls-not-offered',
    'Could not open secure connection to the POP3 server. Server does not support secure connections',
  ),
]);

const C_CLIENT = from('uw-imap src/c-client/imap4r1.c, pop3.c, smtp.c; src/osdep/unix/tcp_unix.c, ssl_unix.c', [
  likely('auth-no-common-mechanism', "Can't do secure authentication with this server"),
  likely('auth-no-common-mechanism', 'Server disables LOGIN, no recognized SASL authenticator'),
  likely('auth-not-advertised', "Can't login to this server"),
  undecided(OWN_FAULT, "Can't do /authuser with this server"),
  likely('tls-handshake-failed', 'SSL not supported on this machine', [], {
    title: 'This program was built without TLS',
    meaning: 'The C library of mail in PHP (c-client) has no TLS here: it never asked the server for any.',
    fix: 'Install a PHP whose imap extension has SSL (`php -i` shows "SSL Support => enabled"), or use a maintained library.',
  }),
  // imap4r1.c, pop3.c: `/tls` was asked for, and the server does not offer it; with the name of the host it is smtp.c's.
  likely('starttls-not-offered', 'Unable to negotiate TLS with this server'),
  likely('tls-handshake-failed', 'TLS/SSL failure for', ['SSL negotiation failed', 'Unable to negotiate TLS with this server:']),
  certain('dns-name-not-found', 'No such host as'),
  likely('config-mismatch', 'Read-only POP3 access not available'),
  likely('connection-closed', 'IMAP connection broken', [
    'POP3 connection broken in response',
    'IMAP connection lost',
    'POP3 connection lost',
  ]),
]);

const EMAILJS = from('eleith/emailjs smtp/error.ts and smtp/connection.ts', [
  likely('auth-no-common-mechanism', 'no form of authorization supported'),
  likely('auth-rejected', 'authorization.failed'),
  likely('tcp-timeout', 'timedout while connecting to smtp server'),
  undecided(NAMES_NO_CAUSE, 'could not connect to SMTP server', [
    'bad response on command',
    'no connection has been established',
  ]),
  likely('connection-closed', 'connection has ended', ['connection has closed']),
]);

const HEDWIG = from('onevcat/Hedwig, SMTPError', [likely('tcp-timeout', 'Connecting to SMTP server time out')]);

export const MAIL_ENGINES: Registry = {
  name: 'Sentences of mail engines',
  source: 'the source of each engine, named with its entries',
  speaker: 'client',
  entries: [...MAILCORE, ...LIBETPAN, ...HORDE, ...C_CLIENT, ...EMAILJS, ...HEDWIG],
};
