// A 4xx greeting: not now.
import { portsOf } from '../phrases.ts';
import { endpointRule, wordedByReply } from '../rule.ts';

export const greetingBusy = endpointRule('greeting-busy', (cases, evidence) =>
  wordedByReply(cases, {
    title: `The server takes no sessions on ${portsOf(cases.map(({ endpoint }) => endpoint.seen))} at the moment`,
    detail: 'It answers the connection with a temporary refusal: too much load, a restart, or a service behind it that is down.',
    fix: `Try again in some minutes. If it lasts, the server's administrator looks at load, process limits${evidence.setting('processes')} and the mail log.`,
    owner: 'server',
    reference: 'RFC 5321 §3.8',
  }),
);
