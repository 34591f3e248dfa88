// What the session around an utterance adds to its meaning: the mechanism and the provider of a login, the mode that a port
// contradicts. Chooses nothing between utterances.
import { type Transaction, wordingOf } from '../knowledge/index.ts';
import type { Explanation, FindingId } from '../model/finding.ts';
import type { Utterance } from './utterance.ts';

export const seenIn = ({ protocol }: Utterance): { protocol: Utterance['protocol']; software: null } => ({
  protocol,
  software: null,
});

export function plainly(id: FindingId, confidence: Explanation['confidence'], utterance: Utterance): Explanation {
  const { title, meaning, fix, owner, reference } = wordingOf(id, seenIn(utterance));
  return { id, title, meaning, fix, owner, reference, provider: utterance.provider, confidence };
}

/** What the same words, or the code alone, are about where a message was handed over: none of a login's findings. */
const AT_TRANSACTION: Readonly<Record<Transaction, Readonly<Partial<Record<FindingId, FindingId>>>>> = {
  mail: { 'auth-temporary-failure': 'server-fault', 'recipient-unknown': 'sender-not-allowed', 'mailbox-full': 'server-fault' },
  rcpt: { 'auth-temporary-failure': 'server-fault', 'auth-account-locked': 'recipient-unknown' },
  data: {
    'auth-temporary-failure': 'server-fault',
    'recipient-unknown': 'content-rejected',
    'greeting-refused': 'content-rejected',
  },
};
export function atTransaction(matches: Explanation[], utterance: Utterance): Explanation[] {
  const { transaction } = utterance;
  if (transaction === null) return matches;
  return matches.map((match) => {
    const id = AT_TRANSACTION[transaction][match.id];
    const isMoved =
      id !== undefined &&
      (match.confidence === 'generic' || id === 'server-fault' || transaction === 'rcpt' || match.id === 'greeting-refused');
    return isMoved ? plainly(id, match.confidence === 'generic' ? 'generic' : 'likely', utterance) : match;
  });
}

const TOKEN_MECHANISMS = /^(?:XOAUTH2|OAUTHBEARER)$/;
/** 334 is no refusal of a password: a refused token alone is told by a challenge, and the code is that of the last reply (RFC 7628 §3.2.2). */
const NAMES_TOKEN = /\b(?:XOAUTH2|OAUTHBEARER) auth|\bcode: ?334\b|^334\b/i;
/** Refused where a token was sent, or where Microsoft takes none but tokens: not the password is at fault. */
export function inContext(matches: Explanation[], utterance: Utterance): Explanation[] {
  const [best] = matches;
  // What LOGINDISABLED bars (RFC 9051 §6.2.3) is open again where TLS stands, which the same list offers.
  if (best?.id === 'auth-protocol-disabled' && utterance.isLoginAfterTls)
    return [plainly('auth-encryption-required', 'likely', utterance), ...matches];
  if (best?.id !== 'auth-rejected') return matches;
  if (TOKEN_MECHANISMS.test(utterance.mechanism ?? '') || NAMES_TOKEN.test(utterance.words))
    return [plainly('auth-token-invalid', 'likely', utterance), ...matches];
  const isMicrosofts = /(?:^|\.)(?:office365|outlook)\.com$/.test(utterance.host ?? '');
  if (isMicrosofts && utterance.protocol !== 'smtp' && /login failed|logon failure/i.test(utterance.words))
    return [plainly('auth-basic-disabled', 'likely', utterance), ...matches];
  return matches;
}

const NO_ANSWER: readonly FindingId[] = ['tcp-timeout', 'greeting-timeout', 'command-timeout', 'connection-closed'];
/** A client that waits for a greeting in plaintext, where TLS comes first, gets none. */
export function inMode(matches: readonly Explanation[], utterance: Utterance): readonly Explanation[] {
  const isSilence = utterance.speaker !== 'server' && NO_ANSWER.includes(matches[0]?.id ?? 'bad-target');
  return isSilence && utterance.isModeMismatched ? [plainly('mode-mismatch', 'likely', utterance), ...matches] : matches;
}

/** These tell that time ran out, and not of what; a library says of a connection as well that it was lost, and adds why. */
const RAN_OUT: readonly FindingId[] = ['tcp-timeout', 'command-timeout'];
/** What ran out of time while an answer was waited for is no connecting: the greeting's time, or a command's. */
export function inStack(matches: readonly Explanation[], utterance: Utterance): readonly Explanation[] {
  const { isReading, stage, words } = utterance;
  const [best] = matches;
  if (!isReading || best === undefined) return matches;
  const isOfTime = RAN_OUT.includes(best.id) || (best.id === 'connection-closed' && /timed? ?-?out/i.test(words));
  if (!isOfTime) return matches;
  return [plainly(stage === 'greeting' ? 'greeting-timeout' : 'command-timeout', 'likely', utterance), ...matches];
}
