// What programs that read mailboxes say in their own words, list by list: isync, fetchmail, imapsync and Perl's
// Mail::IMAPClient, mutt and NeoMutt, Evolution's Camel, Horde's and PHP's IMAP clients, c-client, OfflineIMAP, MailKit's POP3,
// Ruby's and Python's IMAP, Rust's imap-next. Knows no text but its own.
import { certain, likely, undecided } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const from = (source: string, entries: readonly RegistryEntry[]): readonly RegistryEntry[] =>
  entries.map((entry) => ({ ...entry, source }));

const LOGIN_WAS_FINE = 'Connection and login were fine: it is about a folder, a message or a command of that program.';
const OWN_FAULT = 'It is a fault of the program or of what it was given: the server was not asked.';
const NAMES_NO_CAUSE = 'It names no cause: what stands before it in the log does.';
const NO_CONNECTION = 'It got no connection to the server: name, port, firewall and TLS in question.';

const noConnection = (code: string, forms: readonly string[] = []): RegistryEntry => ({
  ...undecided(NO_CONNECTION, code, forms),
  title: 'The program got no usable connection to the server',
  atLeast: 'host-unreachable',
});

const ISYNC = from('isync 1.4 src/drv_imap.c, src/socket.c', [
  likely('dns-name-not-found', 'Error: Cannot resolve server'),
  likely('tls-handshake-failed', 'SSL error connecting', ['Error, no server certificate']),
  certain('cert-name-mismatch', 'Error, certificate owner does not match hostname', [
    'certificate owner does not match hostname',
  ]),
  likely('connection-closed', 'IMAP error: unexpected EOF from', ['Socket error: unexpected EOF']),
  likely('reply-malformed', 'IMAP error: malformed untagged response', [
    'IMAP error: malformed tagged response',
    'IMAP error: malformed response code',
    'IMAP error: malformed NAMESPACE response',
    'IMAP error: malformed LIST response',
    'IMAP error: malformed CAPABILITY status',
    'IMAP error: malformed ALERT status',
    'IMAP error: malformed UIDVALIDITY status',
    'IMAP error: malformed UIDNEXT status',
    'IMAP error: malformed APPENDUID status',
    'IMAP error: malformed PERMANENTFLAGS status',
    'IMAP error: bogus FETCH response',
    'IMAP error: bogus item name in FETCH response',
    'IMAP error: unable to parse UID',
    'IMAP error: unable to parse FLAGS',
    'IMAP error: unable to parse INTERNALDATE',
    'IMAP error: unable to parse RFC822.SIZE',
    'IMAP error: unable to parse BODY[]',
    'IMAP error: received extraneous data in FETCH response',
    'IMAP error: unexpected FETCH response with BODY',
    'IMAP error: unexpected command continuation request',
    'IMAP error: unexpected tag',
    'IMAP error: unrecognized untagged response',
    'IMAP error: empty response',
    'IMAP error: excessively large literal from',
    'Socket error: receive buffer full. Probably protocol error.',
  ]),
  likely('not-smtp', 'IMAP error: bogus greeting response'),
  certain('auth-no-common-mechanism', 'IMAP error: selected SASL mechanism(s) not available', [
    'IMAP error: server supports no acceptable authentication mechanism',
  ]),
  likely('auth-encryption-required', 'Note: not using LOGIN because connection is not encrypted'),
  // where STARTTLS is wanted, and not among the capabilities
  certain('starttls-not-offered', 'IMAP error: SSL support not available'),
  undecided(OWN_FAULT, 'requires SSL but no SSL versions enabled'),
  undecided(LOGIN_WAS_FINE, 'Error: UIDVALIDITY genuinely changed', [
    'Unable to recover from UIDVALIDITY change',
    'UIDVALIDITY genuinely changed',
    'IMAP error: querying server for highest UID failed',
    'Warning: cannot find newly stored messages on',
  ]),
]);

const FETCHMAIL = from('fetchmail 6.4 driver.c, socket.c, fetchmail.c', [
  certain('tcp-timeout', 'waiting to connect to server'),
  likely('command-timeout', 'fetchmail sees repeated timeouts', ['Fetchmail saw more than']),
  likely('auth-rejected', 'This probably means your password is invalid', [
    'fetchmail authentication failed on',
    'The attempt to get authorization failed',
  ]),
  likely('mailbox-in-use', 'Lock-busy error on'),
  likely('auth-temporary-failure', 'Server busy error on'),
  likely('tls-handshake-failed', 'Server shut down connection prematurely during SSL_connect()', [
    'handshake failed at protocol or connection level',
    'System error during SSL_connect()',
  ]),
  likely('cert-name-mismatch', 'Server name not specified in certificate'),
  undecided(NAMES_NO_CAUSE, 'Socket or TLS error on'),
  undecided(OWN_FAULT, "fetchmail: can't find a password for", [
    "fetchmail: can't check mail while another fetchmail to same host is running",
    "fetchmail: can't poll specified hosts with another fetchmail running",
    'fetchmail: another foreground fetchmail is running',
    'fetchmail: no mailservers have been specified',
    'No mailservers set up -- perhaps',
    'fetchmail: lock creation failed',
  ]),
  undecided('The password was accepted before: the next poll tells whether it still is.', 'previously authorized'),
]);

