// mbedTLS' error numbers and the events of Schannel: each is heard, in what boards and event logs print.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MBEDTLS } from '../../../../src/knowledge/registries/mbedtls.ts';
import { SCHANNEL_EVENTS } from '../../../../src/knowledge/registries/schannel-events.ts';
import { hears, holdsRegistry } from './literal-forms.ts';

/** include/mbedtls/ssl.h of 2.28 and 3.6: every number from -0x5E80 to -0x7F80 that the two releases give a name. */
const SSL_NUMBERS =
  '5e80 5f00 6000 6480 6500 6580 6600 6680 6700 6780 6800 6880 6900 6980 6a00 6a80 6b00 6b80 6c00 6c80 6d00 6d80 6e00 6e80 6f00 6f80 7000 7080 7100 7180 7200 7280 7300 7380 7400 7480 7500 7580 7600 7680 7700 7780 7800 7880 7900 7980 7a00 7a80 7b00 7b80 7c00 7c80 7d00 7d80 7e00 7e80 7f00 7f80'.split(
    ' ',
  );

describe('mbedTLS', () => {
  holdsRegistry(MBEDTLS, (form) => `[E][ssl_client.cpp:37] _handle_error() ~ ${form} ~ connect`);
  it('has every number of ssl.h, and of x509.h from 2080 to 3000', () => {
    const forms = new Set(MBEDTLS.entries.flatMap((entry) => entry.forms));
    const x509 = Array.from({ length: 19 }, (_, at) => (0x2080 + at * 0x80).toString(16));
    assert.deepEqual(
      [...SSL_NUMBERS, ...x509, '3000'].filter((hex) => !forms.has(`-0x${hex}`)),
      [],
    );
  });
  hears(MBEDTLS, [
    ['[E][ssl_client.cpp:33] handle_error(): SSL - An invalid SSL record was received', 'MBEDTLS_ERR_SSL_INVALID_RECORD'],
    ['[E][ssl_client.cpp:35] handle_error(): MbedTLS message code: -29184', 'MBEDTLS_ERR_SSL_INVALID_RECORD'],
    [
      'MbedTLS error code -9984: X509 - Certificate verification failed, e.g. CRL, CA or signature check failed',
      'MBEDTLS_ERR_X509_CERT_VERIFY_FAILED',
    ],
    ['mbedtls_ssl_handshake returned -0x7780', 'MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE'],
    ['! The certificate Common Name (CN) does not match with the expected CN', 'MBEDTLS_X509_BADCERT_CN_MISMATCH'],
    ['rssi -66 dBm, heap -80'],
  ]);
});

describe("Schannel's events", () => {
  holdsRegistry(SCHANNEL_EVENTS, (form) => `Source ~ ${form} ~ Level: Error`);
  hears(SCHANNEL_EVENTS, [
    [
      'Event ID: 36874\nSource: Schannel\nMessage: TLS 1.0 connection request was received from a remote client application, \nbut none of the cipher suites supported by the client application are supported by the server.',
      'Schannel 36874',
    ],
    ['A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 46.', 'Schannel 36887'],
    ['port 36874, 36887 bytes'],
  ]);
});
