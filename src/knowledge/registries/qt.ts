// What Qt says of sockets and of TLS, beside the words of the system and of OpenSSL: QAbstractSocket and QSslError, which mail
// programs and devices built on Qt print. Knows no text but its own.
import { certain, likely, undecided } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const PROGRAM = 'Qt found no TLS library that it can use, or was called wrongly: the peer was not asked.';
const NAMES_NO_CAUSE = 'It names no cause: the words beside it do.';

const socket = (name: string, entry: RegistryEntry): RegistryEntry => ({
  ...entry,
  forms: [...entry.forms, `QAbstractSocket::${name}`, `QAbstractSocket::SocketError(${name})`],
});

export const QT_SOCKETS: Registry = {
  name: 'Qt sockets',
  source: 'qtbase src/network/socket/qabstractsocket.cpp, qnativesocketengine.cpp; src/network/kernel/qhostinfo.cpp',
  speaker: 'system',
  entries: [
    socket('ConnectionRefusedError', certain('tcp-refused', 'QAbstractSocket: Connection refused')),
    socket('RemoteHostClosedError', certain('connection-closed', 'The remote host closed the connection')),
    socket('HostNotFoundError', likely('dns-name-not-found', 'QAbstractSocket: Host not found')),
    socket('SocketTimeoutError', likely('tcp-timeout', 'Socket operation timed out', ['Network operation timed out'])),
    socket('SocketAccessError', likely('tcp-unreachable', 'QAbstractSocket: Permission denied')),
    socket('NetworkError', likely('tcp-unreachable', 'Network unreachable', ['Host unreachable'])),
    socket('SslHandshakeFailedError', likely('tls-handshake-failed', 'Error during SSL handshake')),
    socket('ProxyAuthenticationRequiredError', certain('proxy-auth-required', 'Proxy requires authentication')),
    socket('ProxyConnectionRefusedError', certain('proxy-unreachable', 'Connection to proxy refused')),
    socket('ProxyConnectionClosedError', likely('proxy-protocol-error', 'Connection to proxy closed prematurely')),
    socket('ProxyConnectionTimeoutError', certain('proxy-unreachable', 'Connection to proxy timed out')),
    socket('ProxyNotFoundError', certain('proxy-unreachable', 'Proxy server not found')),
    socket('ProxyProtocolError', likely('proxy-protocol-error', 'Did not receive HTTP response from proxy')),
    socket('UnknownSocketError', undecided(NAMES_NO_CAUSE, 'QAbstractSocket: Unknown error')),
    socket('SocketResourceError', undecided(PROGRAM, 'QAbstractSocket: Out of resources')),
    socket('SslInternalError', undecided(PROGRAM, 'QSslSocket::connectToHostEncrypted: TLS initialization failed')),
    socket('SslInvalidUserDataError', undecided(PROGRAM, 'Unable to init SSL Context')),
  ],
};

/** Of OpenSSL's verdicts in Qt's own words; those that both have in the same are in OpenSSL's list. */
export const QT_TLS: Registry = {
  name: 'Qt TLS',
  source: 'qtbase src/network/ssl/qsslerror.cpp, QSslError::errorString; qsslsocket_openssl.cpp',
  speaker: 'tls',
  entries: [
    certain('cert-self-signed', 'The certificate is self-signed, and untrusted', ['QSslError::SelfSignedCertificate']),
    certain('cert-untrusted-root', 'The root certificate of the certificate chain is self-signed, and untrusted', [
      'QSslError::SelfSignedCertificateInChain',
    ]),
    certain('cert-untrusted-root', 'The issuer certificate of a locally looked up certificate could not be found', [
      'QSslError::UnableToGetLocalIssuerCertificate',
    ]),
    certain('cert-untrusted-root', 'The issuer certificate could not be found', ['QSslError::UnableToGetIssuerCertificate']),
    certain('cert-missing-intermediate', 'No certificates could be verified', ['QSslError::UnableToVerifyFirstCertificate']),
    certain('cert-expired', 'The certificate has expired', ['QSslError::CertificateExpired']),
    certain('cert-not-yet-valid', 'The certificate is not yet valid', ['QSslError::CertificateNotYetValid']),
    certain('cert-name-mismatch', 'The host name did not match any of the valid hosts for this certificate', [
      'QSslError::HostNameMismatch',
    ]),
    certain('cert-untrusted-root', 'The root CA certificate is not trusted for this purpose', [
      'QSslError::CertificateUntrusted',
      'The root CA certificate is marked to reject the specified purpose',
      'QSslError::CertificateRejected',
    ]),
    certain('cert-wrong-purpose', 'The supplied certificate is unsuitable for this purpose', [
      'QSslError::InvalidPurpose',
      'One of the CA certificates is invalid',
      'QSslError::InvalidCaCertificate',
    ]),
    certain('cert-revoked', 'The peer certificate is blacklisted', ['QSslError::CertificateBlacklisted']),
    likely('tls-handshake-failed', 'The peer did not present any certificate', ['QSslError::NoPeerCertificate']),
    likely('cert-malformed', 'The signature of the certificate is invalid', ['QSslError::CertificateSignatureFailed']),
    likely('connection-closed', 'The TLS/SSL connection has been closed'),
    undecided(PROGRAM, 'QSslSocket: cannot call unresolved function', [
      'QSslSocket: cannot resolve',
      'Error creating SSL context',
      'qt.network.ssl: No functional TLS backend was found',
    ]),
  ],
};
