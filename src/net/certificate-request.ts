// The authorities that a server names where it asks for a client certificate: out of the bytes of a TLS 1.2 handshake, where they
// go in the clear (RFC 5246 §7.4.4); Node has no way to tell them. Bytes of the peer's: nothing is read past its own bounds.
import { shorten } from '../model/shorten.ts';
import { visibleText } from '../model/visible-text.ts';
import { DER, derOid, readDer, readDerList } from './der.ts';

const RECORD_HEAD = 5;
const HANDSHAKE_RECORD = 22;
const MESSAGE_HEAD = 4;
const CERTIFICATE_REQUEST = 13;
const MAX_NAMES = 200;
const MAX_TEXT = 300;

/** The handshake messages of a flight, put together from its records; what is enciphered is none any more. */
function handshakeBytes(flight: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at + RECORD_HEAD <= flight.length; ) {
    const end = at + RECORD_HEAD + flight.readUInt16BE(at + 3);
    if (flight[at] !== HANDSHAKE_RECORD || end > flight.length) break;
    parts.push(flight.subarray(at + RECORD_HEAD, end));
    at = end;
  }
  return Buffer.concat(parts);
}

/** `vector<0..2^bits-1>` at `at`: its content and where it ends; null where it does not fit. */
function vectorAt(bytes: Buffer, at: number, lengthBytes: 1 | 2): { readonly content: Buffer; readonly end: number } | null {
  if (at + lengthBytes > bytes.length) return null;
  const end = at + lengthBytes + bytes.readUIntBE(at, lengthBytes);
  return end > bytes.length ? null : { content: bytes.subarray(at + lengthBytes, end), end };
}

/** DER of each DistinguishedName, in the server's order; empty: any authority will do; null: it asked for no certificate. */
export function authoritiesAskedFor(flight: Buffer): Buffer[] | null {
  const messages = handshakeBytes(flight);
  for (let at = 0; at + MESSAGE_HEAD <= messages.length; ) {
    const end = at + MESSAGE_HEAD + messages.readUIntBE(at + 1, 3);
    if (end > messages.length) return null;
    if (messages[at] === CERTIFICATE_REQUEST) return namesIn(messages.subarray(at + MESSAGE_HEAD, end));
    at = end;
  }
  return null;
}

/** CertificateRequest: certificate_types<1..2^8-1>, supported_signature_algorithms<2..2^16-2>, certificate_authorities<0..2^16-1>. */
function namesIn(body: Buffer): Buffer[] | null {
  const types = vectorAt(body, 0, 1);
  const algorithms = types && vectorAt(body, types.end, 2);
  const authorities = algorithms && vectorAt(body, algorithms.end, 2);
  if (!authorities) return null;
  const names: Buffer[] = [];
  for (let at = 0; at < authorities.content.length && names.length < MAX_NAMES; ) {
    const name = vectorAt(authorities.content, at, 2);
    if (!name) break;
    names.push(name.content);
    at = name.end;
  }
  return names;
}

const ATTRIBUTES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '0.9.2342.19200300.100.1.25': 'DC',
};

/** `O=Example Trust, CN=Example Root`: Name ::= SEQUENCE OF SET OF SEQUENCE { type, value } (RFC 5280 §4.1.2.4). */
export function nameText(der: Buffer): string {
  const sets = readDerList(readDer(der)?.content ?? Buffer.alloc(0)) ?? [];
  const parts = sets.flatMap((set) =>
    (readDerList(set.content) ?? []).flatMap((pair) => {
      const [type, value] = readDerList(pair.content, 2) ?? [];
      if (type?.tag !== DER.oid || !value) return [];
      const oid = derOid(type.content);
      return [`${ATTRIBUTES[oid] ?? oid}=${value.content.toString('utf8')}`];
    }),
  );
  return shorten(visibleText(parts.join(', ')), MAX_TEXT) || '(empty)';
}

/** DER of the issuer of a certificate: the fourth field of TBSCertificate, after version, serialNumber and signature. */
export function issuerDer(certificate: Buffer): Buffer | null {
  const [toBeSigned] = readDerList(readDer(certificate)?.content ?? Buffer.alloc(0), 1) ?? [];
  return (toBeSigned && readDerList(toBeSigned.content, 4)?.[3]?.whole) ?? null;
}
