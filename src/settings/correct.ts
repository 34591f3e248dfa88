// The file with other settings in it: which literals change and which entries come, in the file's own words, and nothing else
// moves. What comes out is read again before it is offered. What is shown of it holds no secret. Pure.
import type { ApplicationSettings } from '../model/application-settings.ts';
import { knownPort, type Mode } from '../model/protocol.ts';
import { MASK } from '../model/secret.ts';
import { applyEdits, type Edit, endOfLine, type FileEntry, startOfLine, type Value } from './entry.ts';
import { OFF, ON, settingsOn } from './format.ts';
import { readApplicationSettings, type SettingsReading } from './read-settings.ts';
import { defaultPort } from './resolve.ts';
import { standingTraps } from './traps.ts';
import { relaxed } from './values.ts';

export interface WantedSettings {
  readonly host: string;
  readonly port: number;
  readonly mode: Mode;
}

export interface Change {
  readonly key: string;
  /** Null: the entry is new. */
  readonly line: number | null;
  readonly before: string | null;
  readonly after: string;
}

export interface Correction {
  readonly changes: readonly Change[];
  /** The lines that are new or other, without secrets. */
  readonly lines: readonly string[];
  /** The whole file. */
  readonly text: string;
}

export const SECRET_PLACEHOLDER = MASK;
const SECRET_KEY = /pass|pwd|secret|token|api[-_.]?key|credential/i;
const MAX_SHOWN = 160;

/** Does this client, with its mode and port, come to the same? */
export function isMet(
  { mode, port, triesEachMode }: Pick<ApplicationSettings, 'mode' | 'port' | 'triesEachMode'>,
  wanted: Pick<WantedSettings, 'port' | 'mode'>,
): boolean {
  if (port?.value !== wanted.port) return false;
  if (mode.value === 'auto') return triesEachMode === true || (knownPort(wanted.port)?.mode ?? 'starttls') === wanted.mode;
  return mode.value === wanted.mode || (wanted.mode === 'starttls' && mode.value === 'starttls-if-offered');
}

/** Null: the file cannot say it, or says it already. */
export function correctSettings(reading: SettingsReading, wanted: WantedSettings): Correction | null {
  const desired = desiredValues(reading, wanted);
  if (desired === null || desired.size === 0) return null;
  const edits: { edit: Edit; change: Change }[] = [];
  for (const [name, value] of desired) {
    const one = editOf(reading, name, value);
    if (one === null) return null;
    edits.push(one);
  }
  const text = applyEdits(
    reading.text,
    edits.map(({ edit }) => edit),
  );
  const again = rereading(reading, text);
  if (again === null || again.settings.host?.value !== wanted.host || !isMet(again.settings, wanted)) return null;
  return {
    changes: edits.map(({ change }) => change),
    lines: shownLines(
      again,
      edits.map(({ edit }) => edit),
    ),
    text,
  };
}

function rereading({ file, part, settings, format }: SettingsReading, text: string): SettingsReading | null {
  try {
    return readApplicationSettings({ text, file, part, client: settings.family, format: format.id });
  } catch {
    return null;
  }
}

/** What keeps the settings from being used at all (mail that goes into a log), as far as one value mends it. */
function trapChanges({ section, values, settings }: SettingsReading): Map<string, Value> {
  const others = new Set([...section.keys.host, ...(section.keys.port ?? [])]);
  const standing = standingTraps({ section, values }, settings).filter(
    ({ severity, key }) => severity === 'error' && !others.has(key),
  );
  return new Map(standing.flatMap(({ key, change }) => (change === undefined ? [] : [[key, change] as const])));
}

function desiredValues(reading: SettingsReading, wanted: WantedSettings): Map<string, Value> | null {
  const { section, values, settings } = reading;
  const desired = trapChanges(reading);
  const nameOf = (keys: readonly string[]): string => keys.find((key) => values.entry(key) !== null) ?? keys[0] ?? '';
  if (settings.host?.value !== wanted.host) desired.set(nameOf(section.keys.host), wanted.host);
  const isModeMet = isMet({ ...settings, port: { value: wanted.port, from: { kind: 'default' } } }, wanted);
  const writing = section.writes[wanted.mode];
  if (!isModeMet) {
    if (writing === undefined) return null;
    for (const [key, value] of Object.entries(settingsOn(writing, wanted.port))) {
      // What a switch is to be decides over a trap that would have it the other way.
      if (says(values.text(key), value)) desired.delete(key);
      else desired.set(key, value);
    }
    for (const [key, value] of Object.entries(writing.clear ?? {}))
      if (values.has(key) && !says(values.text(key), value)) desired.set(key, value);
  }
  const mode = isModeMet ? settings.mode.value : wanted.mode;
  const isWritten = settings.port?.from.kind === 'file';
  const port = isWritten ? settings.port?.value : defaultPort(section, mode, wanted.host);
  if (port !== wanted.port) {
    const [first] = section.keys.port ?? [];
    if (first === undefined) return null;
    desired.set(nameOf(section.keys.port ?? []), wanted.port);
  }
  return desired;
}

function says(text: string | null, value: Value): boolean {
  if (text === null) return value === '';
  return typeof value === 'boolean' ? (value ? ON : OFF).test(text) : text.toLowerCase() === String(value).toLowerCase();
}

