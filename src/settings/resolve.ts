// From the entries of one part of a file to the settings that its application has: what is said, what is meant by it, and what
// stands in for the rest, each with where it came from. Pure.
import type { ApplicationSettings, ClientMode, Provenance, SecretReference, Sourced } from '../model/application-settings.ts';
import { isMailProtocol } from '../model/protocol.ts';
import { Secret } from '../model/secret.ts';
import type { FileEntry } from './entry.ts';
import type { ModeRow, Section, SettingsFormat } from './format.ts';
import { readTlsVersions } from './tls-versions.ts';
import type { Values } from './values.ts';

export interface PartFacts {
  readonly format: SettingsFormat;
  readonly section: Section;
  readonly part: string | null;
  /** How its keys begin in this file. */
  readonly prefix: string;
  readonly values: Values;
  /** Named by the user; null: as the format has it. */
  readonly family: string | null;
}

/** A host, a user or a name for EHLO is never longer; what is stands in the report, and is no more than this of it. */
const MAX_TEXT = 512;

const DEFAULT: Provenance = { kind: 'default' };

export function resolveSettings({ format, section, part, values, family: named }: PartFacts): ApplicationSettings {
  const { keys, defaults } = section;
  // What families tell is how mail protocols are spoken.
  const family = isMailProtocol(section.protocol) ? (named ?? format.family) : null;
  const host = textOf(values, keys.host) ?? (defaults.host === undefined ? null : { value: defaults.host, from: DEFAULT });
  const written = portOf(values, keys.port ?? []);
  const mode = modeOf(values, modesFor(section, family), written?.value ?? null, host?.value ?? null);
  const port = written ?? { value: defaultPort(section, mode.value, host?.value ?? null), from: DEFAULT };
  const logsIn = section.logsInWhen === undefined || values.all(section.logsInWhen);
  const unverified = Object.entries(section.unverified ?? {}).find(([key, pattern]) => values.is(key, pattern));
  const verifies: Sourced<boolean> =
    unverified === undefined
      ? { value: defaults.verifies ?? true, from: DEFAULT }
      : { value: false, from: values.from(values.entry(unverified[0])) };
  return {
    format: format.id,
    application: format.application,
    part,
    family,
    protocol: section.protocol,
    host,
    port,
    mode,
    ...(section.triesEachMode === undefined ? {} : { triesEachMode: true as const }),
    user: textOf(values, keys.user ?? []),
    secret: secretOf(values, keys.secret ?? []),
    mechanisms: logsIn ? mechanismsOf(values, keys.mechanisms ?? []) : { value: ['NONE'], from: loginSwitch(values, section) },
    ehloName:
      textOf(values, keys.ehloName ?? []) ??
      (defaults.ehloName === undefined ? null : { value: defaults.ehloName, from: DEFAULT }),
    sender: textOf(values, keys.sender ?? []),
    timeoutMs: timeoutOf(values, section),
    verifiesChain: verifies,
    verifiesName: verifies,
    tlsVersions: tlsVersionsOf(values, section, mode.value),
    isAllowedWithoutTls: mode.value === 'plain' || mode.value === 'starttls-if-offered',
    platform: null,
  };
}

export const modesFor = (section: Section, family: string | null): readonly ModeRow[] =>
  (family === null ? undefined : section.modesOf?.[family]) ?? section.modes;

export function defaultPort({ defaults: { port } }: Section, mode: ClientMode, host: string | null): number {
  return typeof port === 'number' ? port : port(mode, host);
}

function sourced<T>(values: Values, entry: FileEntry, value: T, written: string | null): Sourced<T> {
  return { value, from: values.from(entry), ...(written === null || String(value) === written ? {} : { written }) };
}

function textOf(values: Values, keys: readonly string[]): Sourced<string> | null {
  const entry = values.entry(...keys);
  // `null` is the word of Laravel and others for nothing.
  return entry === null || entry.value === null || entry.value === '' || (entry.kind === 'word' && entry.value === 'null')
    ? null
    : sourced(values, entry, entry.value.trim().slice(0, MAX_TEXT), null);
}

/** `587`, `'587'`, `587/tcp`; null where none is written, or nothing that could be one. */
function portOf(values: Values, keys: readonly string[]): Sourced<number> | null {
  const entry = values.entry(...keys);
  const digits = /^\s*(\d{1,5})(?:\/tcp)?\s*$/.exec(entry?.value ?? '')?.[1];
  const port = Number(digits ?? 0);
  return entry === null || port < 1 || port > 65_535 ? null : sourced(values, entry, port, entry.value);
}

