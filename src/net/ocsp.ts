// Reads the OCSP answer that a server staples to its handshake (RFC 6066 §8, RFC 6960 §4.2): what it says of one certificate.
// Its signature is not verified: a server has no reason to forge what speaks against it, and nothing here trusts what speaks for it.
import type { OcspObservation } from '../model/observation.ts';
import { DER, type DerElement, derTime, readDer, readDerList } from './der.ts';
import { REVOCATION_REASONS } from './revocation-reasons.ts';

/** 1.3.6.1.5.5.7.48.1.1, id-pkix-ocsp-basic. */
const BASIC_RESPONSE = Buffer.from('2b0601050507300101', 'hex');
const MAX_RESPONSES = 16;

/** The responder's own status where it has no answer (RFC 6960 §4.2.1). */
const RESPONDER_FAULTS: readonly (string | undefined)[] = [
  undefined,
  'malformed request',
  'internal error',
  'try later',
  undefined,
  'signature required',
  'unauthorized',
];

const unreadable = (detail: string): OcspObservation => ({
  status: 'unreadable',
  detail,
  thisUpdate: null,
  nextUpdate: null,
  revokedAt: null,
});

const isOfTag = (element: DerElement | null | undefined, tag: number): element is DerElement => element?.tag === tag;

/** Never throws. `serialNumber`: of the certificate asked about, in hex, as `X509Certificate` gives it. */
export function readStapledOcsp(response: Buffer, serialNumber: string): OcspObservation {
  const outer = readDer(response);
  const [status, bytes] = isOfTag(outer, DER.sequence) ? (readDerList(outer.content) ?? []) : [];
  if (!isOfTag(status, DER.enumerated)) return unreadable('no OCSP response');
  const code = status.content[0] ?? 0;
  if (code !== 0) return unreadable(`the responder had no answer: ${RESPONDER_FAULTS[code] ?? `status ${code}`}`);
  const responses = isOfTag(bytes, DER.tagged(0)) ? singleResponses(bytes) : null;
  if (!responses) return unreadable('no basic OCSP response');
  const wanted = BigInt(`0x${serialNumber || '0'}`);
  const own = responses.find(({ serial }) => serial === wanted);
  return own ? own.observation : unreadable('an answer about another certificate');
}

interface SingleResponse {
  readonly serial: bigint;
  readonly observation: OcspObservation;
}

/** BasicOCSPResponse ::= SEQUENCE { tbsResponseData, … }, whose fields are version, responder, time, responses. */
function singleResponses(bytes: DerElement): SingleResponse[] | null {
  const [type, basicBytes] = readDerList(readDer(bytes.content)?.content ?? Buffer.alloc(0)) ?? [];
  if (!isOfTag(type, DER.oid) || !type.content.equals(BASIC_RESPONSE) || !isOfTag(basicBytes, DER.octets)) return null;
  const basic = readDer(basicBytes.content);
  const data = basic && readDer(basic.content);
  const fields = isOfTag(data, DER.sequence) ? readDerList(data.content) : null;
  const list = fields?.find(({ tag }) => tag === DER.sequence);
  return list ? (readDerList(list.content, MAX_RESPONSES) ?? []).flatMap((one) => readSingle(one) ?? []) : null;
}

/** SingleResponse ::= SEQUENCE { certID { hash, name, key, serial }, certStatus, thisUpdate, [0] nextUpdate OPTIONAL, … }. */
function readSingle(element: DerElement): SingleResponse | null {
  const [certId, status, thisUpdate, ...rest] = isOfTag(element, DER.sequence) ? (readDerList(element.content) ?? []) : [];
  const serial = certId && readDerList(certId.content)?.[3];
  if (!isOfTag(serial, DER.integer) || !status || !thisUpdate || serial.content.length > 64) return null;
  const next = rest.find(({ tag }) => tag === DER.tagged(0));
  const nextElement = next && readDer(next.content);
  return {
    serial: BigInt(`0x${serial.content.toString('hex') || '0'}`),
    observation: {
      ...readStatus(status),
      thisUpdate: derTime(thisUpdate),
      nextUpdate: nextElement ? derTime(nextElement) : null,
    },
  };
}

function readStatus(status: DerElement): Pick<OcspObservation, 'status' | 'detail' | 'revokedAt'> {
  if (status.tag === DER.taggedPrimitive(0)) return { status: 'good', detail: null, revokedAt: null };
  if (status.tag !== DER.tagged(1)) return { status: 'unknown', detail: null, revokedAt: null };
  const [time, reason] = readDerList(status.content) ?? [];
  const number = reason && readDer(reason.content)?.content[0];
  return {
    status: 'revoked',
    detail: number === undefined ? null : (REVOCATION_REASONS[number] ?? null),
    revokedAt: time ? derTime(time) : null,
  };
}
