// What mail libraries and command-line clients throw and print: names of exceptions, codes and fixed sentences. Where one
// only wraps the server's reply, it has no id: the reply within it decides. Knows no text but its own.
import type { FindingId } from '../../model/finding.ts';
import type { Registry, RegistryEntry } from './registry.ts';

type Words = Pick<RegistryEntry, 'title' | 'meaning' | 'fix'>;
type Confidence = RegistryEntry['confidence'];

const certain = (id: FindingId, form: string, words: Words = {}, ...more: readonly string[]): RegistryEntry => ({
  code: form,
  forms: [form, ...more],
  id,
  confidence: 'certain',
  ...words,
});
const likely = (id: FindingId, form: string, words: Words = {}, ...more: readonly string[]): RegistryEntry => ({
  ...certain(id, form, words, ...more),
  confidence: 'likely',
});
const decidesNothing = (form: string, title: string, meaning: string, ...more: readonly string[]): RegistryEntry => ({
  code: form,
  forms: [form, ...more],
  id: null,
  confidence: 'likely' satisfies Confidence,
  title,
  meaning,
});

const from = (source: string, entries: readonly RegistryEntry[]): readonly RegistryEntry[] =>
  entries.map((entry) => ({ ...entry, source }));

const REPLY_DECIDES = "The server's reply stands within the exception or right after it, and says why.";
const NOT_THE_SERVER = 'It is a fault of the calling program or its settings: the server was not asked, or did not refuse.';
const NO_PASSWORD = 'The program has no password';

const noConnection = (form: string, ...more: readonly string[]): RegistryEntry => ({
  atLeast: 'host-unreachable',
  ...decidesNothing(
    form,
    'The program got no usable connection to the server',
    'It names no cause of its own: the error within it (refused, timed out, unknown host, TLS) does.',
    ...more,
  ),
});

const NODEMAILER = from('nodemailer lib/errors.js, lib/smtp-connection/index.js', [
  likely('auth-rejected', 'EAUTH'),
  certain('auth-rejected', 'Invalid login'),
  decidesNothing(
    'ENOAUTH',
    NO_PASSWORD,
    'nodemailer was told to log in and given no credentials: set auth.user and auth.pass.',
    'Missing credentials for',
  ),
  likely('oauth-token-request-failed', 'EOAUTH2', {}, "Can't create new access token for user"),
  decidesNothing('ECONNECTION', 'The connection failed or was lost', 'The message beside it decides.'),
  likely('connection-closed', 'Connection closed unexpectedly', {}, 'Unexpected socket close'),
  certain('greeting-timeout', 'Greeting never received'),
  likely('tcp-timeout', 'ETIMEDOUT'),
  decidesNothing(
    'ESOCKET',
    'A fault of the socket',
    'nodemailer wraps an errno or an error of TLS: the message beside it decides.',
  ),
  decidesNothing(
    'EDNS',
    'The name of the host could not be looked up',
    'The errno or the message beside it says why: no such name, or no answer of DNS.',
  ),
  decidesNothing(
    'ETLS',
    'TLS or STARTTLS failed',
    'The server offers none, refuses it, or its certificate does not verify: the message beside it says which.',
  ),
  certain('starttls-rejected', 'Error upgrading connection with STARTTLS'),
  certain('delivery-tls-failed', 'EREQUIRETLS', {
    title: 'The server does not offer REQUIRETLS',
    fix: 'Leave requireTLSExtensionEnabled out, or use a server that offers RFC 8689.',
  }),
  likely(
    'not-smtp',
    'Invalid greeting. response=* OK',
    {},
    'Invalid greeting. response=+OK',
    'Invalid greeting. response=HTTP/',
    'Invalid greeting. response=SSH-',
  ),
  decidesNothing('EPROTOCOL', 'The server answered something unexpected', REPLY_DECIDES),
  decidesNothing(
    'EENVELOPE',
    'A sender or recipient was refused',
    REPLY_DECIDES,
    "Can't send mail - all recipients were rejected",
    'Mail command failed',
    'Recipient command failed',
  ),
  decidesNothing('No recipients defined', 'The message has no recipient', NOT_THE_SERVER),
  // smtp-connection/index.js: against the SIZE that the server has offered
  likely('message-too-large', 'Message size larger than allowed'),
  decidesNothing('EMESSAGE', 'The message was refused, by the server after DATA or on this side', REPLY_DECIDES),
  decidesNothing('Message failed', 'The message was refused', REPLY_DECIDES),
  decidesNothing('ESTREAM', 'The message could not be read on this side', NOT_THE_SERVER),
  decidesNothing('EMAXLIMIT', 'A connection of the pool has sent its share', 'No fault: nodemailer opens another.'),
  decidesNothing('EMAXRECIPIENTS', 'The message has more recipients than the program allows', NOT_THE_SERVER),
  decidesNothing('ESENDMAIL', 'The local sendmail program failed', 'No SMTP was spoken: its exit status or output decides.'),
  decidesNothing('ESES', 'Amazon SES refused the call', 'It is said of the HTTPS interface of SES: its own error name decides.'),
  decidesNothing('ECONFIG', 'The settings given to nodemailer are not valid', NOT_THE_SERVER),
  likely('proxy-refused', 'EPROXY'),
  decidesNothing('EFILEACCESS', 'nodemailer may read no files', NOT_THE_SERVER),
  decidesNothing('EURLACCESS', 'nodemailer may fetch no URLs', NOT_THE_SERVER),
  decidesNothing('EFETCH', 'An attachment could not be fetched', NOT_THE_SERVER),
  likely('tls-handshake-failed', 'Client network socket disconnected before secure TLS connection was established'),
]);

