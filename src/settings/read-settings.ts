// Which application's file this is, by its name and by what stands in it, and the settings of the part that is meant. Where
// several fit, the user is asked which; nothing is guessed between equals. Pure.
import type { ApplicationRequest, ApplicationSettings, SettingsTrap } from '../model/application-settings.ts';
import { AmbiguousSettings, quoteInput, UsageError } from '../model/usage-error.ts';
import { candidatesOf, type SettingsCandidate } from './candidates.ts';
import type { FileDialect, FileEntry, SyntaxFault } from './entry.ts';
import type { SettingsFormat } from './format.ts';
import { FORMATS } from './formats/index.ts';
import { type PartFacts, resolveSettings } from './resolve.ts';
import { findTraps } from './traps.ts';

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

const ABOUT = '--config';
/** Throws UsageError: not recognised, or several fit. */
export function readApplicationSettings({
  text,
  file,
  part = null,
  client = null,
  format: formatId = null,
}: SettingsQuestion): SettingsReading {
  const faults: SyntaxFault[] = [];
  const hint = hintOf(part);
  const all = candidatesOf(text, file, faults, formatId ?? hint.format).filter(
    ({ format: { id } }) => formatId === null || id === formatId,
  );
  if (all.length === 0) throw notRecognised(file, faults);
  // A part may be called like a format: then it is a part, unless no format has one of that name.
  const named = all.filter(({ format }) => format.id === hint.format);
  const chosen = named.length > 0 ? named : chooseFormat(all, client, file);
  if (chosen.length === 0) throw notRecognised(file, faults);
  const found = named.length > 0 ? choosePart(chosen, hint.part, `${hint.format}.`) : choosePart(chosen, part);
  const { format, section, values, prefix } = found;
  const isFamily = client !== null && (client === format.family || (format.otherFamilies ?? []).includes(client));
  const facts: PartFacts = { format, section, values, prefix, part: nameOf(found, chosen), family: isFamily ? client : null };
  const settings = resolveSettings(facts);
  refuseUnknowable(facts, settings, client);
  return { ...found, ...facts, file, text, settings, traps: findTraps(facts, settings) };
}

/** `#laravel` names a format where a file fits several, `#jakarta-mail.imap` one part of what that format finds in it. */
function hintOf(part: string | null): { readonly format: string | null; readonly part: string | null } {
  const [first = '', rest = null] = (part ?? '').split(/\.(.*)/s);
  const isFormat = FORMATS.some(({ id }) => id === first.toLowerCase());
  return isFormat ? { format: first.toLowerCase(), part: rest === '' ? null : rest } : { format: null, part };
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

const fitsClient = ({ id, family, otherFamilies = [] }: SettingsFormat, client: string): boolean =>
  id === client || family === client || otherFamilies.includes(client);

/** One format's: the one that `--client` means, else the most particular one. */
function chooseFormat(all: readonly SettingsCandidate[], client: string | null, file: string): readonly SettingsCandidate[] {
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
const labelOf = ({ part, section }: SettingsCandidate): string => part?.replace(/[._:]+$/, '') ?? section.protocol;

const nameOf = (one: SettingsCandidate, all: readonly SettingsCandidate[]): string | null =>
  all.length === 1 ? null : labelOf(one);

/** `under`: what stands ahead of the part behind `#`. */
function choosePart(candidates: readonly SettingsCandidate[], part: string | null, under = ''): SettingsCandidate {
  const labels = [...new Set(candidates.map(labelOf))];
  const called = (nameOfOne: (one: SettingsCandidate) => string): readonly SettingsCandidate[] =>
    candidates.filter((one) => nameOfOne(one).toLowerCase() === part?.toLowerCase());
  // A part that is called like a protocol is meant before all that are of that protocol.
  const byLabel = part === null ? candidates : called(labelOf);
  const fitting = byLabel.length > 0 ? byLabel : called(({ section }) => section.protocol);
  const [only] = fitting;
  if (only === undefined)
    throw new UsageError(
      `there is no part ${quoteInput(part ?? '')}; there is ${labels.map((label) => `#${under}${label}`).join(', ')}`,
      ABOUT,
    );
  if (fitting.length > 1) {
    const shown = labels
      .slice(0, 8)
      .map((label) => `#${under}${label}`)
      .join(', ');
    throw new AmbiguousSettings(`the file has several settings: put ${shown} behind its name`, ABOUT, {
      kind: 'part',
      choices: labels.map((label) => `${under}${label}`),
    });
  }
  return only;
}
