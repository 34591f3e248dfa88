// No port of any address answered.
import type { Case } from '../evidence.ts';
import { isSilent } from '../evidence.ts';
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';
import { draft, isSome } from '../rule.ts';

export const hostUnreachable: Rule = {
  id: 'host-unreachable',
  supersedes: ['tcp-timeout', 'tcp-unreachable', 'deadline-exceeded'],
  find(evidence) {
    const { endpoints, plan, dns } = evidence;
    const tried = endpoints.filter(({ status }) => status !== 'skipped');
    const ports = new Set(tried.map(({ seen }) => seen.port));
    const isDead = tried.every((endpoint) => isSilent(endpoint) || endpoint.causes[0]?.code === 'tcp-unreachable');
    const hasAnswer = dns.addresses.some((item) =>
      Object.values(item.ports).some((result) => result === 'open' || result === 'refused'),
    );
    // One silent port says nothing of the host.
    if (ports.size < 2 || !isDead || hasAnswer) return [];
    const cases = tried.flatMap((endpoint): Case[] => (endpoint.causes[0] ? [{ endpoint, cause: endpoint.causes[0] }] : []));
    if (!isSome(cases)) return [];
    const addresses = list(tried.map(({ seen }) => seen.address));
    return [
      draft(evidence, cases, {
        severity: 'error',
        title: `${plan.host} does not answer on any port tried`,
        detail: `None of the ports ${list([...ports])} of ${addresses} gave any answer, not even a refusal. The host is down, the address is out of date, or a firewall drops everything on the way.`,
        fix: `Check that ${plan.host} should be at ${addresses} (the server's administrator knows), and repeat the check from another network. If it works there, whoever runs this network's firewall must allow outbound TCP to ${list([...ports])}.`,
        owner: 'network',
      }),
    ];
  },
};