const IMAPFLOW = from('postalsys/imapflow lib/imap-flow.js', [
  likely('greeting-timeout', 'GREETING_TIMEOUT', {}, 'Failed to receive greeting from server in required time'),
  likely('tcp-timeout', 'CONNECT_TIMEOUT', {}, 'Failed to establish connection in required time'),
  likely('tls-handshake-failed', 'UPGRADE_TIMEOUT', {}, 'Failed to upgrade connection in required time', 'ClosedAfterConnectTLS'),
  likely('connection-closed', 'NoConnection', {}, 'EConnectionClosed', 'ClosedAfterConnectText'),
  likely('command-timeout', 'Socket timeout'),
]);

const DOTNET = from('System.Net.Mail: SmtpStatusCode and SmtpException resources', [
  decidesNothing(
    'System.Net.Mail.SmtpException',
    'An SmtpException of .NET',
    'Its message, the StatusCode and the inner exception decide.',
    'SmtpException',
  ),
  decidesNothing(
    'System.Net.Mail.SmtpFailedRecipientException',
    'A recipient was refused',
    REPLY_DECIDES,
    'SmtpFailedRecipientException',
    'System.Net.Mail.SmtpFailedRecipientsException',
    'SmtpFailedRecipientsException',
  ),
  decidesNothing('Failure sending mail', 'Sending failed', 'It names no cause: the inner exception does.'),
  likely(
    'auth-required',
    'The SMTP server requires a secure connection or the client was not authenticated',
    {
      meaning:
        'The server wants a login, or TLS before it: the login was missing, was refused before, or went without EnableSsl.',
      fix: 'Set EnableSsl = true, port 587, UseDefaultCredentials = false before Credentials. Where the login itself was refused, the reply at the end says why.',
    },
    'MustIssueStartTlsFirst',
  ),
  certain('starttls-not-offered', 'Server does not support secure connections'),
  likely('connection-closed', 'Unable to read data from the transport connection'),
  likely(
    'command-timeout',
    'The operation has timed out',
    {
      meaning: 'SmtpClient got no answer within its Timeout (100 s). On port 465 it never gets one: it speaks STARTTLS only.',
      fix: 'Use port 587 with EnableSsl = true; if that is set, look for a firewall between.',
    },
    "L'opération a expiré",
    'Le délai imparti à l’opération a expiré',
    "Il timeout dell'operazione è scaduto",
    'Timeout dell’operazione',
    'Der Vorgang hat das Timeout überschritten',
    'Se agotó el tiempo de espera de la operación',
    'Se excedió el tiempo de espera de la operación',
    'O tempo limite da operação foi atingido',
    'O tempo limite da operação expirou',
    'Upłynął limit czasu operacji',
    'Тайм-аут операции',
    'Время ожидания операции истекло',
    '操作已超时',
  ),
  likely(
    'dns-name-not-found',
    'The remote name could not be resolved',
    {},
    "Le nom distant n'a pas pu être résolu",
    'Der Remotename konnte nicht aufgelöst werden',
    'No se puede resolver el nombre remoto',
    'Impossibile risolvere il nome remoto',
    'Não foi possível resolver o nome remoto',
    'Невозможно разрешить удаленное имя',
    '未能解析此远程名称',
    'リモート名を解決できませんでした',
  ),
  likely('greeting-busy', 'Service not available, closing transmission channel'),
  // net_webstatus_ServerProtocolViolation: a code below 400 that does not answer the command, or none at all
  likely('reply-malformed', 'The server committed a protocol violation'),
  decidesNothing(
    'Mailbox unavailable. The server response was',
    'The server refused sender or recipient',
    REPLY_DECIDES,
    'MailboxUnavailable',
    'MailboxBusy',
    'ClientNotPermitted',
  ),
  decidesNothing(
    'Mailbox name not allowed. The server response was',
    'The server refused an address',
    REPLY_DECIDES,
    'MailboxNameNotAllowed',
    'UserNotLocalTryAlternatePath',
  ),
  decidesNothing(
    'Transaction failed. The server response was',
    'The server refused the message',
    REPLY_DECIDES,
    'TransactionFailed',
  ),
  decidesNothing(
    'Syntax error, command unrecognized. The server response was',
    'The server did not understand a command',
    REPLY_DECIDES,
    'CommandUnrecognized',
    'Syntax error in parameters or arguments',
  ),
  decidesNothing(
    'Bad sequence of commands. The server response was',
    'The server wants another command first',
    REPLY_DECIDES,
    'BadCommandSequence',
  ),
  decidesNothing(
    'Error in processing. The server response was',
    'The server failed, or holds back',
    REPLY_DECIDES,
    'LocalErrorInProcessing',
  ),
  likely('message-too-large', 'Exceeded storage allocation. The server response was', {}, 'ExceededStorageAllocation'),
  likely('server-fault', 'Insufficient system storage. The server response was', {}, 'InsufficientStorage'),
  decidesNothing(
    'GeneralFailure',
    'A general failure of SmtpClient',
    'The server was not reached or gave no reply: the inner exception decides.',
  ),
  decidesNothing(
    'The specified string is not in the form required for an e-mail address',
    'An address is malformed',
    NOT_THE_SERVER,
  ),
  decidesNothing(
    'The client or server is only configured for e-mail addresses with ASCII local-parts',
    'An address has letters beyond ASCII',
    'The server offers no SMTPUTF8, or DeliveryFormat is not International.',
  ),
  decidesNothing('The SMTP host was not specified', 'No host is set', NOT_THE_SERVER),
  likely(
    'cert-untrusted-root',
    'The remote certificate is invalid according to the validation procedure',
    {},
    'The remote certificate was rejected by the provided RemoteCertificateValidationCallback',
  ),
  likely(
    'tls-handshake-failed',
    'System.Security.Authentication.AuthenticationException',
    {
      title: 'The TLS handshake failed in .NET',
      meaning:
        'In spite of its name this exception is about TLS, not about a login. Its message or the inner exception says why.',
    },
    'Authentication failed because the remote party has closed the transport stream',
    'Authentication failed because the remote party sent a TLS alert',
    'Authentication failed, see inner exception',
  ),
]);

