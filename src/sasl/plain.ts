// PLAIN (RFC 4616): name and password in one message. Knows nothing but its own exchange.
import { encodeBase64 } from './base64.ts';
import { ACCEPT, abort, revealSecret, type SaslMechanism } from './mechanism.ts';

export const plain: SaslMechanism = {
  name: 'PLAIN',
  uses: 'password',
  exposesSecret: true,
  standing: 'current',
  clientWord: 'Normal password',
  bindsChannel: false,
  start(input) {
    // No authorization identity: the server derives it. The password goes as it is, preparing it is the server's (§2).
    const message = Buffer.from(`\0${input.user}\0${revealSecret(input, 'PLAIN')}`, 'utf8');
    input.onSent(encodeBase64(message));
    return {
      initialResponse: message,
      opensWithSecret: true,
      waitsForChallenge: input.form === 'PLAIN without initial response',
      respond: async () => abort('the server asks for more after the only message of PLAIN'),
      finish: () => ACCEPT,
      errorChallenge: null,
    };
  },
};
