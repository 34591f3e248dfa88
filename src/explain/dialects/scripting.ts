// Ruby, Go, Rust and Perl: what their mail libraries and their TLS say.
import { exceptionClass } from '../../knowledge/client-exceptions.ts';
import type { Dialect } from '../utterance.ts';
import { exceptions } from './exceptions.ts';
import { type Form, form, readForms, silent } from './forms.ts';

/** Ruby puts the class behind: `in 'login': words (Net::IMAP::NoResponseError)`; its name says with which status they came. */
const STATUS_BY_CLASS: Readonly<Record<string, string>> = {
  NoResponseError: 'NO',
  BadResponseError: 'BAD',
  ByeResponseError: 'BYE',
};
const CLASS_BEHIND = / \(((?:[A-Z]\w{1,40}::){1,4}[A-Z]\w{1,40})\)\s{0,3}$/;
const CLASS_BEFORE = /\b(Net::IMAP::(?:No|Bad|Bye)ResponseError)(?:: | \()/;

/** The class, and the words without it and without the place in the program. */
function classAndWords(line: string): readonly [name: string, words: string] | null {
  const behind = CLASS_BEHIND.exec(line);
  if (behind !== null) {
    const before = line.slice(0, behind.index);
    const place = before.includes('.rb:') ? before.lastIndexOf("': ") + "': ".length : 0;
    return [behind[1] ?? '', before.slice(place)];
  }
  const front = CLASS_BEFORE.exec(line);
  return front === null ? null : [front[1] ?? '', line.slice(front.index + front[0].length).replace(/\)$/, '')];
}

const classBehind: Form = (line) => {
  const [name = '', words = ''] = classAndWords(line) ?? [];
  const known = name === '' || words.length < 3 ? null : exceptionClass(name);
  if (known === null) return null;
  const status = STATUS_BY_CLASS[name.slice(name.lastIndexOf(':') + 1)];
  const { speaker, stage, transaction } = known;
  return [
    {
      speaker,
      words: status === undefined || /^(?:NO|BAD|BYE)\b/.test(words) ? words : `A1 ${status} ${words}`,
      exception: name,
      ...(status === undefined ? {} : { protocol: 'imap' as const }),
      ...(stage === undefined ? {} : { stage }),
      ...(transaction === undefined ? {} : { transaction }),
    },
  ];
};

