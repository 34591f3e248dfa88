// XML by saxes, which keeps places and knows no entities but the five of XML: what a DOCTYPE declares is an error, not an
// expansion. A key is the path of elements, `@name` for an attribute; `<add key="a" value="b"/>` and its like are `add:a`.
// Knows no application.
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import {
  booleanWord,
  type Edit,
  type FileDialect,
  type FileEntry,
  LineIndex,
  lineBehind,
  MAX_ENTRIES,
  newlineOf,
  SyntaxFault,
  shortName,
  startOfLine,
  type Value,
} from '../entry.ts';

const MAX_DEPTH = 200;

interface Element {
  readonly name: string;
  /** Behind `>`. */
  contentStart: number;
  hasChildren: boolean;
}

/** Elements that hold a key and a value: their name and the key are one step of the path. */
const KEYED: Readonly<Record<string, readonly string[]>> = {
  add: ['key', 'name'],
  property: ['name'],
  prop: ['key'],
  entry: ['key'],
  option: ['name', 'key'],
};

function readXml(text: string): readonly FileEntry[] {
  const entries: FileEntry[] = [];
  const lines = new LineIndex(text);
  const open: Element[] = [];
  const attributes = new Map<string, { start: number; end: number }>();
  const parser = new SaxesParser();
  let fault: SyntaxFault | null = null;
  const stop = (problem: string): void => {
    fault ??= new SyntaxFault(problem, parser.line);
  };
  parser.on('error', (error) => stop(problemOf(error)));
  parser.on('attribute', ({ name }) => {
    const end = parser.position;
    const quote = text[end - 1] ?? '"';
    attributes.set(name, { start: text.lastIndexOf(quote, end - 2), end });
  });
  parser.on('opentag', (tag: SaxesTagPlain) => {
    const parent = open.at(-1);
    if (parent !== undefined) parent.hasChildren = true;
    open.push({ name: stepOf(tag), contentStart: parser.position, hasChildren: false });
    if (open.length > MAX_DEPTH) stop('it nests too deep');
    if (fault !== null || entries.length >= MAX_ENTRIES) return;
    const path = open.map(({ name }) => name).join('/');
    for (const [name, place] of attributes)
      entries.push(entryOf(text, lines, `${path}@${shortName(name)}`, tag.attributes[name] ?? '', place));
    attributes.clear();
  });
  parser.on('closetag', (tag: SaxesTagPlain) => {
    const element = open.pop();
    if (element === undefined || element.hasChildren || tag.isSelfClosing || fault !== null || entries.length >= MAX_ENTRIES)
      return;
    const end = text.lastIndexOf('</', parser.position - 1);
    const path = [...open.map(({ name }) => name), element.name].join('/');
    entries.push(entryOf(text, lines, path, null, { start: element.contentStart, end }));
  });
  for (let at = 0; at < text.length && fault === null; at += 65_536) parser.write(text.slice(at, at + 65_536));
  if (fault === null) parser.close();
  if (fault !== null && entries.length === 0) throw fault;
  return entries;
}

const problemOf = (error: Error): string =>
  `it is no XML (${error.message
    .replace(/^\d+:\d+: /, '')
    .replace(/[^\w ,.:'<>-]/g, '')
    .slice(0, 60)})`;

function stepOf({ name, attributes }: SaxesTagPlain): string {
  const key = KEYED[name.toLowerCase()]?.map((one) => attributes[one]).find((one) => one !== undefined);
  return shortName(key === undefined ? name : `${name}:${key}`);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decode = (raw: string): string =>
  raw.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (all, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? all;
      const point = Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : all;
    },
  );

const encode = (text: string): string =>
  text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? one);

function entryOf(
  text: string,
  lines: LineIndex,
  key: string,
  attribute: string | null,
  place: { start: number; end: number },
): FileEntry {
  const isAttribute = attribute !== null;
  const quote = isAttribute ? (text[place.start] ?? '"') : '';
  const raw = text.slice(place.start + quote.length, place.end - quote.length);
  const leading = isAttribute ? 0 : raw.length - raw.trimStart().length;
  const inner = isAttribute ? raw : raw.trim();
  return {
    key,
    value: attribute ?? decode(inner),
    kind: isAttribute ? 'text' : 'word',
    line: lines.lineOf(place.start + leading),
    start: place.start + leading,
    end: isAttribute ? place.end : place.start + leading + inner.length,
    quote,
    writtenLength: inner.length,
  };
}

