// Whether the documents that a domain publishes over HTTPS are there and well-formed: autoconfig, Autodiscover, PACC, and the
// metadata of the OAuth issuers that they name. Pure.
import type { AutoconfigLookup } from '../autoconfig.ts';
import type { FetchedDocument } from '../document.ts';
import { isOfDomain } from '../document.ts';
import type { DomainFinding } from './domain-finding.ts';
import type { DomainObservation } from './domain-observation.ts';

const AUTOCONFIG = 'draft-ietf-mailmaint-autoconfig';
const PACC = 'draft-ietf-mailmaint-pacc';

export function judgeDocuments(observation: DomainObservation): DomainFinding[] {
  return [
    ...judgeAutoconfig(observation),
    ...judgeAutodiscover(observation),
    ...judgePacc(observation),
    ...judgeOauth(observation),
  ];
}

interface Look {
  readonly document: FetchedDocument;
  readonly fault: string | null;
}

/** Why a place has no usable document, if something is there. */
const faultOf = ({ document, fault }: Look): string | null => (document.status === 'absent' ? null : (document.why ?? fault));

type Severity = DomainFinding['severity'];

/** Programs that find no valid certificate ask by plaintext http: next, or go on to the next place. */
const isTlsFault = (why: string): boolean => /^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|EPROTO)/.test(why);

const broken = (
  kind: string,
  { document }: Look,
  why: string,
  reference: string,
  severity: Severity = 'error',
): DomainFinding => ({
  id: 'document-broken',
  severity: severity === 'error' && isTlsFault(why) ? 'warning' : severity,
  what: `${kind} at ${withoutQuery(document.url)} is there and of no use: ${why}`,
  fix: isTlsFault(why)
    ? 'Give the host a certificate for its name: programs fall back to plaintext http:, or find nothing.'
    : 'Serve the document there, or answer 404: mail programs that get something else may give up or believe it.',
  reference,
});

const withoutQuery = (url: string): string => url.replace(/\?.*$/, '');

function judgeAutoconfig({ domain, documents, mxAutoconfig, ispdb }: DomainObservation): DomainFinding[] {
  const looks = documents.autoconfig.map((lookup) => ({ ...lookup, fault: faultOfFile(lookup) }));
  const good = looks.filter(({ document, fault }) => document.status === 'found' && fault === null);
  const findings = looks.flatMap((look) => {
    const why = faultOf(look);
    // The web site of the domain answers unknown paths as it likes, and programs ask it second.
    const isRoot = new URL(look.document.url).hostname === domain;
    const severity = !isRoot ? 'error' : good.length > 0 ? 'info' : 'warning';
    return why === null ? [] : [broken('The autoconfig file', look, why, AUTOCONFIG, severity)];
  });
  for (const { document, file } of good) {
    findings.push(
      ...judgeWay(document, domain, 'The autoconfig file'),
      ...judgeType(document, /^(?:text|application)\/xml\b/i, 'text/xml'),
    );
    for (const leftOut of file?.ok ? file.value.leftOut : [])
      findings.push(
        broken('The autoconfig file', { document, fault: null }, `it has an entry that makes no sense (${leftOut})`, AUTOCONFIG),
      );
    if (file?.ok && !file.value.domains.includes(domain))
      findings.push({
        id: 'document-broken',
        severity: 'warning',
        what: `The autoconfig file at ${withoutQuery(document.url)} has no <domain>${domain}</domain>`,
        fix: 'Add the element: it says for which addresses the file is.',
        reference: AUTOCONFIG,
      });
  }
  if (good.length > 0) return findings;
  const ofMx = mxAutoconfig.find(({ file }) => file?.ok && file.value.servers.length > 0);
  const elsewhere = ofMx
    ? ` (a file at ${new URL(ofMx.document.url).hostname} serves instead)`
    : ispdb.own
      ? ' (the ISPDB has an entry)'
      : '';
  findings.push({
    id: 'autoconfig-missing',
    severity: elsewhere === '' ? 'warning' : 'info',
    what: `No autoconfig file: Thunderbird, K-9 and Delta Chat ask for one first${elsewhere}`,
    fix: `Publish one at https://autoconfig.${domain}/mail/config-v1.1.xml, without a login (\`--json\` has one to start from).`,
    reference: AUTOCONFIG,
  });
  return findings;
}

function faultOfFile({ file }: AutoconfigLookup): string | null {
  if (file === null) return null;
  if (!file.ok) return file.why;
  return file.value.servers.length === 0 ? 'it names no server for IMAP, POP3 or SMTP' : null;
}

function judgeWay(document: FetchedDocument, domain: string, kind: string): DomainFinding[] {
  if (isOfDomain(document, domain)) return [];
  return [
    {
      id: 'foreign-redirect',
      severity: 'warning',
      what: `${kind} at ${withoutQuery(document.url)} comes by way of ${new URL(document.way.at(-1) ?? document.url).hostname}`,
      fix: 'Serve it from a host of the domain: some mail programs follow no redirect, and it vouches for no server of another domain.',
      reference: null,
    },
  ];
}

