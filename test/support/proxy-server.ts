// Proxies of the tests' own on ephemeral loopback ports: SOCKS 4, 4a, 5 and HTTP CONNECT, well-behaved or not, with a
// greeting of their own in place of a mail server where one is to come glued to the answer. Not for anything but tests.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

export type ProxyKind = 'socks4' | 'socks5' | 'http';
export type ProxyBehaviour =
  | 'relay'
  /** Answers with `refusal`, or what the kind has for it. */
  | 'refuse'
  /** Sends `said` at the first byte, and closes. */
  | 'garbage'
  | 'silent'
  /** Closes at once. */
  | 'close'
  /** Sends back what it gets. */
  | 'echo'
  /** Talks as it should, and never gives the last answer. */
  | 'stall'
  | 'reset';

export interface ProxySettings {
  readonly kind: ProxyKind;
  readonly behaviour?: ProxyBehaviour;
  readonly user?: string;
  readonly password?: string;
  /** SOCKS: the code; HTTP: the whole header, or the status line. */
  readonly refusal?: number | string;
  readonly said?: string;
  /** Sent in one write with the grant, in place of a connection to anywhere. */
  readonly glued?: string;
  /** The grant goes out in writes of one byte. */
  readonly drip?: boolean;
  /** Names that it resolves. */
  readonly names?: Readonly<Record<string, string>>;
  /** PEM: the proxy is spoken to under TLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface ProxyRequest {
  readonly host: string;
  readonly port: number;
  readonly byName: boolean;
  readonly user: string | null;
}

export interface TestServer {
  readonly port: number;
  /** How many connections are open. */
  readonly open: () => number;
  readonly close: () => Promise<void>;
}

