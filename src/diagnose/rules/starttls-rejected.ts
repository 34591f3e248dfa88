// STARTTLS advertised, and refused.
import type { Case } from '../evidence.ts';
import { endpointRule, wordedByReply } from '../rule.ts';

/** RFC 3463 §3.8: security or policy. */
const isByPolicy = ({ cause: { reply } }: Case): boolean => /^5\.7\.(?!0$)/.test(reply?.enhanced ?? '');

export const starttlsRejected = endpointRule('starttls-rejected', (cases, { alternatives }) => {
  const until = alternatives.length > 0 ? ` Until then use ${alternatives.join(' or ')}.` : '';
  const own = cases.every(isByPolicy)
    ? {
        detail: 'The refusal is one of policy: who may use TLS there, most often by address. TLS itself need not be broken.',
        fix: `The server's administrator finds the rule in the mail log, by this client's address.${until}`,
      }
    : {
        detail:
          "The server's TLS does not work: most often certificate or key cannot be read, or do not belong together. Its reply does not say.",
        fix: `The server's administrator looks into the mail log for the reason, checks path, permissions and pairing of certificate and key, and reloads the service.${until}`,
      };
  const title = 'The server offers STARTTLS and then refuses it';
  return { ...wordedByReply(cases, { ...own, title, owner: 'server', reference: 'RFC 3207 §4' }), owner: 'server' as const };
});
