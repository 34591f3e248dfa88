// The words of a program as far as settings need them: names, strings, numbers, signs; comments are left out. One scan for
// PHP, Python, Ruby and JavaScript, which differ in comments and quotes. Knows no grammar.

export interface Language {
  readonly lineComments: readonly string[];
  readonly blockComment: boolean;
  /** Mark of strings over several lines. */
  readonly tripleQuotes: boolean;
  /** Text ahead of this is no code (`<?php`); null: all is. */
  readonly opensWith: string | null;
  /** In strings of this quote a \ has its usual letters; false: it escapes only itself and the quote. */
  readonly escapes: (quote: string) => boolean;
  readonly interpolates: (quote: string) => boolean;
  readonly interpolation: RegExp;
}

export interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'sign';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const MAX_TOKENS = 200_000;
const SPACE = /\s+/y;
// `:name` is a symbol of Ruby where nothing is glued to its colon.
const NAME = /(?:\$|:(?=[A-Za-z_]\w*\b(?!:)))?[A-Za-z_]\w*\??/y;
const NUMBER = /-?\d[\d_]*(?:\.\d+)?\b/y;
const SIGN = /=>|->|::|==|!=|<=|>=|&&|\|\||[^\s\w]/y;

const at = (pattern: RegExp, text: string, offset: number): string | null => {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? null;
};

export function tokenize(text: string, language: Language): readonly Token[] {
  const tokens: Token[] = [];
  const opener = language.opensWith === null ? 0 : text.indexOf(language.opensWith);
  let offset = opener === -1 ? 0 : opener + (language.opensWith?.length ?? 0);
  if (offset === 0 && text.startsWith('\uFEFF')) offset = 1;
  while (offset < text.length && tokens.length < MAX_TOKENS) {
    offset += at(SPACE, text, offset)?.length ?? 0;
    const comment = commentAt(text, offset, language);
    if (comment > 0) {
      offset += comment;
      continue;
    }
    const token = tokenAt(text, offset, language, tokens.at(-1));
    if (token === null) break;
    tokens.push(token);
    offset = token.end;
  }
  return tokens;
}

function commentAt(text: string, offset: number, { lineComments, blockComment }: Language): number {
  if (blockComment && text.startsWith('/*', offset)) {
    const end = text.indexOf('*/', offset + 2);
    return end === -1 ? text.length - offset : end + 2 - offset;
  }
  if (!lineComments.some((mark) => text.startsWith(mark, offset))) return 0;
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length - offset : end - offset;
}

function tokenAt(text: string, offset: number, { tripleQuotes }: Language, before: Token | undefined): Token | null {
  const token = (kind: Token['kind'], found: string): Token => ({ kind, text: found, start: offset, end: offset + found.length });
  const [first] = text[offset] ?? '';
  if (first === undefined) return null;
  if (first === '"' || first === "'" || first === '`') {
    const triple = tripleQuotes && text.startsWith(first.repeat(3), offset) ? first.repeat(3) : first;
    return token('string', text.slice(offset, endOfString(text, offset, triple)));
  }
  // `{a:1}` and `a ? b :c`: behind a name or a quote the colon parts key and value.
  const isGlued = first === ':' && before?.end === offset;
  const name = isGlued ? null : at(NAME, text, offset);
  if (name !== null) return token('name', name);
  const number = first === '-' && before?.kind !== 'sign' ? null : at(NUMBER, text, offset);
  if (number !== null) return token('number', number);
  return token('sign', at(SIGN, text, offset) ?? first);
}

function endOfString(text: string, start: number, quote: string): number {
  for (let offset = start + quote.length; offset < text.length; offset += 1) {
    if (text[offset] === '\\') offset += 1;
    else if (text.startsWith(quote, offset)) return offset + quote.length;
  }
  return text.length;
}

const LETTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The text of a string literal. */
export function unquote(literal: string, hasLetters = true): string {
  const quote = /^('''|"""|['"`])/.exec(literal)?.[1];
  if (quote === undefined) return literal;
  const inner = literal.slice(
    quote.length,
    literal.endsWith(quote) && literal.length >= 2 * quote.length ? -quote.length : undefined,
  );
  return inner.replace(/\\([\s\S])/g, (all, letter: string) => {
    if (hasLetters) return LETTERS[letter] ?? letter;
    return letter === quote || letter === '\\' ? letter : all;
  });
}