function modeOf(values: Values, rows: readonly ModeRow[], port: number | null, host: string | null): Sourced<ClientMode> {
  for (const { when = {}, port: fits, mode } of rows) {
    if (!values.all(when) || (fits !== undefined && !fits(port, host))) continue;
    // Where no key says it, one that could have is what says that it is so: `enableSsl="false"`.
    const keys = [...Object.keys(when), ...rows.flatMap((row) => Object.keys(row.when ?? {}))];
    const entry = keys.map((key) => values.entry(key)).find((one) => one !== null && one.value !== null && one.value !== '');
    return entry === undefined || entry === null ? { value: mode, from: DEFAULT } : sourced(values, entry, mode, entry.value);
  }
  return { value: 'auto', from: DEFAULT };
}

function loginSwitch(values: Values, { logsInWhen = {} }: Section): Provenance {
  const key = Object.entries(logsInWhen).find(([name, pattern]) => !values.is(name, pattern))?.[0];
  return key === undefined ? DEFAULT : values.from(values.entry(key));
}

const NOT_MECHANISMS = /^(?:true|false|on|off|yes|no|1|0|auto|null|basic|password)$/i;

function mechanismsOf(values: Values, keys: readonly string[]): Sourced<readonly string[]> | null {
  const entry = values.entry(...keys);
  const text = entry?.value ?? '';
  if (entry === null || text === '' || NOT_MECHANISMS.test(text)) return null;
  const names = text
    .split(/[\s,;]+/)
    .map((name) => name.replaceAll('_', '-').toUpperCase())
    .filter((name) => /^[A-Z0-9-]{2,20}$/.test(name));
  return names.length === 0 ? null : sourced(values, entry, names, text);
}

/** `30`, `00:05:00` (Genesys), `30s`; -1 and 0 where they mean that nothing ends the wait. */
function timeoutOf(values: Values, { keys, timeoutUnit = 's', defaults }: Section): Sourced<number> | null {
  const entry = values.entry(...(keys.timeout ?? []));
  const text = entry?.value ?? '';
  const clock = /^(\d{1,2}):(\d\d):(\d\d)$/.exec(text);
  const plain = /^(\d{1,9})(ms|s)?$/.exec(text);
  const inWords = plain === null ? null : Number(plain[1]) * ((plain[2] ?? timeoutUnit) === 'ms' ? 1 : 1_000);
  const ms = clock === null ? inWords : (Number(clock[1]) * 3_600 + Number(clock[2]) * 60 + Number(clock[3])) * 1_000;
  if (entry !== null && ms !== null) return sourced(values, entry, ms, text);
  return defaults.timeoutMs === undefined || defaults.timeoutMs === null ? null : { value: defaults.timeoutMs, from: DEFAULT };
}

/** Where several keys pin them, the one that takes the most is named. */
function tlsVersionsOf(values: Values, { tlsVersions = [] }: Section, mode: ClientMode): Sourced<readonly string[]> | null {
  const pinned = tlsVersions.flatMap(({ key, form, modes }) => {
    const entry = modes === undefined || modes.includes(mode) ? values.entry(key) : null;
    const versions = entry?.value ? readTlsVersions(entry.value, form) : null;
    return entry === null || versions === null ? [] : [{ entry, versions }];
  });
  const [first] = pinned.toSorted((a, b) => a.versions.length - b.versions.length);
  if (first === undefined) return null;
  const left = first.versions.filter((version) => pinned.every(({ versions }) => versions.includes(version)));
  return sourced(values, first.entry, left, (first.entry.value ?? '').trim().slice(0, MAX_TEXT));
}

/** Exports mask it, Jenkins encrypts it (`{AQAA…}`), charts leave it to be filled in: then there is none to log in with. */
const NO_SECRET = /^(?:\*+|\{AQA[^}]*\}|<[^>]*>|changeme|null)$/i;

function secretOf(values: Values, keys: readonly string[]): SecretReference | null {
  const entry = values.entry(...keys);
  if (entry === null || (entry.value === null && entry.reference === undefined)) return null;
  return { from: values.from(entry), writtenLength: entry.writtenLength, readLength: entry.value?.length ?? 0 };
}

/** The secret itself, for a login. Null: the file does not have it. */
export function revealFileSecret({ section, values }: Pick<PartFacts, 'section' | 'values'>): Secret | null {
  const entry = values.entry(...(section.keys.secret ?? []));
  const value = entry?.value ?? '';
  return value === '' || NO_SECRET.test(value) ? null : new Secret(value);
}