const MAILKIT = from('MailKit: exception classes and their messages', [
  likely(
    'auth-rejected',
    'MailKit.Security.AuthenticationException',
    {},
    'AuthenticationException: Authentication failed',
    'AuthenticationException: 535',
  ),
  likely(
    'tls-handshake-failed',
    'MailKit.Security.SslHandshakeException',
    {},
    'SslHandshakeException',
    'An error occurred while attempting to establish an SSL or TLS connection',
  ),
  // SslHandshakeException.Create: what it adds where TLS was begun on a port of plaintext
  likely('mode-mismatch', 'is typically reserved for plain-text connections'),
  likely('auth-protocol-error', 'MailKit.Security.SaslException', {}, 'SaslException'),
  decidesNothing(
    'MailKit.Net.Smtp.SmtpCommandException',
    'The SMTP server refused a command',
    REPLY_DECIDES,
    'SmtpCommandException',
  ),
  decidesNothing(
    'MailKit.Net.Imap.ImapCommandException',
    'The IMAP server refused a command',
    REPLY_DECIDES,
    'ImapCommandException',
  ),
  decidesNothing(
    'MailKit.Net.Pop3.Pop3CommandException',
    'The POP3 server refused a command',
    REPLY_DECIDES,
    'Pop3CommandException',
  ),
  decidesNothing(
    'MailKit.Net.Smtp.SmtpProtocolException',
    'The SMTP dialogue broke off',
    'The server closed the connection, or another service answers: the message decides.',
    'SmtpProtocolException',
  ),
  decidesNothing(
    'MailKit.Net.Imap.ImapProtocolException',
    'The IMAP dialogue broke off',
    'The server closed the connection, or another service answers: the message decides.',
    'ImapProtocolException',
  ),
  decidesNothing(
    'MailKit.Net.Pop3.Pop3ProtocolException',
    'The POP3 dialogue broke off',
    'The server closed the connection, or another service answers: the message decides.',
    'Pop3ProtocolException',
  ),
  likely(
    'connection-closed',
    'The SMTP server has unexpectedly disconnected',
    {},
    'The IMAP server has unexpectedly disconnected',
    'The POP3 server has unexpectedly disconnected',
  ),
  certain('auth-not-advertised', 'The SMTP server does not support authentication'),
  certain(
    'starttls-not-offered',
    'The SMTP server does not support the STARTTLS extension',
    {},
    'The IMAP server does not support the STARTTLS extension',
    'The POP3 server does not support the STLS extension',
  ),
  decidesNothing(
    'MailKit.ServiceNotConnectedException',
    'The program is not connected',
    NOT_THE_SERVER,
    'ServiceNotConnectedException',
  ),
  decidesNothing(
    'MailKit.ServiceNotAuthenticatedException',
    'The program has not logged in',
    'The server wants a login first: call Authenticate before, or look for the login that failed.',
    'ServiceNotAuthenticatedException',
  ),
  decidesNothing(
    'MailKit.FolderNotFoundException',
    'The folder does not exist',
    'Connection and login were fine.',
    'FolderNotFoundException',
  ),
  decidesNothing('MailKit.FolderNotOpenException', 'The folder was not opened', NOT_THE_SERVER, 'FolderNotOpenException'),
  decidesNothing(
    'MailKit.MessageNotFoundException',
    'The message does not exist',
    'Connection and login were fine.',
    'MessageNotFoundException',
  ),
]);

