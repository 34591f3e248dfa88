// Which providers' ways are known: a file each, and a line here. Looks them up; judges nothing.
import { GOOGLE_WAYS } from './google.ts';
import { MICROSOFT_WAYS } from './microsoft.ts';
import type { ProviderWays } from './way.ts';

export const PROVIDER_WAYS: readonly ProviderWays[] = [MICROSOFT_WAYS, GOOGLE_WAYS];

/** By the mail servers that serve a mailbox of this domain; null: none whose ways are known. */
export const waysOfProvider = (hosts: readonly string[], domain: string): ProviderWays | null =>
  PROVIDER_WAYS.find(
    (one) => hosts.some((host) => one.hosts.test(host.toLowerCase())) && one.exceptDomains?.test(domain.toLowerCase()) !== true,
  ) ?? null;
