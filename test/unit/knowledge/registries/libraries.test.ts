// The TLS of Node, Java, Go and Rust, sockets and TLS of Qt: every sentence and name is heard, in what their programs print.
import { describe } from 'node:test';
import { GO_TLS } from '../../../../src/knowledge/registries/go-tls.ts';
import { JAVA_TLS } from '../../../../src/knowledge/registries/java-tls.ts';
import { NODE_TLS } from '../../../../src/knowledge/registries/node-tls.ts';
import { QT_SOCKETS, QT_TLS } from '../../../../src/knowledge/registries/qt.ts';
import { RUSTLS } from '../../../../src/knowledge/registries/rustls.ts';
import { hears, holdsRegistry } from './literal-forms.ts';

describe('Node TLS', () => {
  holdsRegistry(NODE_TLS, (form) => `nodemailer ~ ${form} ~ `);
  hears(NODE_TLS, [
    [
      "Hostname/IP does not match certificate's altnames: Host: a.example. is not in the cert's altnames: DNS:b.example { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }",
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    [
      'Error: Client network socket disconnected before secure TLS connection was established',
      'Client network socket disconnected before secure TLS connection was established',
    ],
  ]);
});

describe('Java TLS', () => {
  holdsRegistry(JAVA_TLS, (form) => `Caused by java.lang.Exception ~ ${form} ~ at sun.Foo.bar(Foo.java:344)`);
  hears(JAVA_TLS, [
    [
      'javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
      'SSLHandshakeException',
      'SunCertPathBuilderException',
    ],
    ['java.security.cert.CertificateExpiredException: NotAfter: Mon Jun 01 12:00:00 CEST 2026', 'CertificateExpiredException'],
    [
      'java.security.cert.CertificateException: No subject alternative DNS name matching mail.example.com found.',
      'No subject alternative DNS name matching',
    ],
    ['javax.net.ssl.SSLException: Unsupported or unrecognized SSL message', 'Unsupported or unrecognized SSL message'],
    [
      'No appropriate protocol (protocol is disabled or cipher suites are inappropriate)',
      'No appropriate protocol (protocol is disabled or cipher suites are inappropriate)',
    ],
    [
      'The server selected protocol version TLS10 is not accepted by client preferences [TLS12]',
      'The server selected protocol version',
      'is not accepted by client preferences',
    ],
    ['java.io.EOFException: SSL peer shut down incorrectly', 'SSL peer shut down incorrectly'],
    // As openssl s_client lists a chain.
    ['   v:NotBefore: Jan  1 00:00:00 2026 GMT; NotAfter: Apr  1 00:00:00 2026 GMT'],
  ]);
});

describe('Go TLS', () => {
  holdsRegistry(GO_TLS, (form) => `dial tcp 192.0.2.1:465 ~ ${form} ~ level=error`);
  hears(GO_TLS, [
    [
      'tls: failed to verify certificate: x509: certificate signed by unknown authority',
      'tls: failed to verify certificate',
      'x509: certificate signed by unknown authority',
    ],
    ['x509: certificate is valid for smtp.example.net, not mail.example.com', 'x509: certificate is valid for'],
    [
      "x509: cannot validate certificate for 192.0.2.1 because it doesn't contain any IP SANs",
      'x509: cannot validate certificate for',
    ],
    [
      'x509: certificate has expired or is not yet valid: current time 2026-11-26T22:00:00Z is after 2026-06-01T00:00:00Z',
      'x509: certificate has expired or is not yet valid',
    ],
    ['tls: first record does not look like a TLS handshake', 'tls: first record does not look like a TLS handshake'],
    ['tls: server selected unsupported protocol version 301', 'tls: server selected unsupported protocol version'],
    ['x509: “mail.example.com” certificate is not trusted', 'x509: certificate is not trusted'],
    ['remote error: tls: handshake failure'],
  ]);
});

describe('rustls', () => {
  holdsRegistry(RUSTLS, (form) => `lettre ~ ${form} ~ Connection`);
  hears(RUSTLS, [
    ['Connection error: invalid peer certificate: UnknownIssuer', 'CertificateError::UnknownIssuer'],
    [
      'invalid peer certificate: certificate expired: verification time 1764190000 (UNIX), but certificate is not valid after 1',
      'CertificateError::Expired',
    ],
    [
      'invalid peer certificate: certificate not valid for name "mail.example.com"; certificate is only valid for DnsName("x")',
      'CertificateError::NotValidForName',
    ],
    ['Custom { kind: InvalidData, error: InvalidCertificate(NotValidForName) }', 'CertificateError::NotValidForName'],
    ['received corrupt message of type InvalidContentType', 'InvalidContentType'],
    ['peer is incompatible: ServerDoesNotSupportTls12Or13', 'PeerIncompatible::ServerDoesNotSupportTls12Or13'],
  ]);
});

describe('Qt', () => {
  holdsRegistry(QT_SOCKETS, (form) => `kmail ~ ${form} ~ `);
  holdsRegistry(QT_TLS, (form) => `SSL error ~ ${form} ~ `);
  hears(QT_SOCKETS, [
    ['QAbstractSocket::RemoteHostClosedError "The remote host closed the connection"', 'The remote host closed the connection'],
    ['QAbstractSocket::HostNotFoundError "Host smtp.example.invalid not found"', 'QAbstractSocket: Host not found'],
  ]);
  hears(QT_TLS, [
    ['SSL error: "The certificate is self-signed, and untrusted"', 'The certificate is self-signed, and untrusted'],
  ]);
});
