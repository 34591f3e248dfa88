// This machine has no IPv6: nothing is said of the server.
import type { Case } from '../evidence.ts';
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';
import { draft, isSome } from '../rule.ts';

/** Said by this machine itself: nothing went out. */
export const NO_ROUTE = ['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ENETDOWN'];

export const ipv6Unavailable: Rule = {
  id: 'ipv6-unavailable',
  supersedes: ['tcp-unreachable', 'ipv6-broken', 'addresses-disagree'],
  find(evidence) {
    const sixes = evidence.endpoints.filter(({ seen }) => seen.family === 6);
    const cases = sixes.flatMap((endpoint): Case[] => {
      const [cause] = endpoint.causes;
      return cause && cause.code === 'tcp-unreachable' && NO_ROUTE.includes(cause.systemCode ?? '') ? [{ endpoint, cause }] : [];
    });
    if (!isSome(cases) || cases.length < sixes.length) return [];
    const alone = evidence.endpoints.length === sixes.length;
    return [
      draft(evidence, cases, {
        severity: alone ? 'error' : 'info',
        title: 'This machine has no IPv6 connection',
        detail: `The host has an IPv6 address (${list(cases.map(({ endpoint }) => endpoint.seen.address))}) that cannot be reached from here for want of a route. That says nothing of the server${alone ? '' : '; IPv4 was checked'}.`,
        fix: alone
          ? 'Check over IPv4 (without -6), or from a network that has IPv6.'
          : 'Nothing to do, unless IPv6 is wanted here: then ask whoever runs this network.',
        owner: 'network',
      }),
    ];
  },
};
