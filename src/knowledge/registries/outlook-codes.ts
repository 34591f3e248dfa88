// The error numbers that Outlook, Outlook Express and Windows Mail show: the mail transport's 0x800CCCxx, MAPI's and
// Outlook's 0x8004xxxx, and the HRESULTs of Windows that Windows Mail passes on. Knows no text but its own.
import type { FindingId } from '../../model/finding.ts';
import type { Registry, RegistryEntry } from './registry.ts';

type Words = Pick<RegistryEntry, 'title' | 'meaning' | 'fix'>;
type Confidence = RegistryEntry['confidence'];

const TRANSPORT = 'imnxport.h of the Windows SDK';
const MAPI = 'mapicode.h; [MS-OXCDATA] §2.4';
const OUTLOOK = 'https://learn.microsoft.com/outlook/troubleshoot/';
const WINDOWS = 'winerror.h, wininet.h: HRESULT of a Win32 error';

/** With and without `0x`, and as the signed number that scripts and CDO print. */
const formsOf = (code: string, name?: string): readonly string[] => [
  code,
  code.slice(2),
  String(Number.parseInt(code, 16) | 0),
  ...(name === undefined ? [] : [name]),
];

const tells = (
  code: string,
  name: string | undefined,
  source: string,
  id: FindingId,
  confidence: Confidence,
  words: Words,
): RegistryEntry => ({
  code,
  forms: formsOf(code, name),
  id,
  confidence,
  source,
  ...words,
});

/** Not of connection or login, or without a cause of its own. */
const decidesNothing = (
  code: string,
  name: string | undefined,
  source: string,
  title: string,
  meaning: string,
): RegistryEntry => ({
  code,
  forms: formsOf(code, name),
  id: null,
  confidence: 'likely',
  title,
  meaning,
  source,
});

const transport = (code: string, name: string, id: FindingId, confidence: Confidence, words: Words = {}): RegistryEntry =>
  tells(`0x800CCC${code}`, `IXP_E_${name}`, TRANSPORT, id, confidence, words);
const transportNothing = (code: string, name: string, title: string, meaning: string): RegistryEntry =>
  decidesNothing(`0x800CCC${code}`, `IXP_E_${name}`, TRANSPORT, title, meaning);

const REPLY_DECIDES =
  'It only repeats the number of the server\'s reply: the words behind "The server responded" say what is wrong.';
const OWN_STATE = 'The program and its own state are at odds; nothing is said of the server. Restart the program and try again.';
const NEWS = 'It belongs to news groups (NNTP), not to mail.';
const WEB_MAIL = 'It belongs to the HTTP access of the old Hotmail, which is switched off; SMTP, IMAP and POP3 never give it.';
const DIAL_UP =
  'It belongs to a modem connection (RAS): choose "connect using my local area network" in the account\'s properties.';
const WINDOWS_NETWORK = "Windows' own network layer (Winsock) does not work: restart, then `netsh winsock reset`.";

const CANNOT_CONNECT: Words = {
  title: 'The program could not connect to the mail server',
  meaning:
    'It names no cause: a wrong host or port, a firewall, an antivirus that stands between, or a provider that blocks port 25 are the usual ones.',
  fix: 'Check host and port in the account settings (sending: 587 or 465 and not 25), switch off the mail scan of the antivirus for a test, and probe the host from the same computer.',
};
const NO_ANSWER_IN_TIME: Words = {
  title: 'The server did not answer in time',
  meaning:
    'The connection stood, and a command got no answer before the limit of the program: a slow server, or an antivirus that holds the mail back.',
  fix: 'Raise the server timeout in the account settings (Advanced), switch off the mail scan of the antivirus for a test, and send large messages one by one.',
};
const SOCKET_BROKE: Words = {
  title: 'The connection broke while data was sent or read',
};
const SPA: Words = {
  fix: 'Account settings: untick "Require logon using Secure Password Authentication (SPA)", enter the full address as user name and the password anew.',
};
const BAD_ANSWER: Words = { title: "The server's answer could not be read" };
const NOT_A_LOGIN_FAULT = 'Connection and login are not at fault: it is about the messages in the mailbox.';

