// CRAM-MD5 (RFC 2195): a keyed digest of the server's challenge. Knows nothing but its own exchange.
import { createHmac } from 'node:crypto';
import { encodeBase64 } from './base64.ts';
import { ACCEPT, abort, MAX_CHALLENGE_BYTES, respondWithSecret, revealSecret, type SaslMechanism } from './mechanism.ts';

export const cramMd5: SaslMechanism = {
  name: 'CRAM-MD5',
  uses: 'password',
  exposesSecret: false,
  standing: 'limited',
  clientWord: 'Encrypted password',
  bindsChannel: false,
  start(input) {
    let answered = false;
    return {
      initialResponse: null,
      opensWithSecret: false,
      async respond(challenge) {
        if (answered) return abort('the server sends a second challenge, CRAM-MD5 has one');
        // An answer to nothing could be replayed for ever.
        if (challenge.length === 0) return abort('the challenge of CRAM-MD5 is empty');
        if (challenge.length > MAX_CHALLENGE_BYTES) return abort(`the challenge has ${challenge.length} bytes`);
        answered = true;
        const digest = createHmac('md5', revealSecret(input, 'CRAM-MD5')).update(challenge).digest('hex');
        const message = Buffer.from(`${input.user} ${digest}`, 'utf8');
        input.onSent(encodeBase64(message), [digest]);
        return respondWithSecret(message);
      },
      finish: () => (answered ? ACCEPT : { ok: false, detail: 'the server accepted before it had sent its challenge' }),
      errorChallenge: null,
    };
  },
};
