// Secrets that only the dialogue tells as such: what a client says after AUTH, LOGIN, PASS and after a challenge. Follows
// one dialogue utterance by utterance, whatever stands in front of each; must not know what the replies mean.
import { MASK } from '../model/secret.ts';

// Where one utterance ends: a line, a line end written out (`\r\n`, hMailServer's `[nl]`, HTML), or the next mark of a log
// that was pasted as one line (SwiftMailer's exceptions, PHPMailer's HTML without its breaks).
const BREAK =
  /([\r\n]+|\\r\\n|\\n|\[nl\]|<br ?\/?>|(?= (?:>>|<<|!!|&gt;&gt;|&lt;&lt;) )|(?= (?:[\d-]{10} [\d:]{8} )?(?:CLIENT|SERVER) -(?:>|&gt;) (?:CLIENT|SERVER):))/;

const ARROW = '(?:(?:[<>]|&[lg]t;)(?:[-~=*<>]|&[lg]t;){0,4}|[-~=]{1,3}(?:>|&gt;)|[-~=]{2})';
// What postfix and PHPMailer put behind the arrow.
const PEER = '(?:[\\w.-]{1,120}\\[[^\\]\\s]{1,60}\\](?::\\d{1,5})?:|SERVER:|CLIENT:)';
const SPEAKER = '\\b(?:[CS]|client|server|send|sent|sending|reply|recv|recei?ved?|read|write|msg|message|line|data)["\']? ?:';
/** From the beginning of an utterance to the words that went over the wire. */
const MARK = new RegExp(
  `^.{0,240}?(?:(?:^|[\\s\\w)\\]])${ARROW}(?=\\s|["'\`])\\s{0,4}(?:${PEER})?|${SPEAKER})\\s{0,4}(?:b?\\\\?["'\`])?`,
  'i',
);

const TAG = '(?:#?[a-z]{0,8}\\d{1,10}#?|[a-z.])';
const SERVER_SAYS = new RegExp(
  `^(?:\\d{3}(?=[ -]|["'\\\\]|$)|\\+OK\\b|-ERR\\b|\\*\\s|${TAG} (?:OK|NO|BAD)\\b|retcode \\(\\d{3}\\)|(?:CLIENT|SERVER) )`,
  'i',
);
// RFC 4954 §4, RFC 9051 §7.5, RFC 5034 §4. A `+` that more than a prompt follows is a shell's trace or a diff.
const CHALLENGE =
  /^(?:334(?=[ -]|["'\\]|$)|retcode \(334\)|\+(?: ?$| ?["'\\]| [A-Za-z0-9+/=]{0,4000}["'\\]?$| (?:ok|ready|go ahead|send|idling|continu|waiting|literal)))/i;

const MECHANISM =
  '(?:PLAIN|LOGIN|XOAUTH2|OAUTHBEARER|CRAM-MD5|DIGEST-MD5|NTLM|GSSAPI|GSS-SPNEGO|EXTERNAL|APOP|SCRAM-[A-Z0-9-]{1,20})';
const AUTH = new RegExp(`^(?:${TAG} )?AUTH(?:ENTICATE)?[ =]+${MECHANISM}(?=\\s|$|["'\\\\<])`, 'i');
const LOGIN = new RegExp(`^${TAG} LOGIN (?=\\S)`, 'i');
const APOP = /^(APOP \S+ )\S.*$/i;
const PASS = /^PASS (?=\S)/i;

const MECHANISM_NAME = new RegExp(`^${MECHANISM}$`, 'i');
const VERB =
  /^(?:AUTH|CAPA|CAPABILITY|DATA|DONE|EHLO|EXPN|HELO|HELP|IDLE|LIST|LOGOUT|LSUB|NOOP|QUIT|RSET|STARTTLS|STAT|STLS|UIDL|VRFY)$/i;
/** System.Net.Security.SslPolicyErrors, which has the letters and the length of Base64. */
const DOTNET_VERDICT = /^RemoteCertificate(?:ChainErrors|NameMismatch|NotAvailable)$/;
const BASE64 = /^[A-Za-z0-9+/_-]{2,}={0,2}$/;
/** A log's own remark, a failure told by a program, a heading of Apple's Connection Doctor. */
const REMARK =
  /^\s*(?:===|\*\*\*|\[connection\]|DEBUG |WROTE |READ |CONNECTED |INITIATING )|\b\w*(?:Exception|Error)\b|\b[45]\d\d[ -][45]\.\d{1,3}\.|^\s*(?:at|File) /;
const HAS_WORD = /[A-Za-z0-9*]/;
// Cheap, and true of whatever can begin a dialogue, or be a response by itself.
const MAY_MATTER =
  /334|\+[ "'\\]{0,2}(?:$|[A-Za-z0-9+/=]+["'\\]?$|[a-z])|AUTH|LOGIN|APOP|PASS|USER|[A-Za-z0-9+/_-]{8}={0,2}[\s"'`\\)}\]<,;]*$/i;
/** What closes a quotation, a JSON record, a call; not part of what was said. */
const CLOSING = /[\s"'`\\)}\]<,;]/;

/** From the end, since a pattern that is anchored there alone would begin anew at each of them. */
function closingOf(words: string): string {
  let at = words.length;
  while (at > 0 && CLOSING.test(words.charAt(at - 1))) at -= 1;
  return words.slice(at);
}

