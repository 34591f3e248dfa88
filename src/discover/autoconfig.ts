// The autoconfig file that a domain publishes about its own mail servers (draft-ietf-mailmaint-autoconfig; version 1.1 is
// what Thunderbird has read since 2010), where it lies, and what it says. Fetched only over verified HTTPS.
import { type Mode, PROTOCOL_FACTS, PROTOCOLS } from '../model/protocol.ts';
import { shorten } from '../model/shorten.ts';
import { visibleText } from '../model/visible-text.ts';
import { isHostName } from '../net/dns/names.ts';
import { childNamed, childrenNamed, parseXml, textOf, type XmlElement } from '../net/xml.ts';
import { type Candidate, type OauthSource, proofOf } from './candidate.ts';
import { type DocumentOptions, type FetchedDocument, fetchDocument, isOfDomain } from './document.ts';

const MODES: ReadonlyMap<string, Mode> = new Map([
  ['SSL', 'tls'],
  ['STARTTLS', 'starttls'],
  ['plain', 'plain'],
]);
const MAX_SERVERS = 20;

export type AutoconfigServer = Pick<Candidate, 'protocol' | 'host' | 'port' | 'mode' | 'usernameForm' | 'auth'>;

export interface AutoconfigFile {
  /** In the order of the file: the first is the one that the domain prefers. */
  readonly servers: readonly AutoconfigServer[];
  /** Types of servers that are not for mail programs' protocols here: jmap, ews, exchange … */
  readonly otherTypes: readonly string[];
  /** Entries that make no sense, each with the reason. */
  readonly leftOut: readonly string[];
  /** `<domain>` elements. */
  readonly domains: readonly string[];
  readonly oauth: Omit<OauthSource, 'source'> | null;
}

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

export function parseAutoconfig(text: string, domain: string): Parsed<AutoconfigFile> {
  const parsed = parseXml(text);
  if (!parsed.ok) return parsed;
  const config = childNamed(parsed.root, 'clientConfig');
  const provider = config && childNamed(config, 'emailProvider');
  if (!config || !provider) return { ok: false, why: 'it is XML, and no autoconfig file: clientConfig/emailProvider is missing' };
  const entries = provider.children.filter(({ name }) => name === 'incomingServer' || name === 'outgoingServer');
  const read = entries.slice(0, MAX_SERVERS).map((entry) => readServer(entry, domain));
  return {
    ok: true,
    value: {
      servers: read.flatMap((one) => ('server' in one ? [one.server] : [])),
      otherTypes: read.flatMap((one) => ('otherType' in one ? [one.otherType] : [])),
      leftOut: read.flatMap((one) => ('fault' in one ? [one.fault] : [])),
      domains: childrenNamed(provider, 'domain').map(({ text: name }) => shorten(visibleText(name.trim().toLowerCase()), 255)),
      oauth: readOauth(childNamed(config, 'oAuth2')),
    },
  };
}

type ReadServer = { readonly server: AutoconfigServer } | { readonly otherType: string } | { readonly fault: string };

function readServer(entry: XmlElement, domain: string): ReadServer {
  const type = entry.attributes.get('type') ?? '';
  const what = shorten(visibleText(`${entry.name} ${type}`), 60);
  const protocol = PROTOCOLS.find((name) => name === type);
  if (!protocol) return { otherType: shorten(visibleText(type), 30) };
  const direction = entry.name === 'outgoingServer' ? 'outgoing' : 'incoming';
  if (PROTOCOL_FACTS[protocol].direction !== direction) return { fault: `${what}: the wrong direction` };
  const host = textOf(entry, 'hostname').replaceAll('%EMAILDOMAIN%', domain).toLowerCase();
  if (!isHostName(host)) return { fault: `${what}: no host name` };
  const port = /^\d{1,5}$/.test(textOf(entry, 'port')) ? Number(textOf(entry, 'port')) : 0;
  if (port < 1 || port > 65_535) return { fault: `${what} at ${host}: no port` };
  const mode = MODES.get(textOf(entry, 'socketType'));
  if (!mode) return { fault: `${what} at ${host}: no socketType of SSL, STARTTLS or plain` };
  const auth = childrenNamed(entry, 'authentication').map(({ text }) => shorten(visibleText(text.trim()), 40));
  return { server: { protocol, host, port, mode, usernameForm: usernameForm(textOf(entry, 'username')), auth } };
}

