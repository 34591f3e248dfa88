// Whose policy it is that a port gets no answer: words that the rules about dropped ports share, and the text to send to who
// can lift it. Where nothing tells whose network this machine is in, they say what they say without it.
import { networkPolicyOf } from '../knowledge/index.ts';
import { isPrivateAddress } from '../model/private-address.ts';
import { tracedDrop } from './dropped-where.ts';
import type { Evidence } from './evidence.ts';
import { list, portsOf } from './phrases.ts';
import type { Cases } from './rule.ts';

export interface NetworkBlock {
  /** A sentence: who drops it, and for whom. */
  readonly whose: string;
  /** Sentences: how it is lifted, with the text to send where a request can do it. */
  readonly lifting: string;
  readonly evidence: readonly string[];
  /** Where the policy stands. */
  readonly reference: string;
}

/** Null: this machine's network is not known to drop all of these ports, or nothing tells which it is. */
export function networkBlockOf(cases: Cases, evidence: Evidence): NetworkBlock | null {
  const { plan, observations } = evidence;
  const { ownNetwork } = observations;
  const seen = cases.map(({ endpoint }) => endpoint.seen);
  if (ownNetwork === undefined || plan.proxy !== null || seen.some(({ address }) => isPrivateAddress(address))) return null;
  // A trace that shows who else it is goes before any policy.
  if ((tracedDrop(cases, evidence)?.fix ?? null) !== null) return null;
  const found = networkPolicyOf(ownNetwork);
  if (found === null || seen.some(({ port }) => !found.policy.ports.includes(port))) return null;
  const { policy, isCertain } = found;
  const { provider } = policy;
  const ports = portsOf(seen);
  const from = ownNetwork.address === null ? '' : ` from ${ownNetwork.address}`;
  const addresses = list(seen.map(({ address }) => address));
  const known = isCertain ? `, and your network drops what goes to ${ports} unless you allow it` : '';
  const ask = `Please open outbound TCP to ${ports}${from}: connections to ${plan.host} (${addresses}) get no answer there${known}`;
  return {
    whose: isCertain
      ? `This machine is at ${provider}, which ${policy.policy}.`
      : `The address of this machine is in a network of ${provider}, which ${policy.policy}.`,
    lifting: policy.isLiftable ? `${policy.lifting} The text to send: "${ask}."` : policy.lifting,
    evidence: [...found.seen, `policy of ${provider}: ${policy.source} (looked up ${policy.reviewed})`],
    reference: policy.source,
  };
}
