// A server on a loopback port for tests of the ladder: a greeting, and an answer to each line by its first word. It has no
// TLS, keeps what it hears, and says nothing where it has no answer.
import { once } from 'node:events';
import net from 'node:net';

export interface ScriptedServer {
  readonly port: number;
  /** One list of lines for each connection that was taken, in order. */
  readonly heard: readonly (readonly string[])[];
  close(): Promise<void>;
}

export interface Script {
  /** Of the connection with this number, from 0; null: it stays silent. */
  readonly greeting?: (connection: number) => string | null;
  /** By the first word of a line, in upper case; with its CRLF. */
  readonly answers?: Readonly<Record<string, string>>;
  /** The connection ends after the answer to this, as it does after QUIT. */
  readonly endsAfter?: string;
}

const EHLO_ANSWER = '250-mail.example.org greets you [127.0.0.1]\r\n250-SIZE 1000\r\n250 AUTH PLAIN\r\n';

export async function startScriptedServer({
  greeting = () => '220 mail.example.org ESMTP\r\n',
  answers = { EHLO: EHLO_ANSWER },
  endsAfter = 'QUIT',
}: Script = {}): Promise<ScriptedServer> {
  const heard: string[][] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    const lines: string[] = [];
    const text = greeting(heard.push(lines) - 1);
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    let rest = '';
    socket.on('data', (bytes: Buffer) => {
      const [last = '', ...whole] = (rest + bytes.toString('latin1')).split('\r\n').reverse();
      rest = last;
      for (const line of whole.reverse()) {
        lines.push(line);
        const word = line.split(' ')[0]?.toUpperCase() ?? '';
        const answer = answers[word] ?? '';
        if (word === 'QUIT' || word === endsAfter) socket.end(answer);
        else socket.write(answer);
      }
    });
    if (text !== null) socket.write(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound ? bound.port : 0,
    heard,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A port of loopback on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = await startScriptedServer();
  await server.close();
  return server.port;
}
