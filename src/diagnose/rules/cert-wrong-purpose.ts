// One of the chain may not be used as it is: not meant for servers, no authority, or an authority for other names or fewer
// levels; or a critical extension asks what this client cannot do. Each is said for what OpenSSL found.
import type { CertificateObservation } from '../../model/observation.ts';
import { certificateRule, commonName, type FaultyCertificate, namesText } from '../certificate-rule.ts';
import { list } from '../phrases.ts';
import type { Words } from '../rule.ts';

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const ANY_PURPOSE = '2.5.29.37.0';

type Said = Pick<Words, 'title' | 'detail' | 'fix'> & { readonly reference: string; readonly evidence?: readonly string[] };

/** `whose`: "of mail.example.org on 465"; `name`: of the certificate at fault. */
interface Named {
  readonly whose: string;
  readonly name: string;
  readonly certificate: CertificateObservation | null;
  readonly isLeaf: boolean;
}

const ISSUED_ANEW = "The server's administrator has the certificate issued anew";

const nameConstraints = ({ whose, name, certificate }: Named): Said => {
  const { permitted = [], excluded = [] } = certificate?.nameConstraints ?? {};
  const limits = [
    ...(permitted.length > 0 ? [`only for ${namesText(permitted)}`] : []),
    ...(excluded.length > 0 ? [`not for ${namesText(excluded)}`] : []),
  ];
  return {
    title: `The certificate ${whose} bears a name that its authority may not certify`,
    detail: `${name} is held to certain names by its name constraints${limits.length > 0 ? `: it may issue ${limits.join(', and ')}` : ''}. The certificate bears another, so it does not verify, however much the authority is trusted.`,
    fix: `${ISSUED_ANEW} for names within these limits, or by an authority without them. Trusting the authority once more changes nothing.`,
    reference: 'RFC 5280 §4.2.1.10',
    evidence: limits.length > 0 ? [`name constraints of ${name}: ${limits.join(', ')}`] : [],
  };
};

const noAuthority = ({ whose, name }: Named): Said => ({
  title: `The certificate ${whose} was issued by one that is no authority`,
  detail: `${name}, which stands above it, is not entitled to issue certificates: it lacks basicConstraints CA:TRUE, or keyCertSign in its key usage.`,
  fix: `${ISSUED_ANEW} by an authority; in a private one, the issuing certificate needs basicConstraints CA:TRUE and keyUsage keyCertSign.`,
  reference: 'RFC 5280 §4.2.1.9',
});

const SAID: Readonly<Record<string, (named: Named) => Said>> = {
  PERMITTED_VIOLATION: nameConstraints,
  EXCLUDED_VIOLATION: nameConstraints,
  INVALID_CA: noAuthority,
  KEYUSAGE_NO_CERTSIGN: noAuthority,
  PATH_LENGTH_EXCEEDED: ({ whose, name, certificate }) => ({
    title: `The chain of the certificate ${whose} is longer than its authority allows`,
    detail: `${name} may have ${certificate?.pathLength ?? 'fewer'} authorities below it (its path length), and the chain has more.`,
    fix: `${ISSUED_ANEW} by an authority that may issue it; in a private one, the upper certificate is made anew with a greater pathlen or none.`,
    reference: 'RFC 5280 §4.2.1.9',
    evidence: typeof certificate?.pathLength === 'number' ? [`path length of ${name}: ${certificate.pathLength}`] : [],
  }),
  UNHANDLED_CRITICAL_EXTENSION: ({ whose, name, certificate }) => ({
    title: `The certificate ${whose} has a critical extension that clients do not know`,
    detail: `${name} marks an extension critical that OpenSSL does not know. Who does not know a critical extension has to refuse the certificate.`,
    fix: `${ISSUED_ANEW} without that extension, or with it not marked critical.`,
    reference: 'RFC 5280 §4.2',
    evidence: certificate?.unhandled?.length ? [`critical and unknown: ${list(certificate.unhandled)}`] : [],
  }),
};

/** The purpose itself: extended key usage, key usage, or what one above it may do. */
function purpose(named: Named): Said {
  const { whose, certificate, isLeaf } = named;
  const { extendedKeyUsage: purposes = null, keyUsage: usages = null, isCa = false } = certificate ?? {};
  const isForServers = purposes?.some((item) => item === SERVER_AUTH || item === ANY_PURPOSE) ?? true;
  if (!isLeaf && isForServers) return noAuthority(named);
  const evidence = [
    ...(purposes === null ? [] : [`extended key usage: ${list(purposes) || 'none'} (serverAuth would be ${SERVER_AUTH})`]),
    ...(usages === null ? [] : [`key usage: ${list(usages) || 'none'}`]),
  ];
  if (isLeaf && isForServers && usages !== null) {
    return {
      title: `The certificate ${whose} is ${isCa ? "an authority's own, " : ''}not meant for servers`,
      detail: `Its key may be used for ${list(usages) || 'nothing'} only, and a TLS server needs digitalSignature (or keyEncipherment).${isCa ? ' It is the certificate of an authority (CA:TRUE), used as that of a server.' : ''}`,
      fix: `${ISSUED_ANEW} with keyUsage digitalSignature${isCa ? ' and CA:FALSE; the authority signs it, and keeps its own for that' : ''}.`,
      reference: 'RFC 5280 §4.2.1.3',
      evidence,
    };
  }
  return {
    title: `The certificate ${whose} is not meant for servers`,
    detail: isLeaf
      ? 'Its extended key usage leaves out server authentication, so clients refuse it.'
      : `${named.name}, which stands above it, may not issue certificates for servers: its extended key usage leaves out server authentication.`,
    fix: `${ISSUED_ANEW} with extendedKeyUsage serverAuth${isLeaf ? '' : ', by an authority that may issue such'}.`,
    reference: 'RFC 5280 §4.2.1.12',
    evidence,
  };
}

export const certWrongPurpose = certificateRule('cert-wrong-purpose', (faulty, { plan }) => {
  const [{ certificate, isLeaf, systemCode }]: readonly [FaultyCertificate, ...FaultyCertificate[]] = faulty;
  const ports = list(faulty.map(({ endpoint }) => endpoint.seen.port));
  const name = commonName(certificate?.subject ?? plan.host);
  return {
    owner: 'server',
    ...(SAID[systemCode] ?? purpose)({ whose: `of ${plan.host} on ${ports}`, name, certificate, isLeaf }),
  };
});