/** `{5+}` (RFC 7888), within an answer `{5}` as well: the argument itself follows. */
const endsInLiteral = (words: string, literal: RegExp): boolean => literal.test(words.slice(-20));
const LITERAL = /\{\d{1,10}\+?\}[\s"'\\]*$/;
const LITERAL_PLUS = /\{\d{1,10}\+\}[\s"'\\]*$/;

/** The words alone are masked, not the quotes and brackets around them. */
function maskWords(words: string): string {
  const closing = closingOf(words);
  return words.length === closing.length ? words : `${MASK}${closing}`;
}

/** One argument of IMAP: quoted (also within a quotation), or an atom. */
const ASTRING = /^(?:\\?"(?:[^"\\]|\\[^"]|\\"(?=[^\s"'}]))*\\?"|[^\s"]+)\s*/;

class Dialogue {
  /** The next words of the client are a response, whatever they are. */
  #isAsked = false;
  /** The challenge stood behind a mark: so does its answer, and lines without one are the log's own. */
  #isMarked = false;
  /** AUTH was said and not yet answered for good: lone Base64 is part of it. */
  #isInAuth = false;
  /** A user name was given in POP3. */
  #hasUser = false;
  /** `LOGIN {5+}`: what follows is the argument. */
  #isLiteral = false;

  mask(utterance: string): string {
    if (this.#isIdle() ? !MAY_MATTER.test(utterance) : !HAS_WORD.test(utterance)) return utterance;
    const mark = MARK.exec(utterance)?.[0] ?? /^\s*/.exec(utterance)?.[0] ?? '';
    const words = utterance.slice(mark.length);
    const isMarked = mark.trim() !== '';
    if (CHALLENGE.test(words)) {
      this.#isAsked = true;
      this.#isMarked = isMarked;
      return utterance;
    }
    if (SERVER_SAYS.test(words)) {
      this.#reset(/^\+OK/i.test(words));
      return utterance;
    }
    return mark + this.#maskClient(words, isMarked, utterance);
  }

  #isIdle(): boolean {
    return !(this.#isAsked || this.#isInAuth || this.#isLiteral || this.#hasUser);
  }

  #reset(isPositive: boolean): void {
    this.#isAsked = false;
    this.#isInAuth = false;
    this.#isLiteral = false;
    if (!isPositive) this.#hasUser = false;
  }

  #maskClient(words: string, isMarked: boolean, utterance: string): string {
    const command = this.#maskCommand(words, isMarked);
    if (command !== null) return command;
    if (this.#isLiteral) {
      this.#isLiteral = endsInLiteral(words, LITERAL);
      return maskWords(words);
    }
    if (this.#isAsked && (isMarked || !this.#isMarked) && (isMarked || !REMARK.test(utterance))) {
      this.#isAsked = false;
      return maskWords(words);
    }
    return this.#maskLoneBase64(words, isMarked);
  }

  /** null: no command that bears a secret. */
  #maskCommand(words: string, isMarked: boolean): string | null {
    const auth = AUTH.exec(words)?.[0];
    if (auth !== undefined) return this.#maskAuth(auth, words.slice(auth.length));
    const login = LOGIN.exec(words)?.[0];
    if (login !== undefined) return this.#maskLogin(login, words.slice(login.length));
    if (APOP.test(words)) return words.replace(APOP, `$1${MASK}`);
    if (/^USER \S/i.test(words)) this.#hasUser = true;
    const pass = PASS.exec(words)?.[0];
    if (pass !== undefined && (isMarked || this.#hasUser || pass === 'PASS ')) {
      this.#hasUser = false;
      return pass + maskWords(words.slice(pass.length));
    }
    return null;
  }

  /** `AUTH PLAIN <initial response>`; not `AUTH PLAIN LOGIN`, which lists, nor `AUTH LOGIN failed`, which tells. */
  #maskAuth(command: string, rest: string): string {
    const closing = closingOf(rest);
    const [first = '', ...more] = rest
      .slice(0, rest.length - closing.length)
      .trim()
      .split(/\s+/);
    if (first === '') this.#isInAuth = true;
    const isResponse = BASE64.test(first) && !MECHANISM_NAME.test(first) && !/^[a-z]{1,16}$/.test(first);
    if (first === '' || !isResponse) return command + rest;
    this.#isInAuth = true;
    // A log may go on behind it; what goes on in Base64 is part of it.
    const after = more.map((word) => (BASE64.test(word) && word.length > 7 ? MASK : word)).join(' ');
    return `${command} ${MASK}${after === '' ? '' : ` ${after}`}${closing}`;
  }

  #maskLogin(command: string, rest: string): string {
    const user = ASTRING.exec(rest)?.[0] ?? '';
    const secret = rest.slice(user.length);
    // isync prints it without either (src/drv_imap.c): what follows is the server's.
    if (/^<user> <pass>(?!\S*\w)/.test(rest)) return command + rest;
    this.#isLiteral = endsInLiteral(rest, LITERAL_PLUS);
    return secret === '' ? command + rest : command + user + maskWords(secret);
  }

  /** A transcript may begin within AUTH, or leave the challenges out. */
  #maskLoneBase64(words: string, isMarked: boolean): string {
    const closing = closingOf(words);
    const lone = words.slice(0, words.length - closing.length);
    if (!BASE64.test(lone) || VERB.test(lone) || DOTNET_VERDICT.test(lone)) return words;
    const isMixed = /[A-Z]/.test(lone) && /[a-z]/.test(lone);
    return this.#isInAuth || (isMarked && isMixed && (/[\d=]/.test(lone) || lone.length % 4 === 0) && lone.length > 7)
      ? MASK + closing
      : words;
  }
}

/** `text` with what a client answered in it masked. */
export function maskDialogue(text: string): string {
  const dialogue = new Dialogue();
  // Every second piece is what parts two utterances.
  return text
    .split(BREAK)
    .map((piece, at) => (piece === undefined ? '' : at % 2 === 0 ? dialogue.mask(piece) : piece))
    .join('');
}
