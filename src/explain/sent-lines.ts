// Undoes what mail does to a text on its way into a report: the marks of a quotation before its lines, the line breaks and
// escapes of quoted-printable (RFC 2045 §6.7), a reply's lines that were broken anew. The number of the lines stays what it
// was: what is joined stands in its first line and leaves empty ones. Knows no meanings.
import { smtpReplyIn } from './quoted-replies.ts';

/** Marks of quotation, but none of Python's prompt or of a transcript by sendmail (`>>> RCPT`). */
const QUOTATION = /^\s{0,4}(?!>>>)(?:> ?){1,6}/;
/** What the client said, or the server: the mark tells who speaks, and is none of a quotation. */
const OF_A_TRANSCRIPT =
  /^\s{0,8}(?:<{1,3}[-~ ]|<{1,3}\d|> ?(?:EHLO|HELO|LHLO|AUTH|MAIL FROM|RCPT TO|DATA|QUIT|RSET|NOOP|STARTTLS|STLS|USER|PASS|CAPA|[A-Za-z]{0,4}\d{1,8} (?:LOGIN|AUTHENTICATE|CAPABILITY|STARTTLS))\b)/;
const LINES_OF_A_QUOTATION = 2;

/** Only where lines stand together that all bear it: what a program marks one line with is its own. */
function unquoted(lines: readonly string[]): readonly string[] {
  const isMarked = lines.map((line) => QUOTATION.test(line));
  const isInQuotation = isMarked.map((own, at) => own && (isMarked[at - 1] === true || isMarked[at + 1] === true));
  const marked = isInQuotation.filter(Boolean).length;
  if (marked < LINES_OF_A_QUOTATION || lines.some((line) => OF_A_TRANSCRIPT.test(line))) return lines;
  return lines.map((line, at) => (isInQuotation[at] === true ? line.replace(QUOTATION, '') : line));
}

/** A line that goes on in the next: 76 characters at most, and none of Base64, which ends in the same character. */
const SOFT_BREAK = /^(?=.{0,70}[ ;:,)]).{37,79}[^=]=\s{0,2}$/;
const ESCAPED = /(?:=[\dA-F]{2}){1,60}/g;
const MAX_JOINED = 6000;

function decoded(escapes: string): string {
  const bytes = Buffer.from(escapes.replaceAll('=', ''), 'hex');
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? bytes.toString('latin1') : text;
}

function unprintable(lines: readonly string[]): readonly string[] {
  if (!lines.some((line, at) => SOFT_BREAK.test(line) && (lines[at + 1] ?? '').trim() !== '')) return lines;
  const whole: string[] = [];
  let open = -1;
  for (const line of lines) {
    const own = open >= 0 ? `${(whole[open] ?? '').trimEnd().slice(0, -1)}${line}` : line;
    if (open >= 0) {
      whole[open] = own;
      whole.push('');
    } else whole.push(own);
    const goesOn = (open >= 0 ? /[^=\s]=\s{0,2}$/ : SOFT_BREAK).test(line) && own.length < MAX_JOINED;
    open = goesOn ? (open >= 0 ? open : whole.length - 1) : -1;
  }
  return whole.map((line) => line.replace(ESCAPED, decoded));
}

/** Who hands the word over to the server, at the end of a line. */
const HANDS_OVER =
  /(?:\bsaid|refused to talk to me|server responded|response was|reason) ?:(?: [45]\d\d(?:[ -][45]\.\d{1,3}\.\d{1,3})?)?$|SMTP error from remote mail(?:er| server) after .{3,400}:$|[>)]: host(?: [\w.-]{3,200}\[[^\]]{3,60}\])?(?: refused(?: to(?: talk(?: to(?: me:?)?)?)?)?)?$/;
/** Postfix has the command behind the reply. */
const END_OF_REPLY = /\(in reply to [^)]{1,60}\)/;
/** The lines that one reply takes up; Google's have a dozen. */
const LINES_OF_A_REPLY = 16;
const WIDTH = { from: 45, full: 58, to: 100 } as const;
/** Something else begins: a header, a log's line, a frame, a member of a list, a mark, another recipient. */
const BEGINS =
  /^\s{0,8}(?:[A-Z][\w-]{2,30}: |Giving up on |I'm not going to |\d{4}-\d\d-\d\d|\d\d:\d\d|[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d|\[|at |File "|[-*#|+•>] |[-=_*]{3}|["'}\]]|<[^\s>]{3,320}>(?::| ?\()|[\w.+-]{1,64}@[\w.-]{3,200}[:>]|\w{1,40}=|(?:send|sent|recv|received|reply|data|got|connect|error|warning|debug|info|server|client)\b.{0,8}[:>]|(?:[\w$]{1,60}\.){1,9}[\w$]{1,80}: )|^\s{0,200}$/;

