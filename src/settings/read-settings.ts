// Which application's file this is, by its name and by what stands in it, and the settings of the part that is meant. Where
// several fit, the user is asked which; nothing is guessed between equals. Pure.
import type { ApplicationRequest, ApplicationSettings, SettingsTrap } from '../model/application-settings.ts';
import { AmbiguousSettings, quoteInput, UsageError } from '../model/usage-error.ts';
import { type FileDialect, type FileEntry, SyntaxFault } from './entry.ts';
import type { Section, SettingsFormat } from './format.ts';
import { FORMATS } from './formats/index.ts';
import { type PartFacts, resolveSettings } from './resolve.ts';
import { findTraps } from './traps.ts';
import { splitAddress, splitUrl, Values } from './values.ts';

/** One set of settings in a file, and all that is needed to write it back. */
export interface SettingsReading extends PartFacts, ApplicationRequest {
  readonly text: string;
  readonly dialect: FileDialect;
  readonly entries: readonly FileEntry[];
  readonly settings: ApplicationSettings;
  readonly traps: readonly SettingsTrap[];
}

export interface SettingsQuestion {
  readonly text: string;
  /** Without its folder. */
  readonly file: string;
  /** `#part`; null: not named. */
  readonly part?: string | null;
  /** A client library's id or a format's, as `--client` has it. */
  readonly client?: string | null;
  /** Of this format alone. */
  readonly format?: string | null;
}

interface Candidate {
  readonly format: SettingsFormat;
  readonly section: Section;
  readonly dialect: FileDialect;
  readonly entries: readonly FileEntry[];
  readonly part: string | null;
  readonly prefix: string;
  readonly values: Values;
  readonly isNamedSo: boolean;
}

const ABOUT = '--config';
/** The patterns of the formats are for keys, and no key is longer. */
const MAX_KEY = 500;

/** Throws UsageError: not recognised, or several fit. */
export function readApplicationSettings({
  text,
  file,
  part = null,
  client = null,
  format: formatId = null,
}: SettingsQuestion): SettingsReading {
  const faults: SyntaxFault[] = [];
  const all = candidatesOf(text, file, faults).filter(({ format: { id } }) => formatId === null || id === formatId);
  if (all.length === 0) throw notRecognised(file, faults);
  // `#laravel` names a format where a file fits several.
  const named = all.filter(({ format }) => format.id === part?.toLowerCase());
  const chosen = named.length > 0 ? named : chooseFormat(all, client, file);
  if (chosen.length === 0) throw notRecognised(file, faults);
  const found = choosePart(chosen, named.length > 0 ? null : part);
  const { format, section, values, prefix } = found;
  const isFamily = client !== null && (client === format.family || (format.otherFamilies ?? []).includes(client));
  const facts: PartFacts = { format, section, values, prefix, part: nameOf(found, chosen), family: isFamily ? client : null };
  const settings = resolveSettings(facts);
  refuseUnknowable(facts, settings, client);
  return { ...found, ...facts, file, text, settings, traps: findTraps(facts, settings) };
}

/** A variable by its name; other places in the words of the dialects. */
const placeOf = (reference: string): string =>
  /^(?:an|a|the) /.test(reference) ? reference : `the variable ${quoteInput(reference)}`;

/** What cannot be tested: no host in the file, or a switch whose meaning is another library's each time. */
function refuseUnknowable(
  { format, section, values }: PartFacts,
  { host, port, mode }: ApplicationSettings,
  client: string | null,
): void {
  if (host === null) {
    const reference = values.entry(...section.keys.host)?.reference;
    const why =
      reference === undefined ? 'there is none in the file' : `it comes from ${placeOf(reference)}, which cannot be read here`;
    throw new UsageError(
      `the mail server is not known: ${format.hostElsewhere ?? why}; check it by its name: mailprobe check <host>`,
      ABOUT,
    );
  }
  if (format.family !== null || client !== null || mode.value !== 'auto' || mode.from.kind !== 'file') return;
  const choices = Object.keys(section.modesOf ?? {});
  throw new AmbiguousSettings(
    `${mode.from.key}=${mode.written ?? 'true'} with port ${port?.value ?? '?'} is TLS from the first byte to some libraries and STARTTLS to others: say whose with --client (${choices.join(', ')})`,
    ABOUT,
    { kind: 'client', choices },
  );
}

