// The file that --config names: read, recognised, and turned into what a check is made of, its host as the target, its port and
// mode as those that are asked for by name. Its password leaves it for a login alone, with --login. Prints nothing.
import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import { findFamily } from '../../clients/families/index.ts';
import { formsAheadOfSecret } from '../../clients/forms.ts';
import { ALL_CLIENTS } from '../../clients/survey.ts';
import type { ApplicationRequest } from '../../model/application-settings.ts';
import type { Credentials } from '../../model/plan.ts';
import { knownPort, type Mode } from '../../model/protocol.ts';
import { Secret } from '../../model/secret.ts';
import { shownPath, UsageError } from '../../model/usage-error.ts';
import { type FileContent, readInputFile } from '../../request/input-file.ts';
import { LIMITS } from '../../request/limits.ts';
import type { PlanRequest } from '../../request/plan.ts';
import { readVariable } from '../../request/secret-source.ts';
import { readTypedTarget, type TypedTarget } from '../../request/typed-target.ts';
import { parseEhloName } from '../../request/values.ts';
import { findMechanism } from '../../sasl/index.ts';
import { decodeFile, type FileText } from '../../settings/file-text.ts';
import { readApplicationSettings, type SettingsReading } from '../../settings/read-settings.ts';
import { revealFileSecret } from '../../settings/resolve.ts';
import { registerSecret } from '../login/redaction.ts';
import type { CheckOptions } from '../options/options.ts';
import { readStdin } from '../terminal/input.ts';
import type { Io } from '../terminal/io.ts';
import { isApplicationLogin, isPasswordGrant, tokenRequestOf } from './application-token.ts';

const ABOUT = '--config';

/** What the file is called that came on stdin. */
const STDIN_NAME = 'stdin';

export interface ApplicationFile {
  /** Null: it came on stdin. */
  readonly path: string | null;
  readonly encoding: FileText['encoding'];
  readonly reading: SettingsReading;
  readonly typed: TypedTarget;
  /** Others on this machine can read it. */
  readonly isShared: boolean;
}

/** `-`, with the part or the format behind it. */
const STDIN = /^-(?:#(.+))?$/s;

/** `file#part`; a file may have a # in its name. */
async function splitName(name: string): Promise<{ readonly path: string; readonly part: string | null }> {
  const found = /^(.+)#([^#/\\]+)$/s.exec(name);
  if (found === null) return { path: name, part: null };
  const isWhole = await access(name).then(
    () => true,
    () => false,
  );
  return isWhole ? { path: name, part: null } : { path: found[1] ?? name, part: found[2] ?? null };
}

/** Throws UsageError: not readable, not recognised, no host in it. */
export async function readApplicationFile(options: CheckOptions, io: Io | null = null): Promise<ApplicationFile> {
  const name = options.config ?? '';
  const fromStdin = STDIN.exec(name);
  const { path, part } = fromStdin === null ? await splitName(name) : { path: null, part: fromStdin[1] ?? null };
  const { bytes, isShared } = path === null ? await readPiped(io) : await readInputFile(path, ABOUT, LIMITS.maxSettingsFileBytes);
  const { text, encoding } = decodeFile(bytes, path === null ? ABOUT : `${ABOUT} ${shownPath(path)}`);
  const file = path === null ? STDIN_NAME : basename(path);
  const reading = readApplicationSettings({ text, file, part, client: clientOf(options) });
  return { path, encoding, reading, typed: targetOf(reading), isShared };
}

async function readPiped(io: Io | null): Promise<FileContent> {
  if (io === null || io.stdin.isTTY) throw new UsageError('nothing is piped into it: mailprobe check --config - < file', ABOUT);
  return { bytes: await readStdin(io, ABOUT, LIMITS.maxSettingsFileBytes, LIMITS.totalMs), isShared: false };
}

/** The first that `--client` names. */
function clientOf(options: CheckOptions): string | null {
  return options.client?.find((id) => id !== ALL_CLIENTS) ?? null;
}

function targetOf({ settings: { host }, file }: SettingsReading): TypedTarget {
  const from = host?.from.kind === 'file' ? `${file}, line ${host.from.line}: ` : `${file}: `;
  try {
    const typed = readTypedTarget(host?.value ?? '');
    if (typed.target.mailbox !== null) throw new UsageError('the host is a mail address');
    return typed;
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`${from}${error.problem}`, ABOUT) : error;
  }
}

