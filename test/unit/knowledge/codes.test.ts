// Error codes and client messages, by library.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainCode, explainOauthError, oauthErrorIn } from '../../../src/knowledge/index.ts';
import { type FindingId, isFindingId } from '../../../src/model/finding.ts';
import fc, { anyCharacter } from '../../support/property.ts';

const CODES: readonly (readonly [string, FindingId])[] = [
  ['ECONNREFUSED', 'tcp-refused'],
  ['connect ECONNREFUSED 192.0.2.7:587', 'tcp-refused'],
  ['ETIMEDOUT', 'tcp-timeout'],
  ['connect ETIMEDOUT 192.0.2.7:25', 'tcp-timeout'],
  ['ESOCKETTIMEDOUT', 'tcp-timeout'],
  ['EHOSTUNREACH', 'tcp-unreachable'],
  ['ENETUNREACH', 'tcp-unreachable'],
  ['read ECONNRESET', 'tcp-reset'],
  ['EPIPE', 'tcp-reset'],
  ['getaddrinfo ENOTFOUND smtp.example.invalid', 'dns-name-not-found'],
  ['getaddrinfo EAI_AGAIN smtp.example.com', 'dns-timeout'],
  ['queryMx ESERVFAIL example.com', 'dns-server-failure'],
  ['queryMx EREFUSED example.com', 'dns-server-failure'],
  ['queryA ETIMEOUT example.com', 'dns-timeout'],
  ['queryMx ECONNREFUSED example.com', 'dns-timeout'],
  ['queryAaaa ENODATA example.com', 'dns-no-address'],
  ['getaddrinfo ENOTFOUND smtps://mail.example.org', 'bad-target'],
  ['CERT_HAS_EXPIRED', 'cert-expired'],
  ['CERT_NOT_YET_VALID', 'cert-not-yet-valid'],
  ['CERT_REVOKED', 'cert-revoked'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'cert-self-signed'],
  ['self signed certificate in certificate chain', 'cert-untrusted-root'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'cert-untrusted-root'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'cert-untrusted-root'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'cert-missing-intermediate'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'cert-name-mismatch'],
  ['INVALID_PURPOSE: unsuitable certificate purpose', 'cert-wrong-purpose'],
  ['UNSPECIFIED: EE certificate key too weak', 'cert-weak-key'],
  ['CA signature digest algorithm too weak', 'cert-weak-signature'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'mode-mismatch'],
  ['error:0A00010B:SSL routines::wrong version number', 'mode-mismatch'],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'mode-mismatch'],
  ['error:0A000102:SSL routines::unsupported protocol', 'tls-version-unsupported'],
  ['tlsv1 alert protocol version', 'tls-version-unsupported'],
  ['sslv3 alert handshake failure', 'tls-no-shared-cipher'],
  ['ssl/tls alert handshake failure', 'tls-no-shared-cipher'],
  ['dh key too small', 'tls-no-shared-cipher'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'tls-client-certificate-required'],
  ['tlsv1 alert unknown ca', 'tls-client-certificate-required'],
  ['Client network socket disconnected before secure TLS connection was established', 'tls-handshake-failed'],
  ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR: SSL alert number 80', 'tls-handshake-failed'],
  ['write EPROTO', 'tls-handshake-failed'],
  // Python
  [
    'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1000)',
    'cert-expired',
  ],
  ['[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1000)', 'cert-self-signed'],
  [
    '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1129)',
    'cert-untrusted-root',
  ],
  [
    "certificate verify failed: Hostname mismatch, certificate is not valid for 'mail.example.org'. (_ssl.c:1129)",
    'cert-name-mismatch',
  ],
  ['[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1129)', 'mode-mismatch'],
  ['socket.gaierror: [Errno -2] Name or service not known', 'dns-name-not-found'],
  ['socket.gaierror: [Errno -3] Temporary failure in name resolution', 'dns-timeout'],
  ['ConnectionRefusedError: [Errno 111] Connection refused', 'tcp-refused'],
  ['TimeoutError: [Errno 110] Connection timed out', 'tcp-timeout'],
  ['OSError: [Errno 101] Network is unreachable', 'tcp-unreachable'],
  ['smtplib.SMTPNotSupportedError: STARTTLS extension not supported by server.', 'starttls-not-offered'],
  ['smtplib.SMTPNotSupportedError: SMTP AUTH extension not supported by server.', 'auth-not-advertised'],
  ['smtplib.SMTPServerDisconnected: Connection unexpectedly closed', 'connection-closed'],
  // Java
  [
    'javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
    'cert-untrusted-root',
  ],
  ['java.net.UnknownHostException: smtp.example.invalid', 'dns-name-not-found'],
  ['java.net.ConnectException: Connection refused (Connection refused)', 'tcp-refused'],
  ['javax.net.ssl.SSLException: Unsupported or unrecognized SSL message', 'mode-mismatch'],
  [
    'javax.net.ssl.SSLHandshakeException: No appropriate protocol (protocol is disabled or cipher suites are inappropriate)',
    'tls-version-unsupported',
  ],
  [
    'java.security.cert.CertificateException: No subject alternative DNS name matching mail.example.org found.',
    'cert-name-mismatch',
  ],
  // .NET and Windows
  [
    'System.Net.Sockets.SocketException (10061): No connection could be made because the target machine actively refused it',
    'tcp-refused',
  ],
  [
    'A connection attempt failed because the connected party did not properly respond after a period of time (10060)',
    'tcp-timeout',
  ],
  ['SocketException (11001): No such host is known', 'dns-name-not-found'],
  ['An existing connection was forcibly closed by the remote host', 'tcp-reset'],
  [
    'The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch',
    'cert-name-mismatch',
  ],
  ['The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot', 'cert-untrusted-root'],
  ['Cannot determine the frame size or a corrupted frame was received.', 'mode-mismatch'],
  ['The client and server cannot communicate, because they do not possess a common algorithm', 'tls-no-shared-cipher'],
  // Go
  ['x509: certificate signed by unknown authority', 'cert-untrusted-root'],
  ['tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time is after', 'cert-expired'],
  ['x509: certificate is valid for a.example, not b.example', 'cert-name-mismatch'],
  ['tls: first record does not look like a TLS handshake', 'mode-mismatch'],
  ['dial tcp: lookup smtp.example.invalid: no such host', 'dns-name-not-found'],
  ['dial tcp 192.0.2.7:25: i/o timeout', 'tcp-timeout'],
  // PHP, curl, GnuTLS
  [
    "stream_socket_enable_crypto(): Peer certificate CN=`*.host.example' did not match expected CN=`mail.example.org'",
    'cert-name-mismatch',
  ],
  ['php_network_getaddresses: getaddrinfo failed: Name or service not known', 'dns-name-not-found'],
  ['curl: (60) SSL certificate problem: unable to get local issuer certificate', 'cert-untrusted-root'],
  ['curl: (6) Could not resolve host: smtp.example.invalid', 'dns-name-not-found'],
  ['curl: (7) Failed to connect to smtp.example.com port 25: Connection refused', 'tcp-refused'],
  ['gnutls_handshake() failed: An unexpected TLS packet was received.', 'mode-mismatch'],
  ['verify error:num=18:self signed certificate', 'cert-self-signed'],
  ['Greeting never received', 'greeting-timeout'],
];