const ASPOSE = from('https://reference.aspose.com/email/net/', [
  decidesNothing(
    'Aspose.Email.Clients.Smtp.SmtpException',
    'An SMTP exception of Aspose.Email',
    REPLY_DECIDES,
    'Aspose.Email.Mail.SmtpException',
  ),
  decidesNothing(
    'Aspose.Email.Clients.Imap.ImapException',
    'An IMAP exception of Aspose.Email',
    REPLY_DECIDES,
    'Aspose.Email.Imap.ImapException',
  ),
  decidesNothing(
    'Aspose.Email.Clients.Pop3.Pop3Exception',
    'A POP3 exception of Aspose.Email',
    REPLY_DECIDES,
    'Aspose.Email.Pop3.Pop3Exception',
  ),
  decidesNothing('Aspose.Email.AsposeException', 'An exception of Aspose.Email', REPLY_DECIDES),
  likely('auth-rejected', 'CredentialsInvalid'),
  likely('auth-mechanism-rejected', 'AuthenticationMechanismIsToWeak'),
  likely('auth-encryption-required', 'EncryptionRequiredRequestedMechanism'),
]);

const JAVA = from('Jakarta Mail, Angus Mail, JavaMail and Spring: exception classes and messages', [
  likely(
    'auth-rejected',
    'javax.mail.AuthenticationFailedException',
    {},
    'jakarta.mail.AuthenticationFailedException',
    'AuthenticationFailedException',
  ),
  likely('auth-rejected', 'org.springframework.mail.MailAuthenticationException', {}, 'MailAuthenticationException'),
  decidesNothing(
    'failed to connect, no password specified?',
    NO_PASSWORD,
    'Jakarta Mail was told to log in (mail.smtp.auth) and given no password.',
  ),
  noConnection(
    'com.sun.mail.util.MailConnectException',
    'org.eclipse.angus.mail.util.MailConnectException',
    'MailConnectException',
    'com.sun.mail.util.SocketConnectException',
    "Couldn't connect to host, port",
    'Could not connect to SMTP host',
    'Mail server connection failed',
  ),
  likely('dns-name-not-found', 'Unknown SMTP host'),
  decidesNothing(
    'Exception reading response',
    'No reply came',
    'The nested exception says why: it took too long, or the connection ended.',
  ),
  likely(
    'connection-closed',
    'javax.mail.StoreClosedException',
    {},
    'jakarta.mail.StoreClosedException',
    'javax.mail.FolderClosedException',
    'jakarta.mail.FolderClosedException',
    '* BYE JavaMail Exception',
  ),
  likely('tls-handshake-failed', 'Could not convert socket to TLS'),
  certain(
    'starttls-not-offered',
    'STARTTLS is required but host does not support STARTTLS',
    {},
    'STLS required but not supported',
    'STARTTLS required but not supported by server',
  ),
  certain(
    'auth-no-common-mechanism',
    'No authentication mechanisms supported by both server and client',
    {},
    'No login methods supported!',
  ),
  decidesNothing('Got bad greeting from SMTP host', 'The greeting was no 220', 'What the server said stands behind it.'),
  decidesNothing(
    'com.sun.mail.smtp.SMTPSendFailedException',
    'The server refused the message',
    REPLY_DECIDES,
    'org.eclipse.angus.mail.smtp.SMTPSendFailedException',
    'SMTPSendFailedException',
  ),
  decidesNothing(
    'com.sun.mail.smtp.SMTPAddressFailedException',
    'The server refused a recipient',
    REPLY_DECIDES,
    'org.eclipse.angus.mail.smtp.SMTPAddressFailedException',
    'SMTPAddressFailedException',
  ),
  decidesNothing(
    'com.sun.mail.smtp.SMTPSenderFailedException',
    'The server refused the sender',
    REPLY_DECIDES,
    'org.eclipse.angus.mail.smtp.SMTPSenderFailedException',
    'SMTPSenderFailedException',
  ),
  decidesNothing(
    'javax.mail.SendFailedException',
    'Sending failed',
    REPLY_DECIDES,
    'jakarta.mail.SendFailedException',
    'SendFailedException',
  ),
  decidesNothing(
    'javax.mail.MessagingException',
    'A mail exception of Java',
    'Its message and the nested exception decide; the log with mail.debug=true has the dialogue.',
    'jakarta.mail.MessagingException',
    'MessagingException',
  ),
  decidesNothing(
    'javax.mail.NoSuchProviderException',
    'The protocol is not known to the library',
    NOT_THE_SERVER,
    'jakarta.mail.NoSuchProviderException',
    'NoSuchProviderException',
  ),
  decidesNothing(
    'javax.mail.internet.AddressException',
    'An address is malformed',
    NOT_THE_SERVER,
    'jakarta.mail.internet.AddressException',
    'AddressException',
  ),
  decidesNothing(
    'org.springframework.mail.MailSendException',
    'Sending failed',
    'Its nested exception decides.',
    'MailSendException',
  ),
  decidesNothing(
    'org.springframework.mail.MailParseException',
    'The message could not be built',
    NOT_THE_SERVER,
    'MailParseException',
  ),
  decidesNothing(
    'org.springframework.mail.MailPreparationException',
    'The message could not be built',
    NOT_THE_SERVER,
    'MailPreparationException',
  ),
  decidesNothing('java.lang.NullPointerException', 'A fault of the Java program', NOT_THE_SERVER),
]);