/** Whether the reply that the joined lines hold goes on in `next`; `last`: its last line as it stands. */
function goesOnIn(last: string, next: string): boolean {
  const width = last.trimEnd().length;
  if (HANDS_OVER.test(last.trimEnd())) return true;
  // An address of which something is said.
  if (/^[45]\d\d .{0,200}<[^>]{3,320}>:$/.test(last.trimEnd()) && /^\s{2,8}\S/.test(next)) return true;
  // A quotation mark or a brace has ended what was quoted.
  if (width < WIDTH.from || width > WIDTH.to || /['"`}\]>]$/.test(last.trimEnd())) return false;
  if (/^\s{0,8}(?:[\p{Ll}(]|https?:|\d\.\d)/u.test(next)) return true;
  // Had it been broken for its width, the first word of a longer line would have stood here.
  const word = /^\S{0,80}/.exec(next.trim())?.[0] ?? '';
  if (width + 1 + word.length <= next.trimEnd().length) return false;
  return width >= WIDTH.full && /[\p{L}\p{N},:;-]$/u.test(last.trimEnd()) && /^\s{0,8}[\p{L}\d(]/u.test(next);
}

/** The line up to which a reply goes that begins in the line `from`. */
function endOfReply(lines: readonly string[], from: number): number {
  const code = smtpReplyIn(lines[from] ?? '')?.code ?? null;
  let end = from;
  while (end + 1 < lines.length && end - from < LINES_OF_A_REPLY) {
    const [last = '', next = ''] = [lines[end], lines[end + 1]];
    if (END_OF_REPLY.test(last) || BEGINS.test(next) || !goesOnIn(last, next)) break;
    const reply = /^\s{0,8}(\d{3})[- ]/.exec(next)?.[1] ?? null;
    // The lines of a reply that nobody broke anew are read as they stand.
    if (reply !== null && end === from && code !== null) break;
    if (reply !== null && code !== null && reply !== code) break;
    end += 1;
  }
  return end;
}

/** The line below `from` in which Postfix names the command, broken at any width; `from` itself: none. */
function endByMark(lines: readonly string[], from: number): number {
  let tail = lines[from] ?? '';
  for (let at = from + 1; at < lines.length && at - from < LINES_OF_A_REPLY; at += 1) {
    const line = (lines[at] ?? '').trim();
    if (line === '' || /\bsaid:/.test(line)) return from;
    tail = `${tail.slice(-WIDTH.from)} ${line}`;
    if (END_OF_REPLY.test(tail)) return at;
  }
  return from;
}

const MAY_BEGIN =
  /\b[45]\d\d(?:[ -]|$)|\b(?:said|refused to talk to me|server responded|response was|reason) ?:\s{0,3}$|[>)]: host\b|SMTP error from remote mail/;

/** A reply that was broken anew, as a line. What Postfix and Exim set in below it is another reader's. */
function rejoined(lines: readonly string[]): readonly string[] {
  const whole = [...lines];
  for (let at = 0; at + 1 < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.length > WIDTH.to + 60 || !MAY_BEGIN.test(line) || (/^ {4}\S/.test(lines[at + 1] ?? '') && !/>:$/.test(line)))
      continue;
    if (smtpReplyIn(line) === null && !HANDS_OVER.test(line.trimEnd())) continue;
    const marked = /\bsaid:/.test(line) && !END_OF_REPLY.test(line) ? endByMark(lines, at) : at;
    const end = marked > at ? marked : endOfReply(lines, at);
    if (end === at) continue;
    whole[at] = lines
      .slice(at, end + 1)
      .map((one, index) => (index === 0 ? one.trimEnd() : one.trim()))
      .join(' ');
    for (let after = at + 1; after <= end; after += 1) whole[after] = '';
    at = end;
  }
  return whole;
}

/** As it was before it was quoted, encoded and broken anew. */
export function asItWasSent(text: string): string {
  if (!text.includes('\n')) return text;
  const lines = text.split(/\r\n|\n|\r/);
  const sent = rejoined(unprintable(unquoted(lines)));
  return sent.every((line, at) => line === lines[at]) ? text : sent.join('\n');
}

/** A line of a bounce that is longer is not joined with more. */
const MAX_LINE = 8000;

/** Bounces are set in paragraphs: what is indented belongs to the line before it, unless it begins a reply's next line. */
export function unfoldBounce(lines: readonly string[]): string[] {
  const unfolded: string[] = [];
  for (const line of lines) {
    const isMore = /^ {4,8}\S/.test(line) && !/^ {4,8}(?:\d{3}[ -]|at |SMTP error|host )/.test(line);
    const before = unfolded.at(-1) ?? '';
    // The number of the lines stays what it was: a joined line leaves an empty one.
    if (
      isMore &&
      /^<[^<>\s]{3,320}>(?: \(expanded from [^)]{1,200}\))?: |(?:\bhost|said:|after|response|\d{3}|suspended)\b.{0,400}$/i.test(
        before,
      ) &&
      before.length < MAX_LINE
    ) {
      unfolded[unfolded.length - 1] = '';
      unfolded.push(`${before.trimEnd()} ${line.trim()}`);
    } else unfolded.push(line);
  }
  return unfolded;
}
