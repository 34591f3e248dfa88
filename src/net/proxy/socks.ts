// SOCKS 4, 4a, 5 (RFC 1928, 1929) from the client's side. The `socks` package makes and orders the messages; what the
// proxy answers is read here, since the package tells a refusal from nonsense only by its own wording. Opens no socket.
import { isIPv6 } from 'node:net';
import { Duplex } from 'node:stream';
import { SocksClient } from 'socks';
import type { ProxyOptions } from '../../model/plan.ts';
import type { ProxyDialogue, ProxyWire, Refusal } from './dialogue.ts';

/** RFC 1929 §2 gives the length of each one byte. */
const MAX_LOGIN_BYTES = 255;

/**
 * What the package takes for the connection. It is handed the proxy's answers byte by byte, so that none that comes
 * behind the last answer ever gets to it: it would emit them again a turn later, when nobody may be listening.
 */
class Counterpart extends Duplex {
  readonly #send: (bytes: Uint8Array) => void;

  constructor(send: (bytes: Uint8Array) => void) {
    super();
    this.#send = send;
  }

  override _read(): void {}

  override _write(bytes: Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    this.#send(bytes);
    done();
  }
}

/** `host`: an address, or (4a, 5h) a name for the proxy to resolve. `limitMs`: no longer than this lives any timer of it. */
export function socks(host: string, port: number, proxy: ProxyOptions, limitMs: number): ProxyDialogue {
  const type = proxy.scheme.startsWith('socks4') ? 4 : 5;
  const hasLogin = proxy.user !== null || proxy.password !== null;
  let answered: Buffer = Buffer.alloc(0);
  let wire: ProxyWire | null = null;
  let counterpart: Counterpart | null = null;
  const readAnswer = (): Refusal | null => (type === 4 ? readSocks4(answered) : readSocks5(answered, hasLogin));

  return {
    begin: (given) => {
      wire = given;
      const impossible = unsendable(host, type, proxy);
      if (impossible) return given.settle(impossible);
      counterpart = new Counterpart(given.write);
      const login = { userId: proxy.user ?? '', password: proxy.password?.reveal() ?? '' };
      const client = new SocksClient({
        command: 'connect',
        proxy: { host: proxy.host, port: proxy.port, type, ...(hasLogin ? login : {}) },
        destination: { host, port },
        timeout: limitMs + 1,
      });
      client.on('established', () => wire?.settle('granted'));
      // Its error holds the options, the password among them: not even its message goes on from here.
      client.on('error', () =>
        wire?.settle({ fault: 'protocol-error', detail: 'the proxy gave an answer that does not fit the dialogue' }),
      );
      client.connect(counterpart);
    },
    take: (byte) => {
      answered = Buffer.concat([answered, byte]);
      const refusal = readAnswer();
      if (refusal) wire?.settle(refusal);
      else counterpart?.emit('data', byte);
    },
    isUnderstood: () => type === 5 && answered.length >= lengthOfPreface(answered),
    end: () => {
      wire = null;
      counterpart?.destroy();
    },
  };
}

function unsendable(host: string, type: 4 | 5, { user, password }: ProxyOptions): Refusal | null {
  if (type === 4) {
    if (!isIPv6(host)) return null;
    return { fault: 'refused', detail: `SOCKS 4 carries IPv4 addresses alone, and this is ${host}: use socks5` };
  }
  const isLong = [user ?? '', password?.reveal() ?? ''].some((text) => Buffer.byteLength(text) > MAX_LOGIN_BYTES);
  if (!isLong) return null;
  return {
    fault: 'auth-required',
    detail: 'SOCKS 5 has room for 255 bytes of user name and of password, and one of these is longer',
  };
}

const GRANTED_4 = 0x5a;

/** The answer so far: why it is a refusal, or null while it may become a grant. 92 and 93 speak of identd, RFC 1413. */
export function readSocks4(bytes: Buffer): Refusal | null {
  const [version, code] = bytes;
  // The version of the answer is 0; some servers repeat the 4 of the request.
  if (version !== undefined && version !== 0 && version !== 4) {
    return { fault: 'protocol-error', detail: 'the proxy gave an answer that is no SOCKS 4' };
  }
  if (code === undefined || code === GRANTED_4) return null;
  if (code === 0x5b) return { fault: 'refused', detail: 'the proxy rejected the request or could not connect (SOCKS 4 code 91)' };
  if (code === 0x5c)
    return { fault: 'auth-required', detail: 'the proxy asks an identd on this machine, and finds none (SOCKS 4 code 92)' };
  if (code === 0x5d) return { fault: 'auth-required', detail: 'the proxy does not accept the user name (SOCKS 4 code 93)' };
  return { fault: 'protocol-error', detail: `the proxy gave an answer that is no SOCKS 4 (code ${code})` };
}

const NO_LOGIN = 0;
const USER_AND_PASSWORD = 2;
const NONE_ACCEPTABLE = 0xff;

/** RFC 1928 §6. */
const REASONS: Readonly<Record<number, string>> = {
  1: 'it failed for a reason that it does not name',
  2: 'its rules do not allow this connection',
  3: 'it finds the network of the mail host unreachable',
  4: 'it finds the mail host unreachable, or cannot resolve its name',
  5: 'the mail host refused the connection from it',
  6: 'its packets ran out of hops (TTL)',
  7: 'it does not know the command CONNECT',
  8: 'it does not know this type of address',
};
const ADDRESS_TYPES: readonly number[] = [1, 3, 4];

/** What comes ahead of the reply to CONNECT: the method, and where that is 2 the answer to the login. */
const lengthOfPreface = (bytes: Buffer): number => (bytes[1] === USER_AND_PASSWORD ? 4 : 2);

/** The answers so far: why they are a refusal, or null while they may become a grant. */
export function readSocks5(bytes: Buffer, hasLogin: boolean): Refusal | null {
  const [version, method] = bytes;
  if (version !== undefined && version !== 5)
    return { fault: 'protocol-error', detail: 'the proxy gave an answer that is no SOCKS 5' };
  if (method === undefined) return null;
  if (method === NONE_ACCEPTABLE || (method === USER_AND_PASSWORD && !hasLogin)) {
    const wants = hasLogin ? 'wants another kind of login than user name and password' : 'wants a login';
    return { fault: 'auth-required', detail: `the proxy ${wants} (SOCKS 5 method ${method})` };
  }
  if (method !== NO_LOGIN && method !== USER_AND_PASSWORD) {
    return { fault: 'protocol-error', detail: `the proxy chose a method that was not offered (${method})` };
  }
  const status = method === USER_AND_PASSWORD ? (bytes[3] ?? 0) : 0;
  if (status !== 0) {
    return { fault: 'auth-required', detail: `the proxy does not accept the user name and password (RFC 1929 status ${status})` };
  }
  const [replyVersion, code, , addressType] = bytes.subarray(lengthOfPreface(bytes));
  if (replyVersion !== undefined && replyVersion !== 5)
    return { fault: 'protocol-error', detail: 'the proxy gave an answer that is no SOCKS 5' };
  if (code !== undefined && code !== 0) {
    return {
      fault: 'refused',
      detail: `the proxy reports: ${REASONS[code] ?? 'a refusal of its own kind'} (SOCKS 5 code ${code})`,
    };
  }
  if (addressType === undefined || ADDRESS_TYPES.includes(addressType)) return null;
  return { fault: 'protocol-error', detail: `the proxy gave an answer with an unknown type of address (${addressType})` };
}
