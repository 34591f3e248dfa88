// RSA under 2048 bits, or its like.
import type { CertificateObservation } from '../../model/observation.ts';
import { commonName } from '../certificate-rule.ts';
import { gravest } from '../evidence.ts';
import type { JudgedEndpoint } from '../judge.ts';
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';

const MIN_BITS: Readonly<Record<string, number>> = { rsa: 2048, 'rsa-pss': 2048, dsa: 2048, ec: 224 };

const isWeak = ({ keyType, keyBits }: CertificateObservation): boolean => keyBits !== null && keyBits < (MIN_BITS[keyType] ?? 0);

const weakIn = ({ seen }: JudgedEndpoint): CertificateObservation[] =>
  seen.tls?.certificate ? [seen.tls.certificate, ...seen.tls.chain.filter(({ selfSigned }) => !selfSigned)].filter(isWeak) : [];

export const certWeakKey: Rule = {
  id: 'cert-weak-key',
  find(evidence) {
    const weak = evidence.endpoints.filter((endpoint) => weakIn(endpoint).length > 0);
    const cases = evidence.cases('cert-weak-key');
    const concerned = [...new Set([...weak, ...cases.map(({ endpoint }) => endpoint)])];
    if (concerned.length === 0) return [];
    const certificates = weak.flatMap(weakIn);
    const bits = list(certificates.map(({ keyType, keyBits }) => `${keyType.toUpperCase()} with ${keyBits} bits`));
    return [
      {
        severity: gravest(['warning', ...cases.map((item) => evidence.weigh(item))]),
        title: `The key of the certificate is too weak${bits ? `: ${bits}` : ''}`,
        detail: 'Keys this short can be broken. Current clients and OpenSSL at its usual level refuse them.',
        evidence: [
          ...certificates.map(({ subject, keyType, keyBits }) => `${commonName(subject)}: ${keyType} ${keyBits} bits`),
          ...cases.map(({ endpoint, cause }) => `${endpoint.id}: ${cause.message}`),
        ].filter((line, at, all) => all.indexOf(line) === at),
        fix: "The server's administrator makes a new key (RSA 2048 or ECDSA P-256) and has the certificate issued anew.",
        owner: 'server',
        endpoints: concerned.map(({ id }) => id),
        reference: 'RFC 9325 §4.5',
      },
    ];
  },
};
