// The one door through which a service is asked over HTTP: it lets through what reads, and nothing that could write, send or
// change anything there. A request is named, not written: method, path and body are made here. Follows no redirect.
import type { Duplex } from 'node:stream';
import { type Failure, fail, type Outcome, succeed } from '../model/outcome.ts';
import type { Stage } from '../model/protocol.ts';
import type { Secret } from '../model/secret.ts';
import { visibleBytes, visibleText } from '../model/visible-text.ts';
import type { Deadline } from '../net/deadline.ts';
import type { HttpsFault, HttpsResult } from '../net/http-answer.ts';
import { HttpConnection, type HttpMessage } from '../net/http-connection.ts';
import type { Transcript } from '../net/transcript.ts';

/** `$select` keeps the answer to what is shown. An `id` is a mailbox's address, of any characters; null: whoever signed in. */
export type HarmlessRequest =
  | { readonly name: 'graph-door' }
  | { readonly name: 'graph-user'; readonly id: string | null }
  | { readonly name: 'graph-inbox'; readonly id: string | null };

const PATHS: { readonly [Name in HarmlessRequest['name']]: (request: Extract<HarmlessRequest, { name: Name }>) => string } = {
  'graph-door': () => '/v1.0/me?$select=id',
  'graph-user': ({ id }) => `${ownerPath(id)}?$select=mail,userPrincipalName`,
  'graph-inbox': ({ id }) => `${ownerPath(id)}/mailFolders/inbox?$select=id`,
};

const ownerPath = (id: string | null): string => (id === null ? '/v1.0/me' : `/v1.0/users/${encodeURIComponent(id)}`);

/** What goes out whatever was named: a GET for these paths, without a body. */
const GRAPH_PATH = /^\/v1\.0\/(?:me|users\/[A-Za-z0-9%._~!'()*-]+)(?:\/mailFolders\/inbox)?\?\$select=[A-Za-z,]+$/;

export interface Authorization {
  /** `Bearer`, as HTTP names it. */
  readonly scheme: string;
  readonly secret: Secret;
}

export interface HttpDoorOptions {
  /** Of the Host header: with the port where it is not 443. */
  readonly authority: string;
  readonly deadline: Deadline;
  readonly transcript: Pick<Transcript, 'client' | 'server'>;
  readonly maxBodyBytes: number;
  /** Another connection, as sound as the first: where the server has ended that one. */
  readonly reconnect: () => Promise<Outcome<Duplex>>;
}

export interface HttpAnswer {
  readonly request: string;
  readonly status: number;
  readonly contentType: string;
  readonly location: string;
  readonly header: (name: string) => string | null;
  /** As it came. */
  readonly challenge: string | null;
  readonly body: string;
}

export class HttpDoor {
  readonly #options: HttpDoorOptions;
  #connection: HttpConnection;

  constructor(socket: Duplex, options: HttpDoorOptions) {
    this.#options = options;
    this.#connection = new HttpConnection(socket);
  }

  /** One request, once: it is not repeated, whatever becomes of it. */
  async ask(
    request: HarmlessRequest,
    authorization: Authorization | null,
    { stage, limitMs }: { readonly stage: Stage; readonly limitMs: number },
  ): Promise<Outcome<HttpAnswer>> {
    const { deadline, maxBodyBytes } = this.#options;
    if (!this.#connection.isOpen) {
      const again = await this.#options.reconnect();
      if (!again.ok) return fail(again.failure);
      this.#connection.close();
      this.#connection = new HttpConnection(again.value);
    }
    const message = this.#messageFor(request, authorization);
    const began = performance.now();
    const timeoutMs = deadline.limitMs(limitMs);
    const result = await this.#connection.exchange(message, { maxBytes: maxBodyBytes, timeoutMs, signal: deadline.signal });
    this.#log(result);
    const waitedMs = Math.round(performance.now() - began);
    return result.ok ? succeed(answerOf(message, result)) : fail(failureOf(result.fault, { stage, limitMs, waitedMs, deadline }));
  }

  close(): void {
    this.#connection.close();
  }

  #messageFor(request: HarmlessRequest, authorization: Authorization | null): HttpMessage {
    const { authority, transcript } = this.#options;
    const path = (PATHS[request.name] as ((request: HarmlessRequest) => string) | undefined)?.(request) ?? '';
    if (!GRAPH_PATH.test(path)) throw new Error(`no request that is known to be harmless: ${request.name}`);
    transcript.client(`GET ${path} HTTP/1.1`);
    if (authorization) transcript.client(`Authorization: ${authorization.scheme} ***`);
    return {
      method: 'GET',
      path,
      headers: {
        host: authority,
        accept: 'application/json',
        'user-agent': 'mailprobe',
        ...(authorization ? { authorization: `${authorization.scheme} ${authorization.secret.reveal()}` } : {}),
      },
    };
  }

  #log(result: HttpsResult): void {
    const { transcript } = this.#options;
    const head = result.ok ? result : result.head;
    if (head) {
      transcript.server(`HTTP/1.1 ${head.status}`);
      for (const name of SHOWN_HEADERS) {
        const value = head.headers[name];
        if (value !== undefined) transcript.server(visibleText(`${name}: ${Array.isArray(value) ? value.join(', ') : value}`));
      }
    }
    if (result.ok && result.body.length > 0) transcript.server(visibleBytes(result.body));
  }
}

const SHOWN_HEADERS = ['date', 'content-type', 'www-authenticate', 'location', 'retry-after', 'request-id', 'server'] as const;

const answerOf = (
  { method, path }: HttpMessage,
  { status, contentType, location, headers, body }: HttpsResult & { ok: true },
): HttpAnswer => ({
  request: `${method} ${decodedPath(path)}`,
  status,
  contentType: visibleText(contentType),
  location: visibleText(location),
  header: (name) => {
    const value = headers[name];
    return value === undefined ? null : visibleText(Array.isArray(value) ? value.join(', ') : value);
  },
  challenge: headers['www-authenticate'] ?? null,
  body: body.toString('utf8'),
});

/** As a person reads it: the address that was put in. */
const decodedPath = (path: string): string => visibleText(path.replaceAll('%40', '@'));

interface Waited {
  readonly stage: Stage;
  readonly limitMs: number;
  readonly waitedMs: number;
  readonly deadline: Deadline;
}

/** Node's parser names what is no HTTP `HPE_…`. */
function failureOf(fault: HttpsFault, { stage, limitMs, waitedMs, deadline }: Waited): Failure {
  if (deadline.isInterrupted) return { kind: 'not-tried', stage, reason: 'interrupted' };
  switch (fault.kind) {
    case 'over':
      return { kind: 'timeout', stage, budget: 'total', budgetMs: deadline.totalMs, waitedMs: Math.round(deadline.elapsedMs()) };
    case 'timeout':
      return { kind: 'timeout', stage, budget: 'command', budgetMs: limitMs, waitedMs };
    case 'too-large':
      return { kind: 'malformed', stage, fault: 'reply-too-long', sample: '' };
    case 'not-https':
      throw new Error('only what is under TLS is asked');
    case 'cut-off':
      return { kind: 'closed', stage };
    case 'system':
      if (fault.systemCode.startsWith('HPE_')) return { kind: 'malformed', stage, fault: 'bad-syntax', sample: fault.detail };
      if (fault.systemCode.startsWith('ERR_SSL'))
        return { kind: 'tls', stage, systemCode: fault.systemCode, detail: fault.detail };
      return fault.systemCode === 'ECONNRESET'
        ? { kind: 'closed', stage }
        : { kind: 'system', stage, systemCode: fault.systemCode };
  }
}
