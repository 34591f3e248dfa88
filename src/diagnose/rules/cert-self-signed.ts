// Self-signed: no authority vouches for it.
import { certificateRule, commonName } from '../certificate-rule.ts';
import { list } from '../phrases.ts';

export const certSelfSigned = certificateRule(
  'cert-self-signed',
  (faulty, { plan }) => ({
    title: `The certificate of ${plan.host} on ${list(faulty.map(({ endpoint }) => endpoint.seen.port))} is self-signed`,
    detail: `It was issued by itself (${commonName(faulty[0].certificate?.subject ?? '')}); no authority vouches for it. Often it is the one made at installation.`,
    fix: "The server's administrator installs a certificate from a public authority (Let's Encrypt: `certbot`). For a server of your own: trust this certificate in the client (mailprobe: --ca) after comparing its SHA-256; do not switch verification off.",
    owner: 'server',
    reference: 'RFC 5280 §6.1',
  }),
  ['cert-untrusted-root', 'cert-missing-intermediate'],
);
