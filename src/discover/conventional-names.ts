// The names and ports that mail hosts usually have, and which of the names exist. Guesses by nature, and always told as
// such. Asks DNS for addresses and nothing else.
import type { MxRecord } from '../model/observation.ts';
import { type MailProtocol, type PortFacts, PROTOCOL_FACTS, portsByPreference } from '../model/protocol.ts';
import type { DnsClient } from '../net/dns/client.ts';
import { isHostName } from '../net/dns/names.ts';
import { type Candidate, proofOf } from './candidate.ts';

export interface Guessed {
  readonly hosts: readonly { readonly protocol: MailProtocol; readonly host: string }[];
  /** The domain's own name has an address: where it has neither MX nor mail host, this is its mail host (RFC 5321 §5.1). */
  readonly own: string | null;
  /** Every name below the domain has an address, so that no name proves anything. */
  readonly isWildcard: boolean;
}

/** A label that nobody has: what answers to it answers to everything. */
const MADE_UP = 'no-such-host-mailprobe';

/** What clients try where nothing is published: implicit TLS, then STARTTLS. */
const usualPorts = (protocol: MailProtocol): readonly PortFacts[] =>
  portsByPreference(protocol).filter(({ use }) => use === 'client');

/** The conventional names that have an address, or are given one by `resolve`. */
export async function guessHosts(
  client: DnsClient,
  domain: string,
  protocols: readonly MailProtocol[],
  resolve: ReadonlyMap<string, readonly string[]>,
): Promise<Guessed> {
  const names = protocols.flatMap((protocol) =>
    PROTOCOL_FACTS[protocol].hostLabels.map((label) => ({ protocol, host: `${label}.${domain}` })),
  );
  const asked = new Map<string, Promise<readonly string[]>>();
  const addressesOf = (host: string): Promise<readonly string[]> => {
    const given = resolve.get(host);
    const pending = asked.get(host) ?? (given ? Promise.resolve(given) : askAddresses(client, host));
    asked.set(host, pending);
    return pending;
  };
  const [own = [], wild = [], ...found] = await Promise.all(
    [domain, `${MADE_UP}.${domain}`, ...names.map(({ host }) => host)].map(addressesOf),
  );
  const hosts = names.filter(({ host }, index) => {
    const addresses = found[index] ?? [];
    const isTheWildcard = addresses.every((address) => wild.includes(address)) && !resolve.has(host);
    return addresses.length > 0 && !isTheWildcard;
  });
  return { hosts, own: own.length > 0 ? domain : null, isWildcard: wild.length > 0 };
}

async function askAddresses(client: DnsClient, host: string): Promise<readonly string[]> {
  const answers = await Promise.all([client.query(host, 'A'), client.query(host, 'AAAA')]);
  return answers.flatMap(({ records }) => records);
}

interface Usual {
  readonly host: string;
  readonly domain: string;
  readonly source: 'guess' | 'mx';
  readonly detail: string;
}

function usualCandidates(protocol: MailProtocol, { host, domain, source, detail }: Usual): Candidate[] {
  const proof = proofOf(host, domain, null);
  return usualPorts(protocol).map(({ port, mode }): Candidate => {
    return { protocol, host, port, mode, source, confidence: 'guess', usernameForm: null, detail, provider: null, proof };
  });
}

export const candidatesOfGuess = ({ hosts, own }: Guessed, domain: string, protocols: readonly MailProtocol[]): Candidate[] =>
  protocols.flatMap((protocol) => {
    const named = hosts.filter((host) => host.protocol === protocol);
    if (named.length === 0 && own)
      return usualCandidates(protocol, { host: own, domain, source: 'guess', detail: 'the domain itself has an address' });
    return named.flatMap(({ host }) =>
      usualCandidates(protocol, { host, domain, source: 'guess', detail: 'conventional name that has an address' }),
    );
  });

/** Small installations take mail in and send it out through one host. A null MX names none. */
export function candidatesOfMx(exchanges: readonly MxRecord[], domain: string, protocols: readonly MailProtocol[]): Candidate[] {
  const first = exchanges.find(({ exchange }) => isHostName(exchange));
  if (!first) return [];
  const host = first.exchange.toLowerCase();
  return protocols.flatMap((protocol) =>
    usualCandidates(protocol, { host, domain, source: 'mx', detail: `MX ${first.preference}` }),
  );
}