export const ruby: Dialect = {
  name: 'Ruby',
  marks: /Net::(?:SMTP|POP|IMAP|OpenTimeout|ReadTimeout)|OpenSSL::SSL|Errno::E|\.rb:\d{1,6}:in|SocketError|^rake aborted!/m,
  more: "a Ruby exception without the server's reply: `smtp.set_debug_output($stderr)` prints the dialogue",
  read: readForms(silent(/^\s{0,8}(?:from )?\/?[\w./-]{1,300}\.rb:\d{1,6}:in [`'][^:]{1,200}'?$/), classBehind, exceptions),
};

/** Go puts one error behind the other, the cause last. */
export const go: Dialect = {
  name: 'Go',
  marks:
    /\b(?:issue|sending SMTP|send) (?:MAIL|RCPT|DATA|STARTTLS|EHLO)(?: FROM| TO)? command: |closing SMTP DATA writer|\bdial tcp\b|\bx509: |\btls: |\bgomail:|\.go:\d|level=\w{4,7} |\bi\/o timeout\b|read tcp|write tcp/,
  more: 'a Go program’s error without the server’s reply',
  read: readForms(
    // An alert: the other side's verdict. In a server's log that is a client which does not take the certificate.
    form(
      /(?:cannot upgrade connection|TLS handshake error from|failed to (?:accept|handshake)|handshake (?:with|from) client).{0,200}remote error: (?<words>tls: (?:bad certificate|unknown certificate(?: authority)?).{0,100})/,
      'server-log',
      { direction: 'by-us' },
    ),
    // Gitea, Alertmanager, go-mail (senderror.go): the command before the reply
    form(
      /\b(?:issue|sending SMTP|send) (?<command>MAIL|RCPT|DATA|STARTTLS|EHLO)(?: FROM| TO)? command: (?<words>[345]\d\d[ -].{0,2000})$/,
      'server',
      { protocol: 'smtp' },
    ),
    form(/\bclosing SMTP DATA writer: (?<words>[45]\d\d[ -].{0,2000})$/, 'server', { protocol: 'smtp', transaction: 'data' }),
    form(/(?<words>(?:dial tcp|read tcp|write tcp|lookup) .{1,2000})$/, 'system'),
    form(/(?<words>(?:tls: |x509: ).{1,2000})$/, 'tls'),
  ),
};

const SEVERITIES = ['PositiveCompletion', 'PositiveIntermediate', 'TransientNegativeCompletion', 'PermanentNegativeCompletion'];
const CATEGORIES = ['Syntax', 'Information', 'Connections', 'Unspecified3', 'Unspecified4', 'MailSystem'];
const DETAILS = ['Zero', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];
/** lettre spells a code that came without words, digit by digit (its smtp/response.rs). */
const lettreCode: Form = (line) => {
  const code = /Code \{ severity: (\w{1,40}), category: (\w{1,20}), detail: (\w{1,8}) \}/.exec(line);
  if (code === null || line.includes('message: [')) return null;
  const digits = [SEVERITIES.indexOf(code[1] ?? '') + 2, CATEGORIES.indexOf(code[2] ?? ''), DETAILS.indexOf(code[3] ?? '')];
  if (digits.some((digit) => digit < 0)) return null;
  const reply = digits.join('');
  // RFC 4954 §4 to §6: these are answers to AUTH.
  return [
    { speaker: 'server', words: reply, protocol: 'smtp', ...(/^(?:43[245]|53[3458])$/.test(reply) ? { stage: 'auth' } : {}) },
  ];
};

export const rust: Dialect = {
  name: 'Rust',
  marks:
    /(?:Transient|Permanent)\((?:Response|Code)|\blettre\b|\brustls\b|invalid peer certificate|(?:permanent|transient) error \(\d{3}\)|received (?:fatal alert|corrupt message)|Connection error: |\bnative_tls\b|\b(?:No|Bad|Bye) Response: |unexpected (?:NO|BAD|BYE) response: |\bos error \d/,
  more: 'a Rust program’s error without the server’s reply',
  read: readForms(
    form(/message: \["(?<words>[^"]{3,2000})/, 'server'),
    lettreCode,
    // The crates imap and imap-client: the status in the sentence, the server's words behind it
    (line) => {
      const reply = /\b(?:unexpected )?(NO|BAD|BYE|No|Bad|Bye) [Rr]esponse: (.{3,2000})$/.exec(line);
      return reply && [{ speaker: 'server', words: `A1 ${reply[1]?.toUpperCase()} ${reply[2]}`, protocol: 'imap' }];
    },
    // lettre sets the code in brackets: `permanent error (550): 5.7.1 …`
    (line) => {
      const reply = /(?:permanent|transient) error \((\d{3})\): (.{1,4000})$/.exec(line);
      return reply && [{ speaker: 'server', words: `${reply[1]} ${reply[2]}`, protocol: 'smtp' }];
    },
    form(/(?<words>invalid peer certificate.{0,400}|received (?:fatal alert|corrupt message).{0,200})$/, 'tls'),
    form(/(?<words>[A-Z][^:]{3,200} \(os error \d{1,6}\))/, 'system'),
  ),
};

export const perl: Dialect = {
  name: 'Perl',
  marks:
    /<[*~-]{2} |=== (?:Trying|Connected)|\*\*\* (?:Error|TLS|STARTTLS|Auth|No auth|Host did)|Net::SMTP|Mail::IMAPClient|IO::Socket|sendEmail\[\d|\bHost[12] (?:failure|info|capability)|at \S{1,200}\.p[lm] line \d/,
  more: 'a Perl program’s or swaks’ output without the failing reply',
  read: readForms(
    silent(/^\s{0,4}(?:->|~>|=>) |^=== (?!TLS startup failed)/),
    form(/\*\*\* (?<words>(?:TLS startup failed|Error connecting|TLS not available).{0,400})$/, 'tls'),
    form(/\*\*\* (?<words>STARTTLS attempted but failed|No authentication type succeeded|Remote host closed.{0,60})/, 'client', {
      isConsequence: true,
    }),
    form(/\*\*\* (?<words>.{3,400})$/, 'client'),
    form(/ERROR => Connection attempt to (?<host>[\w.-]{1,200}):\d{1,5} failed: (?<words>.{1,300})$/, 'system'),
    form(/Error login on \[(?<host>[\w.-]{1,200})\].{0,200}?: (?<words>\d{1,4} (?:NO|BAD) .{0,2000})$/, 'server', {
      protocol: 'imap',
      stage: 'auth',
    }),
    form(/(?<words>SSL connect attempt failed.{1,2000})$/, 'tls'),
  ),
};
