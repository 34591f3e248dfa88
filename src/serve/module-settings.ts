// From the settings of one module to what its probes ask for. Reads values as the command line does; complains through the
// reader and goes on, so that all is said at once.

import { resolve } from 'node:path';
import type { TlsOptions } from '../model/plan.ts';
import { CHECKED_PROTOCOLS, isMailProtocol } from '../model/protocol.ts';
import type { TrustStore } from '../model/trust-store.ts';
import { UsageError } from '../model/usage-error.ts';
import { parseCloud } from '../request/graph-cloud-choice.ts';
import { LIMITS } from '../request/limits.ts';
import { decideProtocol, makePlan, type PlanRequest } from '../request/plan.ts';
import { type Environment, readVariable } from '../request/secret-source.ts';
import { parseTarget } from '../request/target.ts';
import { parseTargetList, type TargetList } from '../request/target-list.ts';
import type { TrustReading } from '../request/trust-store.ts';
import {
  parseBindAddress,
  parseChoice,
  parseDnsServer,
  parseDuration,
  parseEhloName,
  parseExpectation,
  parseModes,
  parsePorts,
  parseProxy,
  parseResolve,
  parseServername,
  parseTlsVersion,
  parseWhole,
} from '../request/values.ts';
import { readLogin } from './login-settings.ts';
import type { Module } from './module.ts';
import { NAMES_IN_MODULES, type SettingsContext } from './settings-context.ts';
import type { SettingsReader } from './settings-reader.ts';

/** What is given of these, without what is not. */
type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const given = <T extends object>(values: T): Given<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;

export function readTargetList(settings: SettingsReader): TargetList | null {
  const entries = settings.values('allowed_targets', (text) => {
    parseTargetList([text]);
    return text;
  });
  return entries === undefined ? null : parseTargetList(entries);
}

function readTimeouts(settings: SettingsReader, { timeouts: base }: PlanRequest): PlanRequest['timeouts'] {
  const totalMs = settings.value('timeout', parseDuration);
  const connectMs = settings.value('connect_timeout', parseDuration);
  const greetingMs = settings.value('greeting_timeout', parseDuration);
  const commandMs = settings.value('command_timeout', parseDuration);
  return {
    totalMs: totalMs ?? base.totalMs,
    connectMs: connectMs ?? base.connectMs,
    connectNamed: connectMs !== undefined || base.connectNamed,
    greetingMs: greetingMs ?? base.greetingMs,
    greetingNamed: greetingMs !== undefined || base.greetingNamed,
    commandMs: commandMs ?? base.commandMs,
    authMs: commandMs === undefined ? base.authMs : Math.max(LIMITS.authMs, commandMs),
  };
}

function readProxy(settings: SettingsReader, env: Environment): PlanRequest['proxy'] | undefined {
  const fromVariable = settings.value('proxy_env', (name) => parseProxy(readVariable(env, name, 'proxy_env'), true));
  const written = settings.value('proxy', (text) => {
    if (text.includes('@')) throw new UsageError('a password has no place in this file: name a variable with proxy_env');
    return parseProxy(text, false);
  });
  if (settings.has('proxy') && settings.has('proxy_env')) settings.complain('give proxy or proxy_env, not both', 'proxy_env');
  return fromVariable ?? written;
}

function readResolve(settings: SettingsReader): PlanRequest['resolve'] | undefined {
  const entries = settings.values('resolve', parseResolve);
  if (entries === undefined) return undefined;
  const table = new Map<string, readonly string[]>();
  for (const { host, addresses } of entries) table.set(host, [...(table.get(host) ?? []), ...addresses]);
  return table;
}

const TLS_NAMES = { ca: 'ca_file', clientCert: 'client_cert_file', clientKey: 'client_key_file', pfx: 'pfx_file' } as const;

async function readTrust(text: string, reading: TrustReading): Promise<TrustStore> {
  const { readTrustStore } = await import('../request/trust-store.ts');
  return readTrustStore(text, reading);
}

