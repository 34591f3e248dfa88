// LOGIN (draft-murchison-sasl-login): the server prompts twice. Knows nothing but its own exchange.
import { encodeBase64 } from './base64.ts';
import { ACCEPT, abort, respondWith, respondWithSecret, revealSecret, type SaslMechanism } from './mechanism.ts';

export const login: SaslMechanism = {
  name: 'LOGIN',
  uses: 'password',
  exposesSecret: true,
  standing: 'limited',
  clientWord: 'Normal password',
  bindsChannel: false,
  start(input) {
    let prompts = 0;
    return {
      // Exchange takes the user name with the command, others don't: waiting for the prompt works with all.
      initialResponse: null,
      opensWithSecret: false,
      // The prompts are free text in any language (`Username:`, `User Name\0`, empty): only their order counts.
      async respond() {
        prompts++;
        if (prompts === 1) return respondWith(Buffer.from(input.user, 'utf8'));
        if (prompts > 2) return abort('the server prompts a third time, LOGIN has two prompts');
        const password = Buffer.from(revealSecret(input, 'LOGIN'), 'utf8');
        input.onSent(encodeBase64(password));
        return respondWithSecret(password);
      },
      finish: () => (prompts >= 2 ? ACCEPT : { ok: false, detail: 'the server accepted before it had asked for the password' }),
      errorChallenge: null,
    };
  },
};
