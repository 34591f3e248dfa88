// A TLS 1.2 server written down to the record (RFC 5246, RFC 5288, RFC 8422), since no library lets a server choose what a
// hostile one may choose: its session id, and a ticket (RFC 5077) of any bytes and any length up to 65,535. One cipher
// suite, no extended master secret, no checks of the client: it attacks, and must not be used for anything else.
import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHash,
  createHmac,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';

export interface Tls12Config {
  /** DER, its own first. */
  readonly certificates: readonly Buffer[];
  /** P-256. */
  readonly key: KeyObject;
  readonly sessionId?: Buffer;
  readonly ticket?: Buffer;
  /** Waited for before the ServerHello. */
  readonly ready?: Promise<unknown>;
  /** Said under TLS when it stands, and to each line; null closes. */
  readonly greeting: string;
  readonly answer: (line: string) => string | null;
}

export interface Tls12Server {
  readonly port: number;
  /** What clients said under TLS. */
  readonly lines: readonly string[];
  readonly close: () => Promise<void>;
}

const RECORD = { changeCipherSpec: 20, alert: 21, handshake: 22, data: 23 } as const;
const MESSAGE = {
  clientHello: 1,
  serverHello: 2,
  newSessionTicket: 4,
  certificate: 11,
  serverKeyExchange: 12,
  serverHelloDone: 14,
  clientKeyExchange: 16,
  finished: 20,
} as const;
/** TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256. */
const CIPHER_SUITE = [0xc0, 0x2b];
const VERSION = Buffer.from([3, 3]);
const MAX_RECORD = 16_384;

const uint = (value: number, bytes: number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
};
const withLength = (bytes: number, body: Buffer): Buffer => Buffer.concat([uint(body.length, bytes), body]);
const hmac = (key: Buffer, ...parts: readonly Buffer[]): Buffer =>
  createHmac('sha256', key).update(Buffer.concat(parts)).digest();

/** RFC 5246 §5. */
function prf(secret: Buffer, label: string, seed: Buffer, length: number): Buffer {
  const labelled = Buffer.concat([Buffer.from(label), seed]);
  let made: Buffer = Buffer.alloc(0);
  for (let a = hmac(secret, labelled); made.length < length; a = hmac(secret, a))
    made = Buffer.concat([made, hmac(secret, a, labelled)]);
  return made.subarray(0, length);
}

/** One direction of AES-128-GCM (RFC 5288 §3). */
class Protection {
  readonly #key: Buffer;
  readonly #salt: Buffer;
  #sequence = 0n;

  constructor(key: Buffer, salt: Buffer) {
    this.#key = key;
    this.#salt = salt;
  }

  #header(type: number, length: number): Buffer {
    const sequence = Buffer.alloc(8);
    sequence.writeBigUInt64BE(this.#sequence++);
    return Buffer.concat([sequence, Buffer.from([type]), VERSION, uint(length, 2)]);
  }

