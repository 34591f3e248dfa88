// The mailbox's provider lets no mail program in at a server of its own: whatever the domain's own host does is beside the point.
import type { Rule } from '../rule.ts';

export const mailboxWithoutServer: Rule = {
  id: 'mailbox-without-server',
  isWhole: true,
  find({ plan }) {
    const { domain, noServer } = plan.discovery ?? {};
    if (noServer === undefined) return [];
    const { provider, why, instead } = noServer;
    return [
      {
        severity: 'error',
        title: `${provider} has no server for mail programs`,
        detail: `${why}.`,
        evidence: [`${domain} is a domain of ${provider}'s mailboxes`],
        fix: `${instead ?? 'Use its own apps or webmail; a program that has to send or fetch mail needs a mailbox or a relay elsewhere'}.`,
        owner: 'you',
        endpoints: [],
        reference: null,
      },
    ];
  },
};
