// A 5xx greeting, BYE or -ERR: no service for this client, or for anyone.
import { portsOf } from '../phrases.ts';
import { endpointRule, wordedByReply } from '../rule.ts';

export const greetingRefused = endpointRule('greeting-refused', (cases, { alternatives }) =>
  wordedByReply(cases, {
    title: `The server refuses the session on ${portsOf(cases.map(({ endpoint }) => endpoint.seen))}`,
    detail: 'It answers the connection with a permanent refusal: this host takes no mail there, or not from this client.',
    fix: `Use ${alternatives.join(' or ') || "the provider's submission host on port 465 or 587, not its MX"}. If this is the right host, the server's administrator must allow this client.`,
    owner: 'server',
    reference: 'RFC 5321 §3.1',
  }),
);
