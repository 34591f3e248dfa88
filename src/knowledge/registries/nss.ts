// Mozilla's NSS, as Thunderbird, Firefox, Evolution (of old) and curl on older Red Hat print it: SEC_ERROR_*, SSL_ERROR_*,
// MOZILLA_PKIX_* and what NSPR says of the network. The sentences are those of PR_ErrorToString.
import { certain, likely, undecided } from './entries.ts';
import type { Registry, RegistryEntry } from './registry.ts';

const PROGRAM = 'The program that prints this, its certificate store, its token or its own key: not the peer.';
const MAIL_ADDRESS = 'A mail address was compared, as for S/MIME; host names are not.';

const code = (number: number, entry: RegistryEntry): RegistryEntry => ({
  ...entry,
  forms: [...entry.forms, `NSS error ${number}`, `error ${number}`, `error code: ${number}`, `(${number})`],
});

export const NSS: Registry = {
  name: 'NSS',
  source:
    'nss lib/util/secerr.h, lib/ssl/sslerr.h, lib/util/SECerrs.h, lib/ssl/SSLerrs.h; mozilla-central security/nss/lib/mozpkix/include/pkix/pkixnss.h',
  speaker: 'tls',
  entries: [
    code(-8192, undecided(PROGRAM, 'SEC_ERROR_IO')),
    code(-8191, undecided(PROGRAM, 'SEC_ERROR_LIBRARY_FAILURE')),
    code(-8190, undecided(PROGRAM, 'SEC_ERROR_BAD_DATA')),
    code(-8189, undecided(PROGRAM, 'SEC_ERROR_OUTPUT_LEN')),
    code(-8188, undecided(PROGRAM, 'SEC_ERROR_INPUT_LEN')),
    code(-8187, undecided(PROGRAM, 'SEC_ERROR_INVALID_ARGS')),
    code(-8186, likely('cert-weak-signature', 'SEC_ERROR_INVALID_ALGORITHM', ['security library: invalid algorithm'])),
    code(-8185, likely('cert-malformed', 'SEC_ERROR_INVALID_AVA', ['security library: invalid AVA'])),
    code(-8184, likely('cert-malformed', 'SEC_ERROR_INVALID_TIME', ['Improperly formatted time string'])),
    code(-8183, likely('cert-malformed', 'SEC_ERROR_BAD_DER', ['security library: improperly formatted DER-encoded message'])),
    code(-8182, likely('cert-malformed', 'SEC_ERROR_BAD_SIGNATURE', ["Peer's certificate has an invalid signature"])),
    code(-8181, certain('cert-expired', 'SEC_ERROR_EXPIRED_CERTIFICATE', ["Peer's Certificate has expired"])),
    code(-8180, certain('cert-revoked', 'SEC_ERROR_REVOKED_CERTIFICATE', ["Peer's Certificate has been revoked"])),
    code(-8179, likely('cert-untrusted-root', 'SEC_ERROR_UNKNOWN_ISSUER', ["Peer's Certificate issuer is not recognized"])),
    code(-8178, likely('cert-malformed', 'SEC_ERROR_BAD_KEY', ["Peer's public key is invalid"])),
    code(-8177, undecided(PROGRAM, 'SEC_ERROR_BAD_PASSWORD')),
    code(-8176, undecided(PROGRAM, 'SEC_ERROR_RETRY_PASSWORD')),
    code(-8175, undecided(PROGRAM, 'SEC_ERROR_NO_NODELOCK')),
    code(-8174, undecided(PROGRAM, 'SEC_ERROR_BAD_DATABASE')),
    code(-8173, undecided(PROGRAM, 'SEC_ERROR_NO_MEMORY')),
    code(
      -8172,
      certain('cert-untrusted-root', 'SEC_ERROR_UNTRUSTED_ISSUER', [
        "Peer's certificate issuer has been marked as not trusted by the user",
      ]),
    ),
    code(
      -8171,
      certain('cert-untrusted-root', 'SEC_ERROR_UNTRUSTED_CERT', [
        "Peer's certificate has been marked as not trusted by the user",
      ]),
    ),
    code(-8170, undecided(PROGRAM, 'SEC_ERROR_DUPLICATE_CERT')),
    code(-8169, undecided(PROGRAM, 'SEC_ERROR_DUPLICATE_CERT_NAME')),
    code(-8168, undecided(PROGRAM, 'SEC_ERROR_ADDING_CERT')),
    code(-8167, undecided(PROGRAM, 'SEC_ERROR_FILING_KEY')),
    code(-8166, undecided(PROGRAM, 'SEC_ERROR_NO_KEY')),
    code(-8165, undecided(PROGRAM, 'SEC_ERROR_CERT_VALID')),
    code(-8164, likely('cert-untrusted-root', 'SEC_ERROR_CERT_NOT_VALID', ['This certificate is not valid'])),
    code(-8163, likely('cert-revocation-unchecked', 'SEC_ERROR_CERT_NO_RESPONSE', ['Cert Library: No Response'])),
    code(
      -8162,
      certain('cert-expired', 'SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE', [
        "The certificate issuer's certificate has expired. Check your system date and time",
      ]),
    ),
    code(
      -8161,
      certain('cert-revocation-unchecked', 'SEC_ERROR_CRL_EXPIRED', [
        "The CRL for the certificate's issuer has expired. Update it or check your system date and time",
      ]),
    ),
    code(
      -8160,
      certain('cert-revocation-unchecked', 'SEC_ERROR_CRL_BAD_SIGNATURE', [
        "The CRL for the certificate's issuer has an invalid signature",
      ]),
    ),
    code(-8159, certain('cert-revocation-unchecked', 'SEC_ERROR_CRL_INVALID', ['New CRL has an invalid format'])),
    code(-8158, certain('cert-malformed', 'SEC_ERROR_EXTENSION_VALUE_INVALID', ['Certificate extension value is invalid'])),
    code(-8157, likely('cert-malformed', 'SEC_ERROR_EXTENSION_NOT_FOUND', ['Certificate extension not found'])),
    code(-8156, likely('cert-wrong-purpose', 'SEC_ERROR_CA_CERT_INVALID', ['Issuer certificate is invalid'])),
    code(
      -8155,
      certain('cert-wrong-purpose', 'SEC_ERROR_PATH_LEN_CONSTRAINT_INVALID', ['Certificate path length constraint is invalid']),
    ),
    code(-8154, certain('cert-wrong-purpose', 'SEC_ERROR_CERT_USAGES_INVALID', ['Certificate usages field is invalid'])),
    code(-8152, likely('cert-malformed', 'SEC_ERROR_INVALID_KEY', ['The key does not support the requested operation'])),
    code(
      -8151,
      likely('cert-malformed', 'SEC_ERROR_UNKNOWN_CRITICAL_EXTENSION', ['Certificate contains unknown critical extension']),
    ),
    code(-8150, certain('cert-revocation-unchecked', 'SEC_ERROR_OLD_CRL', ['New CRL is not later than the current one'])),
    code(-8149, undecided(PROGRAM, 'SEC_ERROR_NO_EMAIL_CERT')),
    code(-8148, undecided(PROGRAM, 'SEC_ERROR_NO_RECIPIENT_CERTS_QUERY')),
    code(-8147, undecided(PROGRAM, 'SEC_ERROR_NOT_A_RECIPIENT')),
    code(-8146, undecided(PROGRAM, 'SEC_ERROR_PKCS7_KEYALG_MISMATCH')),
    code(-8145, undecided(PROGRAM, 'SEC_ERROR_PKCS7_BAD_SIGNATURE')),
    code(-8144, likely('cert-malformed', 'SEC_ERROR_UNSUPPORTED_KEYALG', ['Unsupported or unknown key algorithm'])),
    code(-8143, undecided(PROGRAM, 'SEC_ERROR_DECRYPTION_DISALLOWED')),
    code(-8134, certain('cert-revocation-unchecked', 'SEC_ERROR_NO_KRL', ["No KRL for this site's certificate has been found"])),
    code(
      -8133,
      certain('cert-revocation-unchecked', 'SEC_ERROR_KRL_EXPIRED', ["The KRL for this site's certificate has expired"]),
    ),
    code(
      -8132,
      certain('cert-revocation-unchecked', 'SEC_ERROR_KRL_BAD_SIGNATURE', [
        "The KRL for this site's certificate has an invalid signature",
      ]),
    ),
    code(-8131, certain('cert-revoked', 'SEC_ERROR_REVOKED_KEY', ["The key for this site's certificate has been revoked"])),
    code(-8130, certain('cert-revocation-unchecked', 'SEC_ERROR_KRL_INVALID', ['New KRL has an invalid format'])),
    code(-8129, undecided(PROGRAM, 'SEC_ERROR_NEED_RANDOM')),
    code(-8128, undecided(PROGRAM, 'SEC_ERROR_NO_MODULE')),
    code(-8127, undecided(PROGRAM, 'SEC_ERROR_NO_TOKEN')),
    code(-8126, undecided(PROGRAM, 'SEC_ERROR_READ_ONLY')),
    code(-8125, undecided(PROGRAM, 'SEC_ERROR_NO_SLOT_SELECTED')),
    code(-8124, undecided(PROGRAM, 'SEC_ERROR_CERT_NICKNAME_COLLISION')),
    code(-8123, undecided(PROGRAM, 'SEC_ERROR_KEY_NICKNAME_COLLISION')),
    code(-8122, undecided(PROGRAM, 'SEC_ERROR_SAFE_NOT_CREATED')),
    code(-8121, undecided(PROGRAM, 'SEC_ERROR_BAGGAGE_NOT_CREATED')),
    code(-8117, undecided(PROGRAM, 'SEC_ERROR_BAD_EXPORT_ALGORITHM')),
    code(-8116, undecided(PROGRAM, 'SEC_ERROR_EXPORTING_CERTIFICATES')),
    code(-8115, undecided(PROGRAM, 'SEC_ERROR_IMPORTING_CERTIFICATES')),
    code(-8114, undecided(PROGRAM, 'SEC_ERROR_PKCS12_DECODING_PFX')),
    code(-8113, undecided(PROGRAM, 'SEC_ERROR_PKCS12_INVALID_MAC')),
    code(-8112, undecided(PROGRAM, 'SEC_ERROR_PKCS12_UNSUPPORTED_MAC_ALGORITHM')),
    code(-8111, undecided(PROGRAM, 'SEC_ERROR_PKCS12_UNSUPPORTED_TRANSPORT_MODE')),
    code(-8110, undecided(PROGRAM, 'SEC_ERROR_PKCS12_CORRUPT_PFX_STRUCTURE')),
    code(-8109, undecided(PROGRAM, 'SEC_ERROR_PKCS12_UNSUPPORTED_PBE_ALGORITHM')),
    code(-8108, undecided(PROGRAM, 'SEC_ERROR_PKCS12_UNSUPPORTED_VERSION')),
    code(-8107, undecided(PROGRAM, 'SEC_ERROR_PKCS12_PRIVACY_PASSWORD_INCORRECT')),
    code(-8106, undecided(PROGRAM, 'SEC_ERROR_PKCS12_CERT_COLLISION')),
    code(-8105, undecided(PROGRAM, 'SEC_ERROR_USER_CANCELLED')),
    code(-8104, undecided(PROGRAM, 'SEC_ERROR_PKCS12_DUPLICATE_DATA')),
    code(-8103, undecided(PROGRAM, 'SEC_ERROR_MESSAGE_SEND_ABORTED')),
    code(
      -8102,
      certain('cert-wrong-purpose', 'SEC_ERROR_INADEQUATE_KEY_USAGE', [
        'Certificate key usage inadequate for attempted operation',
      ]),
    ),
    code(
      -8101,
      certain('cert-wrong-purpose', 'SEC_ERROR_INADEQUATE_CERT_TYPE', ['Certificate type not approved for application']),
    ),
    code(-8100, undecided(PROGRAM, 'SEC_ERROR_CERT_ADDR_MISMATCH')),
    code(-8099, undecided(PROGRAM, 'SEC_ERROR_PKCS12_UNABLE_TO_IMPORT_KEY')),
    code(-8098, undecided(PROGRAM, 'SEC_ERROR_PKCS12_IMPORTING_CERT_CHAIN')),
    code(-8097, undecided(PROGRAM, 'SEC_ERROR_PKCS12_UNABLE_TO_LOCATE_OBJECT_BY_NAME')),
    code(-8096, undecided(PROGRAM, 'SEC_ERROR_PKCS12_UNABLE_TO_EXPORT_KEY')),
    code(-8095, undecided(PROGRAM, 'SEC_ERROR_PKCS12_UNABLE_TO_WRITE')),
    code(-8094, undecided(PROGRAM, 'SEC_ERROR_PKCS12_UNABLE_TO_READ')),
    code(-8093, undecided(PROGRAM, 'SEC_ERROR_PKCS12_KEY_DATABASE_NOT_INITIALIZED')),
    code(-8092, undecided(PROGRAM, 'SEC_ERROR_KEYGEN_FAIL')),
    code(-8091, undecided(PROGRAM, 'SEC_ERROR_INVALID_PASSWORD')),
    code(-8090, undecided(PROGRAM, 'SEC_ERROR_RETRY_OLD_PASSWORD')),
    code(-8089, undecided(PROGRAM, 'SEC_ERROR_BAD_NICKNAME')),
    code(-8087, undecided(PROGRAM, 'SEC_ERROR_CANNOT_MOVE_SENSITIVE_KEY')),
    code(-8086, undecided(PROGRAM, 'SEC_ERROR_JS_INVALID_MODULE_NAME')),
    code(-8085, undecided(PROGRAM, 'SEC_ERROR_JS_INVALID_DLL')),
    code(-8084, undecided(PROGRAM, 'SEC_ERROR_JS_ADD_MOD_FAILURE')),
    code(-8083, undecided(PROGRAM, 'SEC_ERROR_JS_DEL_MOD_FAILURE')),
    code(-8082, certain('cert-revocation-unchecked', 'SEC_ERROR_OLD_KRL', ['New KRL is not later than the current one'])),
    code(-8081, undecided(PROGRAM, 'SEC_ERROR_CKL_CONFLICT')),
    code(
      -8080,
      certain('cert-wrong-purpose', 'SEC_ERROR_CERT_NOT_IN_NAME_SPACE', [
        'The Certifying Authority for this certificate is not permitted to issue a certificate with this name',
      ]),
    ),
    code(
      -8079,
      certain('cert-revocation-unchecked', 'SEC_ERROR_KRL_NOT_YET_VALID', [
        'The key revocation list for this certificate is not yet valid',
      ]),
    ),
    code(
      -8078,
      certain('cert-revocation-unchecked', 'SEC_ERROR_CRL_NOT_YET_VALID', [
        'The certificate revocation list for this certificate is not yet valid',
      ]),
    ),
    code(-8077, undecided(PROGRAM, 'SEC_ERROR_UNKNOWN_CERT')),
    code(-8076, likely('cert-untrusted-root', 'SEC_ERROR_UNKNOWN_SIGNER', ["The signer's certificate could not be found"])),
    code(-8075, undecided(PROGRAM, 'SEC_ERROR_CERT_BAD_ACCESS_LOCATION')),
    code(
      -8074,
      certain('cert-revocation-unchecked', 'SEC_ERROR_OCSP_UNKNOWN_RESPONSE_TYPE', [
        'The OCSP response cannot be fully decoded; it is of an unknown type',
      ]),
    ),
    code(
      -8073,
      certain('cert-revocation-unchecked', 'SEC_ERROR_OCSP_BAD_HTTP_RESPONSE', [
        'The OCSP server returned unexpected/invalid HTTP data',
      ]),
    ),
    code(
      -8072,
      certain('cert-revocation-unchecked', 'SEC_ERROR_OCSP_MALFORMED_REQUEST', [
        'The OCSP server found the request to be corrupted or improperly formed',
      ]),
    ),
    code(
      -8071,
      certain('cert-revocation-unchecked', 'SEC_ERROR_OCSP_SERVER_ERROR', ['The OCSP server experienced an internal error']),
    ),
    code(
      -8070,
      certain('cert-revocation-unchecked', 'SEC_ERROR_OCSP_TRY_SERVER_LATER', ['The OCSP server suggests trying again later']),
    ),
    code(
      -8069,
      certain('cert-revocation-unchecked', 'SEC_ERROR_OCSP_REQUEST_NEEDS_SIG', [
        'The OCSP server requires a signature on this request',
      ]),
    ),
    code(
      -8068,
      certain('cert-revocation-unchecked', 'SEC_ERROR_OCSP_UNAUTHORIZED_REQUEST', [
        'The OCSP server has refused this request as unauthorized',
      ]),
    ),
    code(
      -8067,
      certain('cert-revocation-unchecked', 'SEC_ERROR_OCSP_UNKNOWN_RESPONSE_STATUS', [
        'The OCSP server returned an unrecognizable status',
      ]),
    ),
    code(
      -8066,
      certain('cert-revocation-unchecked', 'SEC_ERROR_OCSP_UNKNOWN_CERT', ['The OCSP server has no status for the certificate']),
    ),
    code(-8065, undecided(PROGRAM, 'SEC_ERROR_OCSP_NOT_ENABLED')),
    code(-8064, undecided(PROGRAM, 'SEC_ERROR_OCSP_NO_DEFAULT_RESPONDER')),
    code(
      -8063,
      certain('cert-revocation-unchecked', 'SEC_ERROR_OCSP_MALFORMED_RESPONSE', [
        'The response from the OCSP server was corrupted or improperly formed',
      ]),
    ),
    code(
      -8062,
      certain('cert-revocation-unchecked', 'SEC_ERROR_OCSP_UNAUTHORIZED_RESPONSE', [
        'The signer of the OCSP response is not authorized to give status for this certificate',
      ]),
    ),
    code(
      -8061,
      certain('cert-revocation-unchecked', 'SEC_ERROR_OCSP_FUTURE_RESPONSE', [
        'The OCSP response is not yet valid (contains a date in the future)',
      ]),
    ),
    code(
      -8060,
      certain('cert-revocation-unchecked', 'SEC_ERROR_OCSP_OLD_RESPONSE', ['The OCSP response contains out-of-date information']),
    ),
    code(-8059, undecided(PROGRAM, 'SEC_ERROR_DIGEST_NOT_FOUND')),
    code(-8058, undecided(PROGRAM, 'SEC_ERROR_UNSUPPORTED_MESSAGE_TYPE')),
    code(-8057, undecided(PROGRAM, 'SEC_ERROR_MODULE_STUCK')),
    code(-8056, undecided(PROGRAM, 'SEC_ERROR_BAD_TEMPLATE')),
    code(-8055, certain('cert-revocation-unchecked', 'SEC_ERROR_CRL_NOT_FOUND', ['No matching CRL was found'])),
    code(
      -8054,
      certain('cert-malformed', 'SEC_ERROR_REUSED_ISSUER_AND_SERIAL', [
        'You are attempting to import a cert with the same issuer/serial as an existing cert, but that is not the same cert',
      ]),
    ),
    code(-8053, undecided(PROGRAM, 'SEC_ERROR_BUSY')),
    code(-8052, likely('cert-malformed', 'SEC_ERROR_EXTRA_INPUT', ['DER-encoded message contained extra unused data'])),
    code(-8051, likely('cert-weak-key', 'SEC_ERROR_UNSUPPORTED_ELLIPTIC_CURVE')),
    code(-8050, likely('cert-malformed', 'SEC_ERROR_UNSUPPORTED_EC_POINT_FORM', ['Unsupported elliptic curve point form'])),
    code(-8049, likely('cert-malformed', 'SEC_ERROR_UNRECOGNIZED_OID')),
    code(
      -8048,
      certain('cert-revocation-unchecked', 'SEC_ERROR_OCSP_INVALID_SIGNING_CERT', [
        'Invalid OCSP signing certificate in OCSP response',
      ]),
    ),
    code(
      -8047,
      certain('cert-revoked', 'SEC_ERROR_REVOKED_CERTIFICATE_CRL', [
        "Certificate is revoked in issuer's certificate revocation list",
      ]),
    ),
    code(
      -8046,
      certain('cert-revoked', 'SEC_ERROR_REVOKED_CERTIFICATE_OCSP', ["Issuer's OCSP responder reports certificate is revoked"]),
    ),
    code(
      -8045,
      certain('cert-revocation-unchecked', 'SEC_ERROR_CRL_INVALID_VERSION', [
        "Issuer's Certificate Revocation List has an unknown version number",
      ]),
    ),
    code(
      -8044,
      certain('cert-revocation-unchecked', 'SEC_ERROR_CRL_V1_CRITICAL_EXTENSION', [
        "Issuer's V1 Certificate Revocation List has a critical extension",
      ]),
    ),
    code(
      -8043,
      certain('cert-revocation-unchecked', 'SEC_ERROR_CRL_UNKNOWN_CRITICAL_EXTENSION', [
        "Issuer's V2 Certificate Revocation List has an unknown critical extension",
      ]),
    ),
    code(-8042, undecided(PROGRAM, 'SEC_ERROR_UNKNOWN_OBJECT_TYPE')),
    code(-8041, undecided(PROGRAM, 'SEC_ERROR_INCOMPATIBLE_PKCS11')),
    code(-8040, undecided(PROGRAM, 'SEC_ERROR_NO_EVENT')),
    code(-8039, undecided(PROGRAM, 'SEC_ERROR_CRL_ALREADY_EXISTS')),
    code(-8038, undecided(PROGRAM, 'SEC_ERROR_NOT_INITIALIZED')),
    code(-8037, undecided(PROGRAM, 'SEC_ERROR_TOKEN_NOT_LOGGED_IN')),
    code(
      -8036,
      certain('cert-revocation-unchecked', 'SEC_ERROR_OCSP_RESPONDER_CERT_INVALID', [
        "Configured OCSP responder's certificate is invalid",
      ]),
    ),
    code(-8035, certain('cert-revocation-unchecked', 'SEC_ERROR_OCSP_BAD_SIGNATURE', ['OCSP response has an invalid signature'])),
    code(
      -8034,
      likely('cert-untrusted-root', 'SEC_ERROR_OUT_OF_SEARCH_LIMITS', ['Cert validation search is out of search limits']),
    ),
    code(-8033, likely('cert-wrong-purpose', 'SEC_ERROR_INVALID_POLICY_MAPPING', ['Policy mapping contains anypolicy'])),
    code(-8032, likely('cert-wrong-purpose', 'SEC_ERROR_POLICY_VALIDATION_FAILED', ['Cert chain fails policy validation'])),
    code(-8031, likely('cert-malformed', 'SEC_ERROR_UNKNOWN_AIA_LOCATION_TYPE', ['Unknown location type in cert AIA extension'])),
    code(-8030, likely('cert-revocation-unchecked', 'SEC_ERROR_BAD_HTTP_RESPONSE', ['Server returned bad HTTP response'])),
    code(-8029, likely('cert-revocation-unchecked', 'SEC_ERROR_BAD_LDAP_RESPONSE', ['Server returned bad LDAP response'])),
    code(-8028, undecided(PROGRAM, 'SEC_ERROR_FAILED_TO_ENCODE_DATA')),
    code(
      -8027,
      likely('cert-malformed', 'SEC_ERROR_BAD_INFO_ACCESS_LOCATION', ['Bad information access location in cert extension']),
    ),
    code(-8026, undecided(PROGRAM, 'SEC_ERROR_LIBPKIX_INTERNAL')),
    code(-8025, undecided(PROGRAM, 'SEC_ERROR_PKCS11_GENERAL_ERROR')),
    code(-8024, undecided(PROGRAM, 'SEC_ERROR_PKCS11_FUNCTION_FAILED')),
    code(-8023, undecided(PROGRAM, 'SEC_ERROR_PKCS11_DEVICE_ERROR')),
    code(
      -8022,
      likely('cert-malformed', 'SEC_ERROR_BAD_INFO_ACCESS_METHOD', [
        'Unknown information access method in certificate extension',
      ]),
    ),
    code(-8021, undecided(PROGRAM, 'SEC_ERROR_CRL_IMPORT_FAILED')),
    code(-8020, undecided(PROGRAM, 'SEC_ERROR_EXPIRED_PASSWORD')),
    code(-8019, undecided(PROGRAM, 'SEC_ERROR_LOCKED_PASSWORD')),
    code(-8018, undecided(PROGRAM, 'SEC_ERROR_UNKNOWN_PKCS11_ERROR')),
    code(
      -8017,
      certain('cert-revocation-unchecked', 'SEC_ERROR_BAD_CRL_DP_URL', [
        'Invalid or unsupported URL in CRL distribution point name',
      ]),
    ),
    code(
      -8016,
      certain('cert-weak-signature', 'SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED', [
        'The certificate was signed using a signature algorithm that is disabled because it is not secure',
      ]),
    ),
    code(-8015, undecided(PROGRAM, 'SEC_ERROR_LEGACY_DATABASE')),
    code(
      -8014,
      likely('cert-untrusted-root', 'SEC_ERROR_APPLICATION_CALLBACK_ERROR', [
        'The certificate was rejected by extra checks in the application',
      ]),
    ),
    code(-8013, undecided(PROGRAM, 'SEC_ERROR_INVALID_STATE')),
    code(-8012, undecided(PROGRAM, 'SEC_ERROR_POLICY_LOCKED')),
    code(
      -8011,
      certain('cert-weak-signature', 'SEC_ERROR_SIGNATURE_ALGORITHM_DISABLED', [
        'Could not create or verify a signature using a signature algorithm that is disabled because it is not secure',
      ]),
    ),
    code(
      -8010,
      likely('cert-malformed', 'SEC_ERROR_ALGORITHM_MISMATCH', [
        'The signature algorithm in the signature field of the certificate does not match the algorithm in its signatureAlgorithm field',
      ]),
    ),
    code(
      -12288,
      certain('tls-no-shared-cipher', 'SSL_ERROR_EXPORT_ONLY_SERVER', [
        'Unable to communicate securely. Peer does not support high-grade encryption',
      ]),
    ),
    code(
      -12287,
      certain('tls-no-shared-cipher', 'SSL_ERROR_US_ONLY_SERVER', [
        'Unable to communicate securely. Peer requires high-grade encryption which is not supported',
      ]),
    ),
    code(
      -12286,
      certain('tls-no-shared-cipher', 'SSL_ERROR_NO_CYPHER_OVERLAP', [
        'Cannot communicate securely with peer: no common encryption algorithm(s)',
      ]),
    ),
    code(
      -12285,
      likely('tls-client-certificate-required', 'SSL_ERROR_NO_CERTIFICATE', [
        'Unable to find the certificate or key necessary for authentication',
      ]),
    ),
    code(
      -12284,
      likely('cert-untrusted-root', 'SSL_ERROR_BAD_CERTIFICATE', [
        "Unable to communicate securely with peer: peers's certificate was rejected",
      ]),
    ),
    code(-12282, likely('tls-handshake-failed', 'SSL_ERROR_BAD_CLIENT', ['The server has encountered bad data from the client'])),
    code(-12281, likely('tls-handshake-failed', 'SSL_ERROR_BAD_SERVER', ['The client has encountered bad data from the server'])),
    code(-12280, likely('cert-malformed', 'SSL_ERROR_UNSUPPORTED_CERTIFICATE_TYPE')),
    code(
      -12279,
      certain('tls-version-unsupported', 'SSL_ERROR_UNSUPPORTED_VERSION', [
        'Peer using unsupported version of security protocol',
      ]),
    ),
    code(-12277, undecided(PROGRAM, 'SSL_ERROR_WRONG_CERTIFICATE')),
    code(
      -12276,
      certain('cert-name-mismatch', 'SSL_ERROR_BAD_CERT_DOMAIN', [
        "Unable to communicate securely with peer: requested domain name does not match the server's certificate",
      ]),
    ),
    code(-12275, undecided(PROGRAM, 'SSL_ERROR_POST_WARNING')),
    code(
      -12274,
      certain('tls-version-unsupported', 'SSL_ERROR_SSL2_DISABLED', [
        'Peer only supports SSL version 2, which is locally disabled',
      ]),
    ),
    code(
      -12273,
      likely('tls-handshake-failed', 'SSL_ERROR_BAD_MAC_READ', [
        'SSL received a record with an incorrect Message Authentication Code',
      ]),
    ),
    code(
      -12272,
      likely('tls-handshake-failed', 'SSL_ERROR_BAD_MAC_ALERT', ['SSL peer reports incorrect Message Authentication Code']),
    ),
    code(
      -12271,
      likely('tls-client-certificate-required', 'SSL_ERROR_BAD_CERT_ALERT', ['SSL peer cannot verify your certificate']),
    ),
    code(
      -12270,
      likely('tls-client-certificate-required', 'SSL_ERROR_REVOKED_CERT_ALERT', [
        'SSL peer rejected your certificate as revoked',
      ]),
    ),
    code(
      -12269,
      likely('tls-client-certificate-required', 'SSL_ERROR_EXPIRED_CERT_ALERT', [
        'SSL peer rejected your certificate as expired',
      ]),
    ),
    code(-12268, likely('tls-version-unsupported', 'SSL_ERROR_SSL_DISABLED', ['Cannot connect: SSL is disabled'])),
    code(
      -12266,
      likely('tls-no-shared-cipher', 'SSL_ERROR_UNKNOWN_CIPHER_SUITE', ['An unknown SSL cipher suite has been requested']),
    ),
    code(
      -12265,
      certain('tls-no-shared-cipher', 'SSL_ERROR_NO_CIPHERS_SUPPORTED', [
        'No cipher suites are present and enabled in this program',
      ]),
    ),
    code(-12264, likely('tls-handshake-failed', 'SSL_ERROR_BAD_BLOCK_PADDING', ['SSL received a record with bad block padding'])),
    code(
      -12263,
      likely('mode-mismatch', 'SSL_ERROR_RX_RECORD_TOO_LONG', [
        'SSL received a record that exceeded the maximum permissible length',
      ]),
    ),
    code(-12262, undecided(PROGRAM, 'SSL_ERROR_TX_RECORD_TOO_LONG')),
    code(
      -12261,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_HELLO_REQUEST', [
        'SSL received a malformed Hello Request handshake message',
      ]),
    ),
    code(
      -12260,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_CLIENT_HELLO', [
        'SSL received a malformed Client Hello handshake message',
      ]),
    ),
    code(
      -12259,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_SERVER_HELLO', [
        'SSL received a malformed Server Hello handshake message',
      ]),
    ),
    code(
      -12258,
      likely('cert-malformed', 'SSL_ERROR_RX_MALFORMED_CERTIFICATE', ['SSL received a malformed Certificate handshake message']),
    ),
    code(
      -12257,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_SERVER_KEY_EXCH', [
        'SSL received a malformed Server Key Exchange handshake message',
      ]),
    ),
    code(
      -12256,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_CERT_REQUEST', [
        'SSL received a malformed Certificate Request handshake message',
      ]),
    ),
    code(
      -12255,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_HELLO_DONE', [
        'SSL received a malformed Server Hello Done handshake message',
      ]),
    ),
    code(
      -12254,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_CERT_VERIFY', [
        'SSL received a malformed Certificate Verify handshake message',
      ]),
    ),
    code(
      -12253,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_CLIENT_KEY_EXCH', [
        'SSL received a malformed Client Key Exchange handshake message',
      ]),
    ),
    code(
      -12252,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_FINISHED', ['SSL received a malformed Finished handshake message']),
    ),
    code(
      -12251,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_CHANGE_CIPHER', [
        'SSL received a malformed Change Cipher Spec record',
      ]),
    ),
    code(-12250, likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_ALERT', ['SSL received a malformed Alert record'])),
    code(
      -12249,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_HANDSHAKE', ['SSL received a malformed Handshake record']),
    ),
    code(
      -12248,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_APPLICATION_DATA', [
        'SSL received a malformed Application Data record',
      ]),
    ),
    code(
      -12247,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_HELLO_REQUEST', [
        'SSL received an unexpected Hello Request handshake message',
      ]),
    ),
    code(
      -12246,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_CLIENT_HELLO', [
        'SSL received an unexpected Client Hello handshake message',
      ]),
    ),
    code(
      -12245,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_SERVER_HELLO', [
        'SSL received an unexpected Server Hello handshake message',
      ]),
    ),
    code(
      -12244,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_CERTIFICATE', [
        'SSL received an unexpected Certificate handshake message',
      ]),
    ),
    code(
      -12243,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_SERVER_KEY_EXCH', [
        'SSL received an unexpected Server Key Exchange handshake message',
      ]),
    ),
    code(
      -12242,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_CERT_REQUEST', [
        'SSL received an unexpected Certificate Request handshake message',
      ]),
    ),
    code(
      -12241,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_HELLO_DONE', [
        'SSL received an unexpected Server Hello Done handshake message',
      ]),
    ),
    code(
      -12240,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_CERT_VERIFY', [
        'SSL received an unexpected Certificate Verify handshake message',
      ]),
    ),
    code(
      -12239,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_CLIENT_KEY_EXCH', [
        'SSL received an unexpected Client Key Exchange handshake message',
      ]),
    ),
    code(
      -12238,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_FINISHED', [
        'SSL received an unexpected Finished handshake message',
      ]),
    ),
    code(
      -12237,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_CHANGE_CIPHER', [
        'SSL received an unexpected Change Cipher Spec record',
      ]),
    ),
    code(-12236, likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_ALERT', ['SSL received an unexpected Alert record'])),
    code(
      -12235,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_HANDSHAKE', ['SSL received an unexpected Handshake record']),
    ),
    code(
      -12234,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_APPLICATION_DATA', [
        'SSL received an unexpected Application Data record',
      ]),
    ),
    code(
      -12233,
      likely('mode-mismatch', 'SSL_ERROR_RX_UNKNOWN_RECORD_TYPE', ['SSL received a record with an unknown content type']),
    ),
    code(
      -12232,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNKNOWN_HANDSHAKE', [
        'SSL received a handshake message with an unknown message type',
      ]),
    ),
    code(
      -12231,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNKNOWN_ALERT', [
        'SSL received an alert record with an unknown alert description',
      ]),
    ),
    code(-12230, likely('connection-closed', 'SSL_ERROR_CLOSE_NOTIFY_ALERT', ['SSL peer has closed this connection'])),
    code(
      -12229,
      likely('tls-handshake-failed', 'SSL_ERROR_HANDSHAKE_UNEXPECTED_ALERT', [
        'SSL peer was not expecting a handshake message it received',
      ]),
    ),
    code(
      -12228,
      likely('tls-handshake-failed', 'SSL_ERROR_DECOMPRESSION_FAILURE_ALERT', [
        'SSL peer was unable to successfully decompress an SSL record it received',
      ]),
    ),
    code(
      -12227,
      likely('tls-no-shared-cipher', 'SSL_ERROR_HANDSHAKE_FAILURE_ALERT', [
        'SSL peer was unable to negotiate an acceptable set of security parameters',
      ]),
    ),
    code(
      -12226,
      likely('tls-handshake-failed', 'SSL_ERROR_ILLEGAL_PARAMETER_ALERT', [
        'SSL peer rejected a handshake message for unacceptable content',
      ]),
    ),
    code(
      -12225,
      likely('tls-client-certificate-required', 'SSL_ERROR_UNSUPPORTED_CERT_ALERT', [
        'SSL peer does not support certificates of the type it received',
      ]),
    ),
    code(
      -12224,
      likely('tls-client-certificate-required', 'SSL_ERROR_CERTIFICATE_UNKNOWN_ALERT', [
        'SSL peer had some unspecified issue with the certificate it received',
      ]),
    ),
    code(-12223, undecided(PROGRAM, 'SSL_ERROR_GENERATE_RANDOM_FAILURE')),
    code(-12222, undecided(PROGRAM, 'SSL_ERROR_SIGN_HASHES_FAILURE')),
    code(
      -12221,
      likely('cert-malformed', 'SSL_ERROR_EXTRACT_PUBLIC_KEY_FAILURE', [
        "SSL was unable to extract the public key from the peer's certificate",
      ]),
    ),
    code(
      -12220,
      likely('tls-handshake-failed', 'SSL_ERROR_SERVER_KEY_EXCHANGE_FAILURE', [
        'Unspecified failure while processing SSL Server Key Exchange handshake',
      ]),
    ),
    code(
      -12219,
      likely('tls-handshake-failed', 'SSL_ERROR_CLIENT_KEY_EXCHANGE_FAILURE', [
        'Unspecified failure while processing SSL Client Key Exchange handshake',
      ]),
    ),
    code(
      -12218,
      likely('tls-handshake-failed', 'SSL_ERROR_ENCRYPTION_FAILURE', [
        'Bulk data encryption algorithm failed in selected cipher suite',
      ]),
    ),
    code(
      -12217,
      likely('tls-handshake-failed', 'SSL_ERROR_DECRYPTION_FAILURE', [
        'Bulk data decryption algorithm failed in selected cipher suite',
      ]),
    ),
    code(
      -12216,
      likely('tcp-reset', 'SSL_ERROR_SOCKET_WRITE_FAILURE', ['Attempt to write encrypted data to underlying socket failed']),
    ),
    code(-12215, undecided(PROGRAM, 'SSL_ERROR_MD5_DIGEST_FAILURE')),
    code(-12214, undecided(PROGRAM, 'SSL_ERROR_SHA_DIGEST_FAILURE')),
    code(-12213, undecided(PROGRAM, 'SSL_ERROR_MAC_COMPUTATION_FAILURE')),
    code(-12212, undecided(PROGRAM, 'SSL_ERROR_SYM_KEY_CONTEXT_FAILURE')),
    code(-12211, undecided(PROGRAM, 'SSL_ERROR_SYM_KEY_UNWRAP_FAILURE')),
    code(
      -12210,
      likely('tls-no-shared-cipher', 'SSL_ERROR_PUB_KEY_SIZE_LIMIT_EXCEEDED', [
        'SSL Server attempted to use domestic-grade public key with export cipher suite',
      ]),
    ),
    code(-12209, undecided(PROGRAM, 'SSL_ERROR_IV_PARAM_FAILURE')),
    code(-12208, undecided(PROGRAM, 'SSL_ERROR_INIT_CIPHER_SUITE_FAILURE')),
    code(-12207, undecided(PROGRAM, 'SSL_ERROR_SESSION_KEY_GEN_FAILURE')),
    code(-12206, undecided(PROGRAM, 'SSL_ERROR_NO_SERVER_KEY_FOR_ALG')),
    code(-12205, undecided(PROGRAM, 'SSL_ERROR_TOKEN_INSERTION_REMOVAL')),
    code(-12204, undecided(PROGRAM, 'SSL_ERROR_TOKEN_SLOT_NOT_FOUND')),
    code(
      -12203,
      likely('tls-handshake-failed', 'SSL_ERROR_NO_COMPRESSION_OVERLAP', [
        'Cannot communicate securely with peer: no common compression algorithm(s)',
      ]),
    ),
    code(-12202, undecided(PROGRAM, 'SSL_ERROR_HANDSHAKE_NOT_COMPLETED')),
    code(
      -12201,
      likely('tls-handshake-failed', 'SSL_ERROR_BAD_HANDSHAKE_HASH_VALUE', [
        'Received incorrect handshakes hash values from peer',
      ]),
    ),
    code(-12200, undecided(PROGRAM, 'SSL_ERROR_CERT_KEA_MISMATCH')),
    code(-12199, undecided(PROGRAM, 'SSL_ERROR_NO_TRUSTED_SSL_CLIENT_CA')),
    code(-12198, undecided(PROGRAM, 'SSL_ERROR_SESSION_NOT_FOUND')),
    code(
      -12197,
      likely('tls-handshake-failed', 'SSL_ERROR_DECRYPTION_FAILED_ALERT', [
        'Peer was unable to decrypt an SSL record it received',
      ]),
    ),
    code(
      -12196,
      likely('tls-handshake-failed', 'SSL_ERROR_RECORD_OVERFLOW_ALERT', [
        'Peer received an SSL record that was longer than is permitted',
      ]),
    ),
    code(
      -12195,
      likely('tls-client-certificate-required', 'SSL_ERROR_UNKNOWN_CA_ALERT', [
        'Peer does not recognize and trust the CA that issued your certificate',
      ]),
    ),
    code(
      -12194,
      likely('tls-client-certificate-required', 'SSL_ERROR_ACCESS_DENIED_ALERT', [
        'Peer received a valid certificate, but access was denied',
      ]),
    ),
    code(
      -12193,
      likely('tls-handshake-failed', 'SSL_ERROR_DECODE_ERROR_ALERT', ['Peer could not decode an SSL handshake message']),
    ),
    code(
      -12192,
      likely('tls-handshake-failed', 'SSL_ERROR_DECRYPT_ERROR_ALERT', [
        'Peer reports failure of signature verification or key exchange',
      ]),
    ),
    code(
      -12191,
      likely('tls-handshake-failed', 'SSL_ERROR_EXPORT_RESTRICTION_ALERT', [
        'Peer reports negotiation not in compliance with export regulations',
      ]),
    ),
    code(
      -12190,
      certain('tls-version-unsupported', 'SSL_ERROR_PROTOCOL_VERSION_ALERT', [
        'Peer reports incompatible or unsupported protocol version',
      ]),
    ),
    code(
      -12189,
      certain('tls-no-shared-cipher', 'SSL_ERROR_INSUFFICIENT_SECURITY_ALERT', [
        'Server requires ciphers more secure than those supported by client',
      ]),
    ),
    code(
      -12188,
      likely('tls-handshake-failed', 'SSL_ERROR_INTERNAL_ERROR_ALERT', ['Peer reports it experienced an internal error']),
    ),
    code(-12187, likely('tls-handshake-failed', 'SSL_ERROR_USER_CANCELED_ALERT', ['Peer user canceled handshake'])),
    code(
      -12186,
      likely('tls-handshake-failed', 'SSL_ERROR_NO_RENEGOTIATION_ALERT', [
        'Peer does not permit renegotiation of SSL security parameters',
      ]),
    ),
    code(-12185, undecided(PROGRAM, 'SSL_ERROR_SERVER_CACHE_NOT_CONFIGURED')),
    code(
      -12184,
      likely('tls-handshake-failed', 'SSL_ERROR_UNSUPPORTED_EXTENSION_ALERT', [
        'SSL peer does not support requested TLS hello extension',
      ]),
    ),
    code(
      -12183,
      likely('tls-client-certificate-required', 'SSL_ERROR_CERTIFICATE_UNOBTAINABLE_ALERT', [
        'SSL peer could not obtain your certificate from the supplied URL',
      ]),
    ),
    code(
      -12182,
      likely('tls-handshake-failed', 'SSL_ERROR_UNRECOGNIZED_NAME_ALERT', [
        'SSL peer has no certificate for the requested DNS name',
      ]),
    ),
    code(
      -12181,
      likely('tls-handshake-failed', 'SSL_ERROR_BAD_CERT_STATUS_RESPONSE_ALERT', [
        'SSL peer was unable to get an OCSP response for its certificate',
      ]),
    ),
    code(
      -12180,
      likely('tls-handshake-failed', 'SSL_ERROR_BAD_CERT_HASH_VALUE_ALERT', ['SSL peer reported bad certificate hash value']),
    ),
    code(
      -12179,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_NEW_SESSION_TICKET', [
        'SSL received an unexpected New Session Ticket handshake message',
      ]),
    ),
    code(
      -12178,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_NEW_SESSION_TICKET', [
        'SSL received a malformed New Session Ticket handshake message',
      ]),
    ),
    code(
      -12177,
      likely('tls-handshake-failed', 'SSL_ERROR_DECOMPRESSION_FAILURE', [
        'SSL received a compressed record that could not be decompressed',
      ]),
    ),
    code(
      -12176,
      likely('tls-handshake-failed', 'SSL_ERROR_RENEGOTIATION_NOT_ALLOWED', ['Renegotiation is not allowed on this SSL socket']),
    ),
    code(
      -12175,
      likely('tls-handshake-failed', 'SSL_ERROR_UNSAFE_NEGOTIATION', [
        'Peer attempted old style (potentially vulnerable) handshake',
      ]),
    ),
    code(
      -12174,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_UNCOMPRESSED_RECORD', [
        'SSL received an unexpected uncompressed record',
      ]),
    ),
    code(
      -12173,
      certain('tls-no-shared-cipher', 'SSL_ERROR_WEAK_SERVER_EPHEMERAL_DH_KEY', [
        'SSL received a weak ephemeral Diffie-Hellman key in Server Key Exchange handshake message',
      ]),
    ),
    code(
      -12172,
      likely('tls-handshake-failed', 'SSL_ERROR_NEXT_PROTOCOL_DATA_INVALID', ['SSL received invalid ALPN extension data']),
    ),
    code(-12171, undecided(PROGRAM, 'SSL_ERROR_FEATURE_NOT_SUPPORTED_FOR_SSL2')),
    code(-12170, undecided(PROGRAM, 'SSL_ERROR_FEATURE_NOT_SUPPORTED_FOR_SERVERS')),
    code(-12169, undecided(PROGRAM, 'SSL_ERROR_FEATURE_NOT_SUPPORTED_FOR_CLIENTS')),
    code(-12168, likely('tls-version-unsupported', 'SSL_ERROR_INVALID_VERSION_RANGE', ['SSL version range is not valid'])),
    code(
      -12167,
      likely('tls-no-shared-cipher', 'SSL_ERROR_CIPHER_DISALLOWED_FOR_VERSION', [
        'SSL peer selected a cipher suite disallowed for the selected protocol version',
      ]),
    ),
    code(
      -12166,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_HELLO_VERIFY_REQUEST', [
        'SSL received a malformed Hello Verify Request handshake message',
      ]),
    ),
    code(
      -12165,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_HELLO_VERIFY_REQUEST', [
        'SSL received an unexpected Hello Verify Request handshake message',
      ]),
    ),
    code(-12164, undecided(PROGRAM, 'SSL_ERROR_FEATURE_NOT_SUPPORTED_FOR_VERSION')),
    code(
      -12163,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_CERT_STATUS', [
        'SSL received an unexpected Certificate Status handshake message',
      ]),
    ),
    code(
      -12162,
      likely('tls-no-shared-cipher', 'SSL_ERROR_UNSUPPORTED_HASH_ALGORITHM', ['Unsupported hash algorithm used by TLS peer']),
    ),
    code(-12161, undecided(PROGRAM, 'SSL_ERROR_DIGEST_FAILURE')),
    code(
      -12160,
      likely('tls-no-shared-cipher', 'SSL_ERROR_INCORRECT_SIGNATURE_ALGORITHM', [
        'Incorrect signature algorithm specified in a digitally-signed element',
      ]),
    ),
    code(-12159, undecided(PROGRAM, 'SSL_ERROR_NEXT_PROTOCOL_NO_CALLBACK')),
    code(
      -12158,
      likely('tls-handshake-failed', 'SSL_ERROR_NEXT_PROTOCOL_NO_PROTOCOL', [
        'The server supports no protocols that the client advertises in the ALPN extension',
      ]),
    ),
    code(
      -12157,
      likely('tls-version-unsupported', 'SSL_ERROR_INAPPROPRIATE_FALLBACK_ALERT', [
        'The server rejected the handshake because the client downgraded to a lower TLS version than the server supports',
      ]),
    ),
    code(
      -12156,
      certain('cert-weak-key', 'SSL_ERROR_WEAK_SERVER_CERT_KEY', [
        'The server certificate included a public key that was too weak',
      ]),
    ),
    code(-12155, undecided(PROGRAM, 'SSL_ERROR_RX_SHORT_DTLS_READ')),
    code(
      -12154,
      likely('tls-no-shared-cipher', 'SSL_ERROR_NO_SUPPORTED_SIGNATURE_ALGORITHM', [
        'No supported TLS signature algorithm was configured',
      ]),
    ),
    code(
      -12153,
      likely('tls-no-shared-cipher', 'SSL_ERROR_UNSUPPORTED_SIGNATURE_ALGORITHM', [
        'The peer used an unsupported combination of signature and hash algorithm',
      ]),
    ),
    code(
      -12152,
      likely('tls-handshake-failed', 'SSL_ERROR_MISSING_EXTENDED_MASTER_SECRET', [
        'The peer tried to resume without a correct extended_master_secret extension',
      ]),
    ),
    code(
      -12151,
      likely('tls-handshake-failed', 'SSL_ERROR_UNEXPECTED_EXTENDED_MASTER_SECRET', [
        'The peer tried to resume with an unexpected extended_master_secret extension',
      ]),
    ),
    code(
      -12150,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_KEY_SHARE', ['SSL received a malformed Key Share extension']),
    ),
    code(-12149, likely('tls-handshake-failed', 'SSL_ERROR_MISSING_KEY_SHARE', ['SSL expected a Key Share extension'])),
    code(
      -12148,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_ECDHE_KEY_SHARE', [
        'SSL received a malformed ECDHE key share handshake extension',
      ]),
    ),
    code(
      -12147,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_DHE_KEY_SHARE', [
        'SSL received a malformed DHE key share handshake extension',
      ]),
    ),
    code(
      -12146,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_ENCRYPTED_EXTENSIONS', [
        'SSL received an unexpected Encrypted Extensions handshake message',
      ]),
    ),
    code(-12145, likely('tls-handshake-failed', 'SSL_ERROR_MISSING_EXTENSION_ALERT', ['SSL received a missing_extension alert'])),
    code(-12144, likely('tls-handshake-failed', 'SSL_ERROR_KEY_EXCHANGE_FAILURE', ['SSL had an error performing key exchange'])),
    code(
      -12143,
      likely('tls-handshake-failed', 'SSL_ERROR_EXTENSION_DISALLOWED_FOR_VERSION', [
        'SSL received an extension that is not permitted for this version',
      ]),
    ),
    code(
      -12142,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_ENCRYPTED_EXTENSIONS', [
        'SSL received a malformed Encrypted Extensions handshake message',
      ]),
    ),
    code(
      -12141,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_PRE_SHARED_KEY', ['SSL received an invalid PreSharedKey extension']),
    ),
    code(
      -12140,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_EARLY_DATA', ['SSL received an invalid EarlyData extension']),
    ),
    code(
      -12138,
      likely('tls-handshake-failed', 'SSL_ERROR_MISSING_ALPN_EXTENSION', ["SSL didn't receive an expected ALPN extension"]),
    ),
    code(-12137, likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_EXTENSION', ['SSL received an unexpected extension'])),
    code(
      -12136,
      likely('tls-no-shared-cipher', 'SSL_ERROR_MISSING_SUPPORTED_GROUPS', ['SSL expected a supported groups extension']),
    ),
    code(
      -12135,
      likely('tls-handshake-failed', 'SSL_ERROR_TOO_MANY_RECORDS', [
        'SSL sent or received too many records with the same symmetric key',
      ]),
    ),
    code(
      -12134,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_HELLO_RETRY_REQUEST', [
        'SSL received an unexpected Hello Retry Request handshake message',
      ]),
    ),
    code(
      -12133,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_HELLO_RETRY_REQUEST', [
        'SSL received a malformed Hello Retry Request handshake message',
      ]),
    ),
    code(
      -12132,
      likely('tls-handshake-failed', 'SSL_ERROR_BAD_2ND_CLIENT_HELLO', [
        'SSL received a second Client Hello message without a usable key share',
      ]),
    ),
    code(
      -12131,
      likely('tls-handshake-failed', 'SSL_ERROR_MISSING_SIGNATURE_ALGORITHMS_EXTENSION', [
        'SSL expected a signature algorithms extension',
      ]),
    ),
    code(
      -12130,
      likely('tls-handshake-failed', 'SSL_ERROR_MALFORMED_PSK_KEY_EXCHANGE_MODES', [
        'SSL received a malformed PSK key exchange modes extension',
      ]),
    ),
    code(
      -12129,
      likely('tls-handshake-failed', 'SSL_ERROR_MISSING_PSK_KEY_EXCHANGE_MODES', [
        'SSL expected a PSK key exchange modes extension',
      ]),
    ),
    code(
      -12128,
      likely('tls-handshake-failed', 'SSL_ERROR_DOWNGRADE_WITH_EARLY_DATA', [
        'SSL got a pre-TLS 1.3 version even though we sent early data',
      ]),
    ),
    code(
      -12127,
      likely('tls-handshake-failed', 'SSL_ERROR_TOO_MUCH_EARLY_DATA', ['SSL received more early data than permitted']),
    ),
    code(
      -12126,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_END_OF_EARLY_DATA', [
        'SSL received an unexpected End of Early Data message',
      ]),
    ),
    code(
      -12125,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_END_OF_EARLY_DATA', [
        'SSL received a malformed End of Early Data message',
      ]),
    ),
    code(-12124, undecided(PROGRAM, 'SSL_ERROR_UNSUPPORTED_EXPERIMENTAL_API')),
    code(-12123, undecided(PROGRAM, 'SSL_ERROR_APPLICATION_ABORT')),
    code(-12122, undecided(PROGRAM, 'SSL_ERROR_APP_CALLBACK_ERROR')),
    code(-12121, undecided(PROGRAM, 'SSL_ERROR_NO_TIMERS_ERROR')),
    code(
      -12120,
      likely('tls-handshake-failed', 'SSL_ERROR_MISSING_COOKIE_EXTENSION', [
        'A second ClientHello was received without a cookie extension',
      ]),
    ),
    code(
      -12119,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_UNEXPECTED_KEY_UPDATE', ['SSL received an unexpected key update message']),
    ),
    code(
      -12118,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_KEY_UPDATE', ['SSL received a malformed key update message']),
    ),
    code(-12117, likely('tls-handshake-failed', 'SSL_ERROR_TOO_MANY_KEY_UPDATES', ['SSL attempted too many key updates'])),
    code(-12116, undecided(PROGRAM, 'SSL_ERROR_HANDSHAKE_FAILED')),
    code(-12115, undecided(PROGRAM, 'SSL_ERROR_BAD_RESUMPTION_TOKEN_ERROR')),
    code(-12114, likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_DTLS_ACK', ['SSL received a malformed DTLS ACK'])),
    code(
      -12113,
      certain('tls-no-shared-cipher', 'SSL_ERROR_DH_KEY_TOO_LONG', ["SSL received a DH key share that's too long (>8192 bit)"]),
    ),
    code(
      -12112,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_ESNI_KEYS', ['SSL received a malformed ESNI keys structure']),
    ),
    code(
      -12111,
      likely('tls-handshake-failed', 'SSL_ERROR_RX_MALFORMED_ESNI_EXTENSION', ['SSL received a malformed ESNI extension']),
    ),
    code(-12110, likely('tls-handshake-failed', 'SSL_ERROR_MISSING_ESNI_EXTENSION', ['SSL did not receive an ESNI extension'])),
    code(-12109, likely('mode-mismatch', 'SSL_ERROR_RX_UNEXPECTED_RECORD_TYPE', ['SSL received an unexpected record type'])),
    code(
      -12108,
      likely('tls-handshake-failed', 'SSL_ERROR_MISSING_POST_HANDSHAKE_AUTH_EXTENSION', [
        "SSL cannot send a CertificateRequest because the client doesn't support post-handshake authentication",
      ]),
    ),
    code(
      -12107,
      certain('tls-client-certificate-required', 'SSL_ERROR_RX_CERTIFICATE_REQUIRED_ALERT', [
        'SSL received a certificate_required alert',
      ]),
    ),
    code(
      -12106,
      likely('tls-handshake-failed', 'SSL_ERROR_DC_CERT_VERIFY_ALG_MISMATCH', [
        'SSL received a delegated credential with unexpected certificate verification algorithm',
      ]),
    ),
    code(
      -12105,
      likely('tls-handshake-failed', 'SSL_ERROR_DC_BAD_SIGNATURE', [
        'SSL received a delegated credential with an invalid signature',
      ]),
    ),
    code(
      -12104,
      likely('tls-handshake-failed', 'SSL_ERROR_DC_INVALID_KEY_USAGE', [
        'SSL received a delegated credential from a certificate with invalid key usage',
      ]),
    ),
    code(-12103, likely('tls-handshake-failed', 'SSL_ERROR_DC_EXPIRED', ['SSL received a delegated credential that expired'])),
    code(
      -12102,
      likely('tls-handshake-failed', 'SSL_ERROR_DC_INAPPROPRIATE_VALIDITY_PERIOD', [
        'SSL received a delegated credential with excessive TTL',
      ]),
    ),
    code(-12101, undecided(PROGRAM, 'SSL_ERROR_FEATURE_DISABLED')),
    code(
      -12100,
      likely('tls-handshake-failed', 'SSL_ERROR_ECH_RETRY_WITH_ECH', [
        'TLS ECH was rejected, but verification succeeded and compatible retry_configs are available',
      ]),
    ),
    code(
      -12099,
      likely('tls-handshake-failed', 'SSL_ERROR_ECH_RETRY_WITHOUT_ECH', [
        'TLS ECH was rejected, but verification succeeded and no compatible retry_configs were found',
      ]),
    ),
    code(-12098, likely('tls-handshake-failed', 'SSL_ERROR_ECH_FAILED', ['TLS ECH was rejected and verification failed'])),
    code(-12097, likely('tls-handshake-failed', 'SSL_ERROR_ECH_REQUIRED_ALERT', ['SSL peer reported ECH required'])),
    // mozilla::pkix
    code(-16384, likely('cert-untrusted-root', 'MOZILLA_PKIX_ERROR_KEY_PINNING_FAILURE')),
    code(-16383, certain('cert-wrong-purpose', 'MOZILLA_PKIX_ERROR_CA_CERT_USED_AS_END_ENTITY')),
    code(-16382, certain('cert-weak-key', 'MOZILLA_PKIX_ERROR_INADEQUATE_KEY_SIZE')),
    code(-16381, certain('cert-malformed', 'MOZILLA_PKIX_ERROR_V1_CERT_USED_AS_CA')),
    code(-16380, undecided(MAIL_ADDRESS, 'MOZILLA_PKIX_ERROR_NO_RFC822NAME_MATCH')),
    code(-16379, certain('cert-not-yet-valid', 'MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE')),
    code(-16378, certain('cert-not-yet-valid', 'MOZILLA_PKIX_ERROR_NOT_YET_VALID_ISSUER_CERTIFICATE')),
    code(-16377, certain('cert-malformed', 'MOZILLA_PKIX_ERROR_SIGNATURE_ALGORITHM_MISMATCH')),
    code(-16376, likely('cert-revocation-unchecked', 'MOZILLA_PKIX_ERROR_OCSP_RESPONSE_FOR_CERT_MISSING')),
    code(-16375, certain('cert-malformed', 'MOZILLA_PKIX_ERROR_VALIDITY_TOO_LONG')),
    code(-16374, certain('cert-must-staple', 'MOZILLA_PKIX_ERROR_REQUIRED_TLS_FEATURE_MISSING')),
    code(-16373, certain('cert-malformed', 'MOZILLA_PKIX_ERROR_INVALID_INTEGER_ENCODING')),
    code(-16372, certain('cert-malformed', 'MOZILLA_PKIX_ERROR_EMPTY_ISSUER_NAME')),
    code(-16371, likely('cert-untrusted-root', 'MOZILLA_PKIX_ERROR_ADDITIONAL_POLICY_CONSTRAINT_FAILED')),
    code(-16370, certain('cert-self-signed', 'MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT')),
    code(-16369, certain('tls-intercepted', 'MOZILLA_PKIX_ERROR_MITM_DETECTED')),
    code(-16368, likely('cert-untrusted-root', 'MOZILLA_PKIX_ERROR_INSUFFICIENT_CERTIFICATE_TRANSPARENCY')),
    code(-16367, certain('cert-untrusted-root', 'MOZILLA_PKIX_ERROR_ISSUER_NO_LONGER_TRUSTED')),
    // NSPR: the network under it
    code(-5990, likely('tcp-timeout', 'PR_IO_TIMEOUT_ERROR')),
    code(-5986, likely('tcp-unreachable', 'PR_ADDRESS_NOT_AVAILABLE_ERROR')),
    code(-5981, certain('tcp-refused', 'PR_CONNECT_REFUSED_ERROR')),
    code(-5980, certain('tcp-unreachable', 'PR_NETWORK_UNREACHABLE_ERROR')),
    code(-5979, certain('tcp-timeout', 'PR_CONNECT_TIMEOUT_ERROR')),
    code(-5978, likely('connection-closed', 'PR_NOT_CONNECTED_ERROR')),
    code(-5973, likely('dns-name-not-found', 'PR_DIRECTORY_LOOKUP_ERROR')),
    code(-5961, certain('tcp-reset', 'PR_CONNECT_RESET_ERROR')),
    code(
      -5938,
      likely('tls-handshake-failed', 'PR_END_OF_FILE_ERROR', [], {
        meaning:
          'The peer closed the connection in the middle of the handshake: it does not like it, or speaks no TLS on this port.',
      }),
    ),
    code(-5930, certain('tcp-unreachable', 'PR_NETWORK_DOWN_ERROR')),
    code(-5928, likely('tcp-reset', 'PR_CONNECT_ABORTED_ERROR')),
    code(-5927, certain('tcp-unreachable', 'PR_HOST_UNREACHABLE_ERROR')),
  ],
};
