// The client certificate that was given has a fault of its own: out of date, not meant for clients, or of no authority that the
// server names. Said before the server is blamed.
import type { CertificateObservation } from '../../model/observation.ts';
import { certificateLine } from '../certificate-rule.ts';
import { authoritiesAt, authorityLines } from '../client-authorities.ts';
import type { Evidence } from '../evidence.ts';
import { day } from '../phrases.ts';
import { type Draft, draft, isSome, type Rule, type Words } from '../rule.ts';

/** id-kp-clientAuth, and anyExtendedKeyUsage (RFC 5280 §4.2.1.12). */
const FOR_CLIENTS = ['1.3.6.1.5.5.7.3.2', '2.5.29.37.0'];

interface Fault {
  readonly title: string;
  readonly detail: string;
  readonly fix: string;
}

function faultsOf(evidence: Evidence, certificate: CertificateObservation): Fault[] {
  const { validFrom, validTo, extendedKeyUsage, issuer } = certificate;
  const now = Date.parse(evidence.observations.startedAt);
  const isUnlisted = evidence.endpoints.some((endpoint) => authoritiesAt(evidence, endpoint)?.isListed === false);
  const anew = 'Have a new one issued by the authority that the server names';
  return [
    ...(Date.parse(validTo) < now
      ? [
          {
            title: `expired on ${day(validTo)}`,
            detail: `It was valid until ${day(validTo)}.`,
            fix: `${anew}, and renew it in time.`,
          },
        ]
      : []),
    ...(Date.parse(validFrom) > now
      ? [
          {
            title: `is not valid before ${day(validFrom)}`,
            detail: `It begins to be valid on ${day(validFrom)}, by the clock of this machine.`,
            fix: 'Wait until then, or set the clock right.',
          },
        ]
      : []),
    ...(extendedKeyUsage !== null && !extendedKeyUsage.some((usage) => FOR_CLIENTS.includes(usage))
      ? [
          {
            title: 'is not meant for clients',
            detail:
              'Its extended key usage leaves out clientAuth: OpenSSL calls that "unsuitable certificate purpose". Public authorities issue certificates for servers alone.',
            fix: "Take one with clientAuth, from the server's own authority or a private one.",
          },
        ]
      : []),
    ...(isUnlisted
      ? [
          {
            title: 'comes from no authority that the server names',
            detail: `It was issued by ${issuer}, which is not among those that the server asks for, nor is one above it that was sent along.`,
            fix: `${anew}, or send the certificates between it and that authority along (in the same file, after it).`,
          },
        ]
      : []),
  ];
}

export const clientCertificateUnfit: Rule = {
  id: 'client-certificate-unfit',
  supersedes: ['tls-client-certificate-required'],
  find(evidence): readonly Draft[] {
    const { clientCertificate: certificate } = evidence.observations;
    const faults = certificate ? faultsOf(evidence, certificate) : [];
    const [first] = faults;
    if (!certificate || !first) return [];
    const cases = evidence.cases('tls-client-certificate-required');
    const words: Words = {
      title: `The client certificate given ${first.title}`,
      detail: [...faults.map(({ detail }) => detail), ...(isSome(cases) ? ['The server asked for one and broke off.'] : [])].join(
        ' ',
      ),
      fix: faults.map(({ fix }) => fix).join(' '),
      owner: 'you',
      reference: 'RFC 5280 §4.2.1.12',
      evidence: [`client ${certificateLine(certificate)}`, ...authorityLines(isSome(cases) ? cases : [], evidence)],
    };
    if (isSome(cases)) return [draft(evidence, cases, words)];
    const isAsked = evidence.endpoints.some(({ seen }) => seen.tls?.clientCertificateRequested);
    const { title, detail, fix, owner, reference = null, evidence: lines = [] } = words;
    return [{ severity: isAsked ? 'warning' : 'info', title, detail, fix, owner, reference, evidence: lines, endpoints: [] }];
  },
};
