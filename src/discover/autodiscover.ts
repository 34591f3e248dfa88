// Autodiscover's plain XML (POX; Microsoft: "Autodiscover web service reference"), as Outlook and Delta Chat ask for it at a
// domain, with both kinds of redirect. No login is ever sent: what wants one is said and left. Over verified HTTPS alone.
import { knownPort, type MailProtocol, type Mode, PROTOCOLS } from '../model/protocol.ts';
import { shorten } from '../model/shorten.ts';
import { visibleText } from '../model/visible-text.ts';
import type { DnsClient } from '../net/dns/client.ts';
import { isHostName, isLocalName } from '../net/dns/names.ts';
import { orderSrv } from '../net/dns/services.ts';
import { childNamed, childrenNamed, parseXml, textOf, type XmlElement } from '../net/xml.ts';
import { type AutoconfigServer, type Parsed, redirectNote } from './autoconfig.ts';
import { type Candidate, proofOf } from './candidate.ts';
import { type DocumentOptions, type FetchedDocument, fetchDocument, isOfDomain, nextUrl } from './document.ts';
import { ewsUrlsOfAccount } from './ews-url.ts';

const MAX_REDIRECTS = 5;
const MAX_SERVERS = 20;

export interface AutodiscoverSettings {
  readonly servers: readonly AutoconfigServer[];
  /** It names an Exchange mailbox (EXCH, EXPR, mapiHttp). */
  readonly isExchange: boolean;
  /** As they are written, the best first. */
  readonly ewsUrls: readonly string[];
  readonly leftOut: readonly string[];
}

export type AutodiscoverAnswer =
  | { readonly kind: 'settings'; readonly settings: AutodiscoverSettings }
  | { readonly kind: 'redirect-url'; readonly url: string }
  | { readonly kind: 'redirect-address'; readonly domain: string };

export function parseAutodiscover(text: string): Parsed<AutodiscoverAnswer> {
  const parsed = parseXml(text);
  if (!parsed.ok) return parsed;
  const top = childNamed(parsed.root, 'Autodiscover');
  const response = top && childNamed(top, 'Response');
  if (!response) return { ok: false, why: 'it is XML, and no Autodiscover response' };
  const error = childNamed(response, 'Error');
  if (error) return { ok: false, why: `it answers with error ${errorOf(error)}` };
  const account = childNamed(response, 'Account');
  if (!account) return { ok: false, why: 'it is an Autodiscover response without Account' };
  const action = textOf(account, 'Action').toLowerCase();
  const url = textOf(account, 'RedirectUrl');
  const address = textOf(account, 'RedirectAddr');
  if (action === 'redirecturl' || (url !== '' && action !== 'settings')) return redirectTo(url);
  if (action === 'redirectaddr' || (address !== '' && action !== 'settings')) return redirectToAddress(address);
  return { ok: true, value: { kind: 'settings', settings: readSettings(account) } };
}

const errorOf = (error: XmlElement): string =>
  shorten(visibleText(`${textOf(error, 'ErrorCode')} ${textOf(error, 'Message')}`.trim()), 120);

function redirectTo(url: string): Parsed<AutodiscoverAnswer> {
  const followed = nextUrl(url, 'https://invalid.invalid/');
  if (followed === null || new URL(followed).hostname === 'invalid.invalid')
    return { ok: false, why: `it redirects to "${shorten(visibleText(url), 100)}", which is no https: URL of a host` };
  return { ok: true, value: { kind: 'redirect-url', url: followed } };
}

function redirectToAddress(address: string): Parsed<AutodiscoverAnswer> {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  if (!isHostName(domain))
    return { ok: false, why: `it redirects to "${shorten(visibleText(address), 100)}", which is no address` };
  return { ok: true, value: { kind: 'redirect-address', domain } };
}

function readSettings(account: XmlElement): AutodiscoverSettings {
  const entries = childrenNamed(account, 'Protocol').slice(0, MAX_SERVERS);
  const read = entries.map(readProtocol);
  return {
    servers: read.flatMap((one) => (one && 'server' in one ? [one.server] : [])),
    leftOut: read.flatMap((one) => (one && 'fault' in one ? [one.fault] : [])),
    isExchange: entries.some((entry) => /^(?:EXCH|EXPR|EXHTTP)$/i.test(textOf(entry, 'Type')) || entry.attributes.has('Type')),
    ewsUrls: ewsUrlsOfAccount(account),
  };
}

type ReadProtocol = { readonly server: AutoconfigServer } | { readonly fault: string } | null;

/** `SSL` is on where it is not said; `Encryption` (SSL, TLS, None, Auto) says which, in later Outlooks. */
function readProtocol(entry: XmlElement): ReadProtocol {
  const type = textOf(entry, 'Type').toLowerCase();
  const protocol = PROTOCOLS.find((name) => name === type);
  if (!protocol) return null;
  const host = textOf(entry, 'Server').toLowerCase();
  if (!isHostName(host)) return { fault: `Protocol ${protocol}: no host name` };
  const port = /^\d{1,5}$/.test(textOf(entry, 'Port')) ? Number(textOf(entry, 'Port')) : 0;
  if (port < 1 || port > 65_535) return { fault: `Protocol ${protocol} at ${host}: no port` };
  const login = textOf(entry, 'LoginName');
  const usernameForm = login === '' || login.includes('@') ? 'full mail address' : null;
  return { server: { protocol, host, port, mode: modeOf(entry, protocol, port), usernameForm, auth: [] } };
}

