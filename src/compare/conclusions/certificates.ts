// What a pair proves of two certificates at the same address: an interception here and not there, a replacement, a renewal.
import { interceptorOf } from '../../knowledge/index.ts';
import type { ReportCertificate, ReportTls } from '../../model/report.ts';
import { listed } from '../../report/wording.ts';
import { certificateText, readableName } from '../aspects/endpoints.ts';
import { isSameTime, type Pairing, type Run } from '../pairing.ts';
import { type ListVerdict, listVerdicts, verdictBy } from '../root-lists.ts';
import { type ConclusionRule, isLater } from './conclusion.ts';

interface SeenCertificate extends ReportTls {
  readonly certificate: ReportCertificate;
  /** By the roots that the run was asked with, first. */
  readonly verdicts: readonly [ListVerdict, ...ListVerdict[]];
}

interface CertificatePair {
  readonly subject: string;
  readonly a: SeenCertificate;
  readonly b: SeenCertificate;
}

const seenCertificate = ({ report }: Run, tls: ReportTls | null): SeenCertificate | null =>
  tls?.certificate ? { ...tls, certificate: tls.certificate, verdicts: listVerdicts(report, tls) } : null;

/** At the same address, and another one in each run. */
const changedPairs = ({ a, b, pairs }: Pairing): readonly CertificatePair[] =>
  pairs.flatMap((pair) => {
    const [ofA, ofB] = [seenCertificate(a, pair.a.tls), seenCertificate(b, pair.b.tls)];
    if (!pair.isSameAddress || ofA === null || ofB === null) return [];
    return ofA.certificate.sha256 === ofB.certificate.sha256 ? [] : [{ subject: pair.subject, a: ofA, b: ofB }];
  });

const turned = (pair: CertificatePair): CertificatePair => ({ ...pair, a: pair.b, b: pair.a });

/** Faults of who has signed it. One that has run out or bears another name says nothing of that; a server may have lost its intermediates. */
const ISSUER_FAULTS: readonly string[] = ['cert-untrusted-root', 'cert-self-signed'];

const productOf = ({ certificate, chain }: CertificatePair['a']): string | null =>
  [certificate, ...chain]
    .map(({ issuer, subject }) => interceptorOf(issuer, subject)?.product)
    .find((name) => name !== undefined) ?? null;

/** Signed by nobody that is trusted here, in the place of one that is trusted there. The issuer's name is no proof: it can be copied. */
const isOfNobody = ({ a, b }: CertificatePair): boolean => b.trusted && !a.trusted && ISSUER_FAULTS.includes(a.error?.code ?? '');

/** What the roots by which that one is trusted say of this one: nothing, where this run did not hold it against them. */
const byTheRootsThere = ({ a, b }: CertificatePair): ListVerdict | undefined => verdictBy(a.verdicts, b.verdicts[0]);

const isPutIn = (pair: CertificatePair): boolean => isOfNobody(pair) && byTheRootsThere(pair)?.trusted === false;

/** Each was held against other roots: these may only lack the authority. */
const isUntold = (pair: CertificatePair): boolean => isOfNobody(pair) && byTheRootsThere(pair) === undefined;

const evidenceOf = (pairing: Pairing, pairs: readonly CertificatePair[]): string[] =>
  pairs.flatMap(({ subject, a, b }) => [
    `${pairing.a.label}, ${subject}: ${certificateText(a.certificate)}${a.trusted ? '' : `; does not verify (${a.error?.code})`}`,
    `${pairing.b.label}, ${subject}: ${certificateText(b.certificate)}${b.trusted ? '' : `; does not verify (${b.error?.code})`}`,
  ]);

const issuersOf = (pairs: readonly CertificatePair[]): string => listed(pairs.map(({ a }) => readableName(a.certificate.issuer)));

