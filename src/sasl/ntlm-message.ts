// The three messages of NTLM (MS-NLMP §2.2.1) as bytes: builds the client's two, reads the server's one. Must not
// throw on anything a server sends. Knows nothing of the exchange.
import { createHash, createHmac } from 'node:crypto';
import { visibleText } from '../model/visible-text.ts';

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
// §2.2.2.5: Unicode, request target, NTLM, always sign, extended session security, target info, 128 and 56 bit.
const FLAGS = 0x00000001 | 0x00000004 | 0x00000200 | 0x00008000 | 0x00080000 | 0x00800000 | 0x20000000;
const UNICODE = 0x00000001;
const VERSION_BYTES = 8;
const CODE_BYTES = 16;

/** §2.2.2.1: the attribute-value pairs of the target information that hold text. */
const TARGET_NAMES: Readonly<Record<number, string>> = {
  1: 'computer',
  2: 'domain',
  3: 'DNS computer',
  4: 'DNS domain',
  5: 'DNS forest',
};
const AV_END = 0;
const AV_FLAGS = 6;
const AV_TIMESTAMP = 7;
const AV_TARGET_NAME = 9;
const AV_CHANNEL_BINDINGS = 10;
/** Of AV_FLAGS: the message bears an integrity code. */
const HAS_INTEGRITY_CODE = 2;
const MAX_PAIRS = 32;

export interface NtlmChallenge {
  readonly flags: number;
  readonly serverChallenge: Buffer;
  readonly targetName: string;
  /** As sent: it goes back inside the answer. */
  readonly targetInfo: Buffer;
  /** FILETIME of the server; null where it gave none. */
  readonly timestamp: Buffer | null;
  /** `domain=CORP; DNS computer=mail.corp.example`, as visible text. */
  readonly description: string;
}

export function negotiateMessage(): Buffer {
  const message = Buffer.alloc(32);
  SIGNATURE.copy(message);
  message.writeUInt32LE(1, 8);
  message.writeUInt32LE(FLAGS >>> 0, 12);
  // No domain, no workstation: both fields empty, at the end.
  message.writeUInt32LE(32, 20);
  message.writeUInt32LE(32, 28);
  return message;
}

function readField(message: Buffer, at: number): Buffer | null {
  if (at + 8 > message.length) return null;
  const length = message.readUInt16LE(at);
  const offset = message.readUInt32LE(at + 4);
  if (length === 0) return Buffer.alloc(0);
  return offset + length <= message.length ? message.subarray(offset, offset + length) : null;
}

interface TargetPairs {
  readonly texts: readonly string[];
  readonly timestamp: Buffer | null;
}

function readPairs(info: Buffer): TargetPairs | null {
  const texts: string[] = [];
  let timestamp: Buffer | null = null;
  let at = 0;
  for (let count = 0; at + 4 <= info.length; count++) {
    const id = info.readUInt16LE(at);
    const length = info.readUInt16LE(at + 2);
    if (id === AV_END) return { texts, timestamp };
    if (count >= MAX_PAIRS || at + 4 + length > info.length) return null;
    const value = info.subarray(at + 4, at + 4 + length);
    const name = TARGET_NAMES[id];
    if (name !== undefined) texts.push(`${name}=${visibleText(value.toString('utf16le'))}`);
    if (id === AV_TIMESTAMP && length === 8) timestamp = value;
    at += 4 + length;
  }
  return { texts, timestamp };
}

/** §2.2.1.2 CHALLENGE_MESSAGE, or what is wrong with it. */
export function readChallenge(message: Buffer): NtlmChallenge | string {
  if (message.length < 32 || !message.subarray(0, 8).equals(SIGNATURE)) return 'the challenge is no NTLM message';
  const type = message.readUInt32LE(8);
  if (type !== 2) return `the challenge is an NTLM message of type ${type}, not 2`;
  const name = readField(message, 12);
  const targetInfo = message.length >= 48 ? readField(message, 40) : Buffer.alloc(0);
  if (!name || !targetInfo) return 'the NTLM challenge points outside itself';
  const pairs = readPairs(targetInfo);
  if (!pairs) return 'the target information of the NTLM challenge is broken';
  const flags = message.readUInt32LE(20);
  const targetName = visibleText(name.toString(flags & UNICODE ? 'utf16le' : 'latin1'));
  return {
    flags,
    serverChallenge: Buffer.from(message.subarray(24, 32)),
    targetName,
    targetInfo: Buffer.from(targetInfo),
    timestamp: pairs.timestamp,
    description: [...(targetName === '' ? [] : [`target=${targetName}`]), ...pairs.texts].join('; '),
  };
}

function pairOf(id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}

/**
 * Ties the answer to its TLS connection and to the service that was asked for (§3.1.5.1.2): `applicationData` as RFC 5056 §2.1 has
 * it, within a gss_channel_bindings_struct (RFC 2744 §3.11) without addresses, hashed. The pairs go ahead of the server's own, which
 * end with the end of all.
 */
export function bindTargetInfo(targetInfo: Buffer, applicationData: Buffer, service: string): Buffer {
  const bindings = Buffer.alloc(20);
  bindings.writeUInt32LE(applicationData.length, 16);
  const flags = Buffer.alloc(4);
  flags.writeUInt32LE(HAS_INTEGRITY_CODE);
  return Buffer.concat([
    pairOf(AV_FLAGS, flags),
    pairOf(AV_CHANNEL_BINDINGS, createHash('md5').update(bindings).update(applicationData).digest()),
    pairOf(AV_TARGET_NAME, Buffer.from(service, 'utf16le')),
    targetInfo,
  ]);
}

export interface NtlmAnswer {
  readonly flags: number;
  readonly lmResponse: Buffer;
  readonly ntResponse: Buffer;
  readonly domain: string;
  readonly user: string;
  /** §3.1.5.1.2: made over all three messages; null: none. */
  readonly integrityKey: Buffer | null;
  /** The two that went before, as they were sent. */
  readonly earlier: readonly Buffer[];
}

/** §2.2.1.3 AUTHENTICATE_MESSAGE. */
export function authenticateMessage(answer: NtlmAnswer): Buffer {
  const encoding = answer.flags & UNICODE ? 'utf16le' : 'latin1';
  const fields = [
    answer.lmResponse,
    answer.ntResponse,
    Buffer.from(answer.domain, encoding),
    Buffer.from(answer.user, encoding),
    Buffer.alloc(0),
    Buffer.alloc(0),
  ];
  const { integrityKey } = answer;
  const header = Buffer.alloc(64 + VERSION_BYTES + (integrityKey ? CODE_BYTES : 0));
  SIGNATURE.copy(header);
  header.writeUInt32LE(3, 8);
  let offset = header.length;
  fields.forEach((field, index) => {
    const at = 12 + index * 8;
    header.writeUInt16LE(field.length, at);
    header.writeUInt16LE(field.length, at + 2);
    header.writeUInt32LE(offset, at + 4);
    offset += field.length;
  });
  header.writeUInt32LE((FLAGS & answer.flags) >>> 0, 60);
  const message = Buffer.concat([header, ...fields]);
  if (integrityKey) {
    const code = createHmac('md5', integrityKey).update(Buffer.concat([...answer.earlier, message]));
    code.digest().copy(message, 64 + VERSION_BYTES);
  }
  return message;
}