for (const [code, id] of CODES) {
  test(`${code.slice(0, 90)} is ${id}`, () => assert.equal(explainCode(code)[0]?.id, id));
}

test('an inspecting product as issuer goes before the missing link', () => {
  const [best] = explainCode(
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE: unable to verify the first certificate (issuer CN=ESET SSL Filter CA, O=ESET, spol. s r. o.)',
  );
  assert.equal(best?.id, 'tls-intercepted');
  assert.equal(best?.provider, 'ESET');
});

test('plain words are no codes', () => {
  for (const text of ['the moon is made of green cheese', 'hello', '', 'thank you for your letter', 'EVERYTHING IS FINE']) {
    assert.deepEqual(explainCode(text), [], text);
  }
});

test('OAuth errors name their cause', () => {
  const secret = explainOauthError('invalid_client', 'AADSTS7000215: Invalid client secret provided.')[0];
  assert.equal(secret?.id, 'oauth-token-request-failed');
  assert.match(secret?.fix ?? '', /Value/);
  assert.equal(secret?.provider, 'Microsoft Entra ID');
  assert.match(
    explainOauthError('invalid_grant', 'Token has been expired or revoked.')[0]?.meaning ?? '',
    /refresh|expired|revoked/i,
  );
  assert.equal(explainOauthError('something_new')[0]?.confidence, 'generic');
  assert.equal(oauthErrorIn('{"error": "invalid_grant", "error_description": "Bad Request"}')?.error, 'invalid_grant');
  assert.equal(oauthErrorIn('all is well'), null);
});

test('any text: no throw, and only known findings', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 300 }), (text) => {
      for (const { id } of [...explainCode(text), ...explainOauthError(text, text)]) assert.ok(isFindingId(id));
    }),
  );
});
