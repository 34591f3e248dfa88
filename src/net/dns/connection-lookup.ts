// Names as Node's own connections ask for them: the system's resolver, or the server that the user named, in the form of a
// `lookup` function. Knows nothing of what is connected to.
import type { LookupFunction } from 'node:net';
import type { Ending } from '../deadline.ts';
import type { DnsClient } from './client.ts';
import { type ResolvedAddress, resolveBySystem, type SystemAnswer } from './system.ts';

const lookupBy =
  (find: (host: string) => Promise<SystemAnswer>): LookupFunction =>
  (host, options, callback) => {
    void find(host).then(({ addresses, systemCode }) => {
      const fitting = addresses.filter(
        ({ family }) => !options.family || options.family === family || options.family === `IPv${family}`,
      );
      const [first] = fitting;
      if (!first) {
        const error: NodeJS.ErrnoException = new Error(`getaddrinfo ${systemCode ?? 'ENOTFOUND'} ${host}`);
        error.code = systemCode ?? 'ENOTFOUND';
        callback(error, '', 0);
      } else if (options.all) callback(null, [...fitting]);
      else callback(null, first.address, first.family);
    });
  };

export const systemLookup = (ending: Ending, limitMs: number): LookupFunction =>
  lookupBy((host) => resolveBySystem(host, ending, limitMs));

/** `--dns-server` answers for everything in a check, so for this too. */
export const clientLookup = (client: DnsClient): LookupFunction =>
  lookupBy(async (host) => {
    const [four, six] = await Promise.all([client.query(host, 'A'), client.query(host, 'AAAA')]);
    const addresses = [
      ...four.records.map((address): ResolvedAddress => ({ address, family: 4 })),
      ...six.records.map((address): ResolvedAddress => ({ address, family: 6 })),
    ];
    return { addresses, systemCode: addresses.length > 0 ? null : (four.systemCode ?? 'ENOTFOUND') };
  });