function editOf(reading: SettingsReading, name: string, value: Value): { readonly edit: Edit; readonly change: Change } | null {
  const { text, dialect, values } = reading;
  const old = values.entry(name);
  if (old !== null && (old.kind !== 'reference' || old.within !== undefined)) {
    const literal =
      old.within === undefined ? dialect.literal(value, old, text) : `${old.value === null ? old.within.lead : ''}${value}`;
    const change = { key: old.key, line: old.line, before: shownBefore(old.value), after: String(value) };
    return { edit: { start: old.start, end: old.end, text: literal }, change };
  }
  if (old !== null || name.includes('#')) return null;
  const key = spelled(reading, name);
  const edit = siblingsOf(reading, key)
    .map((sibling) => dialect.addition(text, sibling, key, value))
    .find((one) => one !== null);
  return edit === undefined || edit === null ? null : { edit, change: { key, line: null, before: null, after: String(value) } };
}

/** As the file spells the keys beside it: `SPRING_MAIL_PORT`, `Smtp__Port`. */
function spelled({ prefix, format }: SettingsReading, name: string): string {
  const isEnvironment = format.isRelaxed === true && /^[A-Z0-9_]+_$/.test(prefix);
  return isEnvironment ? `${prefix}${name.replace(/[-.]/g, '_').toUpperCase()}` : `${prefix}${name}`;
}

/** Entries beside which a new one could stand: with the longest common path, the port and the host first. */
function siblingsOf({ values, section, prefix }: SettingsReading, key: string): readonly FileEntry[] {
  const own = values.entries.filter(({ within, key: one }) => within === undefined && one.startsWith(prefix));
  const first = [...(section.keys.port ?? []), ...section.keys.host].map((name) => values.entry(name)?.key);
  const commonWith = (one: string): number => {
    const [a, b] = [one.split(/[./]/), key.split(/[./]/)];
    const at = a.findIndex((part, index) => relaxed(part) !== relaxed(b[index] ?? ''));
    return at === -1 ? a.length : at;
  };
  return own.toSorted(
    (a, b) => commonWith(b.key) - commonWith(a.key) || Number(first.includes(b.key)) - Number(first.includes(a.key)),
  );
}

/** The lines of the new text that an edit has touched, with the values of secrets left out. */
function shownLines({ text, entries, values, section }: SettingsReading, edits: readonly Edit[]): readonly string[] {
  const secretKeys = (section.keys.secret ?? []).flatMap((key) => values.entry(key) ?? []);
  const secrets = [...entries.filter(({ key }) => SECRET_KEY.test(key)), ...secretKeys];
  const masks = secrets.filter(({ start, end }) => end > start).map((entry) => maskOf(entry, text));
  const shown: string[] = [];
  let shift = 0;
  let done = -1;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    const at = edit.start + shift;
    // What is put in behind an old line begins with the end of that line.
    const lead = edit.start === edit.end ? edit.text.indexOf('\n') + 1 : 0;
    const from = lead > 0 ? at + lead : startOfLine(text, at);
    const to = endOfLine(text, at + edit.text.length);
    shift += edit.text.length - (edit.end - edit.start);
    if (from < done) continue;
    done = to;
    shown.push(
      ...withoutUrlSecret(maskedSlice(text, from, to, at, masks))
        .split(/\r?\n/)
        .filter((line) => line.trim() !== ''),
    );
  }
  return shown;
}

/** All that may be of the value: of an expression, and of what a # cuts off, the rest of the line as well. */
function maskOf({ start, end, quote, kind, loss }: FileEntry, text: string): Edit {
  const goesOn = kind === 'reference' || loss !== undefined;
  return { start: start + quote.length, end: goesOn ? endOfLine(text, end) : end - quote.length, text: SECRET_PLACEHOLDER };
}

/** Between the user and the last @ of a URL, whether or not it is one. */
const withoutUrlSecret = (line: string): string =>
  line.replace(/(:\/\/[^\s:@/]{0,200}:)\S{1,1000}@/g, `$1${SECRET_PLACEHOLDER}@`);

/** A host that is a URL may have a login in it. */
const shownBefore = (value: string | null): string | null =>
  value !== null && /[@/\s]/.test(value) ? SECRET_PLACEHOLDER : value;

function maskedSlice(text: string, from: number, to: number, at: number, masks: readonly Edit[]): string {
  // Of a file that is one long line only what is around the edit.
  const [start, end] =
    to - from <= MAX_SHOWN * 4 ? [from, to] : [Math.max(from, at - MAX_SHOWN / 2), Math.min(to, at + MAX_SHOWN)];
  // A mask that begins or ends outside takes all of the slice that it covers.
  const inside = masks
    .filter((mask) => mask.start < end && mask.end > start)
    .map((mask) => ({ start: Math.max(mask.start, start) - start, end: Math.min(mask.end, end) - start, text: mask.text }))
    .toSorted((a, b) => a.start - b.start)
    .filter((mask, index, all) => index === 0 || mask.start >= (all[index - 1]?.end ?? 0));
  return `${start > from ? '…' : ''}${applyEdits(text.slice(start, end), inside)}${end < to ? '…' : ''}`;
}