const PYTHON = from('CPython Lib/smtplib.py, imaplib.py, poplib.py; aiosmtplib', [
  likely(
    'auth-rejected',
    'smtplib.SMTPAuthenticationError',
    {},
    'SMTPAuthenticationError',
    'aiosmtplib.errors.SMTPAuthenticationError',
  ),
  likely('connection-closed', 'smtplib.SMTPServerDisconnected', {}, 'SMTPServerDisconnected', 'Connection unexpectedly closed'),
  decidesNothing('please run connect() first', 'The program is not connected', NOT_THE_SERVER, 'Server not connected'),
  decidesNothing('smtplib.SMTPConnectError', 'The greeting was no 220', REPLY_DECIDES, 'SMTPConnectError'),
  likely(
    'not-smtp',
    "(-1, b'[CAPABILITY",
    {},
    "(-1, '[CAPABILITY",
    "(-1, b'/1.1",
    "(-1, b'/1.0",
    "(-1, '/1.1",
    "(-1, '/1.0",
    '(-1, b"[CAPABILITY',
  ),
  likely('ehlo-rejected', 'smtplib.SMTPHeloError', {}, 'SMTPHeloError'),
  decidesNothing('smtplib.SMTPSenderRefused', 'The server refused the sender', REPLY_DECIDES, 'SMTPSenderRefused'),
  decidesNothing('smtplib.SMTPRecipientsRefused', 'The server refused the recipients', REPLY_DECIDES, 'SMTPRecipientsRefused'),
  decidesNothing('smtplib.SMTPDataError', 'The server refused the message', REPLY_DECIDES, 'SMTPDataError'),
  decidesNothing('smtplib.SMTPResponseException', 'The server answered with an error', REPLY_DECIDES, 'SMTPResponseException'),
  decidesNothing(
    'smtplib.SMTPNotSupportedError',
    'The server does not offer what the program wants',
    'The message says what: STARTTLS, AUTH or SMTPUTF8.',
    'SMTPNotSupportedError',
  ),
  certain('auth-not-advertised', 'SMTP AUTH extension not supported by server'),
  certain(
    'starttls-not-offered',
    'STARTTLS extension not supported by server',
    {},
    'TLS not supported by server',
    'STLS not supported by server',
  ),
  certain('auth-no-common-mechanism', 'No suitable authentication method found'),
  decidesNothing(
    'SMTPUTF8 not supported by server',
    'An address has letters beyond ASCII',
    'The server offers no SMTPUTF8: connection and login were fine.',
    'One or more source or delivery addresses require internationalized email support',
  ),
  decidesNothing('imaplib.IMAP4.error', 'The IMAP server refused a command', REPLY_DECIDES, 'imaplib.error'),
  likely('connection-closed', 'imaplib.IMAP4.abort', {}, 'imaplib.abort', 'socket error: EOF'),
  decidesNothing('imaplib.IMAP4.readonly', 'The folder can be read only', 'Connection and login were fine.'),
  decidesNothing('poplib.error_proto', 'The POP3 server refused a command', REPLY_DECIDES),
  likely('connection-closed', '-ERR EOF'),
]);

