// The server sends its certificate without the one that links it to a root.
import { certificateRule, commonName } from '../certificate-rule.ts';
import { chainSentLines } from '../chain-sent.ts';
import { otherTrustWords } from '../other-trust.ts';
import { list } from '../phrases.ts';

export const certMissingIntermediate = certificateRule(
  'cert-missing-intermediate',
  (faulty, evidence) => {
    const { plan } = evidence;
    const { tls } = faulty[0];
    const last = tls.chain.filter(({ selfSigned }) => !selfSigned).at(-1) ?? tls.certificate;
    const issuer = last?.issuer ?? 'its issuer';
    const other = otherTrustWords(evidence, faulty, commonName(issuer));
    const unnoticed = other ? ` ${other.whose} has it in its own list: programs that go by that do not notice.` : '';
    return {
      title: `The server sends an incomplete certificate chain on ${list(faulty.map(({ endpoint }) => endpoint.seen.port))}: ${commonName(issuer)} is missing`,
      detail: `The certificate of ${plan.host} was issued by ${issuer}, and the server does not send that one. Browsers fetch it by themselves, mail programs do not.${unnoticed}`,
      fix: `The server's administrator configures the whole chain, own certificate first, then ${commonName(issuer)}, as in fullchain.pem${evidence.setting('chain')}, and reloads.`,
      owner: 'server',
      reference: 'RFC 8446 §4.4.2',
      evidence: [
        `missing: ${issuer}`,
        ...(last?.issuerUrl ? [`to be had from ${last.issuerUrl}`] : []),
        ...(other?.evidence ?? []),
        ...chainSentLines(tls),
      ],
    };
  },
  ['cert-untrusted-root'],
);
