// The certificate is not meant for servers, or one above it is no authority.
import { certificateRule } from '../certificate-rule.ts';
import { list } from '../phrases.ts';

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';

export const certWrongPurpose = certificateRule('cert-wrong-purpose', (faulty, { plan }) => {
  const [{ certificate, isLeaf }] = faulty;
  const purposes = certificate?.extendedKeyUsage ?? null;
  return {
    title: `The certificate of ${plan.host} on ${list(faulty.map(({ endpoint }) => endpoint.seen.port))} is not meant for servers`,
    detail: isLeaf
      ? 'Its extended key usage leaves out server authentication, so clients refuse it.'
      : 'A certificate above it is not entitled to issue certificates for servers.',
    fix: "The server's administrator has it issued anew with extendedKeyUsage serverAuth.",
    owner: 'server',
    reference: 'RFC 5280 §4.2.1.12',
    evidence: purposes === null ? [] : [`extended key usage: ${list(purposes) || 'none'} (serverAuth would be ${SERVER_AUTH})`],
  };
});
