// Which hosts may be asked for by others than the administrator: names, everything below a name, addresses and networks.
// Pure; compares text and numbers, resolves nothing.
import { BlockList, isIP } from 'node:net';
import { quoteInput, UsageError } from '../model/usage-error.ts';
import { parseHost } from './target.ts';

export interface TargetList {
  /** `host`: a name in A-labels or an address, as in a Target. */
  allows(host: string): boolean;
}

type Entry = (host: string) => boolean;

const FORMS = 'use mail.example.com, *.example.com (everything below), 192.0.2.10 or 192.0.2.0/24';

function networkEntry(text: string, address: string, bits: string): Entry {
  const family = isIP(address);
  const prefix = /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
  if (family === 0 || !(prefix <= (family === 6 ? 128 : 32))) throw new UsageError(`${quoteInput(text)} is no network: ${FORMS}`);
  const list = new BlockList();
  // RFC 4007 §6: the same address in another zone is another host.
  const [bareAddress = '', wantedZone] = address.split('%');
  list.addSubnet(bareAddress, prefix, family === 6 ? 'ipv6' : 'ipv4');
  return (host) => {
    const [bare = '', zone] = host.split('%');
    const kind = isIP(bare);
    return kind !== 0 && (wantedZone === undefined || zone === wantedZone) && list.check(bare, kind === 6 ? 'ipv6' : 'ipv4');
  };
}

/** One entry of the list. Throws UsageError. */
function parseEntry(text: string): Entry {
  const [address = '', bits] = text.split('/');
  if (bits !== undefined) return networkEntry(text, address, bits);
  const below = /^\*?\.(.+)$/.exec(text)?.[1];
  const { host, literal } = parseHost(below ?? text);
  if (below === undefined && literal !== 0) return networkEntry(text, host, literal === 6 ? '128' : '32');
  if (literal !== 0) throw new UsageError(`${quoteInput(text)} is neither a name nor a network: ${FORMS}`);
  return below === undefined ? (given) => given === host : (given) => given.endsWith(`.${host}`);
}

/** Throws UsageError for the first entry that cannot be read. */
export function parseTargetList(entries: readonly string[]): TargetList {
  const tests = entries.map((entry) => parseEntry(entry.trim()));
  return { allows: (host) => tests.some((test) => test(host)) };
}
