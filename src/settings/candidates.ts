// All that could be meant in a file: by each format that it could be of, the parts that it has, their keys with their values. Which
// of them is meant is chosen elsewhere. Pure.
import { type FileDialect, type FileEntry, SyntaxFault } from './entry.ts';
import type { Section, SettingsFormat } from './format.ts';
import { FORMATS } from './formats/index.ts';
import { splitAddress, splitUrl, Values } from './values.ts';

export interface SettingsCandidate {
  readonly format: SettingsFormat;
  readonly section: Section;
  readonly dialect: FileDialect;
  readonly entries: readonly FileEntry[];
  readonly part: string | null;
  readonly prefix: string;
  readonly values: Values;
  readonly isNamedSo: boolean;
}

/** The patterns of the formats are for keys, and no key is longer. */
const MAX_KEY = 500;

/**
 * All that could be read out of the text: by formats that go by such a name, or where there is none by any; or by the one that
 * is named, whatever the file is called and looks like.
 */
export function candidatesOf(
  text: string,
  file: string,
  faults: SyntaxFault[],
  formatId: string | null = null,
): readonly SettingsCandidate[] {
  // Whatever it is written in, such a file has one of these words.
  if (!/mail|smtp|relayhost|host|server/i.test(text)) return [];
  const cache = new Map<FileDialect, readonly FileEntry[]>();
  const entriesOf = (dialect: FileDialect, isNamedSo: boolean): readonly FileEntry[] => {
    const known = cache.get(dialect);
    if (known !== undefined) return known;
    let entries: readonly FileEntry[] = [];
    try {
      entries = dialect.read(text);
    } catch (error) {
      // A parser that goes down by recursion ends so where a file nests without end.
      const isTooDeep = error instanceof RangeError;
      if (!isTooDeep && !(error instanceof SyntaxFault)) throw error;
      if (isNamedSo) faults.push(isTooDeep ? new SyntaxFault('it nests too deep', 1) : error);
    }
    cache.set(dialect, entries);
    return entries;
  };
  const readings = FORMATS.flatMap((format) =>
    format.readings.map((reading) => ({ format, ...reading, isNamedSo: reading.files.test(file) })),
  );
  const read = (named: boolean): SettingsCandidate[] =>
    readings
      .filter(({ isNamedSo, dialect }) => (named ? isNamedSo : !isNamedSo && dialect.looksLike.test(text)))
      .flatMap(({ format, dialect, isNamedSo }) =>
        partsOf(format, dialect, entriesOf(dialect, isNamedSo), { text, file, isNamedSo }),
      );
  const byName = read(true);
  const found = byName.length > 0 ? byName : read(false);
  if (formatId === null || found.some(({ format }) => format.id === formatId)) return found;
  return readings
    .filter(({ format }) => format.id === formatId)
    .flatMap(({ format, dialect }) => partsOf(format, dialect, entriesOf(dialect, true), { text, file, isNamedSo: true }));
}

interface FileFacts {
  readonly text: string;
  readonly file: string;
  readonly isNamedSo: boolean;
}

function partsOf(
  format: SettingsFormat,
  dialect: FileDialect,
  entries: readonly FileEntry[],
  { text, file, isNamedSo }: FileFacts,
): SettingsCandidate[] {
  return format.sections.flatMap((section) => {
    const groups = new Map<string, { prefix: string; part: string | null; own: (FileEntry & { name: string })[] }>();
    for (const entry of entries) {
      const found = entry.key.length > MAX_KEY ? null : section.prefix.exec(entry.key);
      if (found === null) continue;
      const group = groups.get(found[0]) ?? { prefix: found[0], part: found[1] ?? null, own: [] };
      groups.set(found[0], group);
      group.own.push(...named(entry, entry.key.slice(found[0].length), section, text));
    }
    const shared = section.inherits === undefined ? [] : inherited(entries, section.inherits, section, text);
    return [...groups.values()]
      .map(({ prefix, part, own }) => ({
        prefix,
        part,
        values: new Values([...shared, ...own], file, format.isRelaxed === true),
      }))
      .filter(
        ({ values }) =>
          (section.marks ?? section.keys.host).some((key) => values.entry(key) !== null) &&
          values.all(section.requires ?? {}) &&
          !Object.entries(section.excludes ?? {}).some(([key, pattern]) => values.is(key, pattern)),
      )
      .map((one) => ({ format, section, dialect, entries, isNamedSo, ...one }));
  });
}

function named(entry: FileEntry, name: string, { joined = {} }: Section, text: string): (FileEntry & { name: string })[] {
  const kind = joined[name];
  const pieces = kind === undefined ? [] : kind === 'url' ? splitUrl(entry, text) : splitAddress(entry, text);
  return [{ ...entry, name }, ...pieces.map((piece) => ({ ...piece, name: `${name}${piece.key.slice(entry.key.length)}` }))];
}

const inherited = (
  entries: readonly FileEntry[],
  prefix: RegExp,
  section: Section,
  text: string,
): (FileEntry & { name: string })[] =>
  entries.flatMap((entry) => {
    const found = entry.key.length > MAX_KEY ? null : prefix.exec(entry.key);
    return found === null ? [] : named(entry, entry.key.slice(found[0].length), section, text);
  });
