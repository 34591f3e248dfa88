// The built program as the server of an assistant, line by line, so that a test has every byte of both directions and of its
// stderr. For tests alone; the SDK's own client is elsewhere.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { PROGRAM } from '../scenarios/support/built-program.ts';

export interface McpAnswer {
  readonly result?: {
    readonly isError?: boolean;
    readonly content?: readonly { readonly text: string }[];
    readonly structuredContent?: Readonly<Record<string, unknown>>;
  };
  readonly error?: { readonly message: string };
}

interface Message extends McpAnswer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

export class McpSession {
  /** What the server wrote: each line of stdout, then what stands on stderr. */
  readonly written: string[] = [];
  readonly messages: Message[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, (answer: McpAnswer) => void>();
  readonly #ended: Promise<void>;
  #count = 0;

  private constructor(options: readonly string[], env: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, [PROGRAM, 'mcp', ...options], { env: { PATH: process.env.PATH ?? '', ...env } });
    this.#child.stdin.on('error', () => {}); // It may have ended.
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => this.written.push(text));
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#read(line));
    this.#ended = new Promise((resolve) => this.#child.once('close', () => resolve()));
  }

  static async start(options: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<McpSession> {
    const session = new McpSession(options, env);
    const clientInfo = { name: 'test', version: '1.0.0' };
    await session.ask('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
    session.send({ method: 'notifications/initialized' });
    return session;
  }

  #read(line: string): void {
    this.written.push(line);
    const message = JSON.parse(line) as Message;
    this.messages.push(message);
    if (message.id === undefined) return;
    this.#waiting.get(message.id)?.(message);
    this.#waiting.delete(message.id);
  }

  /** A line as it is. */
  write(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  send(message: Readonly<Record<string, unknown>>): void {
    this.write(JSON.stringify({ jsonrpc: '2.0', ...message }));
  }

  /** The id of the request, and the answer to it. */
  begin(method: string, params: Readonly<Record<string, unknown>>): { readonly id: number; readonly answer: Promise<McpAnswer> } {
    this.#count += 1;
    const id = this.#count;
    const answer = new Promise<McpAnswer>((resolve) => this.#waiting.set(id, resolve));
    this.send({ id, method, params });
    return { id, answer };
  }

  ask(method: string, params: Readonly<Record<string, unknown>>): Promise<McpAnswer> {
    return this.begin(method, params).answer;
  }

  call(name: string, given: unknown): Promise<McpAnswer> {
    return this.ask('tools/call', { name, arguments: given });
  }

  /** Ends stdin, as a client does, and waits for the end of the process. */
  async end(): Promise<void> {
    this.#child.stdin.end();
    await this.#ended;
  }
}
