// Reads a YAML mapping setting by setting and collects every complaint with file, line and column, so that all are shown
// at once. Knows YAML and positions; must not know what any setting means. The only file that sees the yaml package.
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument, type YAMLMap } from 'yaml';
import { isOneEditAway } from '../knowledge/near-names.ts';
import { quoteInput, UsageError } from '../model/usage-error.ts';
import { visibleText } from '../model/visible-text.ts';

type Reader<T> = (text: string) => T;

/** A file under way: its positions, its aliases, its complaints. */
class SettingsFile {
  readonly #name: string;
  readonly #lines: LineCounter;
  readonly resolve: (node: Node | null) => Node | null;
  readonly #problems: { readonly offset: number; readonly text: string }[] = [];

  constructor(name: string, lines: LineCounter, resolve: (node: Node | null) => Node | null) {
    this.#name = name;
    this.#lines = lines;
    this.resolve = resolve;
  }

  complain(offset: number, path: string, message: string): void {
    const { line, col } = this.#lines.linePos(offset);
    const place = `${this.#name}:${Math.max(1, line)}:${Math.max(1, col)}`;
    this.#problems.push({ offset, text: visibleText(`${place}: ${path === '' ? '' : `${path}: `}${message}`) });
  }

  /** In the order of the file. */
  get problems(): readonly string[] {
    return this.#problems.toSorted((a, b) => a.offset - b.offset).map(({ text }) => text);
  }
}

const offsetOf = (node: Node | null | undefined): number => node?.range?.[0] ?? 0;
const kindOf = (node: Node | null): string => (isMap(node) ? 'a mapping' : isSeq(node) ? 'a list' : 'a single value');
const isEmpty = (node: Node | null): boolean => node === null || (isScalar(node) && node.value === null);

/** A scalar as it was written: 1.0 stays 1.0. */
const textOf = (node: Node | null): string | null => {
  if (!isScalar(node) || node.value === null) return null;
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
};

export class SettingsReader {
  readonly #file: SettingsFile;
  readonly #path: string;
  readonly #offset: number;
  readonly #given = new Map<string, { readonly key: Node; readonly value: Node | null }>();
  readonly #known = new Set<string>();

  constructor(file: SettingsFile, path: string, offset: number, map: YAMLMap | null) {
    this.#file = file;
    this.#path = path;
    this.#offset = offset;
    for (const { key, value } of map?.items ?? []) {
      const name = textOf(key as Node);
      if (name === null) file.complain(offsetOf(key as Node), path, 'a key must be a word');
      else this.#given.set(name, { key: key as Node, value: file.resolve(value as Node | null) });
    }
  }

  /** Every complaint so far, of the whole file. */
  get problems(): readonly string[] {
    return this.#file.problems;
  }

