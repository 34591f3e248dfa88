// Finds the provider behind a host name, a mail domain or a set of MX hosts. Reads the directory, providers.json, when first
// asked. Its facts are those of public settings directories (Thunderbird ISPDB, Delta Chat) and of providers' help pages.

import { BoundedCache } from '../model/bounded-cache.ts';
import { byProtocol, type MailProtocol, type Mode, PROTOCOLS } from '../model/protocol.ts';
import type { PasswordKind, Provider, ProviderKind, ProviderServer } from './provider.ts';
import providerList from './providers.json' with { type: 'json' };

interface Directory {
  readonly byHost: ReadonlyMap<string, Provider>;
  readonly byDomain: ReadonlyMap<string, Provider>;
  readonly byMx: readonly (readonly [(host: string) => boolean, Provider])[];
  readonly byId: ReadonlyMap<string, Provider>;
  readonly hosts: readonly string[];
  readonly domains: readonly string[];
  readonly all: readonly Provider[];
}

const PASSWORDS: Readonly<Record<PasswordKind, string>> = {
  account: 'password of the account',
  app: 'app password',
  oauth: 'OAuth 2.0',
  'api-key': 'API key',
  code: 'authorization code',
  separate: 'separate mail password',
  none: 'none',
};
const POLICIES: Readonly<Partial<Record<PasswordKind, string>>> = {
  app: "The account's own password is refused: an app password is wanted.",
  oauth: 'Passwords are refused or switched off by default: OAuth 2.0 is wanted.',
  'api-key': "User name and password come from the relay's console, not from the account login.",
  code: "The account's own password is refused: an authorization code from webmail is wanted.",
  separate: 'A password of its own for mail programs is wanted.',
};

/** A provider as `providers.json` has it: `providers.schema.json` says what each field is. */
export interface ProviderEntry extends Partial<Readonly<Record<MailProtocol, readonly string[]>>> {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly domains?: readonly string[];
  readonly mx?: readonly string[];
  readonly username: string;
  readonly passwordKind: string;
  readonly password?: string;
  readonly oauth?: { readonly issuer: string; readonly scopes: readonly string[] };
  readonly notes?: readonly string[];
  readonly docs?: readonly string[];
}

const MODE_OF: Readonly<Record<string, Mode>> = { 'SSL/TLS': 'tls', STARTTLS: 'starttls', none: 'plain' };

/** `smtp.example.com:587 STARTTLS` */
export function readServer(text: string): ProviderServer {
  const [endpoint = '', security = ''] = text.split(' ');
  const [host = '', port = ''] = endpoint.split(':');
  const mode = MODE_OF[security];
  if (mode === undefined) throw new Error(`${text} names no security`);
  return { host, port: Number(port), mode };
}

/** With what is left out filled in. */
export function makeProvider(entry: ProviderEntry): Provider {
  const { domains = [], mx = [], oauth = null, notes = [], docs = [] } = entry;
  const serversBy = (protocol: MailProtocol): readonly ProviderServer[] => (entry[protocol] ?? []).map(readServer);
  const passwordKind = entry.passwordKind as PasswordKind;
  return {
    id: entry.id,
    name: entry.name,
    kind: entry.kind as ProviderKind,
    domains,
    mx,
    ...byProtocol(serversBy),
    username: entry.username,
    passwordKind,
    password: entry.password ?? PASSWORDS[passwordKind],
    oauth,
    notes,
    docs,
    authPolicy: POLICIES[passwordKind] ?? null,
  };
}

/** `mx*.example.com`: a star stands for any run of characters. At most a few stars, checked piece by piece. */
function wildcard(pattern: string): (host: string) => boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const last = rest.pop();
  if (last === undefined) return (host) => host === first;
  return (host) => {
    if (!host.startsWith(first) || !host.endsWith(last) || host.length < first.length + last.length) return false;
    let at = first.length;
    for (const piece of rest) {
      const found = host.indexOf(piece, at);
      if (found < 0 || found + piece.length > host.length - last.length) return false;
      at = found + piece.length;
    }
    return true;
  };
}

