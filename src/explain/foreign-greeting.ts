// The greeting of another protocol, where a client waited for its own: host or port are another service's. Each protocol of
// mail greets in its own form (RFC 5321 §3.1, RFC 9051 §7.1, RFC 1939 §4).
import type { Explanation } from '../model/finding.ts';
import type { Protocol } from '../model/protocol.ts';
import { plainly } from './session-context.ts';
import type { Utterance } from './utterance.ts';

const GREETINGS: readonly (readonly [Protocol, RegExp])[] = [
  ['smtp', /^220[ -]\S/],
  ['imap', /^\* (?:OK|PREAUTH)\b/],
  ['pop3', /^\+OK\b/],
];
const NAMES: Readonly<Record<string, string>> = { smtp: 'SMTP', imap: 'IMAP', pop3: 'POP3' };

/** Empty where the words greet in the protocol that was expected, or in none. */
export function greetingOfAnother(utterance: Utterance): Explanation[] {
  const { protocol, words } = utterance;
  const greeted = GREETINGS.find(([, form]) => form.test(words))?.[0];
  if (protocol === null || greeted === undefined || greeted === protocol) return [];
  const [own, other] = [NAMES[protocol] ?? protocol, NAMES[greeted] ?? greeted];
  return [
    {
      ...plainly('not-smtp', 'likely', utterance),
      title: `${other} answers where ${own} was expected`,
      meaning: `The client waited for the greeting of ${own}, and a server of ${other} greeted it: host or port are those of ${other}.`,
    },
  ];
}
