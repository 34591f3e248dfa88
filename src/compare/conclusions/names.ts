// What a pair proves of names: an inside and an outside view of the same host, or a move.
import { isPrivateAddress } from '../../model/private-address.ts';
import { listed } from '../../report/wording.ts';
import { addressesOf, isSameTime, type Pairing } from '../pairing.ts';
import type { ConclusionRule } from './conclusion.ts';

/** Both asked DNS for the same name, and no address is the other's. */
function disjoint({ a, b, shared }: Pairing): { readonly ofA: readonly string[]; readonly ofB: readonly string[] } | null {
  const [ofA, ofB] = [addressesOf(a.report), addressesOf(b.report)];
  const isAsked = [a, b].every(({ report }) => ['system', 'dns-server'].includes(report.dns?.resolver.source ?? ''));
  const isOneName = a.report.target.host.toLowerCase() === b.report.target.host.toLowerCase();
  return isAsked && isOneName && ofA.length > 0 && ofB.length > 0 && shared.size === 0 ? { ofA, ofB } : null;
}

const evidenceOf = ({ a, b }: Pairing): string[] =>
  [a, b].map(({ label, report }) => `${label}: ${report.target.host} is ${listed([...addressesOf(report)].sort())}`);

/** A certificate that verifies for the name on both sides: both are the host's own. */
const isProven = ({ a, b }: Pairing): boolean =>
  [a, b].every(({ report }) => report.endpoints.some(({ tls }) => tls?.trusted === true));

export const splitDns: ConclusionRule = {
  of: 'one',
  find(pairing) {
    const found = disjoint(pairing);
    if (found === null || !found.ofA.every(isPrivateAddress) || found.ofB.every(isPrivateAddress)) return null;
    const { a, b } = pairing;
    const { host } = a.report.target;
    return {
      id: 'split-dns',
      severity: 'warning',
      title: `${host} is an inside address at ${a.label}, and a public one at ${b.label}`,
      detail: `The resolver at ${a.label} gives an address of a private network (split DNS). Whatever else differs may be that other machine's, or come from the way to it.`,
      evidence: evidenceOf(pairing),
      fix: `Decide which of the two the clients at ${a.label} are to use. If it is the public one, take ${host} out of the inner zone, or correct its record there; to test meanwhile: --resolve ${host}:${found.ofB[0] ?? ''}`,
      owner: 'network',
    };
  },
};

export const addressesChanged: ConclusionRule = {
  of: 'both',
  find(pairing) {
    const found = disjoint(pairing);
    if (found === null || found.ofA.every(isPrivateAddress) !== found.ofB.every(isPrivateAddress)) return null;
    const { a, b } = pairing;
    const { host } = a.report.target;
    const isSafe = isProven(pairing);
    return {
      id: 'addresses-changed',
      severity: isSafe ? 'info' : 'warning',
      title: `${host} has other addresses at ${a.label} than at ${b.label}`,
      detail: isSafe
        ? `Machines at both proved by their certificates that they are ${host}: a service of many machines, or one that has moved.`
        : `What answered is not shown to be the same service${isSameTime(pairing) ? ': DNS answers differ by place, or one resolver is out of date or forged' : ': the name may have moved, or DNS answers differ by place'}.`,
      evidence: evidenceOf(pairing),
      fix: isSafe
        ? ''
        : `Compare with what the domain's own name servers say (\`dig ${host} @<name server>\`), and wait out the TTL where the record was just changed.`,
      owner: 'network',
    };
  },
};
