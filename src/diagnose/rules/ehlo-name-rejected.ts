// Refused for the name given in EHLO.
import { endpointRule, wordedByReply } from '../rule.ts';

export const ehloNameRejected = endpointRule('ehlo-name-rejected', (cases, { plan }) => ({
  ...wordedByReply(cases, {
    title: `The server refuses the name ${plan.ehloName ?? 'that this client gives'} in EHLO`,
    detail:
      'It wants a full host name that exists in DNS, or an address in brackets, and got something else, such as "localhost".',
    fix:
      plan.protocol === 'smtp'
        ? "Set the client's EHLO/HELO name to this machine's full name in DNS (nodemailer: name; mailprobe: --ehlo client.example.org), or to the address in brackets, [192.0.2.1]."
        : "Give the client's machine a full name that exists in DNS.",
    owner: 'you',
    reference: 'RFC 5321 §4.1.4',
  }),
  evidence: plan.ehloName === null ? [] : [`name given in EHLO: ${plan.ehloName}`],
}));
