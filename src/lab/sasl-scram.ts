// SCRAM on the server's side (RFC 5802, 7677), with and without channel binding. Checks every field that the RFC lets
// a server check, so that a sloppy client fails here.
import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { SaslAborted, type ServerMechanism } from './sasl-exchange.ts';

const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, at) => byte ^ (b[at] ?? 0)));
const same = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

function attribute(message: string, name: string): string {
  const value = message.split(',').find((part) => part.startsWith(`${name}=`));
  if (value === undefined) throw new SaslAborted('malformed');
  return value.slice(2);
}

interface Gs2Header {
  readonly text: string;
  readonly flag: string;
}

function readHeader(clientFirst: string): Gs2Header & { readonly bare: string } {
  const match = /^((n|y|p=[A-Za-z0-9.-]+),(?:a=[^,]*)?,)(n=.*)$/s.exec(clientFirst);
  if (!match) throw new SaslAborted('malformed');
  const [, text = '', flag = '', bare = ''] = match;
  return { text, flag, bare };
}

// The c= field repeats the header, followed by the binding where there is one (RFC 5802 §7).
function expectedBinding(header: Gs2Header, plus: boolean, binding: (type: string) => Buffer | null): Buffer | null {
  const text = Buffer.from(header.text);
  if (!plus) return header.flag.startsWith('p=') ? null : text;
  if (!header.flag.startsWith('p=')) return null;
  const data = binding(header.flag.slice(2));
  return data && Buffer.concat([text, data]);
}

/** RFC 5802 §5.1: a server that offers -PLUS must refuse a client that says it thinks otherwise (`y`): stripped on the way. */
export const scram =
  (hash: 'sha1' | 'sha256', plus: boolean): ServerMechanism =>
  async (exchange) => {
    const clientFirst = (exchange.initial ?? (await exchange.ask(''))).toString('utf8');
    const header = readHeader(clientFirst);
    const user = attribute(header.bare, 'n').replaceAll('=2C', ',').replaceAll('=3D', '=');
    const nonce = attribute(header.bare, 'r') + (exchange.fixed.nonce ?? randomBytes(18).toString('base64'));
    const salt = exchange.fixed.salt ?? randomBytes(16);
    const iterations = exchange.fixed.iterations ?? 4096;
    const serverFirst = `r=${nonce},s=${salt.toString('base64')},i=${iterations}`;

    const clientFinal = (await exchange.ask(serverFirst)).toString('utf8');
    const proofAt = clientFinal.lastIndexOf(',p=');
    if (proofAt < 0) throw new SaslAborted('malformed');
    const withoutProof = clientFinal.slice(0, proofAt);
    const binding = expectedBinding(header, plus, (type) => exchange.channelBinding(type));
    const bound = binding !== null && same(Buffer.from(attribute(withoutProof, 'c'), 'base64'), binding);

    const hmac = (key: Buffer, text: string): Buffer => createHmac(hash, key).update(text).digest();
    const password = exchange.account.password.normalize('NFKC');
    const salted = pbkdf2Sync(password, salt, iterations, hash === 'sha1' ? 20 : 32, hash);
    const clientKey = hmac(salted, 'Client Key');
    const stored = createHash(hash).update(clientKey).digest();
    const message = `${header.bare},${serverFirst},${withoutProof}`;
    const proof = Buffer.from(clientFinal.slice(proofAt + 3), 'base64');
    const proven = same(proof, xor(clientKey, hmac(stored, message)));
    if (!bound || !proven || attribute(withoutProof, 'r') !== nonce || user !== exchange.account.user) return false;

    const signature = hmac(hmac(salted, 'Server Key'), exchange.falseServerSignature ? 'forged' : message);
    const last = (await exchange.ask(`v=${signature.toString('base64')}`)).toString('utf8');
    return last === '';
  };
