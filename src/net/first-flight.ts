// What a server sends in answer to a ClientHello, until it is told what it chose (RFC 5246 §7.4, RFC 8446 §4). In pieces of any
// size, from anybody: bounded, and never read over its end. Pure.
import type { HelloChoice } from '../model/server-tls.ts';

const RECORD = { alert: 21, handshake: 22 } as const;
const MESSAGE = { serverHello: 2, certificate: 11, serverKeyExchange: 12, serverHelloDone: 14 } as const;
const EXTENSION = { supportedVersions: 43, keyShare: 51, renegotiationInfo: 0xff01 } as const;
const TLS12 = 0x0303;
const TLS13 = 0x0304;
/** RFC 8446 §4.1.3: a ServerHello with this random is a HelloRetryRequest. */
const RETRY_RANDOM = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';
/** Of a whole first flight: chains of real servers have at most some 20 KB. */
const MAX_FLIGHT_BYTES = 65_536;
const MAX_RECORD_BYTES = 16_384 + 2_048;
const WARNING = 1;

export interface ServerFlight extends Omit<HelloChoice, 'certificate'> {
  /** DER of the server's own; null: TLS 1.3 hides it, or none was sent. */
  readonly leaf: Buffer | null;
}

export type HelloOutcome =
  | { readonly kind: 'chosen'; readonly flight: ServerFlight }
  | { readonly kind: 'refused'; readonly alert: number }
  /** No TLS, or TLS that breaks its own rules. */
  | { readonly kind: 'malformed' };

const MALFORMED: HelloOutcome = { kind: 'malformed' };

/** What the server sends, in pieces of any size, until it is told what it chose. Whatever comes is bounded. */
export class FlightReader {
  #records: Buffer = Buffer.alloc(0);
  #messages: Buffer = Buffer.alloc(0);
  #seen = 0;
  #hello: Hello | null = null;
  #leaf: Buffer | null = null;
  #exchange: KeyExchange = NO_EXCHANGE;

