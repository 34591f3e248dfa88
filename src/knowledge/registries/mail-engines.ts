// The sentences of the engines that mail programs are built on: MailCore 2 and libEtPan (mail programs of macOS and iOS,
// Mailspring), Horde (Horde, Nextcloud Mail), c-client (PHP's imap_open, Alpine), emailjs. Knows no text but its own.
import { certain, likely, undecided } from './entries.ts';
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

const MAILCORE = from('MailCore/mailcore2 src/core/abstract/MCErrorMessage.cpp', [
  mailcore(1, undecided(NAMES_NO_CAUSE, 'A stable connection to the server could not be established')),
  mailcore(2, likely('starttls-not-offered', 'The server does not support TLS/SSL connections')),
  mailcore(3, likely('reply-malformed', 'Unable to parse response from server')),
  mailcore(4, likely('cert-untrusted-root', 'The certificate for this server is invalid', ['ssl connect certificate ERROR'])),
  mailcore(5, likely('auth-rejected', "Unable to authenticate with the current session's credentials")),
  mailcore(6, likely('auth-protocol-disabled', 'IMAP is not enabled for this Gmail account')),
  mailcore(7, likely('rate-limited', 'Bandwidth limits were exceeded while requesting data from this Gmail account')),
  mailcore(8, likely('rate-limited', 'Too many simultaneous connections were made to this Gmail account')),
  mailcore(10, likely('server-fault', "Yahoo!'s servers are currently unavailable")),
  mailcore(11, undecided(LOGIN_WAS_FINE, 'The requested folder does not exist. Folder selection failed')),
  mailcore(19, undecided(LOGIN_WAS_FINE, 'An error occurred while fetching messages in the requested folder')),
  mailcore(20, undecided(LOGIN_WAS_FINE, 'An error occurred during an IDLE operation')),
  mailcore(25, certain('starttls-not-offered', 'The server does not support STARTTLS connections')),
  mailcore(27, likely('message-too-large', 'The SMTP storage limit was hit while trying to send a large message')),
  mailcore(28, likely('relay-denied', 'Sending messages is not allowed on this server')),
  mailcore(29, likely('auth-web-login-required', 'The current HotMail account cannot connect to WebMail')),
  mailcore(30, undecided(NAMES_NO_CAUSE, 'An error occurred while sending the message')),
  mailcore(31, likely('auth-required', 'Authentication is required for this SMTP server')),
  mailcore(34, likely('auth-rejected', 'Account check failed because the account is invalid')),
  mailcore(40, likely('auth-app-password-required', 'An application specific password is required')),
  mailcore(42, undecided(NAMES_NO_CAUSE, 'No valid server found')),
  mailcore(44, likely('content-rejected', 'Cannot send message due to possible spam detected by server')),
  mailcore(45, likely('account-quota-exceeded', 'User is over the limit for messages allowed to be sent in a single day')),
  mailcore(46, likely('auth-web-login-required', 'The user needs to log in via the web browser')),
]);

/** Numbers of libEtPan's `mailsmtp_strerror`, which the first MailCore hands on in the domain `mailcore`. */
const LIBETPAN = from('dinhviethoa/libetpan src/low-level/smtp/mailsmtp.c, mailsmtp_strerror', [
  likely('greeting-busy', 'mailcore Code=2'),
  likely('connection-closed', 'mailcore Code=3'),
  likely('message-too-large', 'mailcore Code=7'),
  likely('server-fault', 'mailcore Code=8', ['mailcore Code=9']),
  likely('recipient-unknown', 'mailcore Code=10'),
  likely('sender-not-allowed', 'mailcore Code=11'),
  likely('recipient-unknown', 'mailcore Code=13'),
  likely('content-rejected', 'mailcore Code=14'),
  likely('auth-not-advertised', 'mailcore Code=16'),
  likely('auth-rejected', 'mailcore Code=17'),
  likely('auth-required', 'mailcore Code=18'),
  likely('auth-mechanism-rejected', 'mailcore Code=19', ['mailcore Code=20']),
  likely('auth-temporary-failure', 'mailcore Code=21'),
  likely('auth-encryption-required', 'mailcore Code=22'),
  likely('starttls-rejected', 'mailcore Code=23'),
  likely('starttls-not-offered', 'mailcore Code=24'),
  likely('tcp-refused', 'mailcore Code=25'),
]);

const HORDE = from('horde/Smtp lib/Horde/Smtp/Exception.php; horde/Imap_Client lib/Horde/Imap/Client', [
  likely('tls-handshake-failed', 'Could not open secure TLS connection to the server'),
  likely('auth-required', 'Server requires authentication'),
  likely(
    'recipient-unknown',
    'Message could not be delivered - the address was not found, is unknown, or is not receiving messages',
  ),
  likely('greeting-refused', 'Server is not accepting SMTP connections'),
  likely('auth-rejected', 'Mail server denied authentication', ['Authentication failed. Mail server denied']),
  likely('connection-closed', 'Mail server closed the connection unexpectedly', [
    'Server closed the connection unexpectedly',
    'Mail server closed the connection',
    'Error when communicating with the mail server',
  ]),
  undecided(NAMES_NO_CAUSE, 'Error connecting to mail server', ['Error connecting to SMTP server']),
  likely('auth-no-common-mechanism', 'No supported IMAP authentication method could be found', [
    'No supported POP3 authentication method could be found',
  ]),
  likely('auth-encryption-required', 'Server does not support secure connections to login'),
]);

const C_CLIENT = from('uw-imap src/c-client/imap4r1.c, pop3.c; src/osdep/unix/tcp_unix.c, ssl_unix.c', [
  likely('auth-no-common-mechanism', "Can't do secure authentication with this server"),
  likely('auth-no-common-mechanism', 'Server disables LOGIN, no recognized SASL authenticator'),
  likely('auth-not-advertised', "Can't login to this server"),
  undecided(OWN_FAULT, "Can't do /authuser with this server"),
  likely('tls-handshake-failed', 'SSL not supported on this machine', [], {
    title: 'This program was built without TLS',
    meaning: 'The C library of mail in PHP (c-client) has no TLS here: it never asked the server for any.',
    fix: 'Install a PHP whose imap extension has SSL (`php -i` shows "SSL Support => enabled"), or use a maintained library.',
  }),
  likely('tls-handshake-failed', 'Unable to negotiate TLS with this server', ['TLS/SSL failure for', 'SSL negotiation failed']),
  certain('dns-name-not-found', 'No such host as'),
  likely('config-mismatch', 'Read-only POP3 access not available'),
  likely('connection-closed', 'IMAP connection broken', ['POP3 connection broken in response', 'IMAP connection lost']),
]);

const EMAILJS = from('eleith/emailjs smtp/error.ts and smtp/connection.ts', [
  likely('auth-no-common-mechanism', 'no form of authorization supported', ['no form of authorisation supported']),
  likely('auth-rejected', 'authorization.failed'),
  likely('tcp-timeout', 'timedout while connecting to smtp server', ['connecting to SMTP server time out']),
  undecided(NAMES_NO_CAUSE, 'could not connect to SMTP server', [
    'bad response on command',
    'no connection has been established',
  ]),
  likely('connection-closed', 'connection has ended', ['connection has closed']),
]);

export const MAIL_ENGINES: Registry = {
  name: 'Sentences of mail engines',
  source: 'the source of each engine, named with its entries',
  speaker: 'client',
  entries: [...MAILCORE, ...LIBETPAN, ...HORDE, ...C_CLIENT, ...EMAILJS],
};