function usernameForm(template: string): string | null {
  if (template === '') return null;
  if (template === '%EMAILADDRESS%') return 'full mail address';
  if (template === '%EMAILLOCALPART%') return 'the part before the @';
  return shorten(visibleText(template), 100);
}

function readOauth(element: XmlElement | undefined): AutoconfigFile['oauth'] {
  if (!element) return null;
  const issuer = shorten(visibleText(textOf(element, 'issuer')), 200);
  const scopes = textOf(element, 'scope').split(/\s+/).filter(Boolean);
  return issuer === '' ? null : { issuer, scopes: scopes.slice(0, 20).map((scope) => shorten(visibleText(scope), 200)) };
}

export interface AutoconfigLookup {
  readonly document: FetchedDocument;
  /** Null: there is no document. */
  readonly file: Parsed<AutoconfigFile> | null;
}

const QUESTION = { headers: { accept: 'text/xml, application/xml', 'user-agent': 'mailprobe' } } as const;

async function look(url: string, domain: string, options: DocumentOptions): Promise<AutoconfigLookup> {
  const document = await fetchDocument(url, QUESTION, options);
  const file = document.status === 'found' ? parseAutoconfig(document.body.toString('utf8'), domain) : null;
  return { document, file };
}

/** The domain's own places, in the order of their weight (draft §4.1, 1.1 and 1.2; 1.3 is http: and is not asked). */
export function lookUpAutoconfig(domain: string, options: DocumentOptions): Promise<AutoconfigLookup[]> {
  const query = options.user === null ? '' : `?emailaddress=${encodeURIComponent(`${options.user}@${domain}`)}`;
  const urls = [
    `https://autoconfig.${domain}/mail/config-v1.1.xml${query}`,
    `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`,
  ];
  return Promise.all(urls.map((url) => look(url, domain, options)));
}

/** The places of the provider behind the domain's MX (3.1, 3.2). It learns no address: the way there is unsigned DNS. */
export function lookUpAutoconfigOfMx(exchange: string, domain: string, options: DocumentOptions): Promise<AutoconfigLookup[]> {
  const names = mxDomains(exchange).filter((name) => name !== domain);
  return Promise.all(names.map((name) => look(`https://autoconfig.${name}/mail/config-v1.1.xml`, domain, options)));
}

/** Registries that sell names a level deeper (.co.uk, .com.au, .ne.jp): enough to tell a provider's own domain. */
const REGISTRY_LABEL = /^(?:co|com|net|org|ac|edu|gov|gob|gouv|go|ne|or|ad|ed|gr|lg|id|nom|me|ltd|plc)$/;

/** The MX host without its first label, and its registrable domain (draft §4.3): the longer first. */
export function mxDomains(exchange: string): string[] {
  const labels = exchange.toLowerCase().replace(/\.$/, '').split('.');
  const isDeep = labels.at(-1)?.length === 2 && REGISTRY_LABEL.test(labels.at(-2) ?? '');
  const base = labels.slice(isDeep ? -3 : -2);
  const full = labels.slice(1);
  const names = [full, base].filter(({ length }) => length >= (isDeep ? 3 : 2)).map((name) => name.join('.'));
  return [...new Set(names)].filter(isHostName);
}

/** What the first file that names a server says. */
export function candidatesOfAutoconfig(
  lookups: readonly AutoconfigLookup[],
  domain: string,
  source: 'autoconfig' | 'mx-autoconfig',
): Candidate[] {
  for (const { document, file } of lookups) {
    if (!file?.ok || file.value.servers.length === 0) continue;
    const detail = `autoconfig file at ${new URL(document.url).hostname}${redirectNote(document)}`;
    const vouched = source === 'autoconfig' && isOfDomain(document, domain) ? 'https-document' : null;
    const confidence = source === 'autoconfig' ? 'certain' : 'likely';
    return file.value.servers.map((server): Candidate => {
      return { ...server, source, confidence, detail, provider: null, proof: proofOf(server.host, domain, vouched) };
    });
  }
  return [];
}

/** ", redirected to elsewhere.example": whoever reads it should know whose words these are. */
export function redirectNote({ way }: FetchedDocument): string {
  const hosts = way.map((url) => new URL(url).hostname);
  return hosts[0] === hosts.at(-1) ? '' : `, redirected to ${hosts.at(-1)}`;
}
