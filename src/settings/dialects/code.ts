// Settings that are written as code (PHP, Python, Ruby, JavaScript, Mozilla's prefs): read as text by the few forms in which a
// key gets a literal, `key = …`, `key => …`, `key: …`, `define('KEY', …)`, never run. What is no literal is a reference.
// Knows no application.
import {
  booleanWord,
  endOfLine,
  type FileDialect,
  type FileEntry,
  LineIndex,
  lineBehind,
  MAX_ENTRIES,
  shortName,
  startOfLine,
  type Value,
} from '../entry.ts';
import { type Language, type Token, tokenize, unquote } from './code-tokens.ts';

/** What stands for the key in a call that sets it: `define('KEY', v)`, `user_pref("key", v)`. */
const SETTING_CALLS = new Set(['define', 'user_pref', 'pref', 'lockPref', 'defaultPref']);
const OPENING = new Set(['{', '[', '(']);
const CLOSING = new Set(['}', ']', ')']);

/** Of `a.b.c`, and of brackets in one another. */
const MAX_PARTS = 12;
const MAX_DEPTH = 60;

interface Scope {
  readonly name: string;
}

/** Goes over the tokens once. A bracket that a key opens is a part of the path until it is closed. */
export function readCode(text: string, language: Language): readonly FileEntry[] {
  const tokens = tokenize(text, language);
  const lines = new LineIndex(text);
  const scopes: Scope[] = [];
  const entries: FileEntry[] = [];
  for (let at = 0; at < tokens.length && entries.length < MAX_ENTRIES && scopes.length < MAX_DEPTH; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if (CLOSING.has(token.text)) {
      scopes.pop();
      continue;
    }
    const key = keyAt(tokens, at);
    if (key !== null) {
      const value = tokens[key.valueAt];
      const path = [...scopes.map(({ name }) => name), key.name].filter((name) => name !== '').join('.');
      const opener = openerAt(tokens, key.valueAt);
      if (opener !== null) {
        scopes.push({ name: key.name });
        at = opener;
        continue;
      }
      if (value !== undefined) {
        entries.push(entryOf(path, tokens, key.valueAt, lines, language));
        at = key.valueAt - (OPENING.has(value.text) ? 1 : 0);
        if (key.isCall) scopes.push({ name: '' });
        continue;
      }
    }
    if (OPENING.has(token.text)) scopes.push({ name: '' });
  }
  return entries;
}

/** `key =`, `'key' =>`, `key:`, `:key =>`, `$x->key =`, `x['key'] =`, `define('KEY',`: the name, and where the value begins. */
function keyAt(
  tokens: readonly Token[],
  at: number,
): { readonly name: string; readonly valueAt: number; readonly isCall: boolean } | null {
  const token = tokens[at];
  if (token === undefined) return null;
  if (
    SETTING_CALLS.has(token.text) &&
    tokens[at + 1]?.text === '(' &&
    tokens[at + 2]?.kind === 'string' &&
    tokens[at + 3]?.text === ','
  )
    return { name: shortName(unquote(tokens[at + 2]?.text ?? '')), valueAt: at + 4, isCall: true };
  if (token.kind === 'string') {
    const sign = tokens[at + 1]?.text;
    return sign === '=>' || sign === ':' ? { name: shortName(unquote(token.text)), valueAt: at + 2, isCall: false } : null;
  }
  if (token.kind !== 'name') return null;
  let [name, next] = [shortName(token.text).replace(/^[$:]/, ''), at + 1];
  for (
    let [part, count] = [partAt(tokens, next), 0];
    part !== null && count < MAX_PARTS;
    part = partAt(tokens, next), count += 1
  ) {
    name = `${name}.${shortName(part.name)}`;
    next = part.next;
  }
  const sign = tokens[next]?.text;
  if (sign !== '=' && sign !== '=>' && sign !== ':') return null;
  // `class Config:` of Python, with an assignment behind it.
  if (sign === ':' && tokens[next + 1]?.kind === 'name' && tokens[next + 2]?.text === '=') return null;
  // `$this->name` and `self.name` say no more than the name.
  return { name: name.replace(/^(?:this|self)\./, ''), valueAt: next + 1, isCall: false };
}

/** `->name`, `.name`, `['name']`, `[:name]` behind a name. */
function partAt(tokens: readonly Token[], at: number): { readonly name: string; readonly next: number } | null {
  const [first, second, third] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if ((first?.text === '->' || first?.text === '.' || first?.text === '::') && second?.kind === 'name')
    return { name: second.text, next: at + 2 };
  if (
    first?.text === '[' &&
    third?.text === ']' &&
    second !== undefined &&
    (second.kind === 'string' || second.text.startsWith(':'))
  )
    return { name: unquote(second.text.replace(/^:/, '')), next: at + 3 };
  return null;
}

/** The bracket that the value opens: `{`, `[`, `array(`, `dict(`, `createTransport({`. */
function openerAt(tokens: readonly Token[], at: number): number | null {
  const text = tokens[at]?.text ?? '';
  if (text === '{' || text === '[') return at;
  return (text === 'array' || text === 'dict') && tokens[at + 1]?.text === '(' ? at + 1 : null;
}