const PHP = from('Symfony Mailer, Swift Mailer, Laravel, PHPMailer class SMTP, c-client, Roundcube, Nextcloud, WordPress', [
  decidesNothing(
    'Symfony\\Component\\Mailer\\Exception\\TransportException',
    'A transport exception of Symfony Mailer',
    'Its message decides.',
    'TransportException',
  ),
  decidesNothing(
    'Symfony\\Component\\Mailer\\Exception\\UnexpectedResponseException',
    'The server answered with an error',
    REPLY_DECIDES,
    'UnexpectedResponseException',
  ),
  decidesNothing(
    'Swift_TransportException',
    'A transport exception of Swift Mailer',
    'Its message decides.',
    'Swift_IoException',
  ),
  decidesNothing(
    'Swift_RfcComplianceException',
    'An address is malformed',
    NOT_THE_SERVER,
    'does not comply with RFC 2822',
    'does not comply with addr-spec of RFC 2822',
  ),
  noConnection('Connection could not be established with host'),
  likely('auth-rejected', 'Failed to authenticate on SMTP server with username'),
  certain('auth-no-common-mechanism', 'Failed to find an authenticator supported by the SMTP server'),
  likely('tls-handshake-failed', 'Unable to connect with STARTTLS', {}, 'Unable to connect with TLS encryption'),
  likely('auth-encryption-required', 'TLS required but neither TLS or STARTTLS are in use', {
    title: 'The program insists on TLS, and none was started',
    fix: 'Use the scheme smtps:// with port 465, or a server that offers STARTTLS on 587; or leave require_tls out.',
  }),
  decidesNothing('Expected response code', 'The server answered otherwise than expected', REPLY_DECIDES),
  likely(
    'connection-closed',
    'but got an empty response',
    {},
    'has been closed unexpectedly',
    'but got code "", with message ""',
  ),
  decidesNothing('PHPMailer\\PHPMailer\\Exception', 'An exception of PHPMailer', 'Its message decides.', 'phpmailerException'),
  noConnection(
    'Failed to connect to server',
    'stream_socket_client(): unable to connect to',
    'fsockopen(): unable to connect to',
    'stream_socket_client(): Unable to connect to',
  ),
  likely('auth-rejected', 'Password command failed'),
  decidesNothing(
    'Username command failed',
    'The server refused the user name in AUTH LOGIN',
    REPLY_DECIDES,
    'User & Password command failed',
    'AUTH command failed',
  ),
  decidesNothing('MAIL FROM command failed', 'The server refused the sender', REPLY_DECIDES),
  decidesNothing('RCPT TO command failed', 'The server refused a recipient', REPLY_DECIDES),
  decidesNothing('DATA END command failed', 'The server refused the message', REPLY_DECIDES, 'DATA command failed'),
  likely('starttls-rejected', 'STARTTLS command failed'),
  decidesNothing('EHLO command failed', 'The server refused EHLO', REPLY_DECIDES, 'HELO command failed'),
  certain('auth-not-advertised', 'Authentication is not allowed at this stage'),
  certain('auth-no-common-mechanism', 'No supported authentication methods found'),
  likely('connection-closed', 'EOF caught while checking if connected'),
  // PHPMailer's connect() where what came was no greeting: a reply before it says more
  likely('connection-closed', 'Connection: closing due to error'),
  likely('auth-rejected', 'Too many login failures', {
    meaning:
      'imap_open() tried the login three times, and was refused each time. The words before it are the reply of the server.',
  }),
  likely('cert-untrusted-root', 'Certificate failure for'),
  decidesNothing(
    'Can not authenticate to IMAP server',
    'imap_open() could not log in',
    REPLY_DECIDES,
    'Can not authenticate to POP3 server',
    'Retrying PLAIN authentication after',
  ),
  decidesNothing('Mailbox is empty', 'The mailbox is empty', 'A notice of imap_open(): no fault.'),
  decidesNothing(
    'SECURITY PROBLEM: insecure server advertised AUTH=PLAIN',
    'The server offers a password login without TLS',
    'A notice of imap_open(): add /ssl or /tls to the mailbox string.',
  ),
  noConnection('SMTP Error (-1): Connection to server failed', 'Connection to storage server failed'),
  likely('auth-rejected', 'SMTP Error (535): Authentication failed', {}, 'IMAP Error: Login failed for'),
  likely('auth-not-advertised', 'SMTP Error (250): Authentication failed', {}, 'SMTP Error (250)'),
  likely(
    'starttls-rejected',
    'SMTP Error (220): Authentication failed',
    {
      title: 'Roundcube could not start TLS before the login',
      meaning: 'The TLS handshake after STARTTLS failed, mostly since the certificate does not verify or is for another name.',
    },
    'SMTP Error (220)',
  ),
  decidesNothing('Unsupported mail transport', 'Laravel does not know the transport', NOT_THE_SERVER),
  decidesNothing(
    'A problem occurred while sending the email. Please revise your settings',
    'Nextcloud could not send',
    'The error in brackets behind it is that of Symfony Mailer: it decides.',
  ),
  decidesNothing(
    'The email could not be sent. Your site may not be correctly configured to send emails',
    'WordPress could not send',
    'It names no cause: a plugin such as WP Mail SMTP with its debug log does.',
    'There was a problem while sending the test email',
    'wp_mail_failed',
  ),
]);

const RUBY = from('Ruby net-smtp, net-imap, net-pop, net-protocol', [
  likely('auth-rejected', 'Net::SMTPAuthenticationError', {}, 'Net::POPAuthenticationError', 'Net::IMAP::AuthenticationError'),
  decidesNothing('Net::SMTPServerBusy', 'The server answered 4xx', REPLY_DECIDES),
  decidesNothing('Net::SMTPSyntaxError', 'The server answered 50x', REPLY_DECIDES),
  decidesNothing('Net::SMTPFatalError', 'The server answered 5xx', REPLY_DECIDES),
  decidesNothing('Net::SMTPUnknownError', 'The server answered something unknown', REPLY_DECIDES),
  decidesNothing('Net::SMTPUnsupportedCommand', 'The server does not offer a command', 'The message names it, mostly STARTTLS.'),
  certain('starttls-not-offered', 'STARTTLS is not supported on this server'),
  certain('tcp-timeout', 'Net::OpenTimeout'),
  certain('command-timeout', 'Net::ReadTimeout'),
  likely('connection-closed', 'end of file reached', {}, 'Net::IMAP::ByeResponseError'),
  // IOError, of a socket that this side has closed since it broke
  likely('connection-closed', 'closed stream'),
  likely('reply-malformed', 'could not get 3xx'),
  decidesNothing('Net::IMAP::NoResponseError', 'The IMAP server answered NO', REPLY_DECIDES),
  decidesNothing('Net::IMAP::BadResponseError', 'The IMAP server answered BAD', REPLY_DECIDES),
  decidesNothing('Net::POPError', 'The POP3 server answered -ERR', REPLY_DECIDES, 'Net::POPBadResponse'),
]);

