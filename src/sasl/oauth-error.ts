// What XOAUTH2 and OAUTHBEARER share: a refused token comes back as a challenge with JSON, which must be answered
// before the server says no. Knows nothing of the token.
import { shorten } from '../model/shorten.ts';
import { visibleBytes } from '../model/visible-text.ts';
import { encodeBase64 } from './base64.ts';
import { ACCEPT, abort, MAX_CHALLENGE_BYTES, respondWith, type SaslExchange, type SaslInput } from './mechanism.ts';

/** `answer`: what acknowledges the error, an empty response (XOAUTH2) or a single 0x01 (RFC 7628 §3.2.3). */
export function tokenExchange(input: SaslInput, name: string, message: Buffer, answer: Buffer): SaslExchange {
  input.onSent(encodeBase64(message));
  let errorChallenge: string | null = null;
  return {
    initialResponse: message,
    opensWithSecret: true,
    async respond(challenge) {
      if (errorChallenge !== null) return abort(`the server sends another challenge after the error of ${name}`);
      errorChallenge = shorten(visibleBytes(challenge), MAX_CHALLENGE_BYTES);
      return respondWith(answer);
    },
    finish: () => (errorChallenge === null ? ACCEPT : { ok: false, detail: 'the server refused the token, then accepted it' }),
    get errorChallenge() {
      return errorChallenge;
    },
  };
}
