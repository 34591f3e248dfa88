// Go's crypto/x509 and crypto/tls: what gomail, Gitea, Grafana, Alertmanager, Mattermost, restic and Terraform print. Errors
// with a name or a number in the midst are known by the words before it. The peer's alerts are in `tls-alerts.ts`.
import { certain, likely, undecided } from './entries.ts';
import type { Registry } from './registry.ts';

const PLAINTEXT = {
  title: 'TLS was spoken to a plaintext port',
  meaning: 'The client began with TLS and the server answered in plaintext: the port wants STARTTLS, or is no TLS port at all.',
  source: 'go crypto/tls/conn.go',
};

export const GO_TLS: Registry = {
  name: 'Go TLS',
  source: 'go crypto/x509/verify.go, crypto/x509/x509.go, crypto/tls/*.go',
  speaker: 'tls',
  entries: [
    likely('cert-untrusted-root', 'x509: certificate signed by unknown authority', [
      'certificate signed by unknown authority',
      'x509: certificate signed by unknown authority (possibly because of',
    ]),
    likely('cert-expired', 'x509: certificate has expired or is not yet valid', [
      'x509: certificate has expired or is not yet valid: current time',
      'certificate has expired or is not yet valid',
    ]),
    certain('cert-name-mismatch', 'x509: certificate is valid for'),
    certain('cert-name-mismatch', 'x509: certificate is not valid for any names', [
      'x509: certificate is not valid for any names, but wanted to match',
    ]),
    certain('cert-name-mismatch', 'x509: cannot validate certificate for', [
      "because it doesn't contain any IP SANs",
      'x509: cannot validate certificate because it does not contain any IP SANs',
    ]),
    certain(
      'cert-name-mismatch',
      'x509: certificate relies on legacy Common Name field',
      [
        'x509: certificate relies on legacy Common Name field, use SANs instead',
        'x509: certificate relies on legacy Common Name field, use SANs or temporarily enable Common Name matching',
      ],
      {
        title: 'The certificate has its name in the old place alone',
        meaning: 'It has a common name and no subjectAltName; Go (since 1.15) and other newer clients read the latter only.',
        fix: "The server's administrator: have it reissued with the host name as subjectAltName (`-addext subjectAltName=DNS:mail.example.com`).",
      },
    ),
    certain('cert-wrong-purpose', 'x509: certificate is not authorized to sign other certificates'),
    certain('cert-wrong-purpose', 'x509: a root or intermediate certificate is not authorized to sign for this name'),
    certain('cert-wrong-purpose', 'x509: a root or intermediate certificate is not authorized for an extended key usage'),
    certain('cert-wrong-purpose', 'x509: too many intermediates for path length constraint'),
    certain('cert-wrong-purpose', 'x509: certificate specifies an incompatible key usage'),
    likely('cert-missing-intermediate', 'x509: issuer name does not match subject from issuing certificate'),
    likely('cert-wrong-purpose', "x509: issuer has name constraints but leaf doesn't have a SAN extension"),
    likely('cert-wrong-purpose', 'x509: issuer has name constraints but leaf contains unknown or unconstrained name'),
    likely('cert-untrusted-root', 'x509: failed to load system roots and no roots provided', [], {
      title: 'There is no trust store on this machine',
      meaning: 'The program found no list of trusted authorities at all, as in a container that was built from scratch.',
      fix: 'Install ca-certificates in the image (`apk add ca-certificates`, `apt-get install ca-certificates`), or set SSL_CERT_FILE.',
    }),
    likely('cert-malformed', 'x509: unhandled critical extension'),
    certain('cert-weak-signature', 'x509: cannot verify signature: insecure algorithm', [
      'x509: cannot verify signature: insecure algorithm SHA1-RSA',
    ]),
    likely('cert-weak-signature', 'x509: cannot verify signature: algorithm unimplemented'),
    likely('cert-malformed', 'x509: malformed certificate'),
    likely('cert-malformed', 'x509: negative serial number'),
    likely('cert-malformed', 'x509: invalid version'),
    likely('cert-malformed', 'x509: invalid RSA public exponent', ['x509: invalid RSA modulus']),
    likely('cert-malformed', 'x509: certificate contains duplicate extensions'),
    likely('cert-malformed', 'x509: trailing data'),
    certain('cert-revoked', 'tls: certificate has been revoked'),
    // macOS and Windows verify for themselves
    certain('cert-name-mismatch', 'x509: certificate name does not match input'),
    certain('cert-untrusted-root', 'x509: certificate is not trusted', ['certificate is not trusted']),
    certain('cert-malformed', 'certificate is not standards compliant', ['x509: certificate is not standards compliant'], {
      meaning:
        'macOS takes no server certificate without subjectAltName and serverAuth, or one that is valid for more than 825 days.',
      source: 'support.apple.com/103769',
    }),
    // versions, ciphers, plaintext
    likely(
      'mode-mismatch',
      'tls: first record does not look like a TLS handshake',
      ['first record does not look like a TLS handshake'],
      PLAINTEXT,
    ),
    likely('mode-mismatch', 'tls: oversized record received', ['tls: oversized record received with length'], PLAINTEXT),
    likely('mode-mismatch', 'tls: unsupported SSLv2 handshake received', [], PLAINTEXT),
    likely('mode-mismatch', 'tls: client offered only unsupported versions: []', [], PLAINTEXT),
    certain('tls-version-unsupported', 'tls: server selected unsupported protocol version', [
      'server selected unsupported protocol version',
    ]),
    certain('tls-version-unsupported', 'tls: no supported versions satisfy MinVersion and MaxVersion'),
    certain('tls-version-unsupported', 'tls: client offered only unsupported versions'),
    certain('tls-version-unsupported', 'tls: protocol version not supported'),
    likely('tls-version-unsupported', 'tls: downgrade attempt detected, possibly due to a MitM attack or a broken middlebox'),
    likely('tls-version-unsupported', 'tls: client using inappropriate protocol fallback'),
    certain('tls-no-shared-cipher', 'tls: no cipher suite supported by both client and server'),
    certain('tls-no-shared-cipher', 'tls: server chose an unconfigured cipher suite'),
    certain('tls-no-shared-cipher', 'tls: no supported elliptic curves offered'),
    certain('tls-no-shared-cipher', 'tls: no ECDHE curve supported by both client and server'),
    certain('tls-no-shared-cipher', "tls: peer doesn't support any of the certificate's signature algorithms"),
    certain('tls-no-shared-cipher', 'tls: server selected unsupported group', ['tls: server selected unsupported curve']),
    likely('tls-no-shared-cipher', 'tls: invalid DH parameters'),
    certain(
      'cert-weak-key',
      'tls: server sent certificate containing RSA key larger than',
      ['tls: certificate uses an RSA key that is too large'],
      {
        title: 'The key of the certificate is too large for this client',
        meaning: 'Go takes RSA keys up to 8192 bits.',
        fix: "The server's administrator: reissue the certificate with RSA 2048 to 4096 or ECDSA P-256.",
      },
    ),
    likely('cert-weak-key', 'crypto/rsa: verification error'),
    certain('cert-weak-key', 'rsa: key too small', [
      'crypto/rsa: key too small',
      'crypto/rsa: 1024-bit keys are insecure',
      'crypto/rsa: 512-bit keys are insecure',
    ]),
    certain('tls-client-certificate-required', "tls: client didn't provide a certificate", [
      'tls: client did not provide a certificate',
    ]),
    likely('cert-untrusted-root', 'tls: failed to verify certificate', [], {
      meaning: 'The certificate was not accepted: the sentence behind it says why.',
    }),
    likely('cert-malformed', 'tls: failed to parse certificate from server'),
    likely('tls-handshake-failed', "tls: server's Finished message was incorrect"),
    likely('tls-handshake-failed', 'tls: received unexpected handshake message'),
    likely('tls-handshake-failed', 'tls: invalid signature by the server certificate'),
    likely('tls-handshake-failed', 'TLS handshake timeout', ['net/http: TLS handshake timeout']),
    undecided(
      'The certificate and key of the side that prints this: its own files, not the peer.',
      'tls: private key does not match public key',
      [
        'tls: failed to find any PEM data in certificate input',
        'tls: either ServerName or InsecureSkipVerify must be specified in the tls.Config',
      ],
    ),
  ],
};
