// Signed with SHA-1 or MD5. A root's own signature counts for nothing and is left out.
import type { CertificateObservation } from '../../model/observation.ts';
import { commonName } from '../certificate-rule.ts';
import { gravest } from '../evidence.ts';
import type { JudgedEndpoint } from '../judge.ts';
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';

const isWeak = ({ signatureAlgorithm, selfSigned }: CertificateObservation): boolean =>
  !selfSigned && /md5|sha-?1(?!\d)/i.test(signatureAlgorithm);

const weakIn = ({ seen }: JudgedEndpoint): CertificateObservation[] =>
  seen.tls?.certificate ? [seen.tls.certificate, ...seen.tls.chain].filter(isWeak) : [];

export const certWeakSignature: Rule = {
  id: 'cert-weak-signature',
  find(evidence) {
    const weak = evidence.endpoints.filter((endpoint) => weakIn(endpoint).length > 0);
    const cases = evidence.cases('cert-weak-signature');
    const concerned = [...new Set([...weak, ...cases.map(({ endpoint }) => endpoint)])];
    if (concerned.length === 0) return [];
    const certificates = weak.flatMap(weakIn);
    const algorithms = list(certificates.map(({ signatureAlgorithm }) => signatureAlgorithm));
    return [
      {
        severity: gravest(['warning', ...cases.map((item) => evidence.weigh(item))]),
        title: `The certificate is signed with ${algorithms || 'an algorithm that is too weak'}`,
        detail: 'SHA-1 and MD5 signatures can be forged. Current clients refuse certificates signed with them.',
        evidence: [
          ...certificates.map(({ subject, signatureAlgorithm }) => `${commonName(subject)}: ${signatureAlgorithm}`),
          ...cases.map(({ endpoint, cause }) => `${endpoint.id}: ${cause.message}`),
        ].filter((line, at, all) => all.indexOf(line) === at),
        fix: "The server's administrator has the certificate issued anew with a SHA-256 signature and replaces old intermediates.",
        owner: 'server',
        endpoints: concerned.map(({ id }) => id),
        reference: 'RFC 9155',
      },
    ];
  },
};
