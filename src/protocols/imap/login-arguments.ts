// Name and password as arguments of IMAP's LOGIN (RFC 9051 §4.3, §6.2.3): quoted where they can be, else as literals.
// Pure. Never atoms: `NIL` and `{5}` are passwords, too.
import { MASK } from '../../model/secret.ts';
import { visibleText } from '../../model/visible-text.ts';

/** One line of a command. Its end may announce a literal, which the next line then begins with. */
export interface CommandLine {
  readonly line: string;
  /** For the transcript. */
  readonly shown: string;
  /** The server has to give leave (`+`) before the next line is sent. */
  readonly waits: boolean;
}

/** The password is in the last line, and in no other. */
export interface LoginLines {
  readonly before: readonly CommandLine[];
  readonly last: Omit<CommandLine, 'waits'>;
}

// RFC 3501 §4.3: quoted strings are of 7-bit characters without CR and LF.
const QUOTABLE = /^[ -~]*$/;
const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** `takesAtOnce`: whether the server takes a literal of so many bytes without being asked. */
export function loginLines(tag: string, user: string, password: string, takesAtOnce: (bytes: number) => boolean): LoginLines {
  const lines: CommandLine[] = [];
  let line = `${tag} LOGIN`;
  let shown = line;
  for (const [text, masked] of [
    [user, visibleText(user)],
    [password, MASK],
  ] as const) {
    if (QUOTABLE.test(text)) {
      line += ` ${quote(text)}`;
      shown += ` ${masked}`;
      continue;
    }
    const bytes = Buffer.byteLength(text, 'utf8');
    const waits = !takesAtOnce(bytes);
    // The length of a password is nobody's business.
    const announced = `{${bytes}${waits ? '' : '+'}}`;
    lines.push({ line: `${line} ${announced}`, shown: `${shown} ${masked === MASK ? `{${MASK}}` : announced}`, waits });
    line = text;
    shown = masked;
  }
  return { before: lines, last: { line, shown } };
}
