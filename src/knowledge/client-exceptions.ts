// The exceptions of mail libraries and their runtimes: who speaks through each, and at which step of a session. What a
// class alone means is said only where its message says less. Facts of the libraries' own documentation; knows no text.
import type { FindingId } from '../model/finding.ts';
import type { Stage } from '../model/protocol.ts';
import type { Transaction } from './fallback.ts';
import type { Speaker } from './speaker.ts';

export interface ExceptionClass {
  /** Whose words its message has. */
  readonly speaker: Speaker;
  readonly stage?: Stage;
  readonly transaction?: Transaction;
  /** What the class alone means; always `likely`. Absent: nothing. */
  readonly id?: FindingId;
}

const server = (step: { readonly stage?: Stage; readonly transaction?: Transaction } = {}, id?: FindingId): ExceptionClass => ({
  speaker: 'server',
  ...step,
  ...(id === undefined ? {} : { id }),
});
const system = (id?: FindingId): ExceptionClass => (id === undefined ? { speaker: 'system' } : { speaker: 'system', id });
const tls = (id: FindingId = 'tls-handshake-failed'): ExceptionClass => ({ speaker: 'tls', id });
const client = (id?: FindingId): ExceptionClass => (id === undefined ? { speaker: 'client' } : { speaker: 'client', id });

const LOGIN = { stage: 'auth' } as const;
const MAIL = { transaction: 'mail' } as const;
const RCPT = { transaction: 'rcpt' } as const;
const DATA = { transaction: 'data' } as const;

const CLASSES: Readonly<Record<string, ExceptionClass>> = {
  // JavaMail, Jakarta Mail, Spring
  AuthenticationFailedException: server(LOGIN, 'auth-rejected'),
  MailAuthenticationException: server(LOGIN, 'auth-rejected'),
  SMTPSendFailedException: server(),
  SMTPSenderFailedException: server(MAIL, 'sender-not-allowed'),
  SMTPAddressFailedException: server(RCPT, 'recipient-unknown'),
  SMTPAddressSucceededException: client(),
  SendFailedException: client(),
  MailSendException: client(),
  MailConnectException: client(),
  MessagingException: client(),
  FolderClosedException: client('connection-closed'),
  StoreClosedException: client('connection-closed'),
  CommandFailedException: server(),
  BadCommandException: server(),
  // Java's own
  UnknownHostException: system('dns-name-not-found'),
  NoRouteToHostException: system('tcp-unreachable'),
  PortUnreachableException: system('tcp-unreachable'),
  ConnectException: system(),
  SocketTimeoutException: system('tcp-timeout'),
  SocketException: system(),
  EOFException: system('connection-closed'),
  BindException: system('tcp-unreachable'),
  UnresolvedAddressException: system('dns-name-not-found'),
  SSLHandshakeException: tls(),
  SSLException: tls(),
  SSLProtocolException: tls(),
  SSLPeerUnverifiedException: tls('cert-name-mismatch'),
  ValidatorException: tls(),
  CertPathValidatorException: tls('cert-untrusted-root'),
  CertPathBuilderException: tls('cert-untrusted-root'),
  SunCertPathBuilderException: tls('cert-untrusted-root'),
  CertificateException: tls(),
  CertificateExpiredException: tls('cert-expired'),
  CertificateNotYetValidException: tls('cert-not-yet-valid'),
  CertificateRevokedException: tls('cert-revoked'),
  // .NET, MailKit
  SmtpCommandException: server(),
  SmtpFailedRecipientException: server(RCPT, 'recipient-unknown'),
  SmtpFailedRecipientsException: server(RCPT, 'recipient-unknown'),
  SmtpException: client(),
  SmtpProtocolException: client('connection-closed'),
  ImapProtocolException: client('connection-closed'),
  Pop3ProtocolException: client('connection-closed'),
  ImapCommandException: server(),
  Pop3CommandException: server(),
  SslHandshakeException: tls(),
  SaslException: client('auth-protocol-error'),
  ServiceNotAuthenticatedException: client('auth-required'),
  ServiceNotConnectedException: client(),
  // OpenPop, S22.Imap
  InvalidLoginException: server(LOGIN, 'auth-rejected'),
  InvalidCredentialsException: server(LOGIN, 'auth-rejected'),
  PopServerException: server(),
  PopServerLockedException: server(LOGIN, 'mailbox-in-use'),
  PopServerNotAvailableException: server({ stage: 'greeting' }, 'greeting-refused'),
  PopServerNotFoundException: client(),
  LoginDelayException: server(LOGIN, 'auth-rate-limited'),
  BadServerResponseException: server(),
  Win32Exception: tls(),
  WebException: client(),
  ProxyProtocolException: client('proxy-protocol-error'),
  // Python
  SMTPAuthenticationError: server(LOGIN, 'auth-rejected'),
  SMTPSenderRefused: server(MAIL, 'sender-not-allowed'),
  SMTPRecipientsRefused: server(RCPT, 'recipient-unknown'),
  SMTPRecipientRefused: server(RCPT, 'recipient-unknown'),
  SMTPDataError: server(DATA, 'content-rejected'),
  SMTPHeloError: server({ stage: 'ehlo' }, 'ehlo-rejected'),
  SMTPConnectError: server({ stage: 'greeting' }),
  SMTPResponseException: server(),
  SMTPServerDisconnected: client('connection-closed'),
  SMTPNotSupportedError: client(),
  SMTPConnectTimeoutError: client('tcp-timeout'),
  SMTPReadTimeoutError: client('command-timeout'),
  SMTPTimeoutError: client('command-timeout'),
  MailboxLoginError: server(LOGIN, 'auth-rejected'),
  LoginError: server(LOGIN, 'auth-rejected'),
  ConnectionRefusedError: system('tcp-refused'),
  ConnectionResetError: system('tcp-reset'),
  ConnectionAbortedError: system('tcp-reset'),
  BrokenPipeError: system('tcp-reset'),
  TimeoutError: system('tcp-timeout'),
  gaierror: system('dns-name-not-found'),
  herror: system('dns-name-not-found'),
  OSError: system(),
  SSLError: tls(),
  SSLCertVerificationError: tls('cert-untrusted-root'),
  SSLEOFError: tls(),
  SSLZeroReturnError: tls('connection-closed'),
  CertificateError: tls('cert-name-mismatch'),
  // PHP: Horde, Zend and Laminas hand the server's words on as their message
  Horde_Smtp_Exception: server(),
  Horde_Smtp_Exception_Recipients: server(RCPT, 'recipient-unknown'),
  Horde_Imap_Client_Exception: client(),
  Zend_Mail_Protocol_Exception: server(),
  // SnappyMail and RainLoop (MailSo), webklex/php-imap
  LoginBadCredentialsException: server(LOGIN, 'auth-rejected'),
  LoginBadMethodException: client('auth-no-common-mechanism'),
  NegativeResponseException: server(),
  SocketReadException: client('connection-closed'),
  SocketReadTimeoutException: client('command-timeout'),
  SocketWriteException: client('connection-closed'),
  SocketCanNotConnectToHostException: client(),
  SocketConnectionDoesNotAvailableException: client('connection-closed'),
  SocketUnsecureConnectionException: client('tls-handshake-failed'),
  AuthFailedException: server(LOGIN, 'auth-rejected'),
  ConnectionFailedException: client(),
  ConnectionClosedException: client('connection-closed'),
  ConnectionTimedOutException: client('tcp-timeout'),
  ImapBadRequestException: server(),
  ImapServerErrorException: server(),
  Swift_TransportException: client(),
  Swift_BadResponseException: client(),
  Swift_IoException: client(),
  // Ruby
  SMTPFatalError: server(),
  SMTPServerBusy: server(),
  SMTPSyntaxError: server(),
  SMTPUnsupportedCommand: client('starttls-not-offered'),
  SMTPUnknownError: server(),
  POPAuthenticationError: server(LOGIN, 'auth-rejected'),
  NoResponseError: server(LOGIN),
  BadResponseError: server(),
  ByeResponseError: server(),
  ResponseParseError: client('reply-malformed'),
  InvalidResponseError: client('reply-malformed'),
  SocketError: system('dns-name-not-found'),
  EOFError: system('connection-closed'),
  OpenTimeout: system('tcp-timeout'),
  ReadTimeout: client('command-timeout'),
  // OAuth
  RefreshError: { speaker: 'identity-provider', id: 'oauth-token-request-failed' },
  IdentityProviderException: { speaker: 'identity-provider', id: 'oauth-token-request-failed' },
  MsalServiceException: { speaker: 'identity-provider', id: 'oauth-token-request-failed' },
  MsalUiRequiredException: { speaker: 'identity-provider', id: 'oauth-token-request-failed' },
  MsalClientException: { speaker: 'identity-provider' },
  TokenResponseException: { speaker: 'identity-provider', id: 'oauth-token-request-failed' },
};

