// Settings that work in an application's own form, from the same description of its format that its files are read by. The
// password is a placeholder. Pure.
import type { Mode, Protocol } from '../model/protocol.ts';
import { isMet, SECRET_PLACEHOLDER } from './correct.ts';
import type { Value } from './entry.ts';
import { type Section, type SettingsFormat, settingsOn } from './format.ts';
import { FORMATS } from './formats/index.ts';
import { defaultPort, resolveSettings } from './resolve.ts';
import { Values } from './values.ts';

export interface WorkingSettings {
  readonly protocol: Protocol;
  readonly host: string;
  readonly port: number;
  readonly mode: Mode;
  /** Null: not known here; a placeholder stands in. */
  readonly user: string | null;
}

export const FORMAT_IDS: readonly string[] = FORMATS.map(({ id }) => id);

const USER_PLACEHOLDER = 'USERNAME';

export const findFormat = (id: string): SettingsFormat | undefined => FORMATS.find((format) => format.id === id.toLowerCase());

/** Null: the application cannot do this mode, or has no such protocol. */
export function renderSettings(format: SettingsFormat, wanted: WorkingSettings): string | null {
  const section = format.sections.find(
    ({ protocol, writes }) => protocol === wanted.protocol && writes[wanted.mode] !== undefined,
  );
  const [reading] = format.readings;
  if (section === undefined || reading === undefined) return null;
  const values = valuesOf(section, wanted);
  if (!isReadAs(format, section, values, wanted)) return null;
  const pairs = joinPieces([...values], section.joined ?? {}).map(
    ([name, value]) => [`${section.writtenPrefix}${name}`, value] as const,
  );
  return reading.dialect.render(pairs);
}

/** Some applications have a mode on one port alone (Grafana's TLS): written for another it would be read as something else. */
function isReadAs(
  format: SettingsFormat,
  section: Section,
  written: ReadonlyMap<string, Value>,
  wanted: WorkingSettings,
): boolean {
  const place = { kind: 'text', line: 0, start: 0, end: 0, quote: '', writtenLength: 0 } as const;
  const entries = [...written].map(([name, value]) => ({ ...place, name, key: name, value: String(value) }));
  const values = new Values(entries, '', format.isRelaxed === true);
  const settings = resolveSettings({ format, section, part: null, prefix: '', values, family: null });
  // A format without a library of its own has no meaning for its modes until one is named.
  return format.family === null || isMet(settings, wanted);
}

function valuesOf(section: Section, wanted: WorkingSettings): Map<string, Value> {
  const { keys, writes, fixed = {} } = section;
  const values = new Map<string, Value>(Object.entries(fixed));
  const put = (names: readonly string[] | undefined, value: Value): void => {
    if (names?.[0] !== undefined) values.set(names[0], value);
  };
  put(keys.host, wanted.host);
  const isImplied =
    keys.port?.[0]?.includes('#') !== true &&
    defaultPort(section, wanted.mode, wanted.host) === wanted.port &&
    keys.port === undefined;
  if (!isImplied) put(keys.port, wanted.port);
  for (const [key, value] of Object.entries(settingsOn(writes[wanted.mode] ?? { set: {} }, wanted.port)))
    if (value !== '') values.set(key, value);
  for (const [key, pattern] of Object.entries(section.logsInWhen ?? {}))
    if (!values.has(key) && pattern.test('true')) values.set(key, true);
  put(keys.user, wanted.user ?? USER_PLACEHOLDER);
  put(keys.secret, SECRET_PLACEHOLDER);
  return values;
}

/** `key#host` and `key#port` make one value again. */
function joinPieces(
  pairs: readonly (readonly [string, Value])[],
  joined: NonNullable<Section['joined']>,
): readonly (readonly [string, Value])[] {
  const pieces = new Map(pairs);
  const done = new Set<string>();
  return pairs.flatMap(([name, value]) => {
    const [key = '', piece] = name.split('#');
    if (piece === undefined) return [[name, value] as const];
    if (done.has(key)) return [];
    done.add(key);
    const of = (one: string): string => String(pieces.get(`${key}#${one}`) ?? '');
    return [[key, joined[key] === 'url' ? urlOf(of) : addressOf(of)] as const];
  });
}

const addressOf = (of: (piece: string) => string): string =>
  of('scheme') === '' ? bareAddressOf(of) : `${of('scheme')}://${bareAddressOf(of)}`;

const bareAddressOf = (of: (piece: string) => string): string =>
  of('brackets') === '' ? `${of('host')}:${of('port')}` : `[${of('host')}]:${of('port')}`;

function urlOf(of: (piece: string) => string): string {
  const user = of('user') === USER_PLACEHOLDER ? USER_PLACEHOLDER : encodeURIComponent(of('user'));
  return `${of('scheme')}://${user === '' ? '' : `${user}:${SECRET_PLACEHOLDER}@`}${of('host')}:${of('port')}`;
}