const TRANSPORT_CODES: readonly RegistryEntry[] = [
  // general
  transport('00', 'LOAD_SICILY_FAILED', 'auth-mechanism-rejected', 'likely', {
    title: 'Secure Password Authentication could not be started',
    meaning: 'The account asks for SPA (NTLM), and this computer or the server does not have it.',
    ...SPA,
  }),
  transport('01', 'INVALID_CERT_CN', 'cert-name-mismatch', 'certain'),
  transport('02', 'INVALID_CERT_DATE', 'cert-expired', 'likely', {
    meaning: "The certificate's dates do not fit today: it has expired, or the clock of this computer is wrong.",
  }),
  transportNothing('03', 'ALREADY_CONNECTED', 'The program was connected already', OWN_STATE),
  transportNothing(
    '04',
    'CONN',
    'A connection error without a cause',
    'The code names no cause; the text beside it does, if anything.',
  ),
  transportNothing('05', 'NOT_CONNECTED', 'The program was not connected', OWN_STATE),
  transport('06', 'CONN_SEND', 'connection-closed', 'likely', SOCKET_BROKE),
  transportNothing('07', 'WOULD_BLOCK', 'The program must wait', OWN_STATE),
  transportNothing('08', 'INVALID_STATE', 'The program was in the wrong state', OWN_STATE),
  transport('09', 'CONN_RECV', 'connection-closed', 'likely', SOCKET_BROKE),
  transport('0A', 'INCOMPLETE', 'connection-closed', 'likely', {
    title: 'A message was not downloaded to its end',
    meaning: 'The connection ended in the middle of a message.',
  }),
  transport('0B', 'BUSY', 'mailbox-in-use', 'likely', { title: 'Server or mailbox is busy' }),
  transportNothing('0C', 'NOT_INIT', 'The mail transport was not started', OWN_STATE),
  transport('0D', 'CANT_FIND_HOST', 'dns-name-not-found', 'certain'),
  transport('0E', 'FAILED_TO_CONNECT', 'host-unreachable', 'likely', CANNOT_CONNECT),
  transport('0F', 'CONNECTION_DROPPED', 'connection-closed', 'likely', {
    meaning:
      'The connection ended where a reply was due: a limit, an access filter, an antivirus that stands between, or TLS that does not fit the port.',
  }),
  transport('10', 'INVALID_ADDRESS', 'recipient-unknown', 'likely', { title: 'The server does not know an address' }),
  transport('11', 'INVALID_ADDRESS_LIST', 'recipient-unknown', 'likely', {
    title: 'The server does not know a list of addresses',
  }),
  transport('12', 'SOCKET_READ_ERROR', 'tcp-reset', 'likely', SOCKET_BROKE),
  transport('13', 'SOCKET_WRITE_ERROR', 'tcp-reset', 'likely', SOCKET_BROKE),
  transportNothing('14', 'SOCKET_INIT_ERROR', 'Windows could not make a socket', WINDOWS_NETWORK),
  transport('15', 'SOCKET_CONNECT_ERROR', 'host-unreachable', 'likely', CANNOT_CONNECT),
  transport('16', 'INVALID_ACCOUNT', 'auth-rejected', 'likely', { title: 'The server does not accept the user name' }),
  transportNothing('17', 'USER_CANCEL', 'The user cancelled', 'Nothing failed: the task was cancelled by hand.'),
  transport('18', 'SICILY_LOGON_FAILED', 'auth-rejected', 'likely', {
    title: 'The login by Secure Password Authentication was refused',
    meaning: 'User name and password, or SPA itself, were not accepted: most providers do not offer it.',
    ...SPA,
  }),
  transport('19', 'TIMEOUT', 'command-timeout', 'likely', NO_ANSWER_IN_TIME),
  transport('1A', 'SECURE_CONNECT_FAILED', 'tls-handshake-failed', 'likely', {
    title: 'No secure connection came about',
    meaning:
      'The encryption type does not fit the port (TLS from the first byte against STARTTLS), or both sides know no TLS version in common.',
    fix: 'Account settings, Advanced: 465, 993 and 995 with SSL/TLS; 587, 143 and 110 with STARTTLS. Old Windows: switch TLS 1.2 on.',
  }),
  // HTTP access of Hotmail
  transportNothing('30', 'HTTP_USE_PROXY', 'HTTP 305: use a proxy', WEB_MAIL),
  transportNothing('31', 'HTTP_BAD_REQUEST', 'HTTP 400: bad request', WEB_MAIL),
  transportNothing('32', 'HTTP_UNAUTHORIZED', 'HTTP 401: unauthorised', WEB_MAIL),
  transportNothing('33', 'HTTP_FORBIDDEN', 'HTTP 403: forbidden', WEB_MAIL),
  transportNothing('34', 'HTTP_NOT_FOUND', 'HTTP 404: not found', WEB_MAIL),
  transportNothing('35', 'HTTP_METHOD_NOT_ALLOW', 'HTTP 405: method not allowed', WEB_MAIL),
  transportNothing('36', 'HTTP_NOT_ACCEPTABLE', 'HTTP 406: not acceptable', WEB_MAIL),
  transport('37', 'HTTP_PROXY_AUTH_REQ', 'proxy-auth-required', 'certain'),
  transportNothing('38', 'HTTP_REQUEST_TIMEOUT', 'HTTP 408: request timeout', WEB_MAIL),
  transportNothing('39', 'HTTP_CONFLICT', 'HTTP 409: conflict', WEB_MAIL),
  transportNothing('3A', 'HTTP_GONE', 'HTTP 410: gone', WEB_MAIL),
  transportNothing('3B', 'HTTP_LENGTH_REQUIRED', 'HTTP 411: length required', WEB_MAIL),
  transportNothing('3C', 'HTTP_PRECOND_FAILED', 'HTTP 412: precondition failed', WEB_MAIL),
  transportNothing('3D', 'HTTP_INTERNAL_ERROR', 'HTTP 500: internal error', WEB_MAIL),
  transportNothing('3E', 'HTTP_NOT_IMPLEMENTED', 'HTTP 501: not implemented', WEB_MAIL),
  transportNothing('3F', 'HTTP_BAD_GATEWAY', 'HTTP 502: bad gateway', WEB_MAIL),
  transportNothing('F0', 'HTTP_SERVICE_UNAVAIL', 'HTTP 503: service unavailable', WEB_MAIL),
  transportNothing('F1', 'HTTP_GATEWAY_TIMEOUT', 'HTTP 504: gateway timeout', WEB_MAIL),
  transportNothing('F2', 'HTTP_VERS_NOT_SUP', 'HTTP 505: version not supported', WEB_MAIL),
  transportNothing('F3', 'HTTP_INSUFFICIENT_STORAGE', 'HTTP 507: insufficient storage', WEB_MAIL),
  transportNothing('F4', 'HTTP_ROOT_PROP_NOT_FOUND', 'The mail folder was not found over HTTP', WEB_MAIL),
  // Winsock
  transportNothing('40', 'WINSOCK_WSASYSNOTREADY', 'The network of Windows is not ready', WINDOWS_NETWORK),
  transportNothing('41', 'WINSOCK_WSAVERNOTSUPPORTED', 'This version of Winsock is not there', WINDOWS_NETWORK),
  transportNothing('42', 'WINSOCK_WSAEPROCLIM', 'Too many programs use Winsock', WINDOWS_NETWORK),
  transportNothing('43', 'WINSOCK_WSAEFAULT', 'Winsock was given a bad address', WINDOWS_NETWORK),
  transportNothing('44', 'WINSOCK_FAILED_WSASTARTUP', 'Winsock could not be started', WINDOWS_NETWORK),
  transportNothing('45', 'WINSOCK_WSAEINPROGRESS', 'Winsock is busy with another call', WINDOWS_NETWORK),
  // SMTP
  transport('60', 'SMTP_RESPONSE_ERROR', 'reply-malformed', 'likely', BAD_ANSWER),
  transportNothing('61', 'SMTP_UNKNOWN_RESPONSE_CODE', 'An SMTP reply with a number of its own', REPLY_DECIDES),
  transportNothing('62', 'SMTP_500_SYNTAX_ERROR', 'SMTP 500: syntax error', REPLY_DECIDES),
  transportNothing('63', 'SMTP_501_PARAM_SYNTAX', 'SMTP 501: wrong parameter', REPLY_DECIDES),
  transportNothing('64', 'SMTP_502_COMMAND_NOTIMPL', 'SMTP 502: command not known', REPLY_DECIDES),
  transport('65', 'SMTP_503_COMMAND_SEQ', 'auth-required', 'likely', {
    meaning: 'SMTP 503: another command is wanted first, nearly always a login.',
    fix: 'Account settings > More Settings > Outgoing Server: tick "My outgoing server (SMTP) requires authentication".',
  }),
  transport('66', 'SMTP_504_COMMAND_PARAM_NOTIMPL', 'auth-mechanism-rejected', 'likely', SPA),
  transport('67', 'SMTP_421_NOT_AVAILABLE', 'greeting-busy', 'likely'),
  transportNothing('68', 'SMTP_450_MAILBOX_BUSY', 'SMTP 450: try again later', REPLY_DECIDES),
  transport('69', 'SMTP_550_MAILBOX_NOT_FOUND', 'recipient-unknown', 'likely', {
    meaning: 'SMTP 550: the server does not take this recipient, or not without a login. The words of its reply say which.',
  }),
  transport('6A', 'SMTP_451_ERROR_PROCESSING', 'server-fault', 'likely'),
  transport('6B', 'SMTP_551_USER_NOT_LOCAL', 'relay-denied', 'likely'),
  transport('6C', 'SMTP_452_NO_SYSTEM_STORAGE', 'server-fault', 'likely'),
  transport('6D', 'SMTP_552_STORAGE_OVERFLOW', 'message-too-large', 'likely', {
    meaning: "SMTP 552: the message is larger than the server takes, or than the recipient's mailbox has room for.",
  }),
  transportNothing('6E', 'SMTP_553_MAILBOX_NAME_SYNTAX', 'SMTP 553: an address is not allowed', REPLY_DECIDES),
  transportNothing('6F', 'SMTP_554_TRANSACT_FAILED', 'SMTP 554: the message was refused', REPLY_DECIDES),
  transport('78', 'SMTP_REJECTED_SENDER', 'sender-not-allowed', 'likely', {
    meaning: 'The server does not take this sender: the From address is not that of the login, or there was no login.',
    fix: 'Account settings: the e-mail address must be that of the mailbox, and under Outgoing Server authentication must be ticked.',
  }),
  transport('79', 'SMTP_REJECTED_RECIPIENTS', 'relay-denied', 'likely', {
    meaning: 'The server refuses the recipients: nearly always since it wants a login before it passes mail on.',
    fix: 'Account settings > More Settings > Outgoing Server: tick "My outgoing server (SMTP) requires authentication".',
  }),
  transportNothing('7A', 'SMTP_NO_SENDER', 'The message has no sender', 'Enter the e-mail address in the account settings.'),
  transportNothing('7B', 'SMTP_NO_RECIPIENTS', 'The message has no recipient', 'Enter a recipient in To, Cc or Bcc.'),
  transport('7C', 'SMTP_530_STARTTLS_REQUIRED', 'auth-encryption-required', 'certain'),
  transport('7D', 'SMTP_NO_STARTTLS_SUPPORT', 'starttls-not-offered', 'certain'),
  transportNothing(
    '7E',
    'SMTP_NO_DSN_SUPPORT',
    'The server gives no delivery receipts',
    'The message goes all the same: switch the request for a delivery receipt off.',
  ),
  transport('7F', 'SMTP_454_STARTTLS_FAILED', 'starttls-rejected', 'certain'),
  // POP3
  transportNothing(
    '90',
    'POP3_RESPONSE_ERROR',
    'The POP3 server answered -ERR',
    'It names no cause: the words behind -ERR say what is wrong.',
  ),
  transport('91', 'POP3_INVALID_USER_NAME', 'auth-rejected', 'likely', { title: 'The POP3 server refused the user name' }),
  transport('92', 'POP3_INVALID_PASSWORD', 'auth-rejected', 'likely', { title: 'The POP3 server refused the password' }),
  transport('93', 'POP3_PARSE_FAILURE', 'reply-malformed', 'likely', BAD_ANSWER),
  transportNothing('94', 'POP3_NEED_STAT', 'STAT must come first', OWN_STATE),
  transportNothing('95', 'POP3_NO_MESSAGES', 'The mailbox is empty', NOT_A_LOGIN_FAULT),
  transportNothing('96', 'POP3_NO_MARKED_MESSAGES', 'No message is marked for download', NOT_A_LOGIN_FAULT),
  transportNothing('97', 'POP3_POPID_OUT_OF_RANGE', 'There is no message of that number', NOT_A_LOGIN_FAULT),
  // news
  transportNothing('A0', 'NNTP_RESPONSE_ERROR', 'A news server answered with an error', NEWS),
  transportNothing('A1', 'NNTP_NEWGROUPS_FAILED', 'New news groups could not be listed', NEWS),
  transportNothing('A2', 'NNTP_LIST_FAILED', 'News groups could not be listed', NEWS),
  transportNothing('A3', 'NNTP_LISTGROUP_FAILED', 'A news group could not be listed', NEWS),
  transportNothing('A4', 'NNTP_GROUP_FAILED', 'A news group could not be opened', NEWS),
  transportNothing('A5', 'NNTP_GROUP_NOTFOUND', 'The news group does not exist', NEWS),
  transportNothing('A6', 'NNTP_ARTICLE_FAILED', 'A news article could not be fetched', NEWS),
  transportNothing('A7', 'NNTP_HEAD_FAILED', 'The head of a news article could not be fetched', NEWS),
  transportNothing('A8', 'NNTP_BODY_FAILED', 'The body of a news article could not be fetched', NEWS),
  transportNothing('A9', 'NNTP_POST_FAILED', 'A news article could not be posted', NEWS),
  transportNothing('AA', 'NNTP_NEXT_FAILED', 'The next news article could not be opened', NEWS),
  transportNothing('AB', 'NNTP_DATE_FAILED', 'The date of the news server could not be read', NEWS),
  transportNothing('AC', 'NNTP_HEADERS_FAILED', 'News headers could not be fetched', NEWS),
  transportNothing('AD', 'NNTP_XHDR_FAILED', 'News headers could not be fetched', NEWS),
  transportNothing('AE', 'NNTP_INVALID_USERPASS', 'The news server refused user name or password', NEWS),
  // dial-up
  transportNothing('C2', 'RAS_NOT_INSTALLED', 'Dial-up networking is not installed', DIAL_UP),
  transportNothing('C3', 'RAS_PROCS_NOT_FOUND', 'Dial-up networking is incomplete', DIAL_UP),
  transportNothing('C4', 'RAS_ERROR', 'Dial-up networking failed', DIAL_UP),
  transportNothing('C5', 'RAS_INVALID_CONNECTOID', 'The dial-up connection does not exist', DIAL_UP),
  transportNothing('C6', 'RAS_GET_DIAL_PARAMS', 'The dial-up settings could not be read', DIAL_UP),
  // IMAP
  transport('D1', 'IMAP_LOGINFAILURE', 'auth-rejected', 'likely', { title: 'The IMAP server refused the login' }),
  transportNothing(
    'D2',
    'IMAP_TAGGED_NO_RESPONSE',
    'The IMAP server answered NO',
    'It names no cause: the words behind NO say what is wrong.',
  ),
  transportNothing(
    'D3',
    'IMAP_BAD_RESPONSE',
    'The IMAP server answered BAD',
    'The server did not understand the command: its words say which.',
  ),
  transport('D4', 'IMAP_SVR_SYNTAXERR', 'reply-malformed', 'likely', BAD_ANSWER),
  transport('D5', 'IMAP_NOTIMAPSERVER', 'not-smtp', 'likely', { title: 'That port does not speak IMAP' }),
  transportNothing('D6', 'IMAP_BUFFER_OVERFLOW', 'An IMAP answer was too long for the program', OWN_STATE),
  transportNothing('D7', 'IMAP_RECVR_ERROR', 'The program failed while it read an IMAP answer', OWN_STATE),
  transport('D8', 'IMAP_INCOMPLETE_LINE', 'reply-malformed', 'likely', BAD_ANSWER),
  transport('D9', 'IMAP_CONNECTION_REFUSED', 'greeting-refused', 'certain', { title: 'The IMAP server greeted with BYE' }),
  transport('DA', 'IMAP_UNRECOGNIZED_RESP', 'reply-malformed', 'likely', BAD_ANSWER),
  transportNothing('DB', 'IMAP_CHANGEDUID', 'The number of a message changed', NOT_A_LOGIN_FAULT),
  transportNothing('DC', 'IMAP_UIDORDER', 'The numbers of messages are out of order', NOT_A_LOGIN_FAULT),
  transport('DD', 'IMAP_UNSOLICITED_BYE', 'connection-closed', 'likely', { title: 'The IMAP server ended the session with BYE' }),
  transportNothing('DE', 'IMAP_IMPROPER_SVRSTATE', 'The IMAP session was in the wrong state', OWN_STATE),
  transport('DF', 'IMAP_AUTH_NOT_POSSIBLE', 'auth-no-common-mechanism', 'certain'),
  transport('E0', 'IMAP_OUT_OF_AUTH_METHODS', 'auth-rejected', 'likely', {
    title: 'Every way of logging in that the program knows was refused',
  }),
];