/** Two libraries have one name for two things: .NET's is about TLS, MailKit's about the password. */
const IN_PACKAGE: Readonly<Record<string, ExceptionClass>> = {
  'System.Security.Authentication.AuthenticationException': tls(),
  'MailKit.Security.AuthenticationException': server(LOGIN, 'auth-rejected'),
  'MailKit.Security.SslHandshakeException': tls(),
  'MailSo\\Imap\\Exceptions\\LoginException': server(LOGIN, 'auth-rejected'),
  'PhpImap\\Exceptions\\ConnectionException': client(),
  'imapclient.exceptions.ProtocolError': client('reply-malformed'),
  'aioimaplib.aioimaplib.CommandTimeout': client('command-timeout'),
  'com.sun.mail.iap.ConnectionException': client('connection-closed'),
  'org.eclipse.angus.mail.iap.ConnectionException': client('connection-closed'),
  'imaplib.error': client(),
  'IMAP4.error': client(),
  'imaplib.IMAP4.error': client(),
  'imaplib.abort': client('connection-closed'),
  'IMAP4.abort': client('connection-closed'),
  'imaplib.IMAP4.abort': client('connection-closed'),
  'poplib.error_proto': server(LOGIN),
  'socket.timeout': system('tcp-timeout'),
  'socket.error': system(),
  // Ruby's class for every 53x, at whatever command: net-smtp lib/net/smtp.rb, Response#exception_class
  'Net::SMTPAuthenticationError': server({}, 'auth-rejected'),
  'Net::OpenTimeout': system('tcp-timeout'),
  'Net::ReadTimeout': client('command-timeout'),
};

/** What is known of an exception by its name, with or without its package; null: nothing, or it is none of mail's. */
export function exceptionClass(name: string): ExceptionClass | null {
  if (Object.hasOwn(IN_PACKAGE, name)) return IN_PACKAGE[name] ?? null;
  const own = name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':'), name.lastIndexOf('\\')) + 1);
  if (Object.hasOwn(CLASSES, own)) return CLASSES[own] ?? null;
  return /^Errno::E[A-Z]{3,20}$/.test(name) ? system() : null;
}
