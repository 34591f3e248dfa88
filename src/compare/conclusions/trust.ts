// What a pair proves of one certificate that only one of the two runs trusts: the machine, its clock, or only the list of
// roots that it was asked with.
import type { ReportCertificate, ReportTls } from '../../model/report.ts';
import type { EndpointPair, Pairing } from '../pairing.ts';
import { type ListVerdict, listVerdicts, verdictBy, verdictText } from '../root-lists.ts';
import type { ConclusionRule, FindConclusion } from './conclusion.ts';

interface OneCertificate {
  readonly subject: string;
  readonly certificate: ReportCertificate;
  readonly a: readonly [ListVerdict, ...ListVerdict[]];
  readonly b: readonly [ListVerdict, ...ListVerdict[]];
  readonly systemCode: string | undefined;
}

function sameCertificates({ a, b, pairs }: Pairing): readonly OneCertificate[] {
  const of = ({ subject, a: ofA, b: ofB }: EndpointPair): OneCertificate[] => {
    const [here, there]: readonly (ReportTls | null)[] = [ofA.tls, ofB.tls];
    if (!here?.certificate || here.certificate.sha256 !== there?.certificate?.sha256) return [];
    const { certificate, error } = here;
    const verdicts = { a: listVerdicts(a.report, here), b: listVerdicts(b.report, there) };
    return [{ subject, certificate, ...verdicts, systemCode: error?.systemCode }];
  };
  return pairs.flatMap(of);
}

/** Those that another list of roots may mend: it has the root, or the intermediate itself. */
const ROOT_FAULTS: readonly string[] = ['cert-untrusted-root', 'cert-self-signed', 'cert-missing-intermediate'];

const isByOtherRoots = ({ a: [here], b: [there] }: OneCertificate): boolean =>
  here.list !== there.list && ROOT_FAULTS.includes(here.code ?? '');

const isTrustedThereAlone = ({ a: [here], b: [there] }: OneCertificate): boolean => there.trusted && !here.trusted;

const markOf = ({ subject, certificate }: OneCertificate): string => `${subject}: SHA-256 ${certificate.sha256.slice(0, 23)}…`;

const evidenceByList = ({ a, b }: Pairing, found: readonly OneCertificate[]): string[] =>
  found.flatMap((one) =>
    [...one.a.map((verdict) => ({ verdict, at: a.label })), ...one.b.map((verdict) => ({ verdict, at: b.label }))].map(
      ({ verdict, at }) => `${markOf(one)}, by ${verdict.name} at ${at}: ${verdictText(verdict)}`,
    ),
  );

/** Asked with the same list, or for a reason that no list mends. */
const byTheMachine: FindConclusion = (pairing) => {
  const { a, b } = pairing;
  const found = sameCertificates(pairing).filter((one) => isTrustedThereAlone(one) && !isByOtherRoots(one));
  const [first] = found;
  if (first === undefined) return null;
  const fault = first.a[0].code ?? '';
  const isOfDates = fault === 'cert-expired' || fault === 'cert-not-yet-valid';
  const { validFrom, validTo } = first.certificate;
  return {
    id: 'trust-differs',
    severity: 'error',
    title: `The same certificate verifies at ${b.label}, and not at ${a.label} (${fault})`,
    detail: isOfDates
      ? `It is valid from ${validFrom.slice(0, 10)} to ${validTo.slice(0, 10)}: the clock of the machine at ${a.label} says ${a.report.startedAt.slice(0, 16)}, at ${b.label} ${b.report.startedAt.slice(0, 16)} (UTC).`
      : `The server is the same: what differs is what the machine at ${a.label} trusts, the name that it asks for, or the intermediates that it happens to know.`,
    evidence: found.map((one) => `${markOf(one)} in both runs; ${a.label}: ${one.a[0].code} (${one.systemCode})`),
    fix: isOfDates
      ? 'Renew the certificate if it has run out since; if not, set the clock of that machine (NTP).'
      : `At ${a.label}, use the same host name, and give the authority's root to the client (mailprobe: --ca) where it is a private one.`,
    owner: isOfDates && fault === 'cert-expired' ? 'server' : 'you',
  };
};

/** The same list on each machine, and only one of the two has the root: by the second handshake, too. */
const byOneList: FindConclusion = (pairing) => {
  const { a, b } = pairing;
  const lists = sameCertificates(pairing).flatMap((one) => {
    const list = one.b.find((there) => there.trusted && verdictBy(one.a, there)?.trusted === false);
    return list ? [{ one, list }] : [];
  });
  const [first] = lists;
  if (first === undefined) return null;
  const { name } = first.list;
  return {
    id: 'trust-differs',
    severity: 'warning',
    title: `The same certificate verifies by ${name} at ${b.label}, and not at ${a.label}`,
    detail: `The server is the same: ${name} has the authority's root on the machine at ${b.label}, and lacks it at ${a.label}. Programs that go by that list refuse the server there.`,
    evidence: evidenceByList(
      pairing,
      lists.map(({ one }) => one),
    ),
    fix: `At ${a.label}, bring that list up to date; where the authority is your organisation's own, add its root there.`,
    owner: 'you',
  };
};

/** The server's doing in no way: each run was asked to go by other roots. */
const byOtherRoots: FindConclusion = (pairing) => {
  const { a, b } = pairing;
  const found = sameCertificates(pairing).filter((one) => isTrustedThereAlone(one) && isByOtherRoots(one));
  const [first] = found;
  if (first === undefined) return null;
  const [here, there] = [first.a[0].name, first.b[0].name];
  return {
    id: 'trust-differs',
    severity: 'warning',
    title: `The same certificate verifies by ${there} at ${b.label}, and not by ${here} at ${a.label}`,
    detail: `The server is the same: the two runs were asked to go by other roots. Programs that go by ${there} take the certificate, those that go by ${here} refuse it.`,
    evidence: evidenceByList(pairing, found),
    fix: 'Compare two runs by the same roots (mailprobe: --trust, --ca), those of the program that has the trouble; where they lack the root, add it to them.',
    owner: 'you',
  };
};

export const trustDiffers: ConclusionRule = {
  of: 'one',
  find: (pairing) => byTheMachine(pairing) ?? byOneList(pairing) ?? byOtherRoots(pairing),
};
