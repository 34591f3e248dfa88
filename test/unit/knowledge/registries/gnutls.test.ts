// GnuTLS: every bit of a certificate's status with its sentence, and every error code.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GNUTLS } from '../../../../src/knowledge/registries/gnutls.ts';
import { hears, holdsRegistry } from './literal-forms.ts';

/** gnutls_certificate_status_t: bits 1, 5 to 12 and 14 to 21 (13 and those before 5 are not in use). */
const STATUS_BITS = 18;
/** GNUTLS_E_* of 3.7, without aliases and internal ones. */
const ERRORS = 186;

describe('GnuTLS', () => {
  it('has every status and every error code', () => {
    const codes = GNUTLS.entries.map(({ code }) => code);
    assert.equal(codes.filter((code) => code.startsWith('GNUTLS_CERT_')).length, STATUS_BITS - 1);
    assert.ok(codes.filter((code) => code.startsWith('GNUTLS_E_')).length >= ERRORS);
  });
  holdsRegistry(GNUTLS, (form) => `*** Status: ${form} `);
  hears(GNUTLS, [
    ['- Status: The certificate is NOT trusted. The certificate issuer is unknown. ', 'GNUTLS_CERT_SIGNER_NOT_FOUND'],
    [
      'The certificate is NOT trusted. The certificate chain uses expired certificate. The name in the certificate does not match the expected.',
      'GNUTLS_CERT_EXPIRED',
      'GNUTLS_CERT_UNEXPECTED_OWNER',
    ],
    ['*** Fatal error: The TLS connection was non-properly terminated.', 'GNUTLS_E_PREMATURE_TERMINATION'],
    ['gnutls_handshake() failed: An unexpected TLS packet was received.', 'GNUTLS_E_UNEXPECTED_PACKET'],
    ['msmtp: TLS handshake failed: Error in the push function.', 'GNUTLS_E_PUSH_ERROR'],
    ['TLS error on connection (gnutls_handshake): A TLS fatal alert has been received.', 'GNUTLS_E_FATAL_ALERT_RECEIVED'],
    ['GnuTLS error -110: whatever', 'GNUTLS_E_PREMATURE_TERMINATION'],
    [
      '*** Fatal error: The Diffie-Hellman prime sent by the server is not acceptable (not long enough).',
      'GNUTLS_E_DH_PRIME_UNACCEPTABLE',
    ],
  ]);
});
