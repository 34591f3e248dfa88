// The server names a fault of its own.
import { endpointRule, wordedByReply } from '../rule.ts';

export const serverFault = endpointRule('server-fault', (cases) =>
  wordedByReply(cases, {
    title: 'The server reports a fault of its own',
    detail: "It names its configuration, its disk or a service behind it. Nothing on the client's side can change that.",
    fix: "Tell the server's administrator the reply and the time: the cause is in the mail log of that minute. Try again later.",
    owner: 'server',
    reference: 'RFC 3463 §3.4',
  }),
);