  /** null: more must come. Not to be asked again once it has answered. */
  push(bytes: Buffer): HelloOutcome | null {
    this.#seen += bytes.length;
    if (this.#seen > MAX_FLIGHT_BYTES) return MALFORMED;
    this.#records = Buffer.concat([this.#records, bytes]);
    for (;;) {
      const header = this.#records.subarray(0, 5);
      // A greeting in the clear, or HTML, is told by its first bytes.
      if (header.length > 0 && header[0] !== RECORD.alert && header[0] !== RECORD.handshake) return MALFORMED;
      if (header.length > 1 && header[1] !== 3) return MALFORMED;
      if (header.length < 5) return null;
      const length = header.readUInt16BE(3);
      if (length === 0 || length > MAX_RECORD_BYTES) return MALFORMED;
      if (this.#records.length < 5 + length) return null;
      const body = this.#records.subarray(5, 5 + length);
      this.#records = this.#records.subarray(5 + length);
      const outcome = header[0] === RECORD.alert ? readAlert(body) : this.#takeMessages(body);
      if (outcome) return outcome;
    }
  }

  #takeMessages(bytes: Buffer): HelloOutcome | null {
    this.#messages = Buffer.concat([this.#messages, bytes]);
    while (this.#messages.length >= 4) {
      const length = this.#messages.readUIntBE(1, 3);
      if (length > MAX_FLIGHT_BYTES) return MALFORMED;
      if (this.#messages.length < 4 + length) return null;
      const type = this.#messages[0] ?? 0;
      const body = this.#messages.subarray(4, 4 + length);
      this.#messages = this.#messages.subarray(4 + length);
      const outcome = this.#takeMessage(type, body);
      if (outcome) return outcome;
    }
    return null;
  }

  #takeMessage(type: number, body: Buffer): HelloOutcome | null {
    const reader = new Cursor(body);
    if (type === MESSAGE.serverHello) this.#hello = readServerHello(reader);
    if (!this.#hello) return MALFORMED;
    if (type === MESSAGE.certificate) this.#leaf = readLeaf(reader);
    if (type === MESSAGE.serverKeyExchange) this.#exchange = readKeyExchange(reader, this.#hello);
    const isDone = this.#hello.version >= TLS13 || type === MESSAGE.serverHelloDone;
    if (reader.isOverrun) return MALFORMED;
    if (!isDone) return null;
    const { group, ...hello } = this.#hello;
    const exchange = { ...this.#exchange, group: group ?? this.#exchange.group };
    return { kind: 'chosen', flight: { ...hello, ...exchange, leaf: this.#leaf } };
  }
}

/** A warning such as unrecognized_name (RFC 6066 §3) does not end the handshake. */
function readAlert(body: Buffer): HelloOutcome | null {
  if (body.length !== 2) return MALFORMED;
  return body[0] === WARNING && body[1] !== 0 ? null : { kind: 'refused', alert: body[1] ?? 0 };
}

interface Hello {
  readonly version: number;
  readonly suite: number;
  readonly group: number | null;
  readonly secureRenegotiation: boolean | null;
}

function readServerHello(reader: Cursor): Hello {
  const legacyVersion = reader.number(2);
  const isRetry = reader.take(32).toString('hex') === RETRY_RANDOM;
  reader.take(reader.number(1));
  const suite = reader.number(2);
  reader.number(1);
  const extensions = new Cursor(reader.left > 0 ? reader.take(reader.number(2)) : Buffer.alloc(0));
  let version = legacyVersion;
  let group: number | null = null;
  let secureRenegotiation = false;
  while (extensions.left > 0 && !extensions.isOverrun) {
    const type = extensions.number(2);
    const body = new Cursor(extensions.take(extensions.number(2)));
    if (type === EXTENSION.supportedVersions) version = body.number(2);
    if (type === EXTENSION.keyShare) group = body.number(2);
    if (type === EXTENSION.renegotiationInfo) secureRenegotiation = true;
  }
  return { version: isRetry ? TLS13 : version, suite, group, secureRenegotiation: version >= TLS13 ? null : secureRenegotiation };
}

function readLeaf(reader: Cursor): Buffer | null {
  const list = new Cursor(reader.take(reader.number(3)));
  if (list.left === 0) return null;
  const leaf = list.take(list.number(3));
  return list.isOverrun ? null : leaf;
}

type KeyExchange = Pick<ServerFlight, 'group' | 'dhBits' | 'signature'>;
const NO_EXCHANGE: KeyExchange = { group: null, dhBits: null, signature: null };
const NAMED_CURVE = 3;

/** RFC 8422 §5.4 for elliptic curves, RFC 5246 §7.4.3 for Diffie-Hellman: which of the two, its suite says. */
function readKeyExchange(reader: Cursor, { version, suite }: Hello): KeyExchange {
  const signature = (): number | null => (version >= TLS12 && reader.left >= 2 ? reader.number(2) : null);
  if (isEcdhe(suite)) {
    if (reader.number(1) !== NAMED_CURVE) return NO_EXCHANGE;
    const group = reader.number(2);
    reader.take(reader.number(1));
    return { group, dhBits: null, signature: signature() };
  }
  const prime = reader.take(reader.number(2));
  reader.take(reader.number(2));
  reader.take(reader.number(2));
  return { group: null, dhBits: bitsOf(prime), signature: signature() };
}

/** The registry has ECDHE under 0xC0xx and 0xCCxx, where three of ChaCha20 are not its own. */
const isEcdhe = (suite: number): boolean =>
  (suite >= 0xc001 && suite <= 0xc09b) ||
  (suite >= 0xc0ac && suite <= 0xc0af) ||
  [0xcc13, 0xcc14, 0xcca8, 0xcca9].includes(suite);

function bitsOf(number: Buffer): number {
  const first = number.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (number.length - first) * 8 - Math.clz32(number[first] ?? 0) + 24;
}

/** Reads on, and never over the end: what is not there reads as zero, and is remembered. */
class Cursor {
  readonly #bytes: Buffer;
  #at = 0;
  isOverrun = false;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(length: number): Buffer {
    if (length > this.left) this.isOverrun = true;
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += taken.length;
    return taken;
  }

  number(bytes: number): number {
    return this.take(bytes).reduce((value, byte) => value * 256 + byte, 0);
  }
}
