// Only HELO works: no STARTTLS, no AUTH.
import { replyText } from '../phrases.ts';
import type { Rule } from '../rule.ts';

export const esmtpUnsupported: Rule = {
  id: 'esmtp-unsupported',
  supersedes: ['starttls-not-offered', 'auth-not-advertised', 'ehlo-rejected'],
  find(evidence) {
    const old = evidence.endpoints.filter(
      (endpoint) => endpoint.seen.ehloRefusal !== null && !evidence.isExplained('esmtp-unsupported', endpoint),
    );
    if (old.length === 0) return [];
    const grave = old.some((endpoint) => evidence.isNamedInVain(endpoint)) || evidence.usable.length === 0;
    return [
      {
        severity: grave ? 'error' : 'warning',
        title: 'The server knows only HELO: no STARTTLS, no login',
        detail:
          'EHLO is refused and HELO accepted: a very old server, or a firewall that filters EHLO. Neither encryption nor AUTH can be had that way.',
        evidence: old.map(({ id, seen }) => `${id}: EHLO: ${seen.ehloRefusal ? replyText(seen.ehloRefusal) : ''}`),
        fix: `${evidence.alternatives.length > 0 ? `Use ${evidence.alternatives.join(' or ')}. ` : ''}The server's administrator enables ESMTP, or whoever runs the firewall before it switches its mail inspection off (\`no inspect esmtp\` on Cisco).`,
        owner: 'server',
        endpoints: old.map(({ id }) => id),
        reference: 'RFC 5321 §3.2',
      },
    ];
  },
};
