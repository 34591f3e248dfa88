// NAME=value a line, as shells, Compose and the dotenv libraries have it. They differ in what a # and a $ do, and so does
// what a password loses: the format says which of them reads the file. Knows no application.
import { booleanWord, type FileDialect, type FileEntry, LineIndex, lineBehind, MAX_ENTRIES, type Value } from '../entry.ts';

export interface DotenvRules {
  /** What begins a comment behind an unquoted value: a # behind a space, any #, or none (`docker --env-file`). */
  readonly comments: 'behind-space' | 'anywhere' | 'none';
  /** What is put in for variables, outside single quotes: `$NAME` and `${NAME}`, the latter alone, or none. */
  readonly variables: 'all' | 'braces' | 'none';
  /** Quotes around a value belong to it (`docker --env-file`). */
  readonly keepsQuotes?: true;
}

/** No value of ours is longer; a quote that is not closed costs no more than this a line. */
const MAX_VALUE = 4_096;
const LINE = /^([ \t]*(?:export[ \t]+)?)([\w.:-]+)[ \t]*=[ \t]*/;
/** Bounded, so that a line of a megabyte costs its length once. */
const VARIABLE = { all: /\$(?:\{[^}\n]{0,500}\}|[A-Za-z_]\w*)/g, braces: /\$\{[^}\n]{0,500}\}/g, none: /(?!)/g } as const;
const ONE_VARIABLE = /^\$\{?([A-Za-z_]\w*)(?::?[-?][^}]*)?\}?$/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', $: '$' };

interface Literal {
  readonly raw: string;
  readonly quote: string;
  readonly value: string | null;
  readonly loss?: string;
  readonly reference?: string;
}

/** The literal at the beginning of what stands behind `=`. */
function readLiteral(rest: string, rules: DotenvRules): Literal {
  const [quote = ''] = rest;
  if ((quote === '"' || quote === "'") && !rules.keepsQuotes) {
    const pattern = quote === '"' ? /^"((?:[^"\\]|\\[\s\S])*)"/ : /^'([^']*)'/;
    const found = pattern.exec(rest);
    if (found !== null) return quoted(found[0], quote, found[1] ?? '', rules);
  }
  const line = rest.slice(0, lengthOfLine(rest)).trimEnd();
  const comment = rules.comments === 'none' ? -1 : line.search(rules.comments === 'anywhere' ? /#/ : /(?:^|[ \t])#/);
  const raw = comment === -1 ? line : line.slice(0, comment).trimEnd();
  // A # that a password may well have meant: nothing parts it from the word before it, or behind it.
  const mark = comment === -1 ? -1 : line.indexOf('#', comment);
  const isCut = mark > 0 && (/\S/.test(line[mark - 1] ?? '') || /^#[^\s#]/.test(line.slice(mark, mark + 2))) && raw !== '';
  return { ...withVariables(raw, '', raw, rules), ...(isCut ? { loss: 'from the # on it is a comment' } : {}) };
}

const lengthOfLine = (text: string): number => {
  const end = text.search(/[\r\n]/);
  return end === -1 ? text.length : end;
};

function quoted(raw: string, quote: string, inner: string, rules: DotenvRules): Literal {
  if (quote === "'") return { raw, quote, value: inner };
  const unescaped = inner.replace(/\\([nrt"\\$])/g, (_all, letter: string) => ESCAPES[letter] ?? letter);
  return withVariables(raw, quote, unescaped, inner.includes('\\$') ? { ...rules, variables: 'none' } : rules);
}

function withVariables(raw: string, quote: string, value: string, { variables }: DotenvRules): Literal {
  const [, name] = variables === 'none' ? [] : (ONE_VARIABLE.exec(value) ?? []);
  if (name !== undefined) return { raw, quote, value: null, reference: name };
  const doubled = variables === 'all' ? value.replaceAll('$$', '\0') : value;
  const read = doubled.replace(VARIABLE[variables], '').replaceAll('\0', '$');
  // $$ is meant for a $ by whoever writes it.
  const isEscape = doubled.search(VARIABLE[variables]) === -1;
  return read === value || isEscape
    ? { raw, quote, value: read }
    : { raw, quote, value: read, loss: 'a $ in it begins the name of a variable' };
}

export function readDotenv(text: string, rules: DotenvRules): readonly FileEntry[] {
  const entries: FileEntry[] = [];
  const lines = new LineIndex(text);
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length && entries.length < MAX_ENTRIES; ) {
    const length = lengthOfLine(text.slice(at, at + 4_096));
    const head = LINE.exec(text.slice(at, at + length));
    if (head === null) {
      const next = text.indexOf('\n', at);
      at = next === -1 ? text.length : next + 1;
      continue;
    }
    const start = at + head[0].length;
    const literal = readLiteral(text.slice(start, start + MAX_VALUE), rules);
    const end = start + literal.raw.length;
    entries.push(entryOf(head[2] ?? '', literal, { line: lines.lineOf(at), start, end }, text));
    const next = text.indexOf('\n', end);
    at = next === -1 ? text.length : next + 1;
  }
  return entries;
}

function entryOf(key: string, literal: Literal, place: Pick<FileEntry, 'line' | 'start' | 'end'>, text: string): FileEntry {
  const { raw, quote, value, loss, reference } = literal;
  const lineEnd = place.end + lengthOfLine(text.slice(place.end, place.end + 4_096));
  const written = loss?.includes('#') ? text.slice(place.start, lineEnd).trimEnd().length : raw.length - 2 * quote.length;
  return {
    key,
    value,
    kind: reference === undefined ? (quote === '' ? 'word' : 'text') : 'reference',
    ...place,
    quote,
    writtenLength: written,
    ...(reference === undefined ? {} : { reference }),
    ...(loss === undefined ? {} : { loss }),
  };
}

/** Quoted where it would be read as something else. */
export function dotenvLiteral(value: Value, old: Pick<FileEntry, 'quote' | 'value'> | null): string {
  if (typeof value === 'boolean') return wrap(booleanWord(value, old?.value ?? null, ['true', 'false']), old?.quote ?? '');
  const text = String(value);
  if (old !== null && old.quote !== '') return wrap(text, old.quote);
  return /[\s#$"'`\\]/.test(text) ? wrap(text, text.includes("'") ? '"' : "'") : text;
}

const wrap = (text: string, quote: string): string =>
  quote === '"' ? `"${text.replace(/["\\$]/g, '\\$&')}"` : `${quote}${text}${quote}`;

export const dotenv = (rules: DotenvRules): FileDialect => ({
  looksLike: /^(?:export )?[A-Za-z_][A-Za-z0-9_]*=/m,
  read: (text) => readDotenv(text, rules),
  literal: (value, old) => dotenvLiteral(value, old),
  addition: (text, sibling, key, value) => lineBehind(text, sibling, `${key}=${dotenvLiteral(value, null)}`),
  render: (pairs) => pairs.map(([key, value]) => `${key}=${dotenvLiteral(value, null)}`).join('\n'),
});
