// The server gave up waiting for the client.
import { endpointRule, wordedByReply } from '../rule.ts';

export const serverTimeout = endpointRule('server-timeout', (cases) =>
  wordedByReply(cases, {
    title: 'The server gave up waiting for the client',
    detail: 'It says that nothing came for too long. mailprobe sends at once, so what it sent was lost or held up on the way.',
    fix: 'Repeat the check from another network. If it works there, whoever runs this network looks for a firewall that inspects mail, and for a wrong MTU (VPN, PPPoE).',
    owner: 'network',
    reference: 'RFC 5321 §4.5.3.2',
  }),
);
