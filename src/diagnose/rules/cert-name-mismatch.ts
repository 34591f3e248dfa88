// The certificate is for other names than the one connected to.
import { certificateRule, namesText } from '../certificate-rule.ts';
import type { Evidence } from '../evidence.ts';
import { list } from '../phrases.ts';
import type { Draft, Rule } from '../rule.ts';

/** A name on the certificate that a client could be pointed at: no wildcard, in the same domain where there is one. */
function bestName(names: readonly string[], host: string): string | null {
  const plain = names.filter((name) => !name.startsWith('*') && name.includes('.'));
  const domain = host.split('.').slice(-2).join('.');
  return plain.find((name) => name.endsWith(`.${domain}`)) ?? plain[0] ?? null;
}

const mismatch = certificateRule('cert-name-mismatch', (faulty, { plan }) => {
  const [{ certificate }] = faulty;
  const names = certificate?.names.length ? certificate.names : certificate?.commonName ? [certificate.commonName] : [];
  const name = bestName(names, plan.servername);
  const wildcard = names.find((item) => item.startsWith('*.') && plan.servername.endsWith(item.slice(1)));
  return {
    title: `The certificate on ${list(faulty.map(({ endpoint }) => endpoint.seen.port))} is for ${names.length > 0 ? namesText(names) : 'no name'}, not for ${plan.servername}`,
    detail: wildcard
      ? `${wildcard} stands for exactly one label and does not cover ${plan.servername}.`
      : 'The connection goes to a name (or address) that the certificate does not bear: an alias, a shared host, or a certificate that was forgotten when the name changed.',
    fix: `${name === null ? '' : `Set the server name in the client to ${name}, if that is the same host. Or the`}${name === null ? 'The' : ''} server's administrator has a certificate issued that includes ${plan.servername}, and reloads the mail service.`,
    owner: name === null ? 'server' : 'you',
    reference: 'RFC 9525 §6',
    evidence: [`name asked for: ${plan.servername}`],
  };
});

/** The name matches by the subject's common name alone: OpenSSL, Java and .NET still look there, Go and newer clients do not. */
function commonNameOnly({ endpoints, plan }: Evidence): Draft[] {
  const concerned = endpoints.filter(({ seen: { tls } }) => tls?.trusted && tls.certificate?.names.length === 0);
  const certificate = concerned[0]?.seen.tls?.certificate;
  if (!certificate) return [];
  return [
    {
      severity: 'warning',
      title: `The certificate on ${list(concerned.map(({ seen }) => seen.port))} bears ${plan.servername} only as its common name`,
      detail:
        'It has no subjectAltName. Many clients no longer look at the common name and refuse the certificate; others still accept it.',
      evidence: [`subject ${certificate.subject}, no subjectAltName`],
      fix: `The server's administrator has the certificate issued anew with ${plan.servername} as a DNS name in subjectAltName.`,
      owner: 'server',
      endpoints: concerned.map(({ id }) => id),
      reference: 'RFC 9525 §2',
    },
  ];
}

export const certNameMismatch: Rule = {
  ...mismatch,
  find: (evidence) => [...mismatch.find(evidence), ...commonNameOnly(evidence)],
};