class Reader {
  #buffer: Buffer = Buffer.alloc(0);
  #wake: () => void = () => {};
  #isOver = false;
  readonly socket: Socket;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', this.#onData).on('close', () => {
      this.#isOver = true;
      this.#wake();
    });
  }

  #onData = (bytes: Buffer): void => {
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    this.#wake();
  };

  async take(count: number): Promise<Buffer> {
    while (this.#buffer.length < count) {
      if (this.#isOver) throw new Error('the client is gone');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const taken = this.#buffer.subarray(0, count);
    this.#buffer = this.#buffer.subarray(count);
    return taken;
  }

  async takeThrough(mark: string): Promise<string> {
    let text = '';
    while (!text.endsWith(mark)) text += (await this.take(1)).toString('latin1');
    return text.slice(0, -mark.length);
  }

  release(): Buffer {
    this.socket.off('data', this.#onData);
    return this.#buffer;
  }
}

interface Asked extends ProxyRequest {
  readonly granted: Buffer;
  readonly refused: Buffer;
}

async function readSocks4(reader: Reader, { refusal }: ProxySettings): Promise<Asked> {
  const head = await reader.take(8);
  const user = await reader.takeThrough('\0');
  const byName = head.readUInt32BE(4) < 256;
  const host = byName ? await reader.takeThrough('\0') : [...head.subarray(4)].join('.');
  const reply = (code: number): Buffer => Buffer.from([0, code, 0, 0, 0, 0, 0, 0]);
  const refused = reply(typeof refusal === 'number' ? refusal : 0x5b);
  return { host, port: head.readUInt16BE(2), byName, user, granted: reply(0x5a), refused };
}

async function readSocks5(reader: Reader, settings: ProxySettings): Promise<Asked | null> {
  const count = (await reader.take(2))[1] ?? 0;
  const methods = [...(await reader.take(count))];
  const text = async (): Promise<string> => (await reader.take((await reader.take(1))[0] ?? 0)).toString();
  let user: string | null = null;
  if (settings.user === undefined) reader.socket.write(Buffer.from([5, 0]));
  else {
    if (!methods.includes(2)) {
      reader.socket.end(Buffer.from([5, 0xff]));
      return null;
    }
    reader.socket.write(Buffer.from([5, 2]));
    await reader.take(1);
    user = await text();
    const isRight = (await text()) === settings.password && user === settings.user;
    reader.socket.write(Buffer.from([1, isRight ? 0 : 1]));
    if (!isRight) {
      reader.socket.end();
      return null;
    }
  }
  const type = (await reader.take(4))[3];
  const groups = type === 4 ? (await reader.take(16)).toString('hex').match(/.{4}/g) : null;
  const host = groups?.join(':') ?? (type === 3 ? await text() : [...(await reader.take(4))].join('.'));
  const port = (await reader.take(2)).readUInt16BE();
  const reply = (code: number): Buffer => Buffer.from([5, code, 0, 1, 127, 0, 0, 1, 0, 25]);
  return { host, port, byName: type === 3, user, granted: reply(0), refused: reply(Number(settings.refusal ?? 2)) };
}

async function readHttp(reader: Reader, settings: ProxySettings): Promise<Asked | null> {
  const head = await reader.takeThrough('\r\n\r\n');
  const [, host = '', port = ''] = /^CONNECT (\[[^\]]+\]|[^:]+):(\d+) HTTP\/1\.1\r\n/.exec(head) ?? [];
  const login = Buffer.from(/^proxy-authorization: basic (.+)$/im.exec(head)?.[1] ?? '', 'base64').toString();
  if (settings.user !== undefined && login !== `${settings.user}:${settings.password}`) {
    reader.socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n');
    return null;
  }
  const refused = `${settings.refusal ?? 'HTTP/1.1 403 Forbidden'}\r\n\r\n`;
  const byName = !/^[\d.]+$|^\[/.test(host);
  const granted = Buffer.from('HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n');
  return { host, port: Number(port), byName, user: settings.user ?? null, granted, refused: Buffer.from(refused) };
}

const READERS = { socks4: readSocks4, socks5: readSocks5, http: readHttp };

async function serve(socket: Socket, settings: ProxySettings, requests: ProxyRequest[]): Promise<void> {
  const { behaviour = 'relay', kind, said = '\u0000\u00ffnothing of the kind\r\n\r\n' } = settings;
  if (behaviour === 'close') return void socket.end();
  if (behaviour === 'silent') return void socket.resume();
  if (behaviour === 'echo') return void socket.pipe(socket);
  const reader = new Reader(socket);
  if (behaviour === 'garbage' || behaviour === 'reset') {
    await reader.take(1);
    return behaviour === 'reset' ? void socket.resetAndDestroy() : void socket.end(Buffer.from(said, 'latin1'));
  }
  const asked = await READERS[kind](reader, settings);
  if (!asked) return;
  const { host, port, byName, user, granted, refused } = asked;
  requests.push({ host, port, byName, user });
  if (behaviour === 'stall') return;
  if (behaviour === 'refuse') return void socket.end(refused);
  if (settings.glued !== undefined) return void socket.write(Buffer.concat([granted, Buffer.from(settings.glued)]));
  await relay(reader, byName ? (settings.names?.[host] ?? '') : host, port, granted, settings.drip ?? false);
}

async function relay(reader: Reader, address: string, port: number, granted: Buffer, drip: boolean): Promise<void> {
  const { socket } = reader;
  const upstream = connect({ host: address, port });
  upstream.on('error', () => socket.destroy());
  socket.on('close', () => upstream.destroy());
  await once(upstream, 'connect');
  for (const byte of drip ? granted : []) {
    socket.write(Buffer.from([byte]));
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (!drip) socket.write(granted);
  upstream.write(reader.release());
  socket.pipe(upstream).pipe(socket);
}

async function listen(server: Server, host: string): Promise<TestServer> {
  const sockets = new Set<Socket>();
  server.on(server.listenerCount('secureConnection') > 0 ? 'secureConnection' : 'connection', (socket: Socket) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
  });
  server.listen(0, host);
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port: (server.address() as AddressInfo).port, open: () => sockets.size, close };
}

export async function startProxy(settings: ProxySettings): Promise<TestServer & { readonly requests: readonly ProxyRequest[] }> {
  const requests: ProxyRequest[] = [];
  const onConnection = (socket: Socket): void => {
    serve(socket, settings, requests).catch(() => socket.destroy());
  };
  const server = settings.tls ? createTlsServer(settings.tls).on('secureConnection', onConnection) : createServer(onConnection);
  return { ...(await listen(server, '127.0.0.1')), requests };
}

/** Greets and answers each line with the same line. */
export function startGreeter(greeting: string): Promise<TestServer> {
  return listen(
    createServer((socket) => {
      socket.write(greeting);
      socket.pipe(socket);
    }),
    '127.0.0.1',
  );
}