const ENDS = new Set([',', ';', ')', ']', '}', 'if', 'unless']);
/** `env('NAME', default)`, `getenv("NAME")`, `process.env.NAME`, `ENV['NAME']`, `os.environ.get("NAME")`. */
const FROM_ENVIRONMENT = /(?:\benv\b|getenv|environ|\bENV\b)[^'"\n]{0,40}['"]?\W*([A-Z][A-Z0-9_]+)/;

function entryOf(key: string, tokens: readonly Token[], at: number, lines: LineIndex, language: Language): FileEntry {
  const token = tokens[at] as Token;
  const next = tokens[at + 1];
  const isEnd = next === undefined || ENDS.has(next.text) || lines.lineOf(next.start) > lines.lineOf(token.end - 1);
  const place = { key, line: lines.lineOf(token.start), start: token.start, end: token.end };
  if (token.kind === 'string' && isEnd) {
    const quote = /^('''|"""|['"`])/.exec(token.text)?.[1] ?? '"';
    const inner = token.text.slice(quote.length, -quote.length);
    const isTemplate = language.interpolates(quote) && language.interpolation.test(inner);
    const value = unquote(token.text, language.escapes(quote));
    if (isTemplate)
      return {
        ...place,
        value,
        kind: 'text',
        quote,
        writtenLength: inner.length,
        loss: 'what looks like a variable in it is one',
      };
    const isLost = value.length < inner.length && !language.escapes(quote);
    return { ...place, value, kind: 'text', quote, writtenLength: inner.length, ...(isLost ? { loss: 'a \\ in it goes' } : {}) };
  }
  const isSymbol = token.text.startsWith(':');
  if ((token.kind === 'number' || isSymbol || /^(?:true|false|null|none|nil)$/i.test(token.text)) && isEnd) {
    const isNothing = /^(?:null|none|nil)$/i.test(token.text);
    return {
      ...place,
      value: isNothing ? null : token.text.replace(/^:/, ''),
      kind: 'word',
      quote: isSymbol ? ':' : '',
      writtenLength: token.text.length,
    };
  }
  const words = tokens
    .slice(at, at + 8)
    .map(({ text }) => text.slice(0, 60))
    .join('');
  const reference = FROM_ENVIRONMENT.exec(words)?.[1] ?? 'an expression'; // Which may have the value itself in it.
  return { ...place, value: null, kind: 'reference', quote: '', writtenLength: 0, reference };
}

export interface CodeRules extends Language {
  readonly looksLike: RegExp;
  readonly booleans: readonly [on: string, off: string];
  readonly quote: "'" | '"';
  /** One whole statement for a key. */
  readonly statement: (key: string, literal: string) => string;
}

function literal(value: Value, old: FileEntry | null, rules: CodeRules): string {
  if (old?.quote === ':' && typeof value === 'string') return `:${value}`;
  const quote = old === null || old.quote === ':' ? '' : old.quote;
  if (typeof value === 'boolean') return `${quote}${booleanWord(value, old?.value ?? null, rules.booleans)}${quote}`;
  if (typeof value === 'number') return `${quote}${value}${quote}`;
  const mark = quote === '' ? rules.quote : quote;
  return `${mark}${value.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`)}${mark}`;
}

/** The sibling's own statement with another key and literal: the same form, whatever it is. */
function addition(
  text: string,
  sibling: FileEntry,
  key: string,
  value: Value,
  rules: CodeRules,
): ReturnType<FileDialect['addition']> {
  const from = startOfLine(text, sibling.start);
  const end = endOfLine(text, sibling.end);
  const [head, tail] = [text.slice(from, sibling.start), text.slice(sibling.end, end).replace(/\s*(?:\/\/|#).*$/, '')];
  const [name, other] = [sibling.key.slice(sibling.key.lastIndexOf('.') + 1), key.slice(key.lastIndexOf('.') + 1)];
  const at = head.lastIndexOf(name);
  const parents = (one: string): string => one.slice(0, one.lastIndexOf('.') + 1);
  if (at === -1 || parents(sibling.key) !== parents(key)) return null;
  const written = literal(value, null, rules);
  const whole = `${head.slice(0, at)}${other}${head.slice(at + name.length)}${written}`;
  // Several on one line: the new one goes between them.
  if (/[,{]|=>?\s*\[|\barray\s*\(/.test(head.slice(0, at)) || !/^[\s,;)]*$/.test(tail)) {
    const opener = head.slice(0, at).search(/\S*$/);
    const lead = head.slice(opener === -1 ? at : Math.max(opener, head.slice(0, at).search(/["']?$/)));
    return {
      start: sibling.end,
      end: sibling.end,
      text: `, ${lead.slice(0, lead.length - (head.length - at))}${other}${head.slice(at + name.length)}${written}`,
    };
  }
  const isMember = /(?:=>|:)\s*$/.test(head);
  if (isMember && !tail.startsWith(',')) {
    const edit = lineBehind(text, { ...sibling, end }, `${whole.trimStart()}`);
    return { start: sibling.end, end: edit.end, text: `,${text.slice(sibling.end, edit.start)}${edit.text}` };
  }
  return lineBehind(text, sibling, `${whole.trimStart()}${tail}`);
}

let last: {
  readonly text: string;
  readonly opensWith: string | null;
  readonly comments: readonly string[];
  readonly entries: readonly FileEntry[];
} | null = null;

/** The forms of one language are read alike: a text is read once for all of them. */
function readOnce(text: string, rules: CodeRules): readonly FileEntry[] {
  const { opensWith, lineComments: comments } = rules;
  if (last === null || last.text !== text || last.opensWith !== opensWith || last.comments !== comments)
    last = { text, opensWith, comments, entries: readCode(text, rules) };
  return last.entries;
}

export const code = (rules: CodeRules): FileDialect => ({
  looksLike: rules.looksLike,
  read: (text) => readOnce(text, rules),
  literal: (value, old) => literal(value, old, rules),
  addition: (text, sibling, key, value) => addition(text, sibling, key, value, rules),
  render: (pairs) => pairs.map(([key, value]) => rules.statement(key, literal(value, null, rules))).join('\n'),
});
