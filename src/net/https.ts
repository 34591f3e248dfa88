// One exchange over HTTPS: certificate and name verified, no redirect followed, on a connection of its own, bounded in bytes
// and time. What is asked, and what an answer or its absence means, is the caller's.
import { type RequestOptions, request } from 'node:https';
import { isIP } from 'node:net';
import { endingOf } from './deadline.ts';
import type { DnsClient } from './dns/client.ts';
import { clientLookup, systemLookup } from './dns/connection-lookup.ts';
import { detailOf, systemCodeOf } from './failure.ts';
import { trustedRoots } from './roots.ts';
import { checkServerIdentity } from './server-identity.ts';

export interface HttpsRequest {
  /** GET unless told. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** What the body of the answer may have. */
  readonly maxBytes: number;
  /** For all of it; nothing but the signal ends it otherwise. */
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
  /** Answers for the host's address in place of the system's resolver. */
  readonly client?: DnsClient | null;
  /** PEM, beside the public roots. */
  readonly extraRoots?: readonly string[];
  /** Whether the body of an answer with this status is wanted at all; else it is left where it is. */
  readonly wantsBody?: (status: number) => boolean;
  /** Where to connect in place of the URL's host and port: for tests. */
  readonly connectTo?: { readonly address: string; readonly port: number };
}

interface HttpsHead {
  readonly status: number;
  /** As it came. */
  readonly contentType: string;
  /** Where a redirect leads, as it came; empty where it leads nowhere. */
  readonly location: string;
}

export type HttpsResult =
  | (HttpsHead & { readonly ok: true; readonly body: Buffer })
  /** `head`: what had come before it failed. */
  | { readonly ok: false; readonly fault: HttpsFault; readonly head: HttpsHead | null };

/** `over`: the signal. `cut-off`: the connection ended within the body. */
export type HttpsFault =
  | { readonly kind: 'not-https' | 'over' | 'timeout' | 'too-large' }
  /** An errno or a code of OpenSSL's. */
  | { readonly kind: 'system' | 'cut-off'; readonly systemCode: string; readonly detail: string };

/** Of a document that is fetched: the status of one that is there. */
export const isFound = (status: number): boolean => status === 200;

/** In a word or two: the system's code, "too large", "timeout". */
export const nameOf = (fault: HttpsFault): string => ('systemCode' in fault ? fault.systemCode : FAULT_NAMES[fault.kind]);

const FAULT_NAMES = { 'not-https': 'not asked', over: 'no answer', timeout: 'timeout', 'too-large': 'too large' } as const;

/** A session with many steps may leave hours; the name of a host needs no part of them. */
const MAX_RESOLVE_MS = 30_000;

/** Never rejects. */
export function exchangeOverHttps(url: URL, options: HttpsRequest): Promise<HttpsResult> {
  const { signal, timeoutMs, maxBytes, wantsBody = () => true } = options;
  if (url.protocol !== 'https:') return Promise.resolve({ ok: false, fault: { kind: 'not-https' }, head: null });
  if (signal.aborted) return Promise.resolve({ ok: false, fault: { kind: 'over' }, head: null });
  return new Promise((resolve) => {
    let head: HttpsHead | null = null;
    const outgoing = request(connectionOf(url, options));
    const finish = (result: HttpsResult): void => {
      clearTimeout(timer);
      stopListening();
      outgoing.destroy();
      resolve(result);
    };
    const fail = (fault: HttpsFault): void => finish({ ok: false, fault, head });
    const failBySystem = (error: unknown): void =>
      fail({ kind: 'system', systemCode: systemCodeOf(error), detail: detailOf(error) });
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => fail({ kind: 'timeout' }), timeoutMs);
    const stopListening = endingOf(signal).onOver(() => fail({ kind: 'over' }));
    outgoing.on('error', failBySystem);
    outgoing.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      head = { status, contentType: headers['content-type'] ?? '', location: headers.location ?? '' };
      const known = head;
      if (!wantsBody(status)) return finish({ ok: true, ...known, body: Buffer.alloc(0) });
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) fail({ kind: 'too-large' });
        else chunks.push(chunk);
      });
      const cutOff = { kind: 'cut-off', systemCode: 'ECONNRESET', detail: 'the connection closed within the answer' } as const;
      response.on('aborted', () => fail(cutOff));
      response.on('error', failBySystem);
      response.on('end', () => finish({ ok: true, ...known, body: Buffer.concat(chunks) }));
    });
    outgoing.end(options.body);
  });
}

function connectionOf(url: URL, options: HttpsRequest): RequestOptions {
  const { method = 'GET', headers = {}, body = '', connectTo, extraRoots = [], client } = options;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const ca = trustedRoots(extraRoots);
  const length = Buffer.byteLength(body);
  return {
    host: connectTo?.address ?? host,
    port: connectTo?.port ?? Number(url.port || 443),
    path: `${url.pathname}${url.search}`,
    method,
    headers: { host: url.host, ...headers, ...(length > 0 ? { 'content-length': String(length) } : {}) },
    // Closed after the answer: nothing must outlive the check.
    agent: false,
    // Said, so that no variable of the environment unsays it.
    rejectUnauthorized: true,
    checkServerIdentity,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca ? { ca } : {}),
    lookup: client ? clientLookup(client) : systemLookup(endingOf(options.signal), resolveLimit(options)),
  };
}

const resolveLimit = ({ timeoutMs = MAX_RESOLVE_MS }: HttpsRequest): number => Math.min(timeoutMs, MAX_RESOLVE_MS);
