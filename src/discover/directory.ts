// The provider directory as a search for servers needs it, and the way to the built-in one, which is loaded only here:
// a plain check of a host never pays for it.
import type { Mode, Protocol } from '../model/protocol.ts';
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
} & { readonly [P in Protocol]: readonly DirectoryServer[] };

export interface Directory {
  readonly providerOfDomain: (domain: string) => DirectoryProvider | null;
  /** `exchanges`: MX hosts, the most preferred first. */
  readonly providerOfMx: (exchanges: readonly string[]) => DirectoryProvider | null;
}

/** The built-in directory. */
export async function openDirectory(): Promise<Directory> {
  const { providerOfDomain, providerOfMx } = await import('../knowledge/providers.ts');
  return { providerOfDomain, providerOfMx };
}

/** MX hosts that stand for what an alias shows of a provider whose MX is hidden behind a mail filter. */
const ALIASES: readonly (readonly [alias: string, exchange: string])[] = [
  ['autodiscover.outlook.com', 'tenant.mail.protection.outlook.com'],
];

/** The provider that `autodiscover.<domain>` leads to, or null: filters such as Proofpoint take the MX, not this. */
export function providerOfAutodiscover(directory: Directory, aliases: readonly string[]): DirectoryProvider | null {
  const found = ALIASES.find(([name]) => aliases.some((alias) => alias.toLowerCase() === name));
  return found ? directory.providerOfMx([found[1]]) : null;
}

/** Its servers; certain where the domain is its own, likely where only the MX leads to it. */
export function candidatesOfProvider(
  provider: DirectoryProvider,
  protocols: readonly Protocol[],
  { domain, source, detail }: { readonly domain: string; readonly source: 'provider' | 'mx-provider'; readonly detail: string },
): Candidate[] {
  return protocols.flatMap((protocol) =>
    // Templates such as `<tenant>.example` are for people to fill in.
    provider[protocol]
      .filter(({ host }) => !host.includes('<'))
      .map(({ host, port, mode }): Candidate => {
        const confidence = source === 'provider' ? 'certain' : 'likely';
        return {
          protocol,
          host,
          port,
          mode,
          source,
          confidence,
          usernameForm: provider.username,
          detail,
          provider: provider.name,
          // That the domain is the provider's is known; that its MX is, whoever answers DNS may have said.
          proof: source === 'provider' ? 'provider' : proofOf(host, domain, null),
        };
      }),
  );
}
