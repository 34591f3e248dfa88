// SCRAM (RFC 5802, 7677; channel binding by RFC 9266 and 5929): a proof of the password both ways. One exchange for
// every hash; the server must prove itself too, else its yes does not count. Knows nothing of the carrying protocol.
import { createHash, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { visibleText } from '../model/visible-text.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import type { KeyDerivation, SaslExchange, SaslFault, SaslInput, SaslMechanism, SaslStep, SaslVerdict } from './mechanism.ts';
import { ACCEPT, abort, MAX_CHALLENGE_BYTES, NOTHING, respondWith, respondWithSecret, revealSecret } from './mechanism.ts';
import { gs2Name } from './oauthbearer.ts';
import { preparePassword, prepareUser } from './saslprep.ts';

type Hash = KeyDerivation['hash'];

const HASH_BYTES: Readonly<Record<Hash, number>> = { sha1: 20, sha256: 32, sha512: 64 };
const NONCE_BYTES = 18;
/** A second or two of one core; servers ask for 4096 to some 600000. More is an attack on the client. */
const MAX_ITERATIONS = 1_000_000;

const derive = promisify(pbkdf2);
const hmac = (hash: Hash, key: Buffer, data: string | Buffer): Buffer => createHmac(hash, key).update(data).digest();

const deriveHere = ({ hash, password, salt, iterations, bytes }: KeyDerivation): Promise<Buffer> =>
  derive(password, salt, iterations, bytes, hash);

interface ServerFirst {
  readonly nonce: string;
  readonly salt: Buffer;
  readonly iterations: number;
}

/** RFC 5802 §7 server-first-message, or what is wrong with it. */
export function parseServerFirst(text: string): ServerFirst | string | SaslFault {
  if (text.startsWith('m=')) return 'the server asks for an extension that SCRAM does not define';
  const match = /^r=([\x21-\x2b\x2d-\x7e]+),s=([A-Za-z0-9+/=]+),i=([0-9]+)(?:,(.*))?$/s.exec(text);
  if (!match) return 'the first message of the server is no SCRAM message (r=…,s=…,i=…)';
  const [, nonce = '', saltText = '', count = '', extensions = ''] = match;
  if (/(?:^|,)[rsi]=/.test(extensions)) return 'the first message of the server has an attribute twice';
  const salt = decodeBase64(saltText);
  if (!salt || salt.length === 0) return 'the salt of the server is no Base64';
  const iterations = Number(count);
  if (iterations < 1) return 'the server asks for no iterations';
  if (iterations > MAX_ITERATIONS)
    return { detail: `the server asks for more than the ${MAX_ITERATIONS} iterations that are made`, said: count };
  return { nonce, salt, iterations };
}

export interface ScramKeys {
  readonly proof: Buffer;
  readonly serverSignature: Buffer;
}

/** RFC 5802 §3. */
export function scramKeys(hash: Hash, salted: Buffer, authMessage: string): ScramKeys {
  const clientKey = hmac(hash, salted, 'Client Key');
  const clientSignature = hmac(hash, createHash(hash).update(clientKey).digest(), authMessage);
  const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (clientSignature[index] ?? 0)));
  return { proof, serverSignature: hmac(hash, hmac(hash, salted, 'Server Key'), authMessage) };
}

/** The GS2 header and the binding data that go with it (RFC 5802 §6). */
function channelBindingOf(input: SaslInput, plus: boolean): { header: string; data: Buffer } {
  const binding = input.channelBinding;
  if (plus) {
    if (binding?.exporter) return { header: 'p=tls-exporter,,', data: binding.exporter };
    if (binding?.endPoint) return { header: 'p=tls-server-end-point,,', data: binding.endPoint };
    throw new Error('a -PLUS mechanism was started without channel binding data');
  }
  const able = binding !== null && (binding.exporter !== null || binding.endPoint !== null);
  // y: "I could, but you don't offer it", which exposes a -PLUS that was struck out on the way.
  return { header: able && !binding.serverOffersPlus ? 'y,,' : 'n,,', data: NOTHING };
}

class ScramExchange implements SaslExchange {
  readonly initialResponse: Buffer;
  readonly opensWithSecret = false;
  errorChallenge: string | null = null;
  readonly #input: SaslInput;
  readonly #hash: Hash;
  readonly #header: string;
  readonly #bindingData: Buffer;
  readonly #clientNonce: string;
  readonly #clientFirstBare: string;
  #serverSignature: Buffer | null = null;
  #state: 'first' | 'final' | 'proved' | 'refused' = 'first';

