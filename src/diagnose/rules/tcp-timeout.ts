// No answer to the SYN: dropped by a firewall, or the host is down.

import { besideText, unknownToProvider } from '../beside.ts';
import { tracedDrop } from '../dropped-where.ts';
import { networkBlockOf } from '../network-block.ts';
import { portsOf } from '../phrases.ts';
import { endpointRule } from '../rule.ts';

export const tcpTimeout = endpointRule('tcp-timeout', (cases, evidence) => {
  const { alternatives, plan, isHostUp } = evidence;
  const ports = portsOf(cases.map(({ endpoint }) => endpoint.seen));
  const elsewhere = besideText(evidence);
  const known = unknownToProvider(cases, evidence);
  if (known !== null) return { ...known, detail: `${known.detail} The connection attempt got no answer there.${elsewhere}` };
  const block = networkBlockOf(cases, evidence);
  const drop = tracedDrop(cases, evidence);
  const instead = alternatives.length > 0 ? `Use ${alternatives.join(' or ')}. ` : '';
  const traced = drop?.fix ? `${instead}${drop.fix}` : null;
  const trace = drop === null ? '' : ` ${drop.sentence}`;
  if (block !== null) {
    return {
      title: `No answer from ${ports} of ${plan.host}`,
      detail: `The connection attempt got no reply at all, not even a refusal. ${block.whose}${trace}${elsewhere}`,
      fix: `${instead}${block.lifting}`,
      owner: 'network',
      evidence: [...block.evidence, ...(drop?.evidence ?? [])],
      reference: block.reference,
    };
  }
  return {
    title: `No answer from ${ports} of ${plan.host}`,
    detail: `The connection attempt got no reply at all, not even a refusal: ${isHostUp ? 'the host is up, so a firewall here or there drops what goes to this port.' : 'a firewall here or there drops it, or the host is down.'}${trace}${elsewhere}`,
    fix:
      traced ??
      (alternatives.length > 0
        ? `Use ${alternatives.join(' or ')}. Where these will not do, ask whoever runs the firewall of this network to allow outbound TCP to ${ports}.`
        : `Repeat the check from another network (a phone's hotspot). If it works there, ask whoever runs this network's firewall or the hosting provider to allow outbound TCP to ${ports}; if not, ask the server's administrator whether ${isHostUp ? `the firewall lets ${ports} in` : `the host is up and lets ${ports} in`}.`),
    owner: drop?.owner ?? 'network',
    ...(drop === null ? {} : { evidence: drop.evidence }),
  };
});
