// EXTERNAL (RFC 4422, appendix A): the TLS client certificate says who it is. Knows nothing but its own exchange.
import { ACCEPT, abort, type SaslMechanism } from './mechanism.ts';

export const external: SaslMechanism = {
  name: 'EXTERNAL',
  uses: 'certificate',
  exposesSecret: false,
  standing: 'current',
  clientWord: 'TLS certificate',
  bindsChannel: false,
  start(input) {
    return {
      // The name to act as; empty where the certificate alone is to decide.
      initialResponse: Buffer.from(input.user, 'utf8'),
      opensWithSecret: false,
      respond: async () => abort('the server asks for more after the only message of EXTERNAL'),
      finish: () => ACCEPT,
      errorChallenge: null,
    };
  },
};