export const interceptedOnTheWay: ConclusionRule = {
  of: 'one',
  find(pairing) {
    const { a, b } = pairing;
    const changed = changedPairs(pairing);
    const byProduct = changed.filter((pair) => productOf(pair.a) !== null && productOf(pair.b) === null);
    const found = byProduct.length > 0 ? byProduct : isSameTime(pairing) ? changed.filter(isPutIn) : [];
    if (found.length === 0) return null;
    const product = found.map((pair) => productOf(pair.a)).find((name) => name !== null) ?? null;
    const { host } = a.report.target;
    return {
      id: 'tls-intercepted',
      severity: found.some((pair) => !pair.a.trusted) ? 'error' : 'warning',
      title: `TLS to ${host} is intercepted at ${a.label}, and not at ${b.label}`,
      detail: `At the same address, ${b.label} was shown another certificate. The one at ${a.label} was issued by ${issuersOf(found)}${product === null ? '' : ` (${product})`}: a program on that machine or a device in that network opens the encryption and reads along, passwords included.`,
      evidence: evidenceOf(pairing, found),
      fix: `At ${a.label}, exempt the mail ports from TLS inspection${product === null ? '' : ` in ${product}`}. Where it must stay, let the clients there trust its root; do not switch verification off.`,
      owner: 'network',
    };
  },
};

export const certificateReplaced: ConclusionRule = {
  of: 'one',
  find(pairing) {
    const { a, b } = pairing;
    const found = isSameTime(pairing) ? [] : changedPairs(pairing).filter((pair) => isPutIn(pair) && productOf(pair.a) === null);
    if (found.length === 0) return null;
    return {
      id: 'certificate-replaced',
      severity: 'error',
      title: `The certificate at ${a.label} is one that nobody vouches for; at ${b.label} it verified`,
      detail: `Either the server was set up with another certificate (a fresh installation makes one of its own), or something on the way puts in its own at ${a.label}: days apart the two look alike.`,
      evidence: evidenceOf(pairing, found),
      fix: 'Check once more from another network now: the same certificate there means that the server has it, and its administrator puts the right one back; another one means that this network intercepts TLS.',
      owner: 'server',
    };
  },
};

/** Changed, and no interception: each of these verifies, or fails for the same reason. */
const soundlyChanged = (pairing: Pairing): readonly CertificatePair[] =>
  changedPairs(pairing).filter((pair) => !isPutIn(pair) && !isPutIn(turned(pair)) && productOf(pair.a) === productOf(pair.b));

const organisationOf = (issuer: string): string => /(?:^|, ?|\n)O=([^,\n]+)/.exec(issuer)?.[1] ?? issuer;

const isRenewal = (pair: CertificatePair): boolean =>
  !isUntold(pair) &&
  !isUntold(turned(pair)) &&
  organisationOf(pair.a.certificate.issuer) === organisationOf(pair.b.certificate.issuer) &&
  Date.parse(pair.a.certificate.validFrom) > Date.parse(pair.b.certificate.validFrom);

export const certificateRenewed: ConclusionRule = {
  of: 'one',
  find(pairing) {
    const found = isLater(pairing) ? soundlyChanged(pairing).filter(isRenewal) : [];
    if (found.length === 0) return null;
    return {
      id: 'certificate-renewed',
      severity: 'info',
      title: `The certificate was renewed between ${pairing.b.label} and ${pairing.a.label}`,
      detail: `The same authority issued the new one, which is valid from ${found[0]?.a.certificate.validFrom.slice(0, 10)}. Only a client that has pinned the old one minds.`,
      evidence: evidenceOf(pairing, found),
      fix: '',
      owner: 'server',
    };
  },
};

const UNTOLD =
  'One of the two verifies and the other does not, and each was held against other roots: whether something on the way put in a certificate of its own, or these roots only lack the authority, this does not tell.';

export const certificateChanged: ConclusionRule = {
  of: 'both',
  find(pairing) {
    const renewed = (pair: CertificatePair): boolean =>
      pairing.a.startedMs !== pairing.b.startedMs && isRenewal(isLater(pairing) ? pair : turned(pair));
    const found = soundlyChanged(pairing).filter((pair) => !renewed(pair));
    if (found.length === 0) return null;
    const untold = found.some((pair) => isUntold(pair) || isUntold(turned(pair)));
    return {
      id: 'certificate-changed',
      severity: untold ? 'warning' : 'info',
      title: `The server shows another certificate at ${pairing.a.label} than at ${pairing.b.label}`,
      detail: untold
        ? UNTOLD
        : isSameTime(pairing)
          ? 'Neither is one that somebody put in as far as can be seen: the machines behind the address have certificates of their own, or it was just changed.'
          : 'It was changed to one of another authority, or the machines behind the address have certificates of their own.',
      evidence: evidenceOf(pairing, found),
      fix: untold ? 'Check both by the same roots (mailprobe: --trust, --ca), and compare again.' : '',
      owner: untold ? 'you' : 'server',
    };
  },
};
