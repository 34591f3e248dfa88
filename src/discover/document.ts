// A document that a domain publishes over HTTPS about its mail servers: fetched with certificate and name verified, with a
// few redirects, each again over verified HTTPS. Keeps the way it came by, since that decides what the document vouches for.
import { isIP } from 'node:net';
import { shorten } from '../model/shorten.ts';
import { visibleText } from '../model/visible-text.ts';
import type { DnsClient } from '../net/dns/client.ts';
import { isHostName, isLocalName } from '../net/dns/names.ts';
import { exchangeOverHttps, type HttpsRequest, isFound, nameOf } from '../net/https.ts';
import { isUnder } from './candidate.ts';

/** Settings files are a few kilobytes. */
const MAX_FILE_BYTES = 32_768;
const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export interface DocumentOptions {
  /** The local part; null: the domain alone is known. */
  readonly user: string | null;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Resolves the hosts; null: the system does. */
  readonly client: DnsClient | null;
  readonly fetch?: Pick<HttpsRequest, 'extraRoots' | 'connectTo'>;
}

export interface FetchedDocument {
  /** As it was asked for. */
  readonly url: string;
  /** Every URL that was asked, the first included. */
  readonly way: readonly string[];
  /** `absent`: there is no such host, or the server says that it has none. `broken`: something is there, and no document. */
  readonly status: 'found' | 'absent' | 'broken';
  /** For all but `found`. */
  readonly why: string | null;
  readonly contentType: string;
  readonly body: Buffer;
}

const NO_BODY: Buffer = Buffer.alloc(0);
/** As mail servers' own names are: nobody has published anything there. */
const NOT_THERE = new Set(['ENOTFOUND', 'ENODATA', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH']);

type Question = Pick<HttpsRequest, 'method' | 'headers' | 'body'>;

/** Never rejects. */
export async function fetchDocument(start: string, question: Question, options: DocumentOptions): Promise<FetchedDocument> {
  const way: string[] = [];
  const end = (status: FetchedDocument['status'], why: string | null, contentType = '', body = NO_BODY): FetchedDocument => ({
    url: start,
    way,
    status,
    why,
    contentType,
    body,
  });
  const { signal, timeoutMs, client, fetch } = options;
  const over = performance.now() + timeoutMs;
  let url = start;
  for (;;) {
    way.push(url);
    const leftMs = Math.max(1, over - performance.now());
    const bounds = { maxBytes: MAX_FILE_BYTES, timeoutMs: leftMs, signal, wantsBody: isFound };
    const result = await exchangeOverHttps(new URL(url), { ...question, client, ...bounds, ...fetch });
    if (!result.ok) {
      const why = nameOf(result.fault);
      return end('systemCode' in result.fault && NOT_THERE.has(result.fault.systemCode) ? 'absent' : 'broken', why);
    }
    const contentType = shorten(visibleText(result.contentType), 80);
    if (isFound(result.status)) return end('found', null, contentType, result.body);
    if (!REDIRECTS.has(result.status)) {
      const asksLogin = result.status === 401 || result.status === 403;
      const why = `HTTP ${result.status}${asksLogin ? ': it asks for a login, and none was sent' : ''}`;
      return end(result.status === 404 || result.status === 410 ? 'absent' : 'broken', why, contentType);
    }
    const next = nextUrl(result.location, url);
    if (next === null) {
      const target = shorten(visibleText(result.location), 100);
      return end(
        'broken',
        `HTTP ${result.status} to "${target}", which is not followed: it is no https: URL of a public host`,
        contentType,
      );
    }
    if (way.includes(next) || way.length > MAX_REDIRECTS) return end('broken', 'it redirects without end', contentType);
    url = next;
  }
}

/** Where a redirect leads, if it may be followed: a host of the public DNS over HTTPS, on its own port. */
export function nextUrl(location: string, base: string): string | null {
  if (location === '' || !URL.canParse(location, base)) return null;
  const url = new URL(location, base);
  const isPlain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  const isPublic = isHostName(url.hostname) && isIP(url.hostname) === 0 && !isLocalName(url.hostname);
  return isPlain && isPublic ? url.href : null;
}

/** It came from the domain's own hosts alone: then the domain says what it says. */
export const isOfDomain = ({ way }: FetchedDocument, domain: string): boolean =>
  way.every((url) => isUnder(new URL(url).hostname, domain));