  constructor(input: SaslInput, hash: Hash, plus: boolean) {
    const { header, data } = channelBindingOf(input, plus);
    this.#input = input;
    this.#hash = hash;
    this.#header = header;
    this.#bindingData = data;
    this.#clientNonce = encodeBase64(input.randomBytes(NONCE_BYTES));
    this.#clientFirstBare = `n=${gs2Name(prepareUser(input.user))},r=${this.#clientNonce}`;
    this.initialResponse = Buffer.from(header + this.#clientFirstBare, 'utf8');
  }

  async respond(challenge: Buffer): Promise<SaslStep> {
    if (challenge.length > MAX_CHALLENGE_BYTES) return abort(`the challenge has ${challenge.length} bytes`);
    const text = challenge.toString('utf8');
    if (this.#state === 'first') return this.#prove(text);
    if (this.#state !== 'final') return abort('the server sends more after the end of the SCRAM exchange');
    const verdict = this.#judge(text);
    if (verdict.ok || this.errorChallenge !== null) return respondWith(NOTHING);
    return abort(verdict);
  }

  /** The server's signature comes with its success, or has come as a challenge of its own before. */
  finish(finalData: Buffer | null): SaslVerdict {
    if (this.#state === 'final' && finalData !== null && finalData.length > 0) return this.#judge(finalData.toString('utf8'));
    if (this.#state === 'proved') return ACCEPT;
    return { ok: false, detail: 'the server accepted without proving that it knows the password', isServerUnproven: true };
  }

  async #prove(text: string): Promise<SaslStep> {
    if (text.startsWith('e=')) {
      this.#refuse(text);
      return respondWith(NOTHING);
    }
    const first = parseServerFirst(text);
    if (typeof first === 'string' || 'detail' in first) return abort(first);
    if (!first.nonce.startsWith(this.#clientNonce) || first.nonce.length === this.#clientNonce.length) {
      return abort("the server's nonce does not continue the client's");
    }
    const binding = encodeBase64(Buffer.concat([Buffer.from(this.#header, 'utf8'), this.#bindingData]));
    const withoutProof = `c=${binding},r=${first.nonce}`;
    const authMessage = `${this.#clientFirstBare},${text},${withoutProof}`;
    const password = await preparePassword(revealSecret(this.#input, 'SCRAM'));
    const { salt, iterations } = first;
    const derivation = { hash: this.#hash, password, salt, iterations, bytes: HASH_BYTES[this.#hash] };
    const salted = await (this.#input.deriveKey ?? deriveHere)(derivation);
    if (salted === null) return abort(`the server asks for ${iterations} iterations, and the time was up before they were made`);
    const { proof, serverSignature } = scramKeys(this.#hash, salted, authMessage);
    this.#serverSignature = serverSignature;
    this.#state = 'final';
    const proofText = encodeBase64(proof);
    const message = Buffer.from(`${withoutProof},p=${proofText}`, 'utf8');
    this.#input.onSent(encodeBase64(message), [proofText]);
    return respondWithSecret(message);
  }

  #judge(text: string): SaslVerdict {
    if (text.startsWith('e=')) {
      this.#refuse(text);
      return { ok: false, detail: 'the server refuses the proof', said: visibleText(text) };
    }
    const value = /^v=([A-Za-z0-9+/=]+)(?:,|$)/.exec(text)?.[1];
    const signature = value === undefined ? null : decodeBase64(value);
    const expected = this.#serverSignature;
    if (!signature || !expected || signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
      this.#state = 'refused';
      return { ok: false, detail: "the server's signature is wrong: it does not know the password", isServerUnproven: true };
    }
    this.#state = 'proved';
    return ACCEPT;
  }

  #refuse(text: string): void {
    this.#state = 'refused';
    this.errorChallenge = visibleText(text);
  }
}

const scram = (name: string, hash: Hash, plus: boolean): SaslMechanism => ({
  name,
  uses: 'password',
  exposesSecret: false,
  standing: 'current',
  clientWord: null,
  bindsChannel: plus,
  start: (input) => new ScramExchange(input, hash, plus),
});

export const scramSha1 = scram('SCRAM-SHA-1', 'sha1', false);
export const scramSha256 = scram('SCRAM-SHA-256', 'sha256', false);
export const scramSha512 = scram('SCRAM-SHA-512', 'sha512', false);
export const scramSha1Plus = scram('SCRAM-SHA-1-PLUS', 'sha1', true);
export const scramSha256Plus = scram('SCRAM-SHA-256-PLUS', 'sha256', true);
export const scramSha512Plus = scram('SCRAM-SHA-512-PLUS', 'sha512', true);
