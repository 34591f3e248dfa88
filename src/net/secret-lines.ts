// Puts the mask where a secret was found in a text, also where a server has split it over the lines of an answer. Must not
// know what is a secret.
import { MASK } from '../model/secret.ts';
import type { Interval } from './secret-match.ts';

/**
 * What may stand before the text of a line that is one of several: nothing, a reply code, an enhanced code, both. A piece
 * of a secret can look like either, so each is taken for the one and for the other.
 */
const CODE = String.raw`\d{3}[- ]`;
const ENHANCED = String.raw`[245]\.\d{1,3}\.\d{1,3} ?`;
const HEADS: readonly RegExp[] = ['', CODE, ENHANCED, `(?:${CODE})?(?:${ENHANCED})?`].map((head) => new RegExp(`^${head}`));
/** A line that goes on, in quoted-printable. */
const SOFT_BREAK = /=$/;
const NO_TAIL = /$/;

interface Part {
  readonly head: string;
  readonly text: string;
  readonly tail: string;
}

function partsOf(lines: readonly string[], head: RegExp, tail: RegExp): Part[] {
  return lines.map((line, at) => {
    const start = head.exec(line)?.[0] ?? '';
    const rest = line.slice(start.length);
    const end = at === lines.length - 1 ? '' : (tail.exec(rest)?.[0] ?? '');
    return { head: start, text: rest.slice(0, rest.length - end.length), tail: end };
  });
}

export function masked(text: string, found: readonly Interval[]): string {
  let result = '';
  let done = 0;
  for (const [start, end] of found) {
    result += text.slice(done, start) + MASK;
    done = end;
  }
  return result + text.slice(done);
}

/** The lines with the mask for what is found over the end of one of them. `find`: the secrets in a text. */
export function maskOverLines(lines: readonly string[], find: (joined: string) => readonly Interval[]): string[] {
  let current = [...lines];
  const tails = lines.some((line) => SOFT_BREAK.test(line)) ? [NO_TAIL, SOFT_BREAK] : [NO_TAIL];
  for (const [at, head] of HEADS.entries()) {
    if (at > 0 && !current.some((line) => head.exec(line)?.[0])) continue;
    for (const tail of tails) current = maskJoined(current, partsOf(current, head, tail), find);
  }
  return current;
}

function maskJoined(lines: string[], parts: readonly Part[], find: (joined: string) => readonly Interval[]): string[] {
  const found = find(parts.map(({ text }) => text).join(''));
  if (found.length === 0) return lines;
  let offset = 0;
  return parts.map(({ head, text, tail }) => {
    const within = found
      .map(([start, end]): Interval => [Math.max(0, start - offset), Math.min(text.length, end - offset)])
      .filter(([start, end]) => start < end);
    offset += text.length;
    return head + masked(text, within) + tail;
  });
}