// Hosts that take a name of their own from the customer or the region.
const HOST_FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\.)email-smtp(?:-fips)?\.[a-z0-9-]{4,20}\.amazonaws\.com$/, 'amazon-ses'],
  [/\.mail\.protection\.outlook\.com$|\.mx\.microsoft$/, 'microsoft365-direct-send'],
  [/^(?:outlook|smtp|imap|pop|smtp-legacy)\.office365\.com$/, 'microsoft365'],
  [/^(?:smtp|imap|pop)(?:-mail)?\.outlook\.com$/, 'outlook.com'],
  [/^smtp(?:pro)?\.zoho(?:\.com|public\.com)$|^(?:imap|pop)(?:pro)?\.zoho\.com$/, 'zoho'],
  [/^(?:smtp|imap|pop)pro\.zoho\.eu$/, 'zoho-eu'],
  [/^(?:smtp|imap|pop)pro\.zoho\.in$/, 'zoho-in'],
  [/^(?:pro|ex)\d{0,3}\.mail\.ovh\.net$|^smtp\.mail\.ovh\.(?:net|ca)$/, 'ovh'],
];

const DOMAIN_FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^(?:hotmail|outlook|live|msn|windowslive|passport)\.[a-z]{2,3}(?:\.[a-z]{2})?$/, 'outlook.com'],
  [/^(?!yahoo\.co\.jp$)(?:yahoo|ymail|rocketmail|myyahoo)\.[a-z]{2,3}(?:\.[a-z]{2})?$/, 'yahoo'],
  [/^[a-z0-9-]{1,63}\.onmicrosoft\.com$/, 'microsoft365'],
];

let directory: Directory | null = null;

function load(): Directory {
  if (directory !== null) return directory;
  const all = providerList.providers.map(makeProvider);
  const byHost = new Map<string, Provider>();
  const byDomain = new Map<string, Provider>();
  const byMx: [(host: string) => boolean, Provider][] = [];
  for (const provider of all) {
    for (const { host } of PROTOCOLS.flatMap((protocol) => provider[protocol])) {
      const name = host.toLowerCase();
      // At this machine's own address anything may listen, not only Proton's Bridge.
      if (!name.includes('<') && name !== '127.0.0.1' && !byHost.has(name)) byHost.set(name, provider);
    }
    for (const domain of provider.domains) if (!byDomain.has(domain)) byDomain.set(domain, provider);
  }
  // A custom domain behind Google's MX is Workspace, whatever the order of the entries.
  const rank = (provider: Provider): number => (provider.id === 'google-workspace' ? 0 : provider.id === 'outlook.com' ? 0 : 1);
  for (const provider of [...all].sort((a, b) => rank(a) - rank(b)))
    for (const pattern of provider.mx) byMx.push([wildcard(pattern), provider]);
  const byId = new Map(all.map((provider) => [provider.id, provider]));
  directory = { all, byHost, byDomain, byMx, byId, hosts: [...byHost.keys()], domains: [...byDomain.keys()] };
  return directory;
}

const normal = (name: string): string => name.trim().toLowerCase().replace(/\.$/, '');

/** The provider that runs this mail host (submission, IMAP or POP3), or null. */
export function providerOfHost(host: string): Provider | null {
  const name = normal(host);
  return hostsBefore.get(name, () => {
    const { byHost, byId } = load();
    const family = HOST_FAMILIES.find(([pattern]) => pattern.test(name))?.[1];
    return byHost.get(name) ?? (family === undefined ? null : (byId.get(family) ?? null));
  });
}

/** Many rules ask for the provider of the one host that a check looks at. */
const hostsBefore = new BoundedCache<Provider | null>(32);

/** The provider that these MX hosts belong to: the first that is known, in the order given. */
export function providerOfMx(exchanges: readonly string[]): Provider | null {
  const { byMx } = load();
  for (const exchange of exchanges) {
    const name = normal(exchange);
    const found = byMx.find(([matches]) => matches(name));
    if (found) return found[1];
  }
  return null;
}

/** The provider whose own mailboxes have addresses in this domain, or null. */
export function providerOfDomain(domain: string): Provider | null {
  const name = normal(domain);
  const { byDomain, byId } = load();
  const family = DOMAIN_FAMILIES.find(([pattern]) => pattern.test(name))?.[1];
  return byDomain.get(name) ?? (family === undefined ? null : (byId.get(family) ?? null));
}

export const allProviders = (): readonly Provider[] => load().all;
export const providerHosts = (): readonly string[] => load().hosts;
export const providerDomains = (): readonly string[] => load().domains;
