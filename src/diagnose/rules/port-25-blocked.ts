// 25 gets no answer while another port of the same address does: the usual outbound block of ISPs and clouds.

import { tracedDrop } from '../dropped-where.ts';
import { isSilent } from '../evidence.ts';
import { networkBlockOf } from '../network-block.ts';
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';
import { draft, isSome } from '../rule.ts';

export const port25Blocked: Rule = {
  id: 'port-25-blocked',
  supersedes: ['tcp-timeout', 'deadline-exceeded'],
  find(evidence) {
    const { plan, endpoints, alternatives } = evidence;
    const otherPorts = (address: string): number[] =>
      [...new Set([...plan.ports, 465, 587])].filter((port) => port !== 25 && evidence.answers(port, address));
    const cases = endpoints
      .filter(
        (endpoint) =>
          endpoint.seen.port === 25 &&
          isSilent(endpoint) &&
          !evidence.isExplained('port-25-blocked', endpoint) &&
          otherPorts(endpoint.seen.address).length > 0,
      )
      .flatMap((endpoint) => (endpoint.causes[0] ? [{ endpoint, cause: endpoint.causes[0] }] : []));
    if (!isSome(cases)) return [];
    const named = cases.some(({ endpoint }) => evidence.isNamedInVain(endpoint));
    const block = networkBlockOf(cases, evidence);
    const drop = tracedDrop(cases, evidence);
    const forServers = block?.lifting ?? drop?.fix ?? 'For one, ask the hosting provider to lift the block.';
    const usual = drop === null ? 'Most access providers and clouds block outbound port 25 against spam.' : null;
    const whose = [block?.whose ?? usual, drop?.sentence].filter(Boolean).join(' ');
    const answering = list(otherPorts(cases[0].endpoint.seen.address));
    return [
      draft(evidence, cases, {
        severity: named ? 'error' : alternatives.length > 0 ? 'info' : 'warning',
        title: `Port 25 is blocked between here and ${plan.host}`,
        detail: `Port 25 gives no answer while port ${answering} of the same address does. ${whose} Port 25 is for mail between servers. Programs send on 465 or 587.`,
        evidence: [
          `port ${answering} of ${cases[0].endpoint.seen.address} answers`,
          ...(block?.evidence ?? []),
          ...(drop?.evidence ?? []),
        ],
        fix:
          alternatives.length > 0
            ? `Use ${alternatives.join(' or ')} in place of port 25. Only a mail server needs 25. ${forServers}`
            : `Clients do not need port 25: what is wrong with the other ports is said beside this. Only a mail server needs it. ${forServers}`,
        owner: drop?.owner ?? 'network',
        reference: block?.reference ?? 'RFC 5068 §3.1',
      }),
    ];
  },
};