  /** The names that are given here, in order. */
  get names(): readonly string[] {
    return [...this.#given.keys()];
  }

  has(name: string): boolean {
    return this.#given.has(name);
  }

  /** A complaint about a setting, at its value; about the mapping as a whole without a name, or where it is not given. */
  complain(message: string, name?: string): void {
    const entry = name === undefined ? undefined : this.#given.get(name);
    const offset = entry ? offsetOf(entry.value ?? entry.key) : this.#offset;
    this.#file.complain(offset, name === undefined ? this.#path : this.#pathOf(name), message);
  }

  /** A single value. */
  value<T>(name: string, read: Reader<T>): T | undefined {
    const node = this.#take(name);
    if (node === undefined) return undefined;
    const text = textOf(node);
    if (node !== null && text !== null) return this.#read(name, node, () => read(text));
    this.#complainAt(node, name, isEmpty(node) ? 'it is empty' : `a single value is wanted, not ${kindOf(node)}`);
    return undefined;
  }

  /** A single value or a list of them, each read by itself. */
  values<T>(name: string, read: Reader<T>): readonly T[] | undefined {
    const node = this.#take(name);
    if (node === undefined) return undefined;
    const items = isSeq(node) ? node.items.map((item) => this.#file.resolve(item as Node | null)) : [node];
    if (isMap(node) || isEmpty(node) || items.length === 0) {
      this.#complainAt(node, name, isMap(node) ? 'a list is wanted, not a mapping' : 'it is empty');
      return undefined;
    }
    return items.flatMap((item) => {
      const text = textOf(item);
      if (item === null || text === null) {
        this.#complainAt(item ?? node, name, isEmpty(item) ? 'an item is empty' : `an item is ${kindOf(item)}`);
        return [];
      }
      const value = this.#read(name, item, () => read(text));
      return value === undefined ? [] : [value];
    });
  }

  /** true or false. */
  flag(name: string): boolean | undefined {
    const node = this.#take(name);
    if (node === undefined) return undefined;
    if (isScalar(node) && typeof node.value === 'boolean') return node.value;
    const text = textOf(node);
    this.#complainAt(node, name, `${text === null ? kindOf(node) : quoteInput(text)} is neither true nor false`);
    return undefined;
  }

  /** A mapping within; null where it is given and empty. Close it, too. */
  mapping(name: string): SettingsReader | undefined {
    const node = this.#take(name);
    if (node === undefined) return undefined;
    const path = this.#pathOf(name);
    const offset = offsetOf(node ?? this.#given.get(name)?.key);
    if (isMap(node)) return new SettingsReader(this.#file, path, offset, node);
    if (isEmpty(node)) return new SettingsReader(this.#file, path, offset, null);
    this.#file.complain(offset, path, `a mapping is wanted, not ${kindOf(node)}`);
    return undefined;
  }

  /** Settings that are taken only to be refused with a reason. Their values are not repeated. */
  refuse(names: readonly string[], reason: string): void {
    for (const name of names) {
      const entry = this.#given.get(name);
      this.#known.add(name);
      if (entry) this.#file.complain(offsetOf(entry.key), this.#pathOf(name), reason);
    }
  }

  /** Complains of every setting that nobody asked for. */
  close(): void {
    for (const [name, { key }] of this.#given) {
      if (this.#known.has(name)) continue;
      const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_]/g, '');
      const near = [...this.#known].find((known) => plain(known) === plain(name) || isOneEditAway(known, name.toLowerCase()));
      const hint = near === undefined ? `known are ${[...this.#known].join(', ')}` : `did you mean ${near}?`;
      this.#file.complain(offsetOf(key), this.#path, `unknown setting ${quoteInput(name)}: ${hint}`);
    }
  }

  #take(name: string): Node | null | undefined {
    this.#known.add(name);
    return this.#given.get(name)?.value;
  }

  #read<T>(name: string, node: Node, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.#complainAt(node, name, error.message);
      return undefined;
    }
  }

  #complainAt(node: Node | null, name: string, message: string): void {
    this.#file.complain(offsetOf(node ?? this.#given.get(name)?.key), this.#pathOf(name), message);
  }

  #pathOf(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }
}

/** The file's outermost mapping, or the complaints of the YAML parser, without the text that they are about. */
export function readSettings(
  name: string,
  text: string,
): { readonly reader: SettingsReader | null; readonly problems: readonly string[] } {
  const lines = new LineCounter();
  const document = parseDocument<ParsedNode>(text, { lineCounter: lines, prettyErrors: false });
  const file: SettingsFile = new SettingsFile(name, lines, (node) => {
    if (!isAlias(node)) return node;
    const meant = node.resolve(document);
    if (!meant) file.complain(offsetOf(node), '', 'the alias leads nowhere: no anchor of that name stands above it');
    return meant ?? null;
  });
  for (const { pos, code, message } of [...document.errors, ...document.warnings])
    file.complain(pos[0], '', describeYamlError(code, message));
  if (file.problems.length > 0) return { reader: null, problems: file.problems };
  const { contents } = document;
  if (isMap(contents)) return { reader: new SettingsReader(file, '', 0, contents), problems: file.problems };
  file.complain(offsetOf(contents), '', isEmpty(contents) ? 'the file is empty' : `a mapping is wanted, not ${kindOf(contents)}`);
  return { reader: null, problems: file.problems };
}

/** The parser's sentence up to what it quotes of the file: that may be a secret in the wrong place. */
function describeYamlError(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'the same setting stands here twice';
  if (code === 'MULTIPLE_DOCS') return 'the file has several documents (---): one is wanted';
  return `no valid YAML: ${(message.split(/[:"'`\n]/)[0] ?? '').trim()}`;
}
