// [section] and `key = value`, as go-ini, Python's configparser and their like have it. They differ in what a # or ; in a
// value does: the format says which of them reads the file. Knows no application.
import {
  booleanWord,
  endOfLine,
  type FileDialect,
  type FileEntry,
  LineIndex,
  lineBehind,
  MAX_ENTRIES,
  shortName,
  type Value,
} from '../entry.ts';

export interface IniRules {
  /** What begins a comment behind an unquoted value: a # or ; anywhere (go-ini), or nothing does (configparser). */
  readonly comments: 'anywhere' | 'none';
  /** Quotes that are taken off; configparser takes off none. */
  readonly quotes: readonly string[];
}

export const GO_INI: IniRules = { comments: 'anywhere', quotes: ['"""', '`', '"', "'"] };
export const CONFIGPARSER: IniRules = { comments: 'none', quotes: [] };

const SECTION = /^[ \t]*\[([^\]\r\n]+)\]/;
const KEY = /^([ \t]*)([^\s=:#;[][^=:\r\n]*?)[ \t]*[=:][ \t]*/;
/** Grafana's `$__file{…}`, `$__env{…}`, `${NAME}`. */
const EXPRESSION = /^\$(?:__\w+)?\{([^}]*)\}$/;

function readLiteral(
  rest: string,
  { comments, quotes }: IniRules,
): Pick<FileEntry, 'value' | 'quote' | 'writtenLength' | 'loss'> & { raw: string } {
  const quote = quotes.find((mark) => rest.startsWith(mark) && rest.indexOf(mark, mark.length) !== -1);
  if (quote !== undefined) {
    const inner = rest.slice(quote.length, rest.indexOf(quote, quote.length));
    return { raw: `${quote}${inner}${quote}`, value: inner, quote, writtenLength: inner.length };
  }
  const whole = rest.trimEnd();
  const comment = comments === 'none' ? -1 : whole.search(/[#;]/);
  if (comment === -1) return { raw: whole, value: whole, quote: '', writtenLength: whole.length };
  const raw = whole.slice(0, comment).trimEnd();
  const isCut = comment > 0 && !/\s/.test(whole[comment - 1] ?? '');
  const loss = `from the ${whole[comment]} on it is a comment`;
  return { raw, value: raw, quote: '', writtenLength: isCut ? whole.length : raw.length, ...(isCut ? { loss } : {}) };
}

function readIni(text: string, rules: IniRules): readonly FileEntry[] {
  const entries: FileEntry[] = [];
  const lines = new LineIndex(text);
  let section = '';
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length && entries.length < MAX_ENTRIES; ) {
    const end = endOfLine(text, at);
    const line = text.slice(at, Math.min(end, at + 65_536));
    section = shortName(SECTION.exec(line.slice(0, 1_024))?.[1]?.trim() ?? section);
    const head = KEY.exec(line.slice(0, 1_024));
    if (head !== null) {
      const { raw, value, ...facts } = readLiteral(line.slice(head[0].length), rules);
      const start = at + head[0].length;
      const reference = EXPRESSION.exec(value ?? '')?.[1];
      const place = { line: lines.lineOf(at), start, end: start + raw.length };
      const key = `${section === '' ? '' : `${section}.`}${head[2] ?? ''}`;
      entries.push(
        reference === undefined
          ? { key, value, kind: facts.quote === '' ? 'word' : 'text', ...place, ...facts }
          : { key, value: null, kind: 'reference', reference, ...place, ...facts },
      );
    }
    const next = text.indexOf('\n', end);
    at = next === -1 ? text.length : next + 1;
  }
  return entries;
}

function literal(value: Value, old: FileEntry | null, { comments }: IniRules): string {
  if (typeof value === 'boolean') return booleanWord(value, old?.value ?? null, ['true', 'false']);
  const quote = old?.quote ?? (comments === 'anywhere' && /[#;]/.test(String(value)) ? '`' : '');
  return `${quote}${value}${quote}`;
}

/** Section and name: names may have dots of their own (`mail.smtp.auth.mechanisms`). */
const split = (key: string): readonly [section: string, name: string] => [
  key.slice(0, Math.max(0, key.indexOf('.'))),
  key.slice(key.indexOf('.') + 1),
];

export const ini = (rules: IniRules, spaced = true): FileDialect => {
  const line = (key: string, value: Value): string => `${split(key)[1]}${spaced ? ' = ' : '='}${literal(value, null, rules)}`;
  return {
    looksLike: /^\[[\w .-]{1,100}\]/m,
    read: (text) => readIni(text, rules),
    literal: (value, old) => literal(value, old, rules),
    addition: (text, sibling, key, value) => lineBehind(text, sibling, line(key, value)),
    render: (pairs) => {
      const names = [...new Set(pairs.map(([key]) => split(key)[0]))];
      const linesOf = (name: string): string[] =>
        pairs.filter(([key]) => split(key)[0] === name).map(([key, value]) => line(key, value));
      return names.map((name) => [...(name === '' ? [] : [`[${name}]`]), ...linesOf(name)].join('\n')).join('\n\n');
    },
  };
};
