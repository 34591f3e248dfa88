// Java's properties (java.util.Properties.load): `key=value`, `key: value` or `key value`, \ to escape and to continue a
// line. Spring's placeholders (${NAME:default}) are references. Knows no application.
import {
  booleanWord,
  endOfLine,
  type FileDialect,
  type FileEntry,
  LineIndex,
  lineBehind,
  MAX_ENTRIES,
  type Value,
} from '../entry.ts';

const KEY = /^[ \t\f]*((?:[^\s=:\\]|\\.)+)[ \t\f]*[=:]?[ \t\f]*/;
const PLACEHOLDER = /^\$\{([^:}]+)(?::([^}]*))?\}$/;

const unescaped = (text: string): string =>
  text
    .replace(/\\\r?\n[ \t\f]*/g, '')
    .replace(/\\(?:u([\da-fA-F]{4})|([\s\S]))/g, (_all, hex: string | undefined, letter: string | undefined) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      return letter === 'n' ? '\n' : letter === 't' ? '\t' : letter === 'r' ? '\r' : letter === 'f' ? '\f' : (letter ?? '');
    });

/** Where the value ends: a line that ends in an odd number of \ goes on in the next. */
function endOfValue(text: string, from: number): number {
  let end = endOfLine(text, from);
  while (end < text.length && /(?:^|[^\\])(?:\\\\)*\\$/.test(text.slice(Math.max(from, end - 64), end))) {
    end = endOfLine(text, text.indexOf('\n', end) + 1);
  }
  return end;
}

function readProperties(text: string): readonly FileEntry[] {
  const entries: FileEntry[] = [];
  const lines = new LineIndex(text);
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length && entries.length < MAX_ENTRIES; ) {
    const head = text.slice(at, Math.min(at + 1_024, endOfLine(text, at)));
    const found = /^[ \t\f]*[#!]/.test(head) ? null : KEY.exec(head);
    const start = found === null ? at : at + found[0].length;
    const end = endOfValue(text, start);
    if (found !== null) entries.push(entryOf(unescaped(found[1] ?? ''), text.slice(start, end), lines.lineOf(at), start, end));
    const next = text.indexOf('\n', end);
    at = next === -1 ? text.length : next + 1;
  }
  return entries;
}

function entryOf(key: string, raw: string, line: number, start: number, end: number): FileEntry {
  const value = unescaped(raw);
  const placeholder = PLACEHOLDER.exec(value);
  const place = { key, line, start, end, quote: '', writtenLength: raw.length };
  if (placeholder !== null && placeholder[2] === undefined)
    return { ...place, value: null, kind: 'reference', reference: placeholder[1] ?? '' };
  if (placeholder !== null) return { ...place, value: placeholder[2] ?? '', kind: 'word', reference: placeholder[1] ?? '' };
  const isLost = value.length < raw.length && /\\[^\\u\r\n]/.test(raw);
  const hasSpace = /[ \t]$/.test(value);
  return {
    ...place,
    value,
    kind: 'word',
    ...(isLost ? { loss: 'a \\ in it takes the character behind it, and goes' } : {}),
    ...(hasSpace ? { loss: 'the spaces at its end belong to it' } : {}),
  };
}

function literal(value: Value, old: FileEntry | null): string {
  if (typeof value === 'boolean') return booleanWord(value, old?.value ?? null, ['true', 'false']);
  return String(value).replaceAll('\\', '\\\\');
}

export const properties: FileDialect = {
  looksLike: /^[\w.-]{1,200}[ \t]?[=:]/m,
  read: readProperties,
  literal,
  addition: (text, sibling, key, value) => lineBehind(text, sibling, `${key}=${literal(value, null)}`),
  render: (pairs) => pairs.map(([key, value]) => `${key}=${literal(value, null)}`).join('\n'),
};
