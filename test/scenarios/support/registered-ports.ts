// Servers on the registered ports, which no test may bind: a SOCKS proxy on loopback, whose connections to a port number are
// taken by what a test puts there. For tests alone.
import type net from 'node:net';
import { openRawPort } from './raw-port.ts';

export interface RegisteredPorts {
  /** Of the check. */
  readonly argv: readonly string[];
  /** Connections so far, by port number. */
  readonly taken: ReadonlyMap<number, number>;
  close(): void;
}

const GRANTED = 0;
const REFUSED = 5;
const answer = (code: number): Buffer => Buffer.from([5, code, 0, 1, 127, 0, 0, 1, 0, 25]);

/** `number`: of the connection to that port, from 0. */
export type OnConnection = (socket: net.Socket, number: number) => void;

/** What is not among `servers` refuses its connections. */
export async function openRegisteredPorts(servers: Readonly<Record<number, OnConnection>>): Promise<RegisteredPorts> {
  const taken = new Map<number, number>();
  const proxy = await openRawPort((socket) => {
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', (request: Buffer) => {
        const port = request.readUInt16BE(request.length - 2);
        const server = servers[port];
        if (!server) return void socket.end(answer(REFUSED));
        socket.write(answer(GRANTED));
        const number = taken.get(port) ?? 0;
        taken.set(port, number + 1);
        server(socket, number);
      });
    });
  });
  return { argv: ['--proxy', `socks5h://127.0.0.1:${proxy.port}`], taken, close: () => proxy.close() };
}