/** What the client of these settings opens its connection with. */
function modesOf({ settings: { mode, port } }: SettingsReading): readonly Mode[] {
  if (mode.value === 'auto') {
    const meant = port === null ? null : knownPort(port.value);
    return meant === null ? ['tls', 'starttls'] : [meant.mode];
  }
  return [mode.value === 'starttls-if-offered' ? 'starttls' : mode.value];
}

/** The request with what the file says in it. What an option says comes before it. `logsIn`: with the file's own login. */
export function requestForApplication({ reading }: ApplicationFile, request: PlanRequest, logsIn: boolean): PlanRequest {
  const { settings, file, traps } = reading;
  return {
    ...request,
    protocol: settings.protocol,
    ports: settings.port === null ? null : [settings.port.value],
    modes: modesOf(reading),
    ehloName: request.ehloName ?? ehloNameOf(reading),
    clients: clientsOf(settings.family, request.clients),
    auth: { ...request.auth, only: request.auth.only ?? mechanismsOf(reading) },
    ...(logsIn ? impersonationOf(reading, request) : {}),
    application: { file, settings, traps, ...(logsIn ? clientLoginOf(reading) : {}) },
  };
}

/** An application's token is nobody's at Exchange: each request names the mailbox (ExchangeImpersonation). */
function impersonationOf(reading: SettingsReading, { impersonated }: PlanRequest): Pick<PlanRequest, 'impersonated'> {
  const { protocol, user } = reading.settings;
  const isNamed = protocol !== 'ews' || user === null || (impersonated !== undefined && impersonated !== null);
  return isNamed || !isApplicationLogin(reading) ? {} : { impersonated: user.value };
}

/** The login goes out as the application sends it, where servers stumble over the form. Other protocols have none of that. */
function clientLoginOf({ settings: { family: id, protocol } }: SettingsReading): Pick<ApplicationRequest, 'login'> {
  const family = id === null || protocol !== 'smtp' ? null : findFamily(id);
  const forms = family === null ? [] : formsAheadOfSecret(family);
  return family === null || forms.length === 0 ? {} : { login: { mechanisms: family.mechanisms, forms } };
}

/** Its own client first: what it would do with these settings is told beside what works. */
function clientsOf(own: string | null, asked: readonly string[]): readonly string[] {
  const family = own === null ? null : findFamily(own);
  return family === null ? asked : [...new Set([family.id, ...asked])];
}

function ehloNameOf({ settings: { ehloName, protocol } }: SettingsReading): string | null {
  if (ehloName === null || protocol !== 'smtp') return null;
  try {
    return parseEhloName(ehloName.value.replace(/^\[|\]$/g, '') === '127.0.0.1' ? '127.0.0.1' : ehloName.value);
  } catch {
    return null; // A trap, if anything; the check goes on under its own name.
  }
}

function mechanismsOf({ settings: { mechanisms } }: SettingsReading): readonly string[] | null {
  const known = (mechanisms?.value ?? []).filter((name) => findMechanism(name) !== undefined);
  return known.length === 0 ? null : known;
}

/** For `--login`: the file's own user and password. Throws UsageError where it has none. */
export function credentialsOf({ reading, path, isShared }: ApplicationFile, io: Io): Credentials {
  const { settings } = reading;
  const fail = (problem: string): UsageError => new UsageError(`${problem}; give a login with --user`, '--login');
  if (settings.mechanisms?.value[0] === 'NONE') throw fail('by these settings the application does not log in');
  if (settings.user === null) throw fail('there is no user in the file');
  const { secret } = settings;
  const held = revealFileSecret(reading);
  const variable = held === null && secret?.from.kind === 'environment' ? secret.from.name : null;
  if (held === null && (variable === null || !/^[A-Za-z_]\w*$/.test(variable)))
    throw fail('there is no password in the file that could be read (it is masked, encrypted or elsewhere)');
  if (!isApplicationLogin(reading) && isPasswordGrant(reading))
    throw fail('by these settings the application exchanges what stands as password for a token, which this program does not');
  const password = held ?? new Secret(readVariable(io.env, variable ?? '', '--login'));
  registerSecret(password, settings.user.value);
  const oauth = tokenRequestOf(reading, password);
  const notices =
    isShared && path !== null ? [`--config: others on this machine can read ${shownPath(path)}, with a password in it`] : [];
  return { user: settings.user.value, password: oauth === null ? password : null, token: null, oauth, notices };
}