function literal(value: Value, old: FileEntry | null): string {
  const text = typeof value === 'boolean' ? booleanWord(value, old?.value ?? null, ['true', 'false']) : String(value);
  const quote = old?.quote ?? '';
  return `${quote}${encode(text).replaceAll("'", '&apos;')}${quote}`;
}

function addition(text: string, sibling: FileEntry, key: string, value: Value): Edit | null {
  const [element = '', attribute] = key.split('@');
  const [beside = '', besideAttribute] = sibling.key.split('@');
  if (attribute !== undefined && element === beside && besideAttribute !== undefined) {
    // Where each attribute has a line, so does the new one.
    const from = startOfLine(text, sibling.start);
    const own = /^[ \t]*(?=[\w:.-]+\s*=\s*$)/.exec(text.slice(from, sibling.start))?.[0];
    const gap = own === undefined ? ' ' : `${newlineOf(text)}${own}`;
    return { start: sibling.end, end: sibling.end, text: `${gap}${attribute}="${encode(String(value))}"` };
  }
  const parent = element.slice(0, element.lastIndexOf('/'));
  if (attribute !== undefined || parent !== beside.slice(0, beside.lastIndexOf('/'))) return null;
  const name = element.slice(element.lastIndexOf('/') + 1);
  const tail = /^[^\n<]*<\/[^>]*>/.exec(text.slice(sibling.end, sibling.end + 400))?.[0].length ?? 0;
  return { ...lineBehind(text, { ...sibling, end: sibling.end + tail }, elementText(name, value)) };
}

/** `add:name` and its like have their key as an attribute. */
function elementText(step: string, value: Value): string {
  const [name = '', key] = step.split(/:(.*)/s);
  if (key === undefined) return `<${name}>${encode(String(value))}</${name}>`;
  const [keyName = 'key'] = KEYED[name] ?? [];
  return name === 'prop' || name === 'entry'
    ? `<${name} key="${key}">${encode(String(value))}</${name}>`
    : `<${name} ${keyName}="${key}" value="${encode(String(value))}"/>`;
}

interface Branch {
  readonly attributes: Map<string, Value>;
  readonly children: Map<string, Branch>;
  text: Value | null;
}

const branch = (): Branch => ({ attributes: new Map(), children: new Map(), text: null });

function draw(step: string, { attributes, children, text }: Branch, indent: string): string[] {
  const [name = ''] = step.split(':');
  const head = [
    step.includes(':') ? ` ${KEYED[name]?.[0] ?? 'key'}="${encode(step.slice(name.length + 1))}"` : '',
    ...[...attributes].map(([key, value]) => ` ${key}="${encode(String(value))}"`),
  ].join('');
  if (children.size === 0)
    return [text === null ? `${indent}<${name}${head} />` : `${indent}<${name}${head}>${encode(String(text))}</${name}>`];
  return [
    `${indent}<${name}${head}>`,
    ...[...children].flatMap(([key, child]) => draw(key, child, `${indent}  `)),
    `${indent}</${name}>`,
  ];
}

export const xml: FileDialect = {
  looksLike: /^\uFEFF?\s{0,100}<(?!\?php)/,
  read: readXml,
  literal: (value, old) => literal(value, old),
  addition,
  render(pairs) {
    const root = branch();
    for (const [key, value] of pairs) {
      const [path = '', attribute] = key.split('@');
      let place = root;
      for (const step of path.split('/')) {
        const next = place.children.get(step) ?? branch();
        place.children.set(step, next);
        place = next;
      }
      if (attribute === undefined) place.text = value;
      else place.attributes.set(attribute, value);
    }
    return [...root.children].flatMap(([step, child]) => draw(step, child, '')).join('\n');
  },
};
