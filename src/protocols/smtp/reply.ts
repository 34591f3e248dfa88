// SMTP replies on the wire (RFC 5321 §4.2): lines in, one reply out. Pure: no socket, no clock.
import type { MalformedFault } from '../../model/outcome.ts';
import type { Reply } from '../../model/reply.ts';

// RFC 5321 §4.2: the first digit is 2 to 5. The text may be missing together with its separator ("250").
const REPLY_LINE = /^[2-5]\d\d(?:[ -]|$)/;
// RFC 3463 §2: class.subject.detail at the beginning of the text.
const ENHANCED = /^([245]\.\d{1,3}\.\d{1,3})(?=\s|$)/;

/** The longest EHLO reply seen in the wild has 2 kB; what goes on beyond this is no reply, however many lines it has. */
const MAX_REPLY_CHARACTERS = 65_536;

export type ReplyProgress =
  | { readonly kind: 'more' }
  | { readonly kind: 'complete'; readonly reply: Reply }
  /** `sample`: the whole line. */
  | { readonly kind: 'malformed'; readonly fault: MalformedFault; readonly sample: string };

/** Gathers the lines of one reply. One parser a reply. */
export class ReplyParser {
  readonly #maxLines: number;
  readonly #lines: string[] = [];
  #code: number | null = null;
  #characters = 0;

  constructor(maxLines: number) {
    this.#maxLines = maxLines;
  }

  /** Takes a line without its CRLF, as visible text. */
  take(line: string): ReplyProgress {
    if (!REPLY_LINE.test(line)) return { kind: 'malformed', fault: 'no-code', sample: line };
    const code = Number(line.slice(0, 3));
    // "In a multiline reply, the reply code on each of the lines MUST be the same" (§4.2.1).
    if (this.#code !== null && this.#code !== code) return { kind: 'malformed', fault: 'mixed-codes', sample: line };
    this.#code = code;
    this.#characters += line.length;
    if (this.#characters > MAX_REPLY_CHARACTERS) return { kind: 'malformed', fault: 'reply-too-long', sample: line };
    this.#lines.push(line.slice(4));
    if (line.charAt(3) !== '-') return { kind: 'complete', reply: this.#complete(code) };
    if (this.#lines.length >= this.#maxLines) return { kind: 'malformed', fault: 'reply-too-long', sample: line };
    return { kind: 'more' };
  }

  #complete(code: number): Reply {
    // Gmail repeats the enhanced code on each line, others give it once: the first that is there counts.
    const enhanced = this.#lines.map((text) => ENHANCED.exec(text)?.[1]).find((found) => found !== undefined);
    return { code, enhanced: enhanced ?? null, lines: this.#lines };
  }
}

export const isPositive = (reply: Reply): boolean => reply.code !== null && reply.code >= 200 && reply.code < 300;

/** Words of servers that have another code than 500 or 502 for a command that they do not know. */
const UNKNOWN_COMMAND =
  /(?:unrecogni[sz]ed|unknown|unimplemented|unsupported|invalid|bad) command|command .{0,40}(?:unrecogni[sz]ed|unknown|unimplemented|not (?:implemented|recogni[sz]ed|understood|supported|known))/i;

/** The command itself is refused, and not this client or what stood with the command. */
export const isUnknownCommand = ({ code, lines }: Reply): boolean =>
  code === 500 || code === 502 || (code !== null && code > 502 && UNKNOWN_COMMAND.test(lines.join(' ')));

/** FTP servers greet with 220 as well, and name their own commands to whoever is not logged in (RFC 959 §5.4: 530). */
export const namesFtpCommands = ({ code, lines }: Reply): boolean =>
  code === 530 && /\bUSER and PASS\b|n(?:o|')t logged in/i.test(lines.join(' '));
