// SOCKS 4, 4a, 5 (RFC 1928, 1929) from the client's side: what is said, and what the proxy's answers, which come byte by
// byte, amount to. Opens no socket.
import { isIPv4, isIPv6 } from 'node:net';
import type { ProxyOptions } from '../../model/plan.ts';
import { bytesOfAddress } from '../address-bytes.ts';
import type { ProxyDialogue, ProxyRefusal, ProxyWire } from './dialogue.ts';

/** RFC 1929 §2 gives the length of each one byte. */
const MAX_LOGIN_BYTES = 255;

const CONNECT = 1;
const NO_LOGIN = 0;
const USER_AND_PASSWORD = 2;
const NONE_ACCEPTABLE = 0xff;

/** `host`: an address, or (4a, 5h) a name for the proxy to resolve. */
export function socks(host: string, port: number, proxy: ProxyOptions): ProxyDialogue {
  const isFour = proxy.scheme.startsWith('socks4');
  const hasLogin = proxy.user !== null || proxy.password !== null;
  let answered: Buffer = Buffer.alloc(0);
  let wire: ProxyWire | null = null;

  /** What the answer so far calls for: it has come to the end of one message, or it is nobody's turn yet. */
  const answerBack = (): void => {
    if (isFour) {
      if (answered.length === SOCKS4_REPLY_BYTES) wire?.settle('granted');
      return;
    }
    if (answered.length === 2 && answered[1] === USER_AND_PASSWORD) return wire?.write(socks5Login(proxy));
    if (answered.length === lengthOfPreface(answered)) return wire?.write(socks5Request(host, port));
    if (answered.length === lengthOfSocks5(answered)) wire?.settle('granted');
  };

  return {
    begin: (given) => {
      wire = given;
      const impossible = unsendable(host, isFour, proxy);
      if (impossible) return given.settle(impossible);
      given.write(isFour ? socks4Request(host, port, proxy.user ?? '') : socks5Offer(hasLogin));
    },
    take: (byte) => {
      answered = Buffer.concat([answered, byte]);
      const refusal = isFour ? readSocks4(answered) : readSocks5(answered, hasLogin);
      if (refusal) wire?.settle(refusal);
      else answerBack();
    },
    isUnderstood: () => !isFour && answered.length >= lengthOfPreface(answered),
    end: () => {
      wire = null;
    },
  };
}

const portBytes = (port: number): number[] => [port >> 8, port & 0xff];
/** SOCKS 4, and for a name its extension 4a: an address that cannot be, and the name behind the user. */
function socks4Request(host: string, port: number, user: string): Buffer {
  const isAddress = isIPv4(host);
  const address = isAddress ? bytesOfAddress(host) : [0, 0, 0, 1];
  const name = isAddress ? [] : [...Buffer.from(host), 0];
  return Buffer.from([4, CONNECT, ...portBytes(port), ...address, ...Buffer.from(user), 0, ...name]);
}

/** RFC 1928 §3. */
const socks5Offer = (hasLogin: boolean): Buffer => Buffer.from(hasLogin ? [5, 2, NO_LOGIN, USER_AND_PASSWORD] : [5, 1, NO_LOGIN]);

/** RFC 1929 §2. */
function socks5Login({ user, password }: ProxyOptions): Buffer {
  const [name, secret] = [Buffer.from(user ?? ''), Buffer.from(password?.reveal() ?? '')];
  return Buffer.from([1, name.length, ...name, secret.length, ...secret]);
}

/** RFC 1928 §4 and §5. */
function socks5Request(host: string, port: number): Buffer {
  const address = isIPv4(host)
    ? [ADDRESS_TYPE.ipv4, ...bytesOfAddress(host)]
    : isIPv6(host)
      ? [ADDRESS_TYPE.ipv6, ...bytesOfAddress(host)]
      : [ADDRESS_TYPE.name, Buffer.byteLength(host), ...Buffer.from(host)];
  return Buffer.from([5, CONNECT, 0, ...address, ...portBytes(port)]);
}

function unsendable(host: string, isFour: boolean, { user, password }: ProxyOptions): ProxyRefusal | null {
  if (isFour) {
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
const SOCKS4_REPLY_BYTES = 8;

/** The answer so far: why it is a refusal, or null while it may become a grant. 92 and 93 speak of identd, RFC 1413. */
export function readSocks4(bytes: Buffer): ProxyRefusal | null {
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
const ADDRESS_TYPE = { ipv4: 1, name: 3, ipv6: 4 } as const;
const ADDRESS_TYPES: readonly number[] = Object.values(ADDRESS_TYPE);

/** What comes ahead of the reply to CONNECT: the method, and where that is 2 the answer to the login. */
const lengthOfPreface = (bytes: Buffer): number => (bytes[1] === USER_AND_PASSWORD ? 4 : 2);

/** All answers to the end of the reply to CONNECT; null while its length is not known. */
function lengthOfSocks5(bytes: Buffer): number | null {
  const reply = bytes.subarray(lengthOfPreface(bytes));
  const [, , , addressType, nameLength] = reply;
  if (addressType === undefined || (addressType === ADDRESS_TYPE.name && nameLength === undefined)) return null;
  const length = addressType === ADDRESS_TYPE.ipv4 ? 4 : addressType === ADDRESS_TYPE.ipv6 ? 16 : 1 + (nameLength ?? 0);
  return lengthOfPreface(bytes) + 4 + length + 2;
}

/** The answers so far: why they are a refusal, or null while they may become a grant. */
export function readSocks5(bytes: Buffer, hasLogin: boolean): ProxyRefusal | null {
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