/** Documented outside the header. */
const TRANSPORT_UNLISTED: readonly RegistryEntry[] = [
  tells('0x800CCC80', undefined, `${OUTLOOK}0x800ccc80`, 'auth-no-common-mechanism', 'certain', {
    fix: 'Account settings > More Settings > Outgoing Server: untick SPA, tick authentication, and use the encrypted port (587 with STARTTLS, 465 with SSL/TLS), where the server offers its login.',
  }),
];

const outlook = (code: string, id: FindingId, confidence: Confidence, words: Words): RegistryEntry =>
  tells(code, undefined, OUTLOOK, id, confidence, words);
const mapiNothing = (code: string, name: string, title: string, meaning: string): RegistryEntry =>
  decidesNothing(code, name, MAPI, title, meaning);

const DATA_FILE = 'It is about the data file or profile on this computer, not about connection or login of SMTP, IMAP or POP3.';
const EXCHANGE_AWAY: Words = {
  title: 'Outlook cannot reach its Exchange mailbox',
  meaning:
    'Outlook (MAPI) found no server, is set to work offline, or its stored sign-in does not fit. SMTP and IMAP are not concerned.',
  fix: 'Switch "Work Offline" off, check the network, remove old entries of the account in the Credential Manager, and make a new profile if it lasts.',
};

