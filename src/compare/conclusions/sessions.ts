// What a pair proves of the session: STARTTLS taken out, another server, an older TLS, no login on offer, a login that is
// accepted there and not here.
import { maskedBanner, maskedKeyword } from '../../knowledge/index.ts';
import type { ReportEndpoint } from '../../model/report.ts';
import { listed, reportedReplyText } from '../../report/wording.ts';
import { lastingWords } from '../greeting-words.ts';
import { type EndpointPair, isSameTime, type Pairing } from '../pairing.ts';
import { alsoServer, type ConclusionRule } from './conclusion.ts';

const subjectsOf = (pairs: readonly EndpointPair[]): string => listed(pairs.map(({ subject }) => subject));

const samePlaces = ({ pairs }: Pairing): readonly EndpointPair[] => pairs.filter(({ isSameAddress }) => isSameAddress);

/** Null: the keywords were not reached. */
const offersStartTls = ({ capabilities }: ReportEndpoint): boolean | null =>
  capabilities.plaintext?.some((keyword) => /^(?:STARTTLS|STLS)$/i.test(keyword.trim())) ?? null;

const maskOf = ({ capabilities }: ReportEndpoint): string | undefined => capabilities.plaintext?.find(maskedKeyword);

const lostStartTls = (pairing: Pairing): readonly EndpointPair[] =>
  samePlaces(pairing).filter(({ a, b }) => offersStartTls(b) === true && offersStartTls(a) === false);

const startTlsEvidence = ({ a, b }: Pairing, pairs: readonly EndpointPair[]): string[] =>
  pairs.flatMap((pair) => {
    const mask = maskOf(pair.a);
    return [
      `${a.label}, ${pair.subject}: ${mask === undefined ? 'no STARTTLS among the keywords' : `${mask} where STARTTLS belongs`}`,
      `${b.label}, ${pair.subject}: STARTTLS`,
    ];
  });

export const strippedOnTheWay: ConclusionRule = {
  of: 'one',
  find(pairing) {
    const { a, b } = pairing;
    const found = lostStartTls(pairing).filter((pair) => isSameTime(pairing) || maskOf(pair.a) !== undefined);
    if (found.length === 0) return null;
    return {
      id: 'starttls-stripped',
      severity: 'error',
      title: `STARTTLS is taken out on the way at ${a.label}: ${subjectsOf(found)}`,
      detail: `The same address offers it to ${b.label}. A device on the way at ${a.label} keeps clients from encrypting, or the server goes by where a client comes from. Logins would go in the clear.`,
      evidence: startTlsEvidence(pairing, found),
      fix: `Whoever runs the firewall at ${a.label} lets STARTTLS through (Cisco: \`no inspect esmtp\`, or \`allow-tls\`). Until then use 465 with SSL/TLS where it answers and its certificate verifies, and never let the client go on without encryption.`,
      owner: 'network',
    };
  },
};

export const startTlsWithdrawn: ConclusionRule = {
  of: 'one',
  find(pairing) {
    const { a, b } = pairing;
    const found = isSameTime(pairing) ? [] : lostStartTls(pairing).filter((pair) => maskOf(pair.a) === undefined);
    if (found.length === 0) return null;
    return {
      id: 'starttls-withdrawn',
      severity: 'error',
      title: `STARTTLS is offered at ${b.label}, and not at ${a.label}: ${subjectsOf(found)}`,
      detail:
        'Either the server does not offer it any more or yet, or something on the way takes it out: days apart the two look alike.',
      evidence: startTlsEvidence(pairing, found),
      fix: "Check now from another network: where STARTTLS is missing there, too, the server's administrator switches it on again; where it is not, this network takes it out.",
      owner: 'server',
    };
  },
};

/** The words of a greeting but its code: names of the host and of the program, versions. */
const wordsOf = ({ greeting }: ReportEndpoint): string => lastingWords(greeting?.lines ?? []).join(' ');

