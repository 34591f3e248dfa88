// The family of certificates that do not verify: one finding for each certificate at fault, whatever ports serve it.
import type { Severity } from '../model/finding.ts';
import type { CertificateFault, CertificateObservation, OutdatedName, TlsObservation } from '../model/observation.ts';
import type { Evidence } from './evidence.ts';
import { gravest } from './evidence.ts';
import type { JudgedEndpoint } from './judge.ts';
import { clip, day } from './phrases.ts';
import type { Draft, Rule, Words } from './rule.ts';
import { isSome } from './rule.ts';

export interface FaultyCertificate {
  readonly endpoint: JudgedEndpoint;
  readonly tls: TlsObservation;
  /** The one at fault: the server's own or one above it. */
  readonly certificate: CertificateObservation | null;
  readonly isLeaf: boolean;
  readonly systemCode: string;
  readonly outdatedName: OutdatedName | null;
  /** An authority of the issuer's name is trusted, with another key. */
  readonly isOtherKey: boolean;
  /** In the chain, and not known to the OpenSSL in use. */
  readonly unknownAlgorithm: string | null;
}

export type FaultyCertificates = readonly [FaultyCertificate, ...FaultyCertificate[]];

const MAX_NAMES = 8;

export function namesText(names: readonly string[]): string {
  const rest = names.length - MAX_NAMES;
  return names.length === 0 ? 'none' : `${names.slice(0, MAX_NAMES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** The name in a subject or issuer that people know it by. A comma inside a value stands behind a backslash (RFC 2253 §2.4). */
export const commonName = (subject: string): string =>
  clip(/(?:^|(?<!\\), |\n)CN ?= ?((?:\\.|[^,\\\n])+)/.exec(subject)?.[1] ?? subject, 100);

export const certificateLine = ({ subject, issuer, validFrom, validTo, names }: CertificateObservation): string =>
  clip(
    `certificate ${subject}, issued by ${issuer}, valid ${day(validFrom)} to ${day(validTo)}, names: ${namesText(names)}`,
    600,
  );

export function faultsOf(evidence: Evidence, fault: CertificateFault): FaultyCertificate[] {
  return evidence.endpoints.flatMap((endpoint) => {
    const { tls } = endpoint.seen;
    const found = tls?.faults.find(({ code }) => code === fault);
    if (!tls || tls.trusted || !found || evidence.isExplained(fault, endpoint)) return [];
    const certificate = [tls.certificate, ...tls.chain].find((item) => item?.subject === found.subject) ?? tls.certificate;
    const isLeaf = certificate === tls.certificate;
    const { systemCode, outdatedName = null, otherKey = false, unknownAlgorithm = null } = found;
    return [{ endpoint, tls, certificate, isLeaf, systemCode, outdatedName, isOtherKey: otherKey, unknownAlgorithm }];
  });
}

/** With --insecure a fault is a warning; else it follows use, and is never less: clients that use that port will fail. */
export function severityOfFault(evidence: Evidence, faulty: FaultyCertificates, fault: CertificateFault): Severity {
  if (evidence.plan.tls.insecure) return 'warning';
  const weights = faulty.map(({ endpoint }) => {
    const cause = endpoint.causes.find(({ code }) => code === fault) ?? endpoint.causes[0];
    return cause ? evidence.weigh({ endpoint, cause }) : 'warning';
  });
  return gravest(['warning', ...weights]);
}

export function certificateDraft(evidence: Evidence, faulty: FaultyCertificates, fault: CertificateFault, words: Words): Draft {
  const seen = faulty.flatMap(({ endpoint, certificate, systemCode }) => [
    `${endpoint.id}: ${systemCode}`,
    ...(certificate ? [certificateLine(certificate)] : []),
  ]);
  return {
    severity: words.severity ?? severityOfFault(evidence, faulty, fault),
    title: words.title,
    detail: words.detail,
    evidence: [...new Set([...seen, ...(words.evidence ?? [])])],
    fix: words.fix,
    owner: words.owner,
    endpoints: faulty.map(({ endpoint }) => endpoint.id),
    reference: words.reference ?? null,
  };
}

export const certificateRule = (
  id: CertificateFault,
  words: (faulty: FaultyCertificates, evidence: Evidence) => Words,
  supersedes: Rule['supersedes'] = [],
): Rule => ({
  id,
  supersedes,
  find(evidence) {
    const byCertificate = new Map<string, FaultyCertificate[]>();
    for (const item of faultsOf(evidence, id)) {
      const key = item.certificate?.sha256 ?? '';
      byCertificate.set(key, [...(byCertificate.get(key) ?? []), item]);
    }
    return [...byCertificate.values()].flatMap((faulty) =>
      isSome(faulty) ? [certificateDraft(evidence, faulty, id, words(faulty, evidence))] : [],
    );
  },
});
