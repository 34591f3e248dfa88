// `fetch` for the OAuth client, over the HTTPS of all: trusts what the check trusts, and keeps of the last exchange what a
// failure has to say. Must not know what is asked or answered.
import { exchangeOverHttps, type HttpsFault } from '../net/https.ts';
import type { Roots } from '../net/roots.ts';

const MAX_ANSWER_BYTES = 1 << 20;

export interface LastExchange {
  /** Without query. */
  endpoint: string;
  status: number | null;
  contentType: string;
  body: string;
}

export interface HttpsFetchOptions extends Roots {
  readonly signal: AbortSignal;
  /** Told of what proves the client in place of a secret (RFC 7523 §2.2), before it goes out. */
  readonly onAssertion?: (assertion: string) => void;
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
  readonly #options: HttpsFetchOptions;

  constructor(options: HttpsFetchOptions) {
    this.#options = options;
  }

  readonly fetch = async (address: string, init: FetchInit): Promise<Response> => {
    const url = new URL(address);
    const exchange: LastExchange = { endpoint: `${url.origin}${url.pathname}`, status: null, contentType: '', body: '' };
    this.last = exchange;
    const { method, headers, body } = init;
    const assertion = body instanceof URLSearchParams ? body.get('client_assertion') : null;
    if (assertion !== null) this.#options.onAssertion?.(assertion);
    const result = await exchangeOverHttps(url, {
      method,
      headers,
      body: bodyText(body),
      maxBytes: MAX_ANSWER_BYTES,
      ...this.#options,
    });
    const head = result.ok ? result : result.head;
    exchange.status = head?.status ?? null;
    exchange.contentType = head?.contentType ?? '';
    if (!result.ok) throw errorOf(result.fault);
    exchange.body = result.body.toString('utf8');
    const status = exchange.status ?? 0;
    if (status >= 300 && status < 400) throw new ExchangeRefused('it answers with a redirection, which is not followed');
    if (status < 200 || status > 599) throw new ExchangeRefused('it answers with a status that HTTP does not have');
    const isEmpty = status === 204 || status === 205;
    return new Response(isEmpty ? null : withoutIdToken(exchange.body), {
      status,
      headers: { 'content-type': exchange.contentType },
    });
  };
}

/** The system's own words are left as they are: they may repeat the peer's, and are scrubbed with the rest. */
function errorOf(fault: HttpsFault): Error {
  switch (fault.kind) {
    case 'not-https':
      return new ExchangeRefused('the address is not https, nothing was sent');
    case 'too-large':
      return new ExchangeRefused(`its answer is longer than ${MAX_ANSWER_BYTES} bytes`);
    case 'cut-off':
      return new ExchangeRefused(fault.detail, fault.systemCode);
    case 'system':
      return Object.assign(new Error(fault.detail), { code: fault.systemCode });
    case 'over':
    case 'timeout':
      return new ExchangeRefused('no answer within the time', 'ETIMEDOUT');
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
