// Short facts in text: what TLS was agreed, what DNS said, what became of the login. Draws; judges nothing.
import { chainSentLines, sentRootLines } from '../../diagnose/chain-sent.ts';
import { MODE_FACTS } from '../../model/protocol.ts';
import type { Report, ReportEndpoint, ReportTls } from '../../model/report.ts';
import { CLIENT_CERTIFICATE_TEXT, daysLeftText, reportedReplyText } from '../wording.ts';
import { oneLine } from './options.ts';
import { hanging, padEnd } from './text-layout.ts';
import type { TextPage } from './text-page.ts';

const LABEL_WIDTH = 9;
const INDENT = ' '.repeat(LABEL_WIDTH);

const shortName = ({ port, mode }: ReportEndpoint): string => `${port} ${MODE_FACTS[mode].word}`;

/** Shared certificates bear a hundred names: the first few tell which one it is. */
const MOST_NAMES = 8;
const listed = (names: readonly string[]): string =>
  names.length <= MOST_NAMES
    ? names.join(', ')
    : `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`;

/** What is known of its revocation; what was not asked is said. */
function revocationLine({ revocation, ocsp }: ReportTls): string {
  if (revocation) {
    const { status, detail, url, thisUpdate } = revocation;
    const said = { good: 'not revoked', revoked: 'REVOKED', unknown: 'not known' }[status];
    const list = url === null ? '' : ` by ${url}${thisUpdate === null ? '' : ` of ${thisUpdate.slice(0, 10)}`}`;
    return `revocation: ${said}${list}${detail === null ? '' : `: ${detail}`}`;
  }
  return ocsp ? `revocation: ${ocsp.status} by the stapled OCSP answer` : 'revocation: not asked (--revocation asks)';
}

/** How the keys were agreed on, what the certificate demands, and the certificates as they came. */
const exchangeLines = (tls: ReportTls): string[] => [
  ...(tls.keyExchange === undefined ? [] : [`key exchange ${tls.keyExchange}`]),
  ...(tls.clientCertificate ? [CLIENT_CERTIFICATE_TEXT[tls.clientCertificate]] : []),
  ...(tls.mustStaple ? [`demands a stapled OCSP answer (must-staple): ${tls.ocspStapled ? 'sent' : 'not sent'}`] : []),
  revocationLine(tls),
  ...chainSentLines(tls),
  ...sentRootLines(tls),
];

function tlsLines(tls: ReportTls): string[] {
  const trust = tls.trusted
    ? 'certificate verified'
    : `certificate NOT verified${tls.error === null ? '' : ` (${tls.error.code})`}`;
  const lines = [`${tls.protocol}, ${tls.cipher}, ${trust}`];
  const { certificate } = tls;
  if (certificate !== null) {
    const key = certificate.keyBits === null ? certificate.keyType : `${certificate.keyType} ${certificate.keyBits}`;
    const issuer = certificate.selfSigned ? 'signed by itself' : `issued by ${certificate.issuer}`;
    lines.push(`${certificate.subject}, ${issuer}`);
    if (certificate.names.length > 0) lines.push(`for ${listed(certificate.names)}`);
    lines.push(`${daysLeftText(certificate.daysLeft)} (until ${certificate.validTo.slice(0, 10)}), ${key}`);
  }
  lines.push(...exchangeLines(tls));
  if (tls.versions !== undefined) {
    const said = { true: 'accepted', false: 'refused', null: 'not told' };
    const versions = Object.entries(tls.versions).map(([version, answer]) => `${version} ${said[`${answer}`]}`);
    lines.push(`scan: ${versions.join(', ')}`);
  }
  return lines;
}

/** Endpoints that agreed on the same with the same certificate share one entry. */
export function tlsSection({ report, style, width }: TextPage): string[] {
  const groups = new Map<string, { names: string[]; lines: string[] }>();
  for (const endpoint of report.endpoints) {
    if (endpoint.tls === null) continue;
    const lines = tlsLines(endpoint.tls);
    const key = lines.join('\n');
    const group = groups.get(key) ?? { names: [], lines };
    if (!group.names.includes(shortName(endpoint))) group.names.push(shortName(endpoint));
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ names, lines }, at) => [
    ...hanging(padEnd(at === 0 ? 'TLS' : '', LABEL_WIDTH), names.join(', '), width).map(style.strong),
    ...lines.flatMap((line) => hanging(INDENT, oneLine(line), width)),
  ]);
}

