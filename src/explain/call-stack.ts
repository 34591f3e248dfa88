// What a stack of calls tells of a failure that says nothing of itself: at which step of the session the library was, and
// whether it waited for the server's answer. Knows the functions of mail libraries by name, and no meanings.
import type { SessionStep } from './dialects/forms.ts';

export interface CallStack extends SessionStep {
  /** It read from a connection that stood: what ran out of time there was no connecting. */
  readonly isReading: boolean;
}

type Frame = readonly [RegExp, SessionStep];

/** CPython Lib/smtplib.py, poplib.py, imaplib.py, ssl.py; the outermost call stands first. */
const PYTHON: readonly Frame[] = [
  [
    /(?:smtplib|poplib)\.py", line \d{1,5}, in (?:connect|__init__)$|imaplib\.py", line \d{1,5}, in _connect$/,
    { stage: 'greeting' },
  ],
  [/in (?:_get_socket|create_connection|_create_socket)$|imaplib\.py", line \d{1,5}, in open$/, { stage: 'connect' }],
  [/in (?:do_handshake|wrap_socket)$/, { stage: 'tls' }],
  [/smtplib\.py", line \d{1,5}, in (?:helo|ehlo)$/, { stage: 'ehlo' }],
  [/(?:smtplib|poplib|imaplib)\.py", line \d{1,5}, in (?:starttls|stls)$/, { stage: 'starttls' }],
  [/(?:smtplib|poplib|imaplib)\.py", line \d{1,5}, in (?:auth\w{0,20}|login\w{0,9}|user|pass_|apop)$/, { stage: 'auth' }],
  [/smtplib\.py", line \d{1,5}, in mail$/, { transaction: 'mail' }],
  [/smtplib\.py", line \d{1,5}, in rcpt$/, { transaction: 'rcpt' }],
  [/smtplib\.py", line \d{1,5}, in data$/, { transaction: 'data' }],
];

/** Jakarta Mail SMTPTransport, SocketFetcher, IMAPProtocol; MailKit SmtpClient, ImapClient, Pop3Client; the innermost first. */
const INNERMOST_FIRST: readonly Frame[] = [
  [
    /\bSocketFetcher\.(?:getSocket0?|createSocket)\(|\bSocketUtils\.Connect(?:Async)?\b|\bnet\/protocol\.rb:\d{1,5}:in [`'](?:ssl_)?(?:socket_connect|open)/,
    { stage: 'connect' },
  ],
  [
    /\b(?:startHandshake|configureSSLSocket|AuthenticateAsClient(?:Async)?|ForceAuthenticationAsync\S{0,20}|ssl_socket_connect|tlsconnect)\b/,
    { stage: 'tls' },
  ],
  [
    /\bSMTPTransport\.openServer\(|\bprocessGreeting\(|\b(?:Smtp|Imap|Pop3)Client\.PostConnect(?:Async)?\b|\bImapEngine\.Connect(?:Async)?\b/,
    { stage: 'greeting' },
  ],
  [/net\/smtp\S{0,40}\.rb:\d{1,5}:in [`'](?:Net::SMTP#)?(?:do_)?(?:e?helo|ehlo)'/, { stage: 'ehlo' }],
  [/net\/smtp\S{0,40}\.rb:\d{1,5}:in [`'](?:block in )?(?:Net::SMTP#)?do_start'/, { stage: 'greeting' }],
  [/\bSMTPTransport\.e?helo\(|\bSmtpClient\.Ehlo(?:Async)?\b/, { stage: 'ehlo' }],
  [
    /\b(?:SMTPTransport|IMAPProtocol)\.startTLS\(|net\/(?:smtp|imap|pop)\S{0,40}\.rb:\d{1,5}:in [`'](?:Net::\w{3,5}#)?starttls'|\/imap\.rb:\d{1,5}:in [`'](?:Net::IMAP#)?starttls'/,
    { stage: 'starttls' },
  ],
  [
    /\bSMTPTransport(?:\$\w{1,40})?\.(?:\w{0,20}[aA]uthenticate|doAuth)\(|\b(?:Smtp|Imap|Pop3)Client\.Authenticate(?:Async)?\b|net\/smtp\S{0,40}\.rb:\d{1,5}:in [`']\S{0,40}auth|net\/(?:imap|pop)\.rb:\d{1,5}:in [`'](?:Net::\w{3,5}#)?(?:login|authenticate|auth|apop)'/,
    { stage: 'auth' },
  ],
  [/\bSMTPTransport\.mailFrom\(|\bSmtpClient\.MailFrom(?:Async)?\b/, { transaction: 'mail' }],
  [/\bSMTPTransport\.rcptTo\(|\bSmtpClient\.RcptTo(?:Async)?\b/, { transaction: 'rcpt' }],
  [/\bSMTPTransport\.(?:data|finishData)\(|\bSmtpClient\.Data(?:Async)?\b/, { transaction: 'data' }],
];

const READS =
  /\bin (?:getreply|_getresp|_getline|_get_response|_get_line)$|\breadServerResponse\(|\bMailKit\.\S{0,60}\.Read\w{0,30}\(|net\/smtp\.rb:\d{1,5}:in \S{0,40}recv_response/;

const stepIn = (line: string, frames: readonly Frame[]): SessionStep | undefined =>
  frames.find(([frame]) => frame.test(line))?.[1];

/** A longer text is a log, in which a stack is one of many. */
const MAX_LINES = 400;
const MAX_FRAME = 400;

/** Null: no stack of calls of a mail library. */
export function readCallStack(text: readonly string[]): CallStack | null {
  if (text.length > MAX_LINES) return null;
  const lines = text.map((line) => line.slice(0, MAX_FRAME).trimEnd());
  const isReading = lines.some((line) => READS.test(line));
  const outer = lines.findLast((line) => stepIn(line, PYTHON) !== undefined);
  const inner = lines.find((line) => stepIn(line, INNERMOST_FIRST) !== undefined);
  const step = outer === undefined ? stepIn(inner ?? '', INNERMOST_FIRST) : stepIn(outer, PYTHON);
  return step === undefined && !isReading ? null : { ...step, isReading };
}

/** What the runtime of a language says of a fault in a program, where a library would have put the words of the server. */
const OF_A_RUNTIME =
  /^(?:cannot (?:read field|invoke|load from|store to) .{1,300} because |cannot read propert(?:y|ies) |class ["'][\w\\]{3,200}["'] not found|undefined (?:array key|index|offset|variable|property)|call to (?:undefined|a member)|["']\w{1,40}["'] object (?:has no|is not|does not)|object reference not set|index was outside|java\.lang\.(?:array|null|class|illegal|number|string)|(?:list|tuple|string) (?:index|indices) |a bytes-like object|can only concatenate|unsupported operand)/i;
export const isOfARuntime = (words: string): boolean => OF_A_RUNTIME.test(words);
