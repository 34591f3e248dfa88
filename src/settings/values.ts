// The entries of one part of a file by their keys, as its format spells them; and the pieces of those that hold several
// values at once. Knows no particular format.
import type { Provenance } from '../model/application-settings.ts';
import type { FileEntry } from './entry.ts';

export class Values {
  readonly file: string;
  readonly entries: readonly FileEntry[];
  readonly #byKey = new Map<string, FileEntry>();
  readonly #spell: (key: string) => string;
  /** Keys that stand twice; the last one counts. */
  readonly repeated: readonly FileEntry[];

  constructor(entries: readonly (FileEntry & { readonly name: string })[], file: string, isRelaxed: boolean) {
    this.file = file;
    this.entries = entries;
    this.#spell = isRelaxed ? relaxed : (key) => key;
    const repeated: FileEntry[] = [];
    for (const entry of entries) {
      const key = this.#spell(entry.name);
      const before = this.#byKey.get(key);
      if (before !== undefined && before.within === undefined) repeated.push(before);
      this.#byKey.set(key, entry);
    }
    this.repeated = repeated;
  }

  /** The first of these spellings that the file has. */
  entry(...keys: readonly string[]): FileEntry | null {
    const found = keys.map((key) => this.#byKey.get(this.#spell(key))).filter((entry) => entry !== undefined);
    return found.find(({ value, reference }) => (value !== null && value !== '') || reference !== undefined) ?? found[0] ?? null;
  }

  text(...keys: readonly string[]): string | null {
    const value = this.entry(...keys)?.value;
    return value === undefined || value === '' ? null : value;
  }

  has(key: string): boolean {
    return this.text(key) !== null;
  }

  is(key: string, pattern: RegExp | null): boolean {
    const text = this.text(key);
    return pattern === null ? text === null : text !== null && pattern.test(text);
  }

  all(conditions: Readonly<Record<string, RegExp | null>>): boolean {
    return Object.entries(conditions).every(([key, pattern]) => this.is(key, pattern));
  }

  from(entry: FileEntry | null): Provenance {
    if (entry === null) return { kind: 'default' };
    if (entry.value === null && entry.reference !== undefined) return { kind: 'environment', name: entry.reference };
    return { kind: 'file', file: this.file, line: entry.line, key: entry.key };
  }
}

export const relaxed = (key: string): string => key.toLowerCase().replace(/[-_.:]/g, '');

/** `host:587`, `[host]:587`, `tls://host:465`: its pieces as entries of their own, each where it stands. */
export function splitAddress(entry: FileEntry, text: string): FileEntry[] {
  const offset = entry.start + text.slice(entry.start, entry.end).indexOf(entry.value ?? '\0');
  const found = /^(?:([a-z]+):\/\/)?(\[[^\]\s]{1,255}\]|[^\s:[\]]{1,255})(?::(\d{0,9}))?$/i.exec(entry.value ?? '');
  if (found === null || offset < entry.start) return [];
  const [, scheme, host = '', port] = found;
  const isBracketed = host.startsWith('[');
  const from = (scheme === undefined ? 0 : scheme.length + 3) + (isBracketed ? 1 : 0);
  const name = isBracketed ? host.slice(1, -1) : host;
  const end = from + name.length + (isBracketed ? 1 : 0);
  return [
    ...(scheme === undefined ? [] : [piece(entry, 'scheme', scheme, offset)]),
    piece(entry, 'host', name, offset + from),
    ...(isBracketed ? [piece(entry, 'brackets', 'yes', offset + from)] : []),
    port === undefined ? piece(entry, 'port', '', offset + end, ':') : piece(entry, 'port', port, offset + end + 1),
  ];
}

const URL_FORM = /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#\s]*)@)?(\[[^\]\s]*\]|[^/?#:@\s]*)(?::(\d{0,9}))?\/?(\?[^#\s]*)?/i;

/** `smtp://user:password@host:587?name=value`, percent-encoded; its pieces where they stand in the file. */
export function splitUrl(entry: FileEntry, text: string): FileEntry[] {
  const offset = entry.start + entry.quote.length;
  const written = text.slice(offset, entry.end - entry.quote.length);
  const found = URL_FORM.exec(written);
  if (found === null || entry.value === null) return [];
  // What the dialect makes of the password (`$$`) is in the value alone.
  const read = URL_FORM.exec(entry.value)?.[2] ?? '';
  const [, scheme = '', account, host = '', port, query = ''] = found;
  const accountAt = scheme.length + 3;
  const hostAt = accountAt + (account === undefined ? 0 : account.length + 1);
  const portAt = hostAt + host.length;
  const colon = account?.indexOf(':') ?? -1;
  const user = account === undefined ? null : colon === -1 ? account : account.slice(0, colon);
  const pieces = [
    piece(entry, 'scheme', scheme, offset),
    ...(user === null ? [] : [{ ...piece(entry, 'user', user, offset + accountAt), value: decoded(user) }]),
    ...(account === undefined || colon === -1
      ? []
      : [secretPiece(entry, account.slice(colon + 1), offset + accountAt + colon + 1, read.slice(read.indexOf(':') + 1))]),
    piece(entry, 'host', host, offset + hostAt),
    port === undefined ? piece(entry, 'port', '', offset + portAt, ':') : piece(entry, 'port', port, offset + portAt + 1),
  ];
  const queryAt = written.indexOf(query, portAt);
  return query === '' ? pieces : [...pieces, ...queryPieces(entry, query, offset + queryAt)];
}

function queryPieces(entry: FileEntry, query: string, at: number): FileEntry[] {
  let offset = 1;
  return query
    .slice(1)
    .split('&')
    .map((pair) => {
      const from = offset;
      offset += pair.length + 1;
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      return { ...piece(entry, `query.${name}`, value, at + from + name.length + 1), value: decoded(value) };
    });
}

function secretPiece(entry: FileEntry, raw: string, at: number, read: string): FileEntry {
  const value = decoded(read);
  // What is written with these and not encoded ends the password, or the URL, for most that read it.
  const loss = /[#/?%+ ]/.test(raw) && !/%[\da-f]{2}/i.test(raw) ? { loss: 'a character in it must be percent-encoded' } : {};
  return { ...piece(entry, 'secret', raw, at), value, ...loss };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const piece = (entry: FileEntry, name: string, value: string, start: number, lead = ''): FileEntry => ({
  ...entry,
  key: `${entry.key}#${name}`,
  value: value === '' ? null : value,
  kind: 'word',
  start,
  end: start + value.length,
  quote: '',
  writtenLength: value.length,
  within: { lead },
});
