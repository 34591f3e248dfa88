// The system's own resolver: hosts file, name service switch, search list, whatever this machine is set up with, as the
// other programs on it see names. Asked where it can be given up, since it may take a minute. Judges nothing.
import { lookup as lookupInProcess } from 'node:dns';
import type { Family } from '../../model/protocol.ts';
import { callInChild } from '../child-call.ts';
import { EarlyEnding, type Ending } from '../deadline.ts';
import { type DnsAnswer, DnsClient, systemServers } from './client.ts';
import { isDnsAlone } from './system-order.ts';
import { within } from './waiting.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: Family;
}

export interface SystemAnswer {
  readonly addresses: readonly ResolvedAddress[];
  /** `ENOTFOUND`, `EAI_AGAIN`, `ETIMEOUT` …; null where there are addresses. */
  readonly systemCode: string | null;
}

/** What DNS was asked beside the system, by family. */
export type Asked = Partial<Record<Family, Promise<DnsAnswer<string>>>>;

const BOTH_FAMILIES: readonly Family[] = [4, 6];
/** How long the name servers may take to spare the system the question. */
const DNS_ALONE_MS = 250;

const TIMED_OUT: SystemAnswer = { addresses: [], systemCode: 'ETIMEOUT' };

function answered(found: readonly { readonly address: string; readonly family: number }[]): SystemAnswer {
  // Link-local answers of multicast DNS repeat one address per interface.
  const unique = new Map(found.map(({ address, family }) => [address, family]));
  const addresses = [...unique].map(([address, family]): ResolvedAddress => ({ address, family: family === 6 ? 6 : 4 }));
  return { addresses, systemCode: addresses.length > 0 ? null : 'ENODATA' };
}

/** Where no child process can be had: what hangs then, hangs until the resolver gives up. */
function askInProcess(host: string, family: 0 | 4 | 6, ending: Ending): Promise<SystemAnswer> {
  return new Promise((resolve) => {
    if (ending.isOver) return resolve(TIMED_OUT);
    const stopListening = ending.onOver(() => resolve(TIMED_OUT));
    lookupInProcess(host, { all: true, verbatim: true, family }, (error, found) => {
      stopListening();
      resolve(error ? { addresses: [], systemCode: error.code ?? 'ENOTFOUND' } : answered(found));
    });
  });
}

/** getaddrinfo. Given up when `ending` is over, as `ETIMEOUT`. Never rejects. */
export async function askSystem(host: string, families: readonly Family[], ending: Ending): Promise<SystemAnswer> {
  const family = families.length === 1 ? (families[0] ?? 0) : 0;
  const called = await callInChild({ kind: 'addresses', host, family }, ending);
  if (called === 'over') return TIMED_OUT;
  if (called === 'no-child') return askInProcess(host, family, ending);
  return 'systemCode' in called.value ? { addresses: [], ...called.value } : answered(called.value.addresses);
}

/**
 * What name servers said to each family, where the system would say the same: there are addresses, and nobody failed. No
 * such name, no address: the system might go on with its search list. Null: the system must be asked.
 */
export async function answerForSystem(host: string, families: readonly Family[], asked: Asked): Promise<SystemAnswer | null> {
  if (!isDnsAlone(host)) return null;
  const answers = Promise.all(families.map(async (family) => ({ family, answer: await asked[family] })));
  const known = await within(answers, DNS_ALONE_MS, null);
  if (!known || known.some(({ answer }) => answer === undefined || answer.error !== null)) return null;
  const addresses = known.flatMap(({ family, answer }) => (answer?.records ?? []).map((address) => ({ address, family })));
  return addresses.length > 0 ? answered(addresses) : null;
}

/** The addresses of a host that is not the one checked (a proxy, an identity provider), within `limitMs`. Never rejects. */
export async function resolveBySystem(host: string, whole: Ending, limitMs: number): Promise<SystemAnswer> {
  const ending = new EarlyEnding(whole);
  const timer = setTimeout(() => ending.end(), limitMs);
  const client = new DnsClient(systemServers(), ending, limitMs);
  try {
    const asked: Asked = isDnsAlone(host) ? { 4: client.query(host, 'A'), 6: client.query(host, 'AAAA') } : {};
    const spared = asked[4] ? await answerForSystem(host, BOTH_FAMILIES, asked) : null;
    return spared ?? (await askSystem(host, BOTH_FAMILIES, ending));
  } finally {
    clearTimeout(timer);
    client.close();
    ending.end();
  }
}