const MAPI_CODES: readonly RegistryEntry[] = [
  mapiNothing('0x80004001', 'E_NOTIMPL', 'Not implemented', 'It names no cause.'),
  mapiNothing('0x80004005', 'MAPI_E_CALL_FAILED', 'The operation failed', 'It names no cause; Windows gives it for anything.'),
  mapiNothing('0x8000FFFF', 'E_UNEXPECTED', 'Unexpected failure', 'It names no cause.'),
  mapiNothing('0x80040102', 'MAPI_E_NO_SUPPORT', 'Not supported', DATA_FILE),
  mapiNothing('0x80040107', 'MAPI_E_INVALID_ENTRYID', 'An item could not be found', DATA_FILE),
  mapiNothing('0x80040108', 'MAPI_E_INVALID_OBJECT', 'An item is no longer valid', DATA_FILE),
  mapiNothing(
    '0x80040109',
    'MAPI_E_OBJECT_CHANGED',
    'The message was changed meanwhile',
    'An add-in or antivirus changed it while it was sent.',
  ),
  mapiNothing(
    '0x8004010F',
    'MAPI_E_NOT_FOUND',
    'Outlook cannot find an object',
    `Its data file, its address book or the profile. ${DATA_FILE}`,
  ),
  tells('0x80040111', 'MAPI_E_LOGON_FAILED', MAPI, 'auth-rejected', 'likely', {
    title: 'Outlook could not log on to the mailbox',
    meaning: 'Exchange or the provider of the profile refused the sign-in.',
  }),
  mapiNothing(
    '0x80040112',
    'MAPI_E_SESSION_LIMIT',
    'Too many sessions are open',
    'Outlook has too many sessions of its own open: restart it.',
  ),
  mapiNothing('0x80040113', 'MAPI_E_USER_CANCEL', 'The user cancelled', 'Nothing failed: the sign-in was cancelled by hand.'),
  tells('0x80040115', 'MAPI_E_NETWORK_ERROR', MAPI, 'host-unreachable', 'likely', EXCHANGE_AWAY),
  mapiNothing('0x80040116', 'MAPI_E_DISK_ERROR', 'The data file could not be read or written', DATA_FILE),
  mapiNothing(
    '0x80040119',
    'MAPI_E_EXTENDED_ERROR',
    'An unknown error of Outlook',
    'It names no cause; a damaged data file or an antivirus is usual.',
  ),
  mapiNothing('0x8004011C', 'MAPI_E_UNCONFIGURED', 'The profile is not set up', DATA_FILE),
  tells('0x8004011D', 'MAPI_E_FAILONEPROVIDER', MAPI, 'host-unreachable', 'likely', EXCHANGE_AWAY),
  tells('0x80040126', undefined, OUTLOOK, 'host-unreachable', 'likely', EXCHANGE_AWAY),
  mapiNothing('0x80040154', 'REGDB_E_CLASSNOTREG', 'A part of Outlook is not registered', 'Repair the Office installation.'),
  decidesNothing('0x80040305', undefined, OUTLOOK, 'Too many items are open, or the message is too big', DATA_FILE),
  mapiNothing('0x80040600', 'MAPI_E_CORRUPT_STORE', 'The data file is damaged', `${DATA_FILE} Repair it with scanpst.exe.`),
  mapiNothing('0x80040601', 'MAPI_E_NOT_IN_QUEUE', 'The message is not in the outbox', DATA_FILE),
  mapiNothing('0x80040605', 'MAPI_E_NOT_INITIALIZED', 'Outlook was not ready', DATA_FILE),
  mapiNothing(
    '0x80040607',
    'MAPI_E_NO_RECIPIENTS',
    'The message has no recipient',
    'Enter a recipient, or remove one that Outlook cannot resolve.',
  ),
  mapiNothing('0x80040608', 'MAPI_E_SUBMITTED', 'The message was handed over already', 'Nothing failed: it is on its way.'),
  tells('0x8004060C', 'MAPI_E_STORE_FULL', MAPI, 'mailbox-full', 'certain', {
    title: "The sender's own mailbox or data file is full",
    meaning: 'Outlook can store nothing more, not even a message to be sent.',
    fix: 'Empty the deleted items, archive old mail, or have the quota of the mailbox raised.',
  }),
  mapiNothing('0x80040900', 'MAPI_E_NAMED_PROP_QUOTA_EXCEEDED', 'The mailbox has too many named properties', DATA_FILE),
  outlook('0x800408FC', 'dns-name-not-found', 'likely', { title: 'Outlook cannot resolve the name of the server' }),
  outlook('0x80042108', 'host-unreachable', 'likely', {
    ...CANNOT_CONNECT,
    title: 'Outlook cannot connect to the incoming server',
  }),
  outlook('0x80042109', 'host-unreachable', 'likely', {
    ...CANNOT_CONNECT,
    title: 'Outlook cannot connect to the outgoing server',
  }),
  outlook('0x8004210A', 'command-timeout', 'likely', {
    ...NO_ANSWER_IN_TIME,
    title: 'The incoming server did not answer in time',
  }),
  outlook('0x8004210B', 'command-timeout', 'likely', {
    ...NO_ANSWER_IN_TIME,
    title: 'The outgoing server did not answer in time',
  }),
  decidesNothing(
    '0x800420CB',
    undefined,
    OUTLOOK,
    'Mail cannot be left on the server',
    'Untick "Leave a copy on the server", or fetch by IMAP.',
  ),
  decidesNothing(
    '0x80048002',
    undefined,
    OUTLOOK,
    'The task was cancelled before its end',
    'It follows another failure or a click on Cancel; look for the error before it.',
  ),
];

