// ANONYMOUS (RFC 4505): no name, no secret, a trace for the server's log. Never chosen unless it is named.
import { ACCEPT, abort, type SaslMechanism } from './mechanism.ts';

/** RFC 4505 §2: a token of at most 255 characters. */
const MAX_TRACE = 255;

export const anonymous: SaslMechanism = {
  name: 'ANONYMOUS',
  uses: 'nothing',
  exposesSecret: false,
  standing: 'current',
  clientWord: 'none (anonymous)',
  bindsChannel: false,
  start(input) {
    return {
      initialResponse: Buffer.from([...input.user].slice(0, MAX_TRACE).join(''), 'utf8'),
      opensWithSecret: false,
      respond: async () => abort('the server asks for more after the only message of ANONYMOUS'),
      finish: () => ACCEPT,
      errorChallenge: null,
    };
  },
};
