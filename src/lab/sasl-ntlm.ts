// NTLMv2 on the server's side, as MS-SMTP carries it and MS-NLMP defines it: negotiate, challenge, authenticate. Takes
// no LM, NTLMv1 or signing.
import { createHmac, randomBytes } from 'node:crypto';
import { md4 } from './md4.ts';
import { SaslAborted, type ServerMechanism } from './sasl-exchange.ts';

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
// Unicode, request target, NTLM, always sign, target is a domain, extended session security, target information, 128 bit.
const FLAGS = 0x20898205;
const PROOF_BYTES = 16;

const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');

const pair = (id: number, value: Buffer): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
};

/** AV_PAIRs (MS-NLMP 2.2.2.1): domain and computer, NetBIOS and DNS names, the end. */
export const targetInformation = (host: string): Buffer =>
  Buffer.concat([
    pair(2, wide('LAB')),
    pair(1, wide('MAIL')),
    pair(4, wide('lab.test')),
    pair(3, wide(host)),
    pair(0, Buffer.alloc(0)),
  ]);

function challengeMessage(serverChallenge: Buffer, host: string): Buffer {
  const target = wide('LAB');
  const information = targetInformation(host);
  const head = Buffer.alloc(56);
  SIGNATURE.copy(head);
  head.writeUInt32LE(2, 8);
  head.writeUInt16LE(target.length, 12);
  head.writeUInt16LE(target.length, 14);
  head.writeUInt32LE(56, 16);
  head.writeUInt32LE(FLAGS, 20);
  serverChallenge.copy(head, 24);
  head.writeUInt16LE(information.length, 40);
  head.writeUInt16LE(information.length, 42);
  head.writeUInt32LE(56 + target.length, 44);
  // Version: 10.0, revision 15.
  Buffer.from([10, 0, 0, 0, 0, 0, 0, 15]).copy(head, 48);
  return Buffer.concat([head, target, information]);
}

function field(message: Buffer, at: number): Buffer {
  if (message.length < at + 8) throw new SaslAborted('malformed');
  const length = message.readUInt16LE(at);
  const offset = message.readUInt32LE(at + 4);
  if (offset + length > message.length) throw new SaslAborted('malformed');
  return message.subarray(offset, offset + length);
}

function expectType(message: Buffer, type: number): void {
  const right = message.length >= 12 && message.subarray(0, 8).equals(SIGNATURE) && message.readUInt32LE(8) === type;
  if (!right) throw new SaslAborted('malformed');
}

/** NTOWFv2 (MS-NLMP 3.3.2). */
export const ntowfv2 = (user: string, password: string, domain: string): Buffer =>
  createHmac('md5', md4(wide(password)))
    .update(wide(user.toUpperCase() + domain))
    .digest();

/** Whether an AUTHENTICATE message answers that challenge with that password. */
export function verifyAuthenticate(message: Buffer, serverChallenge: Buffer, user: string, password: string): boolean {
  expectType(message, 3);
  const response = field(message, 20);
  const domain = field(message, 28).toString('utf16le');
  const name = field(message, 36).toString('utf16le');
  if (response.length < PROOF_BYTES + 28) return false;
  const blob = response.subarray(PROOF_BYTES);
  const proof = createHmac('md5', ntowfv2(name, password, domain))
    .update(serverChallenge)
    .update(blob)
    .digest();
  // `DOMAIN\user` comes in two fields, `user@domain` in one.
  const named = [name, `${domain}\\${name}`, `${name}@${domain}`].some((form) => form.toLowerCase() === user.toLowerCase());
  return named && proof.equals(response.subarray(0, PROOF_BYTES));
}

export const ntlm: ServerMechanism = async (exchange) => {
  const negotiate = exchange.initial?.length ? exchange.initial : await exchange.ask('NTLM supported');
  expectType(negotiate, 1);
  const serverChallenge = exchange.fixed.ntlmChallenge ?? randomBytes(8);
  const answer = await exchange.ask(challengeMessage(serverChallenge, exchange.host));
  return verifyAuthenticate(answer, serverChallenge, exchange.account.user, exchange.account.password);
};
