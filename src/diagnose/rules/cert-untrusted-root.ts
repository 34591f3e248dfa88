// The chain leads to no root that is trusted here: an authority that is not known, one of a known name with another key, or
// signatures that this client cannot check.
import { certificateRule, commonName, type FaultyCertificate } from '../certificate-rule.ts';
import { chainSentLines } from '../chain-sent.ts';
import type { Evidence } from '../evidence.ts';
import { type OtherTrustWords, otherTrustWords } from '../other-trust.ts';
import { list } from '../phrases.ts';
import type { Words } from '../rule.ts';

const rootsText = ({ plan: { tls } }: Evidence): string =>
  tls.trust && tls.trust.kind !== 'node' ? `the roots of ${tls.trust.name}` : 'the public roots';

type Said = Pick<Words, 'title' | 'detail' | 'fix' | 'owner'>;

function wordsOf(
  { unknownAlgorithm, isOtherKey }: FaultyCertificate,
  whose: string,
  root: string,
  roots: string,
  other: OtherTrustWords | null,
): Said {
  if (other)
    return {
      title: `${whose} is from an authority ${other.clause}: ${root}`,
      detail: other.detail,
      fix: other.fix,
      owner: 'you',
    };
  if (unknownAlgorithm !== null) {
    const algorithm = unknownAlgorithm.toUpperCase();
    return {
      title: `${whose} is signed with ${algorithm}, which this client cannot check`,
      detail: `The chain up to ${root} has signatures or keys of ${algorithm}. OpenSSL knows it since 3.5; older programs cannot verify such a chain, whether they trust the authority or not.`,
      fix: `The server's administrator has a second certificate issued with ECDSA or RSA for clients that do not know ${algorithm}; a client needs OpenSSL 3.5 or newer (Node.js 24 has it).`,
      owner: 'server',
    };
  }
  if (isOtherKey) {
    return {
      title: `${whose} is from an authority named like one that is trusted here, with another key: ${root}`,
      detail: `${root} is trusted here, but its key did not sign this certificate: the authority was made anew under its old name, or somebody else bears the name.`,
      fix: `Compare the fingerprint of the authority's present certificate with its owner, and put it in the place of the old one in the client (mailprobe: --ca <file>); or the server's administrator has the certificate issued by the authority that clients know.`,
      owner: 'server',
    };
  }
  return {
    title: `${whose} is from an authority not trusted here: ${root}`,
    detail: `The chain ends at ${root}, which is not among ${roots}: a private authority, or a device on the way that puts in its own certificate.`,
    fix: `If ${root} is your organisation's own authority, add it to the client (mailprobe: --ca <file>; Node: NODE_EXTRA_CA_CERTS). If it is not known to anybody, do not send passwords; the server's administrator installs a certificate from a public authority.`,
    owner: 'server',
  };
}

export const certUntrustedRoot = certificateRule('cert-untrusted-root', (faulty, evidence) => {
  const [first] = faulty;
  const { tls } = first;
  const top = tls.chain.at(-1) ?? tls.certificate;
  const root = commonName(top?.selfSigned ? top.subject : (top?.issuer ?? ''));
  const whose = `The certificate of ${evidence.plan.host} on ${list(faulty.map(({ endpoint }) => endpoint.seen.port))}`;
  const other = otherTrustWords(evidence, faulty, root);
  return {
    ...wordsOf(first, whose, root, rootsText(evidence), other),
    reference: 'RFC 5280 §6.1',
    evidence: [...(other?.evidence ?? []), ...chainSentLines(tls)],
  };
});
