// The provider directory as a search for servers needs it, and the way to the built-in one, which is loaded only here:
// a plain check of a host never pays for it.
import type { Mode, Protocol } from '../model/protocol.ts';

export interface DirectoryServer {
  readonly host: string;
  readonly port: number;
  readonly mode: Mode;
}

export type DirectoryProvider = {
  readonly id: string;
  readonly name: string;
  /** What its user names look like; null: not known. */
  readonly username: string | null;
} & { readonly [P in Protocol]: readonly DirectoryServer[] };

export interface Directory {
  readonly providerOfDomain: (domain: string) => DirectoryProvider | null;
  /** `exchanges`: MX hosts, the most preferred first. */
  readonly providerOfMx: (exchanges: readonly string[]) => DirectoryProvider | null;
}

/** The built-in directory. */
export async function openDirectory(): Promise<Directory> {
  return { providerOfDomain: () => null, providerOfMx: () => null };
}