const windows = (code: string, id: FindingId, confidence: Confidence, words: Words = {}): RegistryEntry =>
  tells(code, undefined, WINDOWS, id, confidence, words);
const windowsNothing = (code: string, title: string, meaning: string): RegistryEntry =>
  decidesNothing(code, undefined, WINDOWS, title, meaning);

const ON_THIS_COMPUTER = 'It is about files and rights on this computer, not about the mail server.';

const WINDOWS_CODES: readonly RegistryEntry[] = [
  windowsNothing('0x80070005', 'Access denied on this computer', ON_THIS_COMPUTER),
  windowsNothing('0x8007000E', 'Not enough memory', ON_THIS_COMPUTER),
  windowsNothing('0x80070021', 'A file is locked by another program', ON_THIS_COMPUTER),
  windowsNothing('0x80070032', 'Not supported', 'It names no cause; Windows Mail gives it when an account must be set up anew.'),
  windowsNothing('0x80070057', 'A parameter is wrong', 'It names no cause; the data file or an antivirus is usual.'),
  windowsNothing('0x8007007E', 'A part of the program is missing', ON_THIS_COMPUTER),
  windowsNothing('0x80070490', 'Windows Mail cannot find its account', 'Remove the account in Windows Mail and add it anew.'),
  windowsNothing('0x800704C7', 'The user cancelled', 'Nothing failed: the sign-in was cancelled by hand.'),
  windows('0x800704CF', 'tcp-unreachable', 'certain'),
  windowsNothing('0x80070520', 'No logon session', 'Windows lost the stored sign-in of the account: sign in anew.'),
  windows('0x8007052E', 'auth-rejected', 'certain'),
  windows('0x80070532', 'auth-account-locked', 'certain', { title: 'The password has expired' }),
  windows('0x80070533', 'auth-account-locked', 'certain', { title: 'The account is disabled' }),
  windows('0x80070773', 'auth-account-locked', 'certain', { title: 'The password must be changed' }),
  windows('0x80070775', 'auth-account-locked', 'certain', { title: 'The account is locked' }),
  windows('0x80072743', 'tcp-unreachable', 'certain'),
  windows('0x80072746', 'tcp-reset', 'certain'),
  windows('0x8007274C', 'tcp-timeout', 'certain'),
  windows('0x8007274D', 'tcp-refused', 'certain'),
  windows('0x80072751', 'tcp-unreachable', 'certain'),
  windows('0x80072AF9', 'dns-name-not-found', 'certain'),
  windows('0x80072EE2', 'tcp-timeout', 'likely'),
  windows('0x80072EE7', 'dns-name-not-found', 'certain'),
  windows('0x80072EFD', 'host-unreachable', 'likely', CANNOT_CONNECT),
  windows('0x80072EFE', 'connection-closed', 'likely'),
  windows('0x80072EFF', 'tcp-reset', 'certain'),
  windows('0x80072F05', 'cert-expired', 'likely', {
    meaning: "The certificate's dates do not fit today: it has expired, or the clock of this computer is wrong.",
  }),
  windows('0x80072F06', 'cert-name-mismatch', 'certain'),
  windows('0x80072F0C', 'tls-client-certificate-required', 'certain'),
  windows('0x80072F0D', 'cert-untrusted-root', 'certain'),
  windows('0x80072F17', 'tls-handshake-failed', 'likely'),
  windows('0x80072F19', 'cert-revocation-unchecked', 'certain', {
    title: 'Whether the certificate was revoked could not be asked',
    meaning:
      "The client could not reach the authority's list of revoked certificates (CRL or OCSP). The certificate itself may be fine.",
    fix: "Let this computer reach the authority's revocation server over HTTP (proxy, firewall), and try again.",
  }),
  windows('0x80072F7D', 'tls-handshake-failed', 'likely'),
  windows('0x80072F8F', 'cert-untrusted-root', 'likely', {
    meaning: 'Windows does not trust the certificate: the authority, the name or the date. A wrong clock gives it, too.',
  }),
];

export const OUTLOOK_CODES: Registry = {
  name: 'Error numbers of Outlook and Windows Mail',
  source: TRANSPORT,
  speaker: 'dialog',
  entries: [...TRANSPORT_CODES, ...TRANSPORT_UNLISTED, ...MAPI_CODES, ...WINDOWS_CODES],
};
