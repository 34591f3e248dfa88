// No port of any address answered.

import { tracedDrop } from '../dropped-where.ts';
import type { Case } from '../evidence.ts';
import { isSilent } from '../evidence.ts';
import type { JudgedEndpoint } from '../judge.ts';
import { networkBlockOf } from '../network-block.ts';
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';
import { draft, isSome } from '../rule.ts';
import { NO_ROUTE } from './ipv6-unavailable.ts';

const hasNoRoute = ({ causes: [cause] }: JudgedEndpoint): boolean => NO_ROUTE.includes(cause?.systemCode ?? '');

export const hostUnreachable: Rule = {
  id: 'host-unreachable',
  supersedes: ['tcp-timeout', 'deadline-exceeded'],
  find(evidence) {
    const { endpoints, plan } = evidence;
    const tried = endpoints.filter(
      (endpoint) => endpoint.status !== 'skipped' && !evidence.isExplained('host-unreachable', endpoint),
    );
    const ports = new Set(tried.map(({ seen }) => seen.port));
    // "Unreachable" is an answer of its own: its finding says who gave it. An address without a route is none of the host's.
    const silent = tried.filter(isSilent);
    const isDead = silent.length > 0 && tried.every((endpoint) => isSilent(endpoint) || hasNoRoute(endpoint));
    // One silent port says nothing of the host.
    if (ports.size < 2 || !isDead || evidence.isHostUp) return [];
    const cases = silent.flatMap((endpoint): Case[] => (endpoint.causes[0] ? [{ endpoint, cause: endpoint.causes[0] }] : []));
    if (!isSome(cases)) return [];
    const block = networkBlockOf(cases, evidence);
    const drop = tracedDrop(cases, evidence);
    const addresses = list(silent.map(({ seen }) => seen.address));
    return [
      draft(evidence, cases, {
        severity: 'error',
        title: `${plan.host} does not answer on any port tried`,
        detail: `None of the ports ${list([...ports])} of ${addresses} gave any answer, not even a refusal. The host is down, the address is out of date, or a firewall drops everything on the way.${block === null ? '' : ` ${block.whose}`}${drop === null ? '' : ` ${drop.sentence}`}`,
        fix: `Check that ${plan.host} should be at ${addresses} (the server's administrator knows), and repeat the check from another network. If it works there, whoever runs this network's firewall must allow outbound TCP to ${list([...ports])}.${block === null ? '' : ` ${block.lifting}`}`,
        owner: drop?.owner ?? 'network',
        evidence: [...(block?.evidence ?? []), ...(drop?.evidence ?? [])],
        ...(block === null ? {} : { reference: block.reference }),
      }),
    ];
  },
};
