// From which address the client came: its own, and the one that the server sees. What an allow-list or a PTR record is about.
import type { Evidence } from './evidence.ts';
import type { Cases } from './rule.ts';

/** One line of evidence, or none. The server may have named the address at another endpoint than the one that refused. */
export function clientAddressLines(cases: Cases, { endpoints }: Evidence): string[] {
  const [first] = cases;
  const { localAddress, family } = first.endpoint.seen;
  const sameFamily = endpoints.filter(({ seen }) => seen.family === family);
  const [seenAs] = [...cases.map(({ endpoint }) => endpoint), ...sameFamily].flatMap(({ seen }) => seen.seenAs ?? []);
  if (seenAs !== undefined && seenAs !== localAddress) {
    const own = localAddress === null ? '' : `connected from ${localAddress}; `;
    return [`${own}the server sees this client as ${seenAs}`];
  }
  return localAddress === null ? [] : [`connected from ${localAddress}; behind a router the server sees the public address`];
}