async function readTls(settings: SettingsReader, { folder, base, env, onSecret }: SettingsContext): Promise<TlsOptions> {
  const tls = settings.mapping('tls');
  if (tls === undefined) return base.tls;
  const path = (text: string): string => resolve(folder, text);
  const files = {
    ca: tls.value(TLS_NAMES.ca, path),
    clientCert: tls.value(TLS_NAMES.clientCert, path),
    clientKey: tls.value(TLS_NAMES.clientKey, path),
    pfx: tls.value(TLS_NAMES.pfx, path),
  };
  const own = given({
    insecure: tls.flag('insecure'),
    minVersion: tls.value('min_version', parseTlsVersion),
    maxVersion: tls.value('max_version', parseTlsVersion),
  });
  const trust = tls.value('trust', (text) => text);
  tls.refuse(
    ['passphrase', 'password'],
    'put the passphrase into MAILPROBE_PFX_PASSPHRASE, MAILPROBE_KEY_PASSPHRASE or MAILPROBE_TRUST_PASSPHRASE',
  );
  tls.close();
  const whole = { ...base.tls, ...own };
  if (whole.minVersion !== null && whole.maxVersion !== null && whole.minVersion > whole.maxVersion)
    tls.complain('min_version is above max_version', 'min_version');
  if (files.pfx !== undefined && (files.clientCert ?? files.clientKey) !== undefined)
    tls.complain('give pfx_file, or client_cert_file with client_key_file', TLS_NAMES.pfx);
  else if ((files.clientCert === undefined) !== (files.clientKey === undefined))
    tls.complain('client_cert_file and client_key_file go together');
  try {
    const { readTlsFiles } = await import('../request/tls-files.ts');
    const { extraRoots, clientCertificate } = await readTlsFiles(files, { names: TLS_NAMES, env, onSecret });
    return {
      ...whole,
      ...(trust === undefined ? {} : { trust: await readTrust(trust, { name: 'trust', env, onSecret, resolve: path }) }),
      extraRoots: files.ca === undefined ? whole.extraRoots : extraRoots,
      clientCertificate: clientCertificate ?? whole.clientCertificate,
    };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    tls.complain(error.problem, error.about ?? undefined);
    return whole;
  }
}

/** Ports settle the protocol once and for all: a target that names another port is still of that protocol. */
function withProtocol(request: PlanRequest, settings: SettingsReader): PlanRequest {
  const isService = request.protocol !== null && !isMailProtocol(request.protocol);
  if (request.cloud !== undefined && !isService) settings.complain('cloud wants protocol graph or ews');
  // A service has hosts of its own, and takes any mailbox.
  const anyHost = parseTarget(isService ? 'mailbox@example.com' : 'mail.example.com');
  try {
    makePlan(anyHost, request, NAMES_IN_MODULES);
    return request.ports === null ? request : { ...request, protocol: decideProtocol(anyHost, request, NAMES_IN_MODULES) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    settings.complain(error.message);
    return request;
  }
}

/** What a module's settings come to. Complaints are the reader's; the module is of use only where there are none. */
export async function readModule(name: string, settings: SettingsReader, context: SettingsContext): Promise<Module> {
  const { base, env } = context;
  const family = settings.value('family', parseChoice(['4', '6'], 'family'));
  const ports = settings.values('ports', parsePorts);
  const modes = settings.values('modes', parseModes);
  const own = given({
    protocol: settings.value('protocol', parseChoice(CHECKED_PROTOCOLS, 'protocol')),
    cloud: settings.value('cloud', parseCloud),
    ports: ports && [...new Set(ports.flat())],
    modes: modes && [...new Set(modes.flat())],
    family: family === undefined ? undefined : family === '4' ? (4 as const) : (6 as const),
    allAddresses: settings.flag('all_addresses'),
    resolve: readResolve(settings),
    dnsServer: settings.value('dns_server', parseDnsServer),
    ehloName: settings.value('ehlo', parseEhloName),
    servername: settings.value('servername', parseServername),
    proxy: readProxy(settings, env),
    bindAddress: settings.value('bind', parseBindAddress),
    maxConnections: settings.value('max_connections', parseWhole(1, 100)),
    warnDays: settings.value('warn_days', parseWhole(0, 36_500)),
    strict: settings.flag('strict'),
    expectations: settings.values('expect', parseExpectation),
  });
  const request = {
    ...base,
    ...own,
    timeouts: readTimeouts(settings, base),
    tls: await readTls(settings, context),
  };
  const allowedTargets = readTargetList(settings);
  const { login, auth } = await readLogin(settings, context);
  settings.close();
  // Else anybody who reaches /probe could name a host of his own as the target, and be sent the password.
  if (login !== null && allowedTargets === null && !context.isRestricted)
    settings.complain('it logs in and has no allowed_targets: name the hosts that may get the login');
  return { name, request: { ...withProtocol(request, settings), ...(auth && { auth }) }, login, allowedTargets };
}
