// NTLM over SASL (MS-SMTPNTLM), version 2 only: version 1 answers can be cracked in a day. The last resort, for
// Exchange on premises. Knows nothing but its own exchange.
import { createHmac } from 'node:crypto';
import { encodeBase64 } from './base64.ts';
import { md4 } from './md4.ts';
import type { SaslExchange, SaslInput, SaslMechanism, SaslStep, SaslVerdict } from './mechanism.ts';
import { ACCEPT, abort, respondWithSecret, revealSecret } from './mechanism.ts';
import { authenticateMessage, bindTargetInfo, type NtlmChallenge, negotiateMessage, readChallenge } from './ntlm-message.ts';

/** 100 ns steps from 1601 to 1970. */
const FILETIME_OF_1970 = 116_444_736_000_000_000n;

const hmacMd5 = (key: Buffer, ...parts: Buffer[]): Buffer => createHmac('md5', key).update(Buffer.concat(parts)).digest();

/** MS-NLMP §3.3.2 NTOWFv2. */
export const ntlmKey = (password: string, user: string, domain: string): Buffer =>
  hmacMd5(md4(Buffer.from(password, 'utf16le')), Buffer.from(user.toUpperCase() + domain, 'utf16le'));

export interface NtlmV2Parameters {
  readonly key: Buffer;
  readonly serverChallenge: Buffer;
  readonly clientChallenge: Buffer;
  /** FILETIME, 8 bytes. */
  readonly time: Buffer;
  readonly targetInfo: Buffer;
  /** The server gave its time: then the LM answer must be zeros (§3.1.5.1.2). */
  readonly serverGaveTime: boolean;
}

/** MS-NLMP §3.3.2 ComputeResponse. */
export function ntlmV2Responses(p: NtlmV2Parameters): { ntResponse: Buffer; lmResponse: Buffer } {
  const blob = Buffer.concat([
    Buffer.of(1, 1, 0, 0, 0, 0, 0, 0),
    p.time,
    p.clientChallenge,
    Buffer.alloc(4),
    p.targetInfo,
    Buffer.alloc(4),
  ]);
  const ntResponse = Buffer.concat([hmacMd5(p.key, p.serverChallenge, blob), blob]);
  const lmResponse = p.serverGaveTime
    ? Buffer.alloc(24)
    : Buffer.concat([hmacMd5(p.key, p.serverChallenge, p.clientChallenge), p.clientChallenge]);
  return { ntResponse, lmResponse };
}

/** `DOMAIN\user` has its domain; `user@domain` goes whole, with none. */
function splitUser(name: string): { domain: string; user: string } {
  const at = name.indexOf('\\');
  return at > 0 ? { domain: name.slice(0, at), user: name.slice(at + 1) } : { domain: '', user: name };
}

function now(): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE(BigInt(Date.now()) * 10_000n + FILETIME_OF_1970);
  return time;
}

/**
 * What a server with Extended Protection asks for, as Exchange 2019 has it from CU14 on wherever it is reached by HTTP; on its SMTP
 * connectors it is off unless switched on, and other mail servers know nothing of it. Null: there is nothing to bind to, or the
 * server is so old that it gives no time, and then takes no integrity code either (MS-NLMP §3.1.5.1.2).
 */
function boundTargetInfo({ service, host, channelBinding }: SaslInput, { targetInfo, timestamp }: NtlmChallenge): Buffer | null {
  const endPoint = channelBinding?.endPoint;
  if (service !== 'HTTP' || !endPoint || timestamp === null) return null;
  return bindTargetInfo(targetInfo, Buffer.concat([END_POINT, endPoint]), `HTTP/${host}`);
}

/** RFC 5929 §4. */
const END_POINT = Buffer.from('tls-server-end-point:', 'latin1');

class NtlmExchange implements SaslExchange {
  readonly initialResponse = negotiateMessage();
  readonly opensWithSecret = false;
  readonly errorChallenge = null;
  targetInformation = '';
  readonly #input: SaslInput;
  #answered = false;

  constructor(input: SaslInput) {
    this.#input = input;
  }

  async respond(challenge: Buffer): Promise<SaslStep> {
    if (this.#answered) return abort('the server sends a second NTLM challenge');
    const offer = readChallenge(challenge);
    if (typeof offer === 'string') return abort(offer);
    this.targetInformation = offer.description;
    // Without target information there is no version 2 answer, and version 1 is not given.
    if (offer.targetInfo.length === 0) return abort('the server offers NTLM version 1 only');
    this.#answered = true;
    const { domain, user } = splitUser(this.#input.user);
    const key = ntlmKey(revealSecret(this.#input, 'NTLM'), user, domain);
    const bound = boundTargetInfo(this.#input, offer);
    const { ntResponse, lmResponse } = ntlmV2Responses({
      key,
      serverChallenge: offer.serverChallenge,
      clientChallenge: this.#input.randomBytes(8),
      time: offer.timestamp ?? now(),
      targetInfo: bound ?? offer.targetInfo,
      serverGaveTime: offer.timestamp !== null,
    });
    // §3.4.5.1: no key is exchanged, so that the session's is made of the proof alone.
    const integrityKey = bound && hmacMd5(key, ntResponse.subarray(0, 16));
    const earlier = [this.initialResponse, challenge];
    const message = authenticateMessage({ flags: offer.flags, lmResponse, ntResponse, domain, user, integrityKey, earlier });
    // The first 16 bytes of each are made of the password; the rest of the version 2 answer is the server's own.
    const proofs = [ntResponse, lmResponse]
      .map((answer) => answer.subarray(0, 16))
      .filter((proof) => proof.some((byte) => byte !== 0));
    this.#input.onSent(encodeBase64(message), proofs);
    return respondWithSecret(message);
  }

  finish(): SaslVerdict {
    return this.#answered ? ACCEPT : { ok: false, detail: 'the server accepted before it had sent its challenge' };
  }
}

export const ntlm: SaslMechanism = {
  name: 'NTLM',
  uses: 'password',
  exposesSecret: false,
  standing: 'historic',
  clientWord: null,
  bindsChannel: false,
  start: (input) => new NtlmExchange(input),
};
