// JSON, with comments and trailing commas where the application takes them, by jsonc-parser, which keeps places. Knows no
// application.
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import {
  booleanWord,
  type Edit,
  type FileDialect,
  type FileEntry,
  LineIndex,
  MAX_ENTRIES,
  newlineOf,
  SyntaxFault,
  shortName,
  startOfLine,
  type Value,
} from '../entry.ts';

const MAX_DEPTH = 60;

function readJson(text: string): readonly FileEntry[] {
  const lines = new LineIndex(text);
  const deep = depthOf(text);
  if (deep > MAX_DEPTH) throw new SyntaxFault(`it nests ${deep > 1_000 ? 'more than a thousand' : deep} levels deep`, 1);
  const errors: ParseError[] = [];
  const root = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true, disallowComments: false });
  const entries: FileEntry[] = [];
  if (root !== undefined) visit(root, '', { lines, entries });
  const [error] = errors;
  if (error !== undefined && entries.length === 0)
    throw new SyntaxFault(`it is no JSON (${printParseErrorCode(error.error)})`, lines.lineOf(error.offset));
  return entries;
}

/** The parser goes down by recursion: it is not let down where nothing sensible is. */
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at];
    if (isInString) {
      if (one === '\\') at += 1;
      else if (one === '"' || one === '\n') isInString = false;
    } else if (one === '"') isInString = true;
    else if (one === '{' || one === '[') {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (one === '}' || one === ']') depth -= 1;
  }
  return deepest;
}

function visit(node: Node, key: string, walk: { readonly lines: LineIndex; readonly entries: FileEntry[] }): void {
  if (walk.entries.length >= MAX_ENTRIES) return;
  const { type, children = [] } = node;
  if (type === 'object') {
    for (const { children: [name, value] = [] } of children) {
      if (name !== undefined && value !== undefined)
        visit(value, `${key === '' ? '' : `${key}.`}${shortName(String(name.value))}`, walk);
    }
  } else if (type === 'array') {
    for (const [at, item] of children.entries()) visit(item, `${key === '' ? '' : `${key}.`}${at}`, walk);
  } else {
    const end = node.offset + node.length;
    const quote = type === 'string' ? '"' : '';
    walk.entries.push({
      key,
      value: node.value === null || node.value === undefined ? null : String(node.value),
      kind: type === 'string' ? 'text' : 'word',
      line: walk.lines.lineOf(node.offset),
      start: node.offset,
      end,
      quote,
      writtenLength: node.length - 2 * quote.length,
    });
  }
}

function literal(value: Value, old: FileEntry | null): string {
  if (old !== null && old.quote !== '')
    return JSON.stringify(typeof value === 'boolean' ? booleanWord(value, old.value, ['true', 'false']) : String(value));
  return JSON.stringify(value);
}

/** Behind the sibling, in its object: on a line of its own where the sibling has one. */
function addition(text: string, sibling: FileEntry, key: string, value: Value): Edit | null {
  const parent = sibling.key.slice(0, sibling.key.lastIndexOf('.') + 1);
  if (!key.startsWith(parent)) return null;
  const names = key.slice(parent.length).split('.');
  const nested = names.reduceRight(
    (inside, name) => `${JSON.stringify(name)}: ${inside === '' ? JSON.stringify(value) : `{ ${inside} }`}`,
    '',
  );
  const from = startOfLine(text, sibling.start);
  const indent = /^[ \t]*(?="(?:[^"\\]|\\.)*"\s*:\s*$)/.exec(text.slice(from, sibling.start))?.[0];
  const gap = indent === undefined ? ' ' : `${newlineOf(text)}${indent}`;
  return { start: sibling.end, end: sibling.end, text: `,${gap}${nested}` };
}

export const jsonc: FileDialect = {
  looksLike: /^\uFEFF?\s{0,100}(?:\/[/*]|[{[])/,
  read: readJson,
  literal: (value, old) => literal(value, old),
  addition,
  render(pairs) {
    const root: Record<string, unknown> = {};
    for (const [key, value] of pairs) {
      const names = key.split('.');
      let place = root;
      for (const name of names.slice(0, -1)) {
        const next = place[name] ?? {};
        place[name] = next;
        place = next as Record<string, unknown>;
      }
      place[names.at(-1) ?? ''] = value;
    }
    return JSON.stringify(root, null, 2);
  },
};
