// OAUTHBEARER (RFC 7628): a bearer token behind a GS2 header. Knows nothing but its own exchange.
import { revealSecret, type SaslMechanism } from './mechanism.ts';
import { tokenExchange } from './oauth-error.ts';

/** RFC 5801 §4: comma and equals sign of a name in a GS2 header. */
export const gs2Name = (name: string): string => name.replaceAll('=', '=3D').replaceAll(',', '=2C');

export const oauthbearer: SaslMechanism = {
  name: 'OAUTHBEARER',
  uses: 'token',
  exposesSecret: true,
  standing: 'current',
  clientWord: 'OAuth2',
  bindsChannel: false,
  start(input) {
    const token = revealSecret(input, 'OAUTHBEARER');
    const authzid = input.user === '' ? '' : `a=${gs2Name(input.user)}`;
    const message = `n,${authzid},\x01host=${input.host}\x01port=${input.port}\x01auth=Bearer ${token}\x01\x01`;
    return tokenExchange(input, 'OAUTHBEARER', Buffer.from(message, 'utf8'), Buffer.of(0x01));
  },
};
