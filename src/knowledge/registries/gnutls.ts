// GnuTLS: what it says of a certificate (gnutls_certificate_status_t, a sentence a bit) and its error codes (GNUTLS_E_*), with
// the sentences of gnutls_strerror. Exim, msmtp, mutt, mailutils and wget on Debian are built with it.
import { certain, likely, undecided } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const OWN_FILES = 'Certificate, key, password or priorities of the side that prints this: its own files, not the peer.';
const PROGRAM = 'The program that prints this, its memory, its token or its random numbers: not the peer.';

const code = (number: number, entry: RegistryEntry): RegistryEntry => ({
  ...entry,
  forms: [...entry.forms, `GnuTLS error ${number}`, `gnutls_handshake() failed: ${number}`],
});

const NOT_TRUSTED = 'The certificate is NOT trusted.';
/** A certificate is not trusted for a reason that stands behind it; both come alone as well. */
const status = (entry: RegistryEntry): RegistryEntry => ({
  ...entry,
  forms: [...entry.forms, ...entry.forms.slice(1).map((sentence) => `${NOT_TRUSTED} ${sentence}`)],
});

export const GNUTLS: Registry = {
  name: 'GnuTLS',
  source: 'gnutls lib/includes/gnutls/gnutls.h.in, lib/errors.c and lib/cert-session.c',
  speaker: 'tls',
  entries: [
    // certificate status, by bit
    likely(
      'cert-untrusted-root',
      'GNUTLS_CERT_INVALID',
      [NOT_TRUSTED, 'certificate is NOT trusted', 'certificate is not trusted'],
      {
        meaning: 'The chain was not accepted; the sentence behind it says why.',
      },
    ),
    status(certain('cert-revoked', 'GNUTLS_CERT_REVOKED', ['The certificate chain is revoked.'])),
    status(
      likely('cert-untrusted-root', 'GNUTLS_CERT_SIGNER_NOT_FOUND', [
        'The certificate issuer is unknown.',
        'certificate issuer is unknown',
      ]),
    ),
    status(
      certain('cert-wrong-purpose', 'GNUTLS_CERT_SIGNER_NOT_CA', [
        'The certificate issuer is not a CA.',
        'certificate issuer is not a CA',
      ]),
    ),
    status(certain('cert-weak-signature', 'GNUTLS_CERT_INSECURE_ALGORITHM', ['The certificate chain uses insecure algorithm.'])),
    status(
      certain('cert-not-yet-valid', 'GNUTLS_CERT_NOT_ACTIVATED', [
        'The certificate chain uses not yet valid certificate.',
        'The certificate is not yet activated.',
      ]),
    ),
    status(certain('cert-expired', 'GNUTLS_CERT_EXPIRED', ['The certificate chain uses expired certificate.'])),
    status(likely('cert-malformed', 'GNUTLS_CERT_SIGNATURE_FAILURE', ['The signature in the certificate is invalid.'])),
    status(
      certain('cert-revocation-unchecked', 'GNUTLS_CERT_REVOCATION_DATA_SUPERSEDED', [
        'The revocation or OCSP data are old and have been superseded.',
      ]),
    ),
    status(
      certain('cert-name-mismatch', 'GNUTLS_CERT_UNEXPECTED_OWNER', [
        'The name in the certificate does not match the expected.',
        'certificate owner does not match hostname',
        'certificate does not match hostname',
        'the name in the certificate does not match the hostname',
      ]),
    ),
    status(
      certain('cert-revocation-unchecked', 'GNUTLS_CERT_REVOCATION_DATA_ISSUED_IN_FUTURE', [
        'The revocation or OCSP data are issued with a future date.',
      ]),
    ),
    status(
      certain('cert-wrong-purpose', 'GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE', [
        "The certificate chain violates the signer's constraints.",
      ]),
    ),
    status(
      likely('cert-untrusted-root', 'GNUTLS_CERT_MISMATCH', ["The certificate doesn't match the local copy (TOFU)."], {
        meaning: 'This client keeps the certificate that it saw first, and the server now has another one.',
      }),
    ),
    status(
      certain('cert-wrong-purpose', 'GNUTLS_CERT_PURPOSE_MISMATCH', [
        'The certificate chain does not match the intended purpose.',
      ]),
    ),
    status(
      certain('cert-must-staple', 'GNUTLS_CERT_MISSING_OCSP_STATUS', [
        'The certificate requires the server to include an OCSP status in its response, but the OCSP status is missing.',
      ]),
    ),
    status(
      certain('cert-revocation-unchecked', 'GNUTLS_CERT_INVALID_OCSP_STATUS', ['The received OCSP status response is invalid.']),
    ),
    status(
      likely('cert-malformed', 'GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS', [
        'The certificate contains an unknown critical extension.',
      ]),
    ),
    // error codes
    code(0, undecided(PROGRAM, 'GNUTLS_E_SUCCESS')),
    code(
      -8,
      certain('tls-version-unsupported', 'GNUTLS_E_UNSUPPORTED_VERSION_PACKET', [
        'A packet with illegal or unsupported version was received',
      ]),
    ),
    code(-9, likely('mode-mismatch', 'GNUTLS_E_UNEXPECTED_PACKET_LENGTH', ['Error decoding the received TLS packet'])),
    code(-10, undecided(PROGRAM, 'GNUTLS_E_INVALID_SESSION', ['The specified session has been invalidated for some reason'])),
    code(
      -12,
      likely('tls-handshake-failed', 'GNUTLS_E_FATAL_ALERT_RECEIVED', ['A TLS fatal alert has been received'], {
        meaning: "The peer ended the handshake with an alert; which one stands beside it, or in the peer's log.",
      }),
    ),
    code(-15, likely('mode-mismatch', 'GNUTLS_E_UNEXPECTED_PACKET', ['An unexpected TLS packet was received'])),
    code(-16, likely('tls-handshake-failed', 'GNUTLS_E_WARNING_ALERT_RECEIVED', ['A TLS warning alert has been received'])),
    code(
      -18,
      likely('tls-handshake-failed', 'GNUTLS_E_ERROR_IN_FINISHED_PACKET', [
        'An error was encountered at the TLS Finished packet calculation',
      ]),
    ),
    code(
      -19,
      likely('tls-handshake-failed', 'GNUTLS_E_UNEXPECTED_HANDSHAKE_PACKET', ['An unexpected TLS handshake packet was received']),
    ),
    code(-24, likely('tls-handshake-failed', 'GNUTLS_E_DECRYPTION_FAILED')),
    code(-25, undecided(PROGRAM, 'GNUTLS_E_MEMORY_ERROR')),
    code(
      -26,
      likely('tls-handshake-failed', 'GNUTLS_E_DECOMPRESSION_FAILED', ['Decompression of the TLS record packet has failed']),
    ),
    code(-27, likely('tls-handshake-failed', 'GNUTLS_E_COMPRESSION_FAILED', ['Compression of the TLS record packet has failed'])),
    code(-28, undecided(PROGRAM, 'GNUTLS_E_AGAIN')),
    code(
      -29,
      likely('cert-expired', 'GNUTLS_E_EXPIRED', ['The session or certificate has expired'], {
        meaning: 'The certificate, or the TLS session that was to be taken up again, is past its end.',
      }),
    ),
    code(-30, undecided(PROGRAM, 'GNUTLS_E_DB_ERROR')),
    code(-31, undecided(OWN_FILES, 'GNUTLS_E_KEYFILE_ERROR', ['Error in password/key file'])),
    code(-32, undecided(OWN_FILES, 'GNUTLS_E_INSUFFICIENT_CREDENTIALS', ['Insufficient credentials for that request'])),
    code(-33, undecided(PROGRAM, 'GNUTLS_E_HASH_FAILED')),
    code(-34, undecided(OWN_FILES, 'GNUTLS_E_BASE64_DECODING_ERROR')),
    code(-37, likely('tls-handshake-failed', 'GNUTLS_E_REHANDSHAKE', ['Rehandshake was requested by the peer'])),
    code(
      -38,
      likely('tls-handshake-failed', 'GNUTLS_E_GOT_APPLICATION_DATA', [
        'TLS Application data were received, while expecting handshake data',
      ]),
    ),
    code(
      -39,
      undecided(PROGRAM, 'GNUTLS_E_RECORD_LIMIT_REACHED', [
        'The upper limit of record packet sequence numbers has been reached. Wow!',
      ]),
    ),
    code(-40, undecided(PROGRAM, 'GNUTLS_E_ENCRYPTION_FAILED')),
    code(-43, likely('cert-malformed', 'GNUTLS_E_CERTIFICATE_ERROR', ['Error in the certificate'])),
    code(-44, likely('tls-handshake-failed', 'GNUTLS_E_PK_ENCRYPTION_FAILED', ['Public key encryption has failed'])),
    code(-45, undecided(OWN_FILES, 'GNUTLS_E_PK_DECRYPTION_FAILED', ['Public key decryption has failed'])),
    code(-46, undecided(OWN_FILES, 'GNUTLS_E_PK_SIGN_FAILED', ['Public key signing has failed'])),
    code(
      -47,
      certain('cert-malformed', 'GNUTLS_E_X509_UNSUPPORTED_CRITICAL_EXTENSION', [
        'Unsupported critical extension in X.509 certificate',
      ]),
    ),
    code(
      -48,
      certain('cert-wrong-purpose', 'GNUTLS_E_KEY_USAGE_VIOLATION', ['Key usage violation in certificate has been detected']),
    ),
    code(-49, likely('tls-client-certificate-required', 'GNUTLS_E_NO_CERTIFICATE_FOUND', ['No certificate was found'])),
    code(-50, undecided(PROGRAM, 'GNUTLS_E_INVALID_REQUEST')),
    code(-51, undecided(PROGRAM, 'GNUTLS_E_SHORT_MEMORY_BUFFER', ['The given memory buffer is too short to hold parameters'])),
    code(-52, undecided(PROGRAM, 'GNUTLS_E_INTERRUPTED')),
    code(-53, likely('tcp-reset', 'GNUTLS_E_PUSH_ERROR', ['Error in the push function'])),
    code(-54, likely('tcp-reset', 'GNUTLS_E_PULL_ERROR', ['Error in the pull function'])),
    code(-55, likely('tls-handshake-failed', 'GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER', ['An illegal parameter has been received'])),
    code(-56, undecided(PROGRAM, 'GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE')),
    code(-57, undecided(OWN_FILES, 'GNUTLS_E_PKCS1_WRONG_PAD', ['Wrong padding in PKCS1 packet'])),
    code(-58, likely('tls-handshake-failed', 'GNUTLS_E_RECEIVED_ILLEGAL_EXTENSION', ['An illegal TLS extension was received'])),
    code(-59, undecided(PROGRAM, 'GNUTLS_E_INTERNAL_ERROR', ['GnuTLS internal error'])),
    code(-60, undecided(OWN_FILES, 'GNUTLS_E_CERTIFICATE_KEY_MISMATCH', ['The certificate and the given key do not match'])),
    code(-61, likely('cert-malformed', 'GNUTLS_E_UNSUPPORTED_CERTIFICATE_TYPE', ['The certificate type is not supported'])),
    code(-62, certain('cert-malformed', 'GNUTLS_E_X509_UNKNOWN_SAN', ['Unknown Subject Alternative name in X.509 certificate'])),
    code(
      -63,
      certain('tls-no-shared-cipher', 'GNUTLS_E_DH_PRIME_UNACCEPTABLE', [
        'The Diffie-Hellman prime sent by the server is not acceptable (not long enough)',
      ]),
    ),
    code(-64, undecided(OWN_FILES, 'GNUTLS_E_FILE_ERROR')),
    code(-67, likely('cert-malformed', 'GNUTLS_E_ASN1_ELEMENT_NOT_FOUND', ['ASN1 parser: Element was not found'])),
    code(-68, likely('cert-malformed', 'GNUTLS_E_ASN1_IDENTIFIER_NOT_FOUND', ['ASN1 parser: Identifier was not found'])),
    code(-69, likely('cert-malformed', 'GNUTLS_E_ASN1_DER_ERROR', ['ASN1 parser: Error in DER parsing'])),
    code(-70, likely('cert-malformed', 'GNUTLS_E_ASN1_VALUE_NOT_FOUND', ['ASN1 parser: Value was not found'])),
    code(-71, likely('cert-malformed', 'GNUTLS_E_ASN1_GENERIC_ERROR', ['ASN1 parser: Generic parsing error'])),
    code(-72, likely('cert-malformed', 'GNUTLS_E_ASN1_VALUE_NOT_VALID', ['ASN1 parser: Value is not valid'])),
    code(-73, likely('cert-malformed', 'GNUTLS_E_ASN1_TAG_ERROR', ['ASN1 parser: Error in TAG'])),
    code(-74, likely('cert-malformed', 'GNUTLS_E_ASN1_TAG_IMPLICIT', ['ASN1 parser: error in implicit tag'])),
    code(-75, likely('cert-malformed', 'GNUTLS_E_ASN1_TYPE_ANY_ERROR', ["ASN1 parser: Error in type 'ANY'"])),
    code(-76, likely('cert-malformed', 'GNUTLS_E_ASN1_SYNTAX_ERROR', ['ASN1 parser: Syntax error'])),
    code(-77, likely('cert-malformed', 'GNUTLS_E_ASN1_DER_OVERFLOW', ['ASN1 parser: Overflow in DER parsing'])),
    code(
      -78,
      likely('tls-handshake-failed', 'GNUTLS_E_TOO_MANY_EMPTY_PACKETS', ['Too many empty record packets have been received']),
    ),
    code(-79, undecided(PROGRAM, 'GNUTLS_E_OPENPGP_UID_REVOKED', ['The OpenPGP User ID is revoked'])),
    code(
      -80,
      likely('tls-no-shared-cipher', 'GNUTLS_E_UNKNOWN_PK_ALGORITHM', ['An unknown public key algorithm was encountered']),
    ),
    code(
      -81,
      likely('tls-handshake-failed', 'GNUTLS_E_TOO_MANY_HANDSHAKE_PACKETS', ['Too many handshake packets have been received']),
    ),
    code(
      -82,
      likely('tls-handshake-failed', 'GNUTLS_E_RECEIVED_DISALLOWED_NAME', ['A disallowed SNI server name has been received']),
    ),
    code(-84, certain('tls-no-shared-cipher', 'GNUTLS_E_NO_TEMPORARY_RSA_PARAMS', ['No temporary RSA parameters were found'])),
    code(
      -86,
      likely('tls-handshake-failed', 'GNUTLS_E_NO_COMPRESSION_ALGORITHMS', [
        'No supported compression algorithms have been found',
      ]),
    ),
    code(-87, certain('tls-no-shared-cipher', 'GNUTLS_E_NO_CIPHER_SUITES', ['No supported cipher suites have been found'])),
    code(-88, undecided(PROGRAM, 'GNUTLS_E_OPENPGP_GETKEY_FAILED', ['Could not get OpenPGP key'])),
    code(-89, likely('tls-handshake-failed', 'GNUTLS_E_PK_SIG_VERIFY_FAILED', ['Public key signature verification has failed'])),
    code(-90, undecided(PROGRAM, 'GNUTLS_E_ILLEGAL_SRP_USERNAME', ['The SRP username supplied is illegal'])),
    code(-91, undecided(OWN_FILES, 'GNUTLS_E_KEYFILE_PARSING_ERROR', ['Parsing error in password/key file'])),
    code(-93, certain('tls-no-shared-cipher', 'GNUTLS_E_NO_TEMPORARY_DH_PARAMS', ['No temporary DH parameters were found'])),
    code(-94, undecided(PROGRAM, 'GNUTLS_E_OPENPGP_FINGERPRINT_UNSUPPORTED', ['The OpenPGP fingerprint is not supported'])),
    code(-95, likely('cert-malformed', 'GNUTLS_E_X509_UNSUPPORTED_ATTRIBUTE', ['The certificate has unsupported attributes'])),
    code(-96, likely('tls-no-shared-cipher', 'GNUTLS_E_UNKNOWN_HASH_ALGORITHM', ['The hash algorithm is unknown'])),
    code(-97, undecided(OWN_FILES, 'GNUTLS_E_UNKNOWN_PKCS_CONTENT_TYPE', ["The PKCS structure's content type is unknown"])),
    code(-98, undecided(OWN_FILES, 'GNUTLS_E_UNKNOWN_PKCS_BAG_TYPE', ["The PKCS structure's bag type is unknown"])),
    code(-99, undecided(OWN_FILES, 'GNUTLS_E_INVALID_PASSWORD', ['The given password contains invalid characters'])),
    code(
      -100,
      likely('tls-handshake-failed', 'GNUTLS_E_MAC_VERIFY_FAILED', ['The Message Authentication Code verification failed']),
    ),
    code(-101, undecided(PROGRAM, 'GNUTLS_E_CONSTRAINT_ERROR', ['Some constraint limits were reached'])),
    code(-102, undecided(PROGRAM, 'GNUTLS_E_WARNING_IA_IPHF_RECEIVED')),
    code(-103, undecided(PROGRAM, 'GNUTLS_E_WARNING_IA_FPHF_RECEIVED')),
    code(-104, undecided(PROGRAM, 'GNUTLS_E_IA_VERIFY_FAILED', ['Verifying TLS/IA phase checksum failed'])),
    code(-105, likely('tls-no-shared-cipher', 'GNUTLS_E_UNKNOWN_ALGORITHM', ['The specified algorithm or protocol is unknown'])),
    code(
      -106,
      likely('tls-no-shared-cipher', 'GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM', ['The signature algorithm is not supported']),
    ),
    code(-107, likely('tls-handshake-failed', 'GNUTLS_E_SAFE_RENEGOTIATION_FAILED', ['Safe renegotiation failed'])),
    code(
      -108,
      certain('tls-handshake-failed', 'GNUTLS_E_UNSAFE_RENEGOTIATION_DENIED', ['Unsafe renegotiation denied'], {
        title: 'The server knows no secure renegotiation',
        meaning: 'Its TLS is older than RFC 5746 (2010), and this client does not talk to such a server.',
        source: 'RFC 5746 §4.1',
      }),
    ),
    code(-109, undecided(PROGRAM, 'GNUTLS_E_UNKNOWN_SRP_USERNAME')),
    code(-110, likely('connection-closed', 'GNUTLS_E_PREMATURE_TERMINATION', ['The TLS connection was non-properly terminated'])),
    code(-111, likely('cert-malformed', 'GNUTLS_E_MALFORMED_CIDR', ['CIDR name constraint is malformed in size or structure'])),
    code(-112, certain('tls-client-certificate-required', 'GNUTLS_E_CERTIFICATE_REQUIRED', ['Certificate is required'])),
    code(-201, undecided(OWN_FILES, 'GNUTLS_E_BASE64_ENCODING_ERROR')),
    code(-202, undecided(PROGRAM, 'GNUTLS_E_INCOMPATIBLE_CRYPTO_LIBRARY', ['The crypto library version is too old'])),
    code(-203, undecided(PROGRAM, 'GNUTLS_E_INCOMPATIBLE_LIBTASN1_LIBRARY', ['The tasn1 library version is too old'])),
    code(-204, undecided(PROGRAM, 'GNUTLS_E_OPENPGP_KEYRING_ERROR', ['Error loading the keyring'])),
    code(-205, likely('cert-malformed', 'GNUTLS_E_X509_UNSUPPORTED_OID', ['The OID is not supported'])),
    code(-206, undecided(PROGRAM, 'GNUTLS_E_RANDOM_FAILED', ['Failed to acquire random data'])),
    code(-207, undecided(OWN_FILES, 'GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR', ['Base64 unexpected header error'])),
    code(-208, undecided(PROGRAM, 'GNUTLS_E_OPENPGP_SUBKEY_ERROR', ['Could not find OpenPGP subkey'])),
    code(-209, undecided(PROGRAM, 'GNUTLS_E_ALREADY_REGISTERED', ['There is already a crypto algorithm with lower priority'])),
    code(-210, likely('tls-handshake-failed', 'GNUTLS_E_HANDSHAKE_TOO_LARGE', ['The handshake data size is too large'])),
    code(-211, undecided(PROGRAM, 'GNUTLS_E_CRYPTODEV_IOCTL_ERROR', ['Error interfacing with /dev/crypto'])),
    code(-212, undecided(PROGRAM, 'GNUTLS_E_CRYPTODEV_DEVICE_ERROR', ['Error opening /dev/crypto'])),
    code(-213, undecided(PROGRAM, 'GNUTLS_E_CHANNEL_BINDING_NOT_AVAILABLE', ['Channel binding data not available'])),
    code(-214, likely('tls-handshake-failed', 'GNUTLS_E_BAD_COOKIE', ['The cookie was bad'])),
    code(-215, undecided(PROGRAM, 'GNUTLS_E_OPENPGP_PREFERRED_KEY_ERROR', ['The OpenPGP key has not a preferred key set'])),
    code(
      -216,
      certain('tls-no-shared-cipher', 'GNUTLS_E_INCOMPAT_DSA_KEY_WITH_TLS_PROTOCOL', [
        'The given DSA key is incompatible with the selected TLS protocol',
      ]),
    ),
    code(
      -217,
      certain('tls-no-shared-cipher', 'GNUTLS_E_INSUFFICIENT_SECURITY', [
        'One of the involved algorithms has insufficient security level',
      ]),
    ),
    code(-292, undecided(PROGRAM, 'GNUTLS_E_HEARTBEAT_PONG_RECEIVED', ['A heartbeat pong message was received'])),
    code(-293, undecided(PROGRAM, 'GNUTLS_E_HEARTBEAT_PING_RECEIVED', ['A heartbeat ping message was received'])),
    code(-294, likely('tls-handshake-failed', 'GNUTLS_E_UNRECOGNIZED_NAME', ['The SNI host name not recognised'])),
    code(-300, undecided(PROGRAM, 'GNUTLS_E_PKCS11_ERROR', ['PKCS #11 error'])),
    code(-301, undecided(PROGRAM, 'GNUTLS_E_PKCS11_LOAD_ERROR', ['PKCS #11 initialization error'])),
    code(-302, undecided(OWN_FILES, 'GNUTLS_E_PARSING_ERROR')),
    code(-303, undecided(PROGRAM, 'GNUTLS_E_PKCS11_PIN_ERROR', ['Error in provided PIN'])),
    code(-305, undecided(PROGRAM, 'GNUTLS_E_PKCS11_SLOT_ERROR', ['PKCS #11 error in slot'])),
    code(-306, undecided(PROGRAM, 'GNUTLS_E_LOCKING_ERROR', ['Thread locking error'])),
    code(-307, undecided(PROGRAM, 'GNUTLS_E_PKCS11_ATTRIBUTE_ERROR', ['PKCS #11 error in attribute'])),
    code(-308, undecided(PROGRAM, 'GNUTLS_E_PKCS11_DEVICE_ERROR', ['PKCS #11 error in device'])),
    code(-309, undecided(PROGRAM, 'GNUTLS_E_PKCS11_DATA_ERROR', ['PKCS #11 error in data'])),
    code(-310, undecided(PROGRAM, 'GNUTLS_E_PKCS11_UNSUPPORTED_FEATURE_ERROR', ['PKCS #11 unsupported feature'])),
    code(-311, undecided(PROGRAM, 'GNUTLS_E_PKCS11_KEY_ERROR', ['PKCS #11 error in key'])),
    code(-312, undecided(PROGRAM, 'GNUTLS_E_PKCS11_PIN_EXPIRED', ['PKCS #11 PIN expired'])),
    code(-313, undecided(PROGRAM, 'GNUTLS_E_PKCS11_PIN_LOCKED', ['PKCS #11 PIN locked'])),
    code(-314, undecided(PROGRAM, 'GNUTLS_E_PKCS11_SESSION_ERROR', ['PKCS #11 error in session'])),
    code(-315, undecided(PROGRAM, 'GNUTLS_E_PKCS11_SIGNATURE_ERROR', ['PKCS #11 error in signature'])),
    code(-316, undecided(PROGRAM, 'GNUTLS_E_PKCS11_TOKEN_ERROR', ['PKCS #11 error in token'])),
    code(-317, undecided(PROGRAM, 'GNUTLS_E_PKCS11_USER_ERROR', ['PKCS #11 user error'])),
    code(-318, undecided(PROGRAM, 'GNUTLS_E_CRYPTO_INIT_FAILED', ['The initialization of crypto backend has failed'])),
    code(-319, likely('tcp-timeout', 'GNUTLS_E_TIMEDOUT')),
    code(-320, undecided(PROGRAM, 'GNUTLS_E_USER_ERROR', ['The operation was cancelled due to user error'])),
    code(-321, certain('tls-no-shared-cipher', 'GNUTLS_E_ECC_NO_SUPPORTED_CURVES', ['No supported ECC curves were found'])),
    code(-322, certain('tls-no-shared-cipher', 'GNUTLS_E_ECC_UNSUPPORTED_CURVE', ['The curve is unsupported'])),
    code(
      -323,
      undecided(PROGRAM, 'GNUTLS_E_PKCS11_REQUESTED_OBJECT_NOT_AVAILBLE', ['The requested PKCS #11 object is not available']),
    ),
    code(
      -324,
      certain('cert-chain-order', 'GNUTLS_E_CERTIFICATE_LIST_UNSORTED', [
        'The provided X.509 certificate list is not sorted (in subject to issuer order)',
      ]),
    ),
    code(-325, likely('tls-handshake-failed', 'GNUTLS_E_ILLEGAL_PARAMETER', ['An illegal parameter was found'])),
    code(-326, undecided(OWN_FILES, 'GNUTLS_E_NO_PRIORITIES_WERE_SET', ['No or insufficient priorities were set'])),
    code(-327, likely('cert-malformed', 'GNUTLS_E_X509_UNSUPPORTED_EXTENSION', ['Unsupported extension in X.509 certificate'])),
    code(-328, likely('connection-closed', 'GNUTLS_E_SESSION_EOF', ['Peer has terminated the connection'])),
    code(-329, undecided(PROGRAM, 'GNUTLS_E_TPM_ERROR', ['TPM error'])),
    code(-330, undecided(PROGRAM, 'GNUTLS_E_TPM_KEY_PASSWORD_ERROR', ['Error in provided password for key to be loaded in TPM'])),
    code(-331, undecided(PROGRAM, 'GNUTLS_E_TPM_SRK_PASSWORD_ERROR', ['Error in provided SRK password for TPM'])),
    code(-332, undecided(PROGRAM, 'GNUTLS_E_TPM_SESSION_ERROR', ['Cannot initialize a session with the TPM'])),
    code(-333, undecided(PROGRAM, 'GNUTLS_E_TPM_KEY_NOT_FOUND', ['TPM key was not found in persistent storage'])),
    code(-334, undecided(PROGRAM, 'GNUTLS_E_TPM_UNINITIALIZED', ['TPM is not initialized'])),
    code(-335, undecided(PROGRAM, 'GNUTLS_E_TPM_NO_LIB', ['The TPM library (trousers) cannot be found'])),
    code(-340, certain('cert-must-staple', 'GNUTLS_E_NO_CERTIFICATE_STATUS', ['There is no certificate status (OCSP)'])),
    code(-341, likely('cert-revocation-unchecked', 'GNUTLS_E_OCSP_RESPONSE_ERROR', ['The OCSP response is invalid'])),
    code(-342, undecided(PROGRAM, 'GNUTLS_E_RANDOM_DEVICE_ERROR', ["Error in the system's randomness device"])),
    code(-343, likely('tls-handshake-failed', 'GNUTLS_E_AUTH_ERROR', ['Could not authenticate peer'])),
    code(
      -344,
      likely('tls-handshake-failed', 'GNUTLS_E_NO_APPLICATION_PROTOCOL', ['No common application protocol could be negotiated']),
    ),
    code(-345, undecided(PROGRAM, 'GNUTLS_E_SOCKETS_INIT_ERROR', ['Error in sockets initialization'])),
    code(-346, undecided(OWN_FILES, 'GNUTLS_E_KEY_IMPORT_FAILED', ['Failed to import the key into store'])),
    code(
      -347,
      likely('tls-version-unsupported', 'GNUTLS_E_INAPPROPRIATE_FALLBACK', [
        'A connection with inappropriate fallback was attempted',
      ]),
    ),
    code(
      -348,
      likely('cert-untrusted-root', 'GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR', ['Error in the certificate verification']),
    ),
    code(
      -349,
      undecided(OWN_FILES, 'GNUTLS_E_PRIVKEY_VERIFICATION_ERROR', ["Error in the private key verification; seed doesn't match"]),
    ),
    code(-350, likely('tls-handshake-failed', 'GNUTLS_E_UNEXPECTED_EXTENSIONS_LENGTH', ['Invalid TLS extensions length field'])),
    code(-351, likely('cert-malformed', 'GNUTLS_E_ASN1_EMBEDDED_NULL_IN_STRING', ['The provided string has an embedded null'])),
    code(-400, undecided(PROGRAM, 'GNUTLS_E_SELF_TEST_ERROR', ['Error while performing self checks'])),
    code(-401, undecided(PROGRAM, 'GNUTLS_E_NO_SELF_TEST', ['There is no self test for this algorithm'])),
    code(
      -402,
      undecided(PROGRAM, 'GNUTLS_E_LIB_IN_ERROR_STATE', [
        'An error has been detected in the library and cannot continue operations',
      ]),
    ),
    code(-403, undecided(PROGRAM, 'GNUTLS_E_PK_GENERATION_ERROR', ['Error in public key generation'])),
    code(-404, undecided(PROGRAM, 'GNUTLS_E_IDNA_ERROR', ['There was an issue converting to or from UTF8'])),
    code(
      -406,
      likely('tls-handshake-failed', 'GNUTLS_E_SESSION_USER_ID_CHANGED', [
        "Peer's certificate or username has changed during a rehandshake",
      ]),
    ),
    code(
      -407,
      likely('tls-handshake-failed', 'GNUTLS_E_HANDSHAKE_DURING_FALSE_START', ['Attempted handshake during false start']),
    ),
    code(
      -408,
      undecided(PROGRAM, 'GNUTLS_E_UNAVAILABLE_DURING_HANDSHAKE', ['Cannot perform this action while handshake is in progress']),
    ),
    code(-409, likely('tls-handshake-failed', 'GNUTLS_E_PK_INVALID_PUBKEY', ['The public key is invalid'])),
    code(-410, undecided(OWN_FILES, 'GNUTLS_E_PK_INVALID_PRIVKEY', ['The private key is invalid'])),
    code(-411, certain('cert-not-yet-valid', 'GNUTLS_E_NOT_YET_ACTIVATED', ['The certificate is not yet activated'])),
    code(-412, undecided(PROGRAM, 'GNUTLS_E_INVALID_UTF8_STRING')),
    code(-413, undecided(PROGRAM, 'GNUTLS_E_NO_EMBEDDED_DATA', ['There are no embedded data in the structure'])),
    code(
      -414,
      undecided(PROGRAM, 'GNUTLS_E_INVALID_UTF8_EMAIL', ["The given email string contains non-ASCII characters before '@'"]),
    ),
    code(-415, undecided(OWN_FILES, 'GNUTLS_E_INVALID_PASSWORD_STRING')),
    code(-416, certain('cert-malformed', 'GNUTLS_E_CERTIFICATE_TIME_ERROR', ['Error in the time fields of certificate'])),
    code(-417, likely('mode-mismatch', 'GNUTLS_E_RECORD_OVERFLOW', ['A TLS record packet with invalid length was received'])),
    code(-418, likely('cert-malformed', 'GNUTLS_E_ASN1_TIME_ERROR', ['The DER time encoding is invalid'])),
    code(
      -419,
      likely('tls-no-shared-cipher', 'GNUTLS_E_INCOMPATIBLE_SIG_WITH_KEY', ['The signature is incompatible with the public key']),
    ),
    code(-420, likely('tls-no-shared-cipher', 'GNUTLS_E_PK_INVALID_PUBKEY_PARAMS', ['The public key parameters are invalid'])),
    code(-421, undecided(PROGRAM, 'GNUTLS_E_PK_NO_VALIDATION_PARAMS', ['There are no validation parameters present'])),
    code(
      -422,
      likely('cert-revocation-unchecked', 'GNUTLS_E_OCSP_MISMATCH_WITH_CERTS', [
        "The OCSP response provided doesn't match the available certificates",
      ]),
    ),
    code(-423, certain('tls-no-shared-cipher', 'GNUTLS_E_NO_COMMON_KEY_SHARE', ['No common key share with peer'])),
    code(-424, likely('tls-handshake-failed', 'GNUTLS_E_REAUTH_REQUEST', ['Re-authentication was requested by the peer'])),
    code(-425, undecided(PROGRAM, 'GNUTLS_E_TOO_MANY_MATCHES', ['More than a single object matches the criteria'])),
    code(-426, likely('cert-revocation-unchecked', 'GNUTLS_E_CRL_VERIFICATION_ERROR', ['Error in the CRL verification'])),
    code(-427, likely('tls-handshake-failed', 'GNUTLS_E_MISSING_EXTENSION', ['An required TLS extension was received'])),
    code(-428, undecided(PROGRAM, 'GNUTLS_E_DB_ENTRY_EXISTS', ['The Database entry already exists'])),
    code(-429, likely('tls-handshake-failed', 'GNUTLS_E_EARLY_DATA_REJECTED', ['The early data were rejected'])),
    code(-430, certain('cert-malformed', 'GNUTLS_E_X509_DUPLICATE_EXTENSION', ['Duplicate extension in X.509 certificate'])),
    code(
      -1250,
      undecided(PROGRAM, 'GNUTLS_E_UNIMPLEMENTED_FEATURE', ['An unimplemented or disabled feature has been requested']),
    ),
  ],
};
