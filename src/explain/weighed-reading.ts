// One utterance with what was made of it, and how much that weighs against the others of its text. Judges nothing.
import type { Explanation, FindingId } from '../model/finding.ts';
import type { Utterance } from './utterance.ts';

const CONFIDENCE = { certain: 30, likely: 20, generic: 10 } as const satisfies Record<Explanation['confidence'], number>;

// What follows from an earlier failure, or is too common to be the reason while another is known.
const SECONDARY: Readonly<Partial<Record<FindingId, number>>> = {
  'connection-closed': 14,
  'tls-handshake-failed': 6,
  'auth-required': 8,
  'tcp-timeout': 4,
  'tcp-reset': 4,
  'rate-limited': 3,
  'server-timeout': 3,
  'relay-denied': 2,
  'greeting-busy': 2,
  // The least that can be said of a login: whatever else is told of it says more.
  'auth-rejected': 1,
};
/** A consequence yields to any cause in the same text. */
const CONSEQUENCE = 16;

/** One of several addresses, of a family that this machine or its network does not have: why the others failed says more. */
const NO_SUCH_FAMILY = 6;
/** That a message waits, or was given up: whatever stood in its way says more. */
const GIVEN_UP = 5;
/** EPIPE: it wrote where the peer had ended the connection before; what the peer said last tells why. */
const BROKEN_PIPE = /broken pipe|\bEPIPE\b/i;
const WROTE_AFTERWARDS = 12;
const OF_IPV6 = /\[[\da-f]{0,4}:[\da-f:]{2,40}\]/i;

export interface WeighedReading {
  readonly utterance: Utterance;
  readonly matches: readonly Explanation[];
  readonly weight: number;
}

export const weigh = (utterance: Utterance, matches: readonly Explanation[]): number => {
  const [best] = matches;
  if (best === undefined) return 0;
  const isReply = utterance.speaker === 'server' && (utterance.code !== null || utterance.enhanced !== null);
  return (
    CONFIDENCE[best.confidence] +
    (isReply ? 2 : 0) -
    (SECONDARY[best.id] ?? 0) -
    (utterance.speaker === 'notice' && best.id === 'host-unreachable' ? GIVEN_UP : 0) -
    (best.id === 'tcp-reset' && BROKEN_PIPE.test(utterance.words) ? WROTE_AFTERWARDS : 0) -
    (best.id === 'tcp-unreachable' && OF_IPV6.test(utterance.words) ? NO_SUCH_FAMILY : 0) -
    (utterance.isConsequence ? CONSEQUENCE : 0)
  );
};
