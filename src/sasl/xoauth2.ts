// XOAUTH2 (Google's and Microsoft's bearer mechanism, older than the RFC). Knows nothing but its own exchange.
import { NOTHING, revealSecret, type SaslMechanism } from './mechanism.ts';
import { tokenExchange } from './oauth-error.ts';

export const xoauth2: SaslMechanism = {
  name: 'XOAUTH2',
  uses: 'token',
  exposesSecret: true,
  standing: 'current',
  clientWord: 'OAuth2',
  bindsChannel: false,
  start(input) {
    const token = revealSecret(input, 'XOAUTH2');
    const message = Buffer.from(`user=${input.user}\x01auth=Bearer ${token}\x01\x01`, 'utf8');
    return tokenExchange(input, 'XOAUTH2', message, NOTHING);
  },
};
