// What Node itself says of TLS, beside OpenSSL's verdicts and reasons: ERR_TLS_* and two sentences of its own. nodemailer,
// imapflow, n8n, Nextcloud's apps and Electron programs print them.
import { certain, likely, undecided } from './entries.ts';
import type { Registry } from './registry.ts';

const PROGRAM = 'The program that prints this sets Node up wrongly: not the peer.';

export const NODE_TLS: Registry = {
  name: 'Node TLS',
  source: 'nodejs doc/api/errors.md, lib/_tls_wrap.js, lib/tls.js',
  speaker: 'tls',
  entries: [
    certain('cert-name-mismatch', 'ERR_TLS_CERT_ALTNAME_INVALID', [
      "Hostname/IP does not match certificate's altnames",
      "Hostname/IP doesn't match certificate's altnames",
    ]),
    certain('cert-malformed', 'ERR_TLS_CERT_ALTNAME_FORMAT', ['Invalid subject alternative name string']),
    certain('tls-no-shared-cipher', 'ERR_TLS_DH_PARAM_SIZE'),
    likely('tls-handshake-failed', 'ERR_TLS_HANDSHAKE_TIMEOUT', ['TLS handshake timeout']),
    likely('tls-handshake-failed', 'ERR_TLS_RENEGOTIATION_DISABLED'),
    likely('tls-handshake-failed', 'ERR_TLS_SESSION_ATTACK'),
    likely(
      'connection-closed',
      'Client network socket disconnected before secure TLS connection was established',
      ['socket disconnected before secure TLS connection was established'],
      {
        meaning:
          'The server closed the connection in the middle of the handshake and did not say why: versions or ciphers that it does not like, a connection limit, an inspecting firewall, or a port without TLS.',
      },
    ),
    undecided(PROGRAM, 'ERR_TLS_INVALID_PROTOCOL_VERSION'),
    undecided(PROGRAM, 'ERR_TLS_INVALID_PROTOCOL_METHOD'),
    undecided(PROGRAM, 'ERR_TLS_PROTOCOL_VERSION_CONFLICT'),
    undecided(PROGRAM, 'ERR_TLS_REQUIRED_SERVER_NAME'),
    undecided(PROGRAM, 'ERR_TLS_SNI_FROM_SERVER'),
    undecided(PROGRAM, 'ERR_TLS_INVALID_CONTEXT'),
    undecided(PROGRAM, 'ERR_TLS_INVALID_STATE'),
    undecided(PROGRAM, 'ERR_TLS_PSK_SET_IDENTITY_HINT_FAILED'),
    undecided(PROGRAM, 'ERR_TLS_ALPN_CALLBACK_INVALID_RESULT'),
    undecided(PROGRAM, 'ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS'),
  ],
};
