// `fetch` over node:https for the OAuth client: trusts what the check trusts, https only, no redirects, bounded, and
// keeps of the last exchange what a failure has to say. Must not know what is asked or answered.
import https from 'node:https';
import { isIP } from 'node:net';
import { endingOf } from '../net/deadline.ts';
import { systemLookup } from '../net/dns/system.ts';
import { trustedRoots } from '../net/roots.ts';
import { checkServerIdentity } from '../net/server-identity.ts';

export const MAX_ANSWER_BYTES = 1 << 20;
/** A sign-in in a browser leaves half an hour, of which the name of the provider needs no part. */
const MAX_RESOLVE_MS = 30_000;

export interface LastExchange {
  /** Without query. */
  endpoint: string;
  status: number | null;
  contentType: string;
  body: string;
}

export interface HttpsFetchOptions {
  /** PEM, added to the public roots. */
  readonly extraRoots: readonly string[];
  readonly signal: AbortSignal;
}

/** Why an exchange was not made or not finished, by this side. `code` goes into `systemCode`. */
export class ExchangeRefused extends Error {
  readonly code: string | null;

  constructor(message: string, code: string | null = null) {
    super(message);
    this.code = code;
  }
}

type RequestBody = string | URLSearchParams | Uint8Array | ArrayBuffer | ReadableStream | null | undefined;

interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: RequestBody;
}

function bodyText(body: RequestBody): string | Uint8Array {
  if (body == null) return '';
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  return body instanceof ArrayBuffer ? new Uint8Array(body) : String(body);
}

/** One exchange after the other: `last` is what became of the latest. */
export class HttpsFetch {
  last: LastExchange | null = null;
  readonly #ca: string[] | undefined;
  readonly #signal: AbortSignal;

  constructor({ extraRoots, signal }: HttpsFetchOptions) {
    this.#ca = trustedRoots(extraRoots);
    this.#signal = signal;
  }

  readonly fetch = async (address: string, init: FetchInit): Promise<Response> => {
    const url = new URL(address);
    const exchange: LastExchange = { endpoint: `${url.origin}${url.pathname}`, status: null, contentType: '', body: '' };
    this.last = exchange;
    if (url.protocol !== 'https:') throw new ExchangeRefused('the address is not https, nothing was sent');
    const body = await this.#exchange(url, init, exchange);
    exchange.body = body.toString('utf8');
    const status = exchange.status ?? 0;
    if (status >= 300 && status < 400) throw new ExchangeRefused('it answers with a redirection, which is not followed');
    if (status < 200 || status > 599) throw new ExchangeRefused('it answers with a status that HTTP does not have');
    const isEmpty = status === 204 || status === 205;
    return new Response(isEmpty ? null : withoutIdToken(exchange.body), {
      status,
      headers: { 'content-type': exchange.contentType },
    });
  };

  #exchange(url: URL, init: FetchInit, exchange: LastExchange): Promise<Buffer> {
    const body = bodyText(init.body);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    return new Promise((resolve, reject) => {
      const request = https.request(
        url,
        {
          method: init.method,
          headers: { ...init.headers, ...(body.length > 0 ? { 'content-length': Buffer.byteLength(body) } : {}) },
          // A connection of its own, closed after the answer: nothing must outlive the check.
          agent: false,
          rejectUnauthorized: true,
          checkServerIdentity,
          ...(isIP(host) === 0 ? { servername: host } : {}),
          ...(this.#ca ? { ca: this.#ca } : {}),
          signal: this.#signal,
          lookup: systemLookup(endingOf(this.#signal), MAX_RESOLVE_MS),
        },
        (response) => {
          exchange.status = response.statusCode ?? null;
          exchange.contentType = response.headers['content-type'] ?? '';
          const chunks: Buffer[] = [];
          let size = 0;
          response.on('data', (chunk: Buffer) => {
            size += chunk.length;
            if (size <= MAX_ANSWER_BYTES) chunks.push(chunk);
            else request.destroy(new ExchangeRefused(`its answer is longer than ${MAX_ANSWER_BYTES} bytes`));
          });
          response.once('end', () => resolve(Buffer.concat(chunks)));
          response.once('error', reject);
          response.once('aborted', () => reject(new ExchangeRefused('the connection closed within the answer', 'ECONNRESET')));
        },
      );
      request.once('error', reject);
      request.end(body);
    });
  }
}

/**
 * Who signed in is nobody's business here, and a multi-tenant issuer's ID token names an issuer that differs from the
 * address asked (Microsoft's `common`): it is taken out before anybody judges it.
 */
function withoutIdToken(body: string): string {
  if (!body.includes('"id_token"')) return body;
  try {
    const { id_token: _, ...rest } = JSON.parse(body) as Record<string, unknown>;
    return JSON.stringify(rest);
  } catch {
    return body;
  }
}
