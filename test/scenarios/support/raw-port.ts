// A loopback port that does with each connection what a test tells it to, for servers that no lab plays: other services, and
// mail servers with their own idea of a session. For tests alone.
import { once } from 'node:events';
import net from 'node:net';
import tls, { type TLSSocket } from 'node:tls';
import { labCertificate } from '../../../src/lab/certificates.ts';

export interface RawPort {
  readonly port: number;
  /** How many connections it took, and how many stood at once at the most. */
  readonly taken: () => number;
  readonly most: () => number;
  close(): void;
}

export type Line = (line: string) => string | null;

export async function openRawPort(onConnection: (socket: net.Socket, number: number) => void): Promise<RawPort> {
  const sockets = new Set<net.Socket>();
  let taken = 0;
  let most = 0;
  const server = net.createServer((socket) => {
    sockets.add(socket);
    most = Math.max(most, sockets.size);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    onConnection(socket, taken++);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as net.AddressInfo).port,
    taken: () => taken,
    most: () => most,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** A mail server: its greeting, and an answer to each line. Null ends the connection. `STARTTLS\r\n` and `STLS\r\n` in an answer begin TLS. */
export function talk(socket: net.Socket | TLSSocket, greeting: string | null, answer: Line, underTls: Line = answer): void {
  let rest = '';
  if (greeting !== null) socket.write(greeting);
  const onData = (bytes: Buffer): void => {
    const lines = (rest + bytes.toString('latin1')).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const said = answer(line);
      if (said === null) {
        socket.end();
        return;
      }
      socket.write(said);
      if (!/^(?:\S+ )?STARTTLS$|^STLS$/i.test(line) || !/^(?:2|\S+ OK|\+OK)/.test(said)) continue;
      socket.off('data', onData);
      talk(secure(socket as net.Socket), null, underTls);
      return;
    }
  };
  socket.on('data', onData);
}

export function secure(socket: net.Socket, options: tls.TLSSocketOptions = {}): TLSSocket {
  const { chainPem, keyPem } = labCertificate('good');
  const secured = new tls.TLSSocket(socket, { isServer: true, cert: chainPem, key: keyPem, ...options });
  return secured.on('error', () => {});
}

/** SMTP by first words; what is not among them is not known to the server. */
export const answers =
  (known: Readonly<Record<string, string | null>>): Line =>
  (line) => {
    const word = line.split(' ')[0]?.toUpperCase() ?? '';
    if (word in known) return known[word] ?? null;
    return word === 'QUIT' ? null : '500 5.5.1 command not recognized\r\n';
  };
