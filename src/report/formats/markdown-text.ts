// Text made inert for Markdown (CommonMark and GitHub's dialect): code spans, code blocks, escaped prose, table cells.
// Knows nothing of reports.
import { withoutEnd } from '../../model/text-ends.ts';
import { oneLine } from './options.ts';
import { type IsOurs, type Piece, piecesOf } from './rich-text.ts';

const longestRun = (text: string, character: string): number => {
  let longest = 0;
  let run = 0;
  for (const each of text) {
    run = each === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
};

/** A code span whose fence is longer than any run of backticks within (CommonMark §6.1). */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  if (line.trim() === '') return '`(empty)`';
  const fence = '`'.repeat(longestRun(line, '`') + 1);
  // Spaces keep backticks at its ends off the fence; CommonMark takes one of each away again.
  const pad = /^[\s`]|[\s`]$/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A fenced block; each line must already be one line. */
export function codeBlock(lines: readonly string[]): string[] {
  const shown = lines.map(oneLine);
  const fence = '`'.repeat(Math.max(3, ...shown.map((line) => longestRun(line, '`') + 1)));
  return [`${fence}text`, ...shown, fence];
}

// What Markdown dialects turn into a link, a mention, an image or a tag even where its punctuation is escaped: GitHub
// links addresses and @names after the escapes are gone, so such words go into code spans, where nothing is looked at.
const LIVE_WORD = /[@<>`[\]]|:\/\/|www\.|javascript:|mailto:|^#\d|\w#\d/i;
// Full stops, dashes and parentheses inside a line begin nothing; `&` only where an entity may follow, `_` only at the
// edge of a word, so that setting names stay readable in the source.
const CONSTRUCT = /[\\*{}#|~^$]|&(?=[#\w])|(?<![^\W_])_|_(?![^\W_])/g;

/** A live word in code, the stop or comma after it outside, so that copying it gets the word alone. */
const inCode = (word: string): string => {
  const name = withoutEnd(word, '.,;');
  return codeSpan(name) + word.slice(name.length);
};

const escapeWord = (word: string): string => (LIVE_WORD.test(word) ? inCode(word) : word.replace(CONSTRUCT, '\\$&'));

/** A piece of prose; `isFirst`: at the beginning of a line, where its first character could start a list, heading, quote or rule. */
function escapePiece(piece: Piece, isFirst: boolean): string {
  if (piece.kind === 'code') return codeSpan(piece.text);
  // CommonMark §6.5: an autolink, the URL as it is.
  if (piece.kind === 'link') return `<${piece.url}>`;
  let isAtStart = isFirst;
  return piece.text.replace(/\S+/g, (word) => {
    const written = isAtStart ? escapeFirst : escapeWord;
    isAtStart = false;
    return written(word);
  });
}

const NO_LINKS: IsOurs = () => false;

/** Prose on one line, commands in code spans as they are written, and URLs that may be links as such. */
export function prose(text: string, isOurs: IsOurs = NO_LINKS): string {
  const line = oneLine(text).trim().replace(/\s+/g, ' ');
  return piecesOf(line, isOurs).reduce((written, piece, at) => {
    const next = escapePiece(piece, at === 0);
    // Two code spans side by side would share a fence.
    return written + (written.endsWith('`') && next.startsWith('`') ? ' ' : '') + next;
  }, '');
}

const escapeFirst = (word: string): string => {
  if (LIVE_WORD.test(word)) return inCode(word);
  // `1.`, `1)`, `-`, `+`, `=` at the beginning of a line start lists and headings.
  return escapeWord(word)
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^[-+=]/, '\\$&');
};

/** A cell of a table: within one, a pipe is escaped even in a code span (GFM §4.10). */
export const cell = (text: string): string => text.replace(/(?<!\\)\\*\|/g, '\\|');

export const tableRow = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
