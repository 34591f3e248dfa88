// IPv6 fails where IPv4 of the same host works.
import type { Case } from '../evidence.ts';
import { isUnconnected } from '../evidence.ts';
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';
import { draft, isSome } from '../rule.ts';

export const ipv6Broken: Rule = {
  id: 'ipv6-broken',
  supersedes: ['tcp-timeout', 'tcp-refused', 'tcp-unreachable', 'deadline-exceeded', 'addresses-disagree'],
  find(evidence) {
    const { endpoints } = evidence;
    const opensOverFour = (port: number): boolean =>
      endpoints.some((endpoint) => endpoint.seen.family === 4 && endpoint.seen.port === port && !isUnconnected(endpoint));
    const sixes = endpoints.filter(({ seen }) => seen.family === 6 && opensOverFour(seen.port));
    const cases = sixes.flatMap((endpoint): Case[] => {
      const [cause] = endpoint.causes;
      return cause?.stage === 'connect' && !evidence.isExplained('ipv6-broken', endpoint) ? [{ endpoint, cause }] : [];
    });
    if (!isSome(cases) || cases.length < sixes.length) return [];
    const addresses = list(cases.map(({ endpoint }) => endpoint.seen.address));
    return [
      draft(evidence, cases, {
        severity: 'warning',
        title: 'IPv6 does not work, IPv4 of the same host does',
        detail: `No port that works over IPv4 answers at ${addresses}. Programs that try IPv6 first hang or fail there; others hide it by falling back to IPv4.`,
        fix: `The server's administrator lets the mail service listen on ${addresses} and opens the firewall for it, or removes the AAAA record. If other IPv6 hosts fail from here too, it is this network; until then set the client to IPv4.`,
        owner: 'server',
        reference: 'RFC 8305',
      }),
    ];
  },
};