const IMAPSYNC = from('imapsync/imapsync imapsync, its exit values', [
  likely('auth-rejected', 'EXIT_AUTHENTICATION_FAILURE', [
    'EXIT_AUTHENTICATION_FAILURE_USER1',
    'EXIT_AUTHENTICATION_FAILURE_USER2',
    'ERR_AUTHENTICATION_FAILURE_USER1',
    'ERR_AUTHENTICATION_FAILURE_USER2',
  ]),
  noConnection('EXIT_CONNECTION_FAILURE', [
    'EXIT_CONNECTION_FAILURE_HOST1',
    'EXIT_CONNECTION_FAILURE_HOST2',
    'ERR_CONNECTION_FAILURE_HOST1',
    'ERR_CONNECTION_FAILURE_HOST2',
  ]),
  likely('tls-handshake-failed', 'EXIT_TLS_FAILURE', ['ERR_EXIT_TLS_FAILURE']),
  likely('mailbox-full', 'EXIT_OVERQUOTA', ['ERR_OVERQUOTA']),
  likely('content-rejected', 'EXIT_ERR_APPEND_VIRUS', ['ERR_APPEND_VIRUS']),
  likely('rate-limited', 'EXIT_TRANSFER_EXCEEDED', ['ERR_TRANSFER_EXCEEDED']),
  undecided(LOGIN_WAS_FINE, 'EXIT_ERR_APPEND', [
    'EXIT_ERR_FETCH',
    'EXIT_ERR_CREATE',
    'EXIT_ERR_SELECT',
    'EXIT_WITH_ERRORS',
    'EXIT_WITH_ERRORS_MAX',
    'EXIT_SUBFOLDER1_NO_EXISTS',
    'ERR_APPEND',
    'ERR_Host1_FETCH',
    'ERR_CREATE',
    'ERR_SELECT',
  ]),
]);

const MUTT = from('mutt 2.2 mutt_socket.c, pop_auth.c, imap/auth.c, imap/auth_login.c, mutt_ssl_gnutls.c', [
  likely('dns-name-not-found', 'Could not find the host'),
  likely('starttls-not-offered', 'Encrypted connection unavailable'),
  likely('tls-handshake-failed', 'Could not negotiate TLS connection'),
  likely('auth-rejected', 'APOP authentication failed'),
  likely('auth-encryption-required', 'LOGIN disabled on this server'),
  likely('cert-expired', 'WARNING: Server certificate has expired'),
  likely('cert-not-yet-valid', 'WARNING: Server certificate is not yet valid'),
  likely('cert-revoked', 'WARNING: Server certificate has been revoked'),
  likely('cert-name-mismatch', 'WARNING: Server hostname does not match certificate'),
  likely('cert-untrusted-root', 'WARNING: Signer of server certificate is not a CA', ['Untrusted server certificate']),
  likely('bad-target', 'is an invalid POP path', ['is an invalid IMAP path']),
  undecided(OWN_FAULT, 'POP host is not defined', [
    'All available protocols for TLS/SSL connection disabled',
    'No OAUTH refresh command defined',
  ]),
]);

const CAMEL = from('evolution-data-server 3.46 camel providers imapx and pop3', [
  noConnection('Failed to connect to IMAP server', ['Failed to connect to POP server']),
  likely('greeting-timeout', 'Failed to read a valid greeting from POP server'),
  likely('auth-encryption-required', 'Plaintext authentication disallowed on insecure connections'),
  likely('starttls-rejected', 'Failed to issue STARTTLS'),
  likely('auth-protocol-error', 'SASL Protocol error', ['Server challenge invalid', 'Bad authentication response from server']),
  undecided(OWN_FAULT, 'Cannot authenticate without a username', ['Authentication password not available']),
  undecided(LOGIN_WAS_FINE, 'No IMAP mailbox available for folder', ['Failed to select mailbox']),
]);

