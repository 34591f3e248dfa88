// The certificate begins in the future: a clock is wrong, here or at the server's.
import { certificateRule } from '../certificate-rule.ts';
import { wrongClock } from '../clock.ts';
import { day, list } from '../phrases.ts';

export const certNotYetValid = certificateRule('cert-not-yet-valid', (faulty, evidence) => {
  const [{ certificate }] = faulty;
  const clock = wrongClock(evidence);
  const from = certificate ? day(certificate.validFrom) : 'a later day';
  const now = day(evidence.observations.startedAt);
  return {
    title:
      clock === null
        ? `The certificate of ${evidence.plan.host} on ${list(faulty.map(({ endpoint }) => endpoint.seen.port))} is valid only from ${from}`
        : `The clock of this machine is wrong, so the certificate of ${evidence.plan.host} seems not valid yet`,
    detail: `By this machine's clock it is ${now}, and the certificate begins on ${from}. ${clock === null ? 'If the clock is right, the certificate was made with a wrong one or for later.' : 'The evidence shows that the clock is off.'}`,
    fix:
      clock === null
        ? "Check the date of this machine (`date -u`). If it is right, the server's administrator replaces the certificate by one that is valid now."
        : 'Set the clock (`timedatectl set-ntp true`, on Windows `w32tm /resync`) and repeat the check.',
    owner: clock === null ? 'server' : 'you',
    reference: 'RFC 5280 §4.1.2.5',
    evidence: [clock ?? `this machine's clock: ${evidence.observations.startedAt}`],
  };
});
