// EHLO refused: this client or its name, or the command and HELO as well.
import { endpointRule, wordedByReply } from '../rule.ts';

/** What asks a server for what it can do. */
const INTRODUCTIONS = {
  smtp: 'EHLO is not',
  imap: 'CAPABILITY is not',
  pop3: 'CAPA is not',
  graph: 'The first request is not',
  ews: 'The first request is not',
} as const;

export const ehloRejected = endpointRule('ehlo-rejected', (cases, { plan }) =>
  wordedByReply(cases, {
    title: 'The server refuses the client at its introduction',
    detail: `${INTRODUCTIONS[plan.protocol]} accepted, so nothing else can follow. The reply is in the evidence.`,
    fix: `${plan.protocol === 'smtp' ? 'Give another name with --ehlo (a full host name that exists in DNS). If that changes nothing, the' : 'The'} server's administrator finds the reason in the mail log under this client's address.`,
    owner: 'server',
    ...(plan.protocol === 'smtp' ? { reference: 'RFC 5321 §4.1.1.1' } : {}),
  }),
);
