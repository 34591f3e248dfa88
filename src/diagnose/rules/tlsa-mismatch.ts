// TLSA records that fit no certificate seen (DANE).
import { danePorts } from '../dane-ports.ts';
import { gravest } from '../evidence.ts';
import { list } from '../phrases.ts';
import type { Rule } from '../rule.ts';

export const tlsaMismatch: Rule = {
  id: 'tlsa-mismatch',
  supersedes: ['tlsa-insecure'],
  find(evidence) {
    const wrong = danePorts(evidence).filter(({ matches }) => !matches);
    if (wrong.length === 0) return [];
    const secure = wrong.some(({ authentic }) => authentic);
    const endpoints = wrong.flatMap((item) => item.endpoints);
    const named = endpoints.some(({ seen }) => evidence.plan.endpointsNamed && seen.port === 25);
    return [
      {
        severity: secure
          ? gravest(['warning', named || evidence.usable.every(({ seen }) => seen.port === 25) ? 'error' : 'warning'])
          : 'warning',
        title: `The TLSA record does not fit the certificate on ${list(wrong.map(({ port }) => port))}`,
        detail: secure
          ? 'DNS publishes by DANE which certificate the server has, and it has another. Servers that check DANE hold their mail back or return it.'
          : 'DNS publishes which certificate the server has, and it has another. The record is not secured by DNSSEC, so senders ignore it for now.',
        evidence: wrong.flatMap(({ lines }) => lines),
        fix: `Whoever runs the DNS of ${evidence.plan.host} publishes the new digest (\`openssl x509 -noout -pubkey | openssl pkey -pubin -outform DER | sha256sum\` for "3 1 1"), before a certificate with a new key goes in; or the renewal keeps the old key (certbot --reuse-key).`,
        owner: 'server',
        endpoints: endpoints.map(({ id }) => id),
        reference: 'RFC 7672 §3',
      },
    ];
  },
};
