// Java's TLS (JSSE) and certificate paths (PKIX): the sentences that the JDK builds its exceptions of, as Jakarta Mail, Spring,
// Tomcat, Jenkins, Jira and Android print them. What the peer's alerts are called is in `tls-alerts.ts`.
import { certain, likely, undecided } from './entries.ts';
import type { Registry } from './registry.ts';

const JSSE = 'OpenJDK sun.security.ssl';
const VALIDATOR = 'OpenJDK sun.security.validator';
const CERTPATH = 'OpenJDK sun.security.provider.certpath';
const HOSTNAME = 'OpenJDK sun.security.util.HostnameChecker';

const PLAINTEXT = {
  title: 'TLS was spoken to a plaintext port',
  meaning: 'The client began with TLS and the server answered in plaintext: the port wants STARTTLS, or is no TLS port at all.',
  fix: 'Port 587, 25 or 143: `mail.<protocol>.starttls.enable=true` and no `ssl.enable`. For implicit TLS use 465, 993 or 995 with `mail.<protocol>.ssl.enable=true`.',
  source: `${JSSE}.SSLSocketInputRecord`,
};
const DISTRUSTED = {
  title: 'Java does not trust this authority any more',
  meaning: 'The certificate comes from an authority that Java has withdrawn its trust from, as browsers have.',
  fix: "The server's administrator: get a certificate from another authority.",
  source: `${VALIDATOR}.CADistrustPolicy`,
};

