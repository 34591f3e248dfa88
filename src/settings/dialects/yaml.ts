// YAML by the package of that name, read node by node so that each scalar keeps its place. Nothing is expanded: an alias is
// followed once to a scalar or mapping and never further, so that no file grows. Knows no application.
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, Scalar } from 'yaml';
import {
  booleanWord,
  type Edit,
  endOfLine,
  type FileDialect,
  type FileEntry,
  MAX_ENTRIES,
  newlineOf,
  SyntaxFault,
  shortName,
  type Value,
} from '../entry.ts';
import { renderTree } from './tree.ts';

type Path = NonNullable<FileEntry['path']>;

const MAX_DEPTH = 40;
/** Brackets may stand in texts as well, without their partners. */
const MAX_BRACKETS = 1_000;
/** Home Assistant's `!secret name`, Compose's and Spring's `${NAME}`. */
const VARIABLE = /^\$\{([^}:]+)[^}]*\}$/;

interface Walk {
  readonly text: string;
  readonly counter: LineCounter;
  readonly document: Document;
  readonly entries: FileEntry[];
  aliases: number;
}

/** The parser takes its time with what nests thousands deep, in brackets or in the dashes of a line. */
function isTooDeep(text: string): boolean {
  let [depth, deepest] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at];
    if (one === '{' || one === '[') {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if ((one === '}' || one === ']') && depth > 0) depth -= 1;
  }
  return deepest > MAX_BRACKETS || /(?:- ){100}|(?:\? ){100}/.test(text);
}

interface Parsed {
  readonly entries: readonly FileEntry[];
  readonly problem: { readonly line: number; readonly message: string } | null;
}

let last: { readonly text: string; readonly parsed: Parsed } | null = null;

/** The one text at hand is parsed once, whichever dialects look at it. */
export function parseYaml(text: string): Parsed {
  if (last?.text !== text) last = { text, parsed: parseText(text) };
  return last.parsed;
}

function parseText(text: string): Parsed {
  if (isTooDeep(text)) return { entries: [], problem: { line: 1, message: 'it nests too deep' } };
  const counter = new LineCounter();
  // Warnings (an unknown tag such as !secret or !env) are no reason to stop.
  const documents = parseAllDocuments(text, { lineCounter: counter, logLevel: 'silent', uniqueKeys: false });
  const entries: FileEntry[] = [];
  if (!Array.isArray(documents)) return { entries, problem: null };
  for (const document of documents) {
    const walk: Walk = { text, counter, document, entries, aliases: 0 };
    if (document.contents !== null) visit(walk, document.contents as Node, []);
  }
  const [error] = documents.flatMap(({ errors }) => errors);
  const problem = error === undefined ? null : { line: error.linePos?.[0].line ?? 1, message: error.code };
  return { entries, problem };
}

function visit(walk: Walk, node: Node | null, path: Path): void {
  if (node === null || path.length > MAX_DEPTH || walk.entries.length >= MAX_ENTRIES) return;
  if (isAlias(node)) {
    walk.aliases += 1;
    const target = walk.aliases > 100 ? undefined : node.resolve(walk.document);
    // Its scalars are shared with others: they are read here and written where they stand.
    if (target && !isAlias(target)) visit({ ...walk, aliases: 101 }, target as Node, path);
    return;
  }
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      if (isScalar(key) && String(key.value) === '<<') visit(walk, value as Node | null, path);
      else if (isScalar(key))
        visit(walk, value as Node | null, [...path, { name: shortName(String(key.value)), column: columnOf(walk, key) }]);
    }
    return;
  }
  if (isSeq(node)) {
    for (const [at, item] of node.items.entries())
      visit(walk, item as Node | null, [...path, { name: String(at), column: columnOf(walk, item as Node) }]);
    return;
  }
  if (isScalar(node)) walk.entries.push(entryOf(walk, node, path));
}

const columnOf = ({ counter }: Walk, node: Node | null): number => counter.linePos(node?.range?.[0] ?? 0).col - 1;

