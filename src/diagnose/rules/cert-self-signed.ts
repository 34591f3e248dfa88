// Self-signed: no authority vouches for it.
import { settingOf } from '../../knowledge/index.ts';
import { certificateRule, commonName, type FaultyCertificate } from '../certificate-rule.ts';
import { list } from '../phrases.ts';

/** tls_install_selfsign of Exim's tls-openssl.c and tls-gnu.c: made in memory, for hours. */
const isOfExim = ({ certificate }: FaultyCertificate): boolean => /\bO=Exim Developers\b/.test(certificate?.subject ?? '');

export const certSelfSigned = certificateRule(
  'cert-self-signed',
  (faulty, evidence) => ({
    title: `The certificate of ${evidence.plan.host} on ${list(faulty.map(({ endpoint }) => endpoint.seen.port))} is self-signed`,
    detail: `It was issued by itself (${commonName(faulty[0].certificate?.subject ?? '')}); no authority vouches for it. ${isOfExim(faulty[0]) ? 'It is the one that Exim makes for itself, anew every time, where none is configured.' : 'Often it is the one made at installation.'}`,
    fix: `The server's administrator installs a certificate from a public authority (Let's Encrypt: \`certbot\`)${isOfExim(faulty[0]) ? settingOf('certificate', { software: 'Exim' }) : evidence.setting('certificate')}. ${isOfExim(faulty[0]) ? 'To trust this one is of no use: the next connection may bring another.' : 'For a server of your own: trust this certificate in the client (mailprobe: --ca) after comparing its SHA-256; do not switch verification off.'}`,
    owner: 'server',
    reference: 'RFC 5280 §6.1',
  }),
  ['cert-untrusted-root', 'cert-missing-intermediate'],
);
