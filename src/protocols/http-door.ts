// The one door through which a service is asked over HTTP. A request is named, not written: only what is in the list of harmless ones
// (harmless-requests.ts) goes out, and with a login where one is given. Follows no redirect.
import type { Duplex } from 'node:stream';
import { type Failure, fail, type Outcome, succeed } from '../model/outcome.ts';
import type { Stage } from '../model/protocol.ts';
import type { Secret } from '../model/secret.ts';
import { visibleBytes, visibleText } from '../model/visible-text.ts';
import type { Deadline } from '../net/deadline.ts';
import type { HttpsFault, HttpsResult } from '../net/http-answer.ts';
import { HttpConnection, type HttpMessage } from '../net/http-connection.ts';
import type { Transcript } from '../net/transcript.ts';
import { describeRequest, type HarmlessRequest, messageOf } from './harmless-requests.ts';
import type { HttpAuthExchange, HttpAuthScheme } from './http-auth/scheme.ts';
import { parseChallenges } from './http-challenges.ts';

/** One login by one scheme. */
export interface Authorization {
  readonly scheme: Pick<HttpAuthScheme, 'word' | 'isOfConnection'>;
  readonly exchange: HttpAuthExchange;
}

/** NTLM takes two requests (MS-NTHT), Kerberos with mutual authentication no more. */
const MAX_ROUNDS = 3;

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

  /** One request, once: it is not repeated, whatever becomes of it, but for what a login that takes several rounds asks for. */
  async ask(request: HarmlessRequest, authorization: Authorization | null, wait: Wait): Promise<Outcome<HttpAnswer>> {
    const message = messageOf(request);
    const opened = await this.reopen();
    if (!opened.ok) return opened;
    let challenge: string | null = null;
    let last: Outcome<HttpAnswer> | null = null;
    for (let round = 1; ; round += 1) {
      const credentials = (await authorization?.exchange.respond(challenge)) ?? null;
      if (last && !credentials) return last;
      const login = authorization && credentials ? { word: authorization.scheme.word, credentials } : null;
      const outcome = await this.#send(request, message, login, wait);
      if (!outcome.ok || !authorization?.scheme.isOfConnection || round === MAX_ROUNDS) return outcome;
      challenge = outcome.value.status === 401 ? tokenFor(authorization.scheme.word, outcome.value.challenge) : null;
      // What is said next belongs to this connection, and to no other.
      if (challenge === null || !this.#connection.isOpen) return outcome;
      last = outcome;
    }
  }

  /** Another connection where the server has ended the last one. */
  async reopen(): Promise<Outcome<null>> {
    if (this.#connection.isOpen) return succeed(null);
    const again = await this.#options.reconnect();
    if (!again.ok) return fail(again.failure);
    this.#connection.close();
    this.#connection = new HttpConnection(again.value);
    return succeed(null);
  }

  async #send(
    request: HarmlessRequest,
    message: HttpMessage,
    login: { readonly word: string; readonly credentials: Secret } | null,
    { stage, limitMs }: Wait,
  ): Promise<Outcome<HttpAnswer>> {
    const { authority, deadline, maxBodyBytes, transcript } = this.#options;
    transcript.client(`${message.method} ${message.path} HTTP/1.1`);
    if (login) transcript.client(`Authorization: ${login.word} ***`);
    else if (message.headers.authorization) transcript.client(`Authorization: ${message.headers.authorization} (empty)`);
    if (message.body !== undefined) transcript.client(visibleText(message.body));
    const headers = {
      host: authority,
      'user-agent': USER_AGENT,
      ...message.headers,
      ...(login ? { authorization: `${login.word} ${login.credentials.reveal()}` } : {}),
    };
    const began = performance.now();
    const limits = { maxBytes: maxBodyBytes, timeoutMs: deadline.limitMs(limitMs), signal: deadline.signal };
    const result = await this.#connection.exchange({ ...message, headers }, limits);
    this.#log(result);
    const waitedMs = Math.round(performance.now() - began);
    return result.ok ? succeed(answerOf(request, result)) : fail(failureOf(result.fault, { stage, limitMs, waitedMs, deadline }));
  }

  close(): void {
    this.#connection.close();
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

/** Access lists of Exchange go by it (EwsAllowList, EwsBlockList). */
const USER_AGENT = 'mailprobe';

const SHOWN_HEADERS = [
  'date',
  'content-type',
  'www-authenticate',
  'location',
  'retry-after',
  'request-id',
  'server',
  'x-feserver',
  'x-owa-version',
  'x-ms-diagnostics',
] as const;

const answerOf = (
  request: HarmlessRequest,
  { status, contentType, location, headers, body }: HttpsResult & { ok: true },
): HttpAnswer => ({
  request: visibleText(describeRequest(request)),
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

/** What the server says next within this scheme; null: nothing. */
const tokenFor = (word: string, challenges: string | null): string | null =>
  parseChallenges(challenges ?? '').find(({ scheme }) => scheme.toLowerCase() === word.toLowerCase())?.token ?? null;

interface Wait {
  readonly stage: Stage;
  readonly limitMs: number;
}

interface Waited extends Wait {
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
