// Requests one after the other over a connection that stands, be it through a proxy: HTTP/1.1 by Node's own parser, one socket,
// kept alive as long as the server keeps it. Opens no connection and follows no redirect. What may be asked is not decided here.
import { Agent, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { type AnswerLimits, answerTo, type HttpsResult } from './http-answer.ts';

export interface HttpMessage {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

class OneSocketAgent extends Agent {
  #socket: Duplex | null;

  constructor(socket: Duplex) {
    super({ keepAlive: true, maxSockets: 1 });
    this.#socket = socket;
  }

  override createConnection(): Duplex {
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) throw Object.assign(new Error('the connection is over'), { code: 'ECONNRESET' });
    return socket;
  }
}

export class HttpConnection {
  readonly #socket: Duplex;
  readonly #agent: OneSocketAgent;
  #isOver = false;

  constructor(socket: Duplex) {
    this.#socket = socket;
    this.#agent = new OneSocketAgent(socket);
  }

  /** Another request may go over it. */
  get isOpen(): boolean {
    return !this.#isOver && !this.#socket.destroyed && this.#socket.writable;
  }

  /** Never rejects. */
  async exchange({ body, ...message }: HttpMessage, limits: AnswerLimits): Promise<HttpsResult> {
    const length = Buffer.byteLength(body ?? '');
    const headers = { ...message.headers, ...(length > 0 ? { 'content-length': String(length) } : {}) };
    // Neither host nor port lead anywhere: the agent has the one socket there is.
    const outgoing = request({ agent: this.#agent, method: message.method, path: message.path, headers });
    const result = await answerTo(outgoing, { ...limits, ...(body === undefined ? {} : { body }) });
    const says = result.ok ? String(result.headers.connection ?? '').toLowerCase() : 'close';
    if (says.includes('close')) this.#isOver = true;
    return result;
  }

  close(): void {
    this.#isOver = true;
    this.#agent.destroy();
    this.#socket.destroy();
  }
}
