// From the options, as read one by one, to what the plan is made of. Refuses what contradicts itself before any file
// is read or secret asked for; the secrets themselves come last, from credentials.ts. Must not know the target.
import type { ProxyOptions, Timeouts, TlsOptions } from '../../model/plan.ts';
import { quoteWord, UsageError } from '../../model/usage-error.ts';
import { LIMITS, silencesUpTo } from '../../request/limits.ts';
import { DEFAULT_REQUEST, type PlanRequest } from '../../request/plan.ts';
import { parseProxy } from '../../request/values.ts';
import { checkCredentialOptions } from '../login/credentials.ts';
import { registerSecret } from '../login/redaction.ts';
import type { Io } from '../terminal/io.ts';
import { refuseContradictions } from './contradictions.ts';
import type { CheckOptions } from './options.ts';

function readProxy(options: CheckOptions, io: Io): ProxyOptions | null {
  const fromVariable = io.env.MAILPROBE_PROXY;
  const [text, what] = options.proxy !== undefined ? [options.proxy, '--proxy'] : [fromVariable, 'MAILPROBE_PROXY'];
  if (text === undefined || text === '') {
    if (options.proxy === '') throw new UsageError('--proxy: the URL is empty');
    return null;
  }
  try {
    const proxy = parseProxy(text, options.proxy === undefined);
    registerSecret(proxy.password, proxy.user ?? undefined);
    return proxy;
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`${what}: ${error.message}`) : error;
  }
}

function readTimeouts({ timeout, connectTimeout, greetingTimeout, commandTimeout }: CheckOptions): Timeouts {
  const commandMs = commandTimeout ?? LIMITS.commandMs;
  return {
    totalMs: timeout ?? LIMITS.totalMs,
    connectMs: connectTimeout ?? LIMITS.connectMs,
    connectNamed: connectTimeout !== undefined,
    greetingMs: greetingTimeout ?? LIMITS.greetingMs,
    greetingNamed: greetingTimeout !== undefined,
    commandMs,
    authMs: Math.max(LIMITS.authMs, commandMs),
  };
}

function readResolve(options: CheckOptions): ReadonlyMap<string, readonly string[]> {
  const table = new Map<string, readonly string[]>();
  for (const { host, addresses } of options.resolve ?? []) table.set(host, [...(table.get(host) ?? []), ...addresses]);
  return table;
}

async function readTlsFiles(options: CheckOptions, io: Io): Promise<Pick<TlsOptions, 'extraRoots' | 'clientCertificate'>> {
  const names = { ca: '--ca', clientCert: '--client-cert', clientKey: '--client-key', pfx: '--pfx' };
  const reader = await import('../../request/tls-files.ts');
  return reader.readTlsFiles(options, { names, env: io.env, onSecret: registerSecret, limitMs: readTimeouts(options).totalMs });
}

async function readTrust(options: CheckOptions, io: Io): Promise<Pick<TlsOptions, 'trust'>> {
  if (options.trust === undefined) return {};
  const { readTrustStore } = await import('../../request/trust-store.ts');
  const reading = { name: '--trust', env: io.env, onSecret: registerSecret, limitMs: readTimeouts(options).totalMs };
  return { trust: await readTrustStore(options.trust, reading) };
}

async function checkBind(address: string | undefined): Promise<void> {
  if (address === undefined || address.startsWith('127.') || address.includes('%')) return;
  const { networkInterfaces } = await import('node:os');
  let own: string[];
  try {
    own = Object.values(networkInterfaces()).flatMap((entries) => entries?.map((entry) => entry.address) ?? []);
  } catch {
    return; // Some sandboxes forbid the question; the socket will tell.
  }
  if (own.length > 0 && !own.includes(address)) {
    throw new UsageError(`--bind: ${quoteWord(address)} is no address of this machine; it has ${own.slice(0, 8).join(', ')}`);
  }
}

/** Everything but the credentials. Throws UsageError. */
export async function readRequest(options: CheckOptions, io: Io): Promise<PlanRequest> {
  refuseContradictions(options);
  checkCredentialOptions(options);
  if (options.auth !== undefined) (await import('./named-mechanisms.ts')).refuseMechanisms(options.auth, options.user);
  if (options.client !== undefined) (await import('../../clients/survey.ts')).refuseUnknownClients(options.client);
  await checkBind(options.bind);
  const wantsFiles = [options.ca, options.clientCert, options.pfx].some((path) => path !== undefined);
  const tls = {
    ...DEFAULT_REQUEST.tls,
    insecure: options.insecure === true,
    minVersion: options.tlsMin ?? null,
    maxVersion: options.tlsMax ?? null,
    scan: options.tlsScan === true,
    ...(options.revocation === true ? { revocation: true } : {}),
    ...(await readTrust(options, io)),
  };
  return {
    ...DEFAULT_REQUEST,
    ports: options.port ?? null,
    modes: options.mode ?? null,
    protocol: options.protocol ?? null,
    ...(options.cloud === undefined ? {} : { cloud: options.cloud }),
    ...(options.as === undefined ? {} : { impersonated: options.as }),
    family: options.ipv4 ? 4 : options.ipv6 ? 6 : null,
    allAddresses: options.allAddresses === true,
    resolve: readResolve(options),
    dnsServer: options.dnsServer ?? null,
    ehloName: options.ehlo ?? null,
    servername: options.servername ?? null,
    proxy: readProxy(options, io),
    bindAddress: options.bind ?? null,
    maxConnections: options.polite ? 1 : (options.maxConnections ?? LIMITS.maxConnections),
    pauseMs: options.polite ? LIMITS.politePauseMs : 0,
    timeouts: readTimeouts(options),
    tls: wantsFiles ? { ...tls, ...(await readTlsFiles(options, io)) } : tls,
    auth: {
      only: options.auth ?? null,
      exclude: options.authExclude ?? [],
      all: options.authAll === true,
      allowInsecure: options.allowInsecureAuth === true,
    },
    warnDays: options.warnDays ?? null,
    strict: options.strict === true,
    expectations: options.expect ?? [],
    clients: options.client ?? [],
    ...(options.trace === true ? { trace: true } : {}),
    hold: options.hold === undefined ? null : { silencesMs: silencesUpTo(options.hold) },
    pool: options.pool ?? null,
  };
}
