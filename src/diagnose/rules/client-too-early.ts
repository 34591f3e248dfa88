// The server says that the client spoke before its greeting.
import { endpointRule, wordedByReply } from '../rule.ts';

export const clientTooEarly = endpointRule('client-too-early', (cases, evidence) =>
  wordedByReply(cases, {
    title: 'The server says that the client spoke before the greeting',
    detail:
      'mailprobe waits for the whole greeting, so something on the way sent bytes first: a proxy that announces itself (PROXY protocol), or a load balancer.',
    fix: `The server's administrator makes proxy and mail server agree on the PROXY protocol${evidence.setting('proxy-protocol')}.`,
    owner: 'server',
    reference: 'RFC 5321 §4.3.1',
  }),
);