export const JAVA_TLS: Registry = {
  name: 'Java TLS',
  source:
    'OpenJDK 17 and 25, java.base: sun.security.ssl, sun.security.validator, sun.security.provider.certpath, sun.security.util',
  speaker: 'tls',
  entries: [
    // paths
    likely(
      'cert-untrusted-root',
      'SunCertPathBuilderException',
      [
        'unable to find valid certification path to requested target',
        'PKIX path building failed',
        'PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
        'ValidatorException: PKIX path building failed',
      ],
      {
        meaning:
          "No way leads from the server's certificate to an authority in the trust store of this Java (lib/security/cacerts): a private or inspecting authority, an old Java, or an intermediate that the server does not send.",
        fix: 'A company or antivirus authority: `keytool -importcert -cacerts -alias <name> -file <root>.pem`, or run with `-Djavax.net.ssl.trustStoreType=Windows-ROOT` (Windows), `KeychainStore` (macOS). A public one: update Java, or have the server send its whole chain.',
        source: `${VALIDATOR}.PKIXValidator`,
      },
    ),
    likely('cert-untrusted-root', 'PKIX path validation failed', ['ValidatorException: PKIX path validation failed'], {
      meaning: 'A chain was found and did not pass: the sentence behind it says why.',
      source: `${VALIDATOR}.PKIXValidator`,
    }),
    likely('cert-untrusted-root', 'Path does not chain with any of the trust anchors', [], { source: CERTPATH }),
    likely(
      'cert-untrusted-root',
      'Trust anchor for certification path not found',
      ['CertPathValidatorException: Trust anchor for certification path not found'],
      { source: 'Android org.conscrypt.TrustManagerImpl' },
    ),
    likely('cert-untrusted-root', 'the trustAnchors parameter must be non-empty', [], {
      title: 'The trust store of this Java is empty',
      meaning:
        'Java found no trusted authority at all: the file lib/security/cacerts, or the one that javax.net.ssl.trustStore names, is missing or empty.',
      fix: 'Correct the path in `javax.net.ssl.trustStore`, or reinstall the certificates (Debian: `apt install --reinstall ca-certificates-java`).',
      source: 'OpenJDK java.security.cert.PKIXParameters',
    }),
    certain('cert-untrusted-root', 'Untrusted certificate', [], { source: `${VALIDATOR}.ValidatorException` }),
    certain('cert-untrusted-root', 'No trusted certificate found', [], { source: `${VALIDATOR}.ValidatorException` }),
    likely('cert-missing-intermediate', 'Certificate chaining error', [], { source: `${VALIDATOR}.ValidatorException` }),
    likely('cert-missing-intermediate', 'subject/issuer name chaining check failed', [], { source: `${CERTPATH}.BasicChecker` }),
    certain('cert-untrusted-root', 'anchored by a distrusted legacy Symantec root CA', [], DISTRUSTED),
    certain('cert-untrusted-root', 'anchored by a distrusted legacy Entrust root CA', [], DISTRUSTED),
    certain('cert-untrusted-root', 'anchored by a distrusted legacy Camerfirma root CA', [], DISTRUSTED),
    certain('cert-untrusted-root', 'anchored by a distrusted legacy Chunghwa root CA', [], DISTRUSTED),
    // dates
    certain('cert-expired', 'CertificateExpiredException', ['CertificateExpiredException: NotAfter'], {
      source: 'OpenJDK sun.security.x509.CertificateValidity',
    }),
    certain('cert-not-yet-valid', 'CertificateNotYetValidException', ['CertificateNotYetValidException: NotBefore'], {
      source: 'OpenJDK sun.security.x509.CertificateValidity',
    }),
    likely(
      'cert-expired',
      'validity check failed',
      ['timestamp check failed', 'CertPathValidatorException: validity check failed'],
      {
        source: `${CERTPATH}.BasicChecker`,
      },
    ),
    certain('cert-expired', 'Certificate expired', ['ValidatorException: Certificate expired'], {
      source: `${VALIDATOR}.ValidatorException`,
    }),
    // names
    certain('cert-name-mismatch', 'No subject alternative names present', [], { source: HOSTNAME }),
    certain('cert-name-mismatch', 'No subject alternative names matching IP address', [], { source: HOSTNAME }),
    certain('cert-name-mismatch', 'No subject alternative DNS name matching', [], { source: HOSTNAME }),
    certain('cert-name-mismatch', 'No name matching', ['CertificateException: No name matching'], { source: HOSTNAME }),
    certain('cert-name-mismatch', 'Illegal given domain name', [], { source: HOSTNAME }),
    likely('bad-target', 'Hostname or IP address is undefined', [], { source: HOSTNAME }),
    certain('cert-name-mismatch', 'Certificate domain name has illegal single wildcard character', [], { source: HOSTNAME }),
    certain('cert-name-mismatch', 'Certificate domain name has illegal wildcard', [], { source: HOSTNAME }),
    certain('cert-name-mismatch', "Can't verify identity of server", [], {
      source: 'Jakarta Mail com.sun.mail.util.SocketFetcher',
    }),
    certain('cert-name-mismatch', 'Server is not trusted:', [], {
      source: 'Jakarta Mail com.sun.mail.util.SocketFetcher',
    }),
    // purpose and form
    certain('cert-wrong-purpose', 'Extended key usage does not permit use for TLS server authentication', [], {
      source: `${VALIDATOR}.EndEntityChecker`,
    }),
    certain('tls-client-certificate-required', 'Extended key usage does not permit use for TLS client authentication', [], {
      source: `${VALIDATOR}.EndEntityChecker`,
    }),
    certain('cert-wrong-purpose', 'KeyUsage does not allow digital signatures', [], { source: `${VALIDATOR}.EndEntityChecker` }),
    certain('cert-wrong-purpose', 'KeyUsage does not allow key encipherment', [], { source: `${VALIDATOR}.EndEntityChecker` }),
    certain('cert-wrong-purpose', 'KeyUsage does not allow key agreement', [], { source: `${VALIDATOR}.EndEntityChecker` }),
    certain('cert-wrong-purpose', 'Netscape cert type does not permit use for SSL server', [], {
      source: `${VALIDATOR}.EndEntityChecker`,
    }),
    certain('cert-wrong-purpose', 'End user tried to act as a CA', [], { source: `${VALIDATOR}.SimpleValidator` }),
    certain('cert-wrong-purpose', 'Violated path length constraints', [], { source: `${VALIDATOR}.SimpleValidator` }),
    certain('cert-wrong-purpose', 'Wrong key usage: expected keyCertSign', [], { source: `${VALIDATOR}.SimpleValidator` }),
    certain('cert-wrong-purpose', 'basic constraints check failed', ['this is not a CA certificate'], {
      source: `${CERTPATH}.ConstraintsChecker`,
    }),
    certain('cert-wrong-purpose', 'name constraints check failed', [], { source: `${CERTPATH}.ConstraintsChecker` }),
    certain('cert-wrong-purpose', 'is not a CA certificate', [], { source: `${VALIDATOR}.PKIXValidator` }),
    certain('cert-wrong-purpose', 'does not have keyCertSign bit set in KeyUsage extension', [], {
      source: `${VALIDATOR}.PKIXValidator`,
    }),
    likely('cert-malformed', 'Certificate contains unsupported critical extensions', [], {
      source: `${VALIDATOR}.EndEntityChecker`,
    }),
    likely('cert-malformed', 'Certificate contains unknown critical extensions', [], { source: `${VALIDATOR}.SimpleValidator` }),
    likely('cert-malformed', 'signature check failed', [], { source: `${CERTPATH}.BasicChecker` }),
    certain('cert-malformed', 'Certificate signature validation failed', [], { source: `${VALIDATOR}.ValidatorException` }),
    certain('cert-malformed', 'Failed to parse server certificates', ['CertificateParsingException'], {
      source: `${JSSE}.CertificateMessage`,
    }),
    // strength
    likely(
      'cert-weak-signature',
      'Algorithm constraints check failed on signature algorithm',
      [
        'Algorithm constraints check failed on disabled algorithm',
        'Certificates do not conform to algorithm constraints',
        'Certificate signature algorithm disabled',
      ],
      {
        meaning:
          'A certificate of the chain is signed with an algorithm, or has a key, that this Java does not take any more (jdk.certpath.disabledAlgorithms).',
        source: `${CERTPATH}.AlgorithmChecker`,
      },
    ),
    certain('cert-weak-key', 'Algorithm constraints check failed on keysize limits', [], {
      source: 'OpenJDK sun.security.util.DisabledAlgorithmConstraints',
    }),
    // revocation
    certain('cert-revoked', 'CertificateRevokedException', ['Certificate has been revoked'], {
      source: 'OpenJDK java.security.cert.CertificateRevokedException',
    }),
    certain(
      'cert-revocation-unchecked',
      'Could not determine revocation status',
      [
        'Unable to determine revocation status due to network error',
        'Certificate does not specify OCSP responder',
        'CRL signature failed to verify',
      ],
      { source: `${CERTPATH}.RevocationChecker` },
    ),
    // what came is no TLS
    certain('mode-mismatch', 'Unsupported or unrecognized SSL message', [], PLAINTEXT),
    certain('mode-mismatch', 'Unrecognized SSL message, plaintext connection?', [], PLAINTEXT),
    certain('mode-mismatch', 'Unrecognized record version', [], PLAINTEXT),
    likely('mode-mismatch', 'not an SSL/TLS record', ['NotSslRecordException', 'NotSslRecordException: not an SSL/TLS record'], {
      ...PLAINTEXT,
      source: 'Netty io.netty.handler.ssl.SslHandler',
    }),
    likely('mode-mismatch', 'Unable to parse TLS packet header', [], { ...PLAINTEXT, source: 'Android org.conscrypt' }),
    // versions and ciphers
    certain(
      'tls-version-unsupported',
      'No appropriate protocol (protocol is disabled or cipher suites are inappropriate)',
      ['No appropriate protocol'],
      {
        meaning:
          'This Java may not use the TLS version or the ciphers that were asked for: TLS 1.0 and 1.1 are off since 2021 (jdk.tls.disabledAlgorithms).',
        fix: 'Take the old version out of `mail.<protocol>.ssl.protocols` (TLSv1.2 TLSv1.3), or bring the server to TLS 1.2.',
        source: `${JSSE}.HandshakeContext`,
      },
    ),
    certain('tls-version-unsupported', 'The server selected protocol version', [], { source: `${JSSE}.ServerHello` }),
    certain('tls-version-unsupported', 'Unsupported protocol version', [], { source: `${JSSE}.ServerHello` }),
    certain('tls-version-unsupported', 'is not accepted by client preferences', [], { source: `${JSSE}.ServerHello` }),
    certain(
      'tls-version-unsupported',
      'Server chose TLSv1, but that protocol version is not enabled or not supported by the client',
      [],
      {
        source: 'OpenJDK 8 sun.security.ssl.ClientHandshaker',
      },
    ),
    certain('tls-version-unsupported', 'but that protocol version is not enabled or not supported by the client', [], {
      source: `${JSSE}.ServerHello`,
    }),
    likely('tls-version-unsupported', 'A potential protocol version downgrade attack', [], { source: `${JSSE}.ServerHello` }),
    certain('tls-no-shared-cipher', 'no cipher suites in common', [], { source: `${JSSE}.ServerHello` }),
    certain('tls-no-shared-cipher', 'No appropriate cipher suite', [], { source: `${JSSE}.HandshakeContext` }),
    certain('tls-no-shared-cipher', 'No negotiable cipher suite', [], { source: `${JSSE}.ClientHello` }),
    certain('tls-no-shared-cipher', 'DH ServerKeyExchange does not comply to algorithm constraints', [], {
      source: `${JSSE}.DHServerKeyExchange`,
    }),
    certain('tls-no-shared-cipher', 'Could not generate DH keypair', ['Prime size must be multiple of 64'], {
      source: 'OpenJDK 7 sun.security.ssl.DHCrypt',
    }),
    likely('tls-no-shared-cipher', 'Server selected improper ciphersuite', [], { source: `${JSSE}.ServerHello` }),
    // the handshake
    likely('connection-closed', 'Remote host terminated the handshake', ['Remote host closed connection during handshake'], {
      meaning:
        'The server closed the connection in the middle of the handshake and did not say why: versions or ciphers that it does not like, a missing host name, a connection limit, or a port without TLS.',
      source: `${JSSE}.SSLSocketImpl`,
    }),
    likely('connection-closed', 'Remote host terminated the connection', [], { source: `${JSSE}.SSLSocketImpl` }),
    likely('connection-closed', 'Received close_notify during handshake', [], { source: `${JSSE}.Alert` }),
    likely('connection-closed', 'SSL peer shut down incorrectly', [], { source: `${JSSE}.SSLSocketInputRecord` }),
    likely('tls-handshake-failed', 'SSLHandshakeException', [], {
      meaning: 'The handshake failed: the sentence behind it, or the cause under it, says why.',
    }),
    likely('cert-untrusted-root', 'SSLPeerUnverifiedException', ['peer not authenticated'], {
      meaning: 'The certificate of the server was not accepted, or it sent none.',
    }),
    likely(
      'tls-client-certificate-required',
      'Empty client certificate chain',
      ['Empty server certificate chain', 'null cert chain'],
      {
        source: `${JSSE}.CertificateMessage`,
      },
    ),
    undecided(
      'The program that prints this is set up wrongly (its protocols or its stores): not the peer.',
      'SSLContext is not initialized',
      ['Failed to load default SSLContext', 'is not a supported SSL protocol name'],
    ),
  ],
};