function notRecognised(file: string, [fault]: readonly SyntaxFault[]): UsageError {
  if (fault !== undefined) return new UsageError(`${quoteInput(file)}, line ${fault.line}: ${fault.message}`, ABOUT);
  return new UsageError(`no mail settings of a known application are in ${quoteInput(file)}; see mailprobe help check`, ABOUT);
}

/** All that could be read out of the text: by formats that go by such a name, or where there is none by any. */
function candidatesOf(text: string, file: string, faults: SyntaxFault[]): readonly Candidate[] {
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
  const read = (named: boolean): Candidate[] =>
    readings
      .filter(({ isNamedSo, dialect }) => (named ? isNamedSo : !isNamedSo && dialect.looksLike.test(text)))
      .flatMap(({ format, dialect, isNamedSo }) =>
        partsOf(format, dialect, entriesOf(dialect, isNamedSo), { text, file, isNamedSo }),
      );
  const byName = read(true);
  return byName.length > 0 ? byName : read(false);
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
): Candidate[] {
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
          (section.marks ?? section.keys.host).some((key) => values.entry(key) !== null) && values.all(section.requires ?? {}),
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

const fitsClient = ({ id, family, otherFamilies = [] }: SettingsFormat, client: string): boolean =>
  id === client || family === client || otherFamilies.includes(client);

/** One format's: the one that `--client` means, else the most particular one. */
function chooseFormat(all: readonly Candidate[], client: string | null, file: string): readonly Candidate[] {
  const fitting = client === null ? [] : all.filter(({ format }) => fitsClient(format, client));
  // Whoever names a client means the format that is its own before one that it can have as well.
  const own = fitting.filter(({ format }) => format.family === client || format.id === client);
  const among =
    own.length > 0 ? own : fitting.length > 0 ? fitting : all.filter(({ format, entries }) => isNamedInside(format, entries));
  const least = Math.min(...among.map(({ format }) => format.generality ?? 0));
  const left = among.filter(({ format }) => (format.generality ?? 0) === least);
  const byHint = left.filter(({ format }) => format.namedBy !== undefined);
  const chosen = byHint.length > 0 ? byHint : left;
  const ids = [...new Set(chosen.map(({ format }) => format.id))];
  if (ids.length > 1)
    throw new AmbiguousSettings(
      `${quoteInput(file)} fits ${ids.join(' and ')}: put #${ids[0]} behind its name, or the other`,
      ABOUT,
      { kind: 'part', choices: ids },
    );
  return chosen;
}

const isNamedInside = ({ namedBy }: SettingsFormat, entries: readonly FileEntry[]): boolean =>
  namedBy === undefined || entries.some(({ key, value }) => namedBy.test(key) || namedBy.test(value ?? ''));

/** What a part is called behind `#`: its own name, else its protocol. */
const labelOf = ({ part, section }: Candidate): string => part?.replace(/[._:]+$/, '') ?? section.protocol;

const nameOf = (one: Candidate, all: readonly Candidate[]): string | null => (all.length === 1 ? null : labelOf(one));

function choosePart(candidates: readonly Candidate[], part: string | null): Candidate {
  const labels = [...new Set(candidates.map(labelOf))];
  const fitting =
    part === null
      ? candidates
      : candidates.filter((one) =>
          [labelOf(one), one.section.protocol].some((label) => label.toLowerCase() === part.toLowerCase()),
        );
  const [only] = fitting;
  if (only === undefined)
    throw new UsageError(
      `there is no part ${quoteInput(part ?? '')}; there is ${labels.map((label) => `#${label}`).join(', ')}`,
      ABOUT,
    );
  if (fitting.length > 1) {
    const shown = labels
      .slice(0, 8)
      .map((label) => `#${label}`)
      .join(', ');
    throw new AmbiguousSettings(`the file has several settings: put ${shown} behind its name`, ABOUT, {
      kind: 'part',
      choices: labels,
    });
  }
  return only;
}
