// Whose requests the exporter takes. It has no passwords, so a page in the browser of somebody near it is the danger: by a
// name that resolves to the exporter (DNS rebinding) or by a request across sites. Pure; knows headers, and no socket.
import { isIP, isIPv4, isIPv6 } from 'node:net';
import { quoteInput, UsageError } from '../model/usage-error.ts';
import { parseHost } from '../request/target.ts';

/** As Node's `headersDistinct`: every value of a header by its name in lower case. */
export type DistinctHeaders = Readonly<Record<string, readonly string[] | undefined>>;

export interface AccessFault {
  readonly reason: 'foreign_host' | 'cross_site';
  /** For whoever asked. */
  readonly message: string;
}

/** A name without scheme and port, as browsers send it. Throws UsageError. */
export function parseWebHost(text: string): string {
  const { host, literal } = parseHost(text.trim());
  if (literal !== 0) throw new UsageError(`${quoteInput(text)} is an address: those are taken without being named`);
  return host;
}

/** `names`: what the exporter may be called besides its addresses and localhost. Null: the request is taken. */
export function faultOfAccess(path: string, headers: DistinctHeaders, names: ReadonlySet<string>): AccessFault | null {
  const [host, ...moreHosts] = headers.host ?? [];
  if (host === undefined || moreHosts.length > 0 || !isOwnName(host, names))
    return {
      reason: 'foreign_host',
      message: `the exporter is not known by the name in the Host header: ask it by address, or start it with --web-host NAME`,
    };
  return isOfOtherPage(path, host, headers)
    ? { reason: 'cross_site', message: 'not for pages and links of other sites: begin at the page / of the exporter' }
    : null;
}

/** RFC 9110 §7.2: a name or a literal, and a port. A rebound name is a name; an address and localhost lead where they say. */
function isOwnName(host: string, names: ReadonlySet<string>): boolean {
  const [, bracketed, plain = ''] = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9._-]+))(?::\d{1,5})?$/.exec(host) ?? [];
  if (bracketed !== undefined) return isIPv6(bracketed);
  const name = plain.toLowerCase().replace(/\.$/, '');
  return isIPv4(plain) || (isIP(name) === 0 && (name === 'localhost' || names.has(name)));
}

function isOfOtherPage(path: string, host: string, headers: DistinctHeaders): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  if (origin && !(origin.length === 1 && isOriginAt(origin[0], host))) return true;
  // W3C Fetch Metadata; `same-site` may be another port of this machine, or a neighbour below the same domain.
  if (site) return !(site.length === 1 && (site[0] === 'same-origin' || site[0] === 'none'));
  // Without it a browser is an old one, or the exporter is reached in the clear by another name than localhost. A page can
  // leave the Referer out, and cannot forge it; whatever is no browser is driven by no page.
  const isBrowser = (headers['user-agent'] ?? []).some((agent) => agent.startsWith('Mozilla/'));
  return path === '/probe' && isBrowser && !isOriginAt(originOf(headers.referer?.[0]), host);
}

/** The scheme is not compared: a reverse proxy may do TLS for the exporter, which is called by the same name then. */
function isOriginAt(origin: string | undefined, host: string): boolean {
  const scheme = /^https?:\/\/(?=[^/\s]+$)/.exec(origin ?? '')?.[0];
  if (origin === undefined || scheme === undefined) return false;
  const [asked, own] = [origin, scheme + host].map((text) => (URL.canParse(text) ? new URL(text).host : null));
  return asked !== null && asked === own;
}

const originOf = (url: string | undefined): string | undefined =>
  url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;

const NO_FRAMES = "frame-ancestors 'none'; base-uri 'none'";

/** On every answer: no other page may frame it, take it for a part of its own, or guess at what it is. */
export const ANSWER_HEADERS: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': `default-src 'none'; ${NO_FRAMES}`,
  'Cross-Origin-Resource-Policy': 'same-origin',
  // So that the exporter's own form names its page where the browser says nothing else of it.
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** The page with the form. */
export const PAGE_POLICY = `default-src 'none'; form-action 'self'; ${NO_FRAMES}`;
