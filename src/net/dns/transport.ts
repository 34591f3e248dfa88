// One DNS message out and one back, over UDP or TCP, to one server. Knows sockets and nothing of what the bytes mean:
// whether a message is the answer is for the caller's `read` to say. Every socket closes with its exchange.
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';

export interface DnsServer {
  readonly address: string;
  readonly port: number;
}

/** What an exchange came to. `systemCode`: ECONNREFUSED when an ICMP port unreachable or a RST came back. */
export type Exchange<T> = { readonly value: T } | { readonly systemCode: string };

export interface Running<T> {
  readonly result: Promise<Exchange<T>>;
  /** Ends it and closes its socket; the result then is ECANCELLED. */
  readonly cancel: () => void;
}

const systemCodeOf = (error: Error): string => (error as NodeJS.ErrnoException).code ?? 'EIO';

/** A reader of ours that throws has a bug: whoever waits for the answer gets to know, and no event of a socket brings all down. */
function readOr<T>(reject: (bug: unknown) => void, read: (message: Buffer) => T | undefined, message: Buffer): T | undefined {
  try {
    return read(message);
  } catch (bug) {
    reject(bug);
    return undefined;
  }
}

/**
 * The socket is connected, so the kernel drops whatever comes from another address or port, and tells of ICMP errors.
 * `read` returns undefined for a message that is not the answer: it goes on waiting.
 */
export function exchangeOverUdp<T>(server: DnsServer, query: Buffer, read: (message: Buffer) => T | undefined): Running<T> {
  let settle: (exchange: Exchange<T>) => void = () => undefined;
  const socket = createSocket(server.address.includes(':') ? 'udp6' : 'udp4');
  let isClosed = false;
  const result = new Promise<Exchange<T>>((resolve, reject) => {
    settle = (exchange) => {
      if (isClosed) return;
      isClosed = true;
      socket.close();
      resolve(exchange);
    };
    socket.on('error', (error) => settle({ systemCode: systemCodeOf(error) }));
    socket.on('message', (message) => {
      const value = readOr(reject, read, message);
      if (value !== undefined) settle({ value });
    });
    // Without a route Node calls back with the error, which its types leave out, and the socket is not connected.
    socket.connect(server.port, server.address, (failed?: Error) => {
      if (failed) settle({ systemCode: systemCodeOf(failed) });
      if (isClosed) return;
      socket.send(query, (error) => {
        if (error) settle({ systemCode: systemCodeOf(error) });
      });
    });
  });
  return { result, cancel: () => settle({ systemCode: 'ECANCELLED' }) };
}

/** RFC 7766: the same message behind two bytes of length. Reads one message of at most `maxBytes`. */
export function exchangeOverTcp<T>(
  server: DnsServer,
  query: Buffer,
  maxBytes: number,
  read: (message: Buffer) => T | undefined,
): Running<T> {
  let settle: (exchange: Exchange<T>) => void = () => undefined;
  const socket = connect({ host: server.address, port: server.port });
  const result = new Promise<Exchange<T>>((resolve, reject) => {
    settle = (exchange) => {
      socket.destroy();
      resolve(exchange);
    };
    let received = Buffer.alloc(0);
    socket.on('error', (error) => settle({ systemCode: systemCodeOf(error) }));
    socket.on('close', () => settle({ systemCode: 'ECONNRESET' }));
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      if (received.length < 2) return;
      const length = received.readUInt16BE(0);
      if (length > maxBytes) return settle({ systemCode: 'EBADRESP' });
      if (received.length < 2 + length) return;
      const value = readOr(reject, read, received.subarray(2, 2 + length));
      settle(value === undefined ? { systemCode: 'EBADRESP' } : { value });
    });
    const length = Buffer.alloc(2);
    length.writeUInt16BE(query.length);
    socket.write(Buffer.concat([length, query]));
  });
  return { result, cancel: () => settle({ systemCode: 'ECANCELLED' }) };
}
