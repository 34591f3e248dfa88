// Where this machine is, as far as its own firmware, interfaces and DNS tell: looked at when a mail port was dropped, and never
// by a question to a metadata service. The resolver in use is asked for the own address's name and autonomous system; nothing
// else leaves the machine. Loaded when needed. Judges nothing.
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { EndpointObservation, OwnNetworkObservation } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import { isPrivateAddress } from '../model/private-address.ts';
import { shorten } from '../model/shorten.ts';
import { visibleText } from '../model/visible-text.ts';
import { type Deadline, EarlyEnding } from '../net/deadline.ts';
import { DnsClient, type DnsServer, systemServers } from '../net/dns/client.ts';
import { reverseName } from '../net/dns/names.ts';
import { LIMITS } from '../request/limits.ts';
import { isDroppedOnTheWay } from './silent-mail-port.ts';

export interface OwnNetworkSources {
  readonly dmiFolder: string;
  /** Addresses of this machine's interfaces. */
  readonly interfaceAddresses: () => readonly string[];
  /** The resolvers that the system is set up with. */
  readonly systemServers: readonly DnsServer[];
}

/** Readable without root, unlike the serial numbers and the UUID. */
const DMI_FILES = ['sys_vendor', 'product_name', 'chassis_asset_tag'] as const;
const MAX_DMI_TEXT = 100;
const MAX_NAMES = 4;
const MAX_ASNS = 4;

export async function observeOwnNetwork(
  plan: Pick<Plan, 'bindAddress' | 'dnsServer'>,
  endpoints: readonly EndpointObservation[],
  deadline: Deadline,
  sources: Partial<OwnNetworkSources> = {},
): Promise<OwnNetworkObservation> {
  const dmi = readDmi(sources.dmiFolder ?? '/sys/class/dmi/id');
  const address = publicAddress(plan, endpoints, sources.interfaceAddresses ?? addressesOfInterfaces);
  const limitMs = Math.min(LIMITS.ownNetworkMs, deadline.isOver ? 0 : deadline.remainingMs() - LIMITS.reserveMs);
  if (address === null || limitMs <= 0) return { dmi, address, names: [], asns: [] };
  const servers = plan.dnsServer ? [plan.dnsServer] : (sources.systemServers ?? systemServers());
  const ending = new EarlyEnding(deadline);
  const client = new DnsClient(servers, ending, limitMs);
  const [names, origins] = await Promise.all([
    client.query(reverseName(address), 'PTR'),
    client.query(originName(address), 'TXT'),
  ]);
  client.close();
  ending.end();
  return { dmi, address, names: names.records.slice(0, MAX_NAMES), asns: asnsOf(origins.records) };
}

/** `198.51.100.7` → `7.100.51.198.origin.asn.cymru.com`: Team Cymru's map of addresses to autonomous systems, by DNS. */
const originName = (address: string): string =>
  address.includes(':')
    ? reverseName(address).replace(/\.ip6\.arpa$/, '.origin6.asn.cymru.com')
    : reverseName(address).replace(/\.in-addr\.arpa$/, '.origin.asn.cymru.com');

/** `24940 | 198.51.100.0/24 | DE | ripencc | 2012-01-01`; several numbers where several announce it. */
function asnsOf(texts: readonly string[]): number[] {
  const all = texts.flatMap((text) => (/^\s*([\d ]+)\|/.exec(text)?.[1] ?? '').trim().split(/ +/));
  return [...new Set(all.filter((asn) => /^\d{1,10}$/.test(asn)).map(Number))].slice(0, MAX_ASNS);
}

function readDmi(folder: string): Record<string, string> {
  const found = DMI_FILES.flatMap((file): [string, string][] => {
    try {
      const text = shorten(visibleText(readFileSync(join(folder, file), 'utf8').trim()), MAX_DMI_TEXT);
      return text === '' ? [] : [[file, text]];
    } catch {
      // No Linux, no firmware tables (most ARM boards), a container without /sys.
      return [];
    }
  });
  return Object.fromEntries(found);
}

/** What a server sees goes before what an interface has: between them may be a translation. Of the dropped family, if possible. */
function publicAddress(
  { bindAddress }: Pick<Plan, 'bindAddress'>,
  endpoints: readonly EndpointObservation[],
  interfaceAddresses: () => readonly string[],
): string | null {
  const seen = endpoints.flatMap(({ seenAs }) => seenAs ?? []);
  const local = endpoints.flatMap(({ localAddress }) => localAddress ?? []);
  const all = [...seen, ...(bindAddress === null ? [] : [bindAddress]), ...local, ...interfaceAddresses()];
  const candidates = all.filter((address) => !isPrivateAddress(address) && !address.includes('%'));
  const family = endpoints.find(isDroppedOnTheWay)?.family ?? 4;
  return candidates.find((address) => address.includes(':') === (family === 6)) ?? candidates[0] ?? null;
}

function addressesOfInterfaces(): string[] {
  try {
    return Object.values(networkInterfaces()).flatMap((all) =>
      (all ?? []).filter(({ internal }) => !internal).map(({ address }) => address),
    );
  } catch {
    // Android does not let programs list them (EACCES).
    return [];
  }
}
