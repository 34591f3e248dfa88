// What a format is: one application's way of writing its mail settings, as data. Which keys hold what, what their values mean
// to its client library, what stands in for what is not said, how each mode is written, and where its users stumble. Reading,
// judging and writing are done for all formats alike, next door.
import type { ApplicationSettings, ClientMode, SettingsTrap } from '../model/application-settings.ts';
import type { Mode, Protocol } from '../model/protocol.ts';
import type { FileDialect, Value } from './entry.ts';
import type { TlsVersionForm } from './tls-versions.ts';
import type { Values } from './values.ts';

export interface Reading {
  readonly dialect: FileDialect;
  /** By file name, without its folder. */
  readonly files: RegExp;
}

/** Keys by what they hold, in the spellings that are met; the first is written where none stands. */
export interface Keys {
  readonly host: readonly string[];
  readonly port?: readonly string[];
  readonly user?: readonly string[];
  readonly secret?: readonly string[];
  readonly sender?: readonly string[];
  readonly ehloName?: readonly string[];
  readonly timeout?: readonly string[];
  readonly mechanisms?: readonly string[];
}

/** Every condition holds: a pattern for the value, or null where the key is absent or empty. The first row that fits decides. */
export interface ModeRow {
  readonly when?: Readonly<Record<string, RegExp | null>>;
  /** The port as the file has it; null: it has none. */
  readonly port?: (port: number | null, host: string | null) => boolean;
  readonly mode: ClientMode;
}

/** `set` is written in any case, `clear` only where the key stands in the file with another value. */
export interface ModeWriting {
  readonly set: Readonly<Record<string, Value>>;
  readonly clear?: Readonly<Record<string, Value>>;
  /** Said by this port alone; on others these keys are set as well. */
  readonly byPort?: { readonly port: number; readonly elsewhere: Readonly<Record<string, Value>> };
}

/** What has to be set for the mode on this port. */
export const settingsOn = ({ set, byPort }: ModeWriting, port: number): Readonly<Record<string, Value>> =>
  byPort === undefined || byPort.port === port ? set : { ...set, ...byPort.elsewhere };

/** Where what an application's token request needs stands (RFC 6749 §4.4). The secret is the application's then, the user the mailbox. */
export interface OauthKeys {
  /** Where all of this holds; else the secret is a password. */
  readonly when: Readonly<Record<string, RegExp>>;
  /** Where this holds instead, it is exchanged for a token in another way (RFC 6749 §4.3, §6), which no check does by a file. */
  readonly passwordGrantWhen?: Readonly<Record<string, RegExp>>;
  readonly clientId: string;
  readonly tenant: string;
  readonly authority: string;
  readonly scope: string;
  readonly defaults: { readonly authority: string; readonly scope: string };
}

type TrapWords = Pick<SettingsTrap, 'id' | 'severity' | 'title' | 'meaning' | 'fix'>;

export interface Trap extends TrapWords {
  /** The key that it is about. */
  readonly key: string;
  /** Its value; null: absent or empty; undefined: there, whatever it is. */
  readonly is?: RegExp | null;
  readonly and?: (values: Values, settings: ApplicationSettings) => boolean;
  readonly change?: Value;
}

export interface TlsVersionKey {
  readonly key: string;
  readonly form: TlsVersionForm;
  /** It counts in these modes alone. Default: in all. */
  readonly modes?: readonly ClientMode[];
}

export interface Section {
  readonly protocol: Protocol;
  /** How the keys begin that are its own; group 1, where there is one, is the name of the part. */
  readonly prefix: RegExp;
  /** Keys of a section that stands behind all parts (msmtp's `defaults`). */
  readonly inherits?: RegExp;
  /** The prefix as it is written. */
  readonly writtenPrefix: string;
  readonly keys: Keys;
  /** Keys whose value holds several: `host:587`, or a URL. They are read as `key#host`, `key#port`, `key#scheme`, … */
  readonly joined?: Readonly<Record<string, 'address' | 'url'>>;
  /** Of these keys one must be there. Default: those of the host. */
  readonly marks?: readonly string[];
  /** What must hold of the values for the section to be meant (`type` of Thunderbird's servers). */
  readonly requires?: Readonly<Record<string, RegExp | null>>;
  /** What must not hold of any of them, be they there or not. */
  readonly excludes?: Readonly<Record<string, RegExp>>;
  /** By the client library's id where they differ. */
  readonly modes: readonly ModeRow[];
  /** What `auto` does here. Default: the port decides. */
  readonly triesEachMode?: true;
  readonly modesOf?: Readonly<Record<string, readonly ModeRow[]>>;
  readonly writes: Readonly<Partial<Record<Mode, ModeWriting>>>;
  readonly defaults: {
    readonly host?: string;
    readonly port: number | ((mode: ClientMode, host: string | null) => number);
    readonly ehloName?: string;
    readonly timeoutMs?: number | null;
    readonly verifies?: boolean;
  };
  /** What a bare number of the timeout counts. Default: seconds. */
  readonly timeoutUnit?: 'ms' | 's';
  /** Keys that switch verification off, and by which value. */
  readonly unverified?: Readonly<Record<string, RegExp>>;
  /** Keys that pin TLS versions; each takes away from what the others leave. */
  readonly tlsVersions?: readonly TlsVersionKey[];
  /** It logs in only where this holds; a user alone is no login. */
  readonly logsInWhen?: Readonly<Record<string, RegExp>>;
  /** What else must stand in the file for the settings to count. */
  readonly fixed?: Readonly<Record<string, Value>>;
  readonly traps?: readonly Trap[];
  readonly oauth?: OauthKeys;
}

export interface SettingsFormat {
  readonly id: string;
  readonly application: string;
  /** The client library's id in `clients/families`; null: the file does not tell. */
  readonly family: string | null;
  /** Other libraries that are met with this format: `--client` chooses. */
  readonly otherFamilies?: readonly string[];
  readonly readings: readonly Reading[];
  /** Read as another spelling of the same: case, dashes and underscores do not count (Spring, .NET configuration). */
  readonly isRelaxed?: true;
  /** How much else it fits as well: where several formats do, the least general one is meant. Default: 0. */
  readonly generality?: 1 | 2 | 3;
  /** Only where its client is named, or the file names it. */
  readonly namedBy?: RegExp;
  /** Where the host is, of an application that does not have it in its file. */
  readonly hostElsewhere?: string;
  readonly sections: readonly Section[];
}

export const ON = /^(?:true|1|yes|on|always)$/i;
export const OFF = /^(?:false|0|no|off|none|never)$/i;
