// The domain says that it takes no mail.
import type { Rule } from '../rule.ts';

export const dnsMxNull: Rule = {
  id: 'dns-mx-null',
  find({ dns, plan, usable }) {
    const mx = Array.isArray(dns.mx) ? dns.mx : [];
    if (!mx.some(({ exchange }) => exchange === '' || exchange === '.')) return [];
    const domain = plan.discovery?.domain ?? plan.target.mailbox?.domain ?? plan.host;
    return [
      {
        severity: usable.length > 0 ? 'info' : 'error',
        title: `${domain} says that it takes no mail`,
        detail: 'Its MX record is "0 .", the null MX: nobody can send mail to it, and there is no mailbox behind it.',
        evidence: [`${domain} MX 0 .`],
        fix: `Check the part of the address after the @. If ${domain} should take mail, whoever runs its DNS replaces the null MX by one that names its mail host.`,
        owner: 'you',
        endpoints: [],
        reference: 'RFC 7505',
      },
    ];
  },
};
