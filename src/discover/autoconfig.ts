// The autoconfig file that a domain publishes about its own mail servers, as mail clients look for it. Reads the few
// elements that matter; whatever declares a document type or entities is refused. Fetched only over verified HTTPS.
import { type Mode, PROTOCOL_FACTS, PROTOCOLS } from '../model/protocol.ts';
import { shorten } from '../model/shorten.ts';
import { visibleText } from '../model/visible-text.ts';
import type { DnsClient } from '../net/dns/client.ts';
import { isHostName } from '../net/dns/names.ts';
import { exchangeOverHttps, type HttpsRequest, isFound } from '../net/https.ts';
import { type Candidate, proofOf } from './candidate.ts';

const MAX_FILE_BYTES = 32_768;
const MAX_ELEMENTS = 2_000;
const MAX_DEPTH = 16;

interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Element[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const decode = (text: string): string => text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '');

const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+|</g;
const ATTRIBUTE = /([\w.:-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;

/** A strict reading of the XML that such files use; null for anything else. */
function parseXml(text: string): Element | null {
  if (/<!(DOCTYPE|ENTITY|\[)/i.test(text)) return null;
  const root: Element = { name: '', attributes: new Map(), children: [], text: '' };
  const open: Element[] = [root];
  let count = 0;
  for (const [token, closing, name, rawAttributes = '', selfClosing] of text.matchAll(TOKEN)) {
    const parent = open.at(-1);
    if (!parent || token === '<') return null;
    if (name === undefined) {
      if (!token.startsWith('<')) parent.text += decode(token);
    } else if (closing) {
      if (parent.name !== name || open.length === 1) return null;
      open.pop();
    } else {
      count += 1;
      if (count > MAX_ELEMENTS || open.length > MAX_DEPTH) return null;
      const attributes = new Map<string, string>();
      for (const [, key = '', double, single] of rawAttributes.matchAll(ATTRIBUTE))
        attributes.set(key, decode(double ?? single ?? ''));
      const element: Element = { name, attributes, children: [], text: '' };
      parent.children.push(element);
      if (!selfClosing) open.push(element);
    }
  }
  return open.length === 1 ? root : null;
}

const childrenNamed = (element: Element, name: string): Element[] => element.children.filter((child) => child.name === name);
const textOf = (element: Element, name: string): string => childrenNamed(element, name)[0]?.text.trim() ?? '';

const MODES: Readonly<Record<string, Mode>> = { SSL: 'tls', STARTTLS: 'starttls', plain: 'plain' };

export type AutoconfigServer = Pick<Candidate, 'protocol' | 'host' | 'port' | 'mode' | 'usernameForm'>;

/** The servers of an autoconfig file (version 1.1), in its order; null: no such file. Entries that make no sense are left out. */
export function parseAutoconfig(text: string, domain: string): AutoconfigServer[] | null {
  const root = parseXml(text.replace(/^\ufeff/, ''));
  const config = root && childrenNamed(root, 'clientConfig')[0];
  const provider = config && childrenNamed(config, 'emailProvider')[0];
  if (!provider) return null;
  const servers = provider.children.filter(({ name }) => name === 'incomingServer' || name === 'outgoingServer').slice(0, 20);
  return servers.flatMap((server) => {
    const protocol = PROTOCOLS.find((name) => name === server.attributes.get('type'));
    const host = textOf(server, 'hostname').replaceAll('%EMAILDOMAIN%', domain).toLowerCase();
    const port = /^\d{1,5}$/.test(textOf(server, 'port')) ? Number(textOf(server, 'port')) : 0;
    const mode = MODES[textOf(server, 'socketType')];
    const direction = server.name === 'outgoingServer' ? 'outgoing' : 'incoming';
    if (!protocol || !mode || PROTOCOL_FACTS[protocol].direction !== direction) return [];
    if (port < 1 || port > 65_535 || !isHostName(host)) return [];
    return [{ protocol, host, port, mode, usernameForm: usernameForm(textOf(server, 'username')) }];
  });
}

function usernameForm(template: string): string | null {
  if (template === '') return null;
  if (template === '%EMAILADDRESS%') return 'full email address';
  if (template === '%EMAILLOCALPART%') return 'the part before the @';
  return shorten(visibleText(template), 100);
}

export interface AutoconfigOptions {
  readonly user: string | null;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Resolves the hosts; null: the system does. */
  readonly client: DnsClient | null;
  readonly fetch?: Pick<HttpsRequest, 'extraRoots' | 'connectTo'>;
}

/** Asks both places at once; the first in this order that has a file counts. Empty where neither has. */
export async function fetchAutoconfig(domain: string, options: AutoconfigOptions): Promise<Candidate[]> {
  const query = options.user === null ? '' : `?emailaddress=${encodeURIComponent(`${options.user}@${domain}`)}`;
  const urls = [
    new URL(`https://autoconfig.${domain}/mail/config-v1.1.xml${query}`),
    new URL(`https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`),
  ];
  const files = await Promise.all(
    urls.map(async (url) => {
      const { signal, timeoutMs, client, fetch } = options;
      const headers = { accept: 'text/xml, application/xml', 'user-agent': 'mailprobe' };
      const bounds = { maxBytes: MAX_FILE_BYTES, timeoutMs, signal, wantsBody: isFound };
      const result = await exchangeOverHttps(url, { headers, client, ...bounds, ...fetch });
      if (!result.ok || !isFound(result.status)) return [];
      const servers = parseAutoconfig(result.body.toString('utf8'), domain) ?? [];
      const detail = `autoconfig file at ${url.hostname}`;
      return servers.map((server): Candidate => {
        const proof = proofOf(server.host, domain, 'https-document');
        return { ...server, source: 'autoconfig', confidence: 'certain', detail, provider: null, proof };
      });
    }),
  );
  return files.find((candidates) => candidates.length > 0) ?? [];
}