const RESOLVER_WORDS = {
  system: "this machine's resolver",
  'dns-server': 'the DNS server asked for',
  'resolve-option': 'given by --resolve',
  literal: 'an address was given, no DNS asked',
} as const;

type Records = NonNullable<Report['dns']>['records'];

function recordLines(records: Records): string[] {
  const lines: string[] = [];
  if (!('error' in records.CNAME) && records.CNAME.length > 0) lines.push(`alias of ${records.CNAME.join(', then ')}`);
  for (const [address, names] of Object.entries(records.PTR)) {
    if ('error' in names) continue;
    lines.push(`${address} is called ${names.length === 0 ? 'nothing (no PTR record)' : names.join(', ')}`);
  }
  if (!('error' in records.MX) && records.MX.length > 0) {
    lines.push(`MX ${records.MX.map(({ preference, exchange }) => `${preference} ${exchange}`).join(', ')}`);
  }
  if (!('error' in records.SRV)) {
    for (const [service, targets] of Object.entries(records.SRV)) {
      lines.push(`${service} ${targets.map(({ target, port }) => `${target}:${port}`).join(', ')}`);
    }
  }
  for (const [port, tlsa] of Object.entries(records.TLSA)) {
    if ('records' in tlsa && tlsa.records.length > 0) {
      lines.push(
        `TLSA for port ${port}: ${tlsa.records.length}, ${tlsa.authentic ? 'DNSSEC-validated' : 'not DNSSEC-validated'}`,
      );
    }
  }
  return lines;
}

export function dnsSection({ report, style, width }: TextPage): string[] {
  const { dns, target } = report;
  if (dns === null) return [];
  const label = style.strong(padEnd('DNS', LABEL_WIDTH));
  const addresses = dns.addresses.map(({ address }) => address).join(', ');
  const took = dns.resolver.source === 'literal' ? '' : `, ${Math.round(dns.resolver.durationMs)} ms`;
  const source = `(${RESOLVER_WORDS[dns.resolver.source]}${took})`;
  const first = dns.error === null ? `${target.host} = ${addresses || 'no address'} ${source}` : `${dns.error.message} ${source}`;
  const lines = [
    first,
    ...(target.discovered === undefined ? [] : [`found by ${target.discovered}`]),
    ...recordLines(dns.records),
  ];
  return lines
    .flatMap((line) => hanging(INDENT, oneLine(line), width))
    .map((line, at) => (at === 0 ? label + line.slice(LABEL_WIDTH) : line));
}

const LOGIN_WORDS = { accepted: 'ACCEPTED', rejected: 'REJECTED', error: 'NOT DECIDED', skipped: 'NOT TRIED' } as const;

export function loginSection({ report, style, width }: TextPage): string[] {
  const { credentials } = report;
  if (credentials === null) return [];
  const paint = credentials.status === 'accepted' ? style.good : style.bad;
  const endpoint = report.endpoints.find(({ id }) => id === credentials.endpoint);
  const where = endpoint === undefined ? '' : ` on ${shortName(endpoint)}`;
  const how = credentials.mechanism === null ? '' : ` with ${credentials.mechanism}`;
  const cause = credentials.cause === null ? '' : ` (${credentials.cause})`;
  const word = LOGIN_WORDS[credentials.status];
  const [first = '', ...rest] = hanging(`${INDENT}${word}`, oneLine(`: ${credentials.user}${where}${how}${cause}`), width);
  const lines = [`${style.strong(padEnd('Login', LABEL_WIDTH))}${paint(word)}${first.slice(LABEL_WIDTH + word.length)}`, ...rest];
  if (credentials.reply !== undefined)
    lines.push(...hanging(`${INDENT}<- `, oneLine(reportedReplyText(credentials.reply)), width));
  if (credentials.attempts.length > 1) {
    for (const { endpoint: id, mechanism, status, form } of credentials.attempts) {
      lines.push(...hanging(`${INDENT}- `, oneLine(`${form?.name ?? mechanism} on ${id}: ${status}`), width));
    }
  }
  return lines;
}
