// Settings that work in an application's own form, from the same description of its format that its files are read by. The
// password is a placeholder. Pure.
import type { Mode, Protocol } from '../model/protocol.ts';
import { SECRET_PLACEHOLDER } from './correct.ts';
import type { Value } from './entry.ts';
import type { Section, SettingsFormat } from './format.ts';
import { FORMATS } from './formats/index.ts';
import { defaultPort } from './resolve.ts';

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
  const pairs = pairsOf(section, wanted).map(([name, value]) => [`${section.writtenPrefix}${name}`, value] as const);
  return reading.dialect.render(pairs);
}

function pairsOf(section: Section, wanted: WorkingSettings): readonly (readonly [string, Value])[] {
  const { keys, writes, fixed = {}, joined = {} } = section;
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
  for (const [key, value] of Object.entries(writes[wanted.mode]?.set ?? {})) if (value !== '') values.set(key, value);
  for (const [key, pattern] of Object.entries(section.logsInWhen ?? {}))
    if (!values.has(key) && pattern.test('true')) values.set(key, true);
  put(keys.user, wanted.user ?? USER_PLACEHOLDER);
  put(keys.secret, SECRET_PLACEHOLDER);
  return joinPieces([...values], joined);
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
