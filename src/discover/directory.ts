// The provider directory as a search for servers needs it, and the way to the built-in one, which is loaded only here:
// a plain check of a host never pays for it.

import type { NoServerNote } from '../model/plan.ts';
import { type MailProtocol, type Mode, PROTOCOLS } from '../model/protocol.ts';
import { type Candidate, proofOf } from './candidate.ts';

export interface DirectoryServer {
  readonly host: string;
  readonly port: number;
  readonly mode: Mode;
}

export type DirectoryProvider = {
  readonly id: string;
  readonly name: string;
  /** What its user names look like. */
  readonly username: string;
  /** What is entered as password. */
  readonly password: string;
  /** What is to be known before a login is tried; null where nothing is special. */
  readonly authPolicy: string | null;
  readonly notes: readonly string[];
  readonly oauth?: { readonly issuer: string; readonly scopes: readonly string[] } | null;
  /** Where it stands in a table that is likely right, and not in the hand-kept directory. */
  readonly table?: { readonly name: string; readonly confidence: 'likely' | 'guess'; readonly vouches: boolean };
  /** Why no server takes a mail program's login; null or absent: some do. */
  readonly unavailable?: string | null;
  /** What to do in its place; absent: that there is none is not said for certain. */
  readonly instead?: string | null;
} & { readonly [P in MailProtocol]: readonly DirectoryServer[] };

export interface Directory {
  readonly providerOfDomain: (domain: string) => DirectoryProvider | null;
  /** `exchanges`: MX hosts, the most preferred first. */
  readonly providerOfMx: (exchanges: readonly string[]) => DirectoryProvider | null;
  /** What the settings tables have of a domain. They are loaded when first asked. */
  readonly mailboxOfTables?: (domain: string) => Promise<DirectoryProvider | null>;
}

/** The built-in directory. */
export async function openDirectory(): Promise<Directory> {
  const { providerOfDomain, providerOfMx } = await import('../knowledge/providers.ts');
  return {
    providerOfDomain,
    providerOfMx,
    mailboxOfTables: async (domain) => (await import('../knowledge/settings-tables.ts')).mailboxOfTables(domain),
  };
}

/** Why no server of a provider takes a mail program's login, as a sentence without full stop; null: some do. */
export function unavailableAt(provider: DirectoryProvider | null): string | null {
  if (provider === null || PROTOCOLS.some((protocol) => provider[protocol].length > 0)) return null;
  return provider.unavailable ?? provider.notes[0] ?? `${provider.name} has no server for mail programs`;
}

/** Nothing where some server may take the login; where a table guesses; or where it only lists none that is safe. */
export function noServerAt(provider: DirectoryProvider | null): { readonly noServer?: NoServerNote } {
  const why = unavailableAt(provider);
  if (provider === null || why === null || provider.table?.confidence === 'guess') return {};
  if (provider.unavailable && provider.instead === undefined) return {};
  const instead = provider.instead ?? (provider.unavailable ? null : (provider.notes[1] ?? null));
  return { noServer: { provider: provider.name, why, instead } };
}

/** The hand-kept directory wins over the tables. */
export const findProvider = async (directory: Directory, domain: string): Promise<DirectoryProvider | null> =>
  directory.providerOfDomain(domain) ?? (await directory.mailboxOfTables?.(domain)) ?? null;

/** MX hosts that stand for what an alias shows of a provider whose MX is hidden behind a mail filter. */
const ALIASES: readonly (readonly [alias: string, exchange: string])[] = [
  ['autodiscover.outlook.com', 'tenant.mail.protection.outlook.com'],
];

/** The provider that `autodiscover.<domain>` leads to, or null: filters such as Proofpoint take the MX, not this. */
export function providerOfAutodiscover(directory: Directory, aliases: readonly string[]): DirectoryProvider | null {
  const found = ALIASES.find(([name]) => aliases.some((alias) => alias.toLowerCase() === name));
  return found ? directory.providerOfMx([found[1]]) : null;
}

/** Its servers; certain where the domain is its own, likely where only the MX leads to it or a table says so. */
export function candidatesOfProvider(
  provider: DirectoryProvider,
  protocols: readonly MailProtocol[],
  { domain, source, detail }: { readonly domain: string; readonly source: 'provider' | 'mx-provider'; readonly detail: string },
): Candidate[] {
  const { table } = provider;
  const isItsOwn = source === 'provider';
  return protocols.flatMap((protocol) =>
    // Templates such as `<tenant>.example` are for people to fill in.
    provider[protocol]
      .filter(({ host }) => !host.includes('<'))
      .map(({ host, port, mode }): Candidate => {
        const isVouched = isItsOwn && (table?.vouches ?? true);
        return {
          protocol,
          host,
          port,
          mode,
          source: isItsOwn && table ? 'settings-table' : source,
          confidence: table?.confidence ?? (isItsOwn ? 'certain' : 'likely'),
          usernameForm: provider.username === '' ? null : provider.username,
          detail: table ? `${detail} (${table.name})` : detail,
          provider: provider.name,
          // That the domain is the provider's is known; that its MX is, whoever answers DNS may have said.
          proof: isVouched ? 'provider' : proofOf(host, domain, null),
        };
      }),
  );
}

/** Who may be behind an MX host that no pattern of the directory knows: tables by the names above it. */
export async function tableProviderOfMx(directory: Directory, names: readonly string[]): Promise<DirectoryProvider | null> {
  for (const name of names) {
    const found = await findProvider(directory, name);
    if (found) return found;
  }
  return null;
}
