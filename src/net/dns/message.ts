// DNS messages (RFC 1035 §4, EDNS0 of RFC 6891): a question made into bytes, and bytes read as the answer to exactly
// that question, or as nothing. Pure: knows no socket, no retry. Names and texts leave here as visible text.
import * as wire from 'dns-packet';
import type { MxRecord, TlsaRecord } from '../../model/observation.ts';
import { visibleBytes, visibleText } from '../../model/visible-text.ts';
import { canonicalIpv6, canonicalName } from './names.ts';

export interface SrvData {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  /** `.`: the service is decidedly not offered (RFC 2782). */
  readonly target: string;
}

/** What each type that mail asks for carries. */
export interface RecordData {
  readonly A: string;
  readonly AAAA: string;
  readonly CNAME: string;
  readonly MX: MxRecord;
  readonly NS: string;
  readonly PTR: string;
  readonly SRV: SrvData;
  readonly TLSA: TlsaRecord;
  readonly TXT: string;
}
export type RecordType = keyof RecordData;

export type ResourceRecord = {
  readonly [T in RecordType]: { readonly name: string; readonly type: T; readonly data: RecordData[T] };
}[RecordType];

export interface Question {
  readonly name: string;
  readonly type: RecordType;
}

export interface Answer {
  /** NOERROR, NXDOMAIN, SERVFAIL, REFUSED … as IANA names them. */
  readonly rcode: string;
  readonly truncated: boolean;
  /** The AD bit (RFC 6840 §5.8). */
  readonly authentic: boolean;
  /** Another server is named instead of an answer, and this one does not ask it for us. */
  readonly referral: boolean;
  /** The server recurses (RA): what it leaves out is not there. */
  readonly recursed: boolean;
  readonly records: readonly ResourceRecord[];
}

/** Messages above this are not read. UDP answers end far below (RFC 6891), 500 addresses over TCP need 14 KiB. */
export const MAX_MESSAGE_BYTES = 32_768;
/** Records of one answer that are kept. */
const MAX_RECORDS = 512;
/** What fits through any path unfragmented: the size that the DNS flag day of 2020 settled on. */
const UDP_PAYLOAD_BYTES = 1232;
const RCODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];

/** `edns`: with an OPT record. `dnssec`: the DO bit too, so that a validating resolver says whether it validated. */
export function encodeQuery(
  id: number,
  question: Question,
  options: { readonly edns: boolean; readonly dnssec: boolean },
): Buffer {
  const opt: wire.OptAnswer = {
    type: 'OPT',
    name: '.',
    udpPayloadSize: UDP_PAYLOAD_BYTES,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: options.dnssec ? wire.DNSSEC_OK : 0,
    flag_do: options.dnssec,
    options: [],
  };
  return wire.encode({
    type: 'query',
    id,
    // AD in a query asks for AD in the answer (RFC 6840 §5.7).
    flags: wire.RECURSION_DESIRED | (options.dnssec ? wire.AUTHENTIC_DATA : 0),
    questions: [{ name: question.name, type: question.type, class: 'IN' }],
    additionals: options.edns ? [opt] : [],
  });
}

/** The answer to this question under this id; null for what answers something else; 'malformed' for what cannot be read. */
export function decodeAnswer(message: Buffer, id: number, question: Question): Answer | null | 'malformed' {
  if (message.length < 12 || message.readUInt16BE(0) !== id) return null;
  if (message.length > MAX_MESSAGE_BYTES || !isFramed(message)) return 'malformed';
  let packet: wire.DecodedPacket;
  try {
    packet = wire.decode(message);
  } catch {
    return 'malformed';
  }
  const asked = packet.questions?.[0];
  const rcodeNumber = (packet.flags ?? 0) & 0xf;
  // FORMERR may come without the question (RFC 1035 §4.1.1): the server could not read it.
  const isAnswer =
    asked === undefined
      ? rcodeNumber === 1
      : canonicalName(asked.name) === canonicalName(question.name) && asked.type === question.type;
  if (!packet.flag_qr || !isAnswer) return null;
  const records = (packet.answers ?? []).slice(0, MAX_RECORDS).flatMap((answer) => readRecord(answer) ?? []);
  const authorities = packet.authorities ?? [];
  return {
    rcode: RCODES[rcodeNumber] ?? `RCODE${rcodeNumber}`,
    truncated: packet.flag_tc,
    authentic: packet.flag_ad,
    recursed: packet.flag_ra,
    referral:
      rcodeNumber === 0 &&
      records.length === 0 &&
      !packet.flag_aa &&
      !packet.flag_ra &&
      authorities.some(({ type }) => type === 'NS') &&
      !authorities.some(({ type }) => type === 'SOA'),
    records,
  };
}

/**
 * Every record ends within the message. dns-packet reads data past the end as shorter data: a cut TLSA record would pass
 * for a wrong one. Looks at lengths alone, and takes time in proportion to them.
 */
function isFramed(message: Buffer): boolean {
  const [questions, ...records] = [4, 6, 8, 10].map((at) => message.readUInt16BE(at));
  let at = 12;
  const skipName = (): boolean => {
    for (;;) {
      const length = message[at];
      if (length === undefined) return false;
      at += 1 + (length < 0x40 ? length : 0);
      if (length === 0) return true;
      // A pointer ends the name; the rest of it is looked at where the name is read.
      if (length >= 0xc0) {
        at += 1;
        return true;
      }
    }
  };
  for (let left = questions ?? 0; left > 0; left -= 1) {
    if (!skipName()) return false;
    at += 4;
  }
  for (let left = records.reduce((sum, count) => sum + count, 0); left > 0; left -= 1) {
    if (!skipName() || at + 10 > message.length) return false;
    at += 10 + message.readUInt16BE(at + 8);
    if (at > message.length) return false;
  }
  return at <= message.length;
}

const readName = (name: string): string => visibleText(name);

function readRecord(answer: wire.Answer): ResourceRecord | null {
  if (answer.type === 'OPT' || ('class' in answer && answer.class !== 'IN')) return null;
  const name = readName(answer.name);
  switch (answer.type) {
    case 'A':
    case 'AAAA':
      return { name, type: answer.type, data: answer.type === 'AAAA' ? canonicalIpv6(answer.data) : answer.data };
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return { name, type: answer.type, data: readName(answer.data) };
    case 'MX':
      return { name, type: 'MX', data: { preference: answer.data.preference ?? 0, exchange: readName(answer.data.exchange) } };
    case 'SRV': {
      const { priority = 0, weight = 0, port, target } = answer.data;
      return { name, type: 'SRV', data: { priority, weight, port, target: readName(target) } };
    }
    case 'TLSA': {
      const { usage, selector, matchingType, certificate } = answer.data;
      return { name, type: 'TLSA', data: { usage, selector, matching: matchingType, data: certificate.toString('hex') } };
    }
    case 'TXT': {
      const parts = Array.isArray(answer.data) ? answer.data : [answer.data];
      const bytes = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
      return { name, type: 'TXT', data: visibleBytes(bytes) };
    }
    default:
      return null;
  }
}
