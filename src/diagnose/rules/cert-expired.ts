// The server's certificate, or one above it, is past its end; or the clock here is wrong.
import { certificateRule, commonName } from '../certificate-rule.ts';
import { wrongClock } from '../clock.ts';
import { day, days, list } from '../phrases.ts';

export const certExpired = certificateRule('cert-expired', (faulty, evidence) => {
  const [{ certificate, isLeaf }] = faulty;
  const ports = list(faulty.map(({ endpoint }) => endpoint.seen.port));
  const clock = wrongClock(evidence);
  const since = certificate ? `on ${day(certificate.validTo)}, ${days(Math.abs(certificate.daysLeft))} ago` : 'some time ago';
  if (clock !== null) {
    return {
      title: `The clock of this machine is wrong, so the certificate of ${evidence.plan.host} seems expired`,
      detail: `By this machine's clock the certificate ran out ${since}; by the evidence the clock is off.`,
      fix: 'Set the clock (`timedatectl set-ntp true`, on Windows `w32tm /resync`) and repeat the check.',
      owner: 'you',
      evidence: [clock],
    };
  }
  return {
    title: isLeaf
      ? `The certificate of ${evidence.plan.host} on ${ports} expired ${since}`
      : `An intermediate certificate of ${evidence.plan.host} on ${ports} expired ${since}`,
    detail: isLeaf
      ? 'Clients that verify certificates refuse to connect, and no password is safe to send.'
      : `The server's own certificate is in order, but ${commonName(certificate?.subject ?? '')}, which the server sends with it, is not any more.`,
    fix: isLeaf
      ? `The server's administrator renews it (\`certbot renew\`) and reloads the mail service, which keeps the old one until then${evidence.setting('reload')}.`
      : "The server's administrator installs the current chain of the authority (fullchain.pem) and reloads the mail service.",
    owner: 'server',
    reference: 'RFC 5280 §4.1.2.5',
  };
});
