// The alerts of TLS: all that IANA assigns, in the words of each library, and by who received or sent them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findInRegistries } from '../../../../src/knowledge/registries/index.ts';
import { TLS_ALERTS, TLS_ALERTS_IN_SERVER_LOGS, TLS_ALERTS_SENT } from '../../../../src/knowledge/registries/tls-alerts.ts';
import { hears, holdsRegistry } from './literal-forms.ts';

/** IANA, "TLS Alerts": every number of 0 to 255 that is assigned or reserved for a name. */
const ASSIGNED = [
  0, 10, 20, 21, 22, 30, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 60, 70, 71, 80, 86, 90, 100, 109, 110, 111, 112, 113,
  114, 115, 116, 117, 120, 121,
];

const numbersHeard = (): number[] =>
  Array.from({ length: 256 }, (_, number) => number).filter(
    (number) => findInRegistries(`SSL alert number ${number}`, ['tls']).length > 0,
  );

describe('TLS alerts, received by a client', () => {
  it('are all that are assigned', () => {
    assert.deepEqual(numbersHeard(), ASSIGNED);
    assert.equal(TLS_ALERTS.entries.length, ASSIGNED.length);
  });
  holdsRegistry(TLS_ALERTS, (form) => `140735:${form}:ssl/record/rec_layer_s3.c:1543:`);
  hears(TLS_ALERTS, [
    ['SSL routines:SSL23_GET_SERVER_HELLO:sslv3 alert handshake failure:s23_clnt.c:769:', 'handshake_failure'],
    ['error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:SSL alert number 40', 'handshake_failure'],
    ['error:0A00042E:SSL routines::tlsv1 alert protocol version:SSL alert number 70', 'protocol_version'],
    ['error:0A000412:SSL routines::ssl/tls alert bad certificate', 'bad_certificate'],
    ["code: 'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE'", 'handshake_failure'],
    ["code: 'ERR_SSL_TLSV1_UNRECOGNIZED_NAME'", 'unrecognized_name'],
    ['[SSL: TLSV1_ALERT_INTERNAL_ERROR] tlsv1 alert internal error (_ssl.c:1129)', 'internal_error'],
    ['error:0A00045C:SSL routines::tlsv13 alert certificate required', 'certificate_required'],
    ['javax.net.ssl.SSLHandshakeException: Received fatal alert: protocol_version', 'protocol_version'],
    ['remote error: tls: unknown certificate authority', 'unknown_ca'],
    ['remote error: tls: bad record MAC', 'bad_record_mac'],
    ['*** Fatal error: A TLS fatal alert has been received: CA is unknown', 'unknown_ca'],
    ['*** Received alert [40]: Handshake failed', 'handshake_failure'],
    ['received fatal alert: UnknownCA', 'unknown_ca'],
    ['received fatal alert: BadCertificate', 'bad_certificate'],
    ["Authentication failed because the remote party sent a TLS alert: 'HandshakeFailure'.", 'handshake_failure'],
    ['A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 70.', 'protocol_version'],
    ['SSL3 alert read:fatal:certificate expired', 'certificate_expired'],
    ['* TLSv1.3 (IN), TLS alert, handshake failure (552):', 'handshake_failure'],
    ['main, RECV TLSv1.2 ALERT: fatal, handshake_failure', 'handshake_failure'],
    ['Alert number 400, and 40 of them'],
    ['Alert: internal error, access denied'],
  ]);
});

describe('TLS alerts, received by a server', () => {
  holdsRegistry(
    TLS_ALERTS_IN_SERVER_LOGS,
    (form) => `dovecot: imap-login: TLS handshaking: SSL_accept() failed: ${form} user=<>`,
  );
  hears(TLS_ALERTS_IN_SERVER_LOGS, [
    ['warning: TLS library problem: error:0A000418:SSL routines::tlsv1 alert unknown ca:SSL alert number 48:', 'unknown_ca'],
    ['imap-login: Warning: SSL alert: where=0x4004, ret=560: fatal unknown CA [198.51.100.7]', 'unknown_ca'],
    ['TLS error on connection (recv): A TLS fatal alert has been received: Certificate is expired', 'certificate_expired'],
  ]);

  it('mean the certificate of the server, where a client means its own', () => {
    const line = 'tlsv1 alert unknown ca';
    assert.deepEqual(
      findInRegistries(line, ['server-log']).map(({ entry }) => entry.id),
      ['cert-untrusted-root'],
    );
    assert.deepEqual(
      findInRegistries(line, ['tls']).map(({ entry }) => entry.id),
      ['tls-client-certificate-required'],
    );
  });
});

describe('TLS alerts, sent', () => {
  holdsRegistry(TLS_ALERTS_SENT, (form) => `2026-11-26 12:00:00 ${form}, closing`);
  hears(TLS_ALERTS_SENT, [
    ['SSL3 alert write:fatal:unknown CA', 'sent:unknown_ca'],
    ['org.bouncycastle.tls.TlsFatalAlert: certificate_unknown(46)', 'sent:certificate_unknown'],
    [
      'javax.net.ssl|ERROR|01|main|TransportContext.java:344|Fatal (CERTIFICATE_UNKNOWN): PKIX path building failed',
      'sent:certificate_unknown',
    ],
    ['* TLSv1.3 (OUT), TLS alert, unknown CA (560):', 'sent:unknown_ca'],
    ['>>> TLS 1.2, Alert [length 0002], fatal bad_certificate', 'sent:bad_certificate'],
    ['main, SEND TLSv1.2 ALERT:  fatal, description = certificate_unknown', 'sent:certificate_unknown'],
    ['org.bouncycastle.tls.TlsFatalAlertReceived: handshake_failure(40)'],
  ]);

  it('hide those received that have the same name', () => {
    const found = findInRegistries('TlsFatalAlert: bad_certificate(42)', ['tls']);
    assert.deepEqual(
      found.map(({ entry }) => [entry.code, entry.id]),
      [['sent:bad_certificate', 'cert-untrusted-root']],
    );
  });
});
