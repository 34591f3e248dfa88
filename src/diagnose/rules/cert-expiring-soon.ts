// Still valid, and not for long: by its own lifetime, or within --warn-days.
import type { CertificateObservation } from '../../model/observation.ts';
import { isExpiringSoon, lifetimeDays, renewalDueDays } from '../certificate-lifetime.ts';
import { certificateLine, commonName } from '../certificate-rule.ts';
import { day, days, list } from '../phrases.ts';
import type { Draft, Rule } from '../rule.ts';

export const certExpiringSoon: Rule = {
  id: 'cert-expiring-soon',
  find({ endpoints, plan, observations }) {
    const now = Date.parse(observations.startedAt);
    const expiring = new Map<string, { certificate: CertificateObservation; isLeaf: boolean; ids: string[] }>();
    for (const { id, seen } of endpoints) {
      if (!seen.tls?.trusted || !seen.tls.certificate) continue;
      for (const certificate of [seen.tls.certificate, ...seen.tls.chain.filter(({ selfSigned }) => !selfSigned)]) {
        if (!isExpiringSoon(certificate, plan.warnDays, now)) continue;
        const isLeaf = certificate === seen.tls.certificate;
        const ids = expiring.get(certificate.sha256)?.ids ?? [];
        expiring.set(certificate.sha256, { certificate, isLeaf, ids: [...ids, id] });
      }
    }
    return [...expiring.values()].map(
      ({ certificate, isLeaf, ids }): Draft => ({
        severity: 'warning',
        title: `The ${isLeaf ? '' : 'intermediate '}certificate ${isLeaf ? `of ${plan.host}` : commonName(certificate.subject)} expires in ${days(certificate.daysLeft)}`,
        detail: `It is valid until ${day(certificate.validTo)}${plan.warnDays === null ? dueText(certificate) : ''}. From then on clients refuse to connect. Served on ${list(ids)}.`,
        evidence: [certificateLine(certificate)],
        fix: "The server's administrator renews it (`certbot renew`), finds out why that did not happen by itself, and reloads the mail service.",
        owner: 'server',
        endpoints: ids,
        reference: null,
      }),
    );
  },
};

/** Why it is soon: what is left is told by the title, and of six days three are nothing that one expects. */
function dueText(certificate: CertificateObservation): string {
  const due = Number(renewalDueDays(certificate).toFixed(1));
  return ` and was made for ${days(lifetimeDays(certificate))}; with less than ${due} left its renewal is overdue`;
}