const QUOTES: Readonly<Record<string, string>> = { [Scalar.QUOTE_DOUBLE]: '"', [Scalar.QUOTE_SINGLE]: "'" };

function entryOf({ text, counter }: Walk, node: Scalar, path: Path): FileEntry {
  const [start = 0, end = start] = node.range ?? [];
  const quote = QUOTES[node.type ?? ''] ?? '';
  const raw = text.slice(start, end);
  const value = node.value === null ? null : typeof node.value === 'string' ? node.value : raw;
  const key = path.map(({ name }) => name).join('.');
  const place = { key, path, line: counter.linePos(start).line, start, end, quote, writtenLength: raw.length - 2 * quote.length };
  const reference = node.tag === '!secret' || node.tag === '!env' ? String(node.value) : VARIABLE.exec(value ?? '')?.[1];
  if (reference !== undefined) return { ...place, value: null, kind: 'reference', reference };
  // ` #` in a plain scalar ends it: a password goes on there for its owner.
  const lineEnd = endOfLine(text, end);
  const behind = quote === '' && typeof node.value === 'string' ? /^[ \t]+#/.exec(text.slice(end, lineEnd)) : null;
  const comment = behind !== null && /^[ \t]+#\S/.test(text.slice(end, lineEnd)) ? { loss: 'from the # on it is a comment' } : {};
  return { ...place, value, kind: quote === '' ? 'word' : 'text', ...comment };
}

/** A plain scalar where that means the same, else in double quotes. */
export function yamlLiteral(value: Value, old: FileEntry | null): string {
  if (typeof value === 'boolean') return wrap(booleanWord(value, old?.value ?? null, ['true', 'false']), old?.quote ?? '');
  const text = String(value);
  if (old !== null && old.quote !== '') return wrap(text, old.quote);
  const isPlain =
    typeof value === 'number' ||
    (/^[A-Za-z0-9_][\w.@:/+-]*$/.test(text) &&
      !/^(?:true|false|yes|no|on|off|null|~|[\d.:_-]+)$/i.test(text) &&
      !text.endsWith(':'));
  return isPlain ? text : wrap(text, '"');
}

const wrap = (text: string, quote: string): string =>
  quote === '"' ? JSON.stringify(text) : quote === "'" ? `'${text.replaceAll("'", "''")}'` : text;

/** Beside the sibling, in the deepest mapping that both are in. */
export function yamlAddition(text: string, sibling: FileEntry, key: string, value: Value, literal = yamlLiteral): Edit | null {
  const path = sibling.path ?? [];
  let [depth, prefix] = [0, ''];
  for (const [at, { name }] of path.entries()) {
    if (!key.startsWith(`${prefix}${name}.`)) break;
    prefix += `${name}.`;
    depth = at + 1;
  }
  const place = path[depth];
  if (place === undefined || isFlow(text, sibling)) return null;
  const rest = key.slice(prefix.length);
  const names = place.name.includes('.') ? [rest] : rest.split('.');
  const newline = newlineOf(text);
  const lines = names.map((name, at) => {
    const indent = ' '.repeat(place.column + 2 * at);
    return at === names.length - 1 ? `${indent}${name}: ${literal(value, null)}` : `${indent}${name}:`;
  });
  const end = endOfLine(text, sibling.end);
  return { start: end, end, text: `${newline}${lines.join(newline)}` };
}

/** In `{ a: 1, b: 2 }` there is no line of its own. */
function isFlow(text: string, { start, end }: FileEntry): boolean {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, endOfLine(text, end));
  return /^[^'"#]*[{[]/.test(line);
}

export const yaml: FileDialect = {
  looksLike: /^[\w-]{1,100}:(?:[ \t\r\n]|$)/m,
  read(text) {
    const { entries, problem } = parseYaml(text);
    if (problem !== null && entries.length === 0) throw new SyntaxFault(`it is no YAML (${problem.message})`, problem.line);
    return entries;
  },
  literal: (value, old) => yamlLiteral(value, old),
  addition: (text, sibling, key, value) => yamlAddition(text, sibling, key, value),
  render: (pairs) => renderTree(pairs, (value) => yamlLiteral(value, null)),
};
