// A name and its value parted by spaces, a line each (msmtprc); or `name = value` with lines that go on where they are
// indented, and $name for another's value (Postfix). Knows no application.
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

/** Each line that is neither blank nor a comment, with its offset. */
function* linesOf(text: string): Generator<{ readonly at: number; readonly line: string }> {
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; ) {
    const end = endOfLine(text, at);
    const line = text.slice(at, Math.min(end, at + 65_536));
    if (/^[ \t]*[^#\s]/.test(line)) yield { at, line };
    const next = text.indexOf('\n', end);
    at = next === -1 ? text.length : next + 1;
  }
}

/** Section by section: `account work` begins one, what stands ahead of the first is of `defaults`. */
function readMsmtprc(text: string): readonly FileEntry[] {
  const entries: FileEntry[] = [];
  const lines = new LineIndex(text);
  let section = 'defaults';
  for (const { at, line } of linesOf(text)) {
    const found = /^[ \t]*(\S+)[ \t]*/.exec(line.slice(0, 1_024));
    const [head = '', name = ''] = found ?? [];
    const rest = line.slice(head.length).trimEnd();
    if (name === 'defaults' || name === 'account')
      section = name === 'defaults' ? name : (/^[^\s:]+/.exec(rest)?.[0] ?? 'default');
    const base = name === 'account' ? /:[ \t]*(.+)$/.exec(rest)?.[1]?.trim() : undefined;
    if (name === 'account' && base === undefined) continue;
    const isQuoted = /^".*"$/.test(rest) && rest.length > 1;
    const raw = base ?? rest;
    const start = at + head.length + (base === undefined ? 0 : rest.length - raw.length);
    const quote = isQuoted ? '"' : '';
    const key = `${section}.${base === undefined ? name : 'account'}`;
    const value = isQuoted ? raw.slice(1, -1) : raw;
    const place = { key, line: lines.lineOf(at), start, end: start + raw.length, quote, writtenLength: value.length };
    if (name === 'passwordeval') entries.push({ ...place, value: null, kind: 'reference', reference: 'a command' });
    else if (name !== 'defaults') entries.push({ ...place, value, kind: isQuoted ? 'text' : 'word' });
    if (entries.length >= MAX_ENTRIES) break;
  }
  return entries;
}

function msmtpLiteral(value: Value, old: FileEntry | null): string {
  if (typeof value === 'boolean') return booleanWord(value, old?.value ?? null, ['on', 'off']);
  const quote = old?.quote ?? (/\s/.test(String(value)) ? '"' : '');
  return `${quote}${value}${quote}`;
}

const leaf = (key: string): string => key.slice(key.lastIndexOf('.') + 1);

export const msmtprc: FileDialect = {
  looksLike: /^account[ \t]/m,
  read: readMsmtprc,
  literal: msmtpLiteral,
  addition: (text, sibling, key, value) => lineBehind(text, sibling, `${leaf(key)} ${msmtpLiteral(value, null)}`),
  render: (pairs) => {
    const [[first = ''] = []] = pairs;
    return [
      `account ${first.slice(0, first.lastIndexOf('.'))}`,
      ...pairs.map(([key, value]) => `${leaf(key)} ${msmtpLiteral(value, null)}`),
    ].join('\n');
  },
};

function readPostfix(text: string): readonly FileEntry[] {
  const entries: FileEntry[] = [];
  const lines = new LineIndex(text);
  for (const { at, line } of linesOf(text)) {
    const head = /^([\w-]+)[ \t]*=[ \t]*/.exec(line.slice(0, 1_024));
    if (head === null) continue; // A line that goes on, or none of Postfix's.
    const start = at + head[0].length;
    const raw = line.slice(head[0].length).trimEnd();
    // postconf(5): $name, ${name}, $(name).
    const reference = /^\$[{(]?(\w+)[})]?$/.exec(raw)?.[1];
    const place = {
      key: head[1] ?? '',
      line: lines.lineOf(at),
      start,
      end: start + raw.length,
      quote: '',
      writtenLength: raw.length,
    };
    entries.push(
      reference === undefined ? { ...place, value: raw, kind: 'word' } : { ...place, value: null, kind: 'reference', reference },
    );
    if (entries.length >= MAX_ENTRIES) break;
  }
  return resolved(entries);
}

/** `$myhostname` where the file says what that is; the last of two lines of a name counts. */
function resolved(entries: readonly FileEntry[]): readonly FileEntry[] {
  const known = new Map(entries.map((entry) => [entry.key, entry.value]));
  return entries.map((entry) =>
    entry.reference === undefined ? entry : { ...entry, value: known.get(entry.reference) ?? null },
  );
}

function postfixLiteral(value: Value, old: FileEntry | null): string {
  return typeof value === 'boolean' ? booleanWord(value, old?.value ?? null, ['yes', 'no']) : String(value);
}

export const postfixTable: FileDialect = {
  looksLike: /^relayhost[ \t]{0,100}=/m,
  read: readPostfix,
  literal: postfixLiteral,
  addition: (text, sibling, key, value) => lineBehind(text, sibling, `${key} = ${postfixLiteral(value, null)}`),
  render: (pairs) => pairs.map(([key, value]) => `${key} = ${postfixLiteral(value, null)}`).join('\n'),
};
