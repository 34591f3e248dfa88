// A ClientHello as bytes (RFC 5246 §7.4.1.2, RFC 8446 §4.1.2), with versions and suites that the OpenSSL of Node has no more.
// Pure: no socket, no keys; a handshake that is begun with it is never finished. What comes back first-flight.ts reads.
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import type { HelloOffer } from '../model/server-tls.ts';

const RECORD = { alert: 21, handshake: 22 } as const;
const EXTENSION = {
  serverName: 0,
  groups: 10,
  pointFormats: 11,
  signatures: 13,
  extendedMasterSecret: 23,
  supportedVersions: 43,
  pskModes: 45,
  keyShare: 51,
  renegotiationInfo: 0xff01,
} as const;
const TLS12 = 0x0303;
const TLS13 = 0x0304;
const WARNING = 1;

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const vector8 = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([bytes.length]), bytes]);
const vector16 = (bytes: Buffer): Buffer => Buffer.concat([u16(bytes.length), bytes]);
const numbers = (list: readonly number[]): Buffer => Buffer.concat(list.map(u16));
const extension = (type: number, bytes: Buffer): Buffer => Buffer.concat([u16(type), vector16(bytes)]);

/** The whole record. No key share is in it: a server of TLS 1.3 names the group that it wants (HelloRetryRequest). */
export function buildClientHello({ version, suites, groups, signatures, sni }: HelloOffer, servername: string): Buffer {
  const name = sni && isIP(servername) === 0 ? Buffer.from(servername, 'latin1') : null;
  const isTls13 = version >= TLS13;
  const extensions = [
    ...(name ? [extension(EXTENSION.serverName, vector16(Buffer.concat([Buffer.from([0]), vector16(name)])))] : []),
    ...(groups.length > 0 ? [extension(EXTENSION.groups, vector16(numbers(groups)))] : []),
    ...(groups.length > 0 && !isTls13 ? [extension(EXTENSION.pointFormats, vector8(Buffer.from([0])))] : []),
    ...(signatures.length > 0 ? [extension(EXTENSION.signatures, vector16(numbers(signatures)))] : []),
    ...(isTls13
      ? [
          extension(EXTENSION.supportedVersions, vector8(u16(version))),
          extension(EXTENSION.pskModes, vector8(Buffer.from([1]))),
          extension(EXTENSION.keyShare, vector16(Buffer.alloc(0))),
        ]
      : [extension(EXTENSION.extendedMasterSecret, Buffer.alloc(0)), extension(EXTENSION.renegotiationInfo, Buffer.from([0]))]),
  ];
  const body = Buffer.concat([
    u16(Math.min(version, TLS12)),
    randomBytes(32),
    vector8(isTls13 ? randomBytes(32) : Buffer.alloc(0)),
    vector16(numbers(suites)),
    vector8(Buffer.from([0])),
    vector16(Buffer.concat(extensions)),
  ]);
  const length = Buffer.from([0, body.length >> 8, body.length & 0xff]);
  // RFC 8446 §5.1: the first record says 0x0301 for the sake of old servers; one of SSL 3 is asked in its own version.
  const recordVersion = u16(Math.min(version, 0x0301));
  return Buffer.concat([
    Buffer.from([RECORD.handshake]),
    recordVersion,
    vector16(Buffer.concat([Buffer.from([1]), length, body])),
  ]);
}

/** user_canceled, then close_notify (RFC 8446 §6.1): whoever goes says so, and no server has to guess. */
export const farewell = (version: number): Buffer => {
  const recordVersion = u16(Math.min(version, TLS12));
  const alert = (description: number): Buffer =>
    Buffer.concat([Buffer.from([RECORD.alert]), recordVersion, vector16(Buffer.from([WARNING, description]))]);
  return Buffer.concat([alert(90), alert(0)]);
};