const GO = from('Go net/smtp, gopkg.in/gomail.v2, wneessen/go-mail', [
  certain('auth-not-advertised', "smtp: server doesn't support AUTH", {}, 'server does not support SMTP AUTH'),
  likely('auth-encryption-required', ': unencrypted connection', {
    title: 'The program gives no password without TLS',
    meaning:
      'smtp.PlainAuth refuses to send the password, since the connection is not encrypted: STARTTLS was not offered or not used.',
  }),
  decidesNothing('unsupported protocol scheme', 'A web address of the program is malformed', NOT_THE_SERVER),
  decidesNothing('wrong host name', 'The host given to smtp.PlainAuth is another than that of the connection', NOT_THE_SERVER),
  likely('reply-malformed', 'short response', {}, 'smtp: line too long', 'invalid response code:'),
  // net/textproto, parseCodeLine: what is no reply of SMTP is quoted behind
  likely(
    'not-smtp',
    'short response: * OK',
    {},
    'short response: HTTP/1',
    'short response: -ERR',
    'short response: * BYE',
    'invalid response code: +OK',
    'invalid response code: SSH-',
  ),
  decidesNothing(
    'gomail: could not send email',
    'gomail could not send',
    'The words behind it are the cause.',
    'gomail: invalid address',
  ),
  likely(
    'starttls-not-offered',
    'go-mail: STARTTLS not supported',
    {},
    "STARTTLS is required but the server doesn't support it",
    'target host does not support STARTTLS',
  ),
  likely(
    'auth-no-common-mechanism',
    'server does not support SMTP AUTH type: CRAM-MD5',
    {},
    'server does not support SMTP AUTH type: LOGIN',
    'server does not support SMTP AUTH type: PLAIN',
    'server does not support SMTP AUTH type: XOAUTH2',
    'server does not support SMTP AUTH type',
  ),
]);

const RUST = from('lettre src/transport/smtp/error.rs', [
  certain('auth-no-common-mechanism', 'No compatible authentication mechanism was found', {
    meaning:
      'The server offers no login that lettre knows: none at all (a port without login, or TLS is missing), or OAuth only.',
  }),
  decidesNothing('kind: Permanent', 'The server answered 5xx', REPLY_DECIDES, 'permanent error ('),
  decidesNothing('kind: Transient', 'The server answered 4xx', REPLY_DECIDES, 'transient error ('),
  noConnection('kind: Connection'),
  decidesNothing('kind: Network', 'A fault of the network', 'The source behind it decides.'),
  likely('tls-handshake-failed', 'kind: Tls'),
  likely('reply-malformed', 'kind: Response'),
  decidesNothing('kind: Client', 'A fault on the side of the program', 'The source behind it decides.'),
]);

const COMMAND_LINE = from('swaks, msmtp, ssmtp, mutt, isync, fetchmail, getmail, offlineimap: their messages', [
  // swaks
  certain('auth-not-advertised', 'Host did not advertise authentication'),
  certain('starttls-not-offered', 'Host did not advertise STARTTLS'),
  certain(
    'auth-no-common-mechanism',
    'Auth not attempted, requested type not available',
    {},
    'Auth not attempted, no advertised types available',
    'Auth advertised but not supported locally',
  ),
  certain('auth-rejected', 'No authentication type succeeded'),
  likely('tls-handshake-failed', 'TLS startup failed'),
  likely('connection-closed', 'Remote host closed connection unexpectedly'),
  // msmtp
  likely('auth-rejected', 'authentication failed (method'),
  certain('auth-not-advertised', 'the server does not support authentication'),
  certain('starttls-not-offered', 'the server does not support TLS via the STARTTLS command'),
  certain(
    'auth-no-common-mechanism',
    'cannot use a secure authentication method',
    {},
    'cannot find a usable authentication method',
  ),
  likely('cert-untrusted-root', 'TLS certificate verification failed'),
  certain('dns-name-not-found', 'cannot locate host'),
  decidesNothing('not accepted by the server', 'The server refused an address', REPLY_DECIDES, 'envelope from address'),
  decidesNothing('the server did not accept the mail', 'The server refused the message', REPLY_DECIDES),
  certain('command-timeout', 'network read error: the operation timed out'),
  // ssmtp
  likely(
    'auth-rejected',
    'Authorization failed',
    { meaning: 'ssmtp or fetchmail could not log in; the reply beside it says why.' },
    'Authorization failure on',
  ),
  likely('reply-malformed', 'Invalid response SMTP server'),
  // mutt and neomutt
  likely('auth-rejected', 'SASL authentication failed'),
  certain('auth-no-common-mechanism', 'No authenticators available', {}, 'SASL(-4): no mechanism available'),
  certain('auth-not-advertised', 'SMTP server does not support authentication'),
  likely('tls-handshake-failed', 'Could not negotiate TLS connection'),
  likely('connection-closed', 'SMTP session failed: read error', {}, 'SMTP session failed: write error'),
  // fetchmail: Query status
  noConnection('Query status=2 (SOCKET)'),
  likely('auth-rejected', 'Query status=3 (AUTHFAIL)'),
  decidesNothing(
    'Query status=4 (PROTOCOL)',
    'fetchmail met an error of the protocol',
    REPLY_DECIDES,
    'client/server protocol error',
  ),
  certain('mailbox-in-use', 'Query status=9 (LOCKBUSY)'),
  decidesNothing(
    'Query status=10 (SMTP)',
    'fetchmail could not hand the mail over to the local server',
    'Fetching was fine: the local SMTP server refused.',
  ),
  decidesNothing('Query status=1 (NOMAIL)', 'There was no mail', 'No fault.'),
  // getmail
  likely('auth-rejected', 'getmailCredentialError', {}, 'credential/login error'),
  decidesNothing('getmailOperationError', 'getmail failed', 'The words behind it are the cause.', 'OfflineImapError'),
]);

