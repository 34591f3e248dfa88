// Self-signed: no authority vouches for it.
import { settingOf } from '../../knowledge/index.ts';
import { certificateRule, commonName, type FaultyCertificate, type FaultyCertificates } from '../certificate-rule.ts';
import type { Evidence } from '../evidence.ts';
import { otherTrustWords } from '../other-trust.ts';
import { list } from '../phrases.ts';
import type { Words } from '../rule.ts';

/** tls_install_selfsign of Exim's tls-openssl.c and tls-gnu.c: made in memory, for hours. */
const isOfExim = ({ certificate }: FaultyCertificate): boolean => /\bO=Exim Developers\b/.test(certificate?.subject ?? '');

function wordsOf(faulty: FaultyCertificates, evidence: Evidence): Words {
  const name = commonName(faulty[0].certificate?.subject ?? '');
  const title = `The certificate of ${evidence.plan.host} on ${list(faulty.map(({ endpoint }) => endpoint.seen.port))} is self-signed`;
  const byItself = `It was issued by itself (${name})`;
  const reference = 'RFC 5280 §6.1';
  const other = otherTrustWords(evidence, faulty, name);
  if (other) {
    const { detail, fix } = other;
    return { title, detail: `${byItself}. ${detail}`, evidence: other.evidence, fix, owner: 'you', reference };
  }
  const isExim = isOfExim(faulty[0]);
  return {
    title,
    detail: `${byItself}; no authority vouches for it. ${isExim ? 'It is the one that Exim makes for itself, anew every time, where none is configured.' : 'Often it is the one made at installation.'}`,
    fix: `The server's administrator installs a certificate from a public authority (Let's Encrypt: \`certbot\`)${isExim ? settingOf('certificate', { software: 'Exim' }) : evidence.setting('certificate')}. ${isExim ? 'To trust this one is of no use: the next connection may bring another.' : 'For a server of your own: trust this certificate in the client (mailprobe: --ca) after comparing its SHA-256; do not switch verification off.'}`,
    owner: 'server',
    reference,
  };
}

export const certSelfSigned = certificateRule('cert-self-signed', wordsOf, ['cert-untrusted-root', 'cert-missing-intermediate']);
