// The chain leads to a root that is not trusted here.
import { certificateRule, commonName } from '../certificate-rule.ts';
import { chainSentLines } from '../chain-sent.ts';
import { list } from '../phrases.ts';

export const certUntrustedRoot = certificateRule('cert-untrusted-root', (faulty, { plan }) => {
  const { tls } = faulty[0];
  const top = tls.chain.at(-1) ?? tls.certificate;
  const root = commonName(top?.selfSigned ? top.subject : (top?.issuer ?? ''));
  return {
    title: `The certificate of ${plan.host} on ${list(faulty.map(({ endpoint }) => endpoint.seen.port))} is from an authority not trusted here: ${root}`,
    detail: `The chain ends at ${root}, which is not among the public roots: a private authority, or a device on the way that puts in its own certificate.`,
    fix: `If ${root} is your organisation's own authority, add it to the client (mailprobe: --ca <file>; Node: NODE_EXTRA_CA_CERTS). If it is not known to anybody, do not send passwords; the server's administrator installs a certificate from a public authority.`,
    owner: 'server',
    reference: 'RFC 5280 §6.1',
    evidence: chainSentLines(tls),
  };
});