const WINDOWS_SCRIPTS = from('CDO (cdoex.h, CDO_E_*), Indy, SQL Server Database Mail, Oracle UTL_SMTP', [
  noConnection('The transport failed to connect to the server', '0x80040213', '80040213', '-2147220973'),
  likely('auth-rejected', '0x80040217', {}, '80040217', '-2147220969'),
  certain(
    'bad-target',
    'The SMTP server name is required, and was not found in the configuration source',
    {},
    '0x8004020A',
    '8004020A',
    '-2147220982',
  ),
  decidesNothing(
    'The message could not be sent to the SMTP server. The transport error code was',
    'CDO could not send',
    'The transport error code and the reply behind it decide.',
    '0x80040211',
    '80040211',
    '-2147220975',
  ),
  decidesNothing(
    'The server rejected one or more recipient addresses',
    'The server refused recipients',
    REPLY_DECIDES,
    '0x8004020F',
    '8004020F',
    '-2147220977',
  ),
  decidesNothing(
    'The server rejected the sender address',
    'The server refused the sender',
    REPLY_DECIDES,
    '0x8004020E',
    '8004020E',
    '-2147220978',
  ),
  decidesNothing(
    'configuration value is invalid',
    'CDO lacks a setting',
    NOT_THE_SERVER,
    '0x80040220',
    '80040220',
    '-2147220960',
  ),
  decidesNothing(
    'EIdSMTPReplyError',
    'The server answered with an error',
    REPLY_DECIDES,
    'EIdReplyRFCError',
    'EIdReplyPOP3Error',
  ),
  likely('connection-closed', 'EIdConnClosedGracefully', {}, 'Connection Closed Gracefully'),
  decidesNothing(
    'EIdOSSLCouldNotLoadSSLLibrary',
    'The program lacks the OpenSSL library',
    NOT_THE_SERVER,
    'Could not load SSL library',
  ),
  likely('tls-handshake-failed', 'EIdOSSLConnectError', {}, 'Error connecting with SSL'),
  certain('tcp-timeout', 'EIdConnectTimeout'),
  certain('command-timeout', 'EIdReadTimeout'),
  likely('starttls-rejected', 'EIdTLSClientTLSNegCmdFailed'),
  decidesNothing('EIdSocketError', 'A fault of the socket', 'The number behind it is that of Winsock: it decides.'),
  decidesNothing(
    'The mail could not be sent to the recipients because of the mail server failure',
    'SQL Server could not send',
    'The exception message in brackets decides.',
  ),
  decidesNothing('ORA-29278', 'Oracle met a passing SMTP error', REPLY_DECIDES),
  decidesNothing('ORA-29279', 'Oracle met a lasting SMTP error', REPLY_DECIDES),
  decidesNothing('ORA-29277', 'An SMTP call of Oracle came out of order', NOT_THE_SERVER),
  likely('cert-untrusted-root', 'ORA-29024', {
    meaning: 'The certificate of the server does not verify against the wallet of the database.',
    fix: "Import the root and the intermediate certificates of the server into the wallet (orapki), not the server's own.",
  }),
  decidesNothing(
    'ORA-24247',
    'The database may not reach the network',
    'An access control list of Oracle forbids host or port: DBMS_NETWORK_ACL_ADMIN.APPEND_HOST_ACE.',
  ),
]);

export const CLIENT_EXCEPTIONS: Registry = {
  name: 'Exceptions and messages of mail libraries and clients',
  source: 'the source of each client, named with its entries',
  speaker: 'client',
  entries: [
    ...NODEMAILER,
    ...IMAPFLOW,
    ...DOTNET,
    ...MAILKIT,
    ...ASPOSE,
    ...JAVA,
    ...PYTHON,
    ...PHP,
    ...RUBY,
    ...GO,
    ...RUST,
    ...COMMAND_LINE,
    ...WINDOWS_SCRIPTS,
  ],
};
