// A 5xx greeting, BYE or -ERR: no service for this client, or for anyone.
import { portsOf } from '../phrases.ts';
import { endpointRule, wordedByReply } from '../rule.ts';

export const greetingRefused = endpointRule('greeting-refused', (cases, evidence) => {
  const waysIn = evidence.waysIn();
  return wordedByReply(cases, {
    title: `The server refuses the session on ${portsOf(cases.map(({ endpoint }) => endpoint.seen))}`,
    detail: 'It answers the connection with a permanent refusal: this host takes no mail there, or not from this client.',
    fix: `${waysIn.length > 0 ? `Use ${waysIn.join(' or ')}` : 'Use the host that the provider names for submission, not its MX'}. If this is the right host, the server's administrator must allow this client.`,
    owner: 'server',
    reference: 'RFC 5321 §3.1',
  });
});
