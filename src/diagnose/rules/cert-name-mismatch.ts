// The certificate is for other names than the one connected to, or bears it in a form that has had its day.
import { isIP } from 'node:net';
import type { CertificateObservation, OutdatedName } from '../../model/observation.ts';
import { certificateRule, type FaultyCertificates, namesText } from '../certificate-rule.ts';
import { list } from '../phrases.ts';
import type { Words } from '../rule.ts';

/** A name on the certificate that a client could be pointed at: no wildcard, in the same domain where there is one. */
function bestName(names: readonly string[], host: string): string | null {
  const plain = names.filter((name) => !name.includes('*') && name.includes('.'));
  const domain = host.split('.').slice(-2).join('.');
  return plain.find((name) => name.endsWith(`.${domain}`)) ?? plain[0] ?? null;
}

const portsOf = (faulty: FaultyCertificates): string => list(faulty.map(({ endpoint }) => endpoint.seen.port));

interface OutdatedForm {
  readonly how: (certificate: CertificateObservation | null, host: string) => string;
  readonly detail: string;
  readonly reference: string;
}

const isPartialWildcard = (name: string): boolean => name.includes('*') && !name.startsWith('*.');

/**
 * Who still takes them: OpenSSL 3's X509_check_host(3) by default, OpenJDK's HostnameChecker, Node's tls.checkServerIdentity,
 * Python's SSLContext.hostname_checks_common_name; who does not: Go since 1.15, and since 3.7 Python of partial wildcards.
 */
const OUTDATED_FORMS: Readonly<Record<OutdatedName, OutdatedForm>> = {
  'common-name': {
    how: () => 'only as its common name',
    detail:
      'It has no DNS name in subjectAltName. Clients that go by the present rule do not look at the common name and refuse the certificate (Go since 1.15 is one); others still fall back to it (Node.js, Java, Python, OpenSSL 3 unless told otherwise).',
    reference: 'RFC 9525 §2',
  },
  'partial-wildcard': {
    how: (certificate, host) => {
      const suffix = host.slice(host.indexOf('.')).toLowerCase();
      const partial = certificate?.names.filter(isPartialWildcard) ?? [];
      const name = partial.find((item) => item.toLowerCase().endsWith(suffix)) ?? partial[0];
      return `only by a wildcard for part of a label${name === undefined ? '' : `, ${name}`}`;
    },
    detail:
      'By the present rule a wildcard stands for a whole label, the leftmost. Clients that keep to it refuse the certificate (Go, and Python since 3.7, are two); others still match it (Node.js, Java, OpenSSL unless told otherwise).',
    reference: 'RFC 9525 §6.3',
  },
};

function outdatedWords(faulty: FaultyCertificates, form: OutdatedForm, host: string): Words {
  const [{ certificate }] = faulty;
  return {
    title: `The certificate on ${portsOf(faulty)} bears ${host} ${form.how(certificate, host)}`,
    detail: `${form.detail} mailprobe keeps to the rule: without --insecure no login is sent there.`,
    fix: `The server's administrator has the certificate issued anew with ${host} as a DNS name in subjectAltName, and reloads the mail service.`,
    owner: 'server',
    reference: form.reference,
    evidence: [`name asked for: ${host}`],
  };
}

/** RFC 9525 §6.4: an address is matched by iPAddress alone. */
const addressAsName = (faulty: FaultyCertificates, address: string, isDnsName: boolean): Words => ({
  title: `The certificate on ${portsOf(faulty)} bears ${address} ${isDnsName ? 'as a DNS name' : 'as its common name'}, not as an address`,
  detail:
    'An address has to stand in subjectAltName as an iPAddress. Written as a DNS name or as the common name it counts for nothing, and clients refuse the certificate.',
  fix: `The server's administrator has the certificate issued anew with the address as an iPAddress (OpenSSL: subjectAltName = IP:${address}), or clients connect by a name that it bears.`,
  owner: 'server',
  reference: 'RFC 9525 §6.4',
  evidence: [`address asked for: ${address}`],
});

export const certNameMismatch = certificateRule('cert-name-mismatch', (faulty, { plan }) => {
  const [{ certificate, outdatedName }] = faulty;
  if (outdatedName !== null) return outdatedWords(faulty, OUTDATED_FORMS[outdatedName], plan.servername);
  const names = certificate?.names.length ? certificate.names : certificate?.commonName ? [certificate.commonName] : [];
  if (isIP(plan.servername) !== 0 && names.includes(plan.servername))
    return addressAsName(faulty, plan.servername, certificate?.names.includes(plan.servername) ?? false);
  // Not the common name: whoever connects by that has the next fault.
  const name = bestName(certificate?.names ?? [], plan.servername);
  const wildcard = names.find((item) => item.startsWith('*.') && plan.servername.endsWith(item.slice(1)));
  return {
    title: `The certificate on ${portsOf(faulty)} is for ${names.length > 0 ? namesText(names) : 'no name'}, not for ${plan.servername}`,
    detail: wildcard
      ? `${wildcard} stands for exactly one label and does not cover ${plan.servername}.`
      : 'The connection goes to a name (or address) that the certificate does not bear: an alias, a shared host, or a certificate that was forgotten when the name changed.',
    fix: `${name === null ? '' : `Set the server name in the client to ${name}, if that is the same host. Or the`}${name === null ? 'The' : ''} server's administrator has a certificate issued that includes ${plan.servername}, and reloads the mail service.`,
    owner: name === null ? 'server' : 'you',
    reference: 'RFC 9525 §6',
    evidence: [`name asked for: ${plan.servername}`],
  };
});
