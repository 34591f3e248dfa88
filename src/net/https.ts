// One exchange over HTTPS: certificate and name verified, no redirect followed, on a connection of its own, bounded in bytes
// and time. What is asked, and what an answer or its absence means, is the caller's.
import { type RequestOptions, request } from 'node:https';
import { isIP } from 'node:net';
import { endingOf } from './deadline.ts';
import type { DnsClient } from './dns/client.ts';
import { clientLookup, systemLookup } from './dns/connection-lookup.ts';
import { type AnswerLimits, answerTo, type HttpsFault, type HttpsResult } from './http-answer.ts';
import { addRoots, type Roots } from './roots.ts';
import { checkServerIdentity } from './server-identity.ts';

export type { HttpsFault, HttpsResult } from './http-answer.ts';

export interface HttpsRequest extends AnswerLimits, Partial<Roots> {
  /** GET unless told. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Answers for the host's address in place of the system's resolver. */
  readonly client?: DnsClient | null;
  /** Where to connect in place of the URL's host and port: for tests. */
  readonly connectTo?: { readonly address: string; readonly port: number };
}

/** Of a document that is fetched: the status of one that is there. */
export const isFound = (status: number): boolean => status === 200;

/** In a word or two: the system's code, "too large", "timeout". */
export const nameOf = (fault: HttpsFault): string => ('systemCode' in fault ? fault.systemCode : FAULT_NAMES[fault.kind]);

const FAULT_NAMES = { 'not-https': 'not asked', over: 'no answer', timeout: 'timeout', 'too-large': 'too large' } as const;

/** A session with many steps may leave hours; the name of a host needs no part of them. */
const MAX_RESOLVE_MS = 30_000;

/** Never rejects. */
export function exchangeOverHttps(url: URL, options: HttpsRequest): Promise<HttpsResult> {
  if (url.protocol !== 'https:') return Promise.resolve({ ok: false, fault: { kind: 'not-https' }, head: null });
  if (options.signal.aborted) return Promise.resolve({ ok: false, fault: { kind: 'over' }, head: null });
  return answerTo(request(connectionOf(url, options)), options);
}

function connectionOf(url: URL, options: HttpsRequest): RequestOptions {
  const { method = 'GET', headers = {}, body = '', connectTo, extraRoots = [], trust = null, client } = options;
  const host = url.hostname.replace(/^\[|\]$/g, '');
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
    // `ca` would put Node's own roots aside, and have them all parsed again for each request.
    ...(trust !== null || extraRoots.length > 0 ? { secureContext: addRoots({}, { extraRoots, trust }) } : {}),
    lookup: client ? clientLookup(client) : systemLookup(endingOf(options.signal), resolveLimit(options)),
  };
}

const resolveLimit = ({ timeoutMs = MAX_RESOLVE_MS }: HttpsRequest): number => Math.min(timeoutMs, MAX_RESOLVE_MS);
