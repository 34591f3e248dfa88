// What every dialect makes of a file: entries, each a key with its literal and where that stands, so that a literal can be
// replaced and nothing else changes. Knows no dialect and no application.

export type Value = string | number | boolean;

export interface FileEntry {
  /** All of its path: `spring.mail.host`, `smtp.host` (section and key), `system.net/mailSettings/smtp/network@host`. */
  readonly key: string;
  /** What the application reads; null: an expression, a reference, or nothing at all. */
  readonly value: string | null;
  /** `reference`: the value stands elsewhere (a variable, a file, a vault), `word` names where. */
  readonly kind: 'text' | 'word' | 'reference';
  /** Counted from 1. */
  readonly line: number;
  /** The literal, with its quotes. */
  readonly start: number;
  readonly end: number;
  /** `'`, `"`, `` ` ``, `"""`; empty: none. */
  readonly quote: string;
  /** Characters between the quotes, as they are written. */
  readonly writtenLength: number;
  /** Where a reference leads: the name of the variable. */
  readonly reference?: string;
  /** What the dialect took away on the way to the value, in words. */
  readonly loss?: string;
  /** A piece of a literal (the port in `host:587`), with what stands ahead of it where it is written for the first time. */
  readonly within?: { readonly lead: string };
  /** Of dialects that nest by indentation: column and name of every part of the path. */
  readonly path?: readonly { readonly name: string; readonly column: number }[];
}

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface FileDialect {
  /** Something that every file of it has: where no name tells, only these are tried. */
  readonly looksLike: RegExp;
  /** Throws SyntaxFault. */
  readonly read: (text: string) => readonly FileEntry[];
  /** A literal for a value, in the style of the one that it replaces. */
  readonly literal: (value: Value, old: FileEntry | null, text: string) => string;
  /** A new entry beside an old one; null: it has no place there. */
  readonly addition: (text: string, sibling: FileEntry, key: string, value: Value) => Edit | null;
  /** A fragment with these entries and nothing else. */
  readonly render: (pairs: readonly (readonly [key: string, value: Value])[]) => string;
}

/** The file does not follow its own dialect. */
export class SyntaxFault extends Error {
  override readonly name = 'SyntaxFault';
  readonly line: number;

  constructor(problem: string, line: number) {
    super(problem);
    this.line = line;
  }
}

/** Entries are cut off here: no mail settings need more, and a file made to be large costs no more than this. */
export const MAX_ENTRIES = 20_000;
/** Of one step of a path: a name as long as the file, with many entries below it, would take its square of memory. */
const MAX_NAME = 200;
export const shortName = (name: string): string => (name.length > MAX_NAME ? name.slice(0, MAX_NAME) : name);

/** Where each line begins, for the line of an offset. */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  /** Counted from 1. */
  lineOf(offset: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }
}

export const endOfLine = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end > from && text[end - 1] === '\r' ? end - 1 : end;
};

export const startOfLine = (text: string, from: number): number => text.lastIndexOf('\n', from - 1) + 1;

export const newlineOf = (text: string): string => (/\r\n/.test(text.slice(0, 10_000)) ? '\r\n' : '\n');

/** A line of its own behind the line in which the sibling ends, as far in as the sibling's line begins. */
export function lineBehind(text: string, sibling: FileEntry, line: string): Edit {
  const at = endOfLine(text, sibling.end);
  const from = startOfLine(text, sibling.start);
  const indent = /^[ \t]*/.exec(text.slice(from, sibling.start))?.[0] ?? '';
  return { start: at, end: at, text: `${newlineOf(text)}${indent}${line}` };
}

const ON_OFF: readonly (readonly [on: string, off: string])[] = [
  ['true', 'false'],
  ['True', 'False'],
  ['TRUE', 'FALSE'],
  ['yes', 'no'],
  ['Yes', 'No'],
  ['on', 'off'],
  ['On', 'Off'],
  ['1', '0'],
];

/** A switch in the word that the file uses already: `yes` beside `no`, `True` beside `False`. */
export function booleanWord(value: boolean, old: string | null, usual: readonly [on: string, off: string]): string {
  const [on, off] = ON_OFF.find((pair) => old !== null && (pair as readonly string[]).includes(old)) ?? usual;
  return value ? on : off;
}

/** All edits at once. They must not overlap; those at one place keep their order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits.map((edit, at) => ({ edit, at })).sort((a, b) => a.edit.start - b.edit.start || a.at - b.at);
  let [result, from] = ['', 0];
  for (const { edit } of ordered) {
    result += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return result + text.slice(from);
}