export const serverChanged: ConclusionRule = {
  of: 'both',
  find(pairing) {
    const { a, b } = pairing;
    const found = samePlaces(pairing).filter(
      (pair) =>
        pair.a.greeting !== null &&
        pair.b.greeting !== null &&
        pair.a.greeting.code === pair.b.greeting.code &&
        wordsOf(pair.a) !== wordsOf(pair.b) &&
        !maskedBanner(pair.a.greeting.lines) &&
        !maskedBanner(pair.b.greeting.lines),
    );
    if (found.length === 0) return null;
    const software = ({ server }: ReportEndpoint): string => server?.software ?? '';
    const isOther = found.some((pair) => software(pair.a) !== software(pair.b));
    const together = isSameTime(pairing);
    return {
      id: 'server-changed',
      severity: together && isOther ? 'warning' : 'info',
      title: `Another server greets at ${a.label} than at ${b.label}: ${subjectsOf(found)}`,
      detail: together
        ? 'The same address was greeted by other words in the same hour: several machines behind it that are not alike, or a proxy on the way (a mail filter, an antivirus program) that answers in the place of one.'
        : 'The server was renamed, updated or replaced between the two runs, or several machines that are not alike share the address.',
      evidence: found.flatMap((pair) => [
        `${a.label}, ${pair.subject}: ${pair.a.greeting?.lines[0] ?? ''}`,
        `${b.label}, ${pair.subject}: ${pair.b.greeting?.lines[0] ?? ''}`,
      ]),
      fix:
        together && isOther
          ? 'Find out which of the two is the mail server; the other one is a filter, or a machine whose settings are behind.'
          : '',
      owner: together && isOther ? 'network' : 'server',
    };
  },
};

const VERSIONS: readonly string[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

export const tlsVersionLower: ConclusionRule = {
  of: 'one',
  find(pairing) {
    const { a, b } = pairing;
    const found = samePlaces(pairing).filter(
      (pair) => pair.a.tls && pair.b.tls && VERSIONS.indexOf(pair.a.tls.protocol) < VERSIONS.indexOf(pair.b.tls.protocol),
    );
    if (found.length === 0) return null;
    return {
      id: 'tls-version-lower',
      severity: 'info',
      title: `TLS is older at ${a.label} than at ${b.label}: ${listed(found.map((pair) => pair.a.tls?.protocol ?? ''))}`,
      detail: `The version is what both ends of a connection have in common: either the client at ${a.label} offers less (--tls-max, an older system), or something on the way speaks TLS in the place of one end.${alsoServer(pairing)}`,
      evidence: found.map(
        (pair) => `${pair.subject}: ${pair.a.tls?.protocol} at ${a.label}, ${pair.b.tls?.protocol} at ${b.label}`,
      ),
      fix: '',
      owner: 'you',
    };
  },
};

const mechanismsOf = ({ auth }: ReportEndpoint): readonly string[] | null => auth.tls ?? auth.plaintext;

export const authNotOffered: ConclusionRule = {
  of: 'one',
  find(pairing) {
    const { a, b } = pairing;
    const found = samePlaces(pairing).filter(
      // Under TLS in both: before it a server may well keep its mechanisms to itself.
      (pair) => pair.a.auth.tls?.length === 0 && (mechanismsOf(pair.b)?.length ?? 0) > 0 && pair.b.auth.tls !== null,
    );
    if (found.length === 0) return null;
    return {
      id: 'auth-not-offered',
      severity: 'warning',
      title: `A login is offered at ${b.label}, and none at ${a.label}: ${subjectsOf(found)}`,
      detail: `The server decides by where a client comes from whether it may log in (Postfix: smtpd_sasl_exceptions_networks), or something that speaks TLS in its place leaves AUTH out.${alsoServer(pairing)}`,
      evidence: found.flatMap((pair) => [
        `${a.label}, ${pair.subject}: no mechanism`,
        `${b.label}, ${pair.subject}: ${mechanismsOf(pair.b)?.join(', ')}`,
      ]),
      fix: `Whoever runs the server looks which networks it offers a login to.`,
      owner: 'server',
    };
  },
};

export const loginRefused: ConclusionRule = {
  of: 'one',
  find(pairing) {
    const { a, b } = pairing;
    const [here, there] = [a.report.credentials, b.report.credentials];
    if (here?.status !== 'rejected' || there?.status !== 'accepted') return null;
    if (here.user.toLowerCase() !== there.user.toLowerCase()) return null;
    const cause = a.report.findings.find(({ id }) => id === here.cause);
    return {
      id: 'login-refused',
      severity: 'error',
      title: `The login of ${here.user} is accepted at ${b.label}, and refused at ${a.label}`,
      detail: `The account works. What may differ is the password that was given, the mechanism${here.mechanism === there.mechanism ? '' : ` (${here.mechanism} and ${there.mechanism})`}, and what the server thinks of the network that the login comes from.${alsoServer(pairing)}`,
      evidence: [
        `${a.label}: ${here.reply ? reportedReplyText(here.reply) : 'refused'}${here.cause === null ? '' : ` (${here.cause})`}`,
        `${b.label}: accepted by ${there.mechanism ?? 'an unknown mechanism'}`,
      ],
      fix: cause?.fix ?? 'Compare the passwords that were given; a second guess may lock the account.',
      owner: cause?.owner ?? 'provider',
    };
  },
};
