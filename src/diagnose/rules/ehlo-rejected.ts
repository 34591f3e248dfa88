// EHLO refused, and HELO too.
import { endpointRule, wordedByReply } from '../rule.ts';

export const ehloRejected = endpointRule('ehlo-rejected', (cases) =>
  wordedByReply(cases, {
    title: 'The server refuses the client at its introduction',
    detail: 'Neither EHLO nor HELO (CAPABILITY, CAPA) is accepted, so nothing else can follow. The reply is in the evidence.',
    fix: "Give another name with --ehlo (a full host name that exists in DNS). If that changes nothing, the server's administrator finds the reason in the mail log under this client's address.",
    owner: 'server',
    reference: 'RFC 5321 §4.1.1.1',
  }),
);
