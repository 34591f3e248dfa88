// From a stream of bytes to the lines of a list of targets: one at a time, bounded in length, with comments and blank
// lines left out. Reads no faster than its lines are taken. Must not know what a line means.
import { UsageError } from '../model/usage-error.ts';
import { visibleBytes } from '../model/visible-text.ts';

/** Longer than any target with its settings: a name has 253 characters, a URL a few more. */
export const MAX_LINE_BYTES = 4_096;
/** What is kept of a longer line, to name it by. */
const SHOWN_BYTES = 60;

export interface TargetLine {
  /** From 1, blank lines and comments counted: as an editor shows it. */
  readonly number: number;
  /** Visible text, without the line end and the comment; of a line that is too long the beginning. */
  readonly text: string;
  readonly isTooLong: boolean;
  /** Bytes of the input up to and with this line. */
  readonly endsAt: number;
}

const LF = 0x0a;

/** UTF-8 is taken with its mark and without; UTF-16 is refused, since every target of it would be a bad one. */
function withoutMark(firstLine: Buffer): Buffer {
  if ((firstLine[0] === 0xff && firstLine[1] === 0xfe) || (firstLine[0] === 0xfe && firstLine[1] === 0xff)) {
    throw new UsageError('the list of targets is UTF-16, as PowerShell writes it; save it as UTF-8');
  }
  return firstLine[0] === 0xef && firstLine[1] === 0xbb && firstLine[2] === 0xbf ? firstLine.subarray(3) : firstLine;
}

/** Without what follows a `#` that begins a word. */
const withoutComment = (text: string): string => text.replace(/(^|\s)#.*$/, '').trim();

/** The lines that name something. Throws UsageError for a list in UTF-16, and what the stream throws. */
export async function* targetLines(source: AsyncIterable<Buffer | string>): AsyncGenerator<TargetLine> {
  let kept: Buffer[] = [];
  let keptBytes = 0;
  let number = 0;
  let endsAt = 0;
  let isTooLong = false;

  const keep = (piece: Buffer): void => {
    endsAt += piece.length;
    if (isTooLong) return;
    keptBytes += piece.length;
    kept.push(piece);
    if (keptBytes <= MAX_LINE_BYTES) return;
    isTooLong = true;
    kept = [Buffer.concat(kept).subarray(0, SHOWN_BYTES)];
  };
  const take = (): TargetLine | null => {
    number += 1;
    const whole = kept.length === 1 ? (kept[0] ?? Buffer.alloc(0)) : Buffer.concat(kept);
    const bytes = number === 1 ? withoutMark(whole) : whole;
    // Tabs part words here; everywhere else they would be shown as what they are.
    const text = withoutComment(visibleBytes(bytes).replaceAll('\\x09', ' ').replaceAll('\\x0d', ' '));
    const line = text === '' && !isTooLong ? null : { number, text, isTooLong, endsAt };
    kept = [];
    keptBytes = 0;
    isTooLong = false;
    return line;
  };

  for await (const piece of source) {
    const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
    for (let at = 0; at < chunk.length; ) {
      const end = chunk.indexOf(LF, at);
      if (end < 0) {
        keep(chunk.subarray(at));
        break;
      }
      if (end > at) keep(chunk.subarray(at, end));
      endsAt += 1;
      at = end + 1;
      const line = take();
      if (line) yield line;
    }
  }
  if (keptBytes === 0) return;
  const last = take();
  if (last) yield last;
}
