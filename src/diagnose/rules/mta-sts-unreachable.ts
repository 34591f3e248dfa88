// An MTA-STS record without a policy that can be fetched.
import type { Rule } from '../rule.ts';

export const mtaStsUnreachable: Rule = {
  id: 'mta-sts-unreachable',
  find({ dns }) {
    const sts = dns.mtaSts;
    if (!sts || sts.policy !== null || sts.error === null) return [];
    return [
      {
        severity: 'warning',
        title: 'The MTA-STS policy is announced and cannot be fetched',
        detail: 'DNS says that there is a policy, but its file did not come. Senders go on without it, or by an old copy.',
        evidence: [`_mta-sts TXT ${sts.record}`, `policy: ${sts.error}`],
        fix: 'Whoever runs the domain makes https://mta-sts.<domain>/.well-known/mta-sts.txt answer with a valid certificate, without redirects; or removes the TXT record.',
        owner: 'server',
        endpoints: [],
        reference: 'RFC 8461 §3.3',
      },
    ];
  },
};
