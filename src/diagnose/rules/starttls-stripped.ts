// STARTTLS removed or masked on the way: a masked keyword, or addresses of one host that disagree.
import type { Case, Evidence } from '../evidence.ts';
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';
import { draft, isSome } from '../rule.ts';
import { maskedKeywordsOf } from './middlebox-masking.ts';

function whyStripped(evidence: Evidence, { endpoint }: Case): string | null {
  const [keyword] = maskedKeywordsOf(endpoint);
  if (keyword !== undefined) return `${endpoint.id}: keyword ${keyword} where STARTTLS belongs`;
  const { port, mode, address } = endpoint.seen;
  const other = evidence.endpoints.find(
    ({ seen }) => seen.port === port && seen.mode === mode && seen.address !== address && seen.tls !== null,
  );
  return other ? `${other.id} offers STARTTLS, ${endpoint.id} does not` : null;
}

export const starttlsStripped: Rule = {
  id: 'starttls-stripped',
  supersedes: ['starttls-not-offered', 'addresses-disagree'],
  find(evidence) {
    // Asked of the endpoint itself: masking has its own finding, and has hidden this cause from the vaguer rules.
    const all = evidence.endpoints.flatMap((endpoint): Case[] => {
      const cause = endpoint.causes.find(({ code }) => code === 'starttls-not-offered');
      return cause ? [{ endpoint, cause }] : [];
    });
    const cases = all.filter((item) => whyStripped(evidence, item) !== null);
    if (!isSome(cases)) return [];
    const masked = cases.some(({ endpoint }) => maskedKeywordsOf(endpoint).length > 0);
    return [
      draft(evidence, cases, {
        severity: evidence.weighAll(cases) === 'error' ? 'error' : 'warning',
        title: `STARTTLS is lost on the way to ${list(cases.map(({ endpoint }) => `${endpoint.seen.address}:${endpoint.seen.port}`))}`,
        detail: masked
          ? "The keyword is overwritten in the server's answer: a device on the way keeps clients from encrypting. Logins would go in the clear."
          : 'The same name and port offers STARTTLS on one address and not on another: a device on one route removes it, or that server is set up differently.',
        evidence: cases.flatMap((item) => whyStripped(evidence, item) ?? []),
        fix: masked
          ? `Whoever runs the firewall lets STARTTLS through (\`no inspect esmtp\`, or \`allow-tls\`). Never let the client go on without encryption${evidence.alternatives.length > 0 ? `; use ${evidence.alternatives.join(' or ')}` : ''}.`
          : "The server's administrator compares the addresses: the same check on the host itself tells whether the server or the network drops STARTTLS.",
        owner: 'network',
        reference: 'RFC 3207 §6',
      }),
    ];
  },
};