const HORDE = from('bytestream/horde-imap-client 2.30 lib/Horde/Imap/Client/Socket.php, Socket/Pop3.php', [
  likely('auth-rejected', 'POP3 server denied authentication'),
  likely('auth-account-locked', 'Authentication credentials have expired'),
  likely('auth-policy-blocked', 'Authentication was successful, but authorization failed'),
  likely('tls-handshake-failed', 'Could not open secure TLS connection to the IMAP server', [
    'Could not open secure connection to the POP3 server',
  ]),
  likely('connection-closed', 'IMAP Server closed the connection', ['Server write error']),
  likely('auth-encryption-required', 'Operation failed due to a lack of a secure connection'),
  likely('auth-temporary-failure', 'Remote server is temporarily unavailable', [
    'There was a temporary issue when attempting this operation',
  ]),
  certain('starttls-not-offered', 'Server does not support TLS connections', ['Server does not support secure connections']),
  likely('auth-server-unproven', 'Server failed verification check'),
  likely('greeting-refused', 'Server rejected connection'),
  likely('auth-protocol-error', 'Unexpected response from server when authenticating'),
  likely('mailbox-full', 'The operation failed because the quota has been exceeded on the mail server'),
  undecided(NAMES_NO_CAUSE, 'IMAP error reported by server', [
    'POP3 error reported by server',
    'The mail server has denied the request',
  ]),
  undecided(OWN_FAULT, 'No password provided', ['Error converting UTF7-IMAP string']),
  undecided(LOGIN_WAS_FINE, 'Could not open mailbox', [
    'The mail server was unable to parse the contents of the mail message',
    'The object could not be created because it already exists',
    'The object could not be deleted because it does not exist',
  ]),
]);

const C_CLIENT = from('uw-imap 2007f src/c-client/pop3.c, imap4r1.c, mail.c', [
  likely('connection-closed', 'POP3 connection broken in command', [
    'POP3 connection broken while itemizing messages',
    'POP3 connection lost',
    'SMTP connection broken',
  ]),
  likely('reply-malformed', 'IMAP protocol error', [
    'IMAP server sent a blank line',
    'Missing IMAP reply key',
    'Unexpected IMAP response',
    'Absurd server literal length',
  ]),
  likely('auth-protocol-error', 'IMAP SERVER BUG (invalid challenge)', [
    'POP3 SERVER BUG (invalid challenge)',
    'Server bug: non-empty initial PLAIN challenge',
    'Server bug: non-empty initial GSSAPI challenge',
  ]),
  likely('starttls-rejected', 'TLS unavailable with this server'),
  likely('bad-target', 'Invalid host specifier', ['Missing or invalid host name after @']),
  undecided(OWN_FAULT, 'Scan not valid for POP3 mailboxes', [
    'Append not valid for POP3',
    'Copy not valid for POP3',
    'Anonymous POP3 login not available',
  ]),
]);

const ROUNDCUBE = from('roundcubemail 1.6 program/lib/Roundcube/rcube_imap_generic.php', [
  likely('auth-encryption-required', 'Login disabled by IMAP server'),
  likely('tls-handshake-failed', 'Unable to negotiate TLS'),
  undecided(OWN_FAULT, 'Configuration error. Unknown auth method'),
  undecided(LOGIN_WAS_FINE, 'Mailbox is read-only', ['Incomplete ACL response', 'Failed to send APPEND command']),
]);

const GMAIL_FETCHER = from("Gmail's mail fetcher, support.google.com/mail/answer/29382", [
  likely('reply-malformed', 'Missing +OK response upon connecting to the server', ['Received an empty line']),
  likely('connection-closed', 'READ_ERROR'),
  likely('tls-handshake-failed', 'Unable to establish secure SSL connection to'),
  undecided(LOGIN_WAS_FINE, 'There are too many messages on the other server', [
    'The other server sent messages in the wrong order',
  ]),
]);

const OFFLINEIMAP = from('OfflineIMAP/offlineimap3 offlineimap/imapserver.py', [
  certain('auth-encryption-required', 'IMAP LOGIN is disabled by server. Need to use SSL?'),
  likely('cert-untrusted-root', 'does not match configured fingerprint(s)', ['Server SSL fingerprint(s)']),
  likely('auth-no-common-mechanism', 'no supported authentication mechanisms found'),
  likely('oauth-token-request-failed', 'xoauth2handler got'),
  undecided(OWN_FAULT, 'No CA certificates and no server fingerprints configured', [
    'No remote host for repository',
    'No username provided for',
    'Could not lock account',
    'Configuration mismatch in account',
  ]),
]);

/** `{0} command` where the client names what it asked. */
const ofCommands = (before: string, after: string, commands: readonly string[]): string[] =>
  commands.map((command) => `${before} ${command}${after}`);

/** The words of a server that a library hands on as its own message, without the status that they came with. */
const HANDED_ON = from('replies of Exchange, as node-imap, imapflow and Mail::IMAPClient hand them on', [
  likely('auth-protocol-disabled', 'User is authenticated but not connected'),
]);

