// What single endpoints showed: how far they got, their certificate and whether it verified, version, greeting, keywords,
// mechanisms. What a run did not reach is no difference: the port's own says why.
import type { ReportCertificate, ReportEndpoint } from '../../model/report.ts';
import { lastingWords } from '../greeting-words.ts';
import { verdictText } from '../root-lists.ts';
import { type CompareAspect, ofEndpoints } from './aspect.ts';

const isConnected = ({ steps }: ReportEndpoint): boolean =>
  steps.some(({ stage, status }) => stage === 'connect' && status === 'ok');

export const compareOutcome = ofEndpoints((endpoint) => {
  const { status, failure } = endpoint;
  if (status === 'skipped' || !isConnected(endpoint)) return null;
  const text = status === 'ok' ? 'works' : failure === null ? status : `${failure.message} (${failure.code})`;
  // Not the stage: in TLS 1.3 a refusal of the handshake may come while the next command is on its way (RFC 8446 §4.4.2.4).
  return { key: [status, failure?.code].join(' '), text };
});

/** The name alone where there is one: `R11` of `C=US, O=Let's Encrypt, CN=R11`. */
export const readableName = (name: string): string => /(?:^|, ?|\n)CN=([^,\n]+)/.exec(name)?.[1] ?? name;

export const certificateText = ({ subject, issuer, sha256, validTo }: ReportCertificate): string =>
  `${readableName(subject)}, issued by ${readableName(issuer)}, valid to ${validTo.slice(0, 10)}, SHA-256 ${sha256.slice(0, 23)}…`;

export const compareCertificate = ofEndpoints(({ tls }) =>
  tls?.certificate ? { key: tls.certificate.sha256, text: certificateText(tls.certificate) } : null,
);

export const compareTrust = ofEndpoints(({ tls }) =>
  tls?.certificate
    ? { key: tls.error?.code ?? 'trusted', text: verdictText({ trusted: tls.error === null, code: tls.error?.code ?? null }) }
    : null,
);

/** What the second handshakes say, where they were by the same list. */
export const compareOtherTrust: CompareAspect = ({ pairs, ...runs }) =>
  ofEndpoints(({ tls }) =>
    tls?.otherTrust
      ? {
          key: tls.otherTrust.trusted ? 'trusted' : 'untrusted',
          text: verdictText({ ...tls.otherTrust, code: tls.otherTrust.systemCode }, tls.otherTrust.name),
        }
      : null,
  )({ ...runs, pairs: pairs.filter(({ a, b }) => a.tls?.otherTrust?.kind === b.tls?.otherTrust?.kind) });

export const compareTlsVersion = ofEndpoints(({ tls }) => (tls ? { key: tls.protocol, text: tls.protocol } : null));

export const compareGreeting = ofEndpoints(({ greeting }) =>
  greeting
    ? {
        key: [greeting.code, ...lastingWords(greeting.lines)].join(' '),
        text: [greeting.code, ...greeting.lines].filter((part) => part !== null).join(' '),
      }
    : null,
);

/** SMTP's AUTH, IMAP's AUTH=, POP3's SASL: compared as mechanisms. */
const isLoginKeyword = (keyword: string): boolean => /^(?:AUTH|SASL)(?:[ =]|$)/i.test(keyword);

const keywordsOf = (keywords: readonly string[]): readonly string[] =>
  [...new Set(keywords.filter((keyword) => !isLoginKeyword(keyword)).map((keyword) => keyword.trim()))].sort();

/** Those that a session gets in the end: under TLS where that stands. */
const finalMechanisms = ({ plaintext, tls }: ReportEndpoint['auth']): readonly string[] | null => tls ?? plaintext;

const NOT_THERE = 'not there';

/** What only one of them lists; an order is no difference. */
const listAspect =
  (read: (endpoint: ReportEndpoint) => readonly string[] | null): CompareAspect =>
  ({ pairs }) => {
    const seen = pairs.flatMap(({ subject, a, b }) => {
      const [ofA, ofB] = [read(a), read(b)];
      return ofA === null || ofB === null ? [] : [{ subject, ofA, ofB }];
    });
    const missing = (here: readonly string[], there: readonly string[]): string => {
      const known = new Set(there.map((item) => item.toUpperCase()));
      return here.filter((item) => !known.has(item.toUpperCase())).join(', ') || NOT_THERE;
    };
    return {
      isSeen: seen.length > 0,
      differences: seen
        .map(({ subject, ofA, ofB }) => ({ subject, a: missing(ofA, ofB), b: missing(ofB, ofA) }))
        .filter(({ a, b }) => a !== NOT_THERE || b !== NOT_THERE),
    };
  };

export const comparePlainCapabilities = listAspect(
  ({ capabilities }) => capabilities.plaintext && keywordsOf(capabilities.plaintext),
);
export const compareTlsCapabilities = listAspect(({ capabilities }) => capabilities.tls && keywordsOf(capabilities.tls));

export const compareMechanisms = listAspect((endpoint) => {
  const mechanisms = finalMechanisms(endpoint.auth);
  return mechanisms && [...new Set(mechanisms)].sort();
});
