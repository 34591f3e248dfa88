// Lines of a fixed width: wrapping, padding, boxes, columns. A command in backticks and a URL are never broken, so that
// they can be copied whole; a terminal folds what is longer than it is. Knows nothing of reports.

/** Columns a terminal gives a text: 2 for East Asian wide and emoji, 0 for combining marks. An approximation of UAX #11. */
export function displayWidth(text: string): number {
  // Nearly every text is ASCII, where columns are characters.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

const COMBINING = /^[\p{Mn}\p{Me}]$/u;
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]$|^[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;

function characterWidth(character: string): number {
  if (COMBINING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)));
export const padStart = (text: string, width: number): string => ' '.repeat(Math.max(0, width - displayWidth(text))) + text;

/** A word cut into pieces that fit. */
function breakWord(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const character of word) {
    const wide = characterWidth(character);
    if (used + wide > width && piece !== '') {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += character;
    used += wide;
  }
  return [...pieces, piece];
}

/** Longer than any command that is worth typing; what a peer puts between two backticks has no right to one line. */
const LONGEST_COMMAND = 200;
const URL_WORD = /^[("'<`]{0,3}https?:\/\//;

/** Words between spaces, a command in backticks as one of them. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  let open: string[] = [];
  for (const word of text.split(' ')) {
    const isTurn = word.split('`').length % 2 === 0;
    if (open.length === 0 && !isTurn) {
      words.push(word);
      continue;
    }
    open.push(word);
    const isTooLong = open.reduce((sum, { length }) => sum + length + 1, 0) > LONGEST_COMMAND;
    if (open.length > 1 && isTurn && !isTooLong) words.push(open.join(' '));
    else if (isTooLong) words.push(...open);
    else continue;
    open = [];
  }
  return [...words, ...open];
}

const staysWhole = (word: string): boolean => URL_WORD.test(word) || (word.length <= LONGEST_COMMAND && /`[^`]+`/.test(word));

/** The text in lines of at most `width` columns, broken at spaces where there are any. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  const words = wordsOf(text).flatMap((word) => (staysWhole(word) ? [word] : breakWord(word, Math.max(8, width))));
  for (const word of words) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** `label` in front of the first line, the following lines hanging under its text. */
export function hanging(label: string, text: string, width: number): string[] {
  const indent = displayWidth(label);
  return wrap(text, width - indent).map((line, at) => (at === 0 ? label : ' '.repeat(indent)) + line);
}

/** Lines within a frame of ASCII. */
export function box(title: string, lines: readonly string[]): string[] {
  const width = Math.max(displayWidth(title) + 2, ...lines.map(displayWidth));
  const top = `+- ${title} ${'-'.repeat(Math.max(0, width - displayWidth(title) - 1))}+`;
  return [top, ...lines.map((line) => `| ${padEnd(line, width)} |`), `+${'-'.repeat(width + 2)}+`];
}
