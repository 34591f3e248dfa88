// Turned away on purpose for now: whoever comes again after a while is let in.
import { portsOf } from '../phrases.ts';
import { endpointRule, wordedByReply } from '../rule.ts';

export const greylisted = endpointRule('greylisted', (cases, evidence) => {
  const waysIn = evidence.alternatives;
  return wordedByReply(cases, {
    title: `The server greylists this client on ${portsOf(cases.map(({ endpoint }) => endpoint.seen))}: it wants it to come again later`,
    detail: 'It turns strangers away for some minutes on purpose, since programs that send spam do not come again.',
    fix: `Try again after some minutes from the same address.${waysIn.length > 0 ? ` Clients use ${waysIn.join(' or ')}.` : " Where clients with a login are to be let in at once, the server's administrator takes the submission ports out of greylisting."}`,
    owner: 'you',
    reference: 'RFC 6647',
  });
});