  seal(type: number, plain: Buffer): Buffer {
    const header = this.#header(type, plain.length);
    const nonce = header.subarray(0, 8);
    const cipher = createCipheriv('aes-128-gcm', this.#key, Buffer.concat([this.#salt, nonce]));
    const sealed = cipher.setAAD(header).update(plain);
    cipher.final();
    return Buffer.concat([nonce, sealed, cipher.getAuthTag()]);
  }

  open(type: number, body: Buffer): Buffer {
    const [nonce, sealed, tag] = [body.subarray(0, 8), body.subarray(8, -16), body.subarray(-16)];
    const decipher = createDecipheriv('aes-128-gcm', this.#key, Buffer.concat([this.#salt, nonce]));
    decipher.setAAD(this.#header(type, sealed.length)).setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed), decipher.final()]);
  }
}

class Connection {
  readonly #socket: net.Socket;
  readonly #config: Tls12Config;
  readonly #onLine: (line: string) => void;
  readonly #ecdh = createECDH('prime256v1');
  readonly #serverRandom = randomBytes(32);
  #clientRandom: Buffer = Buffer.alloc(0);
  #master: Buffer = Buffer.alloc(0);
  #transcript: Buffer = Buffer.alloc(0);
  #records: Buffer = Buffer.alloc(0);
  #messages: Buffer = Buffer.alloc(0);
  #text = '';
  #reads: Protection | null = null;
  #writes: Protection | null = null;
  #readsNext: Protection | null = null;

  constructor(socket: net.Socket, config: Tls12Config, onLine: (line: string) => void) {
    this.#socket = socket;
    this.#config = config;
    this.#onLine = onLine;
    socket.on('error', () => {});
    socket.on('data', (bytes: Buffer) => {
      this.#records = Buffer.concat([this.#records, bytes]);
      this.#readRecords();
    });
  }

  #readRecords(): void {
    while (this.#records.length >= 5) {
      const [type, length] = [this.#records.readUInt8(0), this.#records.readUInt16BE(3)];
      if (this.#records.length < 5 + length) return;
      const body = this.#records.subarray(5, 5 + length);
      this.#records = this.#records.subarray(5 + length);
      const plain = this.#reads && type !== RECORD.changeCipherSpec ? this.#reads.open(type, body) : body;
      if (type === RECORD.changeCipherSpec) this.#reads = this.#readsNext;
      else if (type === RECORD.handshake) this.#readMessages(plain);
      else if (type === RECORD.data) this.#readText(plain);
      else this.#socket.end();
    }
  }

  #readMessages(bytes: Buffer): void {
    this.#messages = Buffer.concat([this.#messages, bytes]);
    while (this.#messages.length >= 4) {
      const length = this.#messages.readUIntBE(1, 3);
      if (this.#messages.length < 4 + length) return;
      const whole = this.#messages.subarray(0, 4 + length);
      this.#messages = this.#messages.subarray(4 + length);
      this.#transcript = Buffer.concat([this.#transcript, whole]);
      const body = whole.subarray(4);
      if (whole[0] === MESSAGE.clientHello) void this.#sayHello(body);
      else if (whole[0] === MESSAGE.clientKeyExchange) this.#deriveKeys(body);
      else if (whole[0] === MESSAGE.finished) this.#finish();
    }
  }

  #send(type: number, plain: Buffer): void {
    for (let at = 0; at < plain.length; at += MAX_RECORD) {
      const piece = plain.subarray(at, at + MAX_RECORD);
      const body = this.#writes ? this.#writes.seal(type, piece) : piece;
      this.#socket.write(Buffer.concat([Buffer.from([type]), VERSION, withLength(2, body)]));
    }
  }

  #sendMessage(type: number, body: Buffer): void {
    const message = Buffer.concat([Buffer.from([type]), withLength(3, body)]);
    this.#transcript = Buffer.concat([this.#transcript, message]);
    this.#send(RECORD.handshake, message);
  }

  async #sayHello(hello: Buffer): Promise<void> {
    const { ready, certificates, key, sessionId = Buffer.alloc(0), ticket } = this.#config;
    await ready;
    this.#clientRandom = hello.subarray(2, 34);
    // renegotiation_info, which OpenSSL wants, and session_ticket.
    const extensions = Buffer.from(ticket ? 'ff01000100' + '00230000' : 'ff01000100', 'hex');
    const suite = Buffer.from([...CIPHER_SUITE, 0]);
    const parts = [VERSION, this.#serverRandom, withLength(1, sessionId), suite, withLength(2, extensions)];
    this.#sendMessage(MESSAGE.serverHello, Buffer.concat(parts));
    const list = Buffer.concat(certificates.map((der) => withLength(3, der)));
    this.#sendMessage(MESSAGE.certificate, withLength(3, list));
    // named_curve, secp256r1; ecdsa_secp256r1_sha256.
    const parameters = Buffer.concat([Buffer.from([3, 0, 23]), withLength(1, this.#ecdh.generateKeys())]);
    const signature = sign('sha256', Buffer.concat([this.#clientRandom, this.#serverRandom, parameters]), key);
    this.#sendMessage(MESSAGE.serverKeyExchange, Buffer.concat([parameters, Buffer.from([4, 3]), withLength(2, signature)]));
    this.#sendMessage(MESSAGE.serverHelloDone, Buffer.alloc(0));
  }

  #deriveKeys(body: Buffer): void {
    const premaster = this.#ecdh.computeSecret(body.subarray(1));
    this.#master = prf(premaster, 'master secret', Buffer.concat([this.#clientRandom, this.#serverRandom]), 48);
    const block = prf(this.#master, 'key expansion', Buffer.concat([this.#serverRandom, this.#clientRandom]), 40);
    this.#readsNext = new Protection(block.subarray(0, 16), block.subarray(32, 36));
    this.#serverKeys = new Protection(block.subarray(16, 32), block.subarray(36, 40));
  }

  #serverKeys: Protection | null = null;

  #finish(): void {
    const { ticket, greeting } = this.#config;
    if (ticket) this.#sendMessage(MESSAGE.newSessionTicket, Buffer.concat([uint(7200, 4), withLength(2, ticket)]));
    this.#send(RECORD.changeCipherSpec, Buffer.from([1]));
    this.#writes = this.#serverKeys;
    const seen = createHash('sha256').update(this.#transcript).digest();
    this.#sendMessage(MESSAGE.finished, prf(this.#master, 'server finished', seen, 12));
    this.#send(RECORD.data, Buffer.from(greeting));
  }

  #readText(bytes: Buffer): void {
    this.#text += bytes.toString('latin1');
    for (let end = this.#text.indexOf('\n'); end >= 0; end = this.#text.indexOf('\n')) {
      const line = this.#text.slice(0, end).trimEnd();
      this.#text = this.#text.slice(end + 1);
      this.#onLine(line);
      const answer = this.#config.answer(line);
      if (answer === null) this.#socket.end();
      else this.#send(RECORD.data, Buffer.from(answer));
    }
  }
}

export async function startTls12Server(config: Tls12Config): Promise<Tls12Server> {
  const lines: string[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    new Connection(socket, config, (line) => lines.push(line));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as net.AddressInfo).port,
    lines,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