function modeOf(entry: XmlElement, protocol: MailProtocol, port: number): Mode {
  const encryption = textOf(entry, 'Encryption').toLowerCase();
  if (encryption === 'ssl') return 'tls';
  if (encryption === 'tls') return 'starttls';
  const isOff = textOf(entry, 'SSL').toLowerCase() === 'off';
  if (encryption === 'none' || (isOff && encryption === '')) return 'plain';
  const known = knownPort(port);
  return known?.protocol === protocol ? known.mode : 'tls';
}

export interface AutodiscoverLookup {
  readonly document: FetchedDocument;
  readonly answer: Parsed<AutodiscoverSettings> | null;
}

/** What Outlook posts, without a login. RFC 5321 §4.5.1 has every domain take mail for postmaster. */
const requestBody = (address: string): string =>
  '<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006">' +
  `<Request><EMailAddress>${escapeXml(address)}</EMailAddress><AcceptableResponseSchema>` +
  'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>';
const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

async function look(start: string, address: string, options: DocumentOptions): Promise<AutodiscoverLookup> {
  const question = {
    method: 'POST',
    headers: { accept: 'text/xml, application/xml', 'content-type': 'text/xml; charset=utf-8', 'user-agent': 'mailprobe' },
    body: requestBody(address),
  };
  const way: string[] = [];
  let url = start;
  for (let round = 0; round <= MAX_REDIRECTS; round += 1) {
    const fetched = await fetchDocument(url, question, options);
    way.push(...fetched.way);
    const document = { ...fetched, url: start, way: [...way] };
    if (fetched.status !== 'found') return { document, answer: null };
    const parsed = parseAutodiscover(fetched.body.toString('utf8'));
    if (!parsed.ok) return { document, answer: parsed };
    const { value } = parsed;
    if (value.kind === 'settings') return { document, answer: { ok: true, value: value.settings } };
    const next = value.kind === 'redirect-url' ? value.url : autodiscoverUrls(value.domain)[1];
    if (next === undefined || way.includes(next)) return { document, answer: { ok: false, why: 'it redirects without end' } };
    url = next;
  }
  const document: FetchedDocument = {
    url: start,
    way,
    status: 'broken',
    why: 'too many redirects',
    contentType: '',
    body: Buffer.alloc(0),
  };
  return { document, answer: null };
}

/** The domain itself, then the name under it (Microsoft: "Generate a list of Autodiscover endpoints"). */
const autodiscoverUrls = (domain: string): readonly string[] => [
  `https://${domain}/autodiscover/autodiscover.xml`,
  `https://autodiscover.${domain}/autodiscover/autodiscover.xml`,
];

export function lookUpAutodiscover(domain: string, options: DocumentOptions): Promise<AutodiscoverLookup[]> {
  const address = `${options.user ?? 'postmaster'}@${domain}`;
  return Promise.all(autodiscoverUrls(domain).map((url) => look(url, address, options)));
}

/** At the host of the SRV record `_autodiscover._tcp`. */
export const lookUpAutodiscoverAt = (host: string, domain: string, options: DocumentOptions): Promise<AutodiscoverLookup> =>
  look(`https://${host}/autodiscover/autodiscover.xml`, `${options.user ?? 'postmaster'}@${domain}`, options);

/** By that record. Whoever answers DNS may have named the host: it learns the domain, and not whose mailbox it is. */
export async function lookUpAutodiscoverService(
  domain: string,
  dns: DnsClient,
  options: DocumentOptions,
): Promise<AutodiscoverLookup[]> {
  const { records } = await dns.query(`_autodiscover._tcp.${domain}`, 'SRV');
  const [first] = orderSrv('_autodiscover._tcp', records);
  const host = first?.target.toLowerCase().replace(/\.$/, '') ?? '';
  const isAskable =
    isHostName(host) && !isLocalName(host) && !autodiscoverUrls(domain).some((url) => new URL(url).hostname === host);
  return isAskable ? [await lookUpAutodiscoverAt(host, domain, { ...options, user: null })] : [];
}

/** What the first response that names a server says. */
export function candidatesOfAutodiscover(lookups: readonly AutodiscoverLookup[], domain: string): Candidate[] {
  for (const { document, answer } of lookups) {
    if (!answer?.ok || answer.value.servers.length === 0) continue;
    const detail = `Autodiscover at ${new URL(document.url).hostname}${redirectNote(document)}`;
    const vouched = isOfDomain(document, domain) ? 'https-document' : null;
    return answer.value.servers.map((server): Candidate => {
      const proof = proofOf(server.host, domain, vouched);
      return { ...server, source: 'autodiscover', confidence: vouched ? 'certain' : 'likely', detail, provider: null, proof };
    });
  }
  return [];
}
