// Withdrawn by its authority.
import { certificateRule, type FaultyCertificate } from '../certificate-rule.ts';
import { day, list } from '../phrases.ts';

function stapleLines({ tls: { ocsp } }: FaultyCertificate): string[] {
  if (ocsp?.status !== 'revoked') return [];
  const when = ocsp.revokedAt === null ? '' : ` on ${day(ocsp.revokedAt)}`;
  return [`the OCSP answer that the server itself staples says: revoked${when}${ocsp.detail === null ? '' : `, ${ocsp.detail}`}`];
}

function listLines({ tls: { revocation } }: FaultyCertificate): string[] {
  if (revocation?.status !== 'revoked') return [];
  const { revokedAt, detail, url } = revocation;
  const when = revokedAt === null ? '' : ` on ${day(revokedAt)}`;
  return [`the list of its authority, ${url}, says: revoked${when}${detail === null ? '' : `, ${detail}`}`];
}

export const certRevoked = certificateRule('cert-revoked', (faulty, { plan }) => ({
  title: `The certificate of ${plan.host} on ${list(faulty.map(({ endpoint }) => endpoint.seen.port))} was revoked`,
  detail: 'Its authority has withdrawn it: the key may be in foreign hands. Clients that check refuse it.',
  fix: "The server's administrator has a certificate issued with a new key and reloads the mail service.",
  owner: 'server',
  reference: faulty.some(({ tls }) => tls.revocation?.status === 'revoked') ? 'RFC 5280 §5' : 'RFC 6960',
  evidence: faulty.flatMap((one) => [...stapleLines(one), ...listLines(one)]),
}));
