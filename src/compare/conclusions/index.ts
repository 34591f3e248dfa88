// The list of conclusions, causes first, and how they are asked: each both ways, once where it is of both runs.
import { SEVERITIES } from '../../model/finding.ts';
import { CONCLUSION_IDS, type Conclusion, type Side } from '../comparison.ts';
import { type Pairing, turnedOver } from '../pairing.ts';
import { certificateChanged, certificateRenewed, certificateReplaced, interceptedOnTheWay } from './certificates.ts';
import type { ConclusionRule } from './conclusion.ts';
import { addressesChanged, splitDns } from './names.ts';
import { hostBlocked, portBlocked, portClosed } from './reach.ts';
import { authNotOffered, loginRefused, serverChanged, startTlsWithdrawn, strippedOnTheWay, tlsVersionLower } from './sessions.ts';
import { clockWrong, slower } from './time.ts';
import { trustDiffers } from './trust.ts';

const RULES: readonly ConclusionRule[] = [
  clockWrong,
  splitDns,
  addressesChanged,
  hostBlocked,
  portBlocked,
  portClosed,
  interceptedOnTheWay,
  strippedOnTheWay,
  startTlsWithdrawn,
  serverChanged,
  certificateReplaced,
  trustDiffers,
  tlsVersionLower,
  authNotOffered,
  loginRefused,
  slower,
  certificateChanged,
  certificateRenewed,
];

function ask({ of, find }: ConclusionRule, pairing: Pairing): Conclusion[] {
  const found = (one: Pairing, at: Side | null): Conclusion[] => {
    const conclusion = find(one);
    return conclusion === null ? [] : [{ ...conclusion, at }];
  };
  return of === 'both' ? found(pairing, null) : [...found(pairing, 'a'), ...found(turnedOver(pairing), 'b')];
}

/** Gravest first, then what may be the cause of what follows. */
export function concludeFrom(pairing: Pairing): readonly Conclusion[] {
  const rank = ({ severity, id }: Conclusion): number =>
    SEVERITIES.indexOf(severity) * CONCLUSION_IDS.length + CONCLUSION_IDS.indexOf(id);
  return RULES.flatMap((rule) => ask(rule, pairing)).sort((one, other) => rank(one) - rank(other));
}
