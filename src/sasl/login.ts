// LOGIN (draft-murchison-sasl-login): the server prompts twice. Knows nothing but its own exchange.
import { encodeBase64 } from './base64.ts';
import { ACCEPT, abort, respondWith, respondWithSecret, revealSecret, type SaslMechanism } from './mechanism.ts';

/**
 * Asked only where the name went with the command: SubEthaSMTP (jstedfast/MailKit#216), smtp4dev in 2017 (rnwood/smtp4dev#17)
 * and OpenSMTPD in 2014 (its issue 422) ask for it again, and a password in its place would stand in their logs as a user's name.
 */
const ASKS_FOR_NAME = /user|name|login/i;
const ASKS_FOR_PASSWORD = /pass/i;

export const login: SaslMechanism = {
  name: 'LOGIN',
  uses: 'password',
  exposesSecret: true,
  standing: 'limited',
  clientWord: 'Normal password',
  bindsChannel: false,
  start(input) {
    const name = Buffer.from(input.user, 'utf8');
    const goesAhead = input.form === 'LOGIN with initial response';
    let said = goesAhead ? 1 : 0;
    let isAskedAgain = false;
    return {
      // Exchange takes the user name with the command, others don't: waiting for the prompt works with all.
      initialResponse: goesAhead ? name : null,
      opensWithSecret: false,
      get isAskedAgain() {
        return isAskedAgain;
      },
      // The prompts are free text in any language (`Username:`, `User Name\0`, empty): only their order counts.
      async respond(challenge) {
        const prompt = challenge.toString('latin1');
        if (goesAhead && said === 1 && !ASKS_FOR_PASSWORD.test(prompt)) {
          const asksForName = ASKS_FOR_NAME.test(prompt);
          if (asksForName && !isAskedAgain) {
            isAskedAgain = true;
            return respondWith(name);
          }
          // Once it was asked again the order is known.
          if (asksForName || !isAskedAgain) return abort('after the user name the server does not ask for the password');
        }
        said++;
        if (said === 1) return respondWith(name);
        if (said > 2) return abort('the server prompts a third time, LOGIN has two prompts');
        const password = Buffer.from(revealSecret(input, 'LOGIN'), 'utf8');
        input.onSent(encodeBase64(password));
        return respondWithSecret(password);
      },
      finish: () => (said >= 2 ? ACCEPT : { ok: false, detail: 'the server accepted before it had asked for the password' }),
      errorChallenge: null,
    };
  },
};
