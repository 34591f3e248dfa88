// Withdrawn by its authority.
import { certificateRule } from '../certificate-rule.ts';
import { list } from '../phrases.ts';

export const certRevoked = certificateRule('cert-revoked', (faulty, { plan }) => ({
  title: `The certificate of ${plan.host} on ${list(faulty.map(({ endpoint }) => endpoint.seen.port))} was revoked`,
  detail: 'Its authority has withdrawn it: the key may be in foreign hands. Clients that check refuse it.',
  fix: "The server's administrator has a certificate issued with a new key and reloads the mail service.",
  owner: 'server',
  reference: 'RFC 6960',
}));
