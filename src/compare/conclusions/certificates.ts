// What a pair proves of certificates at the same address: an interception here and not there, a replacement, a renewal, or one
// certificate that only one of the machines trusts.
import { interceptorOf } from '../../knowledge/index.ts';
import type { ReportCertificate, ReportTls } from '../../model/report.ts';
import { listed } from '../../report/wording.ts';
import { certificateText, readableName } from '../aspects/endpoints.ts';
import { isSameTime, type Pairing } from '../pairing.ts';
import { type ConclusionRule, isLater } from './conclusion.ts';

interface CertificatePair {
  readonly subject: string;
  readonly a: ReportTls & { readonly certificate: ReportCertificate };
  readonly b: ReportTls & { readonly certificate: ReportCertificate };
}

const hasCertificate = (tls: ReportTls | null): tls is CertificatePair['a'] => tls !== null && tls.certificate !== null;

/** At the same address, and another one in each run. */
const changedPairs = ({ pairs }: Pairing): readonly CertificatePair[] =>
  pairs.flatMap(({ subject, a, b, isSameAddress }) =>
    isSameAddress && hasCertificate(a.tls) && hasCertificate(b.tls) && a.tls.certificate.sha256 !== b.tls.certificate.sha256
      ? [{ subject, a: a.tls, b: b.tls }]
      : [],
  );

/** Faults of who has signed it. One that has run out or bears another name says nothing of that; a server may have lost its intermediates. */
const ISSUER_FAULTS: readonly string[] = ['cert-untrusted-root', 'cert-self-signed'];

const productOf = ({ certificate, chain }: CertificatePair['a']): string | null =>
  [certificate, ...chain]
    .map(({ issuer, subject }) => interceptorOf(issuer, subject)?.product)
    .find((name) => name !== undefined) ?? null;

/** Signed by nobody that is trusted here, in the place of one that is trusted there. The issuer's name is no proof: it can be copied. */
const isPutIn = ({ a, b }: CertificatePair): boolean => b.trusted && !a.trusted && ISSUER_FAULTS.includes(a.error?.code ?? '');

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
  changedPairs(pairing).filter(
    (pair) => !isPutIn(pair) && !isPutIn({ ...pair, a: pair.b, b: pair.a }) && productOf(pair.a) === productOf(pair.b),
  );

const organisationOf = (issuer: string): string => /(?:^|, ?|\n)O=([^,\n]+)/.exec(issuer)?.[1] ?? issuer;

const isRenewal = ({ a, b }: CertificatePair): boolean =>
  organisationOf(a.certificate.issuer) === organisationOf(b.certificate.issuer) &&
  Date.parse(a.certificate.validFrom) > Date.parse(b.certificate.validFrom);

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

export const certificateChanged: ConclusionRule = {
  of: 'both',
  find(pairing) {
    const turned = (pair: CertificatePair): CertificatePair => ({ ...pair, a: pair.b, b: pair.a });
    const renewed = (pair: CertificatePair): boolean =>
      pairing.a.startedMs !== pairing.b.startedMs && isRenewal(isLater(pairing) ? pair : turned(pair));
    const found = soundlyChanged(pairing).filter((pair) => !renewed(pair));
    if (found.length === 0) return null;
    return {
      id: 'certificate-changed',
      severity: 'info',
      title: `The server shows another certificate at ${pairing.a.label} than at ${pairing.b.label}`,
      detail: isSameTime(pairing)
        ? 'Neither is one that somebody put in as far as can be seen: the machines behind the address have certificates of their own, or it was just changed.'
        : 'It was changed to one of another authority, or the machines behind the address have certificates of their own.',
      evidence: evidenceOf(pairing, found),
      fix: '',
      owner: 'server',
    };
  },
};

export const trustDiffers: ConclusionRule = {
  of: 'one',
  find(pairing) {
    const { a, b } = pairing;
    const found = pairing.pairs.flatMap(({ subject, a: ofA, b: ofB }) =>
      hasCertificate(ofA.tls) &&
      hasCertificate(ofB.tls) &&
      ofA.tls.certificate.sha256 === ofB.tls.certificate.sha256 &&
      ofB.tls.trusted &&
      !ofA.tls.trusted
        ? [{ subject, a: ofA.tls, b: ofB.tls }]
        : [],
    );
    const [first] = found;
    if (first === undefined) return null;
    const fault = first.a.error?.code ?? '';
    const isOfDates = fault === 'cert-expired' || fault === 'cert-not-yet-valid';
    return {
      id: 'trust-differs',
      severity: 'error',
      title: `The same certificate verifies at ${b.label}, and not at ${a.label} (${fault})`,
      detail: isOfDates
        ? `It is valid from ${first.a.certificate.validFrom.slice(0, 10)} to ${first.a.certificate.validTo.slice(0, 10)}: the clock of the machine at ${a.label} says ${a.report.startedAt.slice(0, 16)}, at ${b.label} ${b.report.startedAt.slice(0, 16)} (UTC).`
        : `The server is the same: what differs is what the machine at ${a.label} trusts, the name that it asks for, or the intermediates that it happens to know.`,
      evidence: found.map(
        ({ subject, a: ofA }) =>
          `${subject}: SHA-256 ${ofA.certificate.sha256.slice(0, 23)}… in both runs; ${a.label}: ${ofA.error?.code} (${ofA.error?.systemCode})`,
      ),
      fix: isOfDates
        ? 'Renew the certificate if it has run out since; if not, set the clock of that machine (NTP).'
        : `At ${a.label}, use the same host name, and give the authority's root to the client (mailprobe: --ca) where it is a private one.`,
      owner: isOfDates && fault === 'cert-expired' ? 'server' : 'you',
    };
  },
};