const MAILKIT = from('jstedfast/MailKit Net/Pop3/Pop3Client.cs', [
  likely('auth-rejected', 'did not respond with a +OK response to the AUTH command', [
    ...ofCommands('did not respond with a +OK response to the', ' command', ['USER', 'PASS', 'APOP']),
  ]),
  likely('starttls-rejected', 'did not respond with a +OK response to the STLS command'),
  likely('reply-malformed', 'Pop3 server returned an invalid response to the STAT command', [
    ...ofCommands('server returned an invalid response to the', ' command', ['STAT', 'LIST', 'UIDL', 'TOP', 'RETR', 'LANG']),
    ...ofCommands('server returned an incomplete response to the', ' command', ['STAT', 'LIST', 'UIDL', 'TOP', 'LANG']),
    ...ofCommands('server returned an unexpected response to the', ' command', ['STAT', 'LIST', 'UIDL', 'TOP']),
  ]),
]);

const RUBY = from('ruby/net-imap lib/net/imap/errors.rb', [
  likely('reply-malformed', 'Net::IMAP::ResponseParseError', [
    'Net::IMAP::ResponseTooLargeError',
    'Net::IMAP::InvalidResponseError',
  ]),
]);

const PYTHON = from('CPython Lib/imaplib.py, Lib/poplib.py; mjs/imapclient imapclient/exceptions.py; bamthomas/aioimaplib', [
  likely('reply-malformed', "unexpected response: b'", [
    "unexpected tagged response: b'",
    'socket error: unterminated line',
    'no CAPABILITY response from server',
    'server not IMAP4 compliant',
  ]),
  certain('starttls-not-offered', 'STLS not supported by server'),
  undecided(LOGIN_WAS_FINE, 'mailbox status changed to READ-ONLY', ['Unknown IMAP4 UID command']),
  likely('reply-malformed', 'imapclient.exceptions.ProtocolError', ['Tuple incomplete before']),
  likely('command-timeout', 'aioimaplib.aioimaplib.CommandTimeout', ['aioimaplib.CommandTimeout']),
  likely('connection-closed', 'aioimaplib.aioimaplib.Abort'),
  undecided(OWN_FAULT, 'illegal in state AUTH', [
    'illegal in state NONAUTH',
    'illegal in state LOGOUT',
    'illegal in state SELECTED',
  ]),
]);

const RUST = from('duesee/imap-next src/client.rs, src/stream.rs; jonhoo/rust-imap src/error.rs', [
  likely('connection-closed', 'Stream was closed'),
  likely('reply-malformed', 'MalformedMessage', ['Unable to parse status response', 'received malformed message']),
]);

const GO = from('emersion/go-imap client/client.go, client/cmd_noauth.go', [
  likely('auth-encryption-required', 'Login is disabled in current state'),
  likely('connection-closed', 'imap: connection closed'),
]);

const WEBMAIL = from('RainLoop/rainloop-webmail Notifications.php; the-djmaze/snappymail MailSo/Imap/Exceptions', [
  likely('auth-rejected', 'AuthError[102]', ['MailSo\\Imap\\Exceptions\\LoginBadCredentialsException']),
  likely('auth-no-common-mechanism', 'MailSo\\Imap\\Exceptions\\LoginBadMethodException'),
  noConnection('ConnectionError[104]', ['MailSo\\Net\\Exceptions\\SocketCanNotConnectToHostException']),
  likely('connection-closed', 'MailSo\\Net\\Exceptions\\SocketConnectionDoesNotAvailableException'),
  likely('command-timeout', 'MailSo\\Net\\Exceptions\\SocketReadTimeoutException'),
  undecided(OWN_FAULT, 'DomainNotAllowed[109]', ['AccountNotAllowed[110]', 'InvalidToken[101]', 'CaptchaError[105]']),
]);

const SQUIRRELMAIL = from('squirrelmail functions/imap_general.php', [
  likely('connection-closed', 'Connection dropped by IMAP server', ['Connection dropped by imap-server']),
  likely('auth-rejected', 'Unknown user or password incorrect'),
  noConnection('Error connecting to IMAP server'),
  likely('starttls-not-offered', 'IMAP server does not support STARTTLS'),
]);

export const MAILBOX_PROGRAMS: Registry = {
  name: 'Sentences of programs that read mailboxes',
  source: 'the source of each program, named with its entries',
  speaker: 'client',
  entries: [
    ...ISYNC,
    ...FETCHMAIL,
    ...IMAPSYNC,
    ...MUTT,
    ...CAMEL,
    ...HORDE,
    ...C_CLIENT,
    ...ROUNDCUBE,
    ...GMAIL_FETCHER,
    ...OFFLINEIMAP,
    ...HANDED_ON,
    ...MAILKIT,
    ...RUBY,
    ...PYTHON,
    ...RUST,
    ...GO,
    ...WEBMAIL,
    ...SQUIRRELMAIL,
  ],
};
