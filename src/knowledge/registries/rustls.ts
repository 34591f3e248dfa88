// rustls and webpki, as lettre, Stalwart, Deno, uv and Cargo print them: the names of their errors, and the sentences of newer
// releases (0.23 and later). The peer's alerts are in `tls-alerts.ts`.
import type { FindingId } from '../../model/finding.ts';
import { certain, likely } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

/** `InvalidCertificate(Expired)` as Rust debugs it, `invalid peer certificate: Expired` as it displays it. */
const certificate = (make: typeof certain, id: FindingId, name: string, sentences: readonly string[] = []): RegistryEntry =>
  make(id, `CertificateError::${name}`, [
    `invalid peer certificate: ${name}`,
    `InvalidCertificate(${name}`,
    `Other(${name}`,
    ...sentences.map((sentence) => `invalid peer certificate: ${sentence}`),
  ]);

const incompatible = (id: FindingId, name: string, make = certain): RegistryEntry =>
  make(id, `PeerIncompatible::${name}`, [`peer is incompatible: ${name}`, `PeerIncompatible(${name}`]);

export const RUSTLS: Registry = {
  name: 'rustls',
  source: 'rustls rustls/src/error.rs; rustls-webpki src/error.rs',
  speaker: 'tls',
  entries: [
    certificate(certain, 'cert-expired', 'Expired', ['certificate expired']),
    certificate(certain, 'cert-not-yet-valid', 'NotValidYet', ['certificate not valid yet']),
    certificate(certain, 'cert-revoked', 'Revoked'),
    certificate(likely, 'cert-untrusted-root', 'UnknownIssuer', ['UnknownIssuer']),
    certificate(certain, 'cert-name-mismatch', 'NotValidForName', ['certificate not valid for name', 'CertNotValidForName']),
    certificate(likely, 'cert-malformed', 'BadEncoding', ['BadDer', 'BadDerTime', 'BadDER']),
    certificate(likely, 'cert-malformed', 'BadSignature', ['InvalidSignatureForPublicKey']),
    certificate(likely, 'cert-malformed', 'UnhandledCriticalExtension', ['UnsupportedCriticalExtension']),
    certificate(certain, 'cert-wrong-purpose', 'InvalidPurpose', [
      'certificate does not allow extended key usage',
      'RequiredEkuNotFound',
    ]),
    certificate(certain, 'cert-revocation-unchecked', 'UnknownRevocationStatus'),
    certificate(certain, 'cert-revocation-unchecked', 'ExpiredRevocationList', ['certificate revocation list expired']),
    certificate(certain, 'cert-revocation-unchecked', 'InvalidOcspResponse'),
    certificate(likely, 'cert-untrusted-root', 'ApplicationVerificationFailure'),
    certificate(certain, 'cert-weak-signature', 'UnsupportedSignatureAlgorithm', [
      'UnsupportedSignatureAlgorithmContext',
      'UnsupportedSignatureAlgorithmForPublicKey',
      'UnsupportedSignatureAlgorithmForPublicKeyContext',
    ]),
    certificate(likely, 'cert-self-signed', 'CaUsedAsEndEntity', ['CAUsedAsEndEntity', 'Other(OtherError(CaUsedAsEndEntity))']),
    certificate(certain, 'cert-wrong-purpose', 'EndEntityUsedAsCa', [
      'EndEntityUsedAsCA',
      'Other(OtherError(EndEntityUsedAsCa))',
    ]),
    certificate(certain, 'cert-malformed', 'UnsupportedCertVersion', ['Other(OtherError(UnsupportedCertVersion))']),
    certificate(certain, 'cert-wrong-purpose', 'NameConstraintViolation'),
    certificate(certain, 'cert-wrong-purpose', 'PathLenConstraintViolated'),
    certificate(certain, 'cert-malformed', 'InvalidCertValidity'),
    certificate(likely, 'cert-malformed', 'ExtensionValueInvalid'),
    certificate(likely, 'cert-untrusted-root', 'MaximumPathDepthExceeded'),
    incompatible('tls-version-unsupported', 'ServerDoesNotSupportTls12Or13'),
    incompatible('tls-version-unsupported', 'ServerTlsVersionIsDisabledByOurConfig'),
    incompatible('tls-version-unsupported', 'Tls12NotOffered'),
    incompatible('tls-version-unsupported', 'Tls12NotOfferedOrEnabled'),
    incompatible('tls-version-unsupported', 'SupportedVersionsExtensionRequired'),
    incompatible('tls-version-unsupported', 'Tls13RequiredForQuic'),
    incompatible('tls-no-shared-cipher', 'NoCipherSuitesInCommon'),
    incompatible('tls-no-shared-cipher', 'NoKxGroupsInCommon'),
    incompatible('tls-no-shared-cipher', 'NoEcPointFormatsInCommon'),
    incompatible('tls-no-shared-cipher', 'NoSignatureSchemesInCommon'),
    incompatible('tls-no-shared-cipher', 'NoCertificateRequestSignatureSchemesInCommon'),
    incompatible('tls-no-shared-cipher', 'EcPointsExtensionRequired', likely),
    incompatible('tls-no-shared-cipher', 'KeyShareExtensionRequired', likely),
    incompatible('tls-no-shared-cipher', 'NamedGroupsExtensionRequired', likely),
    incompatible('tls-no-shared-cipher', 'SignatureAlgorithmsExtensionRequired', likely),
    incompatible('tls-no-shared-cipher', 'UncompressedEcPointsRequired', likely),
    incompatible('tls-handshake-failed', 'NullCompressionRequired', likely),
    incompatible('tls-handshake-failed', 'ExtendedMasterSecretExtensionRequired', likely),
    incompatible('tls-handshake-failed', 'ServerSentHelloRetryRequestWithUnknownExtension', likely),
    likely(
      'mode-mismatch',
      'InvalidContentType',
      [
        'received corrupt message of type InvalidContentType',
        'InvalidMessage(InvalidContentType)',
        'received corrupt message of type Handshake',
      ],
      {
        title: 'TLS was spoken to a plaintext port',
        meaning:
          'The client began with TLS and the server answered in plaintext: the port wants STARTTLS, or is no TLS port at all.',
      },
    ),
    likely('mode-mismatch', 'UnknownProtocolVersion', [
      'received corrupt message of type UnknownProtocolVersion',
      'InvalidMessage(UnknownProtocolVersion)',
    ]),
    // rustls up to 0.20 has one name for all of them: nearly always a greeting where TLS was to begin.
    likely('mode-mismatch', 'CorruptMessage', ['received corrupt message', 'CorruptMessagePayload']),
    likely('tls-handshake-failed', 'peer misbehaved', ['PeerMisbehaved']),
    likely('tls-handshake-failed', 'received unexpected handshake message', [
      'InappropriateHandshakeMessage',
      'received unexpected message: got',
      'InappropriateMessage',
    ]),
    likely('tls-handshake-failed', "cannot decrypt peer's message"),
    likely('tls-handshake-failed', 'peer sent excess record size', ['PeerSentOversizedRecord']),
    likely('tls-handshake-failed', 'peer sent no certificates', ['NoCertificatesPresented']),
    likely('tls-handshake-failed', "peer doesn't support any known protocol"),
    likely('connection-closed', 'tls handshake eof'),
    likely('connection-closed', 'peer closed connection without sending TLS close_notify'),
  ],
};
