// DIGEST-MD5 (RFC 2831, withdrawn by RFC 6331, still met on old servers): qop=auth only, and the server must prove
// itself by rspauth. Knows nothing but its own exchange.
import { createHash } from 'node:crypto';
import { encodeBase64 } from './base64.ts';
import type { SaslExchange, SaslInput, SaslMechanism, SaslStep, SaslVerdict } from './mechanism.ts';
import { ACCEPT, abort, MAX_CHALLENGE_BYTES, NOTHING, respondWith, respondWithSecret, revealSecret } from './mechanism.ts';

const CNONCE_BYTES = 18;
const MAX_DIRECTIVES = 64;

// One pattern over a whole directive has blanks beside blanks where the value is empty, and tries every way to part them.
const SEPARATORS = /[\t\r\n ,]*/y;
const BLANKS = /[\t\r\n ]*/y;
const NAME = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const EQUALS = /=/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/sy;
const PLAIN = /[^\s,"]*/y;
const END = /,|$/y;

/** RFC 2831 §7.1: name → values in order; null where the text is no list of directives. */
export function parseDirectives(text: string): Map<string, string[]> | null {
  const found = new Map<string, string[]>();
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  for (let count = 0; ; count++) {
    take(SEPARATORS);
    if (at === text.length) break;
    const name = take(NAME)?.[0].toLowerCase();
    take(BLANKS);
    if (name === undefined || count >= MAX_DIRECTIVES || !take(EQUALS)) return null;
    take(BLANKS);
    const quoted = take(QUOTED)?.[1]?.replace(/\\(.)/gs, '$1');
    const value = quoted ?? take(PLAIN)?.[0] ?? '';
    take(BLANKS);
    if (!take(END)) return null;
    found.set(name, [...(found.get(name) ?? []), value]);
  }
  return found.size === 0 ? null : found;
}

export interface DigestParameters {
  readonly user: string;
  readonly realm: string;
  readonly password: string;
  readonly nonce: string;
  readonly cnonce: string;
  readonly uri: string;
}

const md5 = (...parts: (string | Buffer)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('md5')).digest();

/** RFC 2831 §2.1.2.1: names and passwords that fit Latin-1 are hashed in it, even where UTF-8 goes over the wire. */
const hashedText = (text: string): Buffer =>
  /[^\u0000-\u00ff]/.test(text) ? Buffer.from(text, 'utf8') : Buffer.from(text, 'latin1');

/** The client's `response` and the server's `rspauth`, in hex. */
export function digestResponses(p: DigestParameters): { response: string; rspauth: string } {
  const secret = md5(hashedText(p.user), ':', hashedText(p.realm), ':', hashedText(p.password));
  const a1 = md5(secret, `:${p.nonce}:${p.cnonce}`).toString('hex');
  const answer = (a2: string): string =>
    md5(`${a1}:${p.nonce}:00000001:${p.cnonce}:auth:${md5(a2).toString('hex')}`).toString('hex');
  return { response: answer(`AUTHENTICATE:${p.uri}`), rspauth: answer(`:${p.uri}`) };
}

/** What the challenge offers, or what is wrong with it (RFC 2831 §2.1.1). */
export function parseDigestChallenge(text: string): { realm: string | null; nonce: string; utf8: boolean } | string {
  const directives = parseDirectives(text);
  if (!directives) return 'the challenge is no list of DIGEST-MD5 directives';
  for (const name of ['nonce', 'algorithm', 'charset', 'qop', 'maxbuf', 'stale', 'cipher']) {
    if ((directives.get(name)?.length ?? 0) > 1) return `the challenge has ${name} twice`;
  }
  const nonce = directives.get('nonce')?.[0];
  if (!nonce) return 'the challenge has no nonce';
  if (directives.get('algorithm')?.[0]?.toLowerCase() !== 'md5-sess')
    return 'the challenge asks for an algorithm other than md5-sess';
  const qop = directives.get('qop')?.[0];
  if (
    qop !== undefined &&
    !qop
      .toLowerCase()
      .split(/[\s,]+/)
      .includes('auth')
  )
    return 'the server does not offer qop=auth';
  return { realm: directives.get('realm')?.[0] ?? null, nonce, utf8: directives.get('charset')?.[0]?.toLowerCase() === 'utf-8' };
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

class DigestExchange implements SaslExchange {
  readonly initialResponse = null;
  readonly opensWithSecret = false;
  readonly errorChallenge = null;
  readonly #input: SaslInput;
  #rspauth: string | null = null;
  #proved = false;

  constructor(input: SaslInput) {
    this.#input = input;
  }

  async respond(challenge: Buffer): Promise<SaslStep> {
    if (challenge.length > MAX_CHALLENGE_BYTES) return abort(`the challenge has ${challenge.length} bytes`);
    const text = challenge.toString('utf8');
    if (this.#proved) return abort('the server sends more after the end of the DIGEST-MD5 exchange');
    if (this.#rspauth === null) return this.#answer(text);
    const verdict = this.#judge(text);
    return verdict.ok ? respondWith(NOTHING) : abort(verdict);
  }

  finish(finalData: Buffer | null): SaslVerdict {
    if (this.#proved) return ACCEPT;
    if (finalData !== null && finalData.length > 0) return this.#judge(finalData.toString('utf8'));
    return { ok: false, detail: 'the server accepted without proving that it knows the password', isServerUnproven: true };
  }

  #answer(text: string): SaslStep {
    const offer = parseDigestChallenge(text);
    if (typeof offer === 'string') return abort(offer);
    const { user, host, service } = this.#input;
    const realm = offer.realm ?? '';
    const cnonce = encodeBase64(this.#input.randomBytes(CNONCE_BYTES));
    const uri = `${service}/${host}`;
    const password = revealSecret(this.#input, 'DIGEST-MD5');
    const { response, rspauth } = digestResponses({ user, realm, password, nonce: offer.nonce, cnonce, uri });
    this.#rspauth = rspauth;
    const fields = [
      ...(offer.utf8 ? ['charset=utf-8'] : []),
      `username=${quoted(user)}`,
      ...(offer.realm === null ? [] : [`realm=${quoted(realm)}`]),
      `nonce=${quoted(offer.nonce)}`,
      'nc=00000001',
      `cnonce=${quoted(cnonce)}`,
      `digest-uri=${quoted(uri)}`,
      `response=${response}`,
      'qop=auth',
    ];
    // Without charset=utf-8 the wire is Latin-1 (§2.1.1); what does not fit it goes as UTF-8 all the same.
    const message = Buffer.from(fields.join(','), offer.utf8 || /[^\u0000-\u00ff]/.test(user + realm) ? 'utf8' : 'latin1');
    this.#input.onSent(encodeBase64(message), [response]);
    return respondWithSecret(message);
  }

  #judge(text: string): SaslVerdict {
    const values = parseDirectives(text)?.get('rspauth');
    if (this.#rspauth === null || values?.length !== 1 || values[0]?.toLowerCase() !== this.#rspauth) {
      return { ok: false, detail: "the server's rspauth is wrong: it does not know the password", isServerUnproven: true };
    }
    this.#proved = true;
    return ACCEPT;
  }
}

export const digestMd5: SaslMechanism = {
  name: 'DIGEST-MD5',
  uses: 'password',
  exposesSecret: false,
  standing: 'historic',
  clientWord: 'Encrypted password',
  bindsChannel: false,
  start: (input) => new DigestExchange(input),
};