function judgeType({ url, contentType }: FetchedDocument, wanted: RegExp, name: string): DomainFinding[] {
  if (wanted.test(contentType)) return [];
  return [
    {
      id: 'document-content-type',
      severity: 'warning',
      what: `${withoutQuery(url)} is served as "${contentType}" and not as ${name}`,
      fix: `Set the content type to ${name}.`,
      reference: null,
    },
  ];
}

/** Its certificate is not for its customers' names: Outlook comes by plaintext redirect, and for it that is as it should be. */
const MICROSOFT = 'autodiscover.outlook.com';

function judgeAutodiscover({ domain, documents, autodiscoverService, autodiscoverAliases }: DomainObservation): DomainFinding[] {
  const findings: DomainFinding[] = [];
  const isMicrosofts = autodiscoverAliases.some((alias) => alias.toLowerCase().replace(/\.$/, '') === MICROSOFT);
  let isThere = isMicrosofts || autodiscoverService.records.length > 0;
  for (const { document, answer } of documents.autodiscover) {
    const asksLogin = document.why?.includes('asks for a login') ?? false;
    isThere ||= asksLogin || answer?.ok === true;
    const isRoot = new URL(document.url).hostname === domain;
    const why = asksLogin ? null : faultOf({ document, fault: answer && !answer.ok ? answer.why : null });
    // A web site at the domain itself answers as it likes: the name under it is what counts.
    if (why !== null && !isRoot && !isMicrosofts)
      findings.push(broken('Autodiscover', { document, fault: null }, why, 'Microsoft: Autodiscover'));
    if (answer?.ok) findings.push(...judgeWay(document, domain, 'Autodiscover'));
  }
  if (!isThere && findings.length === 0)
    findings.push({
      id: 'autodiscover-missing',
      severity: 'info',
      what: 'No Autodiscover: Outlook asks for it, and Delta Chat after autoconfig',
      fix: `Answer POST at https://autodiscover.${domain}/autodiscover/autodiscover.xml where Outlook is to set itself up.`,
      reference: 'Microsoft: Autodiscover for Exchange',
    });
  return findings;
}

function judgePacc({ domain, documents, paccRecords }: DomainObservation): DomainFinding[] {
  const { document, file, digest } = documents.pacc;
  const why = faultOf({ document, fault: file && !file.ok ? file.why : null });
  const hasRecord = paccRecords.some((text) => /^\s*v\s*=\s*UAAC1\b/i.test(text));
  // Without a record nobody means to publish one: what answers there is a wildcard's web site.
  if (why !== null && hasRecord) return [broken('The PACC document', { document, fault: null }, why, PACC)];
  if (document.status !== 'found' || file?.ok !== true) {
    return [
      {
        id: hasRecord ? 'pacc-digest' : 'pacc-missing',
        severity: hasRecord ? 'error' : 'info',
        what: hasRecord
          ? 'A record for PACC is there and its document is not'
          : 'No PACC document (a draft; few programs ask for it yet)',
        fix: `Publish it at ${document.url} with its digest in TXT _ua-auto-config.${domain}, or neither.`,
        reference: PACC,
      },
    ];
  }
  const findings = [
    ...judgeWay(document, domain, 'The PACC document'),
    ...judgeType(document, /^application\/json\b/i, 'application/json'),
  ];
  if (digest !== 'matches')
    findings.push({
      id: 'pacc-digest',
      severity: 'error',
      what: `The PACC document has ${digest === 'differs' ? 'another digest than its TXT record' : digest === 'no-record' ? 'no TXT record' : 'a TXT record that is malformed'}: programs must not use it`,
      fix: `Set TXT _ua-auto-config.${domain} to "v=UAAC1; a=sha256; d=<Base64 of the SHA-256>" whenever the document changes.`,
      reference: PACC,
    });
  return findings;
}

function judgeOauth({ issuers, resource }: DomainObservation): DomainFinding[] {
  const findings = issuers.flatMap(({ issuer, source, document, metadata }): DomainFinding[] => {
    const why = document?.why ?? (metadata && !metadata.ok ? metadata.why : null);
    if (why === null) return [];
    return [
      {
        id: 'oauth-metadata',
        severity: 'warning',
        what: `The issuer ${issuer}, which the ${source} names, has no usable metadata: ${why}`,
        fix: 'Publish /.well-known/oauth-authorization-server at the issuer: programs find their endpoints by it.',
        reference: 'RFC 8414 §3',
      },
    ];
  });
  const { issuers: named, document } = resource;
  if (named && !named.ok && !/html/i.test(document.contentType))
    findings.push({
      id: 'oauth-metadata',
      severity: 'warning',
      what: `${document.url} is no protected-resource metadata: ${named.why}`,
      fix: 'Serve what RFC 9728 asks for there, or answer 404.',
      reference: 'RFC 9728 §3',
    });
  return findings;
}
