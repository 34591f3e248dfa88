// A client of the plainest kind, on node:net and node:tls alone, to test the lab with: it shares no code with the probe.
import { connect, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';
import type { Lab } from '../../../src/lab/lab.ts';

export class PlainClient {
  #socket: Socket;
  #text = '';
  #ended = false;
  #wake = () => {};
  readonly #lab: Pick<Lab, 'host' | 'caPem'>;

  constructor(socket: Socket, lab: Pick<Lab, 'host' | 'caPem'>) {
    this.#socket = socket;
    this.#lab = lab;
    this.#listen();
  }

  get tls(): TLSSocket {
    return this.#socket as TLSSocket;
  }

  get ended(): boolean {
    return this.#ended;
  }

  #listen(): void {
    this.#socket.on('data', (chunk: Buffer) => {
      this.#text += chunk.toString('latin1');
      this.#wake();
    });
    for (const event of ['end', 'error', 'close']) {
      this.#socket.on(event, () => {
        this.#ended = true;
        this.#wake();
      });
    }
  }

  async #until(done: () => boolean): Promise<void> {
    while (!done() && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** The next line; null at the end. */
  async line(): Promise<string | null> {
    await this.#until(() => this.#text.includes('\r\n'));
    const at = this.#text.indexOf('\r\n');
    if (at < 0) return null;
    const line = this.#text.slice(0, at);
    this.#text = this.#text.slice(at + 2);
    return line;
  }

  /** An SMTP reply: lines until one without a hyphen. */
  async reply(): Promise<string[]> {
    const lines: string[] = [];
    for (;;) {
      const line = await this.line();
      if (line === null) return lines;
      lines.push(line);
      if (line[3] !== '-') return lines;
    }
  }

  /** Sends a line, gives the reply. */
  async ask(line: string): Promise<string[]> {
    this.write(`${line}\r\n`);
    return this.reply();
  }

  write(text: string | Buffer): void {
    this.#socket.write(text);
  }

  async ending(): Promise<void> {
    await this.#until(() => false);
  }

  /** Everything that comes until the end. */
  async rest(): Promise<string> {
    await this.ending();
    return this.#text;
  }

  /** The handshake, on the connection as it stands. */
  async upgrade(options: ConnectionOptions = {}): Promise<void> {
    this.#socket.removeAllListeners('data');
    const secure = connectTls({ socket: this.#socket, servername: this.#lab.host, ca: this.#lab.caPem, ...options });
    await new Promise<void>((resolve, reject) => {
      secure.once('secureConnect', resolve);
      secure.once('error', reject);
    });
    this.#socket = secure;
    this.#listen();
  }

  end(): void {
    this.#socket.destroy();
  }
}

/** A connection in the clear. */
export async function dial(lab: Lab, role: string): Promise<PlainClient> {
  const socket = connect(lab.port(role), lab.address);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return new PlainClient(socket, lab);
}

/** A connection under TLS from the first byte. */
export async function dialTls(lab: Lab, role: string, options: ConnectionOptions = {}): Promise<PlainClient> {
  const socket = connectTls({ port: lab.port(role), host: lab.address, servername: lab.host, ca: lab.caPem, ...options });
  await new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve);
    socket.once('error', reject);
  });
  return new PlainClient(socket, lab);
}

/** SMTP up to EHLO under TLS. */
export async function enter(lab: Lab, role = 'submissions', options: ConnectionOptions = {}): Promise<PlainClient> {
  const client = await dialTls(lab, role, options);
  await client.reply();
  await client.ask('EHLO client.test');
  return client;
}

export const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');
export const unbase64 = (text: string): string => Buffer.from(text, 'base64').toString('utf8');
