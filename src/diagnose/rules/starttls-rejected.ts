// STARTTLS advertised, and refused.
import { endpointRule, wordedByReply } from '../rule.ts';

export const starttlsRejected = endpointRule('starttls-rejected', (cases, { alternatives }) => ({
  ...wordedByReply(cases, {
    title: 'The server offers STARTTLS and then refuses it',
    detail: "The server's TLS does not work: most often certificate or key cannot be read, or do not belong together.",
    fix: `The server's administrator looks into the mail log for the reason, checks path, permissions and pairing of certificate and key, and reloads the service.${alternatives.length > 0 ? ` Until then use ${alternatives.join(' or ')}.` : ''}`,
    owner: 'server',
    reference: 'RFC 3207 §4',
  }),
  owner: 'server' as const,
}));
